"""Words shared by the places: states, steps, origins, gravities, dates, and sentences of errors for the window."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from secretaire.acts import wording
from secretaire.acts.act import Role
from secretaire.acts.life import Step
from secretaire.acts.spans import OriginKind
from secretaire.checks.finding import Gravite
from secretaire.desk.history_words import STATES as STATES
from secretaire.desk.history_words import in_words as in_words
from secretaire.desk.messages import TEXTS, sentence
from secretaire.errors import Code, SecretaireError

STEPS: Mapping[Step, str] = {
    Step.RELIRE: "Marquer comme relu",
    Step.SOUMETTRE: "Soumettre au maire",
    Step.APPROUVER: "Approuver",
    Step.REPRENDRE: "À reprendre",
    Step.REFUSER: "Refuser",
}

ORIGINS: Mapping[OriginKind, str] = {
    OriginKind.MODELE_TYPE: "Formule type",
    OriginKind.SAISIE: "Champ saisi",
    OriginKind.COMMUNE: "Commune et séance",
    OriginKind.PRECEDENT: "Précédent",
    OriginKind.PLUME: "Assistant",
    OriginKind.MAIN: "Écrit à la main",
}

GRAVITIES: Mapping[Gravite, str] = {
    Gravite.BLOQUANT: "Bloquant",
    Gravite.ALERTE: "À vérifier",
    Gravite.INFO: "Pour information",
}

ROLES: Mapping[Role, str] = {
    Role.ENTETE: "En-tête",
    Role.COMPOSITION: "Composition du conseil",
    Role.OBJET: "Objet",
    Role.VISAS: "Visas",
    Role.CONSIDERANTS: "Considérants",
    Role.EXPOSE: "Exposé",
    Role.VOTE: "Vote",
    Role.DISPOSITIF: "Décision",
    Role.CLOTURE: "Fin de l'acte",
    Role.SIGNATURES: "Signatures",
    Role.MENTIONS: "Mentions",
}

_NEXT_IN_WINDOW: Mapping[Code, str] = {
    Code.UNKNOWN_ACT: "choisissez-le dans la liste des actes",
    Code.UNKNOWN_TYPE: "choisissez un type dans la liste",
    Code.UNKNOWN_SEANCE: "choisissez la séance dans la liste",
    Code.UNKNOWN_COUNCILLOR: "choisissez son nom dans la liste, ou importez la liste des élus à jour",
    Code.WRONG_OPTION: "vérifiez ce qui est demandé",
    Code.TRANSCRIPTION_ABSENT: "demandez qu'on l'ajoute à ce poste ; l'enregistrement est gardé, et le reste fonctionne sans elle",
    Code.NO_WORKSPACE: "créez l'espace de la commune, ou ouvrez son dossier",
    Code.WORKSPACE_EXISTS: "ouvrez-le, ou choisissez un autre dossier",
    Code.COPY_UNSOUND: "recommencez, sur une autre clé si cela se reproduit, et vérifiez tout l'espace dans Réglages, Sauvegarde",
    Code.VAULT_TWO_STATES: "les deux sont gardés, rien n'a été choisi : le coffre a sans doute été ouvert ailleurs",
    Code.VAULT_KEY_AWAY: "ouvrez-le avec la feuille de secours",
    Code.PAPER_LOST: "importez-le de nouveau, ou choisissez un modèle",
    Code.SEANCE_NOT_APPROVED: "faites-les approuver par le maire, ou demandez des exemplaires « PROJET »",
    Code.NOTHING_TO_EXPORT: "vérifiez la liste des actes",
    Code.REASON_REQUIRED: "écrivez-le en une phrase",
    Code.UNKNOWN_PERSON: "choisissez-la dans la liste, dans Réglages, Personnes",
    Code.UNKNOWN_REMARK: "choisissez-la parmi les remarques",
    Code.MODEL_MISSING: "ajoutez-le dans Réglages, Assistant ; tout le reste fonctionne sans lui",
    Code.MODEL_SOURCE_LOST: "rebranchez la clé ou le disque et ajoutez-le de nouveau : la copie reprend là où elle s'est arrêtée",
    Code.UPDATE_NOT_NEWER: "rien n'a été installé ; votre installateur peut remettre en service la version d'avant",
    Code.UPDATE_NOT_HERE: "confiez le fichier à l'administrateur de ce poste",
    Code.MODELS_FOLDER_PROTECTED: "demandez à votre installateur de l'ajouter",
    Code.MODEL_SET_ASIDE: "reprenez-le dans Réglages, Assistant ; tout le reste fonctionne sans lui",
}


def window_sentence(error: SecretaireError) -> str:
    """What happened, then what to do next in the window (the desk's own advice may name a command)."""
    advice = _NEXT_IN_WINDOW.get(error.code)
    if advice is None:
        return sentence(error)
    data = {key: str(value) for key, value in error.data.items()}
    return f"{TEXTS[error.code].happened.format_map(data)} : {advice}."


NBSP = wording.NBSP


def moment(when: datetime) -> str:
    """« 22 novembre 2026 à 18 h 05 », in the time of the PC."""
    local = when.astimezone()
    return f"{wording.day(local.date())} à {local.hour}{NBSP}h{NBSP}{local.minute:02d}"


def changed(when: datetime) -> str:
    """« modifié aujourd'hui à 18 h 05 », « modifié le 20 novembre 2026 »."""
    local = when.astimezone()
    if local.date() == datetime.now().astimezone().date():
        return f"modifié aujourd'hui à {local.hour}{NBSP}h{NBSP}{local.minute:02d}"
    return f"modifié le {wording.day(local.date())}"


def time_left(seconds: float | None) -> str:
    """« encore 3 min », or nothing when nothing truthful can be said."""
    if seconds is None:
        return ""
    if seconds < 10:
        return "encore quelques secondes"
    if seconds < 90:
        return f"encore {round(seconds / 10) * 10} s"
    return f"encore {round(seconds / 60)} min"


def count(number: int, singular: str, plural: str) -> str:
    """« 1 acte », « 3 actes », « aucun acte »."""
    if number == 0:
        return f"aucun {singular}"
    return f"{number:,} {singular if number == 1 else plural}".replace(",", NBSP)
