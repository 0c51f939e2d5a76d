"""The picture of a page for the window, with the passage and the words to highlight, drawn in a child process."""

from __future__ import annotations

import base64
import binascii
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from secretaire.child import ChildDied, ChildOwner, ChildTooSlow
from secretaire.errors import Code, UnreadableInput
from secretaire.fund.causes import Cause, french
from secretaire.fund.pictures.boxes import Rect
from secretaire.processes import module_command

SECONDS_PER_PAGE = 20.0
_KEPT_BYTES = 32 * 1024 * 1024
"""Some fifty pages: going back to one, or to a result seen a moment ago, is instant."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it looks, seen upright.

    Attributes:
        png: the picture; `width` and `height` are in pixels, near what was asked.
        page_count: pages of its document.
        passage: the lines of the passage.
        words: the words to highlight, inside the passage when it was found.
    """

    png: bytes
    width: int
    height: int
    page_count: int
    passage: tuple[Rect, ...]
    words: tuple[Rect, ...]


def worker_command() -> list[str]:
    """The command that starts the drawing."""
    return module_command("secretaire.fund.pictures.picture_worker")


class PagePictures(ChildOwner):
    """Pictures of pages, one at a time; the last ones are kept.

    Usable from any thread, by one thread at a time.
    """

    def __init__(
        self, seconds_per_page: float = SECONDS_PER_PAGE, command: Callable[[], list[str]] = worker_command
    ) -> None:
        super().__init__(command)
        self._seconds_per_page = seconds_per_page
        self._kept: OrderedDict[tuple[object, ...], Picture] = OrderedDict()

    def picture(
        self,
        path: Path,
        page: int,
        width: int,
        passage: str = "",
        words: Sequence[str] = (),
        boxes: str = "",
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Picture:
        """Page `page` (from 1) of a PDF or an image, `width` pixels wide.

        Args:
            passage: its text as it was read; its lines are marked.
            words: to be marked apart, whole words, as they are written in the text.
            boxes: what the recognition said of the places of the words of a scan (`RecognisedText.boxes`).

        Raises:
            UnreadableInput: NO_PAGE_PICTURE for a format that has none, PAGE_NOT_SHOWN otherwise.
            Cancelled: `cancelled` said so.
        """
        request = {
            "path": str(path),
            "page": page,
            "width": width,
            "passage": passage,
            "words": list(words),
            "boxes": boxes,
        }
        key = (*_state(path), page, width, passage, tuple(words), boxes)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        try:
            answer = self._child.ask(request, self._seconds_per_page, cancelled)
        except ChildTooSlow:
            raise _failure(path, page, Cause.TOO_SLOW, f"{self._seconds_per_page:.0f} s") from None
        except ChildDied:
            raise _failure(path, page, Cause.READER_DIED) from None
        picture = self._parse(answer, path, page)
        self._keep(key, picture)
        return picture

    def _keep(self, key: tuple[object, ...], picture: Picture) -> None:
        self._kept[key] = picture
        while len(self._kept) > 1 and sum(len(kept.png) for kept in self._kept.values()) > _KEPT_BYTES:
            self._kept.popitem(last=False)

    def _parse(self, answer: dict[str, Any], path: Path, page: int) -> Picture:
        try:
            if "cause" in answer:
                raise _failure(path, page, Cause(answer["cause"]), str(answer["detail"]))
            return Picture(
                png=base64.b64decode(answer["png"], validate=True),
                width=int(answer["width"]),
                height=int(answer["height"]),
                page_count=int(answer["page_count"]),
                passage=tuple(Rect(*map(float, sides)) for sides in answer["passage"]),
                words=tuple(Rect(*map(float, sides)) for sides in answer["words"]),
            )
        except (ValueError, KeyError, TypeError, binascii.Error):
            self.close()
            raise _failure(path, page, Cause.READER_DIED) from None


def _state(path: Path) -> tuple[object, ...]:
    """What changes when the file does; a file that cannot be reached is left to the child to tell why."""
    try:
        found = path.stat()
    except OSError:
        return (path,)
    return (path, found.st_mtime_ns, found.st_size)


def _failure(path: Path, page: int, cause: Cause, detail: str = "") -> UnreadableInput:
    if cause is Cause.UNSUPPORTED:
        return UnreadableInput(Code.NO_PAGE_PICTURE, fichier=path.name)
    return UnreadableInput(Code.PAGE_NOT_SHOWN, fichier=path.name, page=page, cause=french(cause, detail))
