"""When acts were made known, and the register: order numbers in the séance, decisions by delegation, publications."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from functools import partial
from pathlib import Path

import docx
import pytest

from secretaire.acts.act import Act, State
from secretaire.acts.act_type import Famille
from secretaire.acts.life import Step
from secretaire.council import happenings as do
from secretaire.council.agenda import Point
from secretaire.council.course import ByName, Sort
from secretaire.council.minutes import Publication
from secretaire.desk import elus, exporting, meeting, meeting_papers, publications, review, seances, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.exporting_papers import export_examined, export_publications
from secretaire.desk.office import Office, create_space
from secretaire.desk.registers import content, export_register
from secretaire.errors import Code, Refused, WrongUsage
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import without_printer

AUTHOR = "Odile"
HELD = date(2026, 10, 2)
TODAY = date(2026, 10, 20)
ROSTER = "Civilité;Nom;Prénom;Fonction;Ordre;Début;Fin\n" + "".join(
    f"Mme;{name};Anne;{'maire' if rank == 1 else 'conseillère municipale'};{rank};22/03/2026;\n"
    for rank, name in enumerate("Alder Besnard Cormier Delorme Esnault".split(), start=1)  # noqa: SIM905
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(Office, "today", lambda _: TODAY)
    monkeypatch.setattr(review, "_refuse_if_blocked", lambda *_: None)  # blanks and findings are not the matter here
    (tmp_path / "elus.csv").write_text(ROSTER, encoding="utf-8")
    office = create_space(tmp_path / "espace", the_commune("61339"))
    elus.import_roster(office, tmp_path / "elus.csv")
    yield office
    office.close()


def approve(office: Office, act: Act) -> Act:
    for step, who in ((Step.RELIRE, AUTHOR), (Step.SOUMETTRE, AUTHOR), (Step.APPROUVER, "Anne Alder")):
        act = review.take(office, act.id, step, who, "")
    return act


def draft(office: Office, kind: str, act_date: date | None = None) -> Act:
    fields = {champ.nom: champ.exemple for champ in writing.act_type(office, kind).champs if champ.exemple}
    return writing.start_draft(office, kind, fields, author=AUTHOR, act_date=act_date)


@pytest.fixture
def held(office: Office) -> list[Act]:
    """A meeting of four acts: adopted, postponed, adopted, adopted and not approved; numbers are against the agenda."""
    seance = seances.create_seance(office, HELD, time(20), "mairie", date(2026, 9, 25))
    acts = [draft(office, "tarifs_salle") for _ in range(4)]
    for rank, act in enumerate(reversed(acts), start=1):
        writing.change_facts(office, act.id, AUTHOR, numero=f"2026-0{rank:02}")

    def then(gesture: meeting.Gesture) -> None:
        meeting.change(office, seance.id, gesture, AUTHOR)

    for act in acts:
        then(partial(do.add_point, point=Point(0, act.objet, act_id=act.id)))
    ids = [e.id for e in meeting.members(office, seance.id)]
    then(lambda c, o: do.open_meeting(c, o, time(20), ids, (), ids[1]))
    for point in (1, 3, 4):
        then(partial(do.record_by_name, point_id=point, ballot=ByName()))
    then(lambda c, o: do.settle(c, o, 2, Sort.REPORTE))
    then(lambda c, o: do.close_meeting(c, o, time(22)))
    return [approve(office, writing.get_act(office, act.id)) for act in acts[:3]] + [
        writing.get_act(office, acts[3].id)
    ]


def words(path: Path) -> str:
    document = docx.Document(str(path))
    feet = [p.text for section in document.sections for p in section.footer.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *feet, *cells]).replace("\u00a0", " ")


def test_an_act_is_published_once_approved_and_another_day_takes_the_place_of_the_first(
    office: Office, held: list[Act]
) -> None:
    act, waiting = held[0], held[3]
    for day in (date(2026, 10, 1), date(2026, 10, 21)):
        with pytest.raises(Refused) as caught:
            publications.publish(office, act.id, day, "affichage en mairie", AUTHOR)
        assert caught.value.code is Code.ACT_PUBLISHED_WHEN
    with pytest.raises(Refused) as caught:
        publications.publish(office, waiting.id, TODAY, "affichage en mairie", AUTHOR)
    assert caught.value.code is Code.TRANSITION_REFUSED
    with pytest.raises(WrongUsage):
        publications.publish(office, act.id, TODAY, " ", AUTHOR)
    assert publications.published(office) == {}

    publications.publish(office, act.id, date(2026, 10, 5), "affichage en mairie", AUTHOR)
    made = publications.publish(office, act.id, date(2026, 10, 6), "publication électronique", AUTHOR)
    assert made.state is State.PUBLIE
    assert publications.published(office) == {act.id: Publication(date(2026, 10, 6), "publication électronique")}
    assert publications.publish(office, act.id, date(2026, 10, 6), "publication électronique", AUTHOR) == made
    before, last = review.history(office, act.id)[-2:]
    assert (before.what, last.what) == ("approuver", "publier"), "only the day that is right is shown"
    assert last.detail == "le 06/10/2026, publication électronique (noté d'abord le 05/10/2026, affichage en mairie)"
    kept = [line.data for line in office.workspace.journal.entries(act.id) if line.what == "publier"]
    assert [(d["le"], d.get("corrige")) for d in kept] == [("2026-10-05", None), ("2026-10-06", "2026-10-05")]
    approval = exporting.approval_of(office, made)
    assert approval is not None
    assert (approval.by, approval.version) == ("Anne ALDER", act.version)
    assert exporting.leaf_of(office, made, Copy.DEFINITIF).approval == approval

    # another text is another act: it was not published
    writing.change_facts(office, act.id, AUTHOR, notes=("note",))
    assert publications.published(office) == {}


def test_the_acts_of_a_meeting_are_published_together_and_their_papers_say_the_day(
    office: Office, held: list[Act], tmp_path: Path
) -> None:
    made = meeting_papers.publish_adopted(office, 1, date(2026, 10, 5), "affichage en mairie", AUTHOR)
    assert [act.id for act in made] == [held[0].id, held[2].id]
    with pytest.raises(Refused) as caught:
        meeting_papers.publish_adopted(office, 1, date(2026, 10, 6), "affichage en mairie", AUTHOR)
    assert caught.value.code is Code.NOTHING_TO_PUBLISH
    lines = meeting_papers.publications(office, 1)
    assert [line.end_of_recourse for line in lines] == [date(2026, 12, 7), date(2026, 12, 7), None]
    sheet = words(export_publications(office, 1, tmp_path / "fiche.docx", printer=without_printer).path)
    assert sheet.count("05/10/2026") == 2
    assert sheet.count("Affichage en mairie") == 2
    listed = words(export_examined(office, 1, tmp_path / "liste.docx", printer=without_printer).path)
    assert listed.count("Adoptée, acte publié le 5 octobre 2026") == 2
    assert "Reportée\n" in listed


def test_the_register_bears_order_numbers_decisions_by_delegation_and_publications(
    office: Office, held: list[Act], tmp_path: Path
) -> None:
    decision = approve(office, draft(office, "concession_funeraire", date(2026, 9, 15)))
    arrete = approve(office, draft(office, "circulation_temporaire_travaux", date(2026, 9, 16)))
    publications.publish(office, held[2].id, date(2026, 10, 5), "affichage en mairie", AUTHOR)
    publications.publish(office, decision.id, date(2026, 9, 17), "notification à l'intéressé", AUTHOR)
    found = content(office, Famille.DELIBERATION, 2026)
    assert [(one.act.id, one.order) for one in found.acts] == [(decision.id, None), (held[0].id, 1), (held[2].id, 2)]
    told = {gap.numero: gap.reason for gap in found.gaps}
    assert told[held[1].numero].startswith("point reporté")
    assert told[held[3].numero] == "brouillon"

    path = export_register(office, Famille.DELIBERATION, 2026, tmp_path / "r.docx", printer=without_printer).path
    said = words(path)
    assert "séance du 2 octobre 2026 — délibération n° d'ordre 2 — publiée le 5 octobre 2026" in said
    assert "décision du 15 septembre 2026, prise par délégation du conseil — notifiée le 17 septembre 2026" in said
    assert "feuillets, 2 délibérations et 1 décision prise par délégation." in said
    assert "05/10/2026" in said
    again = export_register(office, Famille.DELIBERATION, 2026, tmp_path / "r2.docx", printer=without_printer).path
    assert again.read_bytes() == path.read_bytes()

    arretes = content(office, Famille.ARRETE, 2026)
    assert [one.act.id for one in arretes.acts] == [arrete.id]
    assert {gap.numero: gap.reason for gap in arretes.gaps}[decision.numero].startswith("décision prise par délégation")
