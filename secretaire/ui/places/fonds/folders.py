"""The folders of the commune: what was read, what was not and why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from secretaire.desk.reading import DocumentLine
from secretaire.fund.gathering import ReadingReport
from secretaire.fund.reading import Status
from secretaire.ui.parts.basics import EmptyState, button, column, frame, label, main_button
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.style.tokens import MEDIUM, SMALL
from secretaire.ui.wording import count

READ = Status.READ.value
_SHOW = ("Ce qui n'a pas été lu", "Ce qui a été lu", "Tout")


class FoldersPane(QWidget):
    """Folders on the left, their files on the right."""

    add_asked = Signal()
    read_again_asked = Signal()
    forget_asked = Signal(object)  # Path
    interrupt_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders: tuple[Path, ...] = ()
        self._lines: tuple[DocumentLine, ...] = ()
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

    def show_lists(self, folders: tuple[Path, ...], lines: tuple[DocumentLine, ...]) -> None:
        kept = self._selected()
        self._folders, self._lines = folders, lines
        self.folders.blockSignals(True)
        self.folders.clear()
        for folder in folders:
            inside = [x for x in lines if _inside(x.path, folder)]
            read = sum(x.status == READ for x in inside)
            item = QListWidgetItem()
            under = f"{count(read, 'document lu', 'documents lus')}, {_left_out(len(inside) - read)}"
            set_two_lines(item, folder.name or str(folder), under)
            item.setToolTip(str(folder))
            self.folders.addItem(item)
        self.folders.setCurrentRow(folders.index(kept) if kept in folders else -1)
        self.folders.blockSignals(False)
        self._stack.setCurrentIndex(1 if folders else 0)
        if lines and all(x.status == READ for x in lines) and self.which.currentIndex() == 0:
            self.which.setCurrentIndex(2)
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
        self.interrupt.setVisible(reading)
        self.again.setVisible(not reading)
        self.add.setEnabled(not reading)
        if reading:
            self.report.setText("Lecture en cours… Vous pouvez continuer à travailler.")

    def _selected(self) -> Path | None:
        row = self.folders.currentRow()
        return self._folders[row] if 0 <= row < len(self._folders) else None

    def _forget(self) -> None:
        folder = self._selected()
        if folder is not None:
            self.forget_asked.emit(folder)

    def _show_files(self) -> None:
        folder = self._selected()
        self.forget.setEnabled(folder is not None)
        lines = [x for x in self._lines if folder is None or _inside(x.path, folder)]
        read = sum(x.status == READ for x in lines)
        self.summary.setText(f"{count(read, 'document lu', 'documents lus')}, {_left_out(len(lines) - read)}.")
        wanted = {0: False, 1: True}.get(self.which.currentIndex())
        self.files.clear()
        for line in lines:
            if wanted is not None and (line.status == READ) is not wanted:
                continue
            item = QListWidgetItem()
            under = line.cause if line.status != READ else f"{count(line.page_count, 'page', 'pages')}{_partial(line)}"
            set_two_lines(item, line.path.name, under, tint="" if line.status == READ else "warning")
            item.setToolTip(str(line.path))
            self.files.addItem(item)


def _left_out(number: int) -> str:
    return "tout a été lu" if number == 0 else count(number, "document non lu", "documents non lus")


def _partial(line: DocumentLine) -> str:
    missing = line.pages_without_text
    return f", dont {count(missing, 'page sans texte', 'pages sans texte')}" if missing else ""


def _inside(path: Path, folder: Path) -> bool:
    return path == folder or path.is_relative_to(folder)
