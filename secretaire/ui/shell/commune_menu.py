"""The menu of the commune: open, create, try, import the members, check the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from secretaire.acts import wording
from secretaire.council.commune import Commune
from secretaire.council.roster import Elu
from secretaire.desk import demo, elus, journal
from secretaire.desk import office as offices
from secretaire.desk.messages import journal_sentence
from secretaire.desk.office import Office
from secretaire.errors import SecretaireError
from secretaire.store import locations
from secretaire.ui.places.reglages.fields import ask_file
from secretaire.ui.places.reglages.sauvegarde.restoring import FILES, RestoreDialog
from secretaire.ui.session import Session
from secretaire.ui.shell.new_space import NewSpaceDialog
from secretaire.ui.shell.typed_roster import Lines, TypedRosterDialog
from secretaire.ui.tasks import LongTask, Progress
from secretaire.ui.wording import count

_OTHERS = 6


class CommuneGestures(QObject):
    """What can be done to a space, from the menu and from the first screen."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.dialog: NewSpaceDialog | None = None
        self.roster_dialog: TypedRosterDialog | None = None
        self.menu = QMenu(window)
        self.menu.setAccessibleName("Commune")
        self._here = self.menu.addAction("")
        self._here.setEnabled(False)
        self._ways = self.menu.addSeparator()
        self.others: list[QAction] = []
        for words, gesture in (
            ("Ouvrir un espace…", self.ask_open),
            ("Nouvel espace…", self.ask_new),
            ("Restaurer une sauvegarde…", self.ask_restore),
            ("Commune de démonstration", self.open_demo),
        ):
            self.menu.addAction(words).triggered.connect(lambda _=False, g=gesture: g())
        self.menu.addSeparator()
        self._needs_space = [
            self.menu.addAction("Importer la liste des élus (CSV)…"),
            self.menu.addAction("Vérifier le journal des approbations"),
        ]
        for action, gesture in zip(self._needs_space, (self.ask_roster, self.check_journal), strict=True):
            action.triggered.connect(lambda _=False, g=gesture: g())
        self._typing = QAction("Saisir la liste des élus…", self.menu)
        self._typing.triggered.connect(self.type_roster)
        self.menu.insertAction(self._needs_space[0], self._typing)
        session.opened.connect(self._refresh)
        session.roster_changed.connect(self._refresh)
        session.roster_changed.connect(self._drop_roster_dialog)
        self._refresh()

    def ask_open(self) -> None:
        self._pick_folder("Dossier de l'espace à ouvrir", lambda folder: self._session.open_folder(folder, self._told))

    def ask_new(self) -> None:
        """Find the commune, then create its space."""
        dialog = NewSpaceDialog(self._session, locations.spaces_folder(), self._window)
        self.dialog = dialog
        dialog.ready.connect(self._create)
        dialog.finished.connect(self._drop_dialog)
        dialog.open()

    def ask_restore(self) -> None:
        """Choose a copy; what it holds is shown before anything is done."""
        ask_file(self._window, "Restaurer une sauvegarde", FILES, self.show_copy)

    def show_copy(self, archive: Path) -> None:
        home = self._session.office.place.parent if self._session.is_open else locations.spaces_folder()
        dialog = RestoreDialog(self._session, archive, home, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_demo(self) -> None:
        """The fictional commune: created the first time, opened the next ones."""
        data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
        self.make_demo(Path(data) / "commune-de-demonstration")

    def make_demo(self, folder: Path) -> None:
        """Create the fictional commune there, or open it if it is already there."""

        def work(task: LongTask) -> Office:
            def opener() -> Office:
                if folder.exists() and any(folder.iterdir()):
                    return offices.open_space(folder)
                folder.parent.mkdir(parents=True, exist_ok=True)
                return demo.create_demo(folder, lambda words: task.report(Progress(words)))

            return self._session.held(opener)()

        self._session.leaving.emit()
        self._session.tasks.long("préparation de la commune fictive", work, self._session.adopt, self._told)

    def ask_roster(self) -> None:
        picked = QFileDialog(self._window, "Liste des élus", str(Path.home()), "Tableau CSV (*.csv *.txt);;Tous (*)")
        picked.setFileMode(QFileDialog.FileMode.ExistingFile)
        picked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picked.fileSelected.connect(lambda path: self.import_roster(Path(path)))
        picked.open()

    def import_roster(self, path: Path) -> None:
        office = self._session.office
        self._session.tasks.change(lambda: elus.import_roster(office, path), self._roster_kept, self._told)

    def type_roster(self) -> None:
        """Type the members; what was typed stays in the dialog until it is kept."""
        if self.roster_dialog is None:
            self.roster_dialog = TypedRosterDialog(self._session.roster, self._window)
            self.roster_dialog.given.connect(self._keep_typed)
        self.roster_dialog.open()

    def _keep_typed(self, rows: Lines) -> None:
        office = self._session.office

        def refused(_error: SecretaireError | None, text: str) -> None:
            if self.roster_dialog is not None:
                self.roster_dialog.refuse(text)

        self._session.tasks.change(lambda: elus.type_roster(office, rows), self._roster_kept, refused)

    def _roster_kept(self, members: tuple[Elu, ...]) -> None:
        self._session.told.emit(f"La liste des élus est à jour : {_in_office(members)}.")
        self._session.read_roster()

    def check_journal(self) -> None:
        office = self._session.office
        self._session.tasks.query(
            lambda: journal_sentence(journal.journal_report(office)), self._session.told.emit, self._told
        )

    def _create(self, folder: Path, commune: Commune) -> None:
        dialog = self.dialog

        def refused(_error: SecretaireError | None, text: str) -> None:
            if dialog is not None:
                dialog.refuse(text)

        def adopt(office: Office) -> None:
            if dialog is not None:
                dialog.accept()
            self._session.adopt(office)

        self._session.leaving.emit()
        self._session.tasks.change(self._session.held(lambda: _create_in(folder, commune)), adopt, refused)

    def _drop_roster_dialog(self) -> None:
        """The roster it was typed for is another one now."""
        if self.roster_dialog is not None:
            self.roster_dialog.close()
            self.roster_dialog.deleteLater()
            self.roster_dialog = None

    def _drop_dialog(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _pick_folder(self, title: str, then: object) -> None:
        picked = QFileDialog(self._window, title, str(Path.home()))
        picked.setFileMode(QFileDialog.FileMode.Directory)
        picked.setOption(QFileDialog.Option.ShowDirsOnly)
        picked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picked.fileSelected.connect(lambda path: then(Path(path)))  # type: ignore[operator]
        picked.open()

    def _told(self, _error: SecretaireError | None, text: str) -> None:
        self._session.told.emit(text)

    def _offer_others(self) -> None:
        """The other communes that this person serves, one gesture away."""
        for former in self.others:
            self.menu.removeAction(former)
            former.deleteLater()
        here = self._session.office.place if self._session.is_open else None
        others = [folder for folder in offices.known_spaces() if folder != here]
        self.others = [self._other(folder) for folder in others[:_OTHERS]]
        self.menu.insertActions(self._ways, self.others)

    def _other(self, folder: Path) -> QAction:
        action = QAction(f"Passer à « {folder.name} »", self.menu)
        action.setToolTip(str(folder))
        action.triggered.connect(lambda: self._session.open_folder(folder, self._told))
        return action

    def _refresh(self) -> None:
        self._offer_others()
        opened = self._session.is_open
        for action in self._needs_space:
            action.setEnabled(opened)
        # the small table would lose the dates of the mandates
        self._typing.setEnabled(opened and not any(elu.debut or elu.fin for elu in self._session.roster))
        if not opened:
            self._here.setText("Aucune commune ouverte")
            return
        commune = self._session.office.commune
        where = f"Commune {wording.de(commune.nom)} ({commune.departement})"
        self._here.setText(f"{where} · {_in_office(self._session.roster)}")


def _create_in(folder: Path, commune: Commune) -> Office:
    folder.parent.mkdir(parents=True, exist_ok=True)
    return offices.create_space(folder, commune)


def _in_office(members: Sequence[Elu]) -> str:
    today = date.today()  # noqa: DTZ011 - the day of this PC
    return count(sum(elu.sits_on(today) for elu in members), "élu en fonction", "élus en fonction")
