"""Minutes: each act judged as an act of the meeting, what is around as minutes; one cause is said once."""

from __future__ import annotations

import re
from datetime import date

import fictional_minutes as minutes
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.minutes.check import check_stretches
from secretaire.checks.minutes.meeting import Meeting, Record, Stretch
from secretaire.checks.minutes.standing_back import standing_back
from secretaire.council.quorum import Presence
from secretaire.law.snapshot import Snapshot

HELD = date(2026, 12, 18)
CLUB = "Le club a ouvert huit kilomètres de chemin."
OUT = "M. Luc FERRAND, intéressé, quitte la salle et ne prend pas part au vote."


def stretches(text: str, day: date = HELD) -> tuple[Stretch, ...]:
    """The head, the eight acts, the tail, by their titles, which are in capitals."""
    heads = list(re.finditer(r"^\d\. (?P<title>[A-ZÀ-Þ]{2}.*)$", text, re.MULTILINE))
    starts = [0, *(head.start() for head in heads), text.rindex("Questions diverses\n\n")]
    ends = [*starts[1:], len(text)]
    titles = ["", *(head["title"] for head in heads), ""]
    numbers = ["", *map(str, range(1, len(minutes.ACTS) + 1)), ""]
    return tuple(
        Stretch(start, end, bool(title), day, number, title)
        for start, end, title, number in zip(starts, ends, titles, numbers, strict=True)
    )


def findings(
    snapshot: Snapshot, *changes: tuple[str, str], record: Record = Record.PROCES_VERBAL, day: date = HELD
) -> tuple[Finding, ...]:
    text = minutes.with_faults(*changes)
    found = check_stretches(text, stretches(text, day), record, snapshot, day)
    assert all(text[f.start : f.end] == f.extrait for f in found)
    return found


def retitled(act: int, title: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """An act, from 1, under another title, in the agenda too."""
    old = minutes.ACTS[act - 1].split("\n", 1)[0]
    listed = next(line for line in minutes.HEAD.split("\n") if line.upper() == old)
    return (listed, f"{act}. {title}"), (f"\n{old}\n", f"\n{act}. {title.upper()}\n")


@pytest.mark.parametrize(
    ("act", "title", "body", "code"),
    [
        (5, "Décision modificative du budget 2025", (), "ECHEANCE"),
        (1, "Exonération de taxe foncière", ("1er mars 2027", "1er janvier 2027"), "ECHEANCE_FISCALE"),
        (8, "Limitation de la vitesse rue du Moulin", (), "COMPETENCE"),
        (5, "Décision modificative du budget 2026", ("chapitre 011", "chapitre 011 de l'exercice 2025"), "ANNEE_OBJET"),
        (3, "Subvention de 700 € au club de randonnée", (), "MONTANT_OBJET"),
        (
            7,
            "Recrutement d'un agent d'entretien",
            (minutes.ACTS[6].split("\n", 2)[2], "- CRÉE un emploi.\nTransmis en préfecture le 12 janvier 2027\n"),
            "TRANSMISSION_TARDIVE",
        ),
    ],
)
def test_the_title_of_a_matter_is_judged_as_an_object(
    snapshot: Snapshot, act: int, title: str, body: tuple[str, ...], code: str
) -> None:
    changes = (*retitled(act, title), *([(body[0], body[1])] if body else []))
    found = findings(snapshot, *changes)
    assert [f.code for f in found] == [code]
    assert found[0].acte.startswith(f"n°\u00a0{act}, ")


def test_clean_minutes_raise_nothing(snapshot: Snapshot) -> None:
    assert findings(snapshot) == ()


@pytest.mark.parametrize(
    ("change", "code", "act"),
    [
        (("cinq cents euros (500 €)", "cinq cents euros (600 €)"), "LETTRES_CHIFFRES", "3"),
        (minutes.voting(3, "9 voix pour, 2 voix contre et 0 abstention"), "VOTE_TOTAL", "3"),
        (minutes.voting(6, "7 voix pour, 1 voix contre et 0 abstention"), "VOTE_TOTAL", "6"),
        (minutes.voting(6, "4 voix pour, 6 voix contre et 0 abstention"), "VOTE_REJETE", "6"),
        (("lundi 4 janvier", "mardi 4 janvier"), "JOUR_SEMAINE", "6"),
        (("reçue de M. Denis MARCHAL", "reçue de M. Denis MARCHALL"), "NOM_VARIANTE", "6"),
        (("reçue de M. Denis MARCHAL", "reçue de Mme Denis MARCHAL"), "CIVILITE", "6"),
        ((CLUB, f"{OUT} {CLUB}"), "VOTE_DEPORT", "3"),
        (("Le club a ouvert", "Le club, association présidée par M. Luc FERRAND, a ouvert"), "ELU_INTERESSE", "3"),
        (("vendre la parcelle à M. Alain PRÉVERT", "vendre la parcelle à M. Hugo BRISSAC"), "ELU_INTERESSE", "4"),
        (("4. Vente d'une parcelle au hameau des Landes\n", "4. Travaux du cimetière\n"), "ORDRE_DU_JOUR_POINT", "4"),
        (("Présents : 9", "Présents : 8"), "PRESENTS_NOMBRE", ""),
        (("Votants : 10", "Votants : 11"), "VOTANTS", ""),
        (("quorum de 6", "quorum de 5"), "QUORUM_ECRIT", ""),
        (("(pouvoir à M. Paul DELAUNOY)", "(pouvoir à M. Marc OLIVET)"), "POUVOIR", ""),
        (("Absent excusé : M. Marc OLIVET", "Absent excusé : M. Luc FERRAND"), "PRESENT_ET_ABSENT", ""),
        (("convoqué le 11 décembre", "convoqué le 16 décembre"), "CONVOCATION_DELAI", ""),
        ((", sous la présidence de Mme Claire VAUTRIN, maire", ""), "PV_MENTIONS", ""),
        (("La secrétaire de séance, Odile PERRIGAULT", ""), "PV_SIGNATURES", ""),
    ],
)  # fmt: skip
def test_each_fault_is_said_once_with_its_act(snapshot: Snapshot, change: tuple[str, str], code: str, act: str) -> None:
    found = findings(snapshot, change)
    assert [f.code for f in found] == [code]
    assert found[0].acte.startswith(f"n°\u00a0{act}, " if act else "")
    assert bool(found[0].acte) is bool(act)


def test_the_same_remark_on_two_acts_is_made_at_the_first(snapshot: Snapshot) -> None:
    cited = "Vu l'article L. 2311-7 du CGCT. "
    found = findings(snapshot, (CLUB, cited + CLUB), ("Le marché commence", f"{cited}Le marché commence"))
    assert [(f.code, f.acte[:4]) for f in found] == [("REFERENCE_REMPLACEE", "n°\u00a03")]
    assert "De même : n°\u00a06, ADHÉSION" in found[0].message


@pytest.mark.parametrize(
    "change",
    [
        (CLUB, f"M. Marc OLIVET arrive à 21 heures. {CLUB}"),  # who votes afterwards is uncertain
        ("Le marché commence", "M. Luc FERRAND refuse de prendre part au vote. Le marché commence"),
    ],
)
def test_a_vote_is_not_judged_when_who_is_there_is_uncertain(snapshot: Snapshot, change: tuple[str, str]) -> None:
    assert findings(snapshot, minutes.voting(6, "8 voix pour, 1 voix contre et 0 abstention"), change) == ()


def test_when_all_votes_agree_the_head_is_wrong_once(snapshot: Snapshot) -> None:
    eleven = [minutes.voting(n, "11 voix pour, 0 voix contre et 0 abstention") for n in range(1, 9)]
    assert [(f.code, f.acte) for f in findings(snapshot, *eleven)] == [("VOTANTS", "")]


def test_a_pouvoir_is_of_no_use_where_its_holder_stands_back(snapshot: Snapshot) -> None:
    nine = minutes.voting(3, "9 voix pour, 0 voix contre et 0 abstention")
    holder = ("Le club a ouvert", "M. Paul DELAUNOY, intéressé, ne prend pas part au vote. Le club a ouvert")
    assert [f.code for f in findings(snapshot, nine, holder)] == ["POUVOIR_DEPORT"]
    other = (holder[0], holder[1].replace("Paul DELAUNOY", "Luc FERRAND"))
    assert findings(snapshot, nine, other) == ()


def test_one_who_stands_back_is_not_among_the_votes(snapshot: Snapshot) -> None:
    vote = minutes.voting(3, "8 voix pour, 1 voix contre (M. Luc FERRAND) et 0 abstention")
    assert [f.code for f in findings(snapshot, vote, (CLUB, f"{OUT} {CLUB}"))] == ["VOTE_DEPORT"]


@given(st.integers(1, 4))
def test_the_quorum_of_a_point_follows_the_two_readings_of_the_law(count: int) -> None:
    """Q5: those who leave stay in office; Q6: those set aside by L. 1111-6, II do not."""
    names = ["M. Luc FERRAND", "Mme Inès HAMELET", "M. Hugo BRISSAC", "Mme Louise TARDIEU"][:count]
    leave = f"{', '.join(names)}, intéressés, quittent la salle." if count > 1 else f"{names[0]} quitte la salle."
    vote = minutes.voting(3, f"{10 - count} voix pour, 0 voix contre et 0 abstention")
    for cited in ("", " (article L. 1111-6 du CGCT)"):
        text = minutes.with_faults(vote, (CLUB, f"{leave}{cited} {CLUB}"))
        meeting = Meeting(text, stretches(text), HELD, Record.PROCES_VERBAL)
        found = [f.gravite for f in standing_back(meeting, meeting.acts[2][1]) if f.code == "QUORUM_POINT"]
        plainly, aside = Presence(11, 9, sortis=count), Presence(11, 9, ecartes=count)
        if plainly.reached or (aside.reached and cited):
            assert found == []
        else:
            assert found == [Gravite.INFO if aside.reached else Gravite.ALERTE]


def test_an_openly_added_point_is_told_by_its_own_remark(snapshot: Snapshot) -> None:
    gone = ("4. Vente d'une parcelle au hameau des Landes\n", "4. Travaux du cimetière\n")
    added = ("Ordre du jour :", "Le conseil accepte d'ajouter un point à l'ordre du jour.\n\nOrdre du jour :")
    assert {f.code for f in findings(snapshot, gone, added)} == {"ORDRE_DU_JOUR"}


def test_what_the_reform_asks_is_asked_of_minutes_after_it(snapshot: Snapshot) -> None:
    missing = (", sous la présidence de Mme Claire VAUTRIN, maire", "")
    assert findings(snapshot, missing, record=Record.OTHER_MINUTES) == ()
    before = [f.code for f in findings(snapshot, missing, day=date(2022, 6, 30))]
    assert "PV_MENTIONS" not in before


def test_acts_bound_together_are_not_a_meeting(snapshot: Snapshot) -> None:
    short = minutes.voting(6, "7 voix pour, 1 voix contre et 0 abstention")
    assert findings(snapshot, short, record=Record.NO_MINUTES) == ()
