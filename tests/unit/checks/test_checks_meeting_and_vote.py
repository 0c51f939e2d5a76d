"""Each check fires on the case it is for, and is silent on the regular one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from secretaire.acts.act import Role
from secretaire.acts.act_type import Champ, Famille, FieldType, Majorite
from secretaire.checks.finding import Gravite
from secretaire.council.roster import Roster
from secretaire.council.seance import Pouvoir, Vote

if TYPE_CHECKING:
    from conftest import Case

FIVE = (1, 2, 3, 4, 5)


def test_a_regular_case_has_no_finding(regular: Case) -> None:
    assert regular.findings() == []


@pytest.mark.parametrize(
    ("seance", "code"),
    [
        pytest.param({"convocation": date(2026, 12, 15)}, "CONVOCATION_DELAI", id="C01"),
        pytest.param({"convocation": date(2026, 12, 18)}, "CONVOCATION_DELAI", id="same day"),
        pytest.param({"presents": FIVE}, "QUORUM", id="C03"),
        pytest.param({"pouvoirs": (Pouvoir(9, 2), Pouvoir(10, 2))}, "POUVOIR", id="C04 two for one holder"),
        pytest.param({"pouvoirs": (Pouvoir(9, 11), Pouvoir(10, 2))}, "POUVOIR", id="C04 absent holder"),
        pytest.param({"pouvoirs": (Pouvoir(8, 2), Pouvoir(10, 3))}, "POUVOIR", id="giver present"),
        pytest.param({"secretaire": None}, "SECRETAIRE_ABSENT", id="C06"),
        pytest.param({"secretaire": 11}, "SECRETAIRE_NON_PRESENT", id="secretary not there"),
        pytest.param({"president": 11}, "PRESIDENT_ABSENT", id="president not there"),
        pytest.param({"presents": (2, 3, 4, 5, 6, 7, 8)}, "PRESIDENT_ABSENT", id="no maire, nobody presides"),
        pytest.param({"presents": (1, 2, 3, 4, 5, 6, 7, 99)}, "PRESENT_HORS_CONSEIL", id="stranger"),
        pytest.param({"excuses": (8,)}, "PRESENT_ET_EXCUSE", id="present and excused"),
    ],
)
def test_an_irregular_meeting_blocks(regular: Case, seance: dict[str, Any], code: str) -> None:
    (finding, *_) = regular.with_seance(**seance).findings(code)
    assert finding.gravite is Gravite.BLOQUANT
    assert finding.message


@pytest.mark.parametrize(
    ("vote", "code", "gravite"),
    [
        pytest.param(Vote(9), "VOTE_TOTAL", Gravite.BLOQUANT, id="C05 too few"),
        pytest.param(Vote(11), "VOTE_TOTAL", Gravite.BLOQUANT, id="C05 too many"),
        pytest.param(Vote(11, -1), "VOTE_NEGATIF", Gravite.BLOQUANT, id="negative"),
        pytest.param(Vote(8, 0, 2), "VOTE_UNANIMITE", Gravite.BLOQUANT, id="abstentions"),
        pytest.param(Vote(8, 2), "VOTE_UNANIMITE", Gravite.BLOQUANT, id="against"),
        pytest.param(Vote(3, 7), "VOTE_REJETE", Gravite.BLOQUANT, id="rejected"),
        pytest.param(Vote(5, 5), "VOTE_PARTAGE", Gravite.ALERTE, id="tie"),
        pytest.param(Vote(9, 0, 1, noms_abstentions=("A", "B")), "VOTE_NOMS", Gravite.ALERTE, id="too many names"),
    ],
)
def test_a_wrong_vote_is_reported(regular: Case, vote: Vote, code: str, gravite: Gravite) -> None:
    assert [f.gravite for f in regular.but(vote=vote).findings(code)] == [gravite]


@pytest.mark.parametrize(
    "vote",
    [
        pytest.param(Vote(10), id="all for"),
        pytest.param(Vote(9, ne_prend_pas_part=1), id="refuses to vote"),
        pytest.param(Vote(9, ne_prend_pas_part=1, noms_deport=("Mme PrénomLam LAM",)), id="deport counted"),
        pytest.param(Vote(9, noms_deport=("PrénomLam LAM",)), id="deport left out"),
    ],
)
def test_a_vote_that_adds_up_is_silent(regular: Case, vote: Vote) -> None:
    assert regular.but(vote=vote).codes() == set()


def test_the_pouvoir_of_a_member_who_stands_back_is_recalled(regular: Case) -> None:
    case = regular.but(vote=Vote(8, noms_deport=("M. PrénomMartin MARTIN",)))
    assert [(f.code, f.gravite) for f in case.findings()] == [("DEPORT_POUVOIR", Gravite.INFO)]


def test_members_who_leave_for_a_point_are_not_counted_in_its_quorum(regular: Case) -> None:
    six = regular.with_seance(presents=(1, 2, 3, 4, 5, 6))
    assert "QUORUM" not in six.but(vote=Vote(8)).codes()
    assert "QUORUM" in six.but(vote=Vote(7, noms_deport=("Mme PrénomLam LAM",))).codes()


def test_a_second_convocation_needs_no_quorum(regular: Case) -> None:
    few = regular.with_seance(presents=FIVE).but(vote=Vote(7))
    again = few.with_text(Role.COMPOSITION, "sur seconde convocation, faute de quorum")
    assert "QUORUM" in few.codes()
    assert "QUORUM" not in again.codes()


def test_declared_urgency_accepts_one_clear_day(regular: Case) -> None:
    urgent = regular.with_text(Role.COMPOSITION, "convoqué en urgence")
    assert urgent.with_seance(convocation=date(2026, 12, 16)).codes() == {"CONVOCATION_URGENCE"}
    assert "CONVOCATION_DELAI" in urgent.with_seance(convocation=date(2026, 12, 17)).codes()


def test_what_is_not_known_before_the_meeting_never_blocks(regular: Case) -> None:
    before = regular.but(vote=None).with_seance(presents=(), pouvoirs=(), secretaire=None, convocation=None)
    assert before.codes() == {"PRESENCE_ABSENTE", "VOTE_ABSENT", "CONVOCATION_ABSENTE"}
    assert {f.gravite for f in before.findings()} == {Gravite.INFO}
    assert regular.but(seance=None, vote=None).codes() == {"SEANCE_ABSENTE", "VOTE_ABSENT"}


def test_a_simple_record_needs_no_vote(regular: Case) -> None:
    assert regular.but(vote=None).with_type(majorite=Majorite.PREND_ACTE).codes() == set()


def test_an_arrete_has_neither_meeting_nor_vote(regular: Case) -> None:
    arrete = regular.but(seance=None, vote=None).with_type(famille=Famille.ARRETE, majorite=Majorite.MAIRE)
    assert arrete.codes() == set()


def test_the_maire_does_not_vote_the_accounts(regular: Case) -> None:
    accounts = regular.with_type(majorite=Majorite.COMPTES)
    assert "VOTE_TOTAL" in accounts.but(vote=Vote(10)).codes()
    assert accounts.but(vote=Vote(9)).codes() == set()


def test_the_roster_of_the_day(regular: Case) -> None:
    elus = regular.context.roster.elus
    assert "MAIRE_ABSENT" in regular.but(roster=Roster(elus[1:])).codes()
    assert "ELUS_ABSENTS" in regular.but(roster=Roster()).codes()
    from dataclasses import replace

    twelfth = replace(elus[3], id=12, nom="Zed")
    assert "EFFECTIF" in regular.but(roster=Roster((*elus, twelfth))).codes()


@pytest.mark.parametrize(
    ("said", "members", "told"),
    [  # 291 inhabitants: eleven councillors, deemed complete from nine
        ("au complet", 11, False),
        ("au complet", 10, True),
        ("réputé complet", 9, False),
        ("réputé complet", 8, True),
        ("incomplet", 8, False),
    ],
)
def test_a_council_said_complete_has_the_members_for_it(regular: Case, said: str, members: int, told: bool) -> None:
    options = ("au complet", "réputé complet", "incomplet")
    effectif = Champ(nom="effectif", libelle="Effectif du conseil", type=FieldType.CHOIX, options=options)
    case = regular.with_fields([effectif], {"effectif": said}).but(roster=Roster(regular.context.roster.elus[:members]))
    assert ("EFFECTIF_DIT" in case.codes()) is told


def test_the_same_remark_is_made_once_at_its_most_serious(regular: Case) -> None:
    case = regular.but(vote=Vote(8, 0, 2)).with_text(Role.VOTE, "Adopté à l'unanimité, 2 abstentions.")
    findings = case.findings("VOTE_UNANIMITE")
    assert [f.gravite for f in findings] == [Gravite.BLOQUANT, Gravite.BLOQUANT]  # one for each place


def test_a_vote_finding_is_placed_on_the_words(regular: Case) -> None:
    (finding,) = regular.but(vote=Vote(8, 0, 2)).findings("VOTE_UNANIMITE")
    text = regular.context.act.section(Role.VOTE).text
    assert finding.role is Role.VOTE
    assert text[finding.start : finding.end] == finding.extrait == "à l'unanimité"
    assert finding.proposition == "à l'unanimité des suffrages exprimés"
