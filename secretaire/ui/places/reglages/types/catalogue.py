"""The list of the act types, with search, what the commune changed, and the files of types."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from secretaire.acts.act_type import Famille
from secretaire.desk.act_types import Source
from secretaire.desk.type_files import Verified
from secretaire.desk.type_views import Mark
from secretaire.drafting.act_types.catalogue import RefusedFile
from secretaire.drafting.act_types.reading import Fault
from secretaire.ui.parts.basics import Debounce, button, column, frame, icon_tool, label
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.parts.rows import TwoLineDelegate, set_heading, set_two_lines
from secretaire.ui.places.reglages.fields import ask_file, ask_folder, row
from secretaire.ui.places.reglages.types.presenter import Listed, TypesPresenter
from secretaire.ui.style.tokens import MEDIUM, SMALL
from secretaire.ui.wording import count

_FAMILIES = {Famille.DELIBERATION: "Délibération du conseil municipal", Famille.ARRETE: "Arrêté du maire"}
_NOTES = {Source.ADAPTE: "adapté", Source.COMMUNE: "de la commune"}
_FILES = "Type d'acte (*.yaml *.yml);;Tous les fichiers (*)"
_ID = Qt.ItemDataRole.UserRole
_SEARCH_MS = 150
_MOST_FAULTS = 12


class TypesList(QWidget):
    """Search, list, files; the faults of a file are told above the list until they are closed."""

    chosen = Signal(str)

    def __init__(self, presenter: TypesPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.words = QLineEdit()
        self.words.setAccessibleName("Chercher un type d'acte")
        self.words.setPlaceholderText("Quelques mots : « subv toiture », « fermer la route »…")
        self.words.setClearButtonEnabled(True)
        self._later = Debounce(_SEARCH_MS, lambda: presenter.find(self.words.text()), self)
        self.words.textChanged.connect(lambda _: self._later.touch())
        self.words.returnPressed.connect(self._take)
        self.list = QListWidget()
        self.list.setAccessibleName("Types d'actes")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self._count = label("", "muted")
        self.fault = label("", "fault")
        self.said = label("", "fine")
        self.import_button = button("Importer un fichier…", self._ask_import)
        self.verify_button = button("Vérifier un fichier…", self._ask_verify)
        self.export_button = button("Exporter les types de la commune…", self._ask_export)
        self._report_title = label("", "subtitle")
        self.report = label("")
        top = row(self._report_title)
        top.addWidget(icon_tool("Fermer ce compte rendu", "x", lambda: self._report.hide()))
        inside = column(margin=MEDIUM)
        inside.addLayout(top)
        inside.addWidget(self.report)
        self._report = frame("card", inside)
        for hidden in (self.fault, self.said, self._report):
            hidden.hide()
        self._lay_out()
        presenter.listed.connect(self._show)
        presenter.verified.connect(self._show_verified)
        presenter.faulted.connect(lambda text: _say(self.fault, text))
        presenter.told.connect(lambda text: _say(self.said, text))

    def _lay_out(self) -> None:
        files = QWidget()
        flow = FlowLayout(SMALL)
        files.setLayout(flow)
        for made in (self.import_button, self.verify_button, self.export_button):
            flow.addWidget(made)
        layout = column(
            label("Types d'actes", "title"),
            label(
                "Choisissez un type pour en changer une clause, un visa ou une valeur par défaut. Le reste suit les mises à "
                "jour de l'application.",
                "muted",
            ),
            files,
            self.fault,
            self.said,
            self._report,
            self.words,
            self._count,
            self.list,
            margin=MEDIUM,
        )
        layout.setStretch(8, 1)
        self.setLayout(layout)

    def focus(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def clear(self) -> None:
        """Another space."""
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        for hidden in (self.fault, self.said, self._report):
            hidden.hide()

    def _show(self, listed: Listed) -> None:
        row_kept = self.list.currentRow()
        kept = str(self.list.item(row_kept).data(_ID)) if row_kept >= 0 else ""
        at = self.list.verticalScrollBar().value()
        self.list.clear()
        types = 0
        for shelf in listed.shelves:
            if shelf.titre:
                heading = QListWidgetItem()
                set_heading(heading, shelf.titre)
                self.list.addItem(heading)
            for choice in shelf.choices:
                item = QListWidgetItem()
                under = "" if shelf.tells_famille else _FAMILIES[choice.kind.famille]
                mark = listed.marks.get(choice.kind.id)
                stale = mark is not None and mark.stale > 0
                set_two_lines(
                    item, choice.kind.libelle, under, note=_note(mark), note_tint="warning" if stale else "fine"
                )
                item.setData(_ID, choice.kind.id)
                self.list.addItem(item)
                types += 1
                if choice.kind.id == kept:
                    self.list.setCurrentItem(item)
        self.list.verticalScrollBar().setValue(at)
        ours = count(len(listed.marks), "à votre façon", "à votre façon") if listed.marks else ""
        typed = self.words.text().strip()
        found = f"{count(types, 'type', 'types')}{f', dont {ours}' if ours and not typed else ''}"
        none = f"Aucun type d'acte ne répond à « {typed} ». Essayez un autre mot."
        self._count.setText(found if types else none)
        if listed.refused:
            self._show_refused(listed.refused)

    def _show_refused(self, refused: tuple[RefusedFile, ...]) -> None:
        lines = [line for file in refused for line in _faults(file.name, file.faults)]
        self._tell("Fichiers de la commune qui ne servent pas, tant qu'ils ne sont pas corrigés", lines)

    def _show_verified(self, verified: tuple[Verified, ...]) -> None:
        _say(self.fault, "")
        wrong = sum(bool(each.faults) for each in verified)
        lines = [
            line
            for each in verified
            for line in (
                _faults(each.path.name, each.faults)
                if each.faults
                else [f"{each.path.name} : correct, « {each.libelle} »"]
            )
        ]
        self._tell("À corriger ; rien n'a été importé" if wrong else "Rien à corriger", lines)

    def _tell(self, title: str, lines: list[str]) -> None:
        more = len(lines) - _MOST_FAULTS
        shown = [*lines[:_MOST_FAULTS], *([f"et {count(more, 'autre ligne', 'autres lignes')}"] if more > 0 else [])]
        self._report_title.setText(title)
        self.report.setText("\n".join(shown))
        self._report.show()

    def _choose(self, item: QListWidgetItem) -> None:
        if item.data(_ID):
            self.chosen.emit(str(item.data(_ID)))

    def _take(self) -> None:
        """Enter in the words: the type selected, else the first one."""
        self._later.flush()
        takable = list(self._takable())
        selected = [item for item in takable if item.isSelected()]
        if takable:
            self._choose((selected or takable)[0])

    def _takable(self) -> Iterator[QListWidgetItem]:
        rows = (self.list.item(i) for i in range(self.list.count()))
        return (item for item in rows if item.data(_ID))

    def _ask_import(self) -> None:
        ask_file(self, "Importer un type d'acte", _FILES, self.presenter.import_types)

    def _ask_verify(self) -> None:
        ask_file(self, "Vérifier un type d'acte", _FILES, self.presenter.verify)

    def _ask_export(self) -> None:
        ask_folder(self, "Dossier où écrire les types", self.presenter.export)


def _note(mark: Mark | None) -> str:
    if mark is None:
        return ""
    note = _NOTES.get(mark.source, "")
    return f"{note} · à revoir" if mark.stale else note


def _faults(name: str, faults: tuple[Fault, ...]) -> list[str]:
    return [f"{name}, ligne {fault.line} : {fault.cause}" for fault in faults]


def _say(shown: QWidget, text: str) -> None:
    shown.setText(text)  # type: ignore[attr-defined]
    shown.setVisible(bool(text))
