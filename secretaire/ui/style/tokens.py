"""Every colour, distance and size of the window. Contrasts are kept by tests/window/test_window_tokens.py."""

from __future__ import annotations

from dataclasses import dataclass

from secretaire.acts.spans import OriginKind


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as #rrggbb."""

    ground: str  # behind everything
    surface: str  # panels, fields, lists
    raised: str  # hovered or secondary buttons
    line: str  # separations, not meaningful
    edge: str  # outline of a field: must be seen
    text: str
    muted: str  # secondary text
    accent: str  # main buttons, selection marks, links
    on_accent: str
    accent_soft: str  # selected row
    focus: str
    blocking: str
    warning: str
    fine: str
    rail: str
    on_rail: str
    rail_selected: str
    paper: str
    ink: str
    paper_muted: str
    blank: str  # tint of what is still to complete, on paper
    mark: str  # passage found
    on_mark: str
    added: str
    on_added: str
    removed: str
    on_removed: str
    origins: dict[OriginKind, str]  # tints on paper


_LIGHT_TINTS = {
    OriginKind.MODELE_TYPE: "#eceff1",
    OriginKind.SAISIE: "#d9e9fb",
    OriginKind.COMMUNE: "#dcefdd",
    OriginKind.PRECEDENT: "#f6e6c4",
    OriginKind.PLUME: "#eadcf5",
    OriginKind.MAIN: "#fbdede",
}

LIGHT = Palette(
    ground="#f4f3ef",
    surface="#ffffff",
    raised="#ebe9e3",
    line="#dcd9d1",
    edge="#8b8780",
    text="#22262b",
    muted="#5a5f66",
    accent="#1d4f7c",
    on_accent="#ffffff",
    accent_soft="#dfeaf4",
    focus="#1d6fb8",
    blocking="#a3201d",
    warning="#7a4b00",
    fine="#2a6334",
    rail="#1f3a54",
    on_rail="#eef3f8",
    rail_selected="#33587a",
    paper="#ffffff",
    ink="#15171a",
    paper_muted="#5b5f64",
    blank="#ffe9a8",
    mark="#ffe48a",
    on_mark="#22262b",
    added="#d5efd9",
    on_added="#174a22",
    removed="#f9dcdb",
    on_removed="#7d1512",
    origins=_LIGHT_TINTS,
)

DARK = Palette(
    ground="#1c1e21",
    surface="#26292d",
    raised="#32363b",
    line="#3a3f45",
    edge="#868d96",
    text="#e8e6e1",
    muted="#b3b5b8",
    accent="#8fc0ec",
    on_accent="#10202f",
    accent_soft="#2b4259",
    focus="#9bcbf5",
    blocking="#ff9d96",
    warning="#f2c46d",
    fine="#98d6a2",
    rail="#14181d",
    on_rail="#e3e9ef",
    rail_selected="#2b4056",
    # the sheet stays a sheet, a little dimmed: what is seen is what is printed
    paper="#ece9e2",
    ink="#15171a",
    paper_muted="#50545a",
    blank="#f7d978",
    mark="#6b5a17",
    on_mark="#fff6d6",
    added="#1f4a2a",
    on_added="#d9f5de",
    removed="#5a2523",
    on_removed="#ffe1df",
    origins={
        OriginKind.MODELE_TYPE: "#dcdfe0",
        OriginKind.SAISIE: "#c3d9f0",
        OriginKind.COMMUNE: "#c6e0c8",
        OriginKind.PRECEDENT: "#ecd7a8",
        OriginKind.PLUME: "#dcc9ea",
        OriginKind.MAIN: "#f0cccc",
    },
)

# distances, in pixels at 100 %
TIGHT = 4
SMALL = 8
MEDIUM = 12
LARGE = 20
RADIUS = 5

UI_FAMILIES = ("Segoe UI", "Cantarell", "Ubuntu", "Noto Sans", "Liberation Sans", "DejaVu Sans")
PAGE_FAMILIES = ("Liberation Serif", "Times New Roman", "Nimbus Roman", "Noto Serif", "DejaVu Serif")

UI_POINTS = 10.0  # never smaller, whatever the system says
PAGE_POINTS = 11.5


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)
