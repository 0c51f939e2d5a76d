"""The process that hears a recording, stretch by stretch; its death costs one message, what it heard before is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from secretaire.child import ChildDied, ChildOwner, ChildTooSlow
from secretaire.errors import Code, EnvironmentFault, UnreadableInput
from secretaire.listening.passages import Passage
from secretaire.listening.speech import Stretch
from secretaire.processes import module_command

SECONDS_TO_OPEN = 1800.0
"""Three hours of MP3 are decoded and searched for speech in two minutes; an old, busy computer takes ten times more."""

SECONDS_PER_STRETCH = 900.0


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording that was opened. `seconds`: its length; `stretches`: where people speak in it."""

    seconds: float
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a stretch says, and the processor time it took, in seconds."""

    passages: tuple[Passage, ...]
    processor: float


_RECORDING = TypeAdapter(Recording)
_HEARD = TypeAdapter(Heard)


def worker_command() -> list[str]:
    """The command that starts the process."""
    return module_command("secretaire.listening.listening_worker")


class Transcriber(ChildOwner):
    """Opens one recording at a time. Usable from any thread, by one thread at a time."""

    def __init__(self, model: Path, threads: int = 0, command: Callable[[], list[str]] = worker_command) -> None:
        """`model`: folder of the model; `threads`: 0 for as many as the library sees fit."""
        super().__init__(command)
        self._model = model
        self._threads = threads

    def open(self, path: Path, cancelled: Callable[[], bool] = lambda: False) -> Recording:
        """Decode a recording and find where people speak.

        Raises:
            UnreadableInput: it is not a recording that can be read.
            EnvironmentFault: the process died or says nothing.
            Cancelled: `cancelled` said so.
        """
        answer = self._ask({"path": str(path)}, SECONDS_TO_OPEN, cancelled)
        if "cause" in answer:
            raise UnreadableInput(Code.RECORDING_UNREADABLE, fichier=path.name, cause=answer["cause"])
        try:
            stretches = [{"start": start, "end": end} for start, end in answer["stretches"]]
            return _RECORDING.validate_python({"seconds": answer["seconds"], "stretches": stretches})
        except (ValidationError, KeyError, TypeError, ValueError) as error:
            raise self._died("réponse illisible") from error

    def listen(self, at: Stretch, cancelled: Callable[[], bool] = lambda: False) -> Heard:
        """What is said in a stretch of the recording that was opened.

        Raises:
            EnvironmentFault: the process died, says nothing, or the model cannot be opened.
            Cancelled: `cancelled` said so; the process was ended.
        """
        request = {"model": str(self._model), "threads": self._threads, "start": at.start, "end": at.end}
        answer = self._ask(request, SECONDS_PER_STRETCH, cancelled)
        if "cause" in answer:
            raise EnvironmentFault(Code.TRANSCRIPTION_FAILED, cause=answer["cause"])
        try:
            return _HEARD.validate_python(answer)
        except ValidationError as error:
            raise self._died("réponse illisible") from error

    def _ask(self, request: dict[str, Any], seconds: float, cancelled: Callable[[], bool]) -> dict[str, Any]:
        try:
            return self._child.ask(request, seconds, cancelled)
        except ChildTooSlow:
            raise EnvironmentFault(Code.TRANSCRIPTION_FAILED, cause="aucune réponse dans le temps prévu") from None
        except ChildDied:
            raise self._died("le programme de transcription s'est arrêté") from None

    def _died(self, cause: str) -> EnvironmentFault:
        self.close()
        return EnvironmentFault(Code.TRANSCRIPTION_FAILED, cause=cause)
