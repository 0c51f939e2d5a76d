"""The classification of a prefecture, the identifier of an act, the names of its files, its message."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from classification_files import classification
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.numbering import own_transmission_number
from secretaire.exchange.actes.classification import NAMESPACE, from_json, read_classification
from secretaire.exchange.actes.message import LONGEST_SUBJECT, Message, Piece, message_xml, one_line

MESSAGE = Message(
    "61",
    "216103391",
    date(2026, 12, 18),
    "2026_014",
    "DE",
    "7.10",
    "Tarifs de l’œuvre : 12 €",
    (Piece("99_DE", ".pdf"), Piece("71_BU", ".png")),
    date(2025, 3, 1),
)


def test_a_classification_is_read_and_kept() -> None:
    found = read_classification(classification())
    assert found == from_json(found.as_json())
    assert (found.version, "7.10" in found.matieres, "7.11" in found.matieres) == (date(2025, 3, 1), True, False)
    assert [one.code for one in found.choices("1", "7.1")] == ["71_BU", "70_DE", "99_DE", "12_AD"]
    assert found.choices("1", "1.2")[0].code == "12_AD"
    usual = found.usual("1")
    assert usual is not None
    assert (usual.code, usual.label) == ("99_DE", "Délibération")
    assert found.usual("2") is None  # two suit: a person chooses


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "bien form"),
        (b"<html/>", "RetourClassification"),
        (classification().replace(b"2025-03-01", b"hier"), "date"),
        (classification().replace(b"TypePJNatureActe", b"Autre"), "aucun type"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>' + classification(), "jamais"),
        (classification().decode("iso-8859-1").encode("utf-16"), "jamais"),
        (b" " * 5_000_001, "trop gros"),
    ],
)
def test_what_is_no_classification_says_why(content: bytes, cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        read_classification(content)


def test_files_are_named_by_the_rules() -> None:
    assert MESSAGE.id == "061-216103391-20261218-2026_014-DE"
    assert MESSAGE.file_names() == (
        "99_DE-061-216103391-20261218-2026_014-DE-1-1_1.pdf",
        "71_BU-061-216103391-20261218-2026_014-DE-1-1_2.png",
    )
    assert MESSAGE.message_name == "061-216103391-20261218-2026_014-DE-1-1_0.xml"
    assert replace(MESSAGE, departement="2A").id.startswith("02A-")
    assert replace(MESSAGE, departement="971").id.startswith("971-")
    to_choose = replace(MESSAGE, pieces=(Piece("", ".pdf"),))
    assert to_choose.file_names() == ("061-216103391-20261218-2026_014-DE-1-1_1.pdf",)
    with pytest.raises(ValueError, match="216103391"):
        _ = replace(MESSAGE, numero="2026-014").id


def test_the_message_bears_what_its_rule_wants_in_its_order() -> None:
    written = message_xml(MESSAGE)
    assert written.startswith(b"<?xml version='1.0' encoding='ISO-8859-1'?>")
    root = ElementTree.fromstring(written)
    name = f"{{{NAMESPACE}}}"
    assert [child.tag.removeprefix(name) for child in root] == [
        *("CodeMatiere1", "CodeMatiere2", "Objet", "ClassificationDateVersion", "Document", "Annexes", "DocumentPapier")
    ]
    assert root.get(f"{name}CodeNatureActe") == "1"
    assert [root[rank].get(f"{name}CodeMatiere") for rank in (0, 1)] == ["7", "10"]
    assert root.findtext(f"{name}Objet") == MESSAGE.subject
    assert tuple(e.text for e in root.iter(f"{name}NomFichier")) == MESSAGE.file_names()
    for unknown in (replace(MESSAGE, classification=None), replace(MESSAGE, pieces=(Piece("", ".pdf"),))):
        with pytest.raises(ValueError, match="061"):
            message_xml(unknown)


@given(st.text(max_size=1200))
def test_a_subject_is_one_line_of_499_characters_at_most(subject: str) -> None:
    line = one_line(subject)
    assert len(line) <= LONGEST_SUBJECT
    assert len(line.splitlines()) <= 1
    if len(" ".join(subject.split())) <= LONGEST_SUBJECT:
        assert line.split() == "".join(c for c in subject if c.isprintable() or c.isspace()).split()
    ElementTree.fromstring(message_xml(replace(MESSAGE, subject=line)))


@given(st.lists(st.from_regex(r"A?20[0-9]{2}[-/ _.][0-9]{1,3}( bis)?", fullmatch=True), max_size=8))
def test_two_acts_never_share_their_number_at_the_prefecture(numeros: list[str]) -> None:
    taken: list[str] = []
    for numero in numeros:
        taken.append(own_transmission_number(numero, taken))
        assert re.fullmatch(r"[0-9A-Z_]{2,15}", taken[-1])
    assert len(set(taken)) == len(taken)


def test_a_number_that_cannot_be_made_says_why() -> None:
    for wrong in ("", "—", "7", "DELIBERATION-2026-0001"):
        with pytest.raises(ValueError, match=r"caractères|lettre"):
            own_transmission_number(wrong, ())
    with pytest.raises(ValueError, match="déjà"):
        own_transmission_number("2026-12-18-0001", {"2026_12_18_0001"})
