"""`secretaire refaire` as the secretary types it: from the fund, from a file, from one of our acts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from secretaire.cli.main import main

DETR = "demande_subvention_etat"
OLD = """DÉLIBÉRATION N° 2025-014
Séance du 12 mars 2025

Objet : Demande de subvention au titre de la DETR – Réfection de la toiture de l'école

Vu le code général des collectivités territoriales, notamment ses articles L. 2334-32 et L. 2311-7,
Le coût de l'opération est estimé à 31 000 € hors taxes.
Le conseil municipal sollicite une subvention de 12 400 € au titre de la DETR.
"""


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        code = main([*arguments, "--json"], lambda _space: 0)
        return code, json.loads(self._capsys.readouterr().out)

    def text(self, *arguments: str) -> str:
        main(arguments, lambda _space: 0)
        return self._capsys.readouterr().out


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    made = Run(capsys)
    assert made("espace", "creer", str(tmp_path / "espace"), "--commune", "61339")[0] == 0
    folder = tmp_path / "fonds"
    folder.mkdir()
    (folder / "toiture.txt").write_text(OLD, encoding="utf-8")
    assert made("indexer", str(folder))[0] == 0
    return made


def offers(answer: dict[str, Any]) -> dict[str, str]:
    return {offer["champ"]: offer["etat"] for offer in answer["reprises"]}


def test_an_act_of_the_fund_is_done_again_value_by_value(run: Run) -> None:
    found = run("chercher", "toiture école")[1]["resultats"][0]["id"]
    code, started = run("refaire", str(found))
    assert code == 0
    assert started["type"] == DETR
    assert started["propositions"][0]["type"] == DETR
    assert started["propositions"][0]["parce_que"]
    assert started["ancien"]["libelle"].startswith("la délibération n°\u00a02025-014")
    assert set(offers(started).values()) == {"a_confirmer"}
    amount = next(offer for offer in started["reprises"] if "12 400" in offer["ancien"])
    assert (amount["change"], amount["source"].partition("#p1:")[1]) == (True, "#p1:")
    code, act = run("acte", "montrer", started["id"])
    assert not any(act["champs"].values())
    assert "12 400" not in json.dumps(act["sections"], ensure_ascii=False).replace("\u00a0", " ").replace("\u202f", " ")

    first, second, *_ = offers(started)
    assert run("acte", "modifier", started["id"], "--confirmer", first, "--ecarter", second)[0] == 0
    assert list(offers(run("acte", "reprises", started["id"])[1]).values())[:2] == ["repris", "ecarte"]
    assert run("acte", "montrer", started["id"])[1]["champs"][first]


def test_the_old_act_and_the_new_one_are_compared(run: Run) -> None:
    found = run("chercher", "toiture école")[1]["resultats"][0]["id"]
    started = run("refaire", str(found))[1]["id"]
    code, compared = run("acte", "comparer", started)
    assert (code, compared["a_confirmer"]) == (0, [])
    senses = {piece["sens"] for paragraph in compared["paragraphes"] for piece in paragraph["morceaux"]}
    assert senses == {"identique", "ajoute", "retire"}
    replaced = next(r for r in compared["references"] if r["article"] == "L. 2311-7")
    assert replaced["verdict"] == "remplace"


def test_a_file_and_one_of_our_acts_are_done_again(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ailleurs.txt"
    file.write_text(OLD, encoding="utf-8")
    code, started = run("refaire", str(file), "--type", DETR)
    assert (code, started["ancien"]["source"]) == (0, "fichier:ailleurs.txt")
    for champ in offers(started):
        assert run("acte", "modifier", started["id"], "--confirmer", champ)[0] == 0
    code, again = run("refaire", started["id"])
    assert (code, again["type"], again["ancien"]["source"]) == (0, DETR, f"acte:{started['id']}")
    assert offers(again) == dict.fromkeys(offers(started), "a_confirmer")
    assert "rien n'est repris sans vous" in run.text("acte", "reprises", again["id"])


def test_what_cannot_be_done_is_one_sentence_and_its_code(run: Run, tmp_path: Path) -> None:
    recipe = tmp_path / "recette.txt"
    recipe.write_text("Battre les œufs, ajouter le beurre fondu, cuire dix minutes.", encoding="utf-8")
    blank = run("rediger", DETR, "--sans-modele")[1]["id"]
    for arguments, exit_code, code in (
        (("refaire", "9999"), 2, "piece_inconnue"),
        (("refaire", "pas-un-acte"), 2, "acte_inconnu"),
        (("refaire", str(recipe)), 3, "type_de_l_ancien_acte_inconnu"),
        (("refaire", blank, "--type", DETR), 2, "option_incorrecte"),
        (("acte", "reprises", blank), 2, "aucun_ancien_acte"),
        (("acte", "comparer", blank), 2, "aucun_ancien_acte"),
        (("acte", "modifier", blank, "--confirmer", "operation"), 2, "rien_a_reprendre"),
        (("types", "habitudes"), 2, "option_incorrecte"),
        (("types", "habitudes", "inconnu"), 2, "type_inconnu"),
        (("types", "habitudes", DETR, "--adopter", "7"), 2, "option_incorrecte"),
    ):
        status, answer = run(*arguments)
        assert (status, answer["erreur"]["code"]) == (exit_code, code), arguments


def test_a_commune_without_habit_is_told_so(run: Run) -> None:
    assert run("types", "habitudes", DETR) == (0, {"type": DETR, "habitudes": [], "adoptee": None})
    assert "trois actes" in run.text("types", "habitudes", DETR)


def test_wording_of_three_acts_becomes_the_commune_s(run: Run, tmp_path: Path) -> None:
    ours = "Considérant que la commission des bâtiments communaux a donné un avis favorable à ce projet,"
    for number in (21, 22, 23):
        text = OLD.replace("2025-014", f"2025-0{number}").replace("\nLe coût", f"\n{ours}\n\nLe coût")
        (tmp_path / "fonds" / f"demande {number}.txt").write_text(text, encoding="utf-8")
    assert run("indexer", str(tmp_path / "fonds"))[0] == 0
    found = run("types", "habitudes", DETR)[1]["habitudes"]
    habit = next(row for row in found if "commission des bâtiments" in row["texte"])
    assert (habit["partie"], habit["actes"], len(habit["sources"])) == ("considerants", 3, 3)
    assert run("types", "habitudes", DETR, "--adopter", str(habit["rang"]))[1]["adoptee"] == habit["rang"]
    act = run("rediger", DETR, "--sans-modele")[1]
    assert "commission des bâtiments communaux" in json.dumps(act["sections"], ensure_ascii=False)
