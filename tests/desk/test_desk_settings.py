"""What the settings read and write: the picture of a paper, an act made of examples, the facts of the commune."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from secretaire import libreoffice
from secretaire.acts.act import Role
from secretaire.acts.adaptation import Partie
from secretaire.desk import act_types, communes, letterhead, paper_pictures, type_views
from secretaire.desk.act_types import ClauseState, Source
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space
from secretaire.errors import Code, UnreadableInput
from secretaire.ui.printing.printer import print_pdf

SALLE = "tarifs_salle"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    opened = create_space(tmp_path / "espace", the_commune("61339"))
    yield opened
    opened.close()


def test_each_model_has_its_own_picture_and_a_logo_changes_it(office: Office) -> None:
    drawn = {model: paper_pictures.model_sample(office, model, 400, print_pdf).picture for model in letterhead.models()}
    assert len({picture.png for picture in drawn.values()}) == len(drawn) == 3
    assert all(abs(picture.height / picture.width - 1.414) < 0.02 for picture in drawn.values())
    chosen = letterhead.describe(office).look.id
    assert paper_pictures.current_sample(office, 400, print_pdf).picture.png == drawn[chosen].png
    letterhead.set_details(office, replace(letterhead.describe(office).details, service="Secrétariat général"))
    assert paper_pictures.current_sample(office, 400, print_pdf).picture.png != drawn[chosen].png


def test_an_act_made_of_examples_says_the_commune_and_is_kept_nowhere(office: Office) -> None:
    act = type_views.specimen(office, SALLE)
    assert office.commune.nom in "".join(p.text for p in act.section(Role.ENTETE).paragraphs)
    assert office.types.get(SALLE).champ("caution").exemple.split()[0] in act.section(Role.DISPOSITIF).text  # type: ignore[union-attr]
    act_types.change_default(office, SALLE, "caution", "777")
    assert "777" in type_views.specimen(office, SALLE).section(Role.DISPOSITIF).text
    assert list(office.workspace.acts.list()) == []


def test_only_the_types_of_the_commune_are_marked(office: Office) -> None:
    assert type_views.marks(office) == {}
    clause = next(c for c in act_types.sheet(office, SALLE).clauses if c.part is Partie.ARTICLES)
    act_types.leave_out(office, SALLE, clause)
    assert {name: mark.source for name, mark in type_views.marks(office).items()} == {SALLE: Source.ADAPTE}


def test_a_clause_of_the_commune_is_reworded_in_its_place_then_put_back(office: Office) -> None:
    first = next(c for c in act_types.sheet(office, SALLE).clauses if c.part is Partie.ARTICLES)
    before = act_types.sheet(office, SALLE).adaptation
    added = act_types.new_clause(Partie.ARTICLES, first.shipped)
    act_types.reword(office, SALLE, added, "Les clés sont en mairie.")
    ours = act_types.reworded(added, "Les clés sont en mairie.")
    act_types.reword(office, SALLE, ours, "Les clés se retirent en mairie.")
    articles = [c for c in act_types.sheet(office, SALLE).clauses if c.part is Partie.ARTICLES]
    assert [c.text for c in articles if c.state is ClauseState.AJOUTEE] == ["Les clés se retirent en mairie."]
    assert articles[1].state is ClauseState.AJOUTEE
    assert act_types.restore(office, SALLE, before).source is Source.LIVRE


def test_the_shipped_wording_typed_again_is_no_change(office: Office) -> None:
    first = next(c for c in act_types.sheet(office, SALLE).clauses if c.part is Partie.ARTICLES)
    act_types.reword(office, SALLE, first, "Autrement.")
    changed = act_types.reworded(first, "Autrement.")
    assert act_types.reword(office, SALLE, changed, first.shipped).source is Source.LIVRE
    with pytest.raises(UnreadableInput) as caught:
        act_types.reword(office, SALLE, first, "  ")
    assert caught.value.code is Code.CLAUSE_EMPTY


def test_a_clause_added_after_a_wording_that_moved_can_be_given_up(office: Office) -> None:
    act_types.add_clause(office, SALLE, Partie.ARTICLES, "Les clés sont en mairie.", after="Un texte qui n'est plus là")
    stale = next(c for c in act_types.sheet(office, SALLE).clauses if c.state is ClauseState.A_REVOIR)
    assert act_types.drop_change(office, SALLE, stale).source is Source.LIVRE


def test_the_facts_of_the_commune_change_and_the_list_does_not(office: Office) -> None:
    before = office.commune
    given = replace(communes.facts(office), tribunal="  Caen ", lieu_seance="la salle  des fêtes")
    communes.set_facts(office, given)
    after = office.commune
    assert (after.tribunal, after.lieu_seance) == ("Caen", "la salle des fêtes")
    assert replace(after, tribunal=before.tribunal, lieu_seance=before.lieu_seance) == before
    assert communes.usual_tribunal(office) == "Caen"
    assert communes.may_choose_publicity(office) is (before.population < 3_500)
