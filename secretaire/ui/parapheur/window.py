"""The window of a parapheur: the acts at the left, the one being read, and the answer to save."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QSplitter,
    QWidget,
)

from secretaire.acts.wording import day
from secretaire.desk import parapheur
from secretaire.desk.parapheur import Reading, Trust
from secretaire.errors import SecretaireError
from secretaire.ui.parapheur.draft import Draft
from secretaire.ui.parapheur.reader import ActReader
from secretaire.ui.parts.basics import button, column, frame, label, main_button, refresh_icons, restyle, tool
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.reglages.fields import ask_target
from secretaire.ui.style.tokens import MEDIUM, SMALL
from secretaire.ui.wording import window_sentence

_TRUST = {
    Trust.KNOWN: ("Signé par la même mairie que la dernière fois.", "fine"),
    Trust.FIRST: (
        "Signé. C'est le premier parapheur de cette mairie sur ce poste : comparez l'empreinte {key} avec la mairie.",
        "muted",
    ),
    Trust.CHANGED: (
        "Attention : ce parapheur n'est pas signé de la même clé que la dernière fois{told}. "
        "Appelez la mairie avant de répondre.",
        "fault",
    ),
    Trust.UNSIGNED: ("Non signé : la mairie n'a pas de clé. Rien ne prouve qu'il n'a pas été modifié.", "warning"),
}


class ReviewWindow(QDialog):
    """Nothing is kept on this PC but the answer, where the person saves it."""

    help_asked = Signal()

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self.setWindowTitle(f"Parapheur — {reading.dossier.commune}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1280, 720)
        self._reading = reading
        self._draft = Draft(reading.dossier)
        self._folder = TemporaryDirectory(ignore_cleanup_errors=True)
        self.trust = label("")
        self.accept_key = button("L'empreinte est la bonne", self._accept_key)
        self.list = QListWidget()
        self.list.setAccessibleName("Actes du parapheur")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.reader = ActReader(reading.dossier)
        self.who = QComboBox()
        self.who.setEditable(True)
        self.who.setAccessibleName("Votre nom")
        self.who.setMinimumContentsLength(26)
        self.who.addItems(list(reading.dossier.deciders))
        self.said = label("")
        self.save = main_button("Enregistrer ma réponse…", self._ask_target)
        self._lay_out()
        QShortcut(QKeySequence("F1"), self).activated.connect(self.help_asked)
        for _ in self._draft.acts:
            self.list.addItem(QListWidgetItem())
        self._refresh()
        self.list.currentRowChanged.connect(lambda number: self.reader.show_act(self._draft.acts[number]))
        self.reader.changed.connect(self._changed)
        self.reader.annexe_asked.connect(self._open_annexe)
        self.list.setCurrentRow(0)
        self._show_trust()

    def _lay_out(self) -> None:
        dossier = self._reading.dossier
        sent = f"Préparé le {day(dossier.sent_at.astimezone().date())} par {dossier.by}"
        top = QHBoxLayout()
        top.addWidget(self.trust, 1)
        top.addWidget(self.accept_key)
        top.addWidget(tool("Aide", self.help_asked.emit, icon_name="circle-question-mark", tip="Aide (F1)"))
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(frame("panel", column(label("Actes", "title"), self.list, margin=MEDIUM)))
        halves.addWidget(frame("panel", column(self.reader)))
        halves.setSizes([280, 1000])
        halves.setStretchFactor(1, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(label("Votre nom", wrap=False))
        bottom.addWidget(self.who)
        bottom.addWidget(self.said, 1)
        bottom.addWidget(self.save)
        layout = column(label(f"{dossier.commune}. {sent}.", "subtitle"), margin=MEDIUM, spacing=SMALL)
        layout.addLayout(top)
        layout.addWidget(halves, 1)
        layout.addLayout(bottom)
        self.setLayout(layout)

    def write(self, target: Path) -> None:
        """Write the answer there."""
        try:
            today = datetime.now().astimezone().date()
            parapheur.answer(self._reading, self.who.currentText(), today, self._draft.answers(), target)
        except SecretaireError as error:
            self._say(window_sentence(error), "fault")
            return
        self._draft.saved = True
        self._say(f"Réponse enregistrée : « {target.name} ». Rapportez-la à la mairie sur la clé USB.", "fine")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:  # the theme, while the parapheur is open
            refresh_icons(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._draft.saved and not self._leave():
            event.ignore()
            return
        self._folder.cleanup()
        super().closeEvent(event)

    def reject(self) -> None:
        self.close()  # Escape must not lose an answer either

    def _leave(self) -> bool:
        asked = QMessageBox.question(
            self,
            "Fermer le parapheur",
            "Votre réponse n'est pas enregistrée : elle sera perdue. Fermer quand même ?",
        )
        return asked is QMessageBox.StandardButton.Yes

    def _changed(self) -> None:
        self._draft.saved = False
        self._say("", "")
        self._refresh()

    def _refresh(self) -> None:
        for number, draft in enumerate(self._draft.acts):
            touched = draft.decision is not None or bool(draft.notes)
            set_two_lines(self.list.item(number), draft.sent.title, draft.said, tint="fine" if touched else "")

    def _ask_target(self) -> None:
        missing = self._draft.missing_reason()
        if missing is not None:
            self.list.setCurrentRow(self._draft.acts.index(missing))
            self.reader.reason.setFocus()
            self._say(f"« {missing.sent.title} » : écrivez le motif en une phrase.", "fault")
            return
        name = f"reponse-parapheur-{self._reading.dossier.id[:8]}.json"
        ask_target(self, "Enregistrer ma réponse", name, "Réponse de parapheur (*.json)", self.write)

    def _open_annexe(self, name: str) -> None:
        try:
            path = self._reading.opened.extract(name, Path(self._folder.name))
        except SecretaireError as error:
            self._say(window_sentence(error), "fault")
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _accept_key(self) -> None:
        try:
            self._reading = parapheur.accept_key(self._reading)
        except SecretaireError as error:
            self._say(window_sentence(error), "fault")
        self._show_trust()

    def _show_trust(self) -> None:
        words, kind = _TRUST[self._reading.trust]
        key = self._reading.key
        self.trust.setText(words.format(key=key, told=f" (empreinte {key})" if key else " (plus de signature)"))
        self.trust.setProperty("kind", kind)
        restyle(self.trust)
        self.accept_key.setVisible(self._reading.trust is Trust.CHANGED)

    def _say(self, sentence: str, kind: str) -> None:
        self.said.setText(sentence)
        self.said.setProperty("kind", kind)
        restyle(self.said)
