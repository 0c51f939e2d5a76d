"""From « Exporter » to the file: the dialogs, where to write, what is remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType
from secretaire.desk.exporting import file_name
from secretaire.desk.exporting_seance import SeanceActs
from secretaire.desk.publishing import MaskProposal
from secretaire.exchange.copies import Copy
from secretaire.ui.places.actes.exports.formats import ask_file, ask_folder
from secretaire.ui.places.actes.exports.masks_dialog import MasksDialog
from secretaire.ui.places.actes.exports.presenter import (
    ExportsPresenter,
    RegisterOrder,
    RegisterView,
    SeanceOrder,
    Suffix,
)
from secretaire.ui.places.actes.exports.register_dialog import RegisterDialog
from secretaire.ui.places.actes.exports.seance_dialog import SeanceDialog
from secretaire.ui.session import Session

_FOLDER = "actes/dossier"


class ExportGestures(QObject):
    """The dialogs belong to the place; one is open at a time."""

    def __init__(self, session: Session, place: QWidget) -> None:
        super().__init__(place)
        self._session = session
        self._place = place
        self.presenter = ExportsPresenter(session, self)
        self.seance_dialog: SeanceDialog | None = None
        self.register_dialog: RegisterDialog | None = None
        self._name = ""  # of the file of the act last asked
        self.masks_dialog: MasksDialog | None = None
        self.presenter.masks_read.connect(self._show_masks)
        self.presenter.seance_read.connect(self._show_seance)
        self.presenter.register_read.connect(self._show_register)
        self.presenter.explanation_refused.connect(self._refuse_reason)

    def ask_act(self, act: Act, kind: ActType, copy: Copy) -> None:
        """Where to write that copy."""
        name = file_name(act, kind, copy, Suffix.WORD.value)
        self._ask_file("Enregistrer le document", name, lambda path: self.write_act(act.id, path, copy))

    def write_act(self, act_id: str, target: Path, copy: Copy) -> None:
        self._remember(target.parent)
        self.presenter.write_act(act_id, target, copy)

    def ask_publishable(self, act: Act, kind: ActType) -> None:
        """What to mask, then where to write."""
        self._name = file_name(act, kind, Copy.DEFINITIF, "")
        self.presenter.read_masks(act.id)

    def write_publishable(self, act_id: str, target: Path, chosen: Sequence[MaskProposal]) -> None:
        self._remember(target.parent)
        self.presenter.write_publishable(act_id, target, chosen)

    def ask_checks(self, act: Act, kind: ActType) -> None:
        """Where to write the control sheet."""
        name = f"{file_name(act, kind, Copy.DEFINITIF, '')} fiche de contrôle{Suffix.PDF.value}"
        self._ask_file("Enregistrer la fiche de contrôle", name, lambda path: self.write_checks(act.id, path))

    def write_checks(self, act_id: str, target: Path) -> None:
        self._remember(target.parent)
        self.presenter.write_checks(act_id, target)

    def _show_masks(self, act_id: str, found: Sequence[MaskProposal]) -> None:
        dialog = MasksDialog(found, self._place)
        self.masks_dialog = dialog
        dialog.asked.connect(lambda chosen: self._place_publishable(act_id, chosen))
        dialog.finished.connect(lambda _: self._drop())
        dialog.open()

    def _place_publishable(self, act_id: str, chosen: Sequence[MaskProposal]) -> None:
        name = f"{self._name} publiable{Suffix.PDF.value}"
        self._ask_file(
            "Enregistrer la copie publiable", name, lambda path: self.write_publishable(act_id, path, chosen)
        )

    def ask_seance(self, seance_id: int) -> None:
        """Which copies of the acts of a séance."""
        self.presenter.read_seance(seance_id)

    def write_seance(self, order: SeanceOrder, target: Path) -> None:
        self._remember(target.parent)
        self.presenter.write_seance(order, target)

    def write_seance_files(self, order: SeanceOrder, parent: Path) -> None:
        self._remember(parent)
        self.presenter.write_seance_files(order, parent)

    def ask_register(self) -> None:
        """Which register."""
        if not self._session.is_open:
            return
        dialog = RegisterDialog(self._place)
        self.register_dialog = dialog
        dialog.looked_at.connect(self.presenter.read_register)
        dialog.explained.connect(self.presenter.explain)
        dialog.asked.connect(self._place_register)
        dialog.finished.connect(lambda _: self._drop())
        dialog.open()
        dialog.look()

    def write_register(self, order: RegisterOrder, target: Path) -> None:
        self._remember(target.parent)
        self.presenter.write_register(order, target)

    def _show_seance(self, put: SeanceActs) -> None:
        dialog = SeanceDialog(put, self._place)
        self.seance_dialog = dialog
        dialog.asked.connect(lambda order, each: self._place_seance(put, order, each))
        dialog.finished.connect(lambda _: self._drop())
        dialog.open()

    def _place_seance(self, put: SeanceActs, order: SeanceOrder, each: bool) -> None:
        if each:
            ask_folder(
                self._place,
                "Dans quel dossier enregistrer les actes de la séance ?",
                self._folder(),
                lambda parent: self.write_seance_files(order, parent),
            )
        else:
            name = f"Séance du {put.seance.date.isoformat()}{order.suffix.value}"
            self._ask_file("Enregistrer la séance", name, lambda path: self.write_seance(order, path))

    def _place_register(self, order: RegisterOrder) -> None:
        self._ask_file("Enregistrer le registre", order.name, lambda path: self.write_register(order, path))

    def _show_register(self, view: RegisterView) -> None:
        if self.register_dialog is not None:
            self.register_dialog.show_view(view)

    def _refuse_reason(self, numero: str, sentence: str) -> None:
        if self.register_dialog is not None:
            self.register_dialog.show_refusal(numero, sentence)

    def _drop(self) -> None:
        self.seance_dialog = None
        self.register_dialog = None
        self.masks_dialog = None

    def _ask_file(self, title: str, name: str, then: Callable[[Path], None]) -> None:
        ask_file(self._place, title, self._folder() / name, then)

    def _folder(self) -> Path:
        return Path(str(self._session.settings.value(_FOLDER, str(Path.home()))))

    def _remember(self, folder: Path) -> None:
        self._session.settings.setValue(_FOLDER, str(folder))
