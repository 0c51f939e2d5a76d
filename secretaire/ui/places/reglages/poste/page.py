"""« Ce poste »: its version and how it changes, what the installer settled, the page to send him."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from secretaire.desk.machine_settings import MachineSettings, fault_words
from secretaire.desk.updates import Standing
from secretaire.ui.parts.basics import button, column, frame, label
from secretaire.ui.places.reglages.fields import ask_file, ask_target, row, scrolling
from secretaire.ui.places.reglages.poste.presenter import Overview, PostePresenter
from secretaire.ui.places.reglages.work_strip import WorkStrip
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL
from secretaire.ui.wording import NBSP

_WIDTH = 860
_UPDATES = "Mise à jour de Secrétaire (*.maj)"
_PAGE = "Page de texte (*.txt)"


class PostePage(QWidget):
    """Read more often to the installer on the telephone than for oneself."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = PostePresenter(session, self)
        self.version = label("", "subtitle")
        self.how = label("", "muted")
        self.update_button = button("Installer une mise à jour…", self._ask_update)
        self.work = WorkStrip()
        self.told = label("", "fine")
        self.fault = label("", "fault")
        self.wrong = label("", "warning")
        self.file = label("", "muted")
        self.options = QGridLayout()
        self.options.setHorizontalSpacing(LARGE)
        self.options.setVerticalSpacing(SMALL)
        self.options.setColumnStretch(1, 1)
        self.write = button("Écrire l'état de ce poste…", self._ask_page)
        for hidden in (self.told, self.fault, self.wrong):
            hidden.hide()
        self._lay_out()
        self._connect(session)

    def _lay_out(self) -> None:
        inside = column(label("Ce poste", "title"), self.fault, self.told, spacing=MEDIUM)
        inside.addWidget(label("Version", "heading"))
        inside.addWidget(self.version)
        inside.addWidget(self.how)
        inside.addLayout(row(self.update_button))
        inside.addWidget(self.work)
        inside.addSpacing(SMALL)
        inside.addWidget(label("Demander de l'aide", "heading"))
        inside.addWidget(
            label(
                "Une page dit l'état de ce poste à votre installateur : versions, mémoire, assistant, sauvegardes, pannes. "
                "Elle ne contient ni nom, ni texte d'acte ou de document : vous pouvez la joindre à un courriel.",
                "muted",
            )
        )
        inside.addLayout(row(self.write))
        inside.addSpacing(SMALL)
        inside.addWidget(label("Réglages de l'installateur", "heading"))
        inside.addWidget(self.wrong)
        inside.addWidget(self.file)
        inside.addLayout(self.options)
        inside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame("panel", column(scrolling(inside, width=_WIDTH))))

    def _connect(self, session: Session) -> None:
        presenter = self.presenter
        presenter.shown.connect(self._show)
        presenter.faulted.connect(self._show_fault)
        presenter.written.connect(lambda path: self._tell(f"La page est écrite{NBSP}: {path}"))
        presenter.started.connect(self._start)
        presenter.progressed.connect(self.work.show_progress)
        presenter.ended.connect(self._end)
        presenter.updated.connect(self._updated)
        self.work.interrupted.clicked.connect(presenter.interrupt)
        session.opened.connect(lambda: self._tell(""))

    def arrive(self) -> None:
        self.presenter.refresh()

    def leave(self) -> None:
        """Nothing is typed here."""

    def redraw(self) -> None:
        """Nothing is painted here."""

    # what there is

    def _show(self, overview: Overview) -> None:
        standing = overview.standing
        self.version.setText(f"Secrétaire {standing.current}")
        self.how.setText(_how(standing))
        self.update_button.setVisible(standing.home is not None)
        self._show_settings(overview.settings)

    def _show_settings(self, settings: MachineSettings) -> None:
        wrong = fault_words(settings.faults, settings.file)
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        self.file.setText(
            f"Votre installateur les a posés dans {settings.file}."
            if settings.present
            else "Votre installateur n'a rien posé sur ce poste : ce sont vos choix, ou les valeurs de l'application."
        )
        while (item := self.options.takeAt(0)) is not None:
            if (shown := item.widget()) is not None:
                shown.hide()
                shown.deleteLater()
        for line, setting in enumerate(settings.settings):
            value = label(setting.value)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(f"{setting.label}{NBSP}: {setting.value}, {setting.origin}")
            self.options.addWidget(label(setting.label, wrap=False), line, 0, Qt.AlignmentFlag.AlignTop)
            self.options.addWidget(value, line, 1, Qt.AlignmentFlag.AlignTop)
            self.options.addWidget(label(setting.origin, "muted", wrap=False), line, 2, Qt.AlignmentFlag.AlignTop)

    # what is asked

    def _ask_page(self) -> None:
        ask_target(self, "Écrire l'état de ce poste", "etat-du-poste.txt", _PAGE, self.presenter.write_state)

    def _ask_update(self) -> None:
        ask_file(self, "Installer une mise à jour", _UPDATES, self.update_from)

    def update_from(self, bundle: Path) -> None:
        """Install the update of a file."""
        self._tell("")
        self.presenter.update(bundle)

    # what comes back

    def _start(self) -> None:
        self.work.begin()
        self.update_button.setEnabled(False)

    def _end(self) -> None:
        self.work.hide()
        self.update_button.setEnabled(True)

    def _updated(self, found: Standing) -> None:
        self._tell(
            f"La version {found.current} est installée et vérifiée. Fermez Secrétaire et rouvrez-le pour travailler avec elle{NBSP}; "
            f"vos espaces seront copiés avant d'être ouverts."
        )

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def _show_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))


def _how(standing: Standing) -> str:
    if standing.home is None:
        return "Les mises à jour sont installées par l'administrateur de ce poste."
    back = f" La version {standing.former} est gardée : votre installateur peut y revenir." if standing.former else ""
    return f"Une mise à jour s'apporte sur une clé, dans un fichier « .maj » signé : rien n'est téléchargé.{back}"
