"""The open data of the deliberations: valid by the schema, nothing that is not proved, the rest said."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from adopted_acts import SIRET, approve, voted_meeting
from held_meeting import new_office

from secretaire.acts.act import State
from secretaire.council import happenings as do
from secretaire.council.course import ByCount, ByName, Motif, Sort
from secretaire.council.votes import Scrutin
from secretaire.desk import communes, open_data, publications
from secretaire.desk.office import Office
from secretaire.desk.resources import resources
from secretaire.errors import Code, Refused
from secretaire.exchange.scdl import COLUMNS

SCHEMA = resources() / "echanges" / "scdl_deliberations_2.1.4.json"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    office = new_office(tmp_path / "espace")
    yield office
    office.close()


def know_siret(office: Office, **others: str) -> None:
    communes.set_facts(office, replace(communes.facts(office), siret=SIRET, **others))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_is_asked_of_the_town_hall_is_checked_before_it_is_kept(office: Office) -> None:
    for wrong, code in (
        ({"siret": "20005675200014"}, Code.SIRET_WRONG),
        ({"siret": "21860194600013"}, Code.SIRET_WRONG),  # that of another commune
        ({"prefecture": "PREF61"}, Code.PREFECTURE_WRONG),
        ({"adresse_deliberations": "https://www.commune.fr/actes"}, Code.ADDRESS_WRONG),
    ):
        with pytest.raises(Refused) as refused:
            communes.set_facts(office, replace(communes.facts(office), **wrong))
        assert refused.value.code is code
    know_siret(office, prefecture="spref0611", adresse_deliberations="https://commune.fr/{numero}.pdf")
    assert (office.commune.siret, office.commune.prefecture) == (SIRET, "SPREF0611")


def test_nothing_is_written_without_the_siret_nor_without_a_deliberation(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_data.of_year(office, 2026)
    assert refused.value.code is Code.SIRET_MISSING
    know_siret(office)
    with pytest.raises(Refused) as refused:
        open_data.export_scdl(open_data.of_year(office, 2026), tmp_path / "d.csv")
    assert refused.value.code is Code.NOTHING_TO_EXPORT
    assert not (tmp_path / "d.csv").exists()


def test_the_count_is_that_of_the_meeting_and_the_rest_is_said(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    know_siret(office, prefecture="PREF061", adresse_deliberations="https://commune.fr/d/{numero}.pdf")
    seance, acts = voted_meeting(
        office,
        dt.date(2026, 6, 12),
        [
            ("Tarifs, « salle » et préau", lambda c, o, p, ids: do.record_by_name(c, o, p, ByName(contre=(ids[4],)))),
            ("Vote secret", _secret),
            ("Un intéressé", _withdrawn),
            ("Rejetée", lambda c, o, p, _: do.record_by_count(c, o, p, ByCount(2, 9))),
            ("Reportée", lambda c, o, p, _: do.settle(c, o, p, Sort.REPORTE)),
            ("Pas encore votée", None),
            ("Pas approuvée", lambda c, o, p, _: do.record_by_count(c, o, p, ByCount(11))),
            ("Aide à Mme Lucie Garnier, 06 12 34 56 78", lambda c, o, p, _: do.record_by_count(c, o, p, ByCount(11))),
            ("Il est pris acte", lambda c, o, p, _: do.settle(c, o, p, Sort.PREND_ACTE)),
        ],
    )
    for act in acts:
        if act.objet not in {"Pas approuvée", "Reportée"}:
            approve(office, act, monkeypatch)
    publications.publish(office, acts[0].id, dt.date(2026, 6, 15), "affichage", "Odile")
    office.workspace.transmissions.note_received(acts[0].id, "2026_001", dt.date(2026, 6, 14), "Odile")
    found = open_data.of_seance(office, seance)
    rows = rows_of(open_data.export_scdl(found, tmp_path / "d.csv"))

    assert tuple(rows[0]) == COLUMNS == tuple(f["name"] for f in json.loads(SCHEMA.read_text("utf-8"))["fields"])
    first, secret, withdrawn, aided, noted = rows
    assert first == {
        **dict.fromkeys(COLUMNS, ""),
        "COLL_NOM": "Commune de Putanges-le-Lac",
        "COLL_SIRET": SIRET,
        "DELIB_ID": acts[0].numero,
        "DELIB_DATE": "2026-06-12",
        "DELIB_MATIERE_CODE": first["DELIB_MATIERE_CODE"],
        "DELIB_MATIERE_NOM": first["DELIB_MATIERE_NOM"],
        "DELIB_OBJET": "Tarifs, « salle » et préau",
        "PREF_ID": "PREF061",
        "PREF_DATE": "2026-06-14",
        "VOTE_EFFECTIF": "11",
        "VOTE_REEL": "11",
        "VOTE_POUR": "10",
        "VOTE_CONTRE": "1",
        "VOTE_ABSTENTION": "0",
        "DELIB_URL": f"https://commune.fr/d/{acts[0].numero}.pdf",
    }
    assert (secret["VOTE_REEL"], secret["VOTE_POUR"], secret["VOTE_CONTRE"]) == ("11", "7", "3")
    assert (withdrawn["VOTE_EFFECTIF"], withdrawn["VOTE_REEL"]) == ("10", "10")
    assert "06 12" not in aided["DELIB_OBJET"]
    assert found.masked == (acts[7].numero,)
    assert [noted[name] for name in COLUMNS[11:16]] == [""] * 5
    assert {x.objet: x.reason for x in found.left_out} == {
        "Rejetée": "rejetée par le conseil",
        "Reportée": "point reporté",
        "Pas encore votée": "le résultat du vote n'est pas noté dans la séance",
        "Pas approuvée": "pas encore approuvé par le maire",
    }


def test_generated_meetings_are_valid_by_the_official_schema(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    know_siret(office)
    chance = random.Random(2026)  # the same meetings each time
    ways = (
        lambda c, o, p, ids: do.record_by_name(c, o, p, ByName(tuple(ids[2:4]), (ids[5],), (ids[6],))),
        lambda c, o, p, _: do.record_by_count(c, o, p, ByCount(8, 1, 2)),
        lambda c, o, p, _: do.record_by_count(c, o, p, ByCount(3, 8)),
        lambda c, o, p, _: do.settle(c, o, p, Sort.PREND_ACTE),
        _withdrawn,
        _secret,
    )
    subjects = ("Tarifs\t« de » l'année, 2ᵉ partie", "Œuvre; d'art — 100 %", 'Un "guillemet"', "=SOMME(A1)", "é" * 600)
    written = []
    for month in (3, 6):
        settled = [(f"{chance.choice(subjects)} {rank}", chance.choice(ways)) for rank in range(4)]
        seance, acts = voted_meeting(office, dt.date(2026, month, 12), settled)
        assert all(approve(office, act, monkeypatch).state is State.APPROUVE for act in acts)
        written.append(open_data.export_scdl(open_data.of_seance(office, seance), tmp_path / f"{month}.csv"))
    written.append(open_data.export_scdl(open_data.of_year(office, 2026), tmp_path / "2026.csv"))
    assert len(rows_of(written[2])) == len(rows_of(written[0])) + len(rows_of(written[1])) > 4
    reports = validated(tmp_path, written)
    assert [report["valid"] for report in reports] == [True] * 3, reports
    wrong = tmp_path / "faux.csv"
    wrong.write_text(written[0].read_text("utf-8").replace(SIRET, SIRET[:-1]), encoding="utf-8")
    (report,) = validated(tmp_path, [wrong])
    assert report["tasks"][0]["errors"][0]["type"] == "constraint-error"


def validated(folder: Path, files: list[Path]) -> list[dict[str, Any]]:
    """What frictionless says of each file, in a process of its own: it knows nothing of us."""
    pytest.importorskip("frictionless")
    code = (
        "import json, sys; from frictionless import Resource, Schema, system\n"
        "with system.use_context(trusted=True):\n"
        "    schema = sys.argv[1]\n"
        "    found = [Resource(path=f, schema=Schema.from_descriptor(schema)).validate().to_dict() for f in sys.argv[2:]]\n"
        "print(json.dumps(found))"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(SCHEMA), *(file.name for file in files)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


def _secret(c, o, p, ids):  # type: ignore[no-untyped-def]
    asked = do.ask_ballot(c, o, p, Scrutin.SECRET, ids[:4])
    return do.record_by_count(asked, o, p, ByCount(7, 3, blancs_nuls=1))


def _withdrawn(c, o, p, ids):  # type: ignore[no-untyped-def]
    away = do.withdraw(c, o, p, ids[1], Motif.INTERET, None)
    return do.record_by_count(away, o, p, ByCount(10))
