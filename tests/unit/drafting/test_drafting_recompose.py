"""A field, the seance or the vote changes: what a person wrote is kept, the facts inside are refreshed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretaire.acts.act import Act, ActId, FieldInput, Role
from secretaire.acts.editing import edit_section
from secretaire.acts.spans import Origin, OriginKind
from secretaire.acts.wording import fold_spaces
from secretaire.council.seance import Seance, Vote
from secretaire.drafting.act_types.catalogue import TypesCatalogue
from secretaire.drafting.compose import Context, compose, recompose

Typed = dict[str, dict[str, FieldInput]]
TYPE = "demande_subvention_etat"


def draft(catalogue: TypesCatalogue, context: Context, fields: dict[str, FieldInput], type_id: str = TYPE) -> Act:
    composed = compose(catalogue.get(type_id), fields, context)
    return Act(ActId("a"), type_id, context.numero, composed.objet, composed.sections, fields)


def typed_over(act: Act, role: Role, old: str, new: str) -> Act:
    """The secretary edits the text of a section in the window."""
    text = fold_spaces(act.section(role).text)
    assert old in text
    section = edit_section(act.section(role), text.replace(old, new, 1), "Odile")
    return replace(act, sections=tuple(section if s.role is role else s for s in act.sections))


def text(act: Act, role: Role) -> str:
    return fold_spaces(act.section(role).text)


def test_nothing_changes_when_nothing_changed(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    for type_id, fields in typed.items():
        act = draft(catalogue, after_meeting, fields, type_id)
        assert recompose(act, catalogue.get(type_id), after_meeting) == act


def test_an_untouched_act_is_composed_again(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    act = draft(catalogue, after_meeting, typed[TYPE])
    changed = replace(act, fields={**act.fields, "cout_ht": "50 000"})
    again = recompose(changed, catalogue.get(TYPE), after_meeting)
    assert again.sections == compose(catalogue.get(TYPE), changed.fields, after_meeting).sections
    assert "soit 34 % du coût hors taxes" in text(again, Role.DISPOSITIF)


def test_a_touched_paragraph_keeps_its_wording_and_takes_the_new_figures(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    act = draft(catalogue, after_meeting, typed[TYPE])
    act = typed_over(act, Role.DISPOSITIF, "est sollicitée auprès de l'État", "est demandée à l'État")
    act = replace(act, fields={**act.fields, "montant_demande": "20 000", "dispositif": "DSIL"})
    again = recompose(act, catalogue.get(TYPE), after_meeting)
    assert (
        "Article 2 : Une subvention de 20 000 €, soit 47,06 % du coût hors taxes, est demandée à l'État au titre de la "
        "dotation de soutien à l'investissement local (DSIL)." in text(again, Role.DISPOSITIF)
    )
    origins = {r.origin for r in again.section(Role.DISPOSITIF).origins()}
    assert Origin(OriginKind.MAIN, "Odile") in origins
    assert Origin(OriginKind.SAISIE, "montant_demande") in origins


def test_a_fact_keeps_the_form_it_had(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    act = draft(catalogue, after_meeting, typed[TYPE])
    act = typed_over(act, Role.EXPOSE, "présente au conseil municipal", "présente")
    act = replace(act, fields={**act.fields, "operation": "Isolation de la mairie"})
    again = recompose(act, catalogue.get(TYPE), after_meeting)
    assert "présente l'opération suivante : isolation de la mairie." in text(again, Role.EXPOSE)


def test_a_figure_typed_over_is_no_longer_refreshed(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    act = draft(catalogue, after_meeting, typed[TYPE])
    act = typed_over(act, Role.EXPOSE, "42 500 €", "43 000 €")
    act = replace(act, fields={**act.fields, "cout_ht": "50 000"})
    again = recompose(act, catalogue.get(TYPE), after_meeting)
    assert "43 000 €" in text(again, Role.EXPOSE)
    assert "50 000 €" in text(again, Role.DISPOSITIF)


def test_a_blank_in_a_touched_paragraph_is_filled(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    fields: dict[str, FieldInput] = {**typed[TYPE], "calendrier": "", "dispositif": ""}
    act = draft(catalogue, after_meeting, fields)
    act = typed_over(act, Role.DISPOSITIF, "est approuvée", "est approuvée telle quelle")
    act = typed_over(act, Role.DISPOSITIF, "est sollicitée", "est demandée")
    act = replace(act, fields={**fields, "calendrier": "Été 2027", "dispositif": "Fonds vert"})
    again = recompose(act, catalogue.get(TYPE), after_meeting)
    assert "est approuvée telle quelle, selon le calendrier prévisionnel suivant : été 2027." in text(
        again, Role.DISPOSITIF
    )
    assert "est demandée auprès de l'État au titre du Fonds vert." in text(again, Role.DISPOSITIF)
    assert again.blanks() == ()


def test_an_emptied_field_is_a_blank_again(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    act = draft(catalogue, after_meeting, typed[TYPE])
    act = typed_over(act, Role.DISPOSITIF, "est approuvée", "est approuvée telle quelle")
    act = replace(act, fields={**act.fields, "calendrier": ""})
    again = recompose(act, catalogue.get(TYPE), after_meeting)
    assert again.blanks() == ("calendrier",)


def test_a_deleted_article_stays_deleted_and_the_others_are_numbered_again(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    act = draft(catalogue, after_meeting, typed["tarifs_salle"], "tarifs_salle")
    lines = text(act, Role.DISPOSITIF).split("\n")
    kept = [line for line in lines if "forfait de ménage" not in line]
    section = edit_section(act.section(Role.DISPOSITIF), "\n".join(kept), "Odile")
    act = replace(act, sections=tuple(section if s.role is Role.DISPOSITIF else s for s in act.sections))
    again = recompose(act, catalogue.get("tarifs_salle"), after_meeting)
    articles = [line for line in text(again, Role.DISPOSITIF).split("\n") if line.startswith("Article")]
    assert [line.split(" : ")[0] for line in articles] == [f"Article {n}" for n in range(1, 6)]
    assert "ménage" not in text(again, Role.DISPOSITIF)
    assert recompose(again, catalogue.get("tarifs_salle"), after_meeting) == again


def test_an_added_paragraph_keeps_its_place(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    act = draft(catalogue, after_meeting, typed[TYPE])
    act = typed_over(
        act, Role.CONSIDERANTS, "Considérant que la commune", "Considérant l'urgence,\nConsidérant que la commune"
    )
    act = replace(act, fields={**act.fields, "dispositif": "DSIL"})
    again = recompose(act, catalogue.get(TYPE), after_meeting)
    keys = [p.key for p in again.section(Role.CONSIDERANTS).paragraphs]
    assert keys == ["considerant.0", "ajout.1", "considerant.1", "considerant.2"]


def test_an_optional_paragraph_comes_and_goes(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    act = draft(catalogue, after_meeting, {**typed["tarifs_salle"], "gratuite": ""}, "tarifs_salle")
    act = replace(act, fields=typed["tarifs_salle"])
    again = recompose(act, catalogue.get("tarifs_salle"), after_meeting)
    assert "Article 4 : La mise à disposition est gratuite" in text(again, Role.DISPOSITIF)
    back = recompose(
        replace(again, fields={**act.fields, "gratuite": ""}), catalogue.get("tarifs_salle"), after_meeting
    )
    assert "gratuite" not in text(back, Role.DISPOSITIF)


def test_the_meeting_fills_a_draft_edited_before_it(
    catalogue: TypesCatalogue, before_meeting: Context, after_meeting: Context, typed: Typed
) -> None:
    act = draft(catalogue, before_meeting, typed[TYPE])
    assert act.field_blanks() == ()
    act = typed_over(act, Role.COMPOSITION, "Étaient présents :", "Étaient présents, par ordre du tableau :")
    again = recompose(act, catalogue.get(TYPE), after_meeting)
    assert again.blanks() == ()
    assert "Étaient présents, par ordre du tableau : Mme Claire VAUTRIN, M. Paul DELAUNOY," in text(
        again, Role.COMPOSITION
    )
    assert "1 abstention : M. Luc FERRAND" in text(again, Role.VOTE)


def test_a_postponed_meeting_changes_its_date_everywhere(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    act = draft(catalogue, after_meeting, typed[TYPE])
    act = typed_over(act, Role.COMPOSITION, "en séance publique", "en séance publique et filmée")
    seance = Seance(3, date(2027, 1, 1), time(19), convocation=date(2026, 12, 20), presents=(1, 2), secretaire=2)
    again = recompose(act, catalogue.get(TYPE), replace(after_meeting, seance=seance))
    assert "L'an deux mille vingt-sept, le premier janvier, à 19 heures," in text(again, Role.COMPOSITION)
    assert "en séance publique et filmée" in text(again, Role.COMPOSITION)
    assert "2026-12-18" not in {s.value.raw for c in again.sections for p in c.paragraphs for s in p.spans if s.value}


def test_a_rejected_proposal_decides_nothing(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    act = draft(catalogue, after_meeting, typed[TYPE])
    act = typed_over(act, Role.DISPOSITIF, "est approuvée", "est approuvée telle quelle")
    again = recompose(act, catalogue.get(TYPE), replace(after_meeting, vote=Vote(1, 8)))
    assert text(again, Role.DISPOSITIF) == ""
    assert "N'ADOPTE PAS" in text(again, Role.VOTE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.integers(0, 400), st.text(alphabet="abé 1,.", min_size=1, max_size=6), st.integers(1, 90_000))
def test_no_edit_is_lost_and_the_facts_stay_right(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed, place: int, added: str, amount: int
) -> None:
    kind = catalogue.get(TYPE)
    act = draft(catalogue, after_meeting, typed[TYPE])
    before = act.section(Role.EXPOSE)
    section = edit_section(before, before.text[:place] + added + before.text[place:], "Odile")
    act = replace(act, sections=tuple(section if s.role is Role.EXPOSE else s for s in act.sections))
    again = recompose(replace(act, fields={**act.fields, "montant_demande": str(amount)}), kind, after_meeting)
    mine = [r.span.text for s in act.sections for r in s.origins() if r.origin.kind is OriginKind.MAIN]
    kept = [r.span.text for s in again.sections for r in s.origins() if r.origin.kind is OriginKind.MAIN]
    assert kept == mine
    values = {
        s.value.raw
        for c in again.sections
        for p in c.paragraphs
        for s in p.spans
        if s.origin.source == "montant_demande" and s.value
    }
    assert values == {str(amount)}
    assert recompose(again, kind, after_meeting) == again
