"""« Coffre »: is the space encrypted when it is closed, what that protects, and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel, QMessageBox, QVBoxLayout, QWidget

from secretaire.desk.file_names import new_folder
from secretaire.desk.vault import KeyPlace
from secretaire.ui.parts.basics import button, column, frame, label, main_button
from secretaire.ui.places.reglages.coffre.making import MakingDialog
from secretaire.ui.places.reglages.coffre.presenter import CoffrePresenter, Seen
from secretaire.ui.places.reglages.fields import row, scrolling
from secretaire.ui.places.reglages.work_strip import WorkStrip
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL
from secretaire.ui.wording import NBSP, moment

_WIDTH = 820
_KEYS = {
    KeyPlace.TROUSSEAU: "Sa clé est dans le trousseau de votre session : il s'ouvre sans rien demander quand vous l'avez ouverte.",
    KeyPlace.PHRASE: "Sa clé est sous votre phrase secrète, demandée à chaque ouverture.",
    KeyPlace.ABSENTE: "Sa clé n'est pas dans cette session.",
}


class CoffrePage(QWidget):
    """The answer to « et si l'ordinateur ou la clé USB est volé ? »."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = CoffrePresenter(session, self)
        self._seen: Seen | None = None
        self.dialog: MakingDialog | None = None
        self.box: QMessageBox | None = None
        self.state = label("", "subtitle")
        self.key = label("")
        self.copies = label("", "warning")
        self.make = main_button("Mettre l'espace en coffre…", self._ask_making)
        self.clear = label("", "warning")
        self.remove_clear = button("Effacer l'ancien dossier en clair…", self._ask_remove_clear)
        self.give_back = button("Enlever le coffre…", self._ask_give_back)
        self.work = WorkStrip()
        self.report = label("", "fine")
        self.fault = label("", "fault")
        for hidden in (self.key, self.clear, self.copies, self.remove_clear, self.give_back, self.report, self.fault):
            hidden.hide()
        self._lay_out()
        self._connect(session)

    def _lay_out(self) -> None:
        inside = column(
            label("Coffre", "title"),
            label(
                "Facultatif. Un espace en coffre est chiffré dès que Secrétaire est fermé : qui vole le poste éteint, ou trouve la clé "
                "USB, ne peut rien y lire.",
                "muted",
            ),
            self.state,
            self.key,
            self.clear,
            self.copies,
            spacing=MEDIUM,
        )
        inside.addLayout(row(self.make, self.remove_clear, self.give_back))
        for shown in (self.work, self.report, self.fault):
            inside.addWidget(shown)
        inside.addSpacing(SMALL)
        inside.addWidget(label("Ce qu'un coffre ne protège pas", "heading"))
        inside.addWidget(
            label(
                "Tant que Secrétaire est ouvert, l'espace est en clair sur ce poste, dans un dossier réservé à votre session : qui est à "
                "votre clavier, ou administre ce poste, peut le lire. Après un arrêt brutal, il y reste jusqu'à la prochaine ouverture.",
                "muted",
            )
        )
        inside.addWidget(
            label(
                "Vos documents d'origine (les dossiers du fonds), les actes déjà exportés et les sauvegardes d'avant ne sont pas dans le "
                "coffre. Un disque chiffré par le système (BitLocker, FileVault, LUKS) protège tout cela aussi.",
                "muted",
            )
        )
        inside.addSpacing(LARGE)
        inside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame("panel", column(scrolling(inside, width=_WIDTH))))

    def _connect(self, session: Session) -> None:
        presenter = self.presenter
        presenter.shown.connect(self._show)
        presenter.faulted.connect(lambda text: _say(self.fault, text))
        presenter.done.connect(lambda text: _say(self.report, text))
        presenter.started.connect(self._start)
        presenter.progressed.connect(self.work.show_progress)
        presenter.ended.connect(self._end)
        self.work.interrupted.clicked.connect(presenter.interrupt)
        session.opened.connect(self._another_space)

    def arrive(self) -> None:
        self.presenter.refresh()

    def leave(self) -> None:
        """Nothing is typed here that must be kept."""

    def redraw(self) -> None:
        """Nothing is painted here."""

    def _show(self, seen: Seen) -> None:
        self._seen = seen
        vault = seen.vault
        self.make.setVisible(vault is None)
        self.give_back.setVisible(vault is not None)
        self.remove_clear.setVisible(seen.clear is not None)
        if vault is None:
            self.state.setText("L'espace n'est pas dans un coffre : qui a ce poste ou cette clé USB peut le lire.")
            self.key.hide()
        else:
            self.state.setText(
                f"L'espace est dans un coffre{NBSP}: {vault.folder}\nFermé la dernière fois le {moment(vault.closed)}."
            )
            _say(self.key, _KEYS[vault.key])
        _say(
            self.clear,
            f"L'ancien dossier est encore là, en clair{NBSP}: {seen.clear.folder}. Quand vous aurez vérifié que tout est dans le "
            "coffre, effacez-le : jusque-là, le coffre ne protège rien."
            if seen.clear
            else "",
        )
        _say(
            self.copies,
            f"Sauvegardes d'avant le coffre, en clair{NBSP}: {seen.copies}. Elles s'effacent d'elles-mêmes en six mois ; effacez-les à la "
            "main pour ne pas attendre (Réglages, Sauvegarde dit où elles sont)."
            if seen.copies
            else "",
        )
        self._enable()

    def _enable(self) -> None:
        for asked in (self.make, self.remove_clear, self.give_back):
            asked.setEnabled(not self.presenter.busy)

    def _start(self) -> None:
        _say(self.report, "")
        self.work.begin()
        self._enable()

    def _end(self) -> None:
        self.work.hide()
        self._enable()

    def _another_space(self) -> None:
        _say(self.report, "")
        _say(self.fault, "")
        if self.isVisible():
            self.presenter.refresh()

    def _ask_making(self) -> None:
        if self._seen is not None:
            self.dialog = MakingDialog(self.presenter, self._seen.folder, self)
            self.dialog.finished.connect(self.dialog.deleteLater)
            self.dialog.open()

    def _ask_remove_clear(self) -> None:
        if self._seen is not None and self._seen.clear is not None:
            self._ask(
                "Effacer l'ancien dossier en clair ?",
                f"{self._seen.clear.folder}\n\nIl n'est effacé que s'il est tel qu'il était quand le coffre a été fait. Sur certains "
                "disques, un effacement se défait : seul un disque chiffré par le système en protège.",
                "Effacer",
                self.presenter.remove_clear_copy,
            )

    def _ask_give_back(self) -> None:
        if self._seen is None:
            return
        folder = new_folder(self._seen.folder.parent, self._seen.folder.name.removesuffix(" (coffre)") + " (en clair)")
        self._ask(
            "Enlever le coffre ?",
            f"L'espace sera remis en clair dans {folder}, puis le coffre sera effacé. Qui a ce poste pourra le lire.",
            "Enlever le coffre",
            lambda: self.presenter.give_back(Path(folder)),
        )

    def _ask(self, question: str, words: str, yes: str, then: Callable[[], object]) -> None:
        box = QMessageBox(self)
        box.setWindowTitle("Coffre")
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(question)
        box.setInformativeText(words)
        agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton("Ne rien faire", QMessageBox.ButtonRole.RejectRole))
        agreed.clicked.connect(lambda: then())
        box.finished.connect(box.deleteLater)
        self.box = box
        box.open()


def _say(where: QLabel, text: str) -> None:
    where.setText(text)
    where.setVisible(bool(text))
