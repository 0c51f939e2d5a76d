"""« Pour commencer »: what remains of the setting up, one card each, until done or put off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secretaire.desk.assistant_offer import Offer
from secretaire.desk.pen_figures import decimal
from secretaire.desk.setting_up import PUT_OFF_DAYS, Step
from secretaire.ui.parts.basics import button, tool
from secretaire.ui.places.accueil.cards import Card, Cards
from secretaire.ui.style.tokens import MEDIUM
from secretaire.ui.wording import NBSP

_TITLES = {
    Step.ELUS: "La liste des élus",
    Step.DOCUMENTS: "Les anciens actes de la commune",
    Step.ASSISTANT: "L'assistant",
}
_WHY = {
    Step.ELUS: (
        "Les actes nomment le maire, les présents, les votants. Saisissez-la, ou importez un tableau enregistré en CSV "
        "(civilité, nom, prénom, fonction)."
    ),
    Step.DOCUMENTS: (
        "Montrez leur dossier : rien n'y est changé. Il est lu pendant que vous rédigez ; l'avancement est dit en bas."
    ),
    Step.ASSISTANT: "Facultatif : il met vos notes en phrases. Sans lui, tout le reste fonctionne.",
}
_FOUND = {
    Step.ELUS: "reste dans le menu de la commune, en haut à gauche",
    Step.DOCUMENTS: "reste dans Fonds, onglet Dossiers",
    Step.ASSISTANT: "reste dans Réglages, Assistant",
}


class SettingUp(Cards):
    """Each step with its gestures; nothing at all when nothing remains."""

    import_asked = Signal()
    typing_asked = Signal()
    folder_asked = Signal()
    assistant_asked = Signal()
    install_asked = Signal(str)  # the id of a model of the catalogue
    refused = Signal()  # to work without the assistant
    put_off = Signal(object)  # Step

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Pour commencer", parent)
        self._steps: tuple[Step, ...] = ()
        self._offer: Offer | None = None
        self.setContentsMargins(0, 0, 0, MEDIUM)
        self.hide()

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """One card a step, in order."""
        if steps != self._steps:  # else the gesture under the mouse or the keyboard stays there
            self._steps = steps
            self._show()

    def show_offer(self, offer: Offer) -> None:
        """What this PC can do with an assistant, once it is known."""
        if offer != self._offer:
            self._offer = offer
            self._show()

    def _show(self) -> None:
        self.show_cards([self._card(step) for step in self._steps], "")
        self.setVisible(bool(self._steps))

    def _card(self, step: Step) -> Card:
        title = _TITLES[step]
        offer = self._offer if step is Step.ASSISTANT else None
        card = Card(title, offer.said if offer else "", _why(step, offer))
        for words, signal in self._gestures(step):
            made = button(words, signal)
            made.setAccessibleName(f"{title} : {words}")
            card.gestures.addWidget(made)
        later = tool(
            "Plus tard", lambda: self.put_off.emit(step), tip=f"Rappelé dans {PUT_OFF_DAYS} jours ; {_FOUND[step]}"
        )
        later.setAccessibleName(f"{title} : plus tard")
        card.gestures.addWidget(later)
        return card

    def _gestures(self, step: Step) -> tuple[tuple[str, Callable[[], object]], ...]:
        if step is Step.ELUS:
            return ("Saisir…", self.typing_asked.emit), ("Importer…", self.import_asked.emit)
        if step is Step.DOCUMENTS:
            return (("Choisir le dossier…", self.folder_asked.emit),)
        without = ("Sans assistant", self.refused.emit)
        model, place = (self._offer.model, self._offer.place) if self._offer else (None, None)
        if model is None:
            return (without,)
        if place is None:
            return ("Choisir…", self.assistant_asked.emit), without
        return ("Installer", lambda: self.install_asked.emit(model.id)), without


def _why(step: Step, offer: Offer | None) -> str:
    if offer is None or offer.model is None:
        return _WHY[step]
    size = f"{decimal(offer.model.octets / 1e9)}{NBSP}Go"
    where = (
        f"est prêt à installer{NBSP}: {offer.place}" if offer.place else "se demande à votre installateur, sur une clé"
    )
    return f"{_WHY[step]} Son fichier ({size}) {where}. Une mesure dira ensuite s'il écrit assez vite ici."
