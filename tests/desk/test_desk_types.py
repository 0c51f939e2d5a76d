"""A commune takes a type out, changes it, brings it back; changes a clause; numbers its acts in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from secretaire.acts.act import State
from secretaire.acts.act_type import Famille
from secretaire.acts.adaptation import Changement, Partie
from secretaire.acts.life import Step
from secretaire.desk import act_types, numbering, type_files, writing
from secretaire.desk.act_types import ClauseState, Source
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space, open_space
from secretaire.errors import Code, Refused, UnreadableInput, WrongUsage

SALLE = "tarifs_salle"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = create_space(tmp_path / "espace", the_commune("61339"))
    yield opened
    opened.close()


def test_a_type_goes_out_is_changed_and_comes_back(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "sortie" / "salle.yaml"
    file.parent.mkdir()
    assert type_files.export_type(office, SALLE, file) == (file,)
    assert (file.parent / "schema.json").is_file()
    text = file.read_text(encoding="utf-8").replace("libelle: Tarifs de", "libelle: Prix de", 1)
    file.write_text(text, encoding="utf-8")
    assert [v.faults for v in type_files.verify_types(file)] == [()]
    type_files.import_types(office, file)
    assert office.types.get(SALLE).libelle.startswith("Prix de")
    assert act_types.source_of(office, SALLE) is Source.COMMUNE
    act_types.remove_type(office, SALLE)
    assert office.types.get(SALLE).libelle.startswith("Tarifs de")
    assert act_types.source_of(office, SALLE) is Source.LIVRE


def test_every_fault_is_said_with_its_line_and_nothing_is_imported(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "salle.yaml"
    type_files.export_type(office, SALLE, file)
    lines = (
        file.read_text(encoding="utf-8").replace("{caution}", "{cotion}").replace("{menage}", "{menace}").splitlines()
    )
    lines.append("droit_au: 2026-12")
    file.write_text("\n".join(lines), encoding="utf-8")
    (verified,) = type_files.verify_types(file)
    assert len(verified.faults) == 3
    for fault in verified.faults:
        assert any(word in lines[fault.line - 1] for word in ("{cotion}", "{menace}", "droit_au")), fault
    with pytest.raises(UnreadableInput) as caught:
        type_files.import_types(office, file)
    assert caught.value.code is Code.TYPE_FILE_INVALID
    assert act_types.source_of(office, SALLE) is Source.LIVRE


def test_a_file_that_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bombe.yaml"
    file.write_text("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", encoding="utf-8")
    (verified,) = type_files.verify_types(file)
    assert "renvois" in verified.faults[0].cause
    assert verified.faults[0].line == 2


def test_a_wrong_file_never_keeps_the_workspace_shut(office: Office) -> None:
    folder = office.folder / "types"
    folder.mkdir(exist_ok=True)
    (folder / "abime.yaml").write_text("id: [", encoding="utf-8")
    again = open_space(office.folder)
    try:
        assert [refused.name for refused in again.types.refused] == ["abime.yaml"]
        assert again.types.find(SALLE) is not None
    finally:
        again.close()


def test_a_clause_is_changed_added_dropped_and_given_back(office: Office) -> None:
    shipped = [c for c in act_types.sheet(office, SALLE).clauses if c.part is Partie.ARTICLES]
    change = Changement(partie=Partie.ARTICLES, livre=shipped[1].shipped, texte="Caution : {caution}.")
    changed = act_types.change_clause(office, SALLE, change)
    assert next(c for c in changed.clauses if c.shipped == change.livre).state is ClauseState.MODIFIEE
    assert changed.source is Source.ADAPTE
    act_types.change_clause(office, SALLE, Changement(partie=Partie.ARTICLES, livre=shipped[-1].shipped))
    act_types.add_clause(office, SALLE, Partie.ARTICLES, "Les clés sont en mairie.", after=shipped[0].shipped)
    states = [c.state for c in act_types.sheet(office, SALLE).clauses if c.part is Partie.ARTICLES]
    assert states[0:3] == [ClauseState.LIVREE, ClauseState.AJOUTEE, ClauseState.MODIFIEE]
    assert states[-1] is ClauseState.RETIREE
    text = writing.start_draft(office, SALLE, {"caution": "300"}, author="Odile").sections
    assert any("Caution\u00a0: 300\u00a0€." in s.text for s in text)
    for clause in act_types.sheet(office, SALLE).clauses:
        if clause.state is not ClauseState.LIVREE:
            act_types.drop_change(office, SALLE, clause)
    assert act_types.source_of(office, SALLE) is Source.LIVRE


@pytest.mark.parametrize("text", ["Caution de {coton}.", "Caution [[ {caution}.", "Caution {caution:jour}."])
def test_a_wording_that_cannot_be_written_changes_nothing(office: Office, text: str) -> None:
    shipped = next(c for c in act_types.sheet(office, SALLE).clauses if c.part is Partie.ARTICLES)
    with pytest.raises(UnreadableInput) as caught:
        act_types.change_clause(office, SALLE, Changement(partie=Partie.ARTICLES, livre=shipped.shipped, texte=text))
    assert caught.value.code is Code.CLAUSE_INVALID
    assert act_types.source_of(office, SALLE) is Source.LIVRE


def test_a_default_is_changed_when_it_suits_its_field(office: Office) -> None:
    assert act_types.change_default(office, SALLE, "caution", "300").defaults == {"caution": "300"}
    with pytest.raises(UnreadableInput):
        act_types.change_default(office, SALLE, "caution", "beaucoup")
    assert act_types.change_default(office, SALLE, "caution", "").source is Source.LIVRE


def test_drafts_take_the_numbers_of_the_scheme(office: Office) -> None:
    assert writing.start_draft(office, SALLE, {}, author="Odile").numero.endswith("-001")
    numbering.choose_scheme(office, Famille.DELIBERATION, "{rang}-{annee}")
    year = office.today().year
    assert writing.start_draft(office, SALLE, {}, author="Odile").numero == f"1-{year}"
    with pytest.raises(UnreadableInput) as caught:
        numbering.choose_scheme(office, Famille.DELIBERATION, "{annee}")
    assert caught.value.code is Code.NUMBERING_INVALID


def test_a_number_follows_the_act_into_another_series(office: Office) -> None:
    numbering.choose_scheme(office, Famille.ARRETE, "{annee}/{mois}/{rang:2}")
    kind = "circulation_temporaire_travaux"
    act = writing.start_draft(office, kind, {}, author="Odile", act_date=date(2026, 3, 3))
    assert act.numero == "2026/03/01"
    assert writing.change_facts(office, act.id, "Odile", act_date=date(2026, 3, 9)).numero == "2026/03/01"
    assert writing.change_facts(office, act.id, "Odile", act_date=date(2026, 4, 2)).numero == "2026/04/01"


def test_a_skipped_number_asks_for_a_reason_that_the_journal_keeps(office: Office) -> None:
    for numero in ("2026-001", "2026-004"):
        act = writing.start_draft(office, SALLE, {}, author="Odile")
        writing.change_facts(office, act.id, "Odile", numero=numero)
    assert [g.numero for g in numbering.gaps(office, Famille.DELIBERATION, 2026)] == ["2026-002", "2026-003"]
    numbering.explain_gap(office, "2026-002", "affaire retirée de l'ordre du jour", "Odile")
    first, second = numbering.gaps(office, Famille.DELIBERATION, 2026)
    assert (first.reason, first.who, second.reason) == ("affaire retirée de l'ordre du jour", "Odile", "")
    with pytest.raises(WrongUsage):
        numbering.explain_gap(office, "2026-003", "  ", "Odile")
    with pytest.raises(WrongUsage):
        numbering.explain_gap(office, "2026-004", "pris", "Odile")
    assert office.workspace.journal.verify().intact


def test_only_a_decided_act_is_corrected_by_a_bis(office: Office) -> None:
    act = writing.start_draft(office, SALLE, {"caution": "300"}, author="Odile")
    with pytest.raises(Refused) as caught:
        numbering.start_correction(office, act.id, "Odile")
    assert caught.value.code is Code.CORRECTION_TOO_EARLY
    for step in (Step.RELIRE, Step.SOUMETTRE, Step.APPROUVER):
        act = office.workspace.acts.record_step(act, step, "Odile", now=datetime.now(UTC))
    corrected = numbering.start_correction(office, act.id, "Odile")
    assert corrected.numero == f"{act.numero} bis"
    assert corrected.state is State.BROUILLON
    assert corrected.fields == act.fields
    assert numbering.start_correction(office, act.id, "Odile").numero == f"{act.numero} ter"
