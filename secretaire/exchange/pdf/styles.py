"""What the styles of a Word document say of a paragraph and of its runs."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from secretaire.exchange.pdf.flow import Font, Rule

_EMU = 12700
_OFF = {"0", "false", "off", "none"}
_DEFAULT_FAMILY = "Times New Roman"
_DEFAULT_HALF_POINTS = "20"
_MARKS = {"yellow": "FFF200", "green": "00FF00", "cyan": "00FFFF", "lightGray": "D9D9D9"}


def points(length: int | None) -> float:
    """Points from the lengths of python-docx."""
    return (length or 0) / _EMU


def twips(text: str | None) -> float:
    """Points from the twentieths of a point of Word."""
    return float(text) / 20 if text else 0.0


def flag(run: Any, name: str, *, off: bool = False) -> bool:
    """True if the run itself says so (or, `off`, says the contrary)."""
    element = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return element is not None and _is_on(element) is not off


def _is_on(element: Any) -> bool:
    return element.get(qn("w:val"), "1") not in _OFF


def read_rule(border: Any) -> Rule | None:
    """The look of a border: its width in eighths of a point, its distance in points; None when it is not drawn."""
    if border.get(qn("w:val")) in {"nil", "none"}:
        return None
    colour = border.get(qn("w:color"), "auto")
    return Rule(
        "000000" if colour == "auto" else colour,
        int(border.get(qn("w:sz"), "4")) / 8,
        float(border.get(qn("w:space"), "0")),
    )


class Styles:
    """Looks of paragraphs, through the styles they rest on."""

    def __init__(self, document: Document) -> None:
        root: Any = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in root.iterchildren(qn("w:style"))}
        self._normal = next(
            (s for s in self._styles.values() if s.get(qn("w:type")) == "paragraph" and s.get(qn("w:default")) == "1"),
            None,
        )
        defaults = root.find(qn("w:docDefaults"))
        self._defaults = [] if defaults is None else [d[0] for d in defaults if len(d)]

    def of(self, paragraph: Any) -> Look:
        """The look of a paragraph."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self._styles.get(named.get(qn("w:val"))) if named is not None else self._normal
        chain = self._chain(style)
        own = paragraph.find(qn("w:pPr"))
        return Look(own, chain, self._defaults)

    def table(self, style_id: str | None) -> list[Any]:
        """A table style and those it rests on, the nearest first."""
        return self._chain(self._styles.get(style_id))

    def _chain(self, style: Any) -> list[Any]:
        chain: list[Any] = []
        while style is not None and style not in chain:
            chain.append(style)
            based = style.find(qn("w:basedOn"))
            style = self._styles.get(based.get(qn("w:val"))) if based is not None else None
        return chain


class Look:
    """What a paragraph says of itself, else its styles, else the document."""

    def __init__(self, own: Any, chain: list[Any], defaults: list[Any]) -> None:
        of_styles = [style.find(qn("w:pPr")) for style in chain]
        runs = [style.find(qn("w:rPr")) for style in chain]
        self._paragraph = [p for p in (own, *of_styles, *_named(defaults, "w:pPr")) if p is not None]
        self._runs = [r for r in (*runs, *_named(defaults, "w:rPr")) if r is not None]

    def element(self, name: str) -> Any:
        """The nearest property of that name."""
        return next((e for p in self._paragraph if (e := p.find(qn(name))) is not None), None)

    def find(self, name: str, attribute: str) -> str | None:
        """The nearest value of an attribute."""
        return _attribute(self._paragraph, name, attribute)

    def flag(self, name: str, *, of_runs: bool = False) -> bool:
        """True if the nearest property of that name, of the paragraph or of its words, is on."""
        places = self._runs if of_runs else self._paragraph
        element = next((e for p in places if (e := p.find(qn(name))) is not None), None)
        return element is not None and _is_on(element)

    @property
    def level(self) -> int:
        """Of a heading, from 1; 0 for a text."""
        value = self.find("w:outlineLvl", "w:val")
        return int(value) + 1 if value and int(value) < 9 else 0

    def font(self, run: Any = None) -> Font:
        """The font of a run, or that of the paragraph."""
        own = run.find(qn("w:rPr")) if run is not None else None
        places = self._runs if own is None else [own, *self._runs]
        colour = _attribute(places, "w:color", "w:val")
        mark = _attribute(places, "w:highlight", "w:val")
        return Font(
            family=_attribute(places, "w:rFonts", "w:ascii") or _DEFAULT_FAMILY,
            size=float(_attribute(places, "w:sz", "w:val") or _DEFAULT_HALF_POINTS) / 2,
            bold=_switch(places, "w:b"),
            italic=_switch(places, "w:i"),
            colour="000000" if colour in {None, "auto"} else str(colour),
            spacing=twips(_attribute(places, "w:spacing", "w:val")),
            raised=_attribute(places, "w:vertAlign", "w:val") == "superscript",
            ground=_MARKS.get(mark or "", ""),
        )


def _named(defaults: list[Any], name: str) -> list[Any]:
    return [d for d in defaults if d.tag == qn(name)]


def _attribute(places: list[Any], name: str, attribute: str) -> str | None:
    for place in places:
        element = place.find(qn(name))
        value = element.get(qn(attribute)) if element is not None else None
        if value is not None:
            return str(value)
    return None


def _switch(places: list[Any], name: str) -> bool:
    element = next((e for p in places if (e := p.find(qn(name))) is not None), None)
    return element is not None and _is_on(element)
