"""From « Parapheur » to the stick or the paper, and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from secretaire.acts.act import Act, State
from secretaire.desk import paper_decisions, parapheur, parapheur_answers, persons, writing
from secretaire.desk.file_names import safe_name
from secretaire.desk.office import Office
from secretaire.desk.parapheur import Sent
from secretaire.desk.parapheur_answers import Received
from secretaire.desk.writing import ActLine
from secretaire.errors import SecretaireError
from secretaire.ui.parapheur.opening import ask_parapheur
from secretaire.ui.places.actes.exports.presenter import Written
from secretaire.ui.places.actes.parapheur.answer_dialog import AnswerDialog
from secretaire.ui.places.actes.parapheur.paper_dialog import PaperDecision, PaperDialog
from secretaire.ui.places.actes.parapheur.send_dialog import SendDialog
from secretaire.ui.places.reglages.fields import ask_file, ask_target
from secretaire.ui.printing.printer import print_pdf
from secretaire.ui.session import Session

_FILE = "Parapheur (*.zip)"
_ANSWER = "Réponse de parapheur (*.json)"
T = TypeVar("T")


class ParapheurButton(QPushButton):
    """One button; what concerns one act needs one shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Parapheur", parent)
        self.setAccessibleName("Parapheur")
        self.setToolTip("Faire relire et décider par clé USB ou sur papier")
        self.setAutoDefault(False)
        entries = QMenu(self)
        self.send = QAction("Préparer un parapheur pour la clé USB…", self)
        self.bring = QAction("Enregistrer une réponse rapportée…", self)
        self.look = QAction("Ouvrir un parapheur pour le relire…", self)
        self.sheet = QAction("Imprimer la feuille de relecture de l'acte…", self)
        self.paper = QAction("Enregistrer une décision prise sur papier…", self)
        entries.addActions([self.send, self.bring, self.look])
        entries.addSeparator()
        entries.addActions([self.sheet, self.paper])
        self.setMenu(entries)
        self.show_act(None)

    def show_act(self, act: Act | None) -> None:
        """The act that the paper would be about."""
        self.sheet.setEnabled(act is not None)
        self.paper.setEnabled(act is not None and act.state is State.SOUMIS)


class ParapheurGestures(QObject):
    """The dialogs belong to the place; one is open at a time."""

    written = Signal(object)  # Written
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, place: QWidget, shown: Callable[[], Act | None]) -> None:
        super().__init__(place)
        self._session = session
        self._place = place
        self._shown = shown
        self.button = ParapheurButton()
        self.send_dialog: SendDialog | None = None
        self.answer_dialog: AnswerDialog | None = None
        self.paper_dialog: PaperDialog | None = None
        self.button.send.triggered.connect(lambda _=False: self.ask_acts())
        self.button.bring.triggered.connect(lambda _=False: self._ask_answer())
        self.button.look.triggered.connect(lambda _=False: ask_parapheur(session, place, self.failed.emit))
        self.button.sheet.triggered.connect(lambda _=False: self._ask_sheet())
        self.button.paper.triggered.connect(lambda _=False: self.ask_paper())

    def ask_acts(self) -> None:
        """Which acts leave."""
        office = self._session.office
        self._query(lambda: writing.list_acts(office), self._show_acts)

    def send(self, act_ids: tuple[str, ...], target: Path) -> None:
        """Write the file to carry."""
        office, by = self._session.office, self._session.author

        def done(sent: Sent) -> None:
            key = (
                f" Empreinte de la clé : {sent.key}." if sent.key else " Il n'est pas signé : ce poste n'a pas de clé."
            )
            told = f"Parapheur enregistré, à copier sur la clé USB.{key}"
            self.written.emit(Written(told, sent.path.parent))

        self._change(lambda: parapheur.send(office, act_ids, target, by), done, self.failed.emit)

    def read_answer(self, path: Path) -> None:
        """An answer was brought back: judge it and show it."""
        office = self._session.office

        def judged() -> tuple[Received, bool]:
            received = parapheur_answers.read(office, path)
            return received, parapheur_answers.needs_code(office, received)

        self._change(judged, self._show_answer, self.failed.emit)

    def ask_paper(self) -> None:
        """What a signed sheet says of the act shown."""
        office, act = self._session.office, self._shown()
        if act is not None:
            self._query(lambda: persons.deciders(office, act), lambda found: self._show_paper(act, found))

    def _show_acts(self, lines: tuple[ActLine, ...]) -> None:
        self.send_dialog = SendDialog(lines, self._place)
        self.send_dialog.asked.connect(self._ask_target)
        self.send_dialog.open()

    def _ask_target(self, act_ids: tuple[str, ...]) -> None:
        today = datetime.now().astimezone().date().isoformat()
        name = f"Parapheur {safe_name(self._session.office.commune.nom)} {today}.zip"
        ask_target(self._place, "Enregistrer le parapheur", name, _FILE, lambda path: self.send(act_ids, path))

    def _ask_answer(self) -> None:
        ask_file(self._place, "Enregistrer une réponse rapportée", _ANSWER, self.read_answer)

    def _show_answer(self, judged: tuple[Received, bool]) -> None:
        received, code_needed = judged
        dialog = AnswerDialog(received, code_needed=code_needed, parent=self._place)
        self.answer_dialog = dialog
        dialog.merge_asked.connect(lambda code: self._merge(dialog, received, code))
        dialog.open()

    def _merge(self, dialog: AnswerDialog, received: Received, code: str) -> None:
        office, by = self._session.office, self._session.author

        def merged() -> tuple[Received, tuple[Act, ...]]:
            done = parapheur_answers.merge(office, received, by, code)
            return done, tuple(writing.get_act(office, line.sent.act_id) for line in done.lines)

        def done(made: tuple[Received, tuple[Act, ...]]) -> None:
            dialog.show_merged(made[0])
            for act in made[1]:
                self._session.publish(act)

        self._change(merged, done, dialog.say)

    def _ask_sheet(self) -> None:
        act, office = self._shown(), self._session.office
        if act is None:
            return
        name = f"{safe_name(act.objet or act.type_id)} feuille de relecture.pdf"

        def done(target: Path) -> None:
            self.written.emit(Written("Feuille de relecture enregistrée.", target.parent, target))

        def write(target: Path) -> None:
            self._change(lambda: _printed(office, act.id, target), done, self.failed.emit)

        ask_target(self._place, "Enregistrer la feuille de relecture", name, "PDF (*.pdf);;Word (*.docx)", write)

    def _show_paper(self, act: Act, found: tuple[persons.Signatory, ...]) -> None:
        dialog = PaperDialog(act, tuple(who.nom for who in found), self._place)
        self.paper_dialog = dialog
        dialog.given.connect(lambda given: self._record(dialog, given))
        dialog.open()

    def _record(self, dialog: PaperDialog, given: PaperDecision) -> None:
        office, by = self._session.office, self._session.author

        def recorded() -> Act:
            return paper_decisions.record(
                office,
                given.act_id,
                given.step,
                given.decider,
                given.reason,
                on=given.on,
                read=given.read,
                by=by,
                scan=given.scan,
                code=given.code,
            )

        def done(act: Act) -> None:
            dialog.accept()
            self.said.emit("La décision prise sur papier est enregistrée.")
            self._session.publish(act)

        self._change(recorded, done, dialog.say)

    def _query(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._session.tasks.query(work, done, self._fail)

    def _change(self, work: Callable[[], T], done: Callable[[T], None], refused: Callable[[str], None]) -> None:
        self._session.tasks.change(work, done, lambda _error, sentence: refused(sentence))

    def _fail(self, _error: SecretaireError | None, sentence: str) -> None:
        self.failed.emit(sentence)


def _printed(office: Office, act_id: str, target: Path) -> Path:
    paper_decisions.print_sheet(office, act_id, target, printer=print_pdf)
    return target
