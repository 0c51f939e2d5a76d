"""A meeting held through the desk: what each gesture does to the acts, and what came from elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from secretaire.acts.act import Role
from secretaire.checks.finding import Gravite
from secretaire.council import happenings as h
from secretaire.council import sitting
from secretaire.council.agenda import Point
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.commune import Commune
from secretaire.council.convocation import Mode
from secretaire.council.course import ByCount, ByName, Sort
from secretaire.council.roster import Elu
from secretaire.council.seance import Vote
from secretaire.council.votes import Scrutin
from secretaire.desk import convocations, meeting, seances, writing
from secretaire.desk.checking import check_act
from secretaire.desk.messages import sentence
from secretaire.desk.office import Office, create_space
from secretaire.errors import Code, Refused

COMMUNE = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "", lieu_seance="mairie")
WHO = "secrétaire"
FIELDS = {
    "salle": "la salle des fêtes",
    "date_effet": "01/01/2027",
    "grille": [{"usage": "Journée", "habitants": "125", "exterieurs": "210"}],
    "caution": "300",
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    office = create_space(tmp_path / "espace", COMMUNE)
    office.workspace.roster.replace_all(
        [Elu(0, "Mme", f"Nom{n}", "Anne", "maire" if n == 1 else "conseillère", n) for n in range(1, 8)]
    )
    seances.create_seance(office, dt.date(2026, 12, 18), dt.time(20, 30), "mairie", dt.date(2026, 12, 10))
    yield office
    office.close()


def draft(office: Office) -> str:
    return writing.start_draft(office, "tarifs_salle", FIELDS, author=WHO, seance_id=1).id


def opened(office: Office, *presents: int) -> None:
    gesture = partial(h.open_meeting, heure=dt.time(20, 30), presents=presents, secretaire=2)
    meeting.change(office, 1, gesture, WHO)


def text(office: Office, act_id: str, role: Role) -> str:
    return writing.get_act(office, act_id).section(role).text.replace("\u00a0", " ")


def codes(office: Office, act_id: str) -> set[str]:
    return {f.code for f in check_act(office, writing.get_act(office, act_id)) if f.gravite is Gravite.BLOQUANT}


def test_an_act_attached_elsewhere_has_its_point_and_a_vote_noted_elsewhere_is_on_it(office: Office) -> None:
    act = draft(office)
    held = replace(seances.get_seance(office, 1), presents=(1, 2, 3, 4), secretaire=2)
    seances.update_seance(office, held, WHO)
    seances.set_vote(office, act, Vote(3, 1, noms_contre=("Mme Anne NOM4",)), WHO, seance_id=1)
    course = meeting.course_of(office, 1)
    assert [p.act_id for p in course.points] == [act]
    assert course.passage(1).ballot == ByCount(3, 1)
    assert "3 voix pour et 1 voix contre (Mme Anne NOM4)" in text(office, act, Role.VOTE)
    meeting.change(office, 1, partial(h.add_point, point=Point(0, "Tarifs du cimetière")), WHO)
    assert "(Mme Anne NOM4)" in text(office, act, Role.VOTE)  # a gesture about something else leaves its names
    assert meeting.undo(office, 1, WHO).points == course.points
    seances.set_vote(office, act, None, WHO)
    assert meeting.course_of(office, 1).passage(1).sort is None


def test_acts_follow_the_room_the_vote_and_the_undoing(office: Office) -> None:
    first, second = draft(office), draft(office)
    opened(office, 1, 2, 3, 4)
    meeting.change(office, 1, partial(h.record_by_name, point_id=1, ballot=ByName(contre=(2, 3, 4))), WHO)
    assert "N'ADOPTE PAS la proposition." in text(office, first, Role.VOTE)
    assert text(office, first, Role.DISPOSITIF) == ""
    meeting.change(office, 1, partial(h.arrive, elu=5, heure=dt.time(21, 0), avant=2), WHO)
    assert (
        "Présents : 4" in text(office, first, Role.COMPOSITION),
        "Présents : 5" in text(office, second, Role.COMPOSITION),
    ) == (True, True)
    meeting.change(office, 1, partial(h.note, point_id=1, notes="Nom2 : trop cher"), WHO)
    meeting.undo(office, 1, WHO)
    assert meeting.undo(office, 1, WHO).passage(1).notes == "Nom2 : trop cher"
    assert "résultat du vote" in text(office, first, Role.VOTE)
    assert text(office, first, Role.DISPOSITIF)
    assert "Présents : 4" in text(office, second, Role.COMPOSITION)
    assert seances.vote_of(office, first) is None

    meeting.change(office, 1, partial(h.settle, point_id=2, sort=Sort.REPORTE), WHO)
    before = writing.get_act(office, second)
    assert "POINT_NON_DELIBERE" in codes(office, second)
    assert (before.state, bool(before.section(Role.DISPOSITIF).text)) == (writing.get_act(office, first).state, True)
    meeting.change(office, 1, partial(h.attach_act, point_id=2, act_id=None), WHO)
    assert writing.get_act(office, second).seance_id is None
    meeting.undo(office, 1, WHO)
    assert writing.get_act(office, second).seance_id == 1


def test_a_point_struck_out_comes_back_with_its_notes(office: Office) -> None:
    meeting.change(office, 1, partial(h.add_point, point=Point(0, "Tarifs")), WHO)
    meeting.change(office, 1, partial(h.note, point_id=1, notes="devis attendu"), WHO)
    meeting.change(office, 1, partial(h.remove_point, point_id=1), WHO)
    assert meeting.undo(office, 1, WHO).passage(1).notes == "devis attendu"


def test_convocations_sent_stay_sent(office: Office) -> None:
    meeting.change(office, 1, partial(h.add_point, point=Point(0, "Tarifs")), WHO)
    everyone = [m.elu.id for m in convocations.convocation_of(office, 1).members]
    sent = seances.get_seance(office, 1).date - dt.timedelta(days=9)
    convocations.record_sending(office, 1, everyone, sent, Mode.PAPIER, WHO)
    meeting.undo(office, 1, WHO)
    assert seances.get_seance(office, 1).convocation == sent


def test_a_maire_who_is_away_does_not_preside(office: Office) -> None:
    act = draft(office)
    opened(office, 2, 3, 4, 5)
    assert "sous la présidence de [qui préside à compléter]" in text(office, act, Role.COMPOSITION)
    assert text(office, act, Role.SIGNATURES).startswith("Le président de séance,\n[qui préside à compléter]")
    meeting.change(office, 1, partial(h.preside, point_id=1, elu=2), WHO)
    assert "La présidente de séance,\nAnne NOM2" in text(office, act, Role.SIGNATURES)
    meeting.change(office, 1, partial(h.appoint, secretaire=3, president=2), WHO)
    assert "[" not in text(office, act, Role.COMPOSITION).replace("[date de la convocation à compléter]", "")


def test_a_refusal_names_people_and_changes_nothing(office: Office) -> None:
    draft(office)
    opened(office, 1, 2, 3, 4)
    course = meeting.course_of(office, 1)
    with pytest.raises(Refused) as caught:
        meeting.change(office, 1, partial(h.arrive, elu=2, heure=None, avant=1), WHO)
    assert sentence(caught.value).startswith("Mme Anne NOM2 est déjà en séance")
    with pytest.raises(Refused) as caught:
        meeting.change(office, 1, partial(h.close_meeting, heure=dt.time(22, 0)), WHO)
    assert "« Tarifs de location" in sentence(caught.value)
    meeting.change(office, 1, partial(h.record_by_name, point_id=1, ballot=ByName()), WHO)
    act = str(course.points[0].act_id)
    with pytest.raises(Refused) as caught:
        seances.set_vote(office, act, Vote(5), WHO, seance_id=1)
    assert caught.value.code is Code.BALLOT_TOTAL
    assert seances.vote_of(office, act) == meeting.vote(office, meeting.course_of(office, 1), 1)
    seances.set_vote(office, act, Vote(3, 1, noms_contre=("Mme Anne NOM4",)), WHO, seance_id=1)
    assert meeting.course_of(office, 1).passage(1).ballot == ByCount(3, 1)
    assert "1 voix contre (Mme Anne NOM4)" in text(office, act, Role.VOTE)
    with pytest.raises(Refused) as caught:
        seances.update_seance(office, replace(course.seance, presents=(1, 2)), WHO)
    assert caught.value.code is Code.QUORUM_LOST
    assert meeting.course_of(office, 1).seance == course.seance
    assert meeting.can_undo(office, 1)


def test_the_circumstances_and_the_ballot_are_written_in_the_act(office: Office) -> None:
    act = draft(office)
    opened(office, 1, 2, 3, 4)
    convocations.declare_urgency(office, 1, "la chaudière est en panne", WHO)
    assert "URGENCE_A_NOTER" in codes(office, act)
    meeting.change(office, 1, partial(sitting.judge_urgency, voix=Voix(4)), WHO)
    meeting.change(office, 1, partial(h.ask_ballot, point_id=1, scrutin=Scrutin.PUBLIC, demandeurs=(3,)), WHO)
    meeting.change(office, 1, partial(h.record_by_name, point_id=1, ballot=ByName((3,), (4,))), WHO)
    opening, vote = text(office, act, Role.COMPOSITION), text(office, act, Role.VOTE)
    assert "convoqué en urgence le 10 décembre 2026" in opening
    assert "des motifs de l'urgence (la chaudière est en panne)" in opening
    assert "Scrutin public demandé par 1 membre présent. Pour : Mme Anne NOM1 et Mme Anne NOM2." in vote
    assert "Contre : Mme Anne NOM3. Abstentions : Mme Anne NOM4." in vote
    assert "par 2 voix pour, 1 voix contre et 1 abstention," in vote

    closed = HuisClos(Voix(3, 1))
    meeting.change(office, 1, partial(sitting.close_doors, huis_clos=closed), WHO)
    opening = text(office, act, Role.COMPOSITION)
    assert "le conseil municipal l'a reconnue à l'unanimité." in opening
    assert (
        "À la demande de Mme Anne NOM1, le conseil municipal décide, sans débat, par 3 voix pour et 1 voix contre"
        in opening
    )
    assert "séance publique" not in opening
    assert not codes(office, act) & {"QUORUM", "VOTE_TOTAL", "CONVOCATION_DELAI", "VOTE_UNANIMITE"}
