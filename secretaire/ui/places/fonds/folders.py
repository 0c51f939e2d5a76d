"""The folders of the commune: what was read, what was not and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from secretaire.desk.reading import DocumentLine
from secretaire.fund.gathering import ReadingReport
from secretaire.fund.reading import Status
from secretaire.ui.parts.basics import EmptyState, button, column, frame, label, main_button
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.fonds.presenter import FolderView
from secretaire.ui.style.tokens import MEDIUM, SMALL
from secretaire.ui.wording import count

MOST_SHOWN = 300
_SHOW = ("Ce qui n'a pas été lu", "Ce qui a été lu", "Tout")
_LEFT_OUT, _READ, _ALL = range(3)


class FoldersPane(QWidget):
    """Folders on the left, their files on the right."""

    add_asked = Signal()
    read_again_asked = Signal()
    forget_asked = Signal(object)  # Path
    interrupt_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: tuple[FolderView, ...] = ()
        self.folders = QListWidget()
        self.folders.setAccessibleName("Dossiers de la commune")
        self.folders.setItemDelegate(TwoLineDelegate(self.folders))
        self.folders.currentRowChanged.connect(lambda _: self._show_files())
        self.add = main_button("Ajouter un dossier…", self.add_asked.emit)
        self.again = button("Relire les dossiers", self.read_again_asked.emit, icon_name="refresh-cw")
        self.interrupt = button("Interrompre la lecture", self.interrupt_asked.emit)
        self.forget = button("Ne plus lire ce dossier", self._forget)
        self.report = label("", "muted")
        left = column(label("Dossiers", "subtitle"), self.folders, self.report, margin=MEDIUM)
        left.setStretch(1, 1)
        for line in ((self.add,), (self.again, self.interrupt), (self.forget,)):
            buttons = QHBoxLayout()
            for made in line:
                buttons.addWidget(made)
            buttons.addStretch()
            left.addLayout(buttons)

        self.which = QComboBox()
        self.which.setAccessibleName("Documents à montrer")
        self.which.addItems(list(_SHOW))
        self.which.activated.connect(lambda _: self._show_files())
        self.summary = label("", "muted")
        self.files = QListWidget()
        self.files.setAccessibleName("Documents")
        self.files.setItemDelegate(TwoLineDelegate(self.files))
        top = QHBoxLayout()
        top.addWidget(label("Documents", "subtitle", wrap=False))
        top.addStretch()
        top.addWidget(self.which)
        right = column(margin=MEDIUM)
        right.addLayout(top)
        right.addWidget(self.summary)
        right.addWidget(self.files, 1)
        full = QWidget()
        both = QHBoxLayout(full)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(SMALL)
        both.addWidget(frame("panel", left), 2)
        both.addWidget(frame("panel", right), 3)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                "Aucun dossier pour l'instant",
                "Choisissez le dossier où la commune garde ses délibérations et ses arrêtés (PDF, Word, OpenDocument). "
                "Les fichiers ne sont ni déplacés ni modifiés.",
                main_button("Ajouter un dossier…", self.add_asked.emit),
            )
        )
        self._stack.addWidget(full)
        self.setLayout(column(self._stack))
        self.set_reading(False)

    def show_views(self, views: tuple[FolderView, ...]) -> None:
        kept = self._selected()
        if {view.path for view in views} != {view.path for view in self._views}:
            kept = None  # a folder came or went: all are shown
        self._views = views
        self.folders.blockSignals(True)
        self.folders.clear()
        for view in views:
            item = QListWidgetItem()
            set_two_lines(item, view.path.name or str(view.path), _counts(len(view.read), len(view.left_out)))
            item.setToolTip(str(view.path))
            self.folders.addItem(item)
        paths = [view.path for view in views]
        self.folders.setCurrentRow(paths.index(kept.path) if kept is not None and kept.path in paths else -1)
        self.folders.blockSignals(False)
        self._stack.setCurrentIndex(1 if views else 0)
        if not any(view.left_out for view in views) and self.which.currentIndex() == _LEFT_OUT:
            self.which.setCurrentIndex(_ALL)
        self._show_files()

    def show_report(self, report: ReadingReport) -> None:
        """What the last reading did."""
        parts = [count(report.lus, "document lu", "documents lus")]
        for number, word in (
            (report.inchanges, "inchangés"),
            (report.supprimes, "disparus"),
            (len(report.erreurs), "non lus"),
        ):
            if number:
                parts.append(f"{number} {word}")
        start = "Lecture interrompue" if report.interrompu else "Lecture terminée"
        self.report.setText(f"{start} : {', '.join(parts)}.")

    def set_reading(self, reading: bool) -> None:
        gone, shown = (self.again, self.interrupt) if reading else (self.interrupt, self.again)
        focus = gone.hasFocus() or (reading and self.add.hasFocus())
        shown.show()
        if focus:  # else it would go to the list of folders, and choose its first line
            shown.setFocus()
        gone.hide()
        self.add.setEnabled(not reading)
        if reading:
            self.report.setText("Lecture en cours… Vous pouvez continuer à travailler.")

    def _selected(self) -> FolderView | None:
        row = self.folders.currentRow()
        return self._views[row] if 0 <= row < len(self._views) else None

    def _forget(self) -> None:
        view = self._selected()
        if view is not None:
            self.forget_asked.emit(view.path)

    def _show_files(self) -> None:
        chosen = self._selected()
        self.forget.setEnabled(chosen is not None)
        views = self._views if chosen is None else (chosen,)
        lines = [line for view in views for line in _shown(view, self.which.currentIndex())]
        text = _counts(sum(len(v.read) for v in views), sum(len(v.left_out) for v in views))
        if len(lines) > MOST_SHOWN:
            text += f". Les {MOST_SHOWN} premiers sont montrés"
        self.summary.setText(f"{text}.")
        self.files.clear()
        for line in lines[:MOST_SHOWN]:
            item = QListWidgetItem()
            read = line.status == Status.READ
            under = f"{count(line.page_count, 'page', 'pages')}{_partial(line)}" if read else line.cause
            set_two_lines(item, line.path.name, under, tint="" if read else "warning")
            item.setToolTip(str(line.path))
            self.files.addItem(item)


def _shown(view: FolderView, which: int) -> tuple[DocumentLine, ...]:
    if which == _LEFT_OUT:
        return view.left_out
    return view.read if which == _READ else view.lines


def _counts(read: int, left_out: int) -> str:
    rest = "tout a été lu" if left_out == 0 else count(left_out, "document non lu", "documents non lus")
    return f"{count(read, 'document lu', 'documents lus')}, {rest}"


def _partial(line: DocumentLine) -> str:
    missing = line.pages_without_text
    return f", dont {count(missing, 'page sans texte', 'pages sans texte')}" if missing else ""
