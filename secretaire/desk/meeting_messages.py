"""What the law or sense forbids at a meeting, in French: the part of the table that a meeting needs."""

from __future__ import annotations

from secretaire.desk.message import Text
from secretaire.errors import Code

MEETING_TEXTS: dict[Code, Text] = {
    Code.UNKNOWN_SEANCE: Text(
        "La séance « {seance} » n'existe pas", "tapez « secretaire seance liste » pour voir les séances"
    ),
    Code.UNKNOWN_POINT: Text(
        "Le point n° {point} n'est pas à l'ordre du jour de cette séance",
        "regardez son ordre du jour, et choisissez un de ses points",
    ),
    Code.MEETING_NOT_OPEN: Text("La séance n'est pas ouverte", "notez d'abord l'heure d'ouverture et les présents"),
    Code.MEETING_ALREADY_OPEN: Text(
        "La séance est déjà ouverte", "corrigez l'appel, ou notez ce qui se passe point par point"
    ),
    Code.MEETING_LIFTED: Text("La séance est levée", "rouvrez-la pour corriger ce qui s'y est passé"),
    Code.MEETING_NOT_LIFTED: Text("La séance n'est pas levée", "il n'y a rien à rouvrir"),
    Code.POINT_SETTLED: Text(
        "Le point « {point} » est déjà réglé", "reprenez ce point, son vote sera effacé, puis recommencez"
    ),
    Code.POINT_UNTOUCHED: Text("Le point « {point} » n'est pas réglé", "il n'y a rien à reprendre"),
    Code.POINTS_LEFT: Text(
        "La séance ne peut pas être levée : il reste {points}", "notez le vote de ces points, ou reportez-les"
    ),
    Code.ACT_ALREADY_ON_AGENDA: Text(
        "L'acte « {acte} » est déjà rattaché à un point de cette séance", "retirez-le d'abord de ce point"
    ),
    Code.NOT_IN_OFFICE: Text("{elu} n'est pas en fonction ce jour-là", "vérifiez la liste des élus dans les réglages"),
    Code.ALREADY_PRESENT: Text("{elu} est déjà en séance à ce moment", "vérifiez les arrivées et les départs notés"),
    Code.NOT_PRESENT: Text("{elu} n'est pas en séance à ce moment", "notez d'abord son arrivée"),
    Code.UNKNOWN_MOVEMENT: Text(
        "Ce mouvement n'est pas noté dans la séance", "rouvrez la séance pour voir ce qui l'est"
    ),
    Code.NO_POUVOIR: Text("{mandant} n'a pas donné de pouvoir", "il n'y a rien à retirer"),
    Code.POUVOIR_TO_SELF: Text("{mandant} ne peut pas se donner pouvoir", "choisissez un autre élu présent"),
    Code.POUVOIR_OF_PRESENT: Text(
        "{mandant} est en séance et vote en personne",
        "un pouvoir ne se donne que par un absent (CGCT, art. L. 2121-20)",
    ),
    Code.POUVOIR_HOLDER_ABSENT: Text(
        "{mandataire} n'est pas en séance et ne peut pas recevoir de pouvoir", "choisissez un élu présent"
    ),
    Code.POUVOIR_HOLDER_TAKEN: Text(
        "{mandataire} détient déjà un pouvoir, et un seul est permis (CGCT, art. L. 2121-20)",
        "choisissez un autre élu présent",
    ),
    Code.POUVOIR_GIVEN_TWICE: Text("{mandant} a déjà donné pouvoir", "retirez d'abord ce pouvoir"),
    Code.PRESIDENT_AWAY: Text("{elu} doit présider le point « {point} » et n'y prend pas part", "dites qui le préside"),
    Code.QUORUM_LOST: Text(
        "Le quorum n'est pas atteint pour le point « {point} » : {presents} présents comptés, il en faut {quorum} ;"
        " les pouvoirs ne comptent pas",
        "notez ce point « sans quorum »",
    ),
    Code.QUORUM_REACHED: Text(
        "Le quorum est atteint pour le point « {point} » : {presents} présents comptés, il en faut {quorum}",
        "notez d'abord les départs, ou faites voter ce point",
    ),
    Code.ASKERS_TOO_FEW: Text(
        "{demandeurs} demandeurs ne suffisent pas : il en faut {necessaires} parmi les présents (CGCT, art. L. 2121-21)",
        "ajoutez les autres demandeurs, ou votez à main levée",
    ),
    Code.SECRET_PREVAILS: Text(
        "Le scrutin secret a été demandé pour le point « {point} » : il l'emporte sur le scrutin public",
        "revenez d'abord à la main levée s'il a été demandé par erreur",
    ),
    Code.SECRET_NAMES_NOBODY: Text(
        "Le point « {point} » se vote au scrutin secret : personne n'y est nommé", "notez les nombres de voix"
    ),
    Code.PUBLIC_NEEDS_NAMES: Text(
        "Le point « {point} » se vote au scrutin public : le vote de chacun est noté", "notez le vote nom par nom"
    ),
    Code.BALLOT_MISSING: Text("Le vote du point « {point} » n'est pas noté", "notez le nombre de voix, ou les noms"),
    Code.BALLOT_NEGATIVE: Text("Un nombre de voix est négatif au point « {point} »", "corrigez-le"),
    Code.BALLOT_TOTAL: Text(
        "Le vote du point « {point} » compte {voix} voix, et il y en a {attendues}, pouvoirs compris",
        "recomptez, ou corrigez les présents et les pouvoirs",
    ),
    Code.VOICES_CHANGED: Text(
        "Le point « {point} » est déjà voté, et qui pouvait y voter ne serait plus pareil",
        "reprenez d'abord ce point, notez ce changement, puis notez le vote de nouveau",
    ),
    Code.HOUR_OUT_OF_ORDER: Text(
        "{heure} ne suit pas ce qui est déjà noté dans la séance ({notee})",
        "notez l'heure à laquelle cela s'est passé, ou corrigez celle qui est notée",
    ),
    Code.SECOND_TOO_SOON: Text(
        "La première réunion est du {premiere} : il faut trois jours au moins d'intervalle (CGCT, art. L. 2121-17)",
        "choisissez une date plus éloignée pour cette séance",
    ),
    Code.FIRST_HAD_QUORUM: Text(
        "La séance du {premiere} n'a pas manqué de quorum : ce n'est pas une seconde convocation",
        "choisissez la séance qui n'a pas pu se tenir",
    ),
    Code.NO_URGENCY: Text(
        "Cette séance n'a pas été convoquée en urgence", "notez d'abord le motif de l'urgence, avec la convocation"
    ),
    Code.HUIS_CLOS_ASKERS: Text(
        "{demandeurs} demandeurs ne suffisent pas : le huis clos est demandé par le maire ou par trois membres"
        " (CGCT, art. L. 2121-18)",
        "ajoutez les autres demandeurs, ou n'en cochez aucun si c'est le maire",
    ),
    Code.SITTING_TOTAL: Text(
        "Ce vote compte {voix} voix, et il y en avait {attendues}, pouvoirs compris",
        "recomptez, ou corrigez d'abord l'appel et les pouvoirs",
    ),
    Code.ELECTION_DONE: Text(
        "L'élection du point « {point} » est déjà acquise", "effacez d'abord le dernier tour s'il est faux"
    ),
    Code.ELECTION_ROUNDS: Text(
        "Les trois tours du point « {point} » sont notés", "dites qui est l'aîné des candidats à égalité"
    ),
    Code.ELECTION_OPEN: Text(
        "L'élection du point « {point} » n'est pas acquise",
        "notez le tour suivant ; au troisième, à égalité, dites qui est l'aîné",
    ),
    Code.ELECTION_STARTED: Text(
        "Un tour est déjà noté au point « {point} »", "effacez-le d'abord, puis choisissez comment le conseil vote"
    ),
    Code.HANDS_NO_PAPERS: Text(
        "Le point « {point} » se vote sans bulletins : il n'y a ni blancs ni nuls", "notez seulement les voix de chacun"
    ),
    Code.NOMINATION_NOBODY: Text("Personne n'est nommé au point « {point} »", "donnez au moins un nom"),
    Code.SECRET_BY_LAW: Text(
        "Le point « {point} » se vote toujours au scrutin secret : le conseil ne peut pas y renoncer (CGCT, L. 2122-7)",
        "notez les bulletins de chaque tour",
    ),
    Code.ELECTION_NAMES: Text(
        "Un candidat du point « {point} » n'a pas de nom, ou y est deux fois", "nommez chaque candidat une seule fois"
    ),
    Code.ELECTION_PAPERS: Text(
        "{bulletins} bulletins pour {voix} voix au point « {point} »",
        "recomptez les bulletins, blancs et nuls compris",
    ),
    Code.NOBODY_PRESIDES: Text(
        "Personne ne préside le point « {point} » : le maire n'y prend pas part", "dites qui le préside, puis votez"
    ),
    Code.BALLOT_STRANGER: Text(
        "{elu} n'a pas de voix au point « {point} »", "vérifiez les présents, les pouvoirs et ceux qui se sont retirés"
    ),
    Code.BALLOT_TWICE: Text("La voix de {elu} est comptée deux fois au point « {point} »", "ne la notez qu'une fois"),
    Code.TIE_WITHOUT_PRESIDENT: Text(
        "Les voix sont partagées également au point « {point} »",
        "dites si le président a voté pour : sa voix est alors prépondérante (CGCT, art. L. 2121-20)",
    ),
    Code.NOTHING_TO_UNDO: Text("Il n'y a plus rien à annuler dans cette séance", "continuez à partir d'ici"),
    Code.MINUTES_STEP_REFUSED: Text(
        "Le procès-verbal est à l'état « {etat} » : il ne peut pas passer à « {etape} »",
        "il est relu, puis arrêté à la séance suivante, puis publié dans la semaine",
    ),
    Code.MINUTES_READ: Text(
        "Le procès-verbal est à l'état « {etat} » : son texte ne se modifie plus",
        "s'il n'est pas encore arrêté, remettez-le en préparation",
    ),
    Code.MINUTES_INCOMPLETE: Text(
        "Le procès-verbal n'est pas complet, il reste des mentions à compléter ({parties})",
        "complétez-les dans la séance ou dans le texte",
    ),
    Code.MINUTES_FIGURE: Text(
        "On ne sait pas d'où vient {extrait} dans le procès-verbal",
        "dites d'où vient ce chiffre, ou reprenez celui des notes",
    ),
    Code.MINUTES_PART_UNKNOWN: Text("Le procès-verbal n'a pas de partie « {partie} »", "choisissez parmi : {choix}"),
    Code.MINUTES_SETTLED_EARLIER: Text(
        "La séance {seance} n'est pas postérieure à celle du procès-verbal", "choisissez la séance qui l'a arrêté"
    ),
    Code.NOTES_CHANGED: Text(
        "Les notes du point « {point} » ont changé depuis cette proposition",
        "rien n'a été remplacé ; demandez une nouvelle proposition",
    ),
    Code.MINUTES_SETTLING_NOT_HELD: Text(
        "La séance du {le} ne s'est pas encore tenue : elle n'a pas pu arrêter le procès-verbal",
        "ouvrez d'abord cette séance, ou notez ses présents",
    ),
    Code.MINUTES_PUBLISHED_EARLY: Text(
        "Le procès-verbal arrêté le {arret} n'a pas pu être publié le {le}",
        "indiquez le jour où il a été mis à la disposition du public",
    ),
    Code.NOTHING_TO_PUBLISH: Text(
        "Rien n'a été noté : aucun acte adopté et approuvé de cette séance n'attend d'être publié",
        "faites approuver les actes par le maire ; ceux qui se notifient à une personne se notent un par un",
    ),
    Code.ACT_PUBLISHED_WHEN: Text(
        "L'acte {acte}, {date}, n'a pas pu être publié le {le}",
        "indiquez le jour où il a été publié, affiché ou notifié : ni avant sa date, ni après aujourd'hui",
    ),
}
