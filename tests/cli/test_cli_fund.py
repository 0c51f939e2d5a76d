"""The fund from the command line: what was read, found, asked, followed through time, corrected."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from secretaire.cli.main import main

MINUTES = """PROCÈS-VERBAL DE LA SÉANCE DU CONSEIL MUNICIPAL DU {day}

L'an {year}, le {written}, le conseil municipal s'est réuni à la mairie.

1. TARIFS DE LOCATION DE LA SALLE POLYVALENTE

Le maire propose de fixer le prix de la journée à {price} €.
Après en avoir délibéré, le conseil municipal, à l'unanimité, fixe le prix de la journée à {price} €.

2. ACHAT D'UN TRACTEUR

Le maire présente l'offre de 31 000 €.
Après en avoir délibéré, le conseil municipal, par 8 voix pour et 1 contre, accepte cette offre.
"""


class Cli:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def json(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        code = main([*arguments, "--json"], lambda _space: 0)
        data: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return code, data

    def text(self, *arguments: str) -> str:
        assert main(arguments, lambda _space: 0) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setenv("SECRETAIRE_MODELE", "")
    made = Cli(capsys)
    made.json("espace", "creer", str(tmp_path / "espace"), "--commune", "61339")
    folder = tmp_path / "actes"
    folder.mkdir()
    for name, day, year, written, price in (
        ("2021", "12 MARS 2021", "deux mille vingt et un", "douze mars", "90"),
        ("2024", "5 AVRIL 2024", "deux mille vingt-quatre", "cinq avril", "110"),
    ):
        text = MINUTES.format(day=day, year=year, written=written, price=price)
        (folder / f"pv {name}.txt").write_text(text, encoding="utf-8")
    code, data = made.json("indexer", str(folder))
    assert (code, data["lus"], data["pages_a_numeriser"]) == (0, 2, 0)
    return made


def test_filters_and_order(cli: Cli) -> None:
    found = cli.json("chercher", "tarifs salle", "--tri", "ancien")[1]["resultats"]
    assert [hit["date"] for hit in found] == ["2021-03-12", "2024-04-05"]
    assert set(found[0]) >= {"id", "fichier", "page", "type", "numero", "date", "objet", "extrait", "score"}
    assert [hit["date"] for hit in cli.json("chercher", "tarifs salle", "--annee", "2024")[1]["resultats"]] == [
        "2024-04-05"
    ]
    assert cli.json("chercher", "salle", "--montant-min", "100", "--montant-max", "120")[1]["total"] == 1
    assert cli.json("chercher", "salle", "--matiere", "3.3")[1]["total"] in {0, 2}
    code, data = cli.json("chercher", "salle", "--montant-min", "beaucoup")
    assert (code, data["erreur"]["code"]) == (2, "option_incorrecte")


def test_a_question_is_answered_by_the_act_in_force_or_not_found(cli: Cli) -> None:
    code, data = cli.json("demander", "Quel est le tarif de location de la salle polyvalente ?", "--sans-modele")
    assert (code, data["trouve"]) == (0, True)
    assert "110 €" in data["reponse"].replace("\u00a0", " ").replace("\u202f", " ")
    (first, *_) = data["citations"]
    assert set(first) >= {"id", "fichier", "page", "passage"}
    assert first["date"] == "2024-04-05"
    code, data = cli.json("demander", "Combien coûte l'entrée de la piscine ?", "--sans-modele")
    assert (code, data["trouve"], data["citations"]) == (0, False, [])


def test_whoever_reads_the_output_may_stop_before_the_end(cli: Cli) -> None:
    command = [sys.executable, "-m", "secretaire", "chercher", "salle conseil prix", "--limite", "50"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == b""


def test_a_subject_through_time(cli: Cli) -> None:
    code, data = cli.json("chronologie", "tarifs location salle polyvalente", "--le", "01/01/2022")
    assert code == 0
    assert [act["date"] for act in data["actes"]] == ["2021-03-12", "2024-04-05"]
    assert data["en_vigueur"] == data["actes"][0]["id"]
    later = cli.json("chronologie", "--acte", str(data["actes"][0]["id"]))[1]
    assert later["en_vigueur"] == data["actes"][1]["id"]
    assert data["actes"][1]["liens"] == [{"acte": data["actes"][0]["id"], "comment": "presume", "verbe": "remplace"}]


def test_similar_acts_leave_out_the_act_itself(cli: Cli) -> None:
    (act, _) = cli.json("chronologie", "tarifs location salle polyvalente")[1]["actes"]
    similar = cli.json("semblables", str(act["id"]))[1]["resultats"]
    assert act["id"] not in [hit["id"] for hit in similar]
    assert similar[0]["objet"] == act["objet"]


def test_corrections_are_kept_and_a_wrong_fact_is_refused(cli: Cli) -> None:
    (hit,) = cli.json("chercher", "tracteur", "--annee", "2021")[1]["resultats"]
    code, data = cli.json("fonds", "corriger", str(hit["id"]), "--numero", "2021-014", "--objet", "Achat d'un engin")
    assert code == 0
    assert [(act["numero"], act["corrige"]) for act in data["actes"] if act["corrige"]] == [
        ("2021-014", ["number", "objet"])
    ]
    corrected = next(act["id"] for act in data["actes"] if act["corrige"])
    code, data = cli.json("fonds", "corriger", str(corrected), "--date", "le mois dernier")
    assert code == 2
    assert "date" in data["erreur"]["message"]
    code, data = cli.json("fonds", "corriger", str(corrected), "--pas-un-acte")
    assert [act["objet"] for act in data["actes"] if act["type"] == "deliberation"] == [
        "TARIFS DE LOCATION DE LA SALLE POLYVALENTE"
    ]


def test_an_act_is_said_to_begin_where_none_was_seen(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "cahier"
    folder.mkdir()
    (folder / "cahier.txt").write_text("Notes du conseil\n\nLe pigeonnier sera restauré en avril.", encoding="utf-8")
    cli.json("indexer", str(folder))
    (hit,) = cli.json("chercher", "pigeonnier")[1]["resultats"]
    code, data = cli.json("fonds", "debut-acte", str(hit["document"]), "1", "Le pigeonnier sera")
    assert code == 0
    assert "deliberation" in [act["type"] for act in data["actes"]]


def test_the_state_of_the_fund_by_format(cli: Cli) -> None:
    data = cli.json("fonds", "etat")[1]
    assert data["formats"] == [{"format": "TXT", "lus": 2, "a_numeriser": 0, "non_lus": 0, "causes": {}}]
    assert "TXT" in cli.text("fonds", "etat")
    (folder,) = data["dossiers"]
    assert cli.json("fonds", "oublier", folder)[1] == {"retires": 2}
    assert cli.json("chercher", "salle")[1]["total"] == 0
