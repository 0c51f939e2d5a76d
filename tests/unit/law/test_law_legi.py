"""A newer state of the law: our lines, the articles of LEGI, and what is refused."""

from __future__ import annotations

import io
import zipfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_files import ETAT, LEGI_ARTICLE, law_file

from secretaire.law.legi import NotAnUpdate, Version, read_update
from secretaire.law.snapshot import SNAPSHOT_FILES, Snapshot, Status, load_snapshot

DROIT = Path(__file__).parents[3] / "resources" / "droit"
CGCT = "Code général des collectivités territoriales"
ROW = {"code": "CGCT", "article": "L2121-29", "debut": "1996-02-24", "fin": None}


@pytest.fixture(scope="module")
def shipped() -> Snapshot:
    with ExitStack() as stack:
        return load_snapshot(*(stack.enter_context((DROIT / name).open("rb")) for name in SNAPSHOT_FILES))


def test_our_lines_are_read(tmp_path: Path) -> None:
    rows = [
        {"code": "CGCT", "article": "L2121-25", "debut": "2022-07-01"},
        {"code": "CGCT", "article": "L2121-25", "debut": "1996-02-24", "fin": "2022-07-01"},
        {
            "code": "code de l'urbanisme",
            "article": "R*421-1",
            "debut": "2007-10-01",
            "fin": "2027-01-01",
            "remplace_par": "CU R421-2",
        },
    ]
    update = read_update(io.BytesIO(law_file(tmp_path / "d.zip", "2027-01-15", rows).read_bytes()))
    assert (update.day, update.source) == (date(2027, 1, 15), "essai")
    assert update.versions["CGCT", "L. 2121-25"] == (
        Version(date(1996, 2, 24), date(2022, 7, 1)),
        Version(date(2022, 7, 1), None),
    )
    assert update.versions["CU", "R. 421-1"][0].successor == "CU R. 421-2"


def test_articles_of_legi_are_read_as_published(tmp_path: Path) -> None:
    def article(number: str, start: str, end: str, title: str = CGCT, etat: str = "VIGUEUR") -> str:
        return LEGI_ARTICLE.format(number=number, start=start, end=end, title=title, etat=etat)

    legi = {
        "LEGIARTI1.xml": article("L2121-29", "1996-02-24", "2999-01-01"),
        "LEGIARTI2.xml": article("L2311-7", "2006-01-01", "2026-01-01", etat="ABROGE"),
        "LEGIARTI3.xml": article("1", "1992-01-01", "2999-01-01", title="Loi n° 92-1 du 3 janvier 1992"),
        "LEGIARTI4.xml": article("L2121-30", "2027-01-01", "2027-01-01", etat="MODIFIE_MORT_NE"),
    }
    update = read_update(io.BytesIO(law_file(tmp_path / "d.zip", "2027-01-15", legi=legi).read_bytes()))
    assert dict(update.versions) == {
        ("CGCT", "L. 2121-29"): (Version(date(1996, 2, 24), None),),
        ("CGCT", "L. 2311-7"): (Version(date(2006, 1, 1), date(2026, 1, 1)),),
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"etat": ""}, "etat.toml"),
        ({"etat": "format = 2\ndate = {date}\nsource = 'x'\n"}, "format 2"),
        ({"etat": "format = 1\ndate = 'hier'\nsource = 'x'\n"}, "date"),
        ({"etat": "format = 1\ndate ="}, "illisible"),
        ({"etat": "format = 1\ndate = {date}\n"}, "source"),
        ({"rows": [{**ROW, "debut": "hier"}]}, "ligne 1"),
        ({"rows": [ROW, {**ROW, "code": "code du jardin"}]}, "ligne 2"),
        ({"rows": []}, "aucun article"),
        ({"legi": {"a.xml": "<ARTICLE>"}}, "a.xml"),
        ({"legi": {"a.xml": "<ARTICLE/>"}}, "a.xml"),
        ({"legi": {"a.xml": '<!DOCTYPE a [<!ENTITY x "y">]><ARTICLE>&x;</ARTICLE>'}}, "a.xml"),
    ],
)
def test_what_is_no_state_of_the_law_is_refused_with_its_cause(
    change: dict[str, object], words: str, tmp_path: Path
) -> None:
    given_file = {"rows": [ROW], "etat": ETAT, **change}
    path = law_file(tmp_path / "d.zip", "2027-01-15", **given_file)  # type: ignore[arg-type]
    with pytest.raises(NotAnUpdate, match=words):
        read_update(io.BytesIO(path.read_bytes()))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with pytest.raises(NotAnUpdate):
        read_update(io.BytesIO(content))


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_lines_are_read_or_refused(etat: bytes, lines: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("etat.toml", etat)
        archive.writestr("articles.jsonl", lines)
    with pytest.raises(NotAnUpdate):
        read_update(stream)


def test_what_is_imported_speaks_over_what_is_shipped(tmp_path: Path, shipped: Snapshot) -> None:
    rows = [
        {"code": "CGCT", "article": "L2311-5", "debut": "1996-02-24", "fin": "2026-01-01", "remplace_par": "CGCT L1612-25"},
        {"code": "CGCT", "article": "L2121-25", "debut": "1996-02-24"},
        {"code": "CGCT", "article": "L2223-22", "debut": "1996-02-24", "fin": "2021-01-01"},
        {"code": "CGCT", "article": "L2311-7", "debut": "2006-01-01", "fin": "2026-01-01"},
        {"code": "CGFP", "article": "R327-1", "debut": "2027-01-01"},
        {"code": "CGCT", "article": "L2121-21", "debut": "1996-02-24", "fin": "2020-01-01"},
        {"code": "CGCT", "article": "L2121-21", "debut": "2024-01-01"},
    ]  # fmt: skip
    update = read_update(io.BytesIO(law_file(tmp_path / "d.zip", "2027-01-15", rows).read_bytes()))
    snapshot = shipped.updated(update)
    day = date(2027, 2, 1)

    def status(article: str, on: date = day, code: str = "CGCT") -> Status:
        return snapshot.verdict(code, article, on).status

    assert snapshot.etat().date == date(2027, 1, 15)
    assert snapshot.etat().imported
    known = snapshot.verdict("CGCT", "L. 2311-5", day)  # « je ne sais pas » in the shipped one
    assert (known.status, known.replacement, known.source) == (Status.REMPLACE, ("CGCT", "L. 1612-25"), "essai")
    assert status("L. 2121-25") is Status.CONTENU_CHANGE  # the words of the old rule are ours
    assert status("L. 2223-22") is Status.ABROGE
    assert snapshot.verdict("CGCT", "L. 2311-7", day).replacement == ("CGCT", "L. 1612-25")
    assert status("L. 2311-7", date(2025, 12, 31)) is Status.EN_VIGUEUR
    assert status("R. 327-1", date(2026, 12, 31), "CGFP") is Status.PAS_ENCORE
    assert status("R. 327-1", date(2027, 1, 1), "CGFP") is Status.EN_VIGUEUR
    assert [status("L. 2121-21", date(y, 6, 1)) for y in (2019, 2022, 2025)] == [
        Status.EN_VIGUEUR,
        Status.ABROGE,
        Status.EN_VIGUEUR,
    ]
    assert status("L. 2121-29") is Status.EN_VIGUEUR  # not in the file: what is shipped
    assert snapshot.speaks_for(date(2028, 1, 15))
