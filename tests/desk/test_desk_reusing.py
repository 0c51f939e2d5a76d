"""Starting from an old act: nothing is carried over silently; each value is taken, replaced or set aside by a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType
from secretaire.acts.reprise import Sort
from secretaire.desk import finding, old_acts, reading, reusing, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space
from secretaire.drafting.reuse.extraction import Extracted
from secretaire.drafting.reuse.old_act import OldAct, Passage
from secretaire.errors import Code, UnreadableInput, WrongUsage

DETR = "demande_subvention_etat"
OLD = """COMMUNE DE SAINT-EXEMPLE
DÉLIBÉRATION N° 2025-014
Séance du 12 mars 2025

Objet : Demande de subvention DETR pour la toiture de l'école

Vu le code général des collectivités territoriales,
Le conseil municipal décide de demander une subvention de 12 400 € pour la réfection de la toiture.
Adopté à l'unanimité.
"""
VALUES = {"operation": "réfection de la toiture", "montant_demande": "12 400"}


def _extract(kind: ActType, old: OldAct) -> tuple[Extracted, ...]:
    """Finds our two values where the text says them."""
    found = []
    for name, value in VALUES.items():
        champ = kind.champ(name)
        if champ is not None and value in old.text:
            start = old.text.index(value)
            found.append(Extracted(champ, value, Passage(start, start + len(value)), value, 1.0))
    return tuple(found)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(reusing, "extract", _extract)
    opened = create_space(tmp_path / "espace", the_commune("61339"))
    folder = tmp_path / "fonds"
    folder.mkdir()
    (folder / "toiture.txt").write_text(OLD, encoding="utf-8")
    reading.read_documents(opened, [folder], lambda _now: None, lambda: False)
    yield opened
    opened.close()


@pytest.fixture
def piece(office: Office) -> int:
    return next(p.id for p in office.fund.catalogue.pieces.acts())


@pytest.fixture
def draft(office: Office, piece: int) -> Act:
    return reusing.start_from(office, old_acts.of_piece(office, piece), "Odile", DETR)


def sorts(office: Office, act: Act) -> dict[str, Sort]:
    reuse = reusing.reuse_of(office, act.id)
    assert reuse is not None
    return {offer.champ.nom: offer.reprise.sort for offer in reuse.offers}


def text_of(act: Act) -> str:
    return "\n".join(section.text for section in act.sections).replace("\u00a0", " ").replace("\u202f", " ")


def test_nothing_is_carried_over_silently(office: Office, draft: Act) -> None:
    assert not any(draft.fields.values())
    assert set(sorts(office, draft).values()) == {Sort.A_CONFIRMER}
    text = text_of(draft)
    for old in ("12 400", "12 mars 2025", "2025-014", "toiture"):
        assert old not in text


def test_each_value_opens_the_old_act_where_it_is_written(office: Office, draft: Act) -> None:
    reuse = reusing.reuse_of(office, draft.id)
    assert reuse is not None
    assert reuse.label == "la délibération n°\u00a02025-014 du 12\u00a0mars\u00a02025"
    for offer in reuse.offers:
        document, _, place = offer.reprise.source.removeprefix("doc:").partition("#p1:")
        start, end = (int(n) for n in place.split("-"))
        assert finding.page_text(office, int(document), 1)[start:end] == offer.reprise.ancien


def test_what_usually_changes_is_asked_again(office: Office, draft: Act) -> None:
    reuse = reusing.reuse_of(office, draft.id)
    assert reuse is not None
    assert {o.champ.nom: o.changes for o in reuse.offers} == {"operation": False, "montant_demande": True}


def test_a_person_takes_types_or_sets_aside(office: Office, draft: Act) -> None:
    taken = reusing.take(office, draft.id, "operation", "Odile")
    assert taken.fields == {"operation": VALUES["operation"]}
    writing.change_fields(office, draft.id, {"montant_demande": "15 000"}, "Odile")
    assert sorts(office, draft) == {"operation": Sort.REPRIS, "montant_demande": Sort.REMPLACE}
    writing.change_fields(office, draft.id, {"montant_demande": ""}, "Odile")
    reusing.set_aside(office, draft.id, "montant_demande")
    assert sorts(office, draft)["montant_demande"] is Sort.ECARTE
    assert "12 400" not in text_of(writing.get_act(office, draft.id))
    reusing.ask_again(office, draft.id, "montant_demande")
    assert sorts(office, draft)["montant_demande"] is Sort.A_CONFIRMER


def test_undo_asks_again(office: Office, draft: Act) -> None:
    taken = reusing.take(office, draft.id, "operation", "Odile")
    writing.restore_content(office, draft, "Odile")
    assert sorts(office, draft)["operation"] is Sort.A_CONFIRMER
    writing.restore_content(office, taken, "Odile")
    assert sorts(office, draft)["operation"] is Sort.REPRIS


def test_undoing_something_else_leaves_the_answers(office: Office, draft: Act) -> None:
    reusing.set_aside(office, draft.id, "montant_demande")
    before = reusing.take(office, draft.id, "operation", "Odile")
    writing.change_facts(office, draft.id, "Odile", notes=["une note"])
    writing.restore_content(office, before, "Odile")
    assert sorts(office, draft) == {"operation": Sort.REPRIS, "montant_demande": Sort.ECARTE}


def test_taking_what_was_never_offered_is_refused(office: Office, draft: Act) -> None:
    with pytest.raises(WrongUsage) as caught:
        reusing.take(office, draft.id, "calendrier", "Odile")
    assert caught.value.code is Code.NOTHING_TO_REUSE


def test_the_offers_outlive_the_old_file(office: Office, draft: Act, tmp_path: Path) -> None:
    reading.forget_folder(office, tmp_path / "fonds")
    assert not list(office.fund.catalogue.pieces.acts())
    assert reusing.take(office, draft.id, "operation", "Odile").fields["operation"] == VALUES["operation"]
    reuse = reusing.reuse_of(office, draft.id)
    assert reuse is not None
    assert "12 400 €" in reuse.text


def test_an_act_that_left_the_fund_is_said(office: Office, piece: int, tmp_path: Path) -> None:
    reading.forget_folder(office, tmp_path / "fonds")
    with pytest.raises(WrongUsage):
        reusing.start_from(office, old_acts.of_piece(office, piece), "Odile", DETR)
    assert writing.list_acts(office) == ()


def test_starting_twice_takes_up_the_same_draft(office: Office, piece: int, draft: Act) -> None:
    assert reusing.start_from(office, old_acts.of_piece(office, piece), "Odile", DETR).id == draft.id
    reusing.take(office, draft.id, "operation", "Odile")
    assert reusing.start_from(office, old_acts.of_piece(office, piece), "Odile", DETR).id != draft.id


def test_one_of_our_acts_is_done_again(office: Office) -> None:
    former = writing.start_draft(office, DETR, VALUES, author="Odile")
    again = reusing.start_again(office, former.id, "Odile")
    assert again.type_id == DETR
    assert not again.fields
    assert sorts(office, again) == dict.fromkeys(VALUES, Sort.A_CONFIRMER)
    assert "12 400" not in text_of(again)


def test_the_act_of_a_file_is_read_aside_from_the_fund(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "ancienne.txt"
    file.write_text(OLD, encoding="utf-8")
    draft = reusing.start_from(office, old_acts.of_file(file), "Odile", DETR)
    reuse = reusing.reuse_of(office, draft.id)
    assert reuse is not None
    assert (reuse.source, len(reuse.offers)) == ("fichier:ancienne.txt", 2)
    assert reuse.label.startswith("la délibération n°\u00a02025-014")


def test_a_file_of_several_acts_says_so(tmp_path: Path) -> None:
    file = tmp_path / "registre.txt"
    file.write_text(OLD + "\f" + OLD.replace("2025-014", "2025-015").replace("toiture", "façade"), encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        old_acts.of_file(file)
    assert (caught.value.code, caught.value.data["nombre"]) == (Code.SEVERAL_ACTS, 2)


def test_a_text_like_no_type_leaves_the_choice_to_the_person(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "recette.txt"
    file.write_text("Battre les œufs, ajouter le beurre fondu, cuire dix minutes.", encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        reusing.start_from(office, old_acts.of_file(file), "Odile")
    assert caught.value.code is Code.OLD_TYPE_UNKNOWN
    assert writing.list_acts(office) == ()


def test_the_acts_that_answer_words_are_few_and_are_acts(office: Office, piece: int) -> None:
    assert [result.piece for result in reusing.answering(office, "toiture école")] == [piece]
    assert reusing.answering(office, "  ") == ()


def test_what_is_in_the_act_is_not_set_aside(office: Office, draft: Act) -> None:
    reusing.take(office, draft.id, "operation", "Odile")
    for champ, code in (("operation", Code.ALREADY_REUSED), ("calendrier", Code.NOTHING_TO_REUSE)):
        with pytest.raises(WrongUsage) as caught:
            reusing.set_aside(office, draft.id, champ)
        assert caught.value.code is code
    assert sorts(office, draft)["operation"] is Sort.REPRIS
