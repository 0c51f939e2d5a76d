"""personne, acte remarquer, acte remarques: exit codes and JSON; codes are read, never passed on the line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from secretaire.acts.life import Step
from secretaire.cli.main import main
from secretaire.desk import elus, review, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.office import create_space

ROSTER = (
    "Civilité;Nom;Prénom;Fonction;Ordre;Début;Fin\n"
    "Mme;Delorme;Anne;maire;1;01/07/2020;\n"
    "M.;Besnard;Luc;1er adjoint;2;01/07/2020;\n"
)
FIELDS = {
    "salle": "la salle des fêtes",
    "date_effet": "01/01/2027",
    "grille": [{"usage": "Journée", "habitants": "125", "exterieurs": "210"}],
    "caution": "300",
}
Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command; `codes` is what standard input says."""

    def run(*arguments: str, codes: str = "") -> tuple[int, dict[str, Any]]:
        monkeypatch.setattr("sys.stdin", io.StringIO(codes))
        given = ("--codes", "-") if codes else ()
        capsys.readouterr()
        code = main([*arguments, *given, "--espace", str(tmp_path / "espace"), "--json"], lambda _space: 0)
        data: dict[str, Any] = json.loads(capsys.readouterr().out)
        return code, data.get("erreur", data)

    return run


@pytest.fixture
def act(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    (tmp_path / "elus.csv").write_text(ROSTER, encoding="utf-8")
    office = create_space(tmp_path / "espace", the_commune("61001"))
    elus.import_roster(office, tmp_path / "elus.csv")
    draft = writing.start_draft(office, "tarifs_salle", FIELDS, author="Anne")
    for step in (Step.RELIRE, Step.SOUMETTRE):
        review.take(office, draft.id, step, "Anne")
    office.close()
    return str(draft.id)


def test_a_code_is_chosen_then_asked_of_the_list_and_of_the_decision(ask: Ask, act: str) -> None:
    assert ask("personne", "ajouter", "Delorme", "--role", "maire")[1]["nom"] == "Anne DELORME"
    assert ask("personne", "code", "Delorme", codes="1234\n")[1]["code"] == "code_incorrect"
    assert ask("personne", "code", "Delorme", codes="4071\n")[1]["code"] is True
    besnard = ("personne", "ajouter", "Besnard", "--role", "adjoint", "--matieres", "6")
    code, error = ask(*besnard)
    assert (code, error["code"]) == (1, "code_du_maire_requis")
    added = ask(*besnard, codes="4071\n")[1]
    assert (added["nom"], added["matieres"]) == ("Luc BESNARD", ["6"])
    assert ask("acte", "approuver", act, "--par", "Besnard")[1]["code"] == "hors_delegation"
    assert ask("acte", "approuver", act, "--par", "Delorme", codes="5555\n")[1]["code"] == "code_faux"
    away = ask("personne", "modifier", "Delorme", "--absent-du", "01/11/2026", codes="4071\n")[1]
    assert away["absence"] == {"du": "2026-11-01", "au": None}
    assert ask("acte", "approuver", act, "--par", "Besnard")[1]["etat"] == "approuve"
    assert ask("personne", "code", "Delorme", "--oublie", "papier perdu")[1]["code"] is False
    assert ask("personne", "retirer", "Besnard")[0] == 0
    assert [p["nom"] for p in ask("personne", "lister")[1]["personnes"]] == ["Anne DELORME"]


def test_a_remark_is_made_at_a_passage_and_answered(ask: Ask, act: str) -> None:
    assert ask("acte", "remarquer", act, "Laquelle ?", "--passage", "la salle")[0] == 2, "said several times"
    assert ask("acte", "remarquer", act, "Trop peu.", "--passage", "300", "--par", "Jean Roux")[0] == 0
    remark = ask("acte", "remarquer", act, "Bien.", "--par", "Jean Roux")[1]["remarque"]
    dealt = ask("acte", "remarques", act, "--lever", str(remark), "--par", "Anne")[1]["remarques"]
    assert [(r["texte"], r["passage"], r["levee_par"]) for r in dealt] == [
        ("Trop peu.", "300", None),
        ("Bien.", None, "Anne"),
    ]
    assert ask("acte", "remarques", act, "--lever", "99")[1]["code"] == "remarque_inconnue"
