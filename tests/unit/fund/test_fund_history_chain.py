"""One subject through time, on an invented commune: what replaces what, and what is in force on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.history.chain import Bond, Certainty, History
from secretaire.fund.history.chronology import chronology, chronology_of
from secretaire.fund.history.links import resolve
from secretaire.fund.history.subjects import SubjectRules
from secretaire.fund.pieces import ActFacts, Extent, Kind, Mention, Outcome, Piece, Verb

RULES = SubjectRules.load(Path(__file__).resolve().parents[3] / "resources" / "fonds" / "sujets.yaml")


def act(
    number: int,
    day: date | None,
    objet: str,
    *mentions: Mention,
    kind: Kind = Kind.DELIBERATION,
    document: int = 0,
    outcome: Outcome | None = None,
    written: str = "",
) -> StoredPiece:
    facts = ActFacts(
        kind=kind,
        date=day,
        number=written or (f"{day.year}-{number:03}" if day else ""),
        objet=objet,
        outcome=outcome,
        mentions=mentions,
    )
    return StoredPiece(number, document or number, Piece(Extent(1, 0, 1, 10), facts))


def says(verb: Verb, number: str = "", day: date | None = None) -> Mention:
    return Mention(verb, number, day, 1, 40, 80)


def history(words: str, acts: Sequence[StoredPiece], texts: Mapping[int, str] | None = None) -> History:
    texts = texts or {}
    return chronology(words, acts, resolve(acts, RULES), lambda piece: texts.get(piece.id, ""), RULES)


CANTEEN = [
    act(1, date(2019, 6, 14), "Tarifs de la cantine"),
    act(2, date(2022, 6, 17), "Fixation du tarif du restaurant scolaire"),
    act(3, date(2024, 6, 21), "Tarif de la cantine", says(Verb.REPLACES, "2022-002", date(2022, 6, 17))),
]


def test_each_tariff_of_the_canteen_takes_the_place_of_the_former() -> None:
    chain = history("tarif cantine", CANTEEN)
    assert [step.id for step in chain.steps] == [1, 2, 3]
    assert chain.steps[0].relations == ()
    presumed, said = chain.steps[1].relations[0], chain.steps[2].relations[0]
    assert (presumed.bond, presumed.target, presumed.verb) == (Bond.PRESUMED, 1, Verb.REPLACES)
    assert (said.bond, said.target, said.verb, said.mention) == (
        Bond.SAID,
        2,
        Verb.REPLACES,
        CANTEEN[2].facts.mentions[0],
    )


@pytest.mark.parametrize(
    ("day", "piece", "certainty"),
    [
        (date(2019, 6, 13), None, Certainty.UNKNOWN),
        (date(2019, 6, 14), 1, Certainty.PRESUMED),
        (date(2022, 6, 16), 1, Certainty.PRESUMED),
        (date(2022, 6, 17), 2, Certainty.SAID),
        (date(2024, 6, 21), 3, Certainty.PRESUMED),
        (date(2030, 1, 1), 3, Certainty.PRESUMED),
    ],
)
def test_the_tariff_in_force_on_a_day(day: date, piece: int | None, certainty: Certainty) -> None:
    state = history("tarif cantine", CANTEEN).state_on(day)
    assert (state.piece.id if state.piece else None, state.certainty) == (piece, certainty)
    assert state.reason


def test_a_chain_is_the_same_from_any_of_its_acts() -> None:
    links = resolve(CANTEEN, RULES)
    for one in CANTEEN:
        chain = chronology_of(one, [other for other in CANTEEN if other is not one], links, lambda _: "", RULES)
        assert chain == history("tarif cantine", CANTEEN)


def test_a_repealed_delegation_leaves_nothing_in_force() -> None:
    acts = [
        act(1, date(2020, 6, 5), "Délégations du conseil municipal au maire"),
        act(2, date(2021, 9, 10), "Abrogation de la délégation donnée au maire", says(Verb.REPEALS, "2020-001")),
    ]
    chain = history("délégation au maire", acts)
    assert chain.state_on(date(2021, 9, 9)).piece == acts[0]
    assert chain.state_on(date(2021, 9, 9)).certainty is Certainty.SAID
    after = chain.state_on(date(2021, 9, 10))
    assert (after.piece, after.certainty) == (None, Certainty.SAID)


def test_a_delegation_falls_when_the_council_is_renewed() -> None:
    acts = [
        act(1, date(2014, 4, 11), "Délégation au maire (article L. 2122-22 du CGCT)"),
        act(2, date(2020, 6, 5), "Délégations du conseil municipal au maire"),
    ]
    chain = history("délégations au maire", acts)
    assert chain.state_on(date(2020, 5, 1)).piece == acts[0]
    between = chain.state_on(date(2020, 5, 30))
    assert (between.piece, between.certainty) == (None, Certainty.UNKNOWN)
    assert "mandat" in between.reason
    assert chain.state_on(date(2025, 1, 1)).piece == acts[1]


def test_punctual_acts_are_not_replaced() -> None:
    acts = [
        act(1, date(2021, 2, 5), "Réfection du toit de l'église : demande de subvention"),
        act(2, date(2023, 2, 3), "Réfection du toit de l'église : demande de subvention"),
    ]
    chain = history("toit église", acts)
    assert chain.steps[1].relations[0].bond is Bond.RELATED
    assert chain.steps[1].relations[0].verb is None
    state = chain.state_on(date(2024, 1, 1))
    assert (state.piece, state.certainty) == (None, Certainty.UNKNOWN)
    assert "ponctuels" in state.reason


def test_a_punctual_act_that_says_it_replaces_another_does() -> None:
    acts = [
        act(1, date(2021, 2, 5), "Réfection du toit de l'église : demande de subvention"),
        act(
            2, date(2021, 4, 9), "Toit de l'église : plan de financement",
            says(Verb.REPLACES, "2021-001", date(2021, 2, 5)),
        ),
    ]  # fmt: skip
    chain = history("toit église", acts)
    assert chain.state_on(date(2021, 3, 1)).piece == acts[0]
    assert chain.state_on(date(2021, 5, 1)).piece == acts[1]


def test_an_act_for_a_year_is_not_in_force_after_it() -> None:
    acts = [
        act(1, date(2020, 12, 11), "Tarifs 2021 du camping"),
        act(2, date(2021, 12, 10), "Tarifs du camping - année 2022"),
    ]
    chain = history("tarifs camping", acts)
    assert chain.state_on(date(2020, 12, 31)).certainty is Certainty.UNKNOWN
    assert (chain.state_on(date(2021, 12, 31)).piece, chain.state_on(date(2021, 12, 31)).certainty) == (
        acts[0],
        Certainty.SAID,
    )
    assert chain.state_on(date(2022, 1, 1)).piece == acts[1]
    after = chain.state_on(date(2023, 1, 1))
    assert (after.piece, after.certainty) == (None, Certainty.UNKNOWN)
    assert "31\u00a0décembre\u00a02022" in after.reason.replace(" ", "\u00a0")


def test_the_day_it_applies_from_is_read_in_the_text() -> None:
    acts = [act(1, date(2019, 3, 1), "Tarifs du cimetière"), act(2, date(2023, 11, 17), "Tarifs du cimetière")]
    chain = history(
        "tarif cimetière", acts, {2: "Après en avoir délibéré, fixe les tarifs à compter du 1er janvier 2024."}
    )
    assert chain.state_on(date(2023, 12, 31)).piece == acts[0]
    assert chain.state_on(date(2024, 1, 1)).piece == acts[1]


def test_an_act_never_applies_before_it_was_taken() -> None:
    acts = [act(1, date(2018, 4, 9), "Tarifs de l'assainissement")]
    chain = history("tarif assainissement", acts, {1: "Le conseil décide de fixer à compter du 1er janvier 2018."})
    assert chain.state_on(date(2018, 4, 8)).piece is None
    assert chain.state_on(date(2018, 4, 9)).piece == acts[0]


ALIKE = [
    act(1, date(2019, 1, 18), "Tarifs de l'assainissement - Bourg-Neuf"),
    act(2, date(2019, 1, 18), "Tarifs de l'assainissement - Le Vieux Moulin"),
    act(3, date(2020, 1, 17), "Tarif assainissement de Bourg-Neuf"),
    act(4, date(2020, 1, 17), "Tarif assainissement du Vieux-Moulin"),
]


def test_subjects_alike_are_not_merged() -> None:
    chain = history("tarif assainissement bourg neuf", ALIKE)
    assert [step.id for step in chain.steps if step.main] == [1, 3]
    assert chain.state_on(date(2021, 1, 1)).piece == ALIKE[2]


def test_words_that_mean_several_subjects_give_no_act_in_force() -> None:
    chain = history("tarif assainissement", ALIKE)
    assert len(chain.subjects) == 2
    assert [step.relations[0].target for step in chain.steps[2:]] == [1, 2]
    state = chain.state_on(date(2021, 1, 1))
    assert (state.piece, state.certainty) == (None, Certainty.UNKNOWN)


def test_a_narrower_act_is_beside_the_general_one() -> None:
    acts = [
        act(1, date(2020, 11, 13), "Tarifs de location des salles communales"),
        act(2, date(2022, 11, 18), "Tarif de location de la salle Bellevue"),
        act(3, date(2023, 11, 17), "Tarifs des salles"),
    ]
    whole = history("tarif des salles", acts)
    assert whole.state_on(date(2023, 1, 1)).piece == acts[0]
    assert "Bellevue" in whole.state_on(date(2023, 1, 1)).reason
    one = history("tarif salle Bellevue", acts)
    assert one.state_on(date(2023, 1, 1)).piece == acts[1]
    assert one.state_on(date(2024, 1, 1)).certainty is Certainty.UNKNOWN


def test_an_act_that_completes_leaves_the_former_in_force() -> None:
    acts = [
        act(1, date(2020, 11, 13), "Tarifs de location de la salle des fêtes"),
        act(2, date(2021, 11, 19), "Précisions sur les tarifs de la salle des fêtes"),
        act(3, date(2022, 11, 18), "Tarifs de la salle polyvalente"),
    ]
    chain = history("tarif salle des fêtes", acts)
    assert chain.steps[1].relations[0].verb is Verb.COMPLETES
    assert chain.state_on(date(2022, 1, 1)).piece == acts[0]
    assert "complété" in chain.state_on(date(2022, 1, 1)).reason
    assert chain.state_on(date(2023, 1, 1)).piece == acts[2]


def test_what_was_rejected_changes_nothing() -> None:
    acts = [
        act(1, date(2020, 11, 13), "Tarif de la garderie"),
        act(
            2, date(2021, 11, 19), "Tarif de la garderie", says(Verb.REPLACES, "2020-001"), outcome=Outcome.REJECTED
        ),
    ]  # fmt: skip
    assert resolve(acts, RULES) == []
    assert history("tarif garderie", acts).state_on(date(2022, 1, 1)).piece == acts[0]


def test_an_act_without_date_forbids_an_answer() -> None:
    acts = [act(1, date(2020, 11, 13), "Tarif de la garderie"), act(2, None, "Tarif de la garderie")]
    chain = history("tarif garderie", acts)
    assert [step.id for step in chain.steps] == [1, 2]
    assert chain.state_on(date(2022, 1, 1)).certainty is Certainty.UNKNOWN


def test_two_acts_of_one_day_give_no_act_in_force() -> None:
    acts = [act(1, date(2020, 11, 13), "Tarif de la garderie"), act(2, date(2020, 11, 13), "Tarif garderie")]
    assert history("tarif garderie", acts).state_on(date(2022, 1, 1)).certainty is Certainty.UNKNOWN


def test_an_act_kept_twice_is_one_step() -> None:
    acts = [
        act(1, date(2020, 11, 13), "Tarif de la garderie", written="2020-07"),
        act(2, date(2020, 11, 13), "TARIF DE LA GARDERIE", written="7/2020"),
    ]
    (step,) = history("tarif garderie", acts).steps
    assert (step.id, step.copies) == (1, (2,))


def test_an_arrete_does_not_replace_a_deliberation() -> None:
    acts = [
        act(1, date(2018, 11, 13), "Règlement du cimetière"),
        act(2, date(2020, 11, 13), "Règlement du cimetière", kind=Kind.ARRETE),
    ]
    chain = history("règlement cimetière", acts)
    assert chain.steps[1].relations[0].bond is Bond.RELATED
    assert chain.state_on(date(2022, 1, 1)).certainty is Certainty.UNKNOWN


def test_an_avenant_completes_the_contract() -> None:
    acts = [
        act(1, date(2018, 11, 13), "Bail de la boulangerie"),
        act(2, date(2020, 11, 13), "Avenant au bail de la boulangerie"),
    ]
    chain = history("bail boulangerie", acts)
    relation = chain.steps[1].relations[0]
    assert (relation.bond, relation.verb) == (Bond.PRESUMED, Verb.COMPLETES)
    assert chain.state_on(date(2022, 1, 1)).piece == acts[0]


def test_an_extension_moves_the_last_day() -> None:
    acts = [
        act(1, date(2020, 11, 13), "Tarif de la garderie"),
        act(2, date(2021, 6, 18), "Tarif de la garderie : prolongation", says(Verb.EXTENDS, "2020-001")),
    ]
    texts = {
        1: "Après en avoir délibéré, le conseil le fixe jusqu'au 31 août 2021.",
        2: "Après en avoir délibéré, le conseil le proroge jusqu'au 31 août 2022.",
    }
    chain = history("tarif garderie", acts, texts)
    assert chain.state_on(date(2022, 8, 31)).piece == acts[0]
    assert chain.state_on(date(2022, 9, 1)).certainty is Certainty.UNKNOWN


def test_neighbours_are_shown_when_no_act_is_exactly_on_the_subject() -> None:
    acts = [act(1, date(2020, 11, 13), "Tarif de location des salles")]
    chain = history("tarif salle Bellevue", acts)
    assert [(step.id, step.main) for step in chain.steps] == [(1, False)]
    assert chain.state_on(date(2022, 1, 1)).certainty is Certainty.UNKNOWN


def test_no_act_on_the_subject() -> None:
    chain = history("tarif de la piscine", CANTEEN)
    assert chain.steps == ()
    assert chain.state_on(date(2024, 1, 1)).certainty is Certainty.UNKNOWN


def test_an_end_said_by_an_act_out_of_the_chain_forbids_an_answer() -> None:
    acts = [
        act(1, date(2020, 11, 13), "Tarif de la garderie"),
        act(2, date(2024, 5, 3), "Divers", says(Verb.REPEALS, "2020-001")),
    ]
    links = resolve(acts, RULES)
    chain = chronology("tarif garderie", acts[:1], links, lambda _: "", RULES)
    assert chain.state_on(date(2025, 1, 1)).certainty is Certainty.UNKNOWN


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=8, unique=True), st.integers(-50, 3100))
def test_of_plain_tariffs_the_last_one_taken_is_in_force(offsets: list[int], asked: int) -> None:
    start = date(2015, 1, 1)
    acts = [act(i, start + timedelta(days=offset), "Tarif de la garderie") for i, offset in enumerate(offsets, start=1)]
    state = history("tarif garderie", acts).state_on(start + timedelta(days=asked))
    taken = [offset for offset in offsets if offset <= asked]
    expected = acts[offsets.index(max(taken))] if taken else None
    assert state.piece == expected
    assert state.certainty is (Certainty.PRESUMED if taken else Certainty.UNKNOWN)
