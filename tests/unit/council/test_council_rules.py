"""The worked examples of the trade: quorum, clear days, votes, pouvoirs, recourse, sizes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.council.clear_days import Delai, delai_ordinaire, jours_francs, limite_envoi, proposed_sending
from secretaire.council.population import adjoints_max, complete_from, effectif_legal
from secretaire.council.pouvoirs import PouvoirFault, faulty_pouvoirs, valid_pouvoirs
from secretaire.council.public_holidays import easter, is_ouvre, public_holidays
from secretaire.council.quorum import Presence, quorum
from secretaire.council.recourse import fin_recours
from secretaire.council.seance import Pouvoir, Seance, Vote
from secretaire.council.votes import Maniere, Outcome, Scrutin, accounts_outcome, counted, outcome

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


# --- quorum -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("en_exercice", "needed"),
    [(5, 3), (7, 4), (9, 5), (10, 6), (11, 6), (13, 7), (14, 8), (15, 8), (18, 10), (19, 10), (23, 12)],
)
def test_quorum_is_more_than_half_of_the_members_in_office(en_exercice: int, needed: int) -> None:
    assert quorum(en_exercice) == needed


@pytest.mark.parametrize(
    ("presence", "reached"),
    [
        pytest.param(Presence(15, 8, pouvoirs=3), True, id="Q1"),
        pytest.param(Presence(15, 7, pouvoirs=5), False, id="Q2"),
        pytest.param(Presence(15, 7, pouvoirs=4), False, id="Q3 after the departure"),
        pytest.param(Presence(14, 7), False, id="Q4"),
        pytest.param(Presence(14, 8), True, id="Q4 with eight"),
        pytest.param(Presence(15, 9, sortis=2), False, id="Q5"),
        pytest.param(Presence(15, 9, ecartes=2), True, id="Q6"),
        pytest.param(Presence(11, 6, sortis=1), False, id="Q7"),
        pytest.param(Presence(11, 7, sortis=1), True, id="Q7 with seven"),
        pytest.param(Presence(15, 3, seconde_convocation=True), True, id="Q8"),
        pytest.param(Presence(15, 8), True, id="Q9: who refuses to vote still counts"),
    ],
)
def test_quorum_cases(presence: Presence, reached: bool) -> None:
    assert presence.reached is reached


def test_voters_are_the_present_and_the_pouvoirs() -> None:
    assert Presence(15, 8, pouvoirs=3).voters == 11
    assert Presence(15, 9, ecartes=2).quorum == 7


# --- clear days ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seance", "three", "five", "one"),
    [
        (date(2026, 12, 18), date(2026, 12, 14), date(2026, 12, 12), date(2026, 12, 16)),
        (date(2026, 12, 28), date(2026, 12, 24), date(2026, 12, 22), date(2026, 12, 26)),
        (date(2027, 1, 5), date(2027, 1, 1), date(2026, 12, 30), date(2027, 1, 3)),
        (date(2027, 4, 8), date(2027, 4, 4), date(2027, 4, 2), date(2027, 4, 6)),
        (date(2027, 5, 10), date(2027, 5, 6), date(2027, 5, 4), date(2027, 5, 8)),
    ],
)
def test_last_day_to_send(seance: date, three: date, five: date, one: date) -> None:
    assert limite_envoi(seance, Delai.ORDINAIRE) == three
    assert limite_envoi(seance, Delai.NOTE_DE_SYNTHESE) == five
    assert limite_envoi(seance, Delai.URGENCE) == one


@pytest.mark.parametrize(
    ("seance", "delai", "proposed"),
    [
        (date(2026, 12, 18), Delai.ORDINAIRE, date(2026, 12, 14)),
        (date(2026, 12, 28), Delai.ORDINAIRE, date(2026, 12, 24)),
        (date(2027, 1, 5), Delai.ORDINAIRE, date(2026, 12, 31)),
        (date(2027, 1, 5), Delai.URGENCE, date(2027, 1, 2)),
        (date(2027, 4, 8), Delai.ORDINAIRE, date(2027, 4, 2)),
        (date(2027, 5, 10), Delai.ORDINAIRE, date(2027, 5, 5)),
    ],
)
def test_a_day_nobody_works_is_replaced_by_the_working_day_before(seance: date, delai: Delai, proposed: date) -> None:
    assert proposed_sending(seance, delai) == proposed


def test_tuesday_for_friday_makes_two_clear_days() -> None:
    assert jours_francs(date(2026, 12, 15), date(2026, 12, 18)) == 2


@given(seance=DAYS, delai=st.sampled_from(Delai))
def test_sent_on_the_limit_gives_exactly_the_delay(seance: date, delai: Delai) -> None:
    limit = limite_envoi(seance, delai)
    assert jours_francs(limit, seance) == delai
    assert proposed_sending(seance, delai) <= limit
    assert jours_francs(limit + timedelta(days=1), seance) < delai


def test_five_clear_days_from_3500_inhabitants() -> None:
    assert delai_ordinaire(3499) is Delai.ORDINAIRE
    assert delai_ordinaire(3500) is Delai.NOTE_DE_SYNTHESE


# --- holidays -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2000, (4, 23)), (2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))],
)
def test_easter(year: int, sunday: tuple[int, int]) -> None:
    assert easter(year) == date(year, *sunday)


@given(year=st.integers(min_value=1583, max_value=4000))
def test_easter_is_a_sunday_of_march_or_april(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


def test_public_holidays_of_2027() -> None:
    expected = {(1, 1), (3, 29), (5, 1), (5, 6), (5, 8), (5, 17), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    assert {(d.month, d.day) for d in public_holidays(2027)} == expected


def test_alsace_moselle_and_overseas_have_their_own() -> None:
    assert date(2027, 3, 26) in public_holidays(2027, "67")
    assert date(2027, 12, 26) in public_holidays(2027, "57")
    assert date(2027, 12, 20) in public_holidays(2027, "974")
    assert date(2027, 12, 20) not in public_holidays(2027, "61")


# --- votes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vote", "scrutin", "expected"),
    [
        pytest.param(Vote(6, 5, 4), Scrutin.ORDINAIRE, Outcome(True, Maniere.MAJORITE), id="M1"),
        pytest.param(Vote(3, 2, 10), Scrutin.ORDINAIRE, Outcome(True, Maniere.MAJORITE), id="M2"),
        pytest.param(Vote(0, 0, 12), Scrutin.ORDINAIRE, Outcome(False, Maniere.AUCUN_EXPRIME), id="M3"),
        pytest.param(
            Vote(5, 5, president_pour=True), Scrutin.ORDINAIRE, Outcome(True, Maniere.VOIX_PREPONDERANTE), id="M4"
        ),
        pytest.param(Vote(5, 5, president_pour=False), Scrutin.ORDINAIRE, Outcome(False, Maniere.PARTAGE), id="M5"),
        pytest.param(Vote(5, 5, 1), Scrutin.ORDINAIRE, Outcome(False, Maniere.PARTAGE), id="M6"),
        pytest.param(Vote(5, 5, president_pour=True), Scrutin.SECRET, Outcome(False, Maniere.PARTAGE), id="M7"),
        pytest.param(Vote(9, 0, 1, 1), Scrutin.ORDINAIRE, Outcome(True, Maniere.UNANIMITE_EXPRIMES), id="M9"),
        pytest.param(Vote(7, 4, blancs_nuls=1), Scrutin.SECRET, Outcome(True, Maniere.MAJORITE), id="M10"),
        pytest.param(Vote(11), Scrutin.ORDINAIRE, Outcome(True, Maniere.UNANIMITE), id="unanimity"),
        pytest.param(Vote(10, ne_prend_pas_part=1), Scrutin.ORDINAIRE, Outcome(True, Maniere.UNANIMITE), id="deport"),
        pytest.param(Vote(4, 7), Scrutin.PUBLIC, Outcome(False, Maniere.REJET), id="rejected"),
    ],
)
def test_outcome_of_a_vote(vote: Vote, scrutin: Scrutin, expected: Outcome) -> None:
    assert outcome(vote, scrutin) == expected


def test_accounts_stand_unless_a_majority_is_against() -> None:
    assert accounts_outcome(Vote(4, 4, 1)).adopte  # M8
    assert not accounts_outcome(Vote(3, 4, 1)).adopte
    assert accounts_outcome(Vote(0, 0, 8)).adopte


def test_every_voter_is_counted_once() -> None:
    assert counted(Vote(9, 0, 1, 1)) == 11  # M9
    assert counted(Vote(7, 4, blancs_nuls=1)) == 12  # M10


@given(
    pour=st.integers(0, 30),
    contre=st.integers(0, 30),
    abstentions=st.integers(0, 30),
    president=st.none() | st.booleans(),
)
def test_a_vote_is_adopted_only_with_more_for_than_against_or_by_the_president(
    pour: int, contre: int, abstentions: int, president: bool | None
) -> None:
    result = outcome(Vote(pour, contre, abstentions, president_pour=president))
    assert result.adopte is (pour > contre or (pour == contre > 0 and president is True))
    assert (result.maniere is Maniere.UNANIMITE) is (pour > 0 and contre == 0 and abstentions == 0)


# --- pouvoirs -----------------------------------------------------------------------------------


def seance_with(*pouvoirs: Pouvoir) -> Seance:
    return Seance(id=1, date=date(2026, 12, 18), presents=(1, 2, 3), pouvoirs=pouvoirs)


@pytest.mark.parametrize(
    ("pouvoir", "fault"),
    [
        (Pouvoir(9, 9), PouvoirFault.A_SOI_MEME),
        (Pouvoir(2, 1), PouvoirFault.MANDANT_PRESENT),
        (Pouvoir(8, 9), PouvoirFault.MANDATAIRE_ABSENT),
        (Pouvoir(8, 3), PouvoirFault.MANDATAIRE_DOUBLE),
        (Pouvoir(7, 2), PouvoirFault.MANDANT_DOUBLE),
    ],
)
def test_a_faulty_pouvoir_is_refused_and_the_others_stand(pouvoir: Pouvoir, fault: PouvoirFault) -> None:
    good = Pouvoir(7, 3)
    seance = seance_with(good, pouvoir)
    assert [(f.pouvoir, f.fault) for f in faulty_pouvoirs(seance)] == [(pouvoir, fault)]
    assert valid_pouvoirs(seance) == (good,)


@given(
    st.lists(st.builds(Pouvoir, st.integers(1, 8), st.integers(1, 8)), max_size=12),
)
def test_valid_pouvoirs_never_share_a_holder_nor_a_giver(pouvoirs: list[Pouvoir]) -> None:
    seance = seance_with(*pouvoirs)
    valid = valid_pouvoirs(seance)
    assert len({p.mandataire for p in valid}) == len({p.mandant for p in valid}) == len(valid)
    assert all(p.mandataire in seance.presents and p.mandant not in seance.presents for p in valid)
    assert len(valid) + len(faulty_pouvoirs(seance)) == len(pouvoirs)


# --- recourse -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "last_day"),
    [
        (date(2026, 3, 10), date(2026, 5, 11)),
        (date(2026, 3, 16), date(2026, 5, 18)),
        (date(2026, 6, 30), date(2026, 8, 31)),
        (date(2026, 9, 10), date(2026, 11, 12)),
        (date(2026, 12, 5), date(2027, 2, 8)),
        (date(2026, 12, 31), date(2027, 3, 1)),
    ],
)
def test_end_of_the_delay_of_recourse(published: date, last_day: date) -> None:
    assert fin_recours(published) == last_day


@given(DAYS)
def test_the_delay_of_recourse_ends_on_a_working_day_after_two_clear_months(published: date) -> None:
    last_day = fin_recours(published)
    assert is_ouvre(last_day)
    assert 60 <= (last_day - published).days <= 68


# --- sizes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("population", "members", "adjoints", "complete"),
    [
        (99, 7, 2, 5),
        (100, 11, 3, 9),
        (499, 11, 3, 9),
        (500, 15, 4, 13),
        (999, 15, 4, 13),
        (1000, 15, 4, 15),
        (1500, 19, 5, 19),
        (2500, 23, 6, 23),
        (3499, 23, 6, 23),
        (3500, 27, 8, 27),
    ],
)
def test_size_of_the_council(population: int, members: int, adjoints: int, complete: int) -> None:
    assert effectif_legal(population) == members
    assert adjoints_max(members) == adjoints
    assert complete_from(population) == complete


def test_adjoints_of_a_council_deemed_complete() -> None:
    assert [adjoints_max(n) for n in (9, 13, 5)] == [2, 3, 1]
