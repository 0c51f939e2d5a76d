"""Nominations through the desk: what is noted in the meeting fills the act, and undoing it empties the act again."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pytest
from held_meeting import AUTHOR, HELD, new_office

from secretaire.acts.act import Act, Role
from secretaire.acts.spans import OriginKind
from secretaire.council import happenings as do
from secretaire.council import sitting
from secretaire.council.agenda import Point
from secretaire.council.course import ByName, Sort
from secretaire.council.elections import Tour
from secretaire.council.nominations import Nomme
from secretaire.desk import elections, meeting, minutes, seances, writing
from secretaire.desk.meeting_papers import Resultat, examined
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused

EVENING = dt.time(20, 30)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path / "espace")


def opened(office: Office, *acts: str) -> int:
    """The id of an open meeting of nine members, a point an act; an empty one for a point without a draft."""
    held = seances.create_seance(office, HELD, EVENING, "mairie", HELD - dt.timedelta(days=7))
    for rank, act in enumerate(acts):
        meeting.change(
            office, held.id, partial(do.add_point, point=Point(0, f"Point {rank}", act_id=act or None)), AUTHOR
        )
    gesture = partial(do.open_meeting, heure=EVENING, presents=range(1, 10), secretaire=2)
    meeting.change(office, held.id, gesture, AUTHOR)
    return held.id


def draft(office: Office, type_id: str, **fields: str) -> str:
    return writing.start_draft(office, type_id, fields, author=AUTHOR).id


def text(act: Act, role: Role) -> str:
    return act.section(role).text.replace("\u00a0", " ")


def test_delegates_elected_seat_by_seat_are_in_the_act(office: Office) -> None:
    act = draft(office, "designation_delegues", sieges_titulaires="1", sieges_suppleants="1")
    held = opened(office, act)
    for tour in (
        Tour((("M. Louis HÉBERT", 4), ("Mme Anne LEROY", 4)), blancs=1, siege="délégué titulaire"),
        Tour((("M. Louis HÉBERT", 5), ("Mme Anne LEROY", 4)), siege="délégué titulaire"),
        Tour((("M. Paul ROUX", 9),), siege="délégué suppléant"),
    ):
        meeting.change(office, held, partial(sitting.record_round, point_id=1, tour=tour), AUTHOR)
    written = writing.get_act(office, act)
    assert written.fields["mode_vote"] == "scrutin secret"
    assert written.fields["titulaires"] == [{"nom": "M. Louis HÉBERT"}]
    assert written.fields["suppleants"] == [{"nom": "M. Paul ROUX"}]
    assert [(r["siege"], r["tour"], r["voix"]) for r in written.fields["resultats"] if isinstance(r, dict)] == [
        ("titulaire", "premier", "4"),
        ("titulaire", "premier", "4"),
        ("titulaire", "deuxième", "5"),
        ("titulaire", "deuxième", "4"),
        ("suppléant", "premier", "9"),
    ]
    spans = [s for p in written.section(Role.DISPOSITIF).paragraphs for s in p.spans if "HÉBERT" in s.text]
    assert {s.origin.kind for s in spans} == {OriginKind.SAISIE}
    assert {s.origin.source.partition(".")[0] for s in spans} == {"resultats", "titulaires"}
    for _ in range(3):
        meeting.undo(office, held, AUTHOR)
    emptied = writing.get_act(office, act).fields
    assert (emptied["resultats"], emptied["titulaires"], emptied["suppleants"], emptied["mode_vote"]) == (
        [],
        [],
        [],
        "",
    )


def test_what_the_secretary_typed_stays_when_the_meeting_says_nothing_of_it(office: Office) -> None:
    act = draft(office, "designation_delegues", sieges_titulaires="1")
    held = opened(office, act)
    writing.change_fields(office, act, {"titulaires": [{"nom": "Mme Anne LEROY"}]}, AUTHOR)
    meeting.change(office, held, partial(sitting.waive_secrecy, point_id=1), AUTHOR)
    meeting.undo(office, held, AUTHOR)
    assert writing.get_act(office, act).fields["titulaires"] == [{"nom": "Mme Anne LEROY"}]


def test_the_maire_and_the_adjoints_are_always_elected_by_secret_ballot(office: Office) -> None:
    """L. 2122-7; L. 2122-7-2."""
    held = opened(office, draft(office, "election_maire"), draft(office, "election_adjoints"), "")
    one = (Nomme("M. Louis HÉBERT"),)
    for point in (1, 2):
        for gesture in (
            partial(sitting.waive_secrecy, point_id=point),
            partial(sitting.nominate_at_once, point_id=point, nommes=one),
        ):
            with pytest.raises(Refused) as caught:
                meeting.change(office, held, gesture, AUTHOR)
            assert caught.value.code is Code.SECRET_BY_LAW
    meeting.change(office, held, partial(sitting.waive_secrecy, point_id=3), AUTHOR)
    again = draft(office, "election_adjoints")
    with pytest.raises(Refused) as caught:
        meeting.change(office, held, partial(do.attach_act, point_id=3, act_id=again), AUTHOR)
    assert caught.value.code is Code.SECRET_BY_LAW, "the draft attached afterwards says what the point is"


def test_commissions_are_created_by_a_vote_and_their_members_named_at_once(office: Office) -> None:
    act = draft(office, "commissions_municipales")
    held = opened(office, act)
    named = (Nomme("M. Paul ROUX", "Travaux"), Nomme("Mme Anne LEROY", "École"))
    meeting.change(office, held, partial(sitting.nominate_at_once, point_id=1, nommes=named), AUTHOR)
    meeting.change(office, held, partial(do.record_by_name, point_id=1, ballot=ByName()), AUTHOR)
    written = writing.get_act(office, act)
    assert written.fields["mode_vote"] == "candidatures uniques"
    assert written.fields["membres"] == [
        {"commission": "Travaux", "membre": "M. Paul ROUX"},
        {"commission": "École", "membre": "Mme Anne LEROY"},
    ]
    assert "les nominations, dont lecture est donnée, prennent effet immédiatement" in text(written, Role.CONSIDERANTS)
    assert "après en avoir délibéré, à l'unanimité" in text(written, Role.VOTE)


def test_a_type_that_says_nothing_of_nominations_has_the_sentence_in_its_vote(office: Office) -> None:
    act = draft(office, "subventions_associations")
    held = opened(office, act)
    one = (Nomme("M. Paul ROUX"),)
    meeting.change(office, held, partial(sitting.nominate_at_once, point_id=1, nommes=one), AUTHOR)
    meeting.change(office, held, partial(do.settle, point_id=1, sort=Sort.VOTE), AUTHOR)
    told = text(writing.get_act(office, act), Role.VOTE)
    assert "Une seule candidature ayant été présentée, la nomination prend effet immédiatement" in told
    assert "lecture en est donnée par la maire : M. Paul ROUX." in told
    assert "résultat du vote" not in told
    assert examined(office, held).lines[0].resultat is Resultat.ADOPTEE
    assert told.split("\n")[0] in minutes.minutes_of(office, held).minutes.part("point.1").section.text.replace(
        "\u00a0", " "
    )


def test_nobody_but_the_maire_is_said_to_read_the_nomination(office: Office) -> None:
    held = opened(office, "")
    meeting.change(office, held, partial(do.preside, point_id=1, elu=2), AUTHOR)
    one = (Nomme("M. Paul ROUX"),)
    meeting.change(office, held, partial(sitting.nominate_at_once, point_id=1, nommes=one), AUTHOR)
    meeting.change(office, held, partial(do.settle, point_id=1, sort=Sort.VOTE), AUTHOR)
    told = minutes.minutes_of(office, held).minutes.part("point.1").section.text.replace("\u00a0", " ")
    assert "lecture en est donnée : M. Paul ROUX." in told


def test_equal_remainders_leave_the_seat_to_be_filled_until_the_eldest_is_known(office: Office) -> None:
    act = draft(office, "election_cao")
    held = opened(office, act, "")
    tie = Tour((("Liste Roux", 4), ("Liste Morel", 4)), nuls=1, sieges=3)
    for point in (1, 2):
        meeting.change(office, held, partial(sitting.record_round, point_id=point, tour=tie), AUTHOR)
        meeting.change(office, held, partial(do.settle, point_id=point, sort=Sort.VOTE), AUTHOR)
    rows = writing.get_act(office, act).fields["listes"]
    assert [row["sieges_titulaires"] for row in rows if isinstance(row, dict)] == ["", ""]
    told = minutes.minutes_of(office, held).minutes.part("point.2").section.text.replace("\u00a0", " ")
    assert "au plus fort reste : Liste Roux : 1 siège ; Liste Morel : 1 siège ; " in told
    assert "liste du plus âgé" in told


def test_the_seats_that_a_draft_fills(office: Office) -> None:
    kind = writing.act_type(office, "election_cao")
    act = writing.get_act(office, draft(office, "election_cao"))
    assert elections.seats_to_fill(kind, act, 3499) == ("titulaire",) * 3 + ("suppléant",) * 3
    assert elections.seats_to_share(kind, 3500) == 5
    delegates = writing.get_act(office, draft(office, "designation_delegues", sieges_titulaires="2"))
    kind = writing.act_type(office, "designation_delegues")
    assert elections.seats_to_fill(kind, delegates, 800) == ("titulaire", "titulaire")
    assert elections.seats_to_share(kind, 800) == 0
