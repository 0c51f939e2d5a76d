"""The bottom of the window: the long work under way, and the state of the assistant."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QProgressBar, QWidget

from secretaire.desk.assistant import AssistantState
from secretaire.ui.parts.basics import button, label
from secretaire.ui.style.tokens import MEDIUM, SMALL, TIGHT
from secretaire.ui.tasks import LongTask, Progress
from secretaire.ui.wording import time_left

_MO = 1_000_000


class StatusStrip(QFrame):
    """One long task at a time is shown, the last one started; the others come back after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._tasks: list[LongTask] = []
        self.text = label("", wrap=False)
        self.text.setAccessibleName("Travail en cours")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.progress.setAccessibleName("Avancement")
        self.interrupt = button("Interrompre", self._interrupt)
        self.assistant = label("hors ligne", "muted", wrap=False)
        self.assistant.setAccessibleName("État de l'assistant")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MEDIUM, TIGHT, MEDIUM, TIGHT)
        layout.setSpacing(SMALL)
        for widget in (self.text, self.progress, self.interrupt):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(self.assistant)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """The strip keeps the height of its button, there or not."""
        if event.type() is QEvent.Type.StyleChange:
            self.setMinimumHeight(self.interrupt.sizeHint().height() + 2 * TIGHT)
        super().changeEvent(event)

    def follow(self, task: LongTask) -> None:
        """A long task has started."""
        self._tasks.append(task)
        task.progressed.connect(lambda now: self._progress(task, now))
        task.ended.connect(lambda: self._end(task))
        self._refresh()

    def show_closing(self, done: int, total: int) -> None:
        """The vault is closing while nothing else runs: how far it is."""
        for widget in (self.text, self.progress):
            widget.show()
        self.interrupt.hide()
        self.text.setText("Fermeture du coffre…")
        self.progress.setRange(0, max(total // _MO, 1))
        self.progress.setValue(done // _MO)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def show_assistant(self, state: AssistantState) -> None:
        self.assistant.setText(f"{'assistant prêt' if state.ready else 'sans assistant'} · hors ligne")
        self.assistant.setToolTip(state.reason or state.notice or "L'assistant travaille sur ce poste, sans connexion.")

    def _refresh(self) -> None:
        busy = bool(self._tasks)
        for widget in (self.text, self.progress, self.interrupt):
            widget.setVisible(busy)
        if busy:
            self.text.setText(self._tasks[-1].label)
            self.progress.setRange(0, 0)
            self.interrupt.setEnabled(True)

    def _progress(self, task: LongTask, now: Progress) -> None:
        if not self._tasks or task is not self._tasks[-1]:
            return
        parts = [f"{now.label} {now.done}/{now.total}" if now.total else now.label]
        left = time_left(now.seconds_left)
        self.text.setText(", ".join([*parts, left] if left else parts))
        self.progress.setRange(0, max(now.total, 0))
        self.progress.setValue(now.done)

    def _interrupt(self) -> None:
        if self._tasks:
            self._tasks[-1].cancel()
            self.text.setText("Interruption…")
            self.interrupt.setEnabled(False)

    def _end(self, task: LongTask) -> None:
        if task in self._tasks:
            self._tasks.remove(task)
        self._refresh()
