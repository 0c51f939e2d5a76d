"""How a meeting sits, through the command line: urgency, closed doors, rounds of an election, a second convocation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from held_meeting import new_office

from secretaire.cli.main import main


class Typist:
    """Types commands on one space."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(self, *words: str) -> dict[str, Any]:
        """What the command answers in JSON."""
        self.capsys.readouterr()
        code = main(("seance", *words, "--espace", str(self.folder), "--json"), lambda _space: 0)
        answered: dict[str, Any] = json.loads(self.capsys.readouterr().out)
        return answered | {"rc": code}


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Typist:
    new_office(tmp_path / "espace").close()
    return Typist(tmp_path / "espace", capsys)


def test_urgency_closed_doors_and_rounds(say: Typist) -> None:
    say("creer", "--date", "18/12/2026", "--heure", "20h30", "--convocation", "16/12/2026")
    for objet in ("Travaux urgents", "Délégué au syndicat"):
        say("point", "1", "--objet", objet)
    assert say("urgence", "1", "--pour", "11")["rc"] == 1, "the meeting is not open"
    say("convocation", "1", "--urgence", "le toit menace")
    say("ouvrir", "1", "--presents", "tous", "--secretaire", "LEROY")
    assert say("urgence", "1", "--pour", "9", "--contre", "2")["avis_urgence"] == {
        "pour": 9,
        "contre": 2,
        "abstentions": 0,
    }
    closed = say("huis-clos", "1", "--point", "1", "--pour", "11", "--demandeurs", "LEROY", "ROUX", "MOREL")
    assert closed["points"][0]["huis_clos"]["decide"] is True
    assert say("huis-clos", "1", "--pour", "4", "--contre", "7")["huis_clos"]["decide"] is False
    say("tour", "1", "--point", "2", "--voix", "M. Louis HÉBERT=5", "Mme Anne LEROY=5", "--blancs", "1")
    won = say("tour", "1", "--point", "2", "--voix", "M. Louis HÉBERT=6", "Mme Anne LEROY=5")
    assert [len(p["tours"]) for p in won["points"]] == [0, 2]
    assert won["points"][1]["elus"] == ["M. Louis HÉBERT"]
    assert say("point", "1", "--point", "2", "--sort", "vote")["points"][1]["sort"] == "vote"
    assert say("tour", "1", "--point", "1", "--voix", "HÉBERT")["rc"] == 2, "a name without its voices"


def test_nominations_without_the_secret_ballot(say: Typist) -> None:
    say("creer", "--date", "18/12/2026", "--heure", "20h30", "--convocation", "10/12/2026")
    for objet in ("Délégué au syndicat", "Correspondant défense", "Commission"):
        say("point", "1", "--objet", objet)
    say("ouvrir", "1", "--presents", "tous", "--secretaire", "LEROY")
    assert say("nomination", "1", "--point", "1")["rc"] == 2, "nothing is said"
    waived = say("nomination", "1", "--point", "1", "--unanimite")["points"][0]
    assert (waived["sans_secret"], waived["scrutin"]) == ("unanimite", "ordinaire")
    say("tour", "1", "--point", "1", "--voix", "M. Louis HÉBERT=7", "Mme Anne LEROY=4")
    assert say("nomination", "1", "--point", "1", "--secret")["rc"] == 1, "a round was held by show of hands"
    assert say("nomination", "1", "--point", "2", "--candidature-unique")["rc"] == 1, "nobody is named"
    named = ("titulaire=M. Louis HÉBERT", "suppléant=Mme Anne LEROY")
    single = say("nomination", "1", "--point", "2", "--candidature-unique", "--nommes", *named)["points"][1]
    assert single["sans_secret"] == "candidature_unique"
    assert single["nommes"][1] == {"siege": "suppléant", "nom": "Mme Anne LEROY"}
    assert say("point", "1", "--point", "2", "--sort", "vote")["points"][1]["sort"] == "vote"
    shared = say("tour", "1", "--point", "3", "--voix", "Roux=7", "Morel=4", "--sieges", "3")["points"][2]
    assert shared["tours"][0]["sieges"] == {"Roux": 2, "Morel": 1}
    assert shared["elus"] == []


def test_a_second_convocation(say: Typist) -> None:
    say("creer", "--date", "14/12/2026", "--heure", "20h30", "--convocation", "08/12/2026")
    say("point", "1", "--objet", "Tarifs")
    say("ouvrir", "1", "--presents", "MARTIN", "LEROY", "--secretaire", "LEROY")
    say("lever", "1", "--heure", "20h45")
    made = say("reconvoquer", "1", "--date", "18/12/2026")
    assert (made["id"], made["premiere_seance"], made["heure"]) == (2, "2026-12-14", "20:30")
    assert [(p["objet"], p["repris"]) for p in made["points"]] == [("Tarifs", True)]
    assert say("seconde", "2")["premiere_seance"] is None
    assert say("seconde", "2", "--apres", "1")["premiere_seance"] == "2026-12-14"
    assert say("ouvrir", "2", "--presents", "MARTIN", "--secretaire", "MARTIN")["points"][0]["quorum_atteint"] is True
