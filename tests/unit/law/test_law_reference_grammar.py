"""A grammar of the ways secretaries write references: whatever it writes, the parser reads back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from secretaire.law.codes import ABBREVIATIONS, ALIASES, CODES
from secretaire.law.references import Extent, find_references

Draw = st.DrawFn
SPACES = st.sampled_from([" ", "\u00a0", "  ", "\u202f"])
DAYS = st.builds(
    lambda d, m, y: f"{'1er' if d == 1 else d} {m} {y}",
    st.integers(1, 28),
    st.sampled_from(["janvier", "février", "mars", "juillet", "août", "décembre"]),
    st.integers(1960, 2026),
)


@dataclass(frozen=True)
class Written:
    """What the grammar wrote, and what it meant."""

    text: str
    meant: list[tuple[str, str, Extent]]


@st.composite
def numbers(draw: Draw) -> str:
    head = draw(st.integers(111, 9999))
    tail = draw(st.lists(st.integers(1, 99), min_size=1, max_size=2))
    return "-".join(str(n) for n in (head, *tail))


@st.composite
def articles(draw: Draw) -> tuple[str, str]:
    """An article as a secretary types it, and its normal form."""
    part = draw(st.sampled_from(["L", "R", "D", "LO"]))
    number = draw(numbers())
    dot = draw(st.sampled_from(["", ".", ". ", " ", ".\u00a0"]))
    typed = draw(st.sampled_from([number, number.replace("-", " -", 1), number.replace("-", "- ", 1)]))
    star = draw(st.sampled_from(["", "", "*"])) if part == "R" else ""
    written = "L.O" if part == "LO" and draw(st.booleans()) else part
    return f"{written}{star}{dot}{typed}", f"{part}. {number}"


@st.composite
def code_names(draw: Draw) -> tuple[str, str]:
    key = draw(st.sampled_from(sorted(CODES)))
    name = CODES[key]
    ways = [name, name.upper(), name.title().replace("'L", "'l"), name.replace("'", "’"), name.capitalize()]
    ways.append(name.replace("é", "e").replace("è", "e"))
    if key in ABBREVIATIONS:
        ways += [key, ".".join(key), ".".join(key) + "."]
    return draw(st.sampled_from(ways)), key


@st.composite
def lists(draw: Draw) -> Written:
    """« articles L. 1-1, R. 2-2 et D. 3-3 », « L. 1-1 à L. 1-5 », « L. 1-1 et suivants »; no code yet."""
    word = draw(st.sampled_from(["article{s} ", "Article{s} ", "art. ", "l'article ", "les articles ", "ARTICLE "]))
    shape = draw(st.sampled_from(["list", "range", "following"]))
    if shape == "list":
        items = draw(st.lists(articles(), min_size=1, max_size=5))
        text = items[0][0]
        for typed, _ in items[1:]:
            text += draw(st.sampled_from([", ", " et ", ", et ", " ou ", " ; ", " et de l'article "])) + typed
        extents = [Extent.ALONE] * len(items)
    elif shape == "range":
        items = [draw(articles()), draw(articles())]
        text, extents = f"{items[0][0]} à {items[1][0]}", [Extent.RANGE, Extent.RANGE]
    else:
        items = [draw(articles())]
        text = items[0][0] + draw(st.sampled_from([" et suivants", " et s.", " et ss.", ", et suivants"]))
        extents = [Extent.FOLLOWING]
    plural = "s" if len(items) > 1 else ""
    meant = [("", normal, extent) for (_, normal), extent in zip(items, extents, strict=True)]
    return Written(word.format(s=plural) + text, meant)


@st.composite
def of_a_code(draw: Draw) -> Written:
    listed, (name, key) = draw(lists()), draw(code_names())
    text = draw(
        st.sampled_from(
            [
                f"Vu {listed.text} du {name} ;",
                f"Vu {listed.text} du {name},",
                f"Vu {listed.text},  du {name}",
                f"Vu le {name}, et notamment {listed.text},",
                f"Vu le {name} et notamment {listed.text} ;",
                f"Vu le {name} ({listed.text})",
                f"Vu le {name},\nVu {listed.text} du même code",
                f"Vu le {name},\nVu {listed.text} dudit code",
            ]
        )
    )
    return Written(text, [(key, article, extent) for _, article, extent in listed.meant])


@st.composite
def laws(draw: Draw) -> Written:
    nature = draw(st.sampled_from(["loi", "décret", "ordonnance"]))
    number = f"{draw(st.integers(58, 2026))}-{draw(st.integers(1, 2000))}"
    sign = draw(st.sampled_from(["n° ", "n°", "N° ", "n°\u00a0", "no ", ""]))
    typed = draw(st.sampled_from([number, number.replace("-", " -"), number.replace("-", "- ")]))
    day = draw(st.sampled_from([" du " + draw(DAYS), " modifiée du " + draw(DAYS), ""]))
    written = draw(st.sampled_from([nature, nature.capitalize(), nature.upper()]))
    return Written(f"{written} {sign}{typed}{day}", [(f"{nature} n° {number}", "", Extent.ALONE)])


@st.composite
def articles_of_laws(draw: Draw) -> Written:
    law = draw(laws())
    of = "de l'" if law.meant[0][0].startswith("ord") else "du " if law.meant[0][0].startswith("déc") else "de la "
    found = draw(
        st.lists(st.integers(2, 120).map(str) | st.sampled_from(["3-1", "9-1", "22 bis"]), min_size=1, max_size=3)
    )
    listed = " et ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else found[0]
    word = "articles" if len(found) > 1 else "article"
    meant = [(law.meant[0][0], f"art. {n}", Extent.ALONE) for n in found]
    if draw(st.booleans()):
        return Written(f"en application {word} {listed} {of}{law.text},", meant + law.meant)
    return Written(f"Vu la {law.text}, et notamment ses {word} {listed},", law.meant + meant)


def read_back(text: str) -> list[tuple[str, str, Extent]]:
    return [(r.code, r.article, r.extent) for r in find_references(text)]


@given(of_a_code())
def test_articles_of_codes_are_read_back(written: Written) -> None:
    assert read_back(written.text) == written.meant


@given(laws())
def test_laws_are_read_back(written: Written) -> None:
    assert read_back(f"Vu la {written.text} ;") == written.meant


@given(articles_of_laws())
def test_articles_of_laws_are_read_back(written: Written) -> None:
    assert read_back(written.text) == written.meant


@given(st.lists(of_a_code() | laws(), min_size=1, max_size=4))
def test_visas_one_after_another_keep_their_own_code(visas: list[Written]) -> None:
    text = "\n".join(f"{v.text.rstrip(' ;,')} ;" if v.text.startswith("Vu") else f"Vu la {v.text} ;" for v in visas)
    assert read_back(text) == [meant for v in visas for meant in v.meant]


@given(of_a_code())
def test_a_line_cut_at_a_space_changes_nothing(written: Written) -> None:
    """The edge of a page cuts a sentence anywhere."""
    places = [m.start() for m in re.finditer(r"(?<=[a-z0-9]) (?=[a-z0-9])", written.text)]
    for place in places:
        cut = written.text[:place] + "\n" + written.text[place + 1 :]
        if not re.match(r"(?:vu|article|art)", written.text[place + 1 :], re.IGNORECASE):
            assert read_back(cut) == written.meant


def test_every_alias_is_a_code_the_parser_gives() -> None:
    for alias, key in ALIASES.items():
        assert {r.code for r in find_references(f"article L. 111-1 du {alias}")} == {key}
