"""« Nouvel espace »: find one's commune, homonyms offered, choose where to keep its space."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from secretaire.acts.wording import upper_first
from secretaire.council.commune import Commune
from secretaire.council.communes import CommuneMatches
from secretaire.desk.communes import find_communes
from secretaire.desk.machine_settings import FIXED
from secretaire.store.policy import machine_policy
from secretaire.ui.parts.basics import Debounce, button, column, label, main_button
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, MEDIUM
from secretaire.ui.wording import count

_COMMUNE = Qt.ItemDataRole.UserRole
_CREATE = "Créer l'espace"


class NewSpaceDialog(QDialog):
    """Gives a commune and an empty folder."""

    ready = Signal(object, object)  # Path, Commune

    def __init__(self, session: Session, home: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._home = home
        self._typed_folder = False
        self.setWindowTitle("Nouvel espace de commune")
        self.setModal(True)
        self.name = QLineEdit()
        self.name.setAccessibleName("Nom de la commune, code postal ou code INSEE")
        self.name.setPlaceholderText("Nom de la commune, code postal ou code INSEE")
        self.note = label("Tapez les premières lettres du nom.", "muted")
        self.found = QListWidget()
        self.found.setAccessibleName("Communes trouvées")
        self.found.setItemDelegate(TwoLineDelegate(self.found))
        self.found.currentItemChanged.connect(lambda *_: self._choose())
        self.folder = QLineEdit()
        self.folder.setAccessibleName("Dossier de l'espace")
        self.folder.textEdited.connect(self._folder_typed)
        self.fault = label("", "fault")
        self.create_button = main_button(_CREATE, self._create)
        self.create_button.setDefault(True)
        self._search = Debounce(180, self._ask, self)
        self.name.textEdited.connect(lambda _: self._typed())
        self.browse = button("Choisir…", self._browse)
        where = QHBoxLayout()
        where.addWidget(self.folder, 1)
        where.addWidget(self.browse)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.create_button)
        layout = column(
            label("Votre commune", "subtitle"), self.name, self.note, self.found, margin=LARGE, spacing=MEDIUM
        )
        layout.addWidget(label("Dossier où garder les actes (un dossier vide ou nouveau)", "subtitle"))
        layout.addLayout(where)
        if machine_policy().locks("dossiers.espaces"):
            self.folder.setReadOnly(True)
            self.browse.setEnabled(False)
            layout.addWidget(label(f"{upper_first(FIXED)}.", "muted"))
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.resize(560, 520)
        self._enable()

    def _typed(self) -> None:
        self.create_button.setEnabled(False)  # the commune chosen answers other letters
        self._search.touch()

    def _ask(self) -> None:
        words = self.name.text().strip()
        if not words:
            self._show(CommuneMatches((), ()))
            return
        self._session.tasks.query(lambda: find_communes(words), self._show, key="communes")

    def _show(self, matches: CommuneMatches) -> None:
        listed = (*matches.exact, *matches.near)
        self.found.clear()
        for commune in listed:
            item = QListWidgetItem()
            people = count(commune.population, "habitant", "habitants")
            post = " ".join(commune.codes_postaux)
            facts = " · ".join(filter(None, (commune.departement, post, people, f"INSEE {commune.code_insee}")))
            set_two_lines(item, commune.nom, facts)
            item.setData(_COMMUNE, commune)
            self.found.addItem(item)
        by_post = self.name.text().strip().isdigit()
        if len(listed) > 1 and by_post:
            text = f"{len(listed)} communes ont ce code : choisissez la vôtre."
        elif len(listed) == 1 and (matches.exact or by_post):
            text = "C'est bien votre commune ?"
        elif matches.exact:
            text = f"{len(matches.exact)} communes portent ce nom : choisissez la vôtre."
        elif matches.near:
            text = "Choisissez la vôtre, ou tapez d'autres lettres :"
        else:
            text = (
                "Aucune commune de ce nom ni de ce code. Vérifiez l'orthographe, ou tapez le code postal."
                if self.name.text()
                else "Tapez les premières lettres du nom."
            )
        self.note.setText(text)
        if len(listed) == 1 and (matches.exact or by_post):
            self.found.setCurrentRow(0)
        self._enable()

    def chosen(self) -> Commune | None:
        row = self.found.currentRow()
        commune = self.found.item(row).data(_COMMUNE) if row >= 0 else None
        return commune if isinstance(commune, Commune) else None

    def _choose(self) -> None:
        commune = self.chosen()
        if commune is not None and not self._typed_folder:
            self.folder.setText(str(self._home / commune.nom))
        self._enable()

    def _folder_typed(self) -> None:
        self._typed_folder = bool(self.folder.text())
        self._enable()

    def _browse(self) -> None:
        picked = QFileDialog(self, "Dossier de l'espace", str(self._home))
        picked.setFileMode(QFileDialog.FileMode.Directory)
        picked.setOption(QFileDialog.Option.ShowDirsOnly)
        picked.fileSelected.connect(self._picked)
        picked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picked.open()

    def _picked(self, folder: str) -> None:
        self._typed_folder = True
        self.folder.setText(folder)
        self._enable()

    def _enable(self) -> None:
        self.create_button.setEnabled(self.chosen() is not None and bool(self.folder.text().strip()))

    def _create(self) -> None:
        commune = self.chosen()
        if commune is None:
            return
        self.fault.setText("")
        self.create_button.setEnabled(False)
        self.create_button.setText("Création de l'espace…")
        self.ready.emit(Path(self.folder.text().strip()), commune)

    def refuse(self, sentence: str) -> None:
        """The space could not be created: the sentence says why, what was typed stays."""
        self.fault.setText(sentence)
        self.create_button.setText(_CREATE)
        self._enable()
