"""The demo commune: its documents are those its script makes, its figures add up, and it exists nowhere."""

from __future__ import annotations

import gzip
import importlib
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
import yaml

from secretaire.acts.act_type import ActType
from secretaire.acts.fields import read_field
from secretaire.council.roster import Roster
from secretaire.council.roster_csv import parse_roster

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
FUND = DEMO / "fonds"


@pytest.fixture
def factory(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "packaging" / "demo"))
    return importlib.import_module("fabriquer")


def words_of(path: Path) -> str:
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    name = "word/document.xml" if path.suffix == ".docx" else "content.xml"
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def amounts(rows: list[list[str]], column: int) -> Iterator[float]:
    for row in rows:
        text = row[column].replace(" ", "").replace("€", "").replace(",", ".").replace("–", "-")
        if re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
            yield float(text)


def tables(documents: list[dict[str, Any]]) -> Iterator[tuple[str, list[list[str]]]]:
    for document in documents:
        for act in document.get("actes", ()):
            for item in (*act.get("expose", ()), *act["decide"]):
                if isinstance(item, list):
                    yield f"{document['fichier']} {act['numero']}", [[str(cell) for cell in row] for row in item]


def test_the_committed_documents_are_those_the_script_makes(factory: Any, tmp_path: Path) -> None:
    made = {path.relative_to(tmp_path): words_of(path) for path in factory.make_all(tmp_path)}
    kept = {path.relative_to(FUND): words_of(path) for path in FUND.rglob("*") if path.is_file()}
    assert made.keys() == kept.keys()
    assert [name for name in made if made[name] != kept[name]] == []


def test_the_fund_has_every_kind_of_file_and_one_scan_without_text() -> None:
    suffixes = [path.suffix for path in FUND.rglob("*") if path.is_file()]
    assert {suffix: suffixes.count(suffix) >= 5 for suffix in (".docx", ".odt", ".pdf")} == dict.fromkeys(
        (".docx", ".odt", ".pdf"), True
    )
    empty = [path.name for path in FUND.rglob("*.pdf") if not words_of(path).strip()]
    assert empty == ["convention local chasse_scan.pdf"]


def test_every_total_of_the_fund_adds_up(factory: Any) -> None:
    checked = 0
    for where, rows in tables(factory.read_documents()[1]):
        if not rows[-1][0].startswith("Total"):
            continue
        for column in range(1, len(rows[0])):
            figures = list(amounts(rows[1:], column))  # none in a column of rates
            if figures:
                assert sum(figures[:-1]) == pytest.approx(figures[-1]), f"{where}, column {rows[0][column]}"
                checked += 1
    assert checked >= 12


def test_the_eleven_members_sit_today_and_the_former_ones_are_known() -> None:
    roster = Roster(parse_roster((DEMO / "elus.csv").read_bytes(), "elus.csv"))
    now, before = date(2026, 11, 20), date(2021, 6, 18)
    assert len(roster.on(now)) == len(roster.on(before)) == 11
    assert [m.full_name for day in (now, before) if (m := roster.maire(day))] == ["Hélène VASSORT", "Gérard PAILLERET"]


def test_the_commune_is_in_no_list_of_communes() -> None:
    commune = yaml.safe_load((DEMO / "commune.yaml").read_text(encoding="utf-8"))
    with gzip.open(ROOT / "resources" / "communes" / "communes.csv.gz", "rt", encoding="utf-8") as stream:
        known = [line.split(";") for line in stream]
    assert len(known) > 30_000
    assert not [line for line in known if commune["code_insee"] == line[0] or commune["nom"] == line[1]]
    assert not [line for line in known if commune["siren"] == line[3] or commune["codes_postaux"][0] in line[5]]


def drafts() -> Iterator[tuple[str, dict[str, Any]]]:
    """The fields the demo gives, as the application reads them: texts as typed."""
    described = yaml.load((DEMO / "projets.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for project in described["projets"]:
        yield project["type"], project["champs"]
    request = yaml.load((DEMO / "champs_detr.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    yield "demande_subvention_etat", request


def test_every_field_of_the_demo_drafts_is_one_of_its_type() -> None:
    given = list(drafts())
    assert len(given) == 6
    for type_id, fields in given:
        text = (ROOT / "resources" / "types" / f"{type_id}.yaml").read_text(encoding="utf-8")
        kind = ActType.model_validate(yaml.safe_load(text))
        for name, value in fields.items():
            champ = kind.champ(name)
            assert champ is not None, f"{type_id}: {name}"
            assert read_field(champ, value) is not None, f"{type_id}: {name}"
