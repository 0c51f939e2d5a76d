"""The copies of a meeting to put on line: masked, apart from the list that says what they hide."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from adopted_acts import approve, voted_meeting
from held_meeting import AUTHOR, new_office
from pypdf import PdfReader, PdfWriter

from secretaire import libreoffice
from secretaire.acts.act import Role
from secretaire.council import happenings as do
from secretaire.council.course import ByCount
from secretaire.desk import publishing_batch, writing
from secretaire.desk.office import Office
from secretaire.errors import Cancelled, Code, Refused
from secretaire.exchange.masking import MASK
from secretaire.exchange.pdf.flow import Flow

HELD = dt.date(2026, 6, 12)
ADDED = "Mme Lucie Garnier, demeurant 12 rue des Lilas, 14000 Caen, joignable au 06 12 34 56 78, l'a demandé."


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    office = new_office(tmp_path / "espace")
    yield office
    office.close()


DRAWN: dict[str, str] = {}


def draw(flow: Flow, target: Path) -> None:
    """A page; what it would show is kept aside."""
    DRAWN[flow.title] = repr(flow)
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(target)


def for_all(c, o, p, _ids):  # type: ignore[no-untyped-def]
    return do.record_by_count(c, o, p, ByCount(11))


def test_the_copies_and_what_they_hide_are_apart(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    DRAWN.clear()
    seance, (named, plain, waiting) = voted_meeting(
        office,
        HELD,
        [("Demande de M. Paul Duval, 06 98 76 54 32", for_all), ("Tarifs", for_all), ("En attente", for_all)],
    )
    text = named.section(Role.EXPOSE).text
    named = writing.edit_section(office, named.id, Role.EXPOSE, f"{text}\n{ADDED}".strip(), AUTHOR)
    for act in (named, plain):
        approve(office, act, monkeypatch)
    batch = publishing_batch.batch_of_seance(office, seance)
    assert [copy.act.id for copy in batch.copies] == [named.id, plain.id]
    assert [(x.numero, "approuvé" in x.reason) for x in batch.left_out] == [(waiting.numero, True)]
    made = publishing_batch.export_batch(office, batch, tmp_path, printer=draw)
    published = {path.name for path in made.files}
    assert len(published) == 2
    assert not any("06 98" in name for name in published)
    assert made.list.parent != made.files[0].parent
    assert {path.name for path in made.files[0].parent.iterdir()} == published
    shown = " ".join(words for title, words in DRAWN.items() if "masqué" not in title.lower() or "[" in title)
    assert shown.count(MASK) >= 3
    for secret in ("12 rue des Lilas", "06 12 34 56 78", "06 98 76 54 32"):
        assert secret not in shown.replace("\N{NO-BREAK SPACE}", " ")
        assert secret not in " ".join(map(str, PdfReader(made.files[0]).metadata.values()))  # type: ignore[union-attr]
    table = (made.list.with_suffix(".csv")).read_text("utf-8-sig").splitlines()
    rows = list(csv.DictReader(table, delimiter=";"))
    assert {"12 rue des Lilas, 14000 Caen", "06 12 34 56 78"} <= {row["masque"] for row in rows}
    assert all(row["reference"].startswith("CRPA") and row["phrase"] for row in rows)


def test_nothing_is_left_of_an_interrupted_batch_nor_of_an_empty_one(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seance, (act,) = voted_meeting(office, HELD, [("Tarifs", for_all)])
    with pytest.raises(Refused) as refused:
        publishing_batch.export_batch(office, publishing_batch.batch_of_year(office, 2026), tmp_path, printer=draw)
    assert refused.value.code is Code.NOTHING_TO_EXPORT
    approve(office, act, monkeypatch)
    batch = publishing_batch.batch_of_year(office, 2026)
    with pytest.raises(Cancelled):
        publishing_batch.export_batch(office, batch, tmp_path, printer=draw, cancelled=lambda: True)
    assert not list(tmp_path.glob("*opies*"))
    assert publishing_batch.batch_of_seance(office, seance).copies
