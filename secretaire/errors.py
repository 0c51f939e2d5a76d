"""Typed errors. They carry a code and data; the French sentence lives in `desk/messages.py`."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """Every error a person can meet. A test checks that each one has its French text."""

    # wrong usage
    UNKNOWN_ACT = "acte_inconnu"
    NO_SUCH_JOINED_FILE = "piece_jointe_inconnue"
    UNKNOWN_TYPE = "type_inconnu"
    UNKNOWN_SEANCE = "seance_inconnue"
    UNKNOWN_COUNCILLOR = "elu_inconnu"
    UNKNOWN_PERSON = "personne_inconnue"
    PERSON_LISTED = "personne_deja_inscrite"
    UNKNOWN_REMARK = "remarque_inconnue"
    UNKNOWN_COMMUNE = "commune_inconnue"
    MISSPELT_COMMUNE = "commune_mal_ecrite"
    AMBIGUOUS_COMMUNE = "commune_homonyme"
    UNKNOWN_SECTION = "section_inconnue"
    UNKNOWN_DOCUMENT = "document_inconnu"
    UNKNOWN_PIECE = "piece_inconnue"
    UNKNOWN_VERSION = "version_inconnue"
    UNKNOWN_PROPOSAL = "proposition_inconnue"
    WRONG_OPTION = "option_incorrecte"
    NO_WORKSPACE = "aucun_espace"
    # input that cannot be read
    FILE_MISSING = "fichier_absent"
    FILE_UNREADABLE = "fichier_illisible"
    FILE_NOT_WRITABLE = "ecriture_impossible"
    WRONG_SUFFIX = "suffixe_inconnu"
    ODT_WITHOUT_LIBREOFFICE = "odt_sans_libreoffice"
    CONVERSION_FAILED = "conversion_impossible"
    PAGE_NOT_SHOWN = "page_non_montree"
    NO_PAGE_PICTURE = "format_sans_image"
    PAGE_NOT_RECOGNISED = "page_non_reconnue"
    ROSTER_LINE = "elus_ligne"
    ROSTER_TYPED = "elus_saisis"
    FIELD_UNKNOWN = "champ_inconnu"
    FIELD_INVALID = "champ_invalide"
    OLD_TYPE_UNKNOWN = "type_de_l_ancien_acte_inconnu"
    NOTHING_TO_REUSE = "rien_a_reprendre"
    ALREADY_REUSED = "deja_repris"
    NO_OLD_ACT = "aucun_ancien_acte"
    NOT_AN_ACT = "pas_un_acte"
    SEVERAL_ACTS = "plusieurs_actes"
    NO_TYPE_FILE = "aucun_type"
    CLAUSE_EMPTY = "clause_vide"
    CLAUSE_INVALID = "clause_invalide"
    TYPE_IS_SHIPPED = "type_livre"
    NUMBERING_INVALID = "numerotation_invalide"
    NUMBER_USED = "numero_utilise"
    NUMBER_REASON_MISSING = "motif_du_numero_absent"
    CORRECTION_TOO_EARLY = "correction_prematuree"
    FACT_UNKNOWN = "fait_inconnu"
    TYPE_FILE_INVALID = "type_invalide"
    RULES_FILE_INVALID = "regles_invalides"
    LETTERHEAD_REFUSED = "papier_refuse"
    LETTERHEAD_NEEDS_OFFICE = "papier_sans_libreoffice"
    UNKNOWN_LOOK = "modele_papier_inconnu"
    LOGO_REFUSED = "logo_refuse"
    PAPER_LOST = "papier_perdu"
    PARAPHEUR_REFUSED = "parapheur_refuse"
    ANSWER_UNREADABLE = "reponse_illisible"
    LAW_FILE_REFUSED = "droit_refuse"
    LAW_NOT_IMPORTED = "droit_non_importe"
    REFERENCE_MOVED = "reference_deplacee"
    REFERENCE_NOT_REPLACED = "reference_sans_remplacante"
    # workspace
    WORKSPACE_EXISTS = "espace_existant"
    WORKSPACE_NEWER = "espace_plus_recent"
    WORKSPACE_DAMAGED = "espace_abime"
    WORKSPACE_LOCKED = "espace_occupe"
    WORKSPACE_MISSING = "espace_introuvable"
    WORKSPACE_READONLY = "espace_non_modifiable"
    WORKSPACE_ON_NETWORK = "espace_sur_le_reseau"
    SPACE_OPEN_ELSEWHERE = "espace_deja_ouvert"
    COPY_NOT_MADE = "sauvegarde_non_faite"
    COPY_UNSOUND = "sauvegarde_infidele"
    COPY_REFUSED = "sauvegarde_refusee"
    COPY_INSIDE = "sauvegardes_dans_l_espace"
    VAULT_UNREADABLE = "coffre_illisible"
    VAULT_NOT_CLOSED = "coffre_non_ferme"
    VAULT_TWO_STATES = "coffre_deux_etats"
    VAULT_STRANGER = "coffre_fichier_etranger"
    VAULT_LOCKED = "coffre_ferme_par_une_phrase"
    VAULT_PASSPHRASE_WRONG = "coffre_phrase_fausse"  # noqa: S105 - the name of a fault
    VAULT_KEY_AWAY = "coffre_cle_absente"
    VAULT_KEY_MISTYPED = "coffre_cle_mal_recopiee"
    VAULT_GROUPS_MISTYPED = "coffre_groupes_mal_recopies"
    VAULT_SHEET_NOT_PROVEN = "coffre_feuille_non_prouvee"
    VAULT_EXISTS = "coffre_deja_la"
    VAULT_MISSING = "coffre_absent"
    VAULT_CLEAR_CHANGED = "coffre_copie_en_clair_changee"
    RESTORE_TAKEN = "dossier_de_restauration_occupe"
    RESTORE_OTHER_COMMUNE = "sauvegarde_d_un_autre_espace"
    DISK_FULL = "disque_plein"
    DISK_FAULT = "disque_en_defaut"
    INDEX_NOT_PRIVATE = "index_ouvert_a_tous"
    # refused by a rule
    TRANSITION_REFUSED = "etape_refusee"
    BLANKS_REMAIN = "blancs_restants"
    FIGURE_WITHOUT_ORIGIN = "chiffre_sans_origine"
    CHECKS_BLOCK = "controle_bloquant"
    NOT_APPROVED = "non_approuve"
    APPROVAL_NOT_PROVEN = "approbation_non_prouvee"
    SEANCE_NOT_APPROVED = "seance_non_approuvee"
    NOTHING_TO_EXPORT = "rien_a_exporter"
    SIRET_WRONG = "siret_faux"
    SIRET_MISSING = "siret_absent"
    PREFECTURE_WRONG = "prefecture_fausse"
    ADDRESS_WRONG = "adresse_des_deliberations_fausse"
    SIREN_MISSING = "siren_absent"
    CLASSIFICATION_REFUSED = "classification_refusee"
    PIECE_TYPE_WRONG = "type_de_piece_faux"
    SENT_WHEN = "transmis_quand"
    NOT_TO_SEND = "acte_non_transmissible"
    CONVOCATION_LATE = "convocation_tardive"
    CONVOCATION_TOO_LATE = "convocation_trop_tard"
    CONVOCATION_INCOMPLETE = "convocation_incomplete"
    ANSWER_FOREIGN = "reponse_etrangere"
    ANSWER_TAMPERED = "reponse_modifiee"
    ANSWER_USED = "reponse_deja_recue"
    ANSWER_CONFLICT = "reponse_en_conflit"
    ANSWER_OLD = "reponse_sur_ancien_texte"
    ANSWER_DECIDED = "acte_plus_en_attente"
    NOTHING_TO_SEND = "rien_a_envoyer"
    PAPER_OLD = "feuille_sur_ancien_texte"
    LAW_NOT_NEWER = "droit_plus_ancien"
    ROLE_REFUSED = "role_refuse"
    NOT_LISTED = "personne_non_inscrite"
    READER_ONLY = "lecteur_seulement"
    SECRETARY_DECIDES_NOT = "secretaire_sans_decision"
    OUTSIDE_DELEGATION = "hors_delegation"
    NO_DELEGATION = "sans_delegation"
    OUT_OF_OFFICE = "plus_en_fonction"
    CODE_REQUIRED = "code_requis"
    CODE_WRONG = "code_faux"
    CODE_WAITS = "code_en_attente"
    CODE_UNFIT = "code_incorrect"
    CODE_ALTERED = "code_modifie_ailleurs"
    CODE_OF_MAIRE = "code_du_maire_requis"
    REASON_REQUIRED = "motif_requis"
    ACT_CHANGED_ELSEWHERE = "acte_modifie_ailleurs"
    PROPOSAL_LOCKED = "proposition_verrouillee"
    PROPOSAL_DECIDED = "proposition_deja_tranchee"
    MINUTES_STEP_REFUSED = "pv_etape_refusee"
    MINUTES_READ = "pv_deja_relu"
    MINUTES_INCOMPLETE = "pv_incomplet"
    MINUTES_FIGURE = "pv_chiffre_sans_origine"
    MINUTES_PART_UNKNOWN = "pv_partie_inconnue"
    MINUTES_SETTLED_EARLIER = "pv_arrete_avant_la_seance"
    MINUTES_SETTLING_NOT_HELD = "pv_arrete_seance_non_tenue"
    MINUTES_PUBLISHED_EARLY = "pv_publie_avant_arret"
    ACT_PUBLISHED_WHEN = "acte_publie_quand"
    NOTHING_TO_PUBLISH = "rien_a_publier"
    NOTHING_NOTED = "aucune_note"
    NOTES_CHANGED = "notes_changees"
    PASSAGE_CHANGED = "passage_modifie"
    PASSAGE_FIXED = "passage_non_retouchable"
    # what the law or sense forbids at a meeting
    UNKNOWN_POINT = "point_inconnu"
    MEETING_NOT_OPEN = "seance_non_ouverte"
    MEETING_ALREADY_OPEN = "seance_deja_ouverte"
    MEETING_LIFTED = "seance_levee"
    MEETING_NOT_LIFTED = "seance_non_levee"
    POINT_SETTLED = "point_deja_regle"
    POINT_UNTOUCHED = "point_non_regle"
    POINTS_LEFT = "points_restants"
    ACT_ALREADY_ON_AGENDA = "acte_deja_inscrit"
    NOT_IN_OFFICE = "elu_hors_conseil"
    ALREADY_PRESENT = "elu_deja_present"
    NOT_PRESENT = "elu_non_present"
    UNKNOWN_MOVEMENT = "mouvement_inconnu"
    NO_POUVOIR = "aucun_pouvoir"
    POUVOIR_TO_SELF = "pouvoir_a_soi_meme"
    POUVOIR_OF_PRESENT = "pouvoir_d_un_present"
    POUVOIR_HOLDER_ABSENT = "pouvoir_a_un_absent"
    POUVOIR_HOLDER_TAKEN = "pouvoir_deja_detenu"
    POUVOIR_GIVEN_TWICE = "pouvoir_deja_donne"
    PRESIDENT_AWAY = "president_absent"
    QUORUM_LOST = "quorum_non_atteint"
    QUORUM_REACHED = "quorum_atteint"
    ASKERS_TOO_FEW = "demandeurs_trop_peu"
    SECRET_PREVAILS = "scrutin_secret_prevaut"  # noqa: S105 - a ballot
    SECRET_NAMES_NOBODY = "scrutin_secret_sans_noms"  # noqa: S105 - a ballot
    PUBLIC_NEEDS_NAMES = "scrutin_public_avec_noms"
    BALLOT_MISSING = "vote_absent"
    BALLOT_NEGATIVE = "vote_negatif"
    HOUR_OUT_OF_ORDER = "HOUR_OUT_OF_ORDER"
    SECOND_TOO_SOON = "SECOND_TOO_SOON"
    FIRST_HAD_QUORUM = "FIRST_HAD_QUORUM"
    NO_URGENCY = "NO_URGENCY"
    HUIS_CLOS_ASKERS = "HUIS_CLOS_ASKERS"
    SITTING_TOTAL = "SITTING_TOTAL"
    ELECTION_DONE = "ELECTION_DONE"
    ELECTION_ROUNDS = "ELECTION_ROUNDS"
    ELECTION_OPEN = "ELECTION_OPEN"
    ELECTION_NAMES = "ELECTION_NAMES"
    ELECTION_PAPERS = "ELECTION_PAPERS"
    ELECTION_STARTED = "ELECTION_STARTED"
    HANDS_NO_PAPERS = "HANDS_NO_PAPERS"
    NOMINATION_NOBODY = "NOMINATION_NOBODY"
    SECRET_BY_LAW = "SECRET_BY_LAW"  # noqa: S105 - a ballot
    NOBODY_PRESIDES = "NOBODY_PRESIDES"
    BALLOT_TOTAL = "vote_total_faux"
    VOICES_CHANGED = "voix_changees"
    BALLOT_STRANGER = "votant_sans_voix"
    BALLOT_TWICE = "votant_deux_fois"
    TIE_WITHOUT_PRESIDENT = "partage_sans_president"
    NOTHING_TO_UNDO = "rien_a_annuler"
    # model and engine
    MODEL_MISSING = "modele_absent"
    MODEL_SET_ASIDE = "assistant_ecarte"
    MODEL_INVALID = "modele_invalide"
    MODEL_SOURCE_LOST = "copie_du_modele_interrompue"
    MODEL_NO_ROOM = "modele_sans_place"
    MODEL_IMPORT_UNDER_WAY = "modele_deja_en_copie"
    MODEL_NOT_FOUND = "modele_introuvable"
    MODELS_FOLDER_PROTECTED = "modeles_du_poste_proteges"
    FIXED_BY_INSTALLER = "fixe_par_l_installateur"
    ENGINE_DIED = "moteur_arrete"
    ENGINE_SILENT = "moteur_muet"
    ENGINE_MISMATCH = "moteur_autre_version"
    ENGINE_INCOMPLETE = "moteur_incomplet"
    PROCESSOR_TOO_OLD = "processeur_trop_ancien"
    # recognition of scanned text
    RECOGNITION_ABSENT = "reconnaissance_absente"
    RECOGNITION_WITHOUT_FRENCH = "reconnaissance_sans_francais"
    # the recording of a meeting
    RECORDING_UNREADABLE = "enregistrement_illisible"
    RECORDING_KNOWN = "enregistrement_deja_importe"
    RECORDING_PEOPLE_NOT_TOLD = "enregistrement_personnes_non_prevenues"
    RECORDING_ERASED = "enregistrement_efface"
    RECORDING_GONE = "enregistrement_disparu"
    UNKNOWN_RECORDING = "enregistrement_inconnu"
    UNKNOWN_HEARD = "passage_entendu_inconnu"
    HEARD_NOT_UNDERSTOOD = "passage_entendu_non_compris"
    HEARD_WITHOUT_POINT = "passage_entendu_sans_point"
    MARKER_OUTSIDE = "repere_hors_enregistrement"
    TRANSCRIPTION_ABSENT = "transcription_absente"
    TRANSCRIPTION_FAILED = "transcription_arretee"
    # a new version brought on a stick
    UPDATE_REFUSED = "maj_refusee"
    UPDATE_NOT_NEWER = "maj_plus_ancienne"
    UPDATE_TOO_FAR = "maj_trop_recente"
    UPDATE_NOT_HERE = "maj_par_l_administrateur"
    UPDATE_UNDER_WAY = "maj_deja_en_cours"
    UPDATE_DOES_NOT_START = "maj_ne_demarre_pas"
    UPDATE_NO_FORMER = "maj_sans_version_precedente"
    # screen
    NO_SCREEN = "ecran_absent"
    # secrets
    NO_KEYRING = "trousseau_absent"
    PASSPHRASE_SHORT = "phrase_trop_courte"  # noqa: S105 - the name of a fault
    PASSPHRASE_WRONG = "phrase_fausse"  # noqa: S105 - the name of a fault
    JOURNAL_LOCKED = "journal_ferme"
    JOURNAL_KEY_AWAY = "cle_du_journal_absente"
    OFFLINE_RUN_FAILED = "essai_hors_ligne_inacheve"
    NOT_ERASABLE = "non_effacable"
    ERASED = "texte_efface"
    NO_RETURN = "aucun_retour"
    WRONG_HEAD = "empreinte_incorrecte"


class SecretaireError(Exception):
    """Root of the errors shown to a person.

    Attributes:
        code: what happened.
        data: the values its French sentence needs (file name, field, cause…).
    """

    exit_code = 3

    def __init__(self, code: Code, **data: object) -> None:
        super().__init__(code.value, data)
        self.code = code
        self.data = data


class Refused(SecretaireError):
    """A rule of the trade says no; nothing was changed."""

    exit_code = 1


class WrongUsage(SecretaireError):
    """What was asked does not exist or is not available."""

    exit_code = 2


class UnreadableInput(SecretaireError):
    """A file or a value given by the person cannot be read."""

    exit_code = 3


class EnvironmentFault(SecretaireError):
    """The machine fails us: disk, lock, rights, damaged file."""

    exit_code = 3


class ModelUnavailable(SecretaireError):
    """The language model is missing, wrong, or its process died."""

    exit_code = 4


class Cancelled(Exception):
    """The person interrupted a long task. Never shown as an error."""
