"""What was understood of a letterhead, in French: the person sees it before any act is written on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """What a part of the letterhead holds: the lines of text, as written, and how many pictures."""

    lines: tuple[str, ...] = ()
    pictures: int = 0

    def __bool__(self) -> bool:
        return bool(self.lines or self.pictures)

    def sentence(self) -> str:
        """« 1 image, 3 lignes »."""
        counts = [(self.pictures, "image"), (len(self.lines), "ligne")]
        return ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in counts if n) or "rien"


@dataclass(frozen=True, slots=True)
class Report:
    """Attributes:
    header, footer: what stands at the top and the foot of the pages.
    heading: what stands around the act in the text: at the top of the first page, or after the act.
    page: « A4, portrait »; margins: left, right, top, bottom, in centimetres.
    blanks: the placeholders, as written, each once.
    removed: what was left out; warnings: what the person should look at.
    """

    header: Found
    heading: Found
    footer: Found
    page: str
    margins: tuple[float, float, float, float]
    font: str
    blanks: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """The report, line by line."""
        sides = ", ".join(
            f"{side} {f'{length:.1f}'.rstrip('0').rstrip('.').replace('.', ',')} cm"
            for side, length in zip(("gauche", "droite", "haut", "bas"), self.margins, strict=True)
        )
        lines = [
            f"En-tête des pages : {self.header.sentence()}",
            f"Autour de l'acte : {self.heading.sentence()}",
            f"Pied de page : {self.footer.sentence()}",
            f"Mise en page : {self.page} ; marges : {sides} ; caractères : {self.font}",
        ]
        if self.blanks:
            lines.append(f"À remplir à chaque acte : {', '.join(self.blanks)}")
        lines += [f"Laissé de côté : {text}" for text in self.removed]
        lines += [f"À vérifier : {text}" for text in self.warnings]
        return tuple(lines)
