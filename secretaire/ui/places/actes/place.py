"""The place *Actes*: the life of each act. Large text for the mayor, who reads standing."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from secretaire.acts.act import Act
from secretaire.acts.life import Step
from secretaire.checks.finding import Finding
from secretaire.desk.exporting_papers import publication_mode
from secretaire.desk.publications import PUBLICITY
from secretaire.desk.writing import ActLine
from secretaire.exchange.copies import Copy
from secretaire.ui.parts.basics import EmptyState, button, column, frame, icon_tool, label, tabs
from secretaire.ui.parts.day_dialog import DayDialog
from secretaire.ui.parts.findings import FindingsPanel
from secretaire.ui.parts.page.sheet import ActSheet
from secretaire.ui.parts.publication import ACTS_LAW, PublicationDialog, Published
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.actes.acts_list import ActsList
from secretaire.ui.places.actes.compare import ComparePane
from secretaire.ui.places.actes.decision import DecisionBar
from secretaire.ui.places.actes.envois.gestures import EnvoisGestures
from secretaire.ui.places.actes.envois.presenter import OfAct
from secretaire.ui.places.actes.exports.gestures import ExportGestures
from secretaire.ui.places.actes.exports.presenter import Written
from secretaire.ui.places.actes.exports.strip import DoneStrip
from secretaire.ui.places.actes.joined import JoinedPane
from secretaire.ui.places.actes.parapheur.gestures import ParapheurGestures
from secretaire.ui.places.actes.presenter import ActesPresenter, Sheet
from secretaire.ui.places.actes.relire.presenter import Told
from secretaire.ui.places.actes.relire.side import ReviewSide
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import MEDIUM, SMALL
from secretaire.ui.wording import STATES, in_words, moment

_SCALES = (1.0, 1.2, 1.4, 1.7, 2.0)
_DONE = {
    Step.RELIRE: "L'acte est marqué comme relu.",
    Step.SOUMETTRE: "L'acte est soumis au maire.",
    Step.APPROUVER: "L'acte est approuvé. Vous pouvez exporter le document définitif.",
    Step.REPRENDRE: "L'acte est renvoyé au secrétariat, à reprendre.",
    Step.REFUSER: "L'acte est refusé.",
}
_RECEIVED = (
    "La date de l'accusé de réception est celle de la transmission : avec la publication, elle rend l'acte exécutoire (CGCT, art. "
    "L. 2131-1)."
)
_INTERRUPTED = "Export interrompu : rien n'a été écrit."


class ActesPlace(QWidget):
    """The list on the left; the act, its control sheet, its history on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self._shown = ""
        self.presenter = ActesPresenter(session, self)
        self.list = ActsList()
        self.decision = DecisionBar()
        self.exports = ExportGestures(session, self)
        self.parapheur = ParapheurGestures(session, self, self._act_shown)
        self.list.head.addWidget(self.parapheur.button)
        self.envois = EnvoisGestures(session, self)
        self.list.under_head.addWidget(self.envois.button)
        self.done = DoneStrip()
        self._title = label("", "title")
        self._state = label("", "muted")
        self.redo = button(
            "Refaire", self._redo, tip="Un nouvel acte du même type : les valeurs de celui-ci sont proposées une à une"
        )
        self.correct = button(
            "Corriger par un acte bis", self._correct, tip="Un nouvel acte, même contenu, qui corrige celui-ci"
        )
        self.publish = button(
            "Noter la publication", self._ask_publication, tip="Le jour où l'acte a été publié, affiché ou notifié"
        )
        self.received = button(
            "Noter la réception", self._ask_reception, tip="Le jour où la préfecture a accusé réception de l'acte"
        )
        self.publication: PublicationDialog | None = None
        self.reception: DayDialog | None = None
        scale = float(str(session.settings.value("actes/taille", 1.2)))
        self.sheet = ActSheet(editable=False, scale=scale)
        self.review = ReviewSide(session, self.sheet)
        self.findings = FindingsPanel(acting=False)
        self.history = QListWidget()
        self.history.setAccessibleName("Historique de l'acte")
        self.history.setItemDelegate(TwoLineDelegate(self.history))
        self.joined = JoinedPane()
        self.compare = ComparePane(scale)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        sizes = QHBoxLayout()
        sizes.addWidget(label("Taille du texte", "muted", wrap=False))
        sizes.addWidget(icon_tool("Texte plus petit", "minus", lambda: self._resize(-1)))
        sizes.addWidget(icon_tool("Texte plus grand", "plus", lambda: self._resize(1)))
        sizes.addStretch()
        reading = column(margin=SMALL)
        reading.addLayout(sizes)
        reading.addWidget(self.sheet, 1)
        text = QWidget()
        text.setLayout(reading)
        page = QSplitter()
        page.setChildrenCollapsible(False)
        page.setHandleWidth(SMALL)
        page.addWidget(text)
        page.addWidget(self.review)
        page.setSizes([600, 290])
        page.setStretchFactor(0, 1)
        self.tabs = tabs(
            "Lecture, contrôles, pièces, historique, comparer",
            (page, "Lecture"),
            (self.findings, "Contrôles"),
            (self.joined, "Pièces"),
            (self.history, "Historique"),
            (self.compare, "Comparer"),
        )
        inside = column(self._title, margin=MEDIUM)
        told = QHBoxLayout()
        told.addWidget(self._state, 1)
        told.addWidget(self.received)
        told.addWidget(self.publish)
        told.addWidget(self.redo)
        told.addWidget(self.correct)
        inside.addLayout(told)
        inside.addWidget(self.decision)
        inside.addWidget(self.tabs, 1)
        detail = QWidget()
        detail.setLayout(inside)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState("Choisissez un acte", "Ceux qui attendent la décision du maire sont en tête de liste.")
        )
        self._stack.addWidget(detail)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SMALL)
        splitter.addWidget(frame("panel", column(self.list)))
        right = column(spacing=0)
        right.addWidget(self.done)
        right.addWidget(self._stack, 1)
        splitter.addWidget(frame("panel", right))
        splitter.setSizes([290, 930])
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        layout.addWidget(splitter)

    def _connect(self) -> None:
        presenter = self.presenter
        self.list.chosen.connect(presenter.choose)
        presenter.listed.connect(self._show_list)
        presenter.shown.connect(self._show)
        presenter.nothing.connect(lambda: self._stack.setCurrentIndex(0))
        presenter.refused.connect(self._refused)
        presenter.code_asked.connect(self.decision.ask_code)
        presenter.stepped.connect(self._stepped)
        self.review.told.connect(self._show_told)
        self.review.checks_asked.connect(lambda: self.tabs.setCurrentWidget(self.findings))
        self.review.changes_asked.connect(self._show_changes)
        self.review.next_asked.connect(self.show_act)
        self.decision.named.connect(self._act_as)
        presenter.compared.connect(self.compare.show_pieces)
        self.compare.asked.connect(presenter.compare)
        self.joined.join_asked.connect(presenter.join)
        self.joined.take_asked.connect(presenter.take_away)
        self.joined.open_asked.connect(lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        self.decision.taken.connect(presenter.take)
        self.decision.export.copy_asked.connect(self._ask_export)
        self.decision.export.publishable_asked.connect(self._ask_publishable)
        self.decision.export.sending_asked.connect(self._ask_sending)
        self.decision.export.checks_asked.connect(self._ask_checks)
        self.decision.export.seance_asked.connect(self.exports.ask_seance)
        self.list.register_asked.connect(self.exports.ask_register)
        self.exports.presenter.written.connect(self._written)
        self.exports.presenter.failed.connect(self.done.say_fault)
        self.envois.presenter.written.connect(self._written)
        self.envois.presenter.failed.connect(self.done.say_fault)
        self.envois.presenter.interrupted.connect(lambda: self.done.say(_INTERRUPTED))
        self.parapheur.written.connect(self._written)
        self.parapheur.said.connect(self.done.say)
        self.parapheur.failed.connect(self.done.say_fault)
        self.exports.presenter.interrupted.connect(lambda: self.done.say(_INTERRUPTED))
        self.decision.write_asked.connect(self._write)
        self.decision.name_given.connect(self._remember)
        self.findings.chosen.connect(self._show_finding)
        self._session.opened.connect(self.done.clear)
        self._session.roster_changed.connect(presenter.refresh)
        self._session.show_act.connect(self.show_act)

    def arrive(self) -> None:
        self.presenter.set_active(True)
        # a list that takes the focus chooses its first line: not when an act is already asked for
        (self.sheet if self.presenter.wanted else self.list.list).setFocus()

    def leave(self) -> None:
        self.presenter.set_active(False)

    def redraw(self) -> None:
        self.sheet.redraw()
        self.compare.redraw()
        self.list.list.viewport().update()

    def show_act(self, act_id: str) -> None:
        """Show this act, wherever it is in the list."""
        self.presenter.choose(act_id)
        self.list.select(act_id)

    def _ask_publication(self) -> None:
        sheet = self.presenter.sheet
        if sheet is None:
            return
        usual = PUBLICITY[-1] if sheet.kind.individuel else publication_mode(self._session.office)[0]
        today, known = self._session.office.today(), sheet.published
        if known is None:
            said = Published("Noter la publication de l'acte", ACTS_LAW, PUBLICITY, usual)
        else:
            said = Published("Corriger la publication notée", ACTS_LAW, PUBLICITY, known.mode)
        dialog = PublicationDialog(said, known.date if known else today, self.window())
        self.publication = dialog
        dialog.kept.connect(self.presenter.publish)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_reception(self) -> None:
        if self.presenter.sheet is None:
            return
        day = "Jour de l'accusé de réception"
        dialog = DayDialog(
            "Noter la réception par la préfecture", _RECEIVED, day, self._session.office.today(), self.window()
        )
        self.reception = dialog
        dialog.kept.connect(self.presenter.note_received)
        dialog.open()

    def _show_list(self, lines: tuple[ActLine, ...]) -> None:
        self.list.show_lines(lines, self.presenter.wanted)
        first = self.list.first_waiting()
        if not self.presenter.wanted and first:  # whoever decides comes for that
            self.show_act(first)

    def _show(self, sheet: Sheet) -> None:
        act = sheet.act
        other = act.id != self._shown
        if other:
            self._shown = act.id
            self.done.clear()
            self.decision.say("")
            self.tabs.setCurrentIndex(0)
        self.review.show_act(sheet.findings, sheet.kind, other=other)
        self.review.presenter.read(act)
        number = f"n° {act.numero} · " if act.numero else ""
        self._title.setText(act.objet or sheet.kind.libelle)
        state = STATES[act.state] + (f" le {sheet.published.date:%d/%m/%Y}" if sheet.published else "")
        self._state.setText(f"{state} · {number}{sheet.kind.libelle} · version {act.version}")
        self.decision.show_steps(sheet.steps)
        self.parapheur.button.show_act(act)
        self.decision.export.show_act(act, sheet.kind)
        self.correct.setVisible(sheet.final)
        self.publish.setVisible(sheet.final)
        self.publish.setText("Corriger la publication…" if sheet.published else "Noter la publication")
        self.publish.setAccessibleName(self.publish.text())
        self.received.setVisible(sheet.final and sheet.sent)
        self.sheet.show_act(act)
        self.findings.show_findings(sheet.findings, act)
        self.findings.show_law(sheet.law_on)
        number_of = len(sheet.findings)
        self.tabs.setTabText(1, f"Contrôles ({number_of})" if number_of else "Contrôles")
        self.joined.show_files(sheet.files, final=sheet.final)
        joined = len(sheet.files.joined)
        self.tabs.setTabText(2, f"Pièces ({joined})" if joined else "Pièces")
        self._show_history(sheet)
        self.compare.show_versions(sheet.versions)
        self._stack.setCurrentIndex(1)

    def _show_history(self, sheet: Sheet) -> None:
        self.history.clear()
        for line in reversed(sheet.history):
            item = QListWidgetItem()
            what = in_words(line.what, line.door, line.detail)
            under = f"{line.who} · {moment(line.when)} · version {line.version}"
            set_two_lines(item, what, under, passage=f"Motif : {line.reason}" if line.reason else "")
            self.history.addItem(item)

    def _show_told(self, told: Told) -> None:
        names = [who.nom for who in told.found.deciders]
        self.decision.show_people(names, self._session.author, told.coded)
        decided = told.found.since
        self.compare.begin_at(decided.decision.version if decided else None)

    def _show_changes(self, version: int) -> None:
        self.compare.begin_at(version)
        self.tabs.setCurrentWidget(self.compare)

    def _act_as(self, name: str) -> None:
        self.review.name = name

    def _refused(self, sentence: str) -> None:
        self.done.clear()
        self.decision.say(sentence)

    def _stepped(self, _act: Act, step: Step) -> None:
        self.decision.say("")
        self.done.say(_DONE[step])

    def _remember(self, name: str) -> None:
        self._session.author = name

    def _act_shown(self) -> Act | None:
        return self.presenter.sheet.act if self.presenter.sheet else None

    def _write(self) -> None:
        if self.presenter.sheet is not None:
            self._session.write_act.emit(self.presenter.sheet.act.id)

    def _redo(self) -> None:
        if self.presenter.sheet is not None:
            self._session.redo_act.emit(self.presenter.sheet.act.id)

    def _correct(self) -> None:
        if self.presenter.sheet is not None:
            self._session.correct_act.emit(self.presenter.sheet.act.id)

    def _show_finding(self, found: Finding) -> None:
        if found.role is not None:
            self.sheet.select(found.role, found.start, found.end)

    def _resize(self, step: int) -> None:
        nearest = min(range(len(_SCALES)), key=lambda i: abs(_SCALES[i] - self.sheet.scale))
        scale = _SCALES[min(max(nearest + step, 0), len(_SCALES) - 1)]
        self._session.settings.setValue("actes/taille", scale)
        self.sheet.set_scale(scale)
        self.compare.set_scale(scale)

    def _ask_export(self, copy: Copy) -> None:
        sheet = self.presenter.sheet
        if sheet is not None:
            self.exports.ask_act(sheet.act, sheet.kind, copy)

    def _ask_publishable(self) -> None:
        sheet = self.presenter.sheet
        if sheet is not None:
            self.exports.ask_publishable(sheet.act, sheet.kind)

    def _ask_sending(self) -> None:
        if self.presenter.sheet is not None:
            self.envois.ask_sendings(OfAct(str(self.presenter.sheet.act.id)))

    def _ask_checks(self) -> None:
        sheet = self.presenter.sheet
        if sheet is not None:
            self.exports.ask_checks(sheet.act, sheet.kind)

    def _written(self, written: Written) -> None:
        self.decision.say("")
        self.done.say_written(written)
        if not self.isVisible():
            self._session.told.emit(written.sentence)

    @property
    def said(self) -> str:
        return self.done.text
