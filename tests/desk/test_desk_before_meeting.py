"""Convoke, follow the échéances, recall what comes back: on the demo commune, on a day chosen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from datetime import date, time
from functools import partial
from pathlib import Path

import docx
import pytest
import vobject
from memory_keyring import MemoryKeyring

from secretaire.council import happenings
from secretaire.council.agenda import Nature, Point
from secretaire.council.calendar import Source
from secretaire.council.convocation import Mode, Regularite
from secretaire.council.course import Course
from secretaire.desk import convocations, deadlines, exporting_convocation, meeting, radar, seances, writing
from secretaire.desk.deadlines import Etat, Line
from secretaire.desk.demo import create_demo
from secretaire.desk.messages import sentence
from secretaire.desk.office import Office, open_space
from secretaire.errors import Code, Refused
from secretaire.exchange.delivery import without_printer
from secretaire.store.echeances import Sort

TODAY = date(2026, 11, 22)
HELD = date(2026, 12, 18)
WHO = "secrétaire"


@pytest.fixture(scope="module")
def model(
    session_keyring: MemoryKeyring, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[tuple[str, str], str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETAIRE_DONNEES", str(tmp_path_factory.mktemp("donnees")))
        folder = tmp_path_factory.mktemp("modele") / "demo"
        create_demo(folder, lambda _words: None).close()
    return folder, dict(session_keyring.kept)


@pytest.fixture
def office(
    model: tuple[Path, dict[tuple[str, str], str]],
    session_keyring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(Office, "today", lambda _office: TODAY)
    shutil.copytree(model[0], tmp_path / "espace")
    session_keyring.kept = dict(model[1])
    opened = open_space(tmp_path / "espace")
    yield opened
    opened.close()


def planned(office: Office, *points: Point, heure: time | None = time(20, 30)) -> int:
    """A meeting of the 18th of December with these points."""
    seance = seances.create_seance(office, HELD, heure, "", None)
    for point in points:
        meeting.change(office, seance.id, partial(_added, point), WHO)
    return seance.id


def _added(point: Point, course: Course, in_office: Collection[int]) -> Course:
    return happenings.add_point(course, in_office, point)


PV = Point(0, "Arrêt du procès-verbal", Nature.PROCES_VERBAL)
TARIFS = Point(0, "Tarifs de la salle polyvalente")


def test_who_was_convoked_and_when(office: Office) -> None:
    seance = planned(office, TARIFS)
    found = convocations.convocation_of(office, seance)
    assert (found.jours.limite, found.regularite) == (date(2026, 12, 14), None)
    assert "maire" not in {m.elu.fonction for m in found.members}, "she convokes"
    first, *others = [m.elu.id for m in found.members]
    found = convocations.record_sending(office, seance, [first], date(2026, 12, 11), Mode.MAIN, WHO, note="remise")
    assert first not in {elu.id for elu in found.waiting}
    assert found.regularite is None, "the others wait"
    found = convocations.record_sending(office, seance, others, date(2026, 12, 14), Mode.COURRIEL, WHO)
    assert found.regularite is Regularite.REGULIERE
    assert office.workspace.seances.get(seance).convocation == date(2026, 12, 14), "the last one decides"
    convocations.record_sending(office, seance, [first], date(2026, 12, 14), Mode.PAPIER, WHO)
    assert next(m for m in found.members if m.elu.id == first).first.le == date(2026, 12, 11)  # type: ignore[union-attr]
    assert convocations.forget_sending(office, seance, first, WHO).regularite is None


def test_a_late_convocation_is_said_and_urgency_asks_its_reason(office: Office) -> None:
    seance = planned(office, TARIFS)
    everyone = [m.elu.id for m in convocations.convocation_of(office, seance).members]
    record = partial(convocations.record_sending, office, seance, everyone, mode=Mode.COURRIEL, author=WHO)
    with pytest.raises(Refused) as late:
        record(le=date(2026, 12, 15))
    assert late.value.code is Code.CONVOCATION_LATE
    assert "2 jours francs quand il en faut 3" in sentence(late.value)
    with pytest.raises(Refused) as too_late:
        record(le=date(2026, 12, 17), urgence="La chaudière de l'école est en panne")
    assert too_late.value.code is Code.CONVOCATION_TOO_LATE
    assert meeting.course_of(office, seance).urgence == "", "nothing was kept"
    found = record(le=date(2026, 12, 15), urgence="La chaudière de l'école est en panne")
    assert found.regularite is Regularite.URGENCE
    assert meeting.course_of(office, seance).urgence == "La chaudière de l'école est en panne"


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = (c for table in document.tables for row in table.rows for c in row.cells)
    return "\n".join([p.text for p in document.paragraphs] + [c.text for c in cells]).replace("\u00a0", " ")


def test_the_papers_say_what_the_law_asks(office: Office, tmp_path: Path) -> None:
    seance = planned(office, PV, TARIFS, Point(0, "Élection d'un adjoint"))
    le = date(2026, 12, 10)
    written = exporting_convocation.export_letter_files(
        office, seance, le, tmp_path / "lettres", ".docx", printer=without_printer
    )
    assert len(written.files) == 10
    text = text_of(next(f for f in written.files if "FERREIRA" in f.name))
    for said in (
        "Madame Inès FERREIRA",
        "vendredi 18 décembre 2026 à 20 heures 30, à la mairie, salle du conseil",
        "le 10 décembre 2026",
        "joint le procès-verbal de la séance du 20 novembre 2026",
        "article L. 2122-8",
        "Je soussignée Inès FERREIRA",
        "qui ne peut en détenir qu'un",
    ):
        assert said in text
    agenda = [p.objet for p in meeting.course_of(office, seance).points]
    assert sorted(agenda, key=text.index) == agenda, "in order"
    together = exporting_convocation.export_letters(office, seance, le, tmp_path / "a.docx", printer=without_printer)
    assert len(docx.Document(str(together.files[0])).sections) == 10
    exporting_convocation.export_notice(office, seance, le, tmp_path / "porte.docx", printer=without_printer)
    assert "Séance publique du vendredi 18 décembre 2026" in text_of(tmp_path / "porte.docx")


def test_no_paper_is_written_late_nor_without_its_hour(office: Office, tmp_path: Path) -> None:
    write: Callable[..., object] = partial(exporting_convocation.export_notice, office, printer=without_printer)
    seance = planned(office, TARIFS)
    with pytest.raises(Refused) as late:
        write(seance, date(2026, 12, 16), tmp_path / "porte.docx")
    assert late.value.code is Code.CONVOCATION_LATE
    convocations.declare_urgency(office, seance, "Une digue a cédé", WHO)
    write(seance, date(2026, 12, 16), tmp_path / "porte.docx")
    assert "en urgence" in text_of(tmp_path / "porte.docx")
    with pytest.raises(Refused) as incomplete:
        write(planned(office, heure=None), date(2026, 12, 10), tmp_path / "autre.docx")
    assert incomplete.value.data["manque"] == "l'heure et l'ordre du jour"
    assert not (tmp_path / "autre.docx").exists()


def by_key(lines: tuple[Line, ...]) -> dict[str, Line]:
    return {line.echeance.key: line for line in lines}


def test_the_state_of_each_echeance_is_worked_out(office: Office) -> None:
    lines = by_key(deadlines.board(office, 2026, TODAY))
    assert lines["delegations:2026-03-20"].etat is Etat.FAIT
    assert lines["delegations:2026-03-20"].pourquoi.replace("\u00a0", " ") == "n° 2026-009 du 17 avril 2026"
    assert lines["trimestre:2026-4"].etat is Etat.FAIT
    assert lines["taxe-amenagement:2026"].etat is Etat.SANS_OBJET, "nothing was owed"
    assert lines["taxe-amenagement:2026"].echeance.source is Source.A_VERIFIER
    assert lines["budget:2026"].etat is Etat.INCONNU, "before this space was opened"
    assert lines["liste:1"].etat is Etat.A_FAIRE
    later = by_key(deadlines.board(office, 2027, date(2027, 6, 1)))
    assert later["budget:2027"].etat is Etat.EN_RETARD
    assert later["budget:2027"].act_type == "vote_budget_primitif"
    assert deadlines.pressing(office, date(2027, 6, 1))[0].etat is Etat.EN_RETARD


def test_what_a_person_says_of_an_echeance_stays_until_taken_back(office: Office) -> None:
    def state() -> Etat:
        return by_key(deadlines.board(office, 2026, TODAY))["liste:1"].etat

    deadlines.note(office, "liste:1", Sort.FAIT, "Sylvie")
    assert state() is Etat.FAIT
    deadlines.note(office, "liste:1", Sort.SANS_OBJET, "Sylvie")
    assert state() is Etat.SANS_OBJET
    deadlines.note(office, "liste:1", None, "Sylvie")
    assert state() is Etat.A_FAIRE


def test_another_calendar_program_opens_the_file(office: Office, tmp_path: Path) -> None:
    board = deadlines.board(office, 2027, TODAY)
    target = tmp_path / "échéances.ics"
    deadlines.write_calendar(office, board, target)
    with target.open(encoding="utf-8", newline="") as stream:
        events = vobject.readOne(stream).vevent_list
    told = {event.uid.value: event for event in events}
    budget = told["budget:2027@" + office.commune.code_insee]
    assert budget.dtstart.value == date(2027, 4, 14), "« avant le 15 »"
    assert budget.summary.value == "Voter le budget 2027"
    assert "CGCT, L. 1612-2" in budget.description.value
    assert len(events) == sum(line.etat is Etat.A_FAIRE for line in board)


def test_what_comes_back_is_recalled_with_its_draft(office: Office) -> None:
    (tarifs,) = radar.reminders(office, TODAY)
    assert "Tarifs de location de la salle" in tarifs.objet
    assert tarifs.expected.month == 12
    assert tarifs.draft is not None
    assert writing.get_act(office, tarifs.draft).type_id == "tarifs_salle"
    (spring, *_) = radar.reminders(office, date(2026, 3, 1))
    assert "Subventions aux associations" in spring.objet
    assert spring.piece is not None
    assert "n° 2025-" in spring.sentence.replace("\u00a0", " ")
    assert spring.sentence.endswith("pas encore rédigé")
