"""The plain text of PDF pages through PDFium: ten times quicker than pypdf, in the order of the file, without layout."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from pypdfium2 import PdfDocument, PdfiumError


class PlainPages:
    """The pages of a PDF, which is opened at the first one asked for. Use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._document: PdfDocument | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._document is not None:
            self._document.close()

    def text(self, place: int) -> str:
        """The text of a page counted from 0; empty when PDFium cannot read it either."""
        try:
            if self._document is None:
                self._document = PdfDocument(self._path)
            return str(self._document[place].get_textpage().get_text_range())
        except (PdfiumError, IndexError, ValueError):
            return ""
