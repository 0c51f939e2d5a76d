"""Labels, buttons and frames with the looks of the style sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from secretaire.ui.style.icons import SIZE, icon
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL


def label(text: str = "", kind: str = "", *, wrap: bool = True) -> QLabel:
    """A label of a kind of the style sheet: title, subtitle, muted, fault, warning, fine."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def fit(line: QLineEdit, text: str, least: int) -> None:
    """Make a field as wide as that text, whatever the size of the letters; `least` in pixels."""
    line.setFixedWidth(max(least, line.fontMetrics().horizontalAdvance(text) + 2 * MEDIUM))


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a dynamic property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(text: str, action: Callable[[], object], *, icon_name: str = "", tip: str = "") -> QPushButton:
    """A push button; its name for screen readers is its text."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    _dress(made, action, icon_name, tip)
    return made


def main_button(text: str, action: Callable[[], object], *, tip: str = "") -> QPushButton:
    """The button of the expected next gesture."""
    made = button(text, action, tip=tip)
    made.setProperty("main", "true")
    return made


def tool(text: str, action: Callable[[], object], *, icon_name: str = "", tip: str = "") -> QToolButton:
    """A small flat button; without room for its text it shows its icon and says its text as a tip."""
    made = QToolButton()
    made.setText(text)
    made.setProperty("flat", "true")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setToolButtonStyle(
        Qt.ToolButtonStyle.ToolButtonTextBesideIcon if icon_name else Qt.ToolButtonStyle.ToolButtonTextOnly
    )
    _dress(made, action, icon_name, tip)
    return made


def icon_tool(text: str, icon_name: str, action: Callable[[], object]) -> QToolButton:
    """A button with an icon alone; its text is its tip and its accessible name."""
    made = tool(text, action, icon_name=icon_name, tip=text)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return made


def _dress(made: QAbstractButton, action: Callable[[], object], icon_name: str, tip: str) -> None:
    made.setAccessibleName(made.text().replace("&", ""))
    made.clicked.connect(lambda: action())
    if icon_name:
        made.setProperty("icon_name", icon_name)
        made.setIcon(icon(icon_name, current_palette().text))
        made.setIconSize(QSize(SIZE - 4, SIZE - 4))
    if tip:
        made.setToolTip(tip)


def refresh_icons(root: QWidget) -> None:
    """Draw the icons of every button again, in the colours of the current theme."""
    for made in root.findChildren(QAbstractButton):
        name = made.property("icon_name")
        if name:
            colour = made.property("icon_colour")
            made.setIcon(icon(name, getattr(current_palette(), colour) if colour else current_palette().text))


def frame(kind: str, layout: QLayout) -> QFrame:
    """A frame of a kind of the style sheet: panel, card, seen."""
    made = QFrame()
    made.setProperty("kind", kind)
    made.setLayout(layout)
    return made


def column(*widgets: QWidget, margin: int = 0, spacing: int = SMALL) -> QVBoxLayout:
    """A vertical layout."""
    made = QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(spacing)
    for widget in widgets:
        made.addWidget(widget)
    return made


def tabs(name: str, *pages: tuple[QWidget, str]) -> QTabWidget:
    """Tabs with a name for screen readers."""
    made = QTabWidget()
    made.setDocumentMode(True)
    made.tabBar().setDrawBase(False)
    made.tabBar().setAccessibleName(name)
    made.setAccessibleName(name)
    for page, word in pages:
        made.addTab(page, word)
    return made


class EmptyState(QWidget):
    """What to do when there is nothing to show: a title, a sentence, sometimes a button."""

    def __init__(self, title: str, text: str, *buttons: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = column(margin=LARGE, spacing=MEDIUM)
        self._title = label(title, "subtitle")
        self._text = label(text, "muted")
        for shown in (self._title, self._text):
            shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(shown)
        for made in buttons:
            layout.addWidget(made, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.insertStretch(0, 1)
        layout.addStretch(2)
        self.setLayout(layout)

    def say(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)


class Debounce(QObject):
    """Calls once, a little after the last `touch`."""

    def __init__(self, milliseconds: int, action: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._delay = milliseconds
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._fire)

    def touch(self, milliseconds: int | None = None) -> None:
        """Call a little later, or after this many milliseconds."""
        self._timer.start(self._delay if milliseconds is None else milliseconds)

    def flush(self) -> None:
        """Call now if a call is waiting."""
        if self._timer.isActive():
            self._timer.stop()
            self._fire()

    def drop(self) -> None:
        self._timer.stop()

    @property
    def waiting(self) -> bool:
        return self._timer.isActive()

    def _fire(self) -> None:
        self._action()
