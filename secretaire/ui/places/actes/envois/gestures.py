"""From « Transmettre et publier » to the folder: the windows, where to write, what is remembered."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from secretaire.desk.open_data import OpenData
from secretaire.desk.publishing_batch import Batch
from secretaire.desk.transmitting import Chosen, Outgoing
from secretaire.ui.places.actes.envois.dialog import EnvoiDialog
from secretaire.ui.places.actes.envois.open_data_dialog import OpenDataDialog
from secretaire.ui.places.actes.envois.presenter import EnvoisPresenter, OfYear, Scope, SendingScope
from secretaire.ui.places.actes.envois.publishing_dialog import PublishingDialog
from secretaire.ui.places.actes.envois.transmission_dialog import TransmissionDialog
from secretaire.ui.places.reglages.fields import ask_file, ask_folder, ask_target
from secretaire.ui.session import Session

_XML = "Classification (*.xml)"
_CSV = "Données ouvertes (*.csv)"


class EnvoisButton(QPushButton):
    """One button for what leaves of a year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Transmettre et publier", parent)
        self.setAccessibleName("Transmettre et publier")
        self.setToolTip("Le dossier pour la préfecture, les copies à mettre en ligne, les données ouvertes")
        self.setAutoDefault(False)
        entries = QMenu(self)
        self.sendings = QAction("Dossier de transmission au préfet…", self)
        self.copies = QAction("Copies publiables, données masquées…", self)
        self.open_data = QAction("Données ouvertes des délibérations…", self)
        entries.addActions([self.sendings, self.copies, self.open_data])
        self.setMenu(entries)


class EnvoisGestures(QObject):
    """The windows belong to the place; one is open at a time."""

    def __init__(self, session: Session, place: QWidget) -> None:
        super().__init__(place)
        self._session = session
        self._place = place
        self.presenter = EnvoisPresenter(session, self)
        self.button = EnvoisButton()
        self.button.sendings.triggered.connect(lambda _=False: self._of_year(self.ask_sendings))
        self.button.copies.triggered.connect(lambda _=False: self._of_year(self.ask_copies))
        self.button.open_data.triggered.connect(lambda _=False: self._of_year(self.ask_open_data))
        self.dialog: EnvoiDialog | None = None
        self.presenter.sendings_read.connect(self._show_sendings)
        self.presenter.batch_read.connect(self._show_batch)
        self.presenter.open_data_read.connect(self._show_open_data)
        self.presenter.not_read.connect(self._show_fault)

    def ask_sendings(self, scope: SendingScope) -> None:
        """Which acts leave for the prefecture."""
        dialog = TransmissionDialog(scope, self._place)
        dialog.classification_asked.connect(lambda: self._ask_classification(dialog))
        dialog.asked.connect(lambda wanted, chosen: self._place_sendings(dialog.scope, wanted, chosen))
        dialog.looked_at.connect(self.presenter.read_sendings)
        self._open(dialog)
        self.presenter.read_sendings(scope)

    def ask_copies(self, scope: Scope) -> None:
        """What is masked in the copies to put on line."""
        dialog = PublishingDialog(scope, self._place)
        dialog.asked.connect(self._place_copies)
        dialog.looked_at.connect(self.presenter.read_batch)
        self._open(dialog)
        self.presenter.read_batch(scope)

    def ask_open_data(self, scope: Scope) -> None:
        """Which deliberations the open data bear."""
        dialog = OpenDataDialog(scope, self._place)
        dialog.asked.connect(self._place_open_data)
        dialog.looked_at.connect(self.presenter.read_open_data)
        self._open(dialog)
        self.presenter.read_open_data(scope)

    def _of_year(self, ask: Callable[[Scope], None]) -> None:
        if self._session.is_open:
            ask(OfYear(self.presenter.today.year))

    def _open(self, dialog: EnvoiDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(lambda _: self._drop())
        dialog.open()

    def _drop(self) -> None:
        self.dialog = None

    def _show_sendings(self, scope: SendingScope, found: Outgoing) -> None:
        if isinstance(self.dialog, TransmissionDialog) and self.dialog.scope == scope:
            self.dialog.show_outgoing(found)

    def _show_batch(self, scope: Scope, batch: Batch) -> None:
        if isinstance(self.dialog, PublishingDialog) and self.dialog.scope == scope:
            self.dialog.show_batch(batch)

    def _show_open_data(self, scope: Scope, found: OpenData) -> None:
        if isinstance(self.dialog, OpenDataDialog) and self.dialog.scope == scope:
            self.dialog.show_open_data(found)

    def _show_fault(self, sentence: str) -> None:
        if self.dialog is not None:
            self.dialog.show_fault(sentence)

    def _ask_classification(self, dialog: TransmissionDialog) -> None:
        title = "Quelle classification importer ?"
        ask_file(dialog, title, _XML, lambda path: self.presenter.import_classification(path, dialog.scope))

    def _place_sendings(self, scope: SendingScope, wanted: Collection[str], chosen: Chosen) -> None:
        ask_folder(
            self._place,
            "Dans quel dossier écrire le dossier de transmission ?",
            lambda parent: self.presenter.write_sendings(scope, wanted, chosen, parent),
        )

    def _place_copies(self, batch: Batch) -> None:
        title = "Dans quel dossier écrire les copies publiables ?"
        ask_folder(self._place, title, lambda parent: self.presenter.write_batch(batch, parent))

    def _place_open_data(self, found: OpenData) -> None:
        days = sorted({row.delib_date for row in found.rows})
        name = f"deliberations-{'-au-'.join(dict.fromkeys(day.isoformat() for day in (days[0], days[-1])))}.csv"

        def write(path: Path) -> None:
            self.presenter.write_open_data(found, path)

        ask_target(self._place, "Enregistrer les données ouvertes", name, _CSV, write)
