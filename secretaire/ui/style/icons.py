"""Icons of the kept set (Lucide, ISC licence in `resources/icons/LICENSE`), drawn in the colour asked for."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from secretaire.desk.resources import resources

SIZE = 20


@lru_cache(maxsize=256)
def icon(name: str, colour: str) -> QIcon:
    """The icon of that name (a file of `icons/` without its extension), sharp up to 300 %."""
    svg = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))
    drawn = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(QSize(SIZE * ratio, SIZE * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, SIZE * ratio, SIZE * ratio))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        drawn.addPixmap(pixmap)
    return drawn
