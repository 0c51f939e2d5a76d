"""What stands between an act and its decision, in French: steps, persons, codes, remarks, the parapheur."""

from __future__ import annotations

from secretaire.desk.message import Text
from secretaire.errors import Code

DECISION_TEXTS: dict[Code, Text] = {
    Code.PARAPHEUR_REFUSED: Text(
        "« {fichier} » n'a pas été ouvert comme parapheur : {cause}",
        "demandez à la mairie de préparer de nouveau le parapheur et de le copier sur la clé",
    ),
    Code.ANSWER_UNREADABLE: Text(
        "« {fichier} » n'est pas une réponse de parapheur lisible : {cause}",
        "copiez de nouveau la réponse depuis le poste où elle a été faite, ou faites-la refaire",
    ),
    Code.ANSWER_FOREIGN: Text(
        "« {fichier} » répond à un parapheur qui n'est pas parti de cet espace",
        "vérifiez que c'est bien la réponse de cette commune ; après une restauration, envoyez de nouveau les actes",
    ),
    Code.ANSWER_TAMPERED: Text(
        "« {fichier} » est refusé : son contenu n'est pas celui qui a été enregistré ({cause})",
        "rien n'a été repris et le journal le note ; faites refaire la réponse par la personne qui décide",
    ),
    Code.ANSWER_USED: Text(
        "Cette réponse a déjà été reçue le {le}",
        "rien à faire ; pour une nouvelle décision, envoyez de nouveau l'acte",
    ),
    Code.ANSWER_CONFLICT: Text(
        "{nom} a déjà répondu « {decision} » à cet envoi le {le} ; cette autre réponse n'est pas reprise",
        "demandez au maire laquelle vaut, et envoyez de nouveau l'acte s'il le faut",
    ),
    Code.ANSWER_OLD: Text(
        "Le texte a changé depuis l'envoi (version {lue} lue, version {actuelle} aujourd'hui) : la décision n'est pas reprise",
        "les remarques sont gardées ; envoyez de nouveau l'acte pour décision",
    ),
    Code.ANSWER_DECIDED: Text(
        "L'acte n'attend plus de décision ici ({etat}) : la réponse « {decision} » n'est pas reprise",
        "comparez avec l'historique de l'acte, et demandez au maire laquelle vaut",
    ),
    Code.NOTHING_TO_SEND: Text(
        "Aucun acte n'attend la décision du maire",
        "soumettez d'abord un acte, ou choisissez ceux à faire lire",
    ),
    Code.PAPER_OLD: Text(
        "L'empreinte « {lue} » n'est pas celle du texte d'aujourd'hui ({actuelle})",
        "vérifiez l'empreinte au bas de la feuille ; si l'acte a changé depuis, imprimez une nouvelle feuille",
    ),
    Code.TRANSITION_REFUSED: Text(
        "L'étape « {etape} » n'est pas possible : l'acte est à l'état « {etat} »",
        "suivez l'ordre : relire, soumettre, puis approuver",
    ),
    Code.BLANKS_REMAIN: Text(
        "L'acte ne peut pas être soumis : il reste à compléter {champs}", "remplissez ces champs puis recommencez"
    ),
    Code.FIGURE_WITHOUT_ORIGIN: Text(
        "L'acte ne peut pas être soumis : on ne sait pas d'où vient {extrait}",
        "indiquez la source de ce chiffre, ou remplacez-le par la valeur d'un champ",
    ),
    Code.CHECKS_BLOCK: Text("L'acte ne peut pas être soumis : {controles}", "corrigez ces points puis recommencez"),
    Code.APPROVAL_NOT_PROVEN: Text(
        "L'acte « {acte} » se dit approuvé, mais le journal ne le prouve pas : son texte, son état ou la ligne de son"
        " approbation ont été écrits hors de l'application, ou sans la clé du journal",
        "renvoyez-le à reprendre et faites-le approuver de nouveau",
    ),
    Code.NOT_APPROVED: Text(
        "L'acte n'est pas approuvé : seul un exemplaire « PROJET » peut être produit",
        "faites approuver l'acte par le maire avant l'export définitif",
    ),
    Code.SEANCE_NOT_APPROVED: Text(
        "Tous les actes de cette séance ne sont pas approuvés : {actes}",
        "faites-les approuver par le maire, ou exportez la séance sans --definitif ni --extrait",
    ),
    Code.ROLE_REFUSED: Text(
        "« {nom} » ne peut pas {etape} cet acte", "l'approbation revient au maire ou à un adjoint en fonction"
    ),
    Code.UNKNOWN_PERSON: Text(
        "Aucune personne inscrite ne répond au nom de « {nom} »",
        "regardez la liste dans Réglages, Personnes, ou tapez « secretaire personne lister »",
    ),
    Code.PERSON_LISTED: Text("« {nom} » est déjà inscrit parmi les personnes", "modifiez plutôt sa ligne"),
    Code.NOT_LISTED: Text(
        "« {nom} » n'est pas parmi les personnes inscrites, et le maire l'est : seules les personnes inscrites décident",
        "inscrivez cette personne dans Réglages, Personnes, avec ce qui lui est délégué",
    ),
    Code.READER_ONLY: Text(
        "« {nom} » est inscrit comme lecteur : il peut lire et remarquer, rien d'autre",
        "laissez une remarque sur l'acte",
    ),
    Code.SECRETARY_DECIDES_NOT: Text(
        "« {nom} » est inscrit au secrétariat, qui ne décide jamais d'un acte",
        "soumettez-le au maire, ou à l'adjoint qui en a délégation",
    ),
    Code.OUTSIDE_DELEGATION: Text(
        "Cet acte est hors de ce que le maire a délégué à « {nom} » (CGCT, art. L. 2122-18)",
        "soumettez-le au maire ; si le maire est absent, notez son absence dans Réglages, Personnes",
    ),
    Code.NO_DELEGATION: Text(
        "Aucune délégation du maire n'est notée pour « {nom} » (CGCT, art. L. 2122-18)",
        "notez ce qui lui est délégué dans Réglages, Personnes, ou soumettez l'acte au maire",
    ),
    Code.OUT_OF_OFFICE: Text(
        "« {nom} » n'a pas aujourd'hui, d'après la liste des élus, la fonction sous laquelle il est inscrit",
        "mettez à jour la liste des élus ou la ligne de cette personne dans Réglages",
    ),
    Code.CODE_REQUIRED: Text("Le code de « {nom} » est demandé", "donnez-le, puis recommencez"),
    Code.CODE_WRONG: Text("Ce n'est pas le code de « {nom} »", "rien n'a été fait ; essayez de nouveau"),
    Code.CODE_WAITS: Text(
        "Trop de codes faux pour « {nom} » : le prochain essai est possible dans {secondes} secondes",
        "attendez, puis recommencez ; éteindre le poste ou changer son heure n'abrège rien",
    ),
    Code.CODE_ALTERED: Text(
        "Ce qui est gardé du code de « {nom} » a été changé hors de l'application",
        "dites-le au maire ; dans Réglages, Personnes, « Code oublié » le retire, avec un motif que garde le journal",
    ),
    Code.CODE_UNFIT: Text("Ce code ne convient pas : {cause}", "choisissez de 4 à 12 chiffres, ou un mot"),
    Code.CODE_OF_MAIRE: Text(
        "Le maire a choisi un code : la liste des personnes ne change qu'avec lui",
        "demandez au maire de taper son code ; si personne ne le connaît plus, « Code oublié » le retire, avec un motif",
    ),
    Code.UNKNOWN_REMARK: Text(
        "L'acte n'a pas de remarque n° {remarque}", "tapez « secretaire acte remarques » pour voir les siennes"
    ),
    Code.REASON_REQUIRED: Text("Un motif est nécessaire pour {etape}", "indiquez-le avec --motif"),
}
