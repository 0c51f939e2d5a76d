"""The folders of the commune: what was read, what waits for its text, what was not read and why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from secretaire.desk.reading import DocumentLine, FormatCount
from secretaire.fund.causes import Cause
from secretaire.fund.gathering import ReadingReport
from secretaire.fund.reading.reading import Status
from secretaire.ui.parts.basics import Debounce, EmptyState, button, column, frame, label, main_button
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.fonds.opening import open_in_its_program
from secretaire.ui.places.fonds.reading_presenter import FolderView, ReadingPresenter
from secretaire.ui.places.fonds.scans_card import ScansCard
from secretaire.ui.places.fonds.synonyms import SynonymsDialog
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import MEDIUM, SMALL
from secretaire.ui.wording import count

MOST_SHOWN = 300
TYPING_MS = 160
_SHOW = ("Ce qui n'a pas été lu", "Ce qui est à numériser en texte", "Ce qui a été lu", "Tout")
_LEFT_OUT, _SCANS, _READ, _ALL = range(4)
_DOCUMENT = Qt.ItemDataRole.UserRole
_INSIDE = "\u2003"  # a space as wide as the letters are high: what is inside another document stands back


class FoldersPane(QWidget):
    """Folders on the left, their documents on the right. Folders and files can be dropped on it."""

    add_asked = Signal()

    def __init__(self, session: Session, presenter: ReadingPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._presenter = presenter
        self._views: tuple[FolderView, ...] = ()
        self.synonyms_dialog: SynonymsDialog | None = None
        self.setAcceptDrops(True)
        self.scans = ScansCard(presenter)
        both = QHBoxLayout()
        both.setSpacing(SMALL)
        both.addWidget(frame("panel", self._folders_column()), 2)
        both.addWidget(frame("panel", self._documents_column()), 3)
        whole = column(self.scans)
        whole.addLayout(both, 1)
        full = QWidget()
        full.setLayout(whole)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                "Aucun dossier pour l'instant",
                "Choisissez le dossier où la commune garde ses délibérations et ses arrêtés, ou déposez-le ici : PDF, "
                "Word, OpenDocument, images, courriels, archives. Les fichiers ne sont ni déplacés ni modifiés.",
                main_button("Ajouter un dossier…", self.add_asked.emit),
            )
        )
        self._stack.addWidget(full)
        self.setLayout(column(self._stack))
        self.set_reading(False)
        presenter.listed.connect(self.show_views)
        presenter.formats_listed.connect(self.show_formats)
        presenter.reading_changed.connect(self.set_reading)
        presenter.read.connect(self.show_report)

    def _folders_column(self) -> QVBoxLayout:
        self.folders = QListWidget()
        self.folders.setAccessibleName("Dossiers de la commune")
        self.folders.setItemDelegate(TwoLineDelegate(self.folders))
        self.folders.currentRowChanged.connect(lambda _: self._show_files())
        self.add = main_button("Ajouter un dossier…", self.add_asked.emit)
        self.again = button(
            "Relire les dossiers",
            lambda: self._presenter.read_folders(()),
            icon_name="refresh-cw",
            tip="Les dossiers sont aussi relus d'eux-mêmes quand leurs fichiers changent.",
        )
        self.interrupt = button("Interrompre la lecture", self._presenter.interrupt)
        self.forget = button("Ne plus lire ce dossier", self._forget)
        self.synonyms = button(
            "Mots équivalents…", self.edit_synonyms, tip="Salle des fêtes = salle polyvalente : pour la recherche"
        )
        self.report = label("", "muted")
        self.report.setAccessibleName("Dernière lecture")
        self.formats = label("", "muted")
        self.formats.setAccessibleName("Documents par format")
        layout = column(label("Dossiers", "subtitle"), self.folders, self.formats, self.report, margin=MEDIUM)
        layout.setStretch(1, 1)
        buttons = FlowLayout(SMALL)
        for made in (self.add, self.again, self.interrupt, self.forget, self.synonyms):
            buttons.addWidget(made)
        layout.addLayout(buttons)
        return layout

    def _documents_column(self) -> QVBoxLayout:
        self.which = QComboBox()
        self.which.setAccessibleName("Documents à montrer")
        self.which.addItems(list(_SHOW))
        self.which.activated.connect(lambda _: self._show_files())
        self.name = QLineEdit()
        self.name.setAccessibleName("Chercher un document par son nom")
        self.name.setPlaceholderText("Nom du fichier")
        self.name.setClearButtonEnabled(True)
        self._typing = Debounce(TYPING_MS, self._show_files, self)
        self.name.textChanged.connect(lambda _: self._typing.touch())
        self.summary = label("", "muted")
        self.files = QListWidget()
        self.files.setAccessibleName("Documents")
        self.files.setItemDelegate(TwoLineDelegate(self.files))
        self.files.itemActivated.connect(self._open)
        top = QHBoxLayout()
        top.addWidget(label("Documents", "subtitle", wrap=False))
        top.addWidget(self.name, 1)
        top.addWidget(self.which)
        layout = column(margin=MEDIUM)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.files, 1)
        return layout

    def show_views(self, views: tuple[FolderView, ...]) -> None:
        """What is known of each folder; the one chosen stays so."""
        kept = self._selected()
        if {view.path for view in views} != {view.path for view in self._views}:
            kept = None  # a folder came or went: all are shown
        self._views = views
        self.folders.blockSignals(True)
        self.folders.clear()
        for view in views:
            item = QListWidgetItem()
            set_two_lines(item, view.path.name or str(view.path), _counts((view,)))
            item.setToolTip(str(view.path))
            self.folders.addItem(item)
        paths = [view.path for view in views]
        self.folders.setCurrentRow(paths.index(kept.path) if kept is not None and kept.path in paths else -1)
        self.folders.blockSignals(False)
        self._stack.setCurrentIndex(1 if views else 0)
        if not any(_shown(view, self.which.currentIndex()) for view in views):
            self.which.setCurrentIndex(_ALL)
        self._show_files()

    def show_formats(self, formats: tuple[FormatCount, ...]) -> None:
        """« PDF : 54 lus, 12 à numériser en texte · DOC : 1 non lu »."""
        self.formats.setText(" · ".join(_format_words(one) for one in formats))

    def show_report(self, report: ReadingReport) -> None:
        """What the last reading did."""
        scans = sum(trouble.cause is Cause.NO_TEXT for trouble in report.erreurs)
        parts = [
            count(number, one, many)
            for number, one, many in (
                (report.lus, "document lu", "documents lus"),
                (report.inchanges, "inchangé", "inchangés"),
                (report.deplaces, "déplacé", "déplacés"),
                (report.supprimes, "disparu", "disparus"),
                (scans, "numérisé, traité à part", "numérisés, traités à part"),
                (len(report.erreurs) - scans, "non lu", "non lus"),
            )
            if number
        ]
        start = "Lecture interrompue" if report.interrompu else "Lecture terminée"
        self.report.setText(f"{start} : {', '.join(parts) or 'aucun document'}.")

    def set_reading(self, reading: bool) -> None:
        """A reading starts or is over."""
        gone, shown = (self.again, self.interrupt) if reading else (self.interrupt, self.again)
        focus = gone.hasFocus()
        shown.show()
        if focus:  # else it would go to the list of folders, and choose its first line
            shown.setFocus()
        gone.hide()
        if reading:
            self.report.setText("Lecture en cours… Vous pouvez continuer à travailler.")

    def edit_synonyms(self) -> None:
        """The words that the search takes for the same."""
        self.synonyms_dialog = SynonymsDialog(self._session, self)
        self.synonyms_dialog.open()

    # drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Folders and files of this PC are welcome."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what is dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self._session.is_open:
            event.acceptProposedAction()
            self._presenter.read_folders(paths)

    # inner

    def _selected(self) -> FolderView | None:
        row = self.folders.currentRow()
        return self._views[row] if 0 <= row < len(self._views) else None

    def _forget(self) -> None:
        view = self._selected()
        if view is not None:
            self._presenter.forget_folder(view.path)

    def _open(self, item: QListWidgetItem) -> None:
        open_in_its_program(self._session, int(item.data(_DOCUMENT)))

    def _show_files(self) -> None:
        self._typing.drop()
        chosen = self._selected()
        self.forget.setEnabled(chosen is not None)
        views = self._views if chosen is None else (chosen,)
        words = self.name.text().casefold().split()
        lines = [
            (line, _where(line, view))
            for view in views
            for line in _shown(view, self.which.currentIndex())
            if all(word in line.path.name.casefold() for word in words)
        ]
        text = _counts(views)
        if len(lines) > MOST_SHOWN:
            text += f". Les {MOST_SHOWN} premiers sont montrés"
        self.summary.setText(f"{text}.")
        self.files.clear()
        for line, where in lines[:MOST_SHOWN]:
            item = QListWidgetItem()
            title = f"{_INSIDE}{line.path.name}" if line.inside else line.path.name
            set_two_lines(
                item,
                title,
                " · ".join(filter(None, (_line_words(line), where))),
                tint="warning" if _left_out(line) else "",
            )
            item.setToolTip(str(line.path))
            item.setData(_DOCUMENT, line.id)
            self.files.addItem(item)


def _shown(view: FolderView, which: int) -> tuple[DocumentLine, ...]:
    if which == _ALL:
        return view.lines
    if which == _SCANS:
        return view.scans
    return view.read if which == _READ else view.left_out


def _left_out(line: DocumentLine) -> bool:
    return line.status not in {Status.READ, Status.CONTAINER} and not line.scans_waiting


def _counts(views: tuple[FolderView, ...]) -> str:
    read = sum(len(view.read) for view in views)
    left_out = sum(len(view.left_out) for view in views)
    scans = sum(line.scans_waiting for view in views for line in view.scans)
    parts = [count(read, "document lu", "documents lus")]
    doubles = sum(line.same_as is not None for view in views for line in view.lines)
    if doubles:
        parts.append(f"dont {doubles} en double")
    if scans:
        parts.append(count(scans, "page à numériser en texte", "pages à numériser en texte"))
    if left_out:
        parts.append(count(left_out, "document non lu", "documents non lus"))
    elif not scans:
        parts.append("tout a été lu")
    return ", ".join(parts)


def _line_words(line: DocumentLine) -> str:
    """What was read of a document, or why it was not."""
    parts = [line.cause] if _left_out(line) else []
    if line.status == Status.CONTAINER:
        parts.append("archive : ses documents sont à la suite")
    elif not parts:
        parts.append(count(line.page_count, "page", "pages"))
    if line.scans_waiting:
        parts.append(f"{line.scans_waiting} à numériser en texte")
    if line.same_as is not None:
        parts.append(f"même contenu que « {line.same_as.name} »")
    return ", ".join(parts)


def _where(line: DocumentLine, view: FolderView) -> str:
    """« 2016 / archive.zip »: where it is in the chosen folder."""
    return "" if line.path == view.path else " / ".join(line.path.relative_to(view.path).parts[:-1])


def _format_words(one: FormatCount) -> str:
    parts = []
    for number, single, many in (
        (one.read, "lu", "lus"),
        (one.scans, "à numériser en texte", "à numériser en texte"),
        (one.left_out, "non lu", "non lus"),
    ):
        if number:
            parts.append(count(number, single, many))
    return f"{one.name or 'Sans extension'} : {', '.join(parts)}"
