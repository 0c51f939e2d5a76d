"""A page of the help, with its pictures at the width there is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from secretaire.desk import help as guides
from secretaire.ui.aide.layout import blocks, give_air
from secretaire.ui.parts.basics import Debounce
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import DARK, LARGE, SMALL

_MARGIN = 2 * LARGE + SMALL
_ZOOMS: Final = range(-2, 13)


class Reader(QTextBrowser):
    """Follows the links between pages; nothing in it leads out of the application.

    A picture is drawn at the width of the page, in the colours of the theme; its link shows it whole.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Page d'aide")
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or the width would depend on the page
        self.document().setDocumentMargin(LARGE)
        self._zoom = 0
        self._whole = False  # a picture alone, not a page
        self._drawn_at = 0
        self._redraw = Debounce(120, self.redraw, self)

    def show_target(self, target: str) -> None:
        """Show a page, or a section of it: « seances#avant »."""
        name, _, section = target.partition("#")
        url = QUrl.fromLocalFile(str(guides.folder() / f"{name}.md"))
        if section:
            url.setFragment(section)
        self.setSource(url)

    @property
    def target(self) -> str:
        """What is shown, as `show_target` takes it."""
        name, section = Path(self.source().path()).stem, self.source().fragment()
        return f"{name}#{section}" if section else name

    @property
    def page(self) -> str:
        """The page on screen, without its section."""
        return self.target.partition("#")[0]

    @property
    def zoom(self) -> int:
        """Points added to the text."""
        return self._zoom

    def zoom_by(self, points: int) -> None:
        """Larger or smaller text."""
        wanted = min(max(self._zoom + points, _ZOOMS.start), _ZOOMS.stop - 1)
        if wanted != self._zoom:
            self.zoomIn(wanted - self._zoom)
            self._zoom = wanted

    def redraw(self) -> None:
        """The same place, its pictures drawn again."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self.reload()
        bar.setValue(round(share * bar.maximum()))

    def loadResource(self, kind: int, name: QUrl | str, /) -> Any:
        path = Path(QUrl(name).path())
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(path.name)
        self._whole = path.suffix == ".png"
        return f'<img src="{path.name}">' if self._whole else guides.markdown(path.stem)

    def doSetSource(
        self,
        url: QUrl | str,
        /,
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,
    ) -> None:
        super().doSetSource(url, type)
        self._drawn_at = self._room
        give_air(self.document(), self.fontMetrics().height())
        if section := QUrl(url).fragment():
            self._scroll_to(section)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.source().isValid() and self._room != self._drawn_at:
            self._redraw.touch()

    @property
    def _room(self) -> int:
        return max(self.viewport().width() - _MARGIN, 200)

    def _picture(self, name: str) -> QImage:
        path = guides.folder() / "images" / name
        dark = path.with_stem(f"{path.stem}-sombre")
        image = QImage(str(dark if current_palette() is DARK and dark.is_file() else path))
        if self._whole or image.width() <= self._room:
            return image
        ratio = self.devicePixelRatioF()
        image = image.scaledToWidth(round(self._room * ratio), Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def _scroll_to(self, wanted: str) -> None:
        self.document().documentLayout().documentSize()  # lays the whole page out: the scroll bar knows its end
        for block in blocks(self.document()):
            if block.blockFormat().headingLevel() and guides.anchor(block.text()) == wanted:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top))
                return
