"""One act of a parapheur: its text, what is told of it, remarks at the passage selected, and the decision."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSplitter,
    QWidget,
)

from secretaire.acts.life import NEEDS_REASON, Step
from secretaire.acts.remarks import Passage, passage_at
from secretaire.exchange.control_sheet import ControlSheet
from secretaire.exchange.parapheur.answer import Note
from secretaire.exchange.parapheur.dossier import Dossier, SentAct
from secretaire.ui.parapheur.draft import ActDraft
from secretaire.ui.parts.basics import button, column, frame, icon_tool, label
from secretaire.ui.parts.page.sheet import ActSheet
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.reglages.fields import Area, row, scrolling
from secretaire.ui.style.tokens import MEDIUM, SMALL, TIGHT
from secretaire.ui.wording import moment

_DECISIONS = {
    Step.APPROUVER: "Approuver",
    Step.REPRENDRE: "À reprendre",
    Step.REFUSER: "Refuser",
    None: "Pas de décision",
}
_ONLY_READ = "Cet acte n'est pas encore soumis à votre décision : il vous est envoyé pour lecture et remarques."
_HINT = "Une remarque sur tout l'acte, ou sur un passage sélectionné d'abord dans le texte"
_SHOWN = 90
_ZOOM = 1.2


class ActReader(QWidget):
    """Writes in the draft of the act shown."""

    changed = Signal()
    annexe_asked = Signal(str)  # its name in the archive

    def __init__(self, dossier: Dossier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dossier = dossier
        self._draft: ActDraft | None = None
        self._title = label("", "title")
        self._about = label("", "muted")
        self.sheet = ActSheet(editable=False, scale=1.2)
        self.told = label("")
        self.annexes = QListWidget()
        self.annexes.setAccessibleName("Fichiers joints")
        self.annexes.itemActivated.connect(
            lambda item: self.annexe_asked.emit(str(item.data(Qt.ItemDataRole.UserRole)))
        )
        self.notes = QListWidget()
        self.notes.setAccessibleName("Vos remarques")
        self.notes.setItemDelegate(TwoLineDelegate(self.notes))
        self.selection = label("", "muted")
        self.text = Area(2)
        self.text.setAccessibleName("Votre remarque")
        self.text.setPlaceholderText(_HINT)
        self.leave = button("Ajouter la remarque", self._add)
        self.remove = button("Retirer", self._remove)
        self.decisions = {step: QRadioButton(words) for step, words in _DECISIONS.items()}
        self._only_read = label(_ONLY_READ, "muted")
        self.reason = Area(2)
        self.reason.setAccessibleName("Motif")
        self.reason.setPlaceholderText("Motif, en une phrase : ce qui doit être repris, ou pourquoi l'acte est refusé")
        self._lay_out()
        self.sheet.selectionChanged.connect(self._follow)
        self.reason.textChanged.connect(self._keep_reason)
        self.notes.currentRowChanged.connect(lambda number: self.remove.setVisible(number >= 0))

    def _lay_out(self) -> None:
        about = column(label("Ce qu'il faut savoir", "subtitle"), self.told, spacing=SMALL)
        about.addStretch()
        remarking = column(
            label("Vos remarques", "subtitle"), self.notes, self.selection, self.text, spacing=TIGHT, margin=SMALL
        )
        remarking.addLayout(row(self.leave, self.remove))
        self.notes.setMaximumHeight(130)
        self.annexes.setMaximumHeight(90)
        side = column(scrolling(about), self.annexes, frame("seen", remarking), spacing=SMALL)
        side.setStretch(0, 1)
        told = QWidget()
        told.setLayout(side)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.sheet)
        halves.addWidget(told)
        halves.setSizes([640, 340])
        halves.setStretchFactor(0, 1)
        choices, group = QHBoxLayout(), QButtonGroup(self)
        choices.setSpacing(MEDIUM)
        choices.addWidget(label("Décision", "subtitle", wrap=False))
        for radio in self.decisions.values():
            group.addButton(radio)
            choices.addWidget(radio)
            radio.clicked.connect(self._decide)
        choices.addStretch()
        deciding = column(spacing=SMALL, margin=SMALL)
        deciding.addLayout(choices)
        deciding.addWidget(self._only_read)
        deciding.addWidget(self.reason)
        about_act = QHBoxLayout()
        about_act.addWidget(self._about, 1)
        about_act.addWidget(
            icon_tool("Texte plus petit", "minus", lambda: self.sheet.set_scale(self.sheet.scale / _ZOOM))
        )
        about_act.addWidget(
            icon_tool("Texte plus grand", "plus", lambda: self.sheet.set_scale(self.sheet.scale * _ZOOM))
        )
        layout = column(self._title, margin=MEDIUM)
        layout.addLayout(about_act)
        layout.addWidget(halves)
        layout.addWidget(frame("seen", deciding))
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_act(self, draft: ActDraft) -> None:
        """Another act of the parapheur."""
        self._draft = None  # nothing of the former is written in this one
        sent = draft.sent
        number = f"n° {sent.act.numero} · " if sent.act.numero else ""
        self._title.setText(sent.title)
        self._about.setText(f"{number}{sent.kind} · version {sent.act.version}")
        self.sheet.show_act(sent.act)
        self.told.setText(_told(sent))
        self._show_annexes(sent)
        for step, radio in self.decisions.items():
            radio.setVisible(sent.decidable)
            radio.setChecked(step is draft.decision)
        self._only_read.setVisible(not sent.decidable)
        self.reason.setPlainText(draft.reason)
        self.reason.setVisible(draft.decision in NEEDS_REASON)
        self.text.clear()
        self._draft = draft
        self._show_notes()
        self._follow()

    def _show_annexes(self, sent: SentAct) -> None:
        self.annexes.clear()
        for piece, name in self._dossier.annexes(sent):
            item = QListWidgetItem(f"Ouvrir « {piece.nom} »")
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.annexes.addItem(item)
        self.annexes.setVisible(self.annexes.count() > 0)

    def _show_notes(self) -> None:
        notes = self._draft.notes if self._draft else []
        self.notes.clear()
        for note in notes:
            item = QListWidgetItem()
            on = (
                f"Sur « {shorten(note.passage.words, _SHOWN, placeholder='…')} »" if note.passage else "Sur tout l'acte"
            )
            set_two_lines(item, note.text, on)
            self.notes.addItem(item)
        self.notes.setVisible(bool(notes))
        self.remove.setVisible(self.notes.currentRow() >= 0)

    def _follow(self) -> None:
        passage = self._passage(self._draft.sent) if self._draft else None
        self.selection.setText(f"Sur « {shorten(passage.words, _SHOWN, placeholder='…')} »" if passage else "")
        self.selection.setVisible(passage is not None)

    def _passage(self, sent: SentAct) -> Passage | None:
        """What is selected, widened to whole words: a passage that ends inside a word is found nowhere."""
        place = self.sheet.selected()
        if place is None or place[1] == place[2]:
            return None
        role, start, end = place
        text = sent.act.section(role).text
        while start > 0 and text[start - 1 : start + 1].isalnum():
            start -= 1
        while end < len(text) and text[end - 1 : end + 1].isalnum():
            end += 1
        return passage_at(sent.act.section(role), start, end)

    def _add(self) -> None:
        words, draft = self.text.toPlainText().strip(), self._draft
        if not words or draft is None:
            self.text.setFocus()
            return
        draft.notes.append(Note(self._passage(draft.sent), words))
        self.text.clear()
        caret = self.sheet.textCursor()
        caret.clearSelection()  # the next remark is about something else
        self.sheet.setTextCursor(caret)
        self._show_notes()
        self.changed.emit()

    def _remove(self) -> None:
        if self._draft is not None and self.notes.currentRow() >= 0:
            del self._draft.notes[self.notes.currentRow()]
            self._show_notes()
            self.changed.emit()

    def _decide(self) -> None:
        if self._draft is None:
            return
        self._draft.decision = next(step for step, radio in self.decisions.items() if radio.isChecked())
        asked = self._draft.decision in NEEDS_REASON
        self.reason.setVisible(asked)
        if asked:
            self.reason.setFocus()
        self.changed.emit()

    def _keep_reason(self) -> None:
        if self._draft is not None:
            self._draft.reason = self.reason.toPlainText()
            self.changed.emit()


def _told(sent: SentAct) -> str:
    lines = [sent.origins, "", *_checked(sent.sheet), "", "Historique"]
    lines += [
        f"• {line.what}, {line.who}, {moment(line.when)}" + (f" (« {line.reason} »)" if line.reason else "")
        for line in sent.history
    ]
    return "\n".join(lines).strip()


def _checked(sheet: ControlSheet) -> list[str]:
    lines = [] if sheet.groups else ["Contrôles : rien à redire"]
    for title, remarks in sheet.groups:
        lines.append(title)
        lines += [f"• {r.message}" + (f" (« {r.passage} »)" if r.passage else "") for r in remarks]
    return [*lines, "", "Ce que la machine ne peut pas juger", *(f"• {line}" for line in sheet.beyond)]
