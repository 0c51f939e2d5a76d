"""The clauses of a type read back from an act that has its wording: « à compter du {date_effet}, les tarifs… ».

A template becomes a pattern: its literals as they may be printed or scanned, and for each field what it may hold. What
was found between two literals never gives way (atomic groups), so that no text makes the reading slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from secretaire.acts import wording
from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ, FieldType, Paragraphe, Tableau
from secretaire.drafting.reuse.candidates import DAY, FIGURE, PERIOD
from secretaire.drafting.template import Literal, Segment, Slot, parse

_LEAST_LITERAL = 12  # letters of wording without which a template says nothing
_MOST_SEGMENTS = 3
_TO_TABLE = 3  # lines between a clause and its table
_END = r"(?=[ \t]*[.,;:]?[ \t]*(?:\n{1,3}[ \t]*(?:Article|Vu|Consid|Le |La |Il |Un|[-•]|[A-ZÉÀ0-9])|\s*\Z))"
_NEW = r"\n[ \t]*(?:Article\s|Vu\s|Consid|D[ÉE]CIDE|ARR[ÊE]TE|Fait\s)"
_BEGINNING = r"(?m:^)[ \t]*(?:Article\s+\w+\s*[:.–-]\s*)?(?:Objet\s*:\s*)?"
_ANYTHING = rf"(?:(?!{_NEW})[^\t]){{1,400}}?"
_GLOBAL = r"[^\n]{1,80}?"
_TYPED = {
    FieldType.DATE: rf"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?{DAY}",
    FieldType.PERIODE: rf"(?:{PERIOD}(?:\s+inclus)?|le\s+{DAY})",
    FieldType.MONTANT: rf"{FIGURE}\s?(?:€|euros?)",
    FieldType.POURCENTAGE: rf"{FIGURE}\s?(?:%|pour\s?cent)",
    FieldType.NOMBRE: FIGURE,
    FieldType.HEURE: r"\d{1,2}\s?(?:heures?|h)(?:\s?\d{2})?",
    FieldType.PARCELLE: r"(?:\d{3}\s)?[A-Z]{1,2}\s?\d{1,4}(?:(?:,\s+|\s+et\s+)(?:\d{3}\s)?[A-Z]{1,2}\s?\d{1,4})*",
}
_FREE = frozenset({FieldType.TEXTE, FieldType.TEXTE_LONG, FieldType.PERSONNE})
_CONTRACTED = (("du ", "le "), ("des ", "les "), ("aux ", "les "), ("au ", "le "))

Slots = Sequence[tuple[str, Slot]]
"""The fields of a pattern, each with the name of its group."""


@dataclass(frozen=True, slots=True)
class Read:
    """A value at characters [start, end), as a person would type it."""

    champ: str
    value: FieldInput
    start: int
    end: int


def read_clauses(kind: ActType, text: str) -> Iterator[Read]:
    """The values that the wording of the type surrounds, in the order of its clauses; a field may come several times.

    A clause that is only written for one option of a choice tells that option.
    """
    yield from _read(kind, kind.objet, text)
    for visa in kind.visas:
        yield from _read(kind, visa.texte or "", text)
    for clause in (*kind.expose, *kind.considerants, *kind.articles):
        found = None
        for found, slots in _matches(kind, clause.texte, text):
            yield from _values(kind, found, slots)
        if found is None:
            continue
        yield from _chosen(kind, clause, found)
        champ = kind.champ(clause.tableau.champ) if clause.tableau else None
        if clause.tableau and champ and (read := _table(champ, clause.tableau, text, found.end())):
            yield read


def _read(kind: ActType, template: str, text: str) -> Iterator[Read]:
    for found, slots in _matches(kind, template, text):
        yield from _values(kind, found, slots)


def _matches(kind: ActType, template: str, text: str) -> Iterator[tuple[re.Match[str], Slots]]:
    """Where the template stands, with as many of its droppable segments as can be; nothing or one."""
    for parts in _variants(template) if template else ():
        pattern, slots = _pattern(kind, parts)
        if found := pattern.search(text):
            yield found, slots
            return


def _values(kind: ActType, found: re.Match[str], slots: Slots) -> Iterator[Read]:
    for group, slot in slots:
        champ = kind.champ(slot.name)
        if champ and (value := _undone(champ, slot, found[group])):
            yield Read(champ.nom, value, *found.span(group))


def _chosen(kind: ActType, clause: Paragraphe, found: re.Match[str]) -> Iterator[Read]:
    for condition in clause.si:
        champ = kind.champ(condition.champ)
        if champ and champ.type is FieldType.CHOIX and len(condition.vaut) == 1 and not condition.sauf:
            yield Read(champ.nom, condition.vaut[0], *found.span())


def _variants(template: str) -> Iterator[list[Literal | Slot]]:
    """The template with all its droppable segments, then with fewer."""
    nodes = parse(template)
    segments = [node for node in nodes if isinstance(node, Segment)]
    few = len(segments) <= _MOST_SEGMENTS
    for kept in product((True, False), repeat=len(segments)) if few else [(True,) * len(segments)]:
        keep = iter(kept)
        parts: list[Literal | Slot] = []
        for node in nodes:
            if isinstance(node, Segment):
                parts += node.parts if next(keep) else ()
            else:
                parts.append(node)
        if sum(len(part.text.strip()) for part in parts if isinstance(part, Literal)) >= _LEAST_LITERAL:
            yield parts


def _pattern(kind: ActType, parts: list[Literal | Slot]) -> tuple[re.Pattern[str], Slots]:
    if isinstance(parts[-1], Literal) and not parts[-1].text.strip(" .,;:"):
        parts = parts[:-1]  # the end of the paragraph tells better than a full stop, which « M. » has
    written: list[str] = [_BEGINNING] if isinstance(parts[0], Slot) else []
    slots: list[tuple[str, Slot]] = []
    pending = ""
    for part in parts:
        if isinstance(part, Literal):
            literal = _literal(part.text)
            written.append(f"(?>{pending}{literal})" if pending else literal)
            pending = ""
            continue
        if pending:
            written.append(f"(?>{pending}(?=\\W))")
        group = f"g{len(slots)}"
        pending = f"(?P<{group}>{_held(kind, part)})"
        slots.append((group, part))
    if pending:
        written.append(f"(?>{pending}{_END})")
    return _compiled("".join(written)), slots


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _literal(text: str) -> str:
    """Any space for a space, any apostrophe for an apostrophe."""
    bare = wording.fold_spaces(text)
    words = [re.escape(word).replace("'", "['’]") for word in bare.split()]
    inner = r"\s+".join(words).replace(r"\s+:", r"\s*:")
    before = r"\s+" if bare[:1].isspace() and words else ""
    after = r"\s+" if bare[-1:].isspace() else ""
    return f"{before}{inner}{after}"


def _held(kind: ActType, slot: Slot) -> str:
    """What the place of a field may hold."""
    champ = kind.champ(slot.name)
    if slot.form == "accord":
        return "|".join(_literal(choice) for choice in slot.choices) or _GLOBAL
    if champ is None:
        return _GLOBAL
    if champ.type is FieldType.CHOIX:
        return "|".join(_literal(text) for text in sorted(_options(champ, slot), key=len, reverse=True))
    if champ.type is FieldType.TABLEAU:
        return _ANYTHING
    if champ.type is FieldType.PERIODE and slot.form in {"debut", "fin"}:
        return DAY
    if champ.type is FieldType.NOMBRE and slot.form:
        return r"[\w-]+(?:\s[\w-]+){0,4}?"
    return _TYPED.get(champ.type, _ANYTHING)


def _options(champ: Champ, slot: Slot) -> dict[str, str]:
    """How each option is written there."""
    return {_formed(option if slot.form == "brut" else champ.redaction.get(option, option), slot.form): option
            for option in champ.options}  # fmt: skip


def _formed(text: str, form: str) -> str:
    if form.endswith("minuscule"):
        text = wording.lower_first(text)
    if form.startswith("de"):
        return wording.de(text)
    return wording.a(text) if form == "a" else text


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    """The numbers that an act may write in words."""
    return {wording.number_in_words(n): n for n in range(1, 1001)}


def _undone(champ: Champ, slot: Slot, written: str) -> str:
    """The value before its form: « du local » is « le local », « deux » is « 2 »; empty when it cannot be told."""
    text = wording.fold_spaces(" ".join(written.split()))
    if (
        slot.form == "accord"
        or champ.type is FieldType.TABLEAU
        or (champ.type is FieldType.PERIODE and slot.form in {"debut", "fin"})
    ):
        return ""
    if "à compléter]" in text:
        return ""
    if champ.type is FieldType.CHOIX:
        said = {wording.fold_spaces(key).casefold(): option for key, option in _options(champ, slot).items()}
        return said.get(text.replace("’", "'").casefold(), "")
    if champ.type is FieldType.NOMBRE:
        if slot.form == "lettres":
            return str(_numbers().get(text.casefold(), ""))
        return re.sub(r"(?<=\d)\s?(?:er|re|e|ème)$", "", text)
    if champ.type in _FREE:
        whole = _whole(text, slot.form)
        return _lines(whole) if champ.type is FieldType.TEXTE_LONG else whole
    return re.sub(r"\s+inclus$", "", text)


def _whole(text: str, form: str) -> str:
    """A text without the preposition that its form wrote."""
    if form.startswith("de") or form == "a":
        for short, full in _CONTRACTED:
            if text.startswith(short):
                text = full + text.removeprefix(short)
                break
        else:
            text = re.sub(r"^(?:d['’]|de |à )", "", text)
    return wording.upper_first(text) if form.endswith("minuscule") else text


def _lines(text: str) -> str:
    """A long text was written on one line."""
    return text.replace(" ; ", "\n")


def _table(champ: Champ, tableau: Tableau, text: str, after: int) -> Read | None:
    """The rows under the clause, below the heading that the type writes, cells separated by tabs."""
    heading = wording.fold_spaces(wording.typography("\t".join(column.libelle for column in champ.colonnes)))
    lines = wording.fold_spaces(text[after:]).split("\n")
    place = next((i for i, line in enumerate(lines[:_TO_TABLE]) if line.strip().startswith(heading)), None)
    if place is None:
        return None
    added = [
        re.compile(_row(ligne.cellules.get(champ.colonnes[0].nom, ""))) for ligne in (*tableau.avant, *tableau.apres)
    ]
    rows: list[dict[str, str]] = []
    last = place + 1
    while last < len(lines) and not re.match(_NEW, f"\n{lines[last]}"):
        cells = lines[last].split("\t")
        if len(cells) < len(champ.colonnes) or (tableau.total and cells[0] == tableau.total):
            break
        if not any(pattern.fullmatch(cells[0]) for pattern in added):
            named = zip(champ.colonnes, cells, strict=False)
            rows.append({column.nom: cell for column, cell in named if cell not in {"–", ""}})
        last += 1
    start, end = (after + sum(len(line) + 1 for line in lines[:n]) for n in (place + 1, last))
    return Read(champ.nom, rows, start, end - 1) if rows else None


def _row(template: str) -> str:
    """The first cell of a row that the type adds."""
    parts = (_literal(p.text) if isinstance(p, Literal) else r".*" for p in parse(template)) if template else ("–",)
    return "".join(parts)
