"""The picture of a page, as it will be printed: passage and words marked over it, zoom, keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from secretaire.ui.parts.basics import Debounce
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import LIGHT, SMALL

ZOOM_STEP = 1.2
LEAST_ZOOM, MOST_ZOOM = 0.5, 4.0
SETTLE_MS = 140
_A4 = 1 / 1.4142
_BAR = 4
_SHARE_ABOVE = 0.22
"""Of the height of the view: the passage is read with what comes before it."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page ready to be shown; rectangles in fractions of its width and height."""

    page: int
    image: QImage
    passage: tuple[QRectF, ...] = ()
    words: tuple[QRectF, ...] = ()


class PagePictureView(QAbstractScrollArea):
    """Shows one page at a time, at the width of the view or larger.

    The picture shown is stretched until the one of the right width, asked by `width_wanted`, has come.
    """

    width_wanted = Signal(int)  # pixels of the screen
    next_asked = Signal()
    previous_asked = Signal()
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: PageImage | None = None
        self._shape = _A4
        self._zoom = 1.0
        self._from_bottom = False
        self._grabbed: QPoint | None = None
        self.setAccessibleName("Page du document")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumSize(160, 120)
        # always there: a bar that comes and goes would change the width, and the page would be asked again
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._settled = Debounce(SETTLE_MS, self._ask, self)

    @property
    def zoom(self) -> float:
        """1 when the page is as wide as the view."""
        return self._zoom

    @property
    def shown(self) -> PageImage | None:
        """The page on screen."""
        return self._shown

    def wanted_width(self) -> int:
        """The width of the page on this screen, in its own pixels."""
        return max(1, round(self._page_size().width() * self.devicePixelRatioF()))

    def show_page(self, page: PageImage) -> None:
        """Show a page; of a new one, the passage is brought into view."""
        turned = self._shown is None or (self._shown.page, self._shown.passage) != (page.page, page.passage)
        self._shown = page
        self._shape = page.image.width() / max(1, page.image.height())
        self._lay_out()
        if turned:
            self._bring_into_view()
        self.viewport().update()

    def clear(self) -> None:
        """A blank sheet."""
        self._shown = None
        self._from_bottom = False
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def come_from_below(self) -> None:
        """The next page shown begins at its bottom: the person reads backwards."""
        self._from_bottom = True

    def zoom_in(self) -> None:
        self.set_zoom(self._zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        self.set_zoom(self._zoom / ZOOM_STEP)

    def fit_width(self) -> None:
        self.set_zoom(1.0)

    def set_zoom(self, zoom: float) -> None:
        """Enlarge or reduce around the middle of what is seen."""
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        if abs(zoom - 1) < 0.05:
            zoom = 1.0
        if zoom == self._zoom:
            return
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        middles = [(bar.value() + bar.pageStep() / 2) / max(1, bar.maximum() + bar.pageStep()) for bar in bars]
        self._zoom = zoom
        self._lay_out()
        for bar, middle in zip(bars, middles, strict=True):
            bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))
        self._settled.touch()
        self.zoomed.emit(zoom)
        self.viewport().update()

    # geometry

    def _page_size(self) -> QSize:
        width = self._width_at(self.viewport().width())
        return QSize(width, round(width / self._shape))

    def _width_at(self, view: int) -> int:
        """The width of the page in a view this wide."""
        return round(max(80, view - 2 * SMALL) * self._zoom)

    def _page_rect(self) -> QRect:
        size = self._page_size()
        view = self.viewport().size()
        x = max(SMALL, (view.width() - size.width()) // 2) - self.horizontalScrollBar().value()
        y = max(SMALL, (view.height() - size.height()) // 2) - self.verticalScrollBar().value()
        return QRect(QPoint(x, y), size)

    def _lay_out(self) -> None:
        size, view = self._page_size(), self.viewport().size()
        for bar, needed, room in (
            (self.horizontalScrollBar(), size.width(), view.width()),
            (self.verticalScrollBar(), size.height(), view.height()),
        ):
            bar.setRange(0, max(0, needed + 2 * SMALL - room))
            bar.setPageStep(room)
            bar.setSingleStep(max(20, room // 12))

    def _bring_into_view(self) -> None:
        bar = self.verticalScrollBar()
        page = self._shown
        marks = (page.passage or page.words) if page is not None else ()
        if self._from_bottom:
            bar.setValue(bar.maximum())
        elif marks:
            top = min(rect.top() for rect in marks) * self._page_size().height()
            bar.setValue(round(top + SMALL - self.viewport().height() * _SHARE_ABOVE))
        else:
            bar.setValue(0)
        self._from_bottom = False
        if marks and self.horizontalScrollBar().maximum():
            left = min(rect.left() for rect in marks) * self._page_size().width()
            self.horizontalScrollBar().setValue(round(left - SMALL * 3))

    def _ask(self) -> None:
        self.width_wanted.emit(self.wanted_width())

    # events

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current_palette()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(palette.raised))
        sheet = self._page_rect()
        painter.fillRect(sheet, QColor(palette.paper))
        page = self._shown
        if page is not None:
            # the white of the picture takes the colour of the paper, its ink stays
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.drawImage(sheet, page.image)
            self._paint_passage(painter, sheet, page.passage)
            self._paint_words(painter, sheet, page.words)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QColor(palette.line))
        painter.drawRect(sheet.adjusted(0, 0, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_passage(self, painter: QPainter, sheet: QRect, rects: Sequence[QRectF]) -> None:
        """A light band, and a bar in the margin: colour is never alone. The sheet is light in both themes."""
        if not rects:
            return
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for rect in rects:
            painter.fillRect(_placed(rect, sheet).adjusted(-2, -1, 2, 1), QColor(LIGHT.accent_soft))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        whole = QRectF(_placed(rects[0], sheet))
        for rect in rects[1:]:
            whole = whole.united(_placed(rect, sheet))
        left = max(float(sheet.left()), whole.left() - 3 * _BAR)
        painter.fillRect(QRectF(left, whole.top() - 1, _BAR, whole.height() + 2), QColor(LIGHT.accent))

    def _paint_words(self, painter: QPainter, sheet: QRect, rects: Sequence[QRectF]) -> None:
        for rect in rects:
            word = _placed(rect, sheet).adjusted(-1, -1, 1, 1)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(word, QColor(LIGHT.mark))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.fillRect(QRectF(word.left(), word.bottom() - 1, word.width(), 2), QColor(LIGHT.warning))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bar = self.verticalScrollBar()
        top = bar.value() / (self._width_at(event.oldSize().width()) / self._shape)
        self._lay_out()
        bar.setValue(round(top * self._page_size().height()))  # what was at the top stays there
        self._settled.touch()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.set_zoom(self._zoom * ZOOM_STEP**steps)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp, PgDn and the arrows read on, from page to page; Ctrl + and − zoom, Ctrl 0 fits the width."""
        key, bar = event.key(), self.verticalScrollBar()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif control and key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif control and key == Qt.Key.Key_0:
            self.fit_width()
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_Space}:
            if control or bar.value() >= bar.maximum():
                self.next_asked.emit()
            else:
                bar.setValue(bar.value() + round(bar.pageStep() * 0.9))
        elif key == Qt.Key.Key_PageUp:
            if control or bar.value() <= 0:
                self.come_from_below()
                self.previous_asked.emit()
            else:
                bar.setValue(bar.value() - round(bar.pageStep() * 0.9))
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The sheet is taken with the mouse, as on a desk."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is None:
            return
        now = event.position().toPoint()
        moved = now - self._grabbed
        self._grabbed = now
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grabbed = None
        self.viewport().unsetCursor()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(480, 420)


def _placed(rect: QRectF, sheet: QRect) -> QRectF:
    return QRectF(
        sheet.left() + rect.left() * sheet.width(),
        sheet.top() + rect.top() * sheet.height(),
        rect.width() * sheet.width(),
        rect.height() * sheet.height(),
    )
