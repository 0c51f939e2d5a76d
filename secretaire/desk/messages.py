"""One table: error code → what happened, and what to do next. French, one sentence each."""

from __future__ import annotations

from secretaire.council.minutes import Etat
from secretaire.desk.decision_messages import DECISION_TEXTS
from secretaire.desk.exporting import Notice
from secretaire.desk.machine_messages import MACHINE_TEXTS
from secretaire.desk.meeting_messages import MEETING_TEXTS
from secretaire.desk.message import Text
from secretaire.desk.sending_messages import SENDING_TEXTS
from secretaire.desk.space_messages import SPACE_TEXTS
from secretaire.drafting.engine.adapters import AdapterFault
from secretaire.errors import Code, SecretaireError
from secretaire.store.custody import Protection
from secretaire.store.journal import JournalReport
from secretaire.store.journal_chain import Breach

MINUTES_STATES = {
    Etat.EN_PREPARATION: "en préparation",
    Etat.RELU: "relu, à faire arrêter par la prochaine séance",
    Etat.ARRETE: "arrêté, à publier",
    Etat.PUBLIE: "publié",
}
"""The states of a procès-verbal."""


TEXTS: dict[Code, Text] = {
    **MEETING_TEXTS,
    **MACHINE_TEXTS,
    **SPACE_TEXTS,
    **DECISION_TEXTS,
    **SENDING_TEXTS,
    Code.UNKNOWN_ACT: Text(
        "Aucun acte ne porte l'identifiant « {acte} »",
        "tapez « secretaire acte lister » pour voir les actes de l'espace",
    ),
    Code.NO_SUCH_JOINED_FILE: Text(
        "L'acte n'a pas de fichier joint de rang {rang} (il en a {nombre})",
        "regardez les rangs dans la liste de ses fichiers joints",
    ),
    Code.UNKNOWN_TYPE: Text("Le type d'acte « {type} » n'existe pas", "tapez « secretaire types » pour voir la liste"),
    Code.UNKNOWN_COUNCILLOR: Text(
        "« {nom} » ne figure pas parmi les élus en fonction", "vérifiez le nom avec « secretaire elus lister »"
    ),
    Code.UNKNOWN_COMMUNE: Text(
        "La commune « {commune} » est introuvable dans la liste officielle",
        "vérifiez l'orthographe ou donnez son code INSEE à cinq caractères",
    ),
    Code.MISSPELT_COMMUNE: Text(
        "La commune « {commune} » est introuvable dans la liste officielle",
        "essayez l'un de ces noms proches : {choix}, ou donnez son code INSEE à cinq caractères",
    ),
    Code.AMBIGUOUS_COMMUNE: Text(
        "Plusieurs communes portent le nom « {commune} » : {choix}", "indiquez le code INSEE de la vôtre"
    ),
    Code.UNKNOWN_DOCUMENT: Text(
        "Le document n° {document} n'est plus dans le fonds", "relisez les dossiers puis refaites la recherche"
    ),
    Code.UNKNOWN_PIECE: Text(
        "L'acte n° {piece} du fonds n'est plus là : son document a été relu ou retiré", "refaites la recherche"
    ),
    Code.UNKNOWN_SECTION: Text("L'acte n'a pas de partie « {section} »", "choisissez parmi : {choix}"),
    Code.UNKNOWN_VERSION: Text(
        "La version {version} de l'acte « {acte} » n'a pas été gardée",
        "choisissez l'une des versions de son historique",
    ),
    Code.UNKNOWN_PROPOSAL: Text(
        "La proposition {proposition} n'existe pas", "demandez une nouvelle proposition à l'assistant"
    ),
    Code.WRONG_OPTION: Text("{cause}", "tapez la commande suivie de --help pour voir son usage"),
    Code.FILE_MISSING: Text("Le fichier « {fichier} » n'existe pas", "vérifiez son nom et son emplacement"),
    Code.FILE_UNREADABLE: Text(
        "Le fichier « {fichier} » n'a pas pu être lu ({cause})",
        "ouvrez-le dans son logiciel et enregistrez-en une copie",
    ),
    Code.FILE_NOT_WRITABLE: Text(
        "Impossible d'écrire « {fichier} » ({cause})",
        "choisissez un autre dossier, ou fermez le fichier s'il est ouvert dans Word",
    ),
    Code.WRONG_SUFFIX: Text(
        "Le nom « {fichier} » ne dit pas quel document faire", "terminez-le par .docx, .odt ou .pdf"
    ),
    Code.ODT_WITHOUT_LIBREOFFICE: Text(
        "« {fichier} » ne peut pas être fait : LibreOffice n'est pas installé sur ce poste",
        "choisissez un nom en .docx, que LibreOffice et Word ouvrent tous deux, ou faites installer LibreOffice",
    ),
    Code.CONVERSION_FAILED: Text(
        "LibreOffice n'a pas pu faire « {fichier} » ({cause})",
        "recommencez, ou choisissez un nom en .docx ; rien n'a été remplacé",
    ),
    Code.PAGE_NOT_SHOWN: Text(
        "La page {page} de « {fichier} » ne peut pas être montrée ({cause})",
        "lisez son texte ici, ou ouvrez le fichier dans son logiciel",
    ),
    Code.NO_PAGE_PICTURE: Text(
        "« {fichier} » n'a pas de page à montrer telle quelle : seuls les PDF et les images en ont",
        "lisez son texte ici, ou ouvrez le fichier dans son logiciel",
    ),
    Code.PAGE_NOT_RECOGNISED: Text(
        "Le texte de la page {page} de « {fichier} » n'a pas pu être reconnu ({cause})",
        "ouvrez le fichier pour la lire ; ses autres pages ne sont pas touchées",
    ),
    Code.ROSTER_LINE: Text(
        "La liste des élus « {fichier} » n'a pas été importée ({causes})",
        "corrigez-la dans le tableur puis recommencez ; les élus déjà enregistrés sont intacts",
    ),
    Code.ROSTER_TYPED: Text("Rien n'est encore enregistré ({causes})", "corrigez, puis enregistrez de nouveau"),
    Code.FIELD_UNKNOWN: Text(
        "Le champ « {champ} » n'existe pas dans le type « {type} »", "les champs possibles sont : {choix}"
    ),
    Code.FACT_UNKNOWN: Text("« {fait} » ne se corrige pas sur une pièce", "choisissez parmi : {choix}"),
    Code.OLD_TYPE_UNKNOWN: Text(
        "Aucun type d'acte ne ressemble assez à {acte}", "choisissez le type vous-même dans la liste"
    ),
    Code.NOTHING_TO_REUSE: Text("L'ancien acte n'offre rien pour « {champ} »", "remplissez le champ"),
    Code.ALREADY_REUSED: Text(
        "La valeur de l'ancien acte pour « {champ} » est déjà reprise", "changez la valeur du champ"
    ),
    Code.NO_OLD_ACT: Text(
        "Ce projet n'est pas parti d'un ancien acte", "ouvrez l'ancien acte dans le fonds, puis « Refaire cet acte »"
    ),
    Code.NOT_AN_ACT: Text("La pièce n° {piece} n'est ni une délibération ni un arrêté", "choisissez un acte du fonds"),
    Code.SEVERAL_ACTS: Text(
        "« {fichier} » contient {nombre} actes",
        "ajoutez son dossier au fonds, puis choisissez l'acte à refaire parmi ceux qui y sont trouvés",
    ),
    Code.NO_TYPE_FILE: Text(
        "« {fichier} » ne contient aucun type d'acte", "indiquez un fichier .yaml, ou un dossier qui en contient"
    ),
    Code.CLAUSE_EMPTY: Text("La clause n'a pas de texte", "écrivez-la, ou retirez-la"),
    Code.CLAUSE_INVALID: Text(
        "Cette rédaction ne convient pas au type « {type} » : {cause}",
        "reprenez les champs entre accolades tels que le texte livré les écrit",
    ),
    Code.TYPE_IS_SHIPPED: Text("Le type « {type} » est déjà celui de l'application", "il n'y a rien à retirer"),
    Code.NUMBERING_INVALID: Text(
        "« {modele} » ne fait pas un numéro d'acte : {cause}", "écrivez par exemple {{annee}}-{{rang:3}}"
    ),
    Code.NUMBER_USED: Text("Un acte porte déjà le numéro {numero}", "seul un numéro sans acte demande un motif"),
    Code.NUMBER_REASON_MISSING: Text(
        "Le motif manque pour le numéro {numero}", "dites en quelques mots pourquoi aucun acte ne le porte"
    ),
    Code.CORRECTION_TOO_EARLY: Text(
        "L'acte {numero} n'est pas encore approuvé : il se corrige lui-même",
        "modifiez-le ; un acte « bis » ne corrige qu'un acte approuvé",
    ),
    Code.FIELD_INVALID: Text("Le champ « {champ} » ne convient pas : {cause}", "corrigez la valeur « {valeur} »"),
    Code.TYPE_FILE_INVALID: Text(
        "Le fichier de type d'acte « {fichier} » est incorrect : {cause}", "corrigez la ligne indiquée"
    ),
    Code.RULES_FILE_INVALID: Text(
        "Le fichier de règles « {fichier} » est incorrect : {cause}",
        "corrigez-le, ou remettez celui d'origine",
    ),
    Code.LETTERHEAD_REFUSED: Text(
        "Le papier à en-tête « {fichier} » n'a pas été repris : {cause}",
        "corrigez-le dans votre traitement de texte puis importez-le de nouveau ; le papier actuel n'a pas changé",
    ),
    Code.LETTERHEAD_NEEDS_OFFICE: Text(
        "« {fichier} » n'est pas un document Word (.docx), et LibreOffice, qui le convertirait, n'est pas installé",
        "ouvrez-le dans votre traitement de texte, enregistrez-le au format .docx, puis importez cette copie",
    ),
    Code.UNKNOWN_LOOK: Text("Le modèle de papier « {modele} » n'existe pas", "choisissez parmi : {choix}"),
    Code.PAPER_LOST: Text(
        "Le fichier « {fichier} » du papier de la commune a disparu de l'espace, ou a été modifié à la main",
        "importez-le de nouveau avec « secretaire papier importer » ou « papier logo », ou choisissez un modèle",
    ),
    Code.LOGO_REFUSED: Text(
        "Le logo « {fichier} » n'a pas été repris : {cause}", "donnez une image PNG ou JPEG de moins de 5 Mo"
    ),
    Code.LAW_FILE_REFUSED: Text(
        "« {fichier} » n'a pas été repris comme état du droit : {cause}",
        "copiez de nouveau le fichier et sa signature depuis leur source ; l'état du droit de ce poste n'a pas changé",
    ),
    Code.LAW_NOT_NEWER: Text(
        "« {fichier} » est un état du droit du {date}, et celui de ce poste est du {actuel}",
        "gardez l'actuel, ou revenez d'abord à la version précédente",
    ),
    Code.LAW_NOT_IMPORTED: Text(
        "Aucun état du droit n'a été importé sur ce poste : celui de l'application est en service",
        "il n'y a rien à retirer",
    ),
    Code.REFERENCE_MOVED: Text(
        "Cette référence n'est plus à cette place dans l'acte",
        "rien n'a été remplacé ; choisissez de nouveau la remarque",
    ),
    Code.REFERENCE_NOT_REPLACED: Text(
        "« {reference} » n'est pas citée dans cet acte, ou aucune référence ne lui succède avec certitude",
        "voyez les contrôles de l'acte, et corrigez-la à la main s'il le faut",
    ),
    Code.NOTHING_TO_EXPORT: Text("Il n'y a rien à exporter : {cause}", "vérifiez avec « secretaire acte lister »"),
    Code.CONVOCATION_LATE: Text(
        "La convocation part trop tard : envoyée {envoi} pour {seance}, elle laisse {francs} quand il en faut {delai} ;"
        " le dernier jour était {limite}",
        "changez la date de la séance, ou écrivez le motif d'urgence que le maire exposera à l'ouverture",
    ),
    Code.CONVOCATION_TOO_LATE: Text(
        "La convocation part trop tard, même en urgence : envoyée {envoi} pour {seance}, elle ne laisse pas un jour"
        " franc (CGCT, art. L. 2121-11)",
        "changez la date de la séance",
    ),
    Code.CONVOCATION_INCOMPLETE: Text(
        "La convocation n'est pas prête : il manque {manque}", "complétez la séance, puis recommencez"
    ),
    Code.ACT_CHANGED_ELSEWHERE: Text(
        "L'acte {numero} a été modifié ailleurs depuis que vous l'avez ouvert",
        "rouvrez-le pour voir son texte actuel ; rien n'a été remplacé",
    ),
    Code.PROPOSAL_LOCKED: Text(
        "Cette proposition ne peut pas être acceptée : {motifs}",
        "gardez le texte en place, ou demandez une nouvelle proposition",
    ),
    Code.PROPOSAL_DECIDED: Text("Cette proposition est déjà {etat}", "demandez une nouvelle proposition à l'assistant"),
    Code.NOTHING_NOTED: Text(
        "Aucune note n'a été prise sur le point « {point} »", "notez ce qui s'est dit, ou écrivez-le dans le texte"
    ),
    Code.PASSAGE_CHANGED: Text(
        "Ce passage a changé depuis que l'assistant l'a lu",
        "rien n'a été remplacé ; demandez de nouveau la retouche",
    ),
    Code.PASSAGE_FIXED: Text("Ce passage ne se retouche pas : {cause}", "modifiez-le à la main dans la page"),
    Code.MODEL_MISSING: Text(
        "L'assistant de rédaction n'est pas installé",
        "tapez « secretaire modele importer FICHIER » ; tout le reste fonctionne sans lui",
    ),
    Code.MODEL_SET_ASIDE: Text(
        "Ce poste a choisi de travailler sans l'assistant",
        "tapez « secretaire modele choisir NOM » pour le reprendre ; tout le reste fonctionne sans lui",
    ),
    Code.MODEL_INVALID: Text(
        "Le fichier de l'assistant « {fichier} » est incorrect ({cause})", "copiez-le de nouveau depuis sa source"
    ),
    Code.ENGINE_DIED: Text(
        "L'assistant s'est arrêté ({cause})", "votre texte est intact ; recommencez, ou continuez sans l'assistant"
    ),
    Code.ENGINE_MISMATCH: Text(
        "Le moteur de l'assistant n'est pas de la même version que l'application (attendu {attendu}, trouvé {trouve})",
        "réinstallez Secrétaire ; tout le reste fonctionne sans l'assistant",
    ),
    Code.ENGINE_INCOMPLETE: Text(
        "Le moteur de l'assistant est incomplet : une de ses bibliothèques manque, ou un antivirus l'a retirée",
        "réinstallez Secrétaire ; tout le reste fonctionne sans l'assistant",
    ),
    Code.PROCESSOR_TOO_OLD: Text(
        "Le processeur de ce poste est trop ancien pour l'assistant",
        "travaillez sans lui, tout le reste fonctionne, ou installez Secrétaire sur un poste plus récent",
    ),
    Code.ENGINE_SILENT: Text(
        "L'assistant ne répond plus", "votre texte est intact ; recommencez, ou continuez sans l'assistant"
    ),
    Code.RECORDING_UNREADABLE: Text(
        "L'enregistrement « {fichier} » n'a pas pu être lu : {cause}",
        "donnez un fichier MP3, M4A, WAV, OGG ou FLAC, tel que le téléphone ou le dictaphone l'a fait",
    ),
    Code.RECORDING_KNOWN: Text("Cet enregistrement est déjà celui de cette séance", "il n'y a rien à importer"),
    Code.RECORDING_PEOPLE_NOT_TOLD: Text(
        "Un enregistrement n'est importé que si les personnes présentes ont été prévenues",
        "confirmez qu'elles l'ont été ; sinon, n'importez pas cet enregistrement",
    ),
    Code.RECORDING_ERASED: Text(
        "L'enregistrement « {nom} » a été effacé le {le}", "les notes déjà prises restent dans la séance"
    ),
    Code.RECORDING_GONE: Text(
        "Le fichier de l'enregistrement « {nom} » n'est plus dans le dossier de la commune, ou il a changé",
        "remettez-le dans « enregistrements », ou effacez cet enregistrement",
    ),
    Code.UNKNOWN_RECORDING: Text(
        "L'enregistrement n° {enregistrement} n'existe pas", "regardez la liste de ceux de la séance"
    ),
    Code.UNKNOWN_HEARD: Text("Le passage n° {passage} n'existe pas", "regardez la liste des passages"),
    Code.HEARD_NOT_UNDERSTOOD: Text(
        "Ce passage n'a pas été compris : il n'y a rien à noter", "réécoutez l'enregistrement à {moment}"
    ),
    Code.HEARD_WITHOUT_POINT: Text(
        "On ne sait pas à quel point appartient ce passage", "indiquez le point, ou posez un repère de début de point"
    ),
    Code.MARKER_OUTSIDE: Text(
        "{moment} n'est pas dans l'enregistrement, qui dure {duree}", "donnez un moment de l'enregistrement"
    ),
    Code.TRANSCRIPTION_ABSENT: Text(
        "La transcription n'est pas installée sur ce poste ({cause})",
        "tapez « secretaire modele importer DOSSIER » avec le dossier du modèle ; l'enregistrement est gardé, "
        "et tout le reste fonctionne sans elle",
    ),
    Code.TRANSCRIPTION_FAILED: Text(
        "La transcription s'est arrêtée ({cause})", "ce qui est déjà transcrit est gardé ; relancez-la pour continuer"
    ),
    Code.RECOGNITION_ABSENT: Text(
        "La reconnaissance du texte (le programme Tesseract) n'est pas installée sur cet ordinateur",
        "faites-la installer, puis recommencez ; les documents numérisés attendent, les autres sont lus",
    ),
    Code.RECOGNITION_WITHOUT_FRENCH: Text(
        "La reconnaissance du texte (le programme Tesseract) est installée sans le français",
        "faites ajouter le français, puis recommencez ; les documents numérisés attendent, les autres sont lus",
    ),
    Code.NO_SCREEN: Text(
        "Aucun écran n'est disponible pour ouvrir la fenêtre",
        "ouvrez une session avec un écran, ou servez-vous de la ligne de commande",
    ),
}


JOURNAL_BREACHES: dict[Breach, str] = {
    Breach.LIGNE_MODIFIEE: "la ligne {ligne} a été modifiée ou déplacée",
    Breach.LIGNE_RETIREE: "la ligne {ligne} a été retirée",
    Breach.LIGNE_AJOUTEE: "la ligne {ligne} a été ajoutée par un autre programme",
    Breach.SIGNATURE_FAUSSE: "la ligne {ligne} n'a pas été écrite avec la clé de cet espace",
    Breach.LIGNE_SANS_CLE: (
        "la ligne {ligne} n'est pas signée : elle a été écrite quand le trousseau de la session était absent,"
        " ou par un autre programme ; les lignes qui la précèdent sont intactes"
    ),
    Breach.REECRIT: "ses premières lignes ne sont pas signées alors que la clé de cet espace existe : il a été réécrit",
    Breach.TETE_MODIFIEE: "le décompte de ses lignes a été modifié",
    Breach.CLE_ABSENTE: (
        "il ne peut pas être vérifié ici : ses lignes sont signées, et la clé n'est pas dans le trousseau"
        " de cette session ; vérifiez-le sur le poste et dans la session où il a été tenu"
    ),
    Breach.FERME: "il ne peut pas être vérifié avant que la phrase secrète de cet espace soit donnée",
    Breach.COPIE_ANCIENNE: (
        "c'est une copie plus ancienne, ou une autre copie : ce poste a connu {connues} lignes, dont certaines ne sont pas ici ;"
        " si vous avez remis une sauvegarde, faites-le noter au journal (Réglages, « Preuves et données »)"
    ),
    Breach.ACTE_CONTREDIT: (
        "ses lignes sont entières, mais un autre programme a changé des actes : ce qu'il en dit n'est plus"
        " ce qui est enregistré ({actes})"
    ),
}

JOURNAL_PROTECTIONS: dict[Protection, str] = {
    Protection.SIGNE: "chaîné et signé ; la clé est dans le trousseau de la session",
    Protection.SANS_TROUSSEAU: "chaîné sans clé : le trousseau de la session est absent",
    Protection.CLE_ABSENTE: "chaîné sans clé : celle de cet espace n'est pas dans le trousseau de la session",
    Protection.PHRASE: "chaîné et signé ; la clé est dans un fichier de l'espace, fermé par votre phrase secrète",
    Protection.FERME: "fermé par une phrase secrète, qui n'a pas été donnée : ni nouveau projet ni décision ne s'enregistre",
}


ADAPTER_FAULTS: dict[AdapterFault, str] = {
    AdapterFault.MISSING: (
        "Le complément de l'assistant manque : ses propositions seront plus souvent écartées. Réinstallez Secrétaire."
    ),
    AdapterFault.ALTERED: (
        "Le complément de l'assistant a été modifié et n'est pas utilisé : ses propositions seront plus souvent écartées. "
        "Réinstallez Secrétaire."
    ),
}

NOTICES: dict[Notice, str] = {
    Notice.WITHOUT_LETTERHEAD: "Sans votre papier à en-tête : LibreOffice n'est pas installé sur ce poste.",
    Notice.NUMBERS_ON_OPENING: (
        "À l'ouverture, Word propose de mettre à jour les champs : répondez Oui, les tables prennent alors leurs"
        " numéros de feuillets. Le PDF les a déjà."
    ),
}


def journal_sentence(report: JournalReport) -> str:
    """What a person is told of the journal: intact or not, where it breaks, and how it is protected."""
    if report.reason is None:
        found = f"Le journal est intact ({report.entries} lignes)"
    else:
        why = JOURNAL_BREACHES[report.reason].format(
            ligne=report.first_break, connues=report.known, actes=", ".join(report.acts)
        )
        found = f"Le journal n'est pas intact : {why}"
    return f"{found}. Journal {JOURNAL_PROTECTIONS[report.protection]}."


def sentence(error: SecretaireError) -> str:
    """The French sentence of an error: what happened, then what to do next."""
    text = TEXTS[error.code]
    data = {key: str(value) for key, value in error.data.items()}
    return f"{text.happened.format_map(data)} ; {text.next_step.format_map(data)}."
