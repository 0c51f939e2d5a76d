"""The states of an act, and what each line of its history tells, in words."""

from __future__ import annotations

from collections.abc import Mapping

from secretaire.acts.act import State
from secretaire.acts.life import Step
from secretaire.store.journal import Event

STATES: Mapping[State, str] = {
    State.BROUILLON: "Brouillon",
    State.A_REPRENDRE: "À reprendre",
    State.RELU: "Relu",
    State.SOUMIS: "Soumis au maire",
    State.APPROUVE: "Approuvé",
    State.ADOPTE: "Adopté",
    State.PUBLIE: "Publié",
    State.REFUSE: "Refusé",
}

HISTORY: Mapping[str, str] = {
    Event.CREATION: "Projet commencé",
    Event.RETOUR_BROUILLON: "Texte modifié : l'acte redevient un brouillon",
    Event.PROPOSITION_ACCEPTEE: "Proposition de l'assistant acceptée",
    Event.REFERENCE_REMPLACEE: "Référence remplacée par celle qui lui succède",
    Event.PV_RELU: "Procès-verbal relu",
    Event.PV_REPRIS: "Procès-verbal remis en préparation",
    Event.PV_ARRETE: "Procès-verbal arrêté",
    Event.PV_PUBLIE: "Procès-verbal publié",
    Event.ENREGISTREMENT_IMPORTE: "Enregistrement de séance importé",
    Event.ENREGISTREMENT_GARDE: "Enregistrement de séance conservé",
    Event.ENREGISTREMENT_EFFACE: "Enregistrement de séance effacé",
    Event.PARAPHEUR_ENVOYE: "Envoyé à relire, par clé USB",
    Event.ENVOI_PREPARE: "Dossier préparé pour la préfecture",
    Event.ENVOI_RECU: "Reçu par la préfecture",
    Event.REMARQUE: "Remarque",
    Event.REMARQUE_LEVEE: "Remarque levée",
    Step.RELIRE: "Marqué comme relu",
    Step.SOUMETTRE: "Soumis au maire",
    Step.APPROUVER: "Approuvé",
    Step.REPRENDRE: "Renvoyé, à reprendre",
    Step.REFUSER: "Refusé",
    Step.PUBLIER: "Publié",
}

_DOORS: Mapping[str, str] = {"parapheur": ", par clé USB", "papier": ", sur papier"}


def in_words(what: str, door: str, detail: str = "") -> str:
    """A line of the history in words, by which door it came, and its detail: « Approuvé, sur papier », « Publié le 06/10/2026 »."""
    return HISTORY.get(what, what) + _DOORS.get(door, "") + (f" {detail}" if detail else "")
