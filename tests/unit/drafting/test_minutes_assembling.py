"""The procès-verbal as a value: what happened is told at its place, what is unknown is a blank, every mention is judged."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from held_meeting import roster

from secretaire.acts import editing
from secretaire.acts.act import Act, ActId, Paragraph, Role, Section
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.checks import pv
from secretaire.checks.pv import Mention
from secretaire.council.agenda import Nature, Point
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.course import (
    ByCount,
    ByName,
    Course,
    Motif,
    Mouvement,
    Passage,
    Retrait,
    Sens,
    Sort,
)
from secretaire.council.minutes import Minutes, Rework, laid_over, moved, reworked
from secretaire.council.roster import Roster
from secretaire.council.seance import Pouvoir, Seance, Vote
from secretaire.council.votes import Scrutin
from secretaire.desk.communes import the_commune
from secretaire.desk.resources import plume
from secretaire.drafting.minutes import Material, Settled, assemble

_SEANCE = Seance(
    1,
    dt.date(2026, 12, 18),
    dt.time(20, 30),
    "mairie",
    dt.date(2026, 12, 11),
    presents=(1, 2, 3, 4, 5, 6),
    pouvoirs=(Pouvoir(8, 2), Pouvoir(9, 3)),
    secretaire=4,
)
_COURSE = Course(
    _SEANCE,
    (
        Point(1, "Arrêt du procès-verbal", Nature.PROCES_VERBAL),
        Point(2, "Tarifs de la salle"),
        Point(3, "Vœu"),
        Point(4, "Questions diverses", Nature.QUESTIONS),
    ),
    (
        Mouvement(8, Sens.ARRIVEE, dt.time(20, 45), 2),
        Mouvement(3, Sens.DEPART, dt.time(21, 0), 3, pouvoir_a=5),
    ),
    (
        Passage(1, Sort.PREND_ACTE),
        Passage(
            2,
            Sort.VOTE,
            (Retrait(5, Motif.INTERET, dt.time(20, 50)),),
            ballot=ByCount(5, 1),
            notes="ROUX demande 120 € pr les habitants\nmaire d'accord",
        ),
        Passage(3, Sort.VOTE, scrutin=Scrutin.PUBLIC, demandeurs=(1, 2), ballot=ByName(contre=(4,)), notes="240 signatures"),
        Passage(4, Sort.SANS_VOTE, notes="nids de poule"),
    ),
    dt.time(20, 34),
    dt.time(22, 10),
)  # fmt: skip


def _assembled(course: Course = _COURSE, settled: tuple[Settled, ...] = ()) -> Minutes:
    votes = {2: Vote(5, 1), 3: Vote(6, 1, noms_contre=("M. Paul GUÉRIN",))}
    material = Material(course, the_commune("61339"), Roster(roster()), plume(), votes=votes, settled=settled)
    return assemble(material)


def _part(minutes: Minutes, point: int) -> str:
    return minutes.part(f"point.{point}").section.text.replace("\u00a0", " ")


def test_everything_stands_at_its_place() -> None:
    minutes = _assembled(settled=(Settled(dt.date(2026, 10, 16), "lire douze voix"),))
    assert "à 20 heures 34" in minutes.part("ouverture").section.text.replace("\u00a0", " ")
    assert "du 16 octobre 2026 est arrêté, après les rectifications suivantes : lire douze voix." in _part(minutes, 1)
    assert _part(minutes, 2).split("\n") == [
        "M. Marc PETIT prend place à 20 heures 45, avant l'examen du point 2 ; "
        "le pouvoir donné à M. Louis HÉBERT prend fin.",
        "Présents : 7 ; pouvoirs : 1 ; votants : 8.",
        "2. Tarifs de la salle",
        "Mme Denise ROUX, intéressée à l'affaire, quitte la salle à 20 heures 50 et ne prend part ni au débat ni au vote.",
        "Madame Roux demande 120 € pour les habitants.",
        "Maire d'accord.",
        "Le conseil municipal, après en avoir délibéré, par 5 voix pour et 1 voix contre, adopte la proposition.",
    ]
    ballot = _part(minutes, 3)
    assert "quitte la séance à 21 heures, avant l'examen du point 3 et donne pouvoir à Mme Denise ROUX ; " in ballot
    assert "le pouvoir reçu de Mme Sylvie BLANC n'est plus utilisé." in ballot
    assert "Il est procédé au scrutin public, à la demande de Mme Claire MARTIN et M. Louis HÉBERT." in ballot
    assert "A voté contre : M. Paul GUÉRIN." in ballot
    assert "la séance est levée à 22 heures 10." in minutes.part("levee").section.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("sort", "told"),
    [
        (Sort.RETIRE, "La maire retire ce point de l'ordre du jour."),
        (Sort.REPORTE, "renvoyer l'examen de ce point à une prochaine séance"),
        (Sort.SANS_QUORUM, "Le quorum n'est pas réuni pour ce point (6 membres présents pour 6 requis)"),
        (None, "[résultat à compléter]"),
    ],
)
def test_a_point_that_was_not_decided(sort: Sort | None, told: str) -> None:
    course = _COURSE.with_passage(replace(_COURSE.passage(2), sort=sort))
    assert told in _part(_assembled(course), 2)
    assert "Maire d'accord." in _part(_assembled(course), 2)


def test_a_meeting_that_ends_for_lack_of_a_quorum_has_not_exhausted_its_agenda() -> None:
    course = _COURSE.with_passage(Passage(3, Sort.SANS_QUORUM))
    assert "Le quorum n'étant plus réuni, la séance est levée" in _assembled(course).part("levee").section.text


def test_a_tie_in_a_secret_ballot_is_lost_whoever_presides() -> None:
    tie = Passage(2, Sort.VOTE, scrutin=Scrutin.SECRET, ballot=ByCount(4, 4, president_pour=True))
    material = Material(
        _COURSE.with_passage(tie),
        the_commune("61339"),
        Roster(roster()),
        plume(),
        votes={2: Vote(4, 4, president_pour=True)},
    )
    told = _part(assemble(material), 2)
    assert "N'ADOPTE PAS la proposition." in told
    assert "prépondérante" not in told


def test_who_is_represented_does_not_leave_the_room() -> None:
    aside = (Retrait(9, Motif.INTERET, dt.time(20, 50)), Retrait(11, Motif.ORGANISME))
    told = _part(_assembled(_COURSE.with_passage(replace(_COURSE.passage(2), retraits=aside))), 2)
    assert "Mme Sylvie BLANC n'est pas représentée pour ce point : son pouvoir n'est pas utilisé." in told
    assert "quitte la salle" not in told
    assert "SIMON" not in told


def test_the_circumstances_are_those_of_the_acts() -> None:
    course = replace(_COURSE, urgence="Le toit menace.", huis_clos=HuisClos(Voix(8)))
    opening = _assembled(course).part("ouverture").section.text.replace("\u00a0", " ")
    assert "convoqué en urgence le 11 décembre 2026" in opening
    assert "La maire a rendu compte des motifs de l'urgence (le toit menace)" in opening
    assert "reconnue" not in opening, "nobody noted what the council said"
    closed = "À la demande de Mme Claire MARTIN, le conseil municipal décide, sans débat, à l'unanimité, de siéger à huis clos."
    assert closed in opening
    assert "séance publique" not in opening
    judged = (
        _assembled(replace(course, avis_urgence=Voix(2, 5, 1))).part("ouverture").section.text.replace("\u00a0", " ")
    )
    assert "le conseil municipal ne l'a pas reconnue (par 2 voix pour, 5 voix contre et 1 abstention)." in judged
    refused = replace(course, huis_clos=HuisClos(Voix(4, 4), (3, 4, 5)))
    opening = _assembled(refused).part("ouverture").section.text.replace("\u00a0", " ")
    assert (
        "Le huis clos, demandé par Mme Anne LEROY, M. Paul GUÉRIN et Mme Denise ROUX, est mis aux voix sans débat"
        in opening
    )
    assert "en séance publique" in opening
    second = replace(course, premiere=dt.date(2026, 12, 14), seance=replace(_SEANCE, presents=(1, 2, 4)))
    opening = _assembled(second).part("ouverture").section.text.replace("\u00a0", " ")
    assert "sur seconde convocation du 11 décembre 2026" in opening
    assert (
        "La séance du 14 décembre 2026 n'ayant pu se tenir faute de quorum, le conseil délibère sans condition de quorum sur le même ordre du jour."
        in opening
    )
    assert "n'est pas atteint" not in opening


def test_every_mention_of_the_law_is_there_and_each_one_can_be_missing() -> None:
    minutes = _assembled(settled=(Settled(dt.date(2026, 10, 16)),))
    states = {s.mention: s for s in pv.mentions(minutes, _COURSE, Roster(roster()))}
    assert [m for m, s in states.items() if s.present is False] == []
    assert set(states) == set(Mention)

    gone = {
        Mention.PRESENTS: ("ouverture", "Anne LEROY", "Anne"),
        Mention.SECRETAIRE: ("ouverture", "GUÉRIN", "X"),
        Mention.QUORUM: ("ouverture", "quorum", "nombre"),
        Mention.ORDRE_DU_JOUR: ("ouverture", "3. Vœu", "3."),
        Mention.HEURE: ("ouverture", "20\u00a0heures\u00a034", "vingt"),
        Mention.NOMS: ("point.3", "GUÉRIN", "X"),
        Mention.SIGNATURES: ("signatures", "GUÉRIN", "X"),
    }
    for mention, (key, before, after) in gone.items():
        section = minutes.part(key).section
        altered = minutes.with_section(key, editing.edit_section(section, section.text.replace(before, after), "Odile"))
        found = next(s for s in pv.mentions(altered, _COURSE, Roster(roster())) if s.mention is mention)
        assert found.present is False, mention
        assert found.missing


def test_what_was_said_is_asked_for_and_no_occasion_is_no_fault() -> None:
    silent = _COURSE.with_passage(Passage(3, Sort.VOTE, ballot=ByCount(7, 0)))
    states = {s.mention: s for s in pv.mentions(_assembled(silent), silent, Roster(roster()))}
    assert states[Mention.DISCUSSIONS].missing == ("point.3",)
    assert states[Mention.NOMS].present is None
    assert states[Mention.DEMANDES].present is None


def test_a_figure_that_only_a_person_or_the_pen_says_has_no_origin() -> None:
    minutes = _assembled()
    section = minutes.part("point.2").section
    typed = minutes.with_section("point.2", editing.edit_section(section, f"{section.text}\nCoût : 999 €.", "Odile"))
    notes = [line for p in _COURSE.passages for line in p.notes.splitlines()]
    (doubt,) = pv.figures_without_origin(typed, notes)
    assert (doubt.part, doubt.text.replace("\u00a0", " ")) == ("point.2", "999 €")
    said = editing.edit_section(section, f"{section.text}\nIl confirme 120 €.", "Odile")
    assert pv.figures_without_origin(minutes.with_section("point.2", said), notes) == ()


def test_what_a_person_wrote_stays_when_the_meeting_changes_and_she_is_told() -> None:
    minutes = _assembled()
    part = minutes.part("point.2")
    section = editing.edit_section(
        part.section, part.section.text.replace("Maire d'accord.", "Le maire accepte."), "Odile"
    )
    reworks: dict[str, Rework] = {"point.2": reworked(part, section, None)}
    assert moved(minutes, reworks) == ()
    changed = _COURSE.with_passage(
        replace(_COURSE.passage(2), ballot=ByCount(4, 2), notes="ROUX demande 130 €\nmaire refuse\nfin")
    )
    again = _assembled(changed)
    shown = laid_over(again, reworks)
    text = _part(shown, 2)
    assert "Le maire accepte." in text
    assert "130 €" in text
    assert "Fin." in text
    (place,) = moved(again, reworks)
    assert place == ("point.2", "note.1")
    kinds = {r.origin.kind for r in shown.part("point.2").section.origins()}
    assert {OriginKind.MAIN, OriginKind.COMMUNE, OriginKind.SAISIE} <= kinds


def test_who_stands_back_is_told_once_by_the_point_or_by_the_act() -> None:
    said = Paragraph(
        "vote.deport.5", (Span("Mme Denise ROUX n'a pas pris part au vote.", Origin(OriginKind.COMMUNE, "vote")),)
    )
    act = Act(ActId("a"), "subventions", "", "Tarifs", sections=(Section(Role.VOTE, (said,)),))

    def told(course: Course) -> str:
        votes = {2: Vote(5, 1)}
        material = Material(course, the_commune("61339"), Roster(roster()), plume(), acts={2: act}, votes=votes)
        return assemble(material).part("point.2").section.text

    assert told(_COURSE).count("Denise ROUX") == 1
    assert "intéressée à l'affaire" in told(_COURSE)
    silent = _COURSE.with_passage(replace(_COURSE.passage(2), retraits=()))
    assert "Denise ROUX n'a pas pris part au vote." in told(silent)
