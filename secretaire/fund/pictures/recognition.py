"""Turn scanned pages into text with Tesseract, one page at a time, in a child process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from secretaire.child import ChildDied, ChildOwner, ChildTooSlow
from secretaire.errors import Code, EnvironmentFault, UnreadableInput
from secretaire.fund.catalogue.scan_table import RecognisedText
from secretaire.fund.causes import Cause, french
from secretaire.fund.pictures.tesseract import Availability, Tesseract, tesseract_state
from secretaire.processes import module_command

SECONDS_PER_PAGE = 240.0
"""A page takes 2 s, 10 s on an old or busy computer; the dust of a bad photocopy has taken thirty times more."""


def worker_command() -> list[str]:
    """The command that starts the recognition."""
    return module_command("secretaire.fund.pictures.recognition_worker")


class Recognition(ChildOwner):
    """The recognition of this computer; one page at a time.

    Usable from any thread, by one thread at a time.
    """

    def __init__(
        self, seconds_per_page: float = SECONDS_PER_PAGE, command: Callable[[], list[str]] = worker_command
    ) -> None:
        super().__init__(command)
        self._seconds_per_page = seconds_per_page
        self._tesseract: Tesseract | None = None

    def page(self, path: Path, page: int, cancelled: Callable[[], bool] = lambda: False) -> RecognisedText:
        """The text of page `page` (from 1) of a PDF or an image; empty, with a confidence of 0, when it shows none.

        Raises:
            EnvironmentFault: Tesseract, or its French, is not on this computer (any more).
            UnreadableInput: the page cannot be read, or took too long.
            Cancelled: `cancelled` said so; the page was left in the middle.
        """
        tesseract = self._installed()
        request = {
            "path": str(path),
            "page": page,
            "program": str(tesseract.program),
            "data": str(tesseract.data or ""),
        }
        try:
            answer = self._child.ask(request, self._seconds_per_page, cancelled)
        except ChildTooSlow:
            raise _failure(path, page, Cause.TOO_SLOW, f"{self._seconds_per_page:.0f} s") from None
        except ChildDied:
            raise _failure(path, page, Cause.RECOGNITION_DIED) from None
        return self._parse(answer, path, page)

    def _installed(self) -> Tesseract:
        if self._tesseract is None or not self._tesseract.program.is_file():
            state = tesseract_state()
            if state.tesseract is None:
                raise EnvironmentFault(Code.RECOGNITION_ABSENT)
            if state.availability is not Availability.READY:
                raise EnvironmentFault(Code.RECOGNITION_WITHOUT_FRENCH)
            self._tesseract = state.tesseract
        return self._tesseract

    def _parse(self, answer: dict[str, Any], path: Path, page: int) -> RecognisedText:
        try:
            if "cause" in answer:
                raise _failure(path, page, Cause(answer["cause"]), str(answer["detail"]))
            return RecognisedText(page, str(answer["text"]), float(answer["confidence"]), str(answer["boxes"]))
        except (ValueError, KeyError, TypeError):
            self.close()
            raise _failure(path, page, Cause.RECOGNITION_DIED) from None


def _failure(path: Path, page: int, cause: Cause, detail: str = "") -> UnreadableInput:
    return UnreadableInput(Code.PAGE_NOT_RECOGNISED, fichier=path.name, page=page, cause=french(cause, detail))
