"""The classification that the prefecture gives (`RetourClassification`): the types of pieces of each nature, the matières.

It differs from one département to another and from one year to the next: nothing of it is written in the application.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

NAMESPACE = "http://www.interieur.gouv.fr/ACTES#v1.1-20040216"
LARGEST = 5_000_000
"""Bytes; a real one has some tens of thousands."""

_IN = f"{{{NAMESPACE}}}"
_GENERIC = "99_"


@dataclass(frozen=True, slots=True)
class PieceType:
    """What a file is: « 99_DE », « Délibération »."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Classification:
    """What the prefecture accepts.

    Attributes:
        version: its day, which each message repeats.
        types: those of each nature, by the digit of the nature.
        matieres: the codes of one and two levels.
    """

    version: date
    types: Mapping[str, tuple[PieceType, ...]]
    matieres: frozenset[str]

    def choices(self, nature: str, matiere: str) -> tuple[PieceType, ...]:
        """The types that suit a nature, those of the matière first, then those of every matière, then the others.

        A code begins by the two levels of its matière (« 32_ »), by the first and a zero, or by 99.
        """
        theme, _, subject = matiere.partition(".")
        near = (f"{theme}{subject}_", f"{theme}0_")

        def place(found: PieceType) -> int:
            return 0 if found.code.startswith(near) else 1 if found.code.startswith(_GENERIC) else 2

        return tuple(sorted(self.types.get(nature, ()), key=place))

    def usual(self, nature: str) -> PieceType | None:
        """The type of the act itself: the only one of its nature that suits every matière; None when there are several."""
        found = [one for one in self.types.get(nature, ()) if one.code.startswith(_GENERIC)]
        return found[0] if len(found) == 1 else None

    def as_json(self) -> dict[str, object]:
        """What is kept of it."""
        types = {nature: [[one.code, one.label] for one in found] for nature, found in self.types.items()}
        return {"version": self.version.isoformat(), "types": types, "matieres": sorted(self.matieres)}


def from_json(kept: object) -> Classification | None:
    """The one that was kept; None when none was."""
    if not isinstance(kept, dict):
        return None
    types = {nature: tuple(PieceType(*one) for one in found) for nature, found in kept["types"].items()}
    return Classification(date.fromisoformat(kept["version"]), types, frozenset(kept["matieres"]))


def read_classification(content: bytes) -> Classification:
    """The classification of a file.

    Raises:
        ValueError: it is not one; the cause is French.
    """
    if len(content) > LARGEST:
        raise ValueError("il est bien trop gros")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise ValueError("il contient une déclaration qu'une classification n'a jamais")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  # no DTD: refused above
    except ElementTree.ParseError as error:
        raise ValueError("ce n'est pas du XML bien formé") from error
    if root.tag != f"{_IN}RetourClassification":
        raise ValueError("sa première balise n'est pas RetourClassification")
    try:
        version = date.fromisoformat((root.findtext(f"{_IN}DateClassification") or "").strip())
    except ValueError as error:
        raise ValueError("il ne dit pas sa date") from error
    types = {
        _said(nature, "CodeNatureActe"): tuple(
            PieceType(_said(one, "CodeTypePJ"), _said(one, "Libelle")) for one in nature.iter(f"{_IN}TypePJNatureActe")
        )
        for nature in root.iter(f"{_IN}NatureActe")
    }
    if not any(types.values()):
        raise ValueError("il ne donne aucun type de pièce")
    return Classification(version, types, frozenset(_matieres(root)))


def _said(element: ElementTree.Element, name: str) -> str:
    """An attribute, of the namespace or of none."""
    return (element.get(f"{_IN}{name}") or element.get(name) or "").strip()


def _matieres(root: ElementTree.Element) -> Iterator[str]:
    for theme in root.iter(f"{_IN}Matiere1"):
        code = _said(theme, "CodeMatiere")
        yield code
        for subject in theme.iter(f"{_IN}Matiere2"):
            yield f"{code}.{_said(subject, 'CodeMatiere')}"
