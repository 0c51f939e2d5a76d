"""The style sheet, made from the tokens, and the theme that follows the system."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from secretaire.desk.resources import resources
from secretaire.ui.style import tokens
from secretaire.ui.style.tokens import DARK, LARGE, LIGHT, MEDIUM, RADIUS, SMALL, TIGHT, Palette


def _known(families: tuple[str, ...]) -> list[str]:
    installed = set(QFontDatabase.families())
    return [family for family in families if family in installed] or list(families)


def text_scale() -> float:
    """How much larger than usual the person reads: 2 when the system says 200 % of the text; never under 1."""
    return max(1.0, QGuiApplication.font().pointSizeF() / tokens.UI_POINTS)


def page_font(scale: float = 1.0) -> QFont:
    """The serif of the printed page."""
    font = QFont(_known(tokens.PAGE_FAMILIES))
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPointSizeF(tokens.PAGE_POINTS * scale)
    return font


_forced: list[Palette] = []


def current_palette() -> Palette:
    """The palette of the theme of the system, now."""
    if _forced:
        return _forced[-1]
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


class Theme(QObject):
    """Dresses the application; `changed` when the system goes from light to dark or back.

    The style sheet is given to a window once it is built (`sheet`): on the application, Qt would read it again for
    every widget put in another, five times as long as the rest of the building.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.setStyle("Fusion")
        font = app.font()
        font.setFamilies(_known(tokens.UI_FAMILIES))
        font.setPointSizeF(max(font.pointSizeF(), tokens.UI_POINTS))
        app.setFont(font)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._follow()

    @property
    def sheet(self) -> str:
        """The style sheet of a window, which its dialogs inherit."""
        return style_sheet(current_palette())

    def force(self, palette: Palette | None) -> None:
        """Keep one palette whatever the system says (screenshots of the documentation); None follows it again."""
        _forced[:] = [palette] if palette is not None else []
        self._follow()

    def _follow(self) -> None:
        self._app.setPalette(_qt_palette(current_palette()))
        self.changed.emit()


def _qt_palette(p: Palette) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: p.ground,
        role.WindowText: p.text,
        role.Base: p.surface,
        role.AlternateBase: p.ground,
        role.Text: p.text,
        role.Button: p.raised,
        role.ButtonText: p.text,
        role.PlaceholderText: p.muted,
        role.Highlight: p.accent,
        role.HighlightedText: p.on_accent,
        role.ToolTipBase: p.surface,
        role.ToolTipText: p.text,
        role.Link: p.accent,
        role.Mid: p.line,
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(p.muted))
    return palette


def _file(name: str) -> str:
    """The style sheet takes files, not colours, for its arrows (a grey seen on both themes) and ticks."""
    return (resources() / "icons" / f"{name}.svg").as_posix()


def style_sheet(p: Palette) -> str:
    """The whole style sheet of a palette."""
    return f"""
QWidget {{ color: {p.text}; }}
QMainWindow, QDialog, #place {{ background: {p.ground}; }}
QToolTip {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.edge}; padding: {TIGHT}px; }}

#rail {{ background: {p.rail}; }}
#rail QToolButton {{ color: {p.on_rail}; background: transparent; border: 2px solid transparent;
  border-radius: {RADIUS}px; padding: {SMALL}px; text-align: left; font-weight: 500; }}
#rail QToolButton:hover, #rail QToolButton:checked {{ background: {p.rail_selected}; }}
#rail QToolButton:focus {{ border-color: {p.on_rail}; }}
#rail QToolButton::menu-indicator {{ image: none; }}

#status {{ background: {p.surface}; border-top: 1px solid {p.line}; }}
#notice {{ background: {p.surface}; border-bottom: 2px solid {p.warning}; }}

QFrame[kind="panel"] {{ background: {p.surface}; border: 1px solid {p.line}; border-radius: {RADIUS}px; }}
QScrollArea[kind="desk"], QWidget[kind="desk"] {{ background: {p.raised}; border: none; }}
QLabel[kind="muted"] {{ color: {p.muted}; }}
QLabel[kind="title"] {{ font-size: {15 * text_scale():.1f}pt; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: {12 * text_scale():.1f}pt; font-weight: 600; }}
QLabel[kind="subtitle"] {{ font-weight: 600; }}
QLabel[kind="fault"] {{ color: {p.blocking}; }}
QLabel[kind="warning"] {{ color: {p.warning}; }}
QLabel[kind="fine"] {{ color: {p.fine}; }}
QLabel[tint="fine"] {{ color: {p.fine}; }}
QLabel[tint="warning"] {{ color: {p.warning}; }}
QLabel[tint="blocking"] {{ color: {p.blocking}; }}
QFrame[kind="card"] {{ background: {p.surface}; border: 1px solid {p.accent}; border-left: 4px solid {p.accent};
  border-radius: {RADIUS}px; }}
QFrame[kind="offer"] {{ border: none; border-left: 3px solid {p.edge}; }}
QFrame[kind="offer"] QToolButton {{ padding: 2px {TIGHT}px; }}
QFrame[kind="seen"] {{ background: {p.raised}; border-radius: {RADIUS}px; }}

QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox, QTableWidget {{
  background: {p.surface}; border: 1px solid {p.edge}; border-radius: {RADIUS}px; padding: {TIGHT}px {SMALL - 2}px;
  selection-background-color: {p.accent}; selection-color: {p.on_accent}; placeholder-text-color: {p.muted}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus, QSpinBox:focus,
QTableWidget:focus, QListView:focus, QTreeView:focus, QTextBrowser:focus {{ border: 2px solid {p.focus}; }}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"],
QTableWidget[invalid="true"] {{ border: 2px solid {p.blocking}; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ color: {p.muted}; background: {p.ground}; }}
QTableWidget {{ gridline-color: {p.edge}; }}
QTableWidget QLineEdit, QTableWidget QComboBox {{ border: none; border-radius: 0; padding: 0 2px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow, QSpinBox::down-arrow {{ image: url("{_file("arrow-down")}"); width: 12px; height: 12px; }}
QSpinBox::up-arrow {{ image: url("{_file("arrow-up")}"); width: 12px; height: 12px; }}
QSpinBox {{ qproperty-alignment: AlignRight; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; background: transparent; width: 18px; }}
QComboBox QAbstractItemView {{ background: {p.surface}; border: 1px solid {p.edge};
  selection-background-color: {p.accent}; selection-color: {p.on_accent}; }}

QPushButton, QToolButton {{ background: {p.raised}; border: 1px solid {p.edge}; border-radius: {RADIUS}px;
  padding: {TIGHT + 1}px {MEDIUM}px; }}
QToolButton {{ padding: {TIGHT}px {SMALL}px; }}
QPushButton:hover, QToolButton:hover {{ background: {p.accent_soft}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {p.focus}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {p.muted}; background: {p.ground}; border-color: {p.line}; }}
QPushButton[main="true"] {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; font-weight: 600; }}
QPushButton[main="true"]:hover {{ background: {p.focus}; color: {p.on_accent}; }}
QPushButton[main="true"]:focus {{ border: 2px solid {p.text}; }}
QPushButton[main="true"]:disabled {{ background: {p.raised}; color: {p.muted}; border-color: {p.line}; }}
QPushButton[sense] {{ padding: 2px {SMALL}px; }}
QPushButton[sense="contre"] {{ background: {p.removed}; color: {p.on_removed}; border-color: {p.blocking}; font-weight: 600; }}
QPushButton[sense="abstention"] {{ background: {p.mark}; color: {p.on_mark}; border-color: {p.warning}; font-weight: 600; }}
QPushButton[sense="ne vote pas"] {{ background: {p.ground}; color: {p.muted}; border: 1px dashed {p.edge}; }}
QPushButton[sense]:focus {{ border: 2px solid {p.focus}; }}
QToolButton:checked {{ background: {p.accent_soft}; border-color: {p.accent}; }}
QToolButton[flat="true"] {{ background: transparent; border: 2px solid transparent; }}
QToolButton[flat="true"]:hover {{ background: {p.raised}; }}
QToolButton[flat="true"]:checked {{ background: {p.accent_soft}; border-color: {p.accent}; }}
QToolButton[flat="true"]:focus {{ border-color: {p.focus}; }}
QToolButton[flat="true"]::menu-indicator {{ image: none; }}
QPushButton[menu="true"]::menu-indicator, QToolButton[menu="true"]::menu-indicator {{ image: none; }}
QToolButton::menu-button {{ border: none; width: 16px; }}

QListView, QTreeView, QTextBrowser {{ background: {p.surface}; border: 1px solid {p.line};
  border-radius: {RADIUS}px; outline: none; }}
QListView::item, QTreeView::item {{ padding: {TIGHT}px; }}
QListView::item:hover, QTreeView::item:hover {{ background: {p.raised}; }}
QListView::item:selected, QTreeView::item:selected, QTreeView::branch:selected {{
  background: {p.accent_soft}; color: {p.text}; }}
QHeaderView::section {{ background: {p.ground}; color: {p.muted}; border: none;
  border-bottom: 1px solid {p.line}; padding: {TIGHT}px {SMALL}px; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {p.line}; }}
QTabBar::tab {{ background: transparent; color: {p.muted}; padding: {SMALL - 2}px {SMALL + 1}px;
  border: 2px solid transparent; border-bottom: 3px solid transparent; }}
QTabBar::tab:selected {{ color: {p.text}; border-bottom-color: {p.accent}; font-weight: 600; }}
QTabBar::scroller {{ width: 26px; }}
QTabBar QToolButton {{ background: {p.surface}; border: none; padding: 0; min-width: 0; }}
QTabBar QToolButton::left-arrow {{ image: url("{_file("scroll-left")}"); width: 16px; height: 16px; }}
QTabBar QToolButton::right-arrow {{ image: url("{_file("scroll-right")}"); width: 16px; height: 16px; }}
QTabBar::tab:focus {{ border-color: {p.focus}; }}

QMenu {{ background: {p.surface}; border: 1px solid {p.edge}; padding: {TIGHT}px; }}
QMenu::item {{ padding: {SMALL - 2}px {LARGE}px; border-radius: {RADIUS}px; }}
QMenu::item:selected {{ background: {p.accent_soft}; color: {p.text}; }}
QMenu::item:disabled {{ color: {p.muted}; }}
QMenu::separator {{ height: 1px; background: {p.line}; margin: {TIGHT}px; }}

QProgressBar {{ background: {p.raised}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {p.accent}; border-radius: 3px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {p.edge}; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {p.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QCheckBox, QRadioButton {{ spacing: {SMALL}px; padding: 2px; border: 2px solid transparent; border-radius: {RADIUS}px; }}
QCheckBox::indicator, QListView::indicator {{ width: 15px; height: 15px; border: 1px solid {p.edge}; border-radius: 3px;
  background: {p.surface}; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{ background: {p.accent}; border-color: {p.accent};
  image: url("{_file("check-dark" if p is DARK else "check-light")}"); }}
QRadioButton::indicator {{ width: 13px; height: 13px; border: 1px solid {p.edge}; border-radius: 7px;
  background: {p.surface}; }}
QRadioButton::indicator:checked {{ width: 7px; height: 7px; border: 4px solid {p.accent}; background: {p.on_accent}; }}
QRadioButton::indicator:disabled {{ border-color: {p.line}; background: {p.ground}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {p.muted}; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {p.focus}; }}
"""
