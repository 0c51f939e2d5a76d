"""Groups of synonyms: one a line, bad lines told, read again when the file changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.finding.query import parse
from secretaire.fund.finding.synonyms import SynonymFiles, Synonyms, parse_synonyms

SHIPPED = Path(__file__).parents[3] / "resources" / "fonds" / "synonymes.txt"


def synonyms(text: str) -> Synonyms:
    groups, bad = parse_synonyms(text)
    assert bad == []
    return Synonyms(groups)


def test_an_expression_of_several_words_is_recognised_small_words_aside() -> None:
    known = synonyms("salle des fêtes = salle polyvalente = foyer rural")
    query = parse("location de la salle des fêtes ", known)
    assert {alternative.places for alternative in query.alternatives} == {(1, 2)}
    assert [len(alternative.stems) for alternative in query.alternatives] == [2, 2]
    assert parse("salle du conseil ", known).alternatives == ()


def test_the_longest_expression_wins() -> None:
    known = synonyms("budget = finances\nbudget primitif = BP")
    assert [a.stems for a in parse("budget primitif ", known).alternatives] == [("bp",)]
    assert [len(a.places) for a in parse("budget annexe ", known).alternatives] == [1]


def test_an_expression_of_two_groups_has_the_synonyms_of_both() -> None:
    known = synonyms("bail = location\nbail = loyer")
    assert len(parse("bail ", known).alternatives) == 2


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("voirie", "deux expressions"),
        ("voirie =", "vide"),
        ("= voirie", "vide"),
        ("le = la", "vide"),
        ("voirie " * 9 + "= court", "mots"),
        (" = ".join(f"mot{number}" for number in range(30)), "expressions"),
    ],
)
def test_a_bad_line_is_told_and_the_others_count(line: str, why: str) -> None:
    groups, bad = parse_synonyms(f"# remarque\n\n{line}\nécole = groupe scolaire # fin\n")
    assert len(groups) == 1
    assert [(one.line, why in one.why) for one in bad] == [(3, True)]


@given(st.text())
def test_any_file_can_be_read(text: str) -> None:
    groups, _ = parse_synonyms(text)
    Synonyms(groups).of(["ecol", "sall"])


def test_the_shipped_groups_are_all_good() -> None:
    groups, bad = parse_synonyms(SHIPPED.read_text(encoding="utf-8"))
    assert bad == []
    assert len(groups) > 150
    assert all(len(group) > 1 for group in groups)


def test_the_file_of_the_commune_is_read_when_it_changes(tmp_path: Path) -> None:
    own = tmp_path / "synonymes.txt"
    files = SynonymFiles([SHIPPED, own])
    assert parse("cagibi ", files.current()).alternatives == ()
    own.write_text("cagibi = réduit\n", encoding="utf-8")
    assert len(parse("cagibi ", files.current()).alternatives) == 1
    own.write_text("cagibi = réduit\nmauvaise\n", encoding="utf-8")
    os.utime(own, (1, 1))
    assert len(parse("cagibi ", files.current()).alternatives) == 1
    own.write_bytes(b"\xff\xfe\xfa")
    assert parse("cagibi ", files.current()).alternatives == ()
    own.unlink()
    assert parse("cagibi ", files.current()).alternatives == ()
