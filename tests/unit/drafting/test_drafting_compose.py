"""Composition of the eight acts: complete, correct, readable, with the origin of every span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretaire.acts.act import FieldInput, Role, Section
from secretaire.acts.spans import OriginKind, Span, Value, ValueKind
from secretaire.acts.wording import fold_spaces
from secretaire.council.seance import Vote
from secretaire.drafting.act_types.catalogue import TypesCatalogue
from secretaire.drafting.compose import Composition, Context, compose
from secretaire.errors import Code, UnreadableInput

TYPES = [
    "demande_subvention_etat",
    "tarifs_salle",
    "contrat_saisonnier",
    "decision_modificative",
    "subventions_associations",
    "approbation_pv",
    "circulation_temporaire_travaux",
    "debit_temporaire",
]
Typed = dict[str, dict[str, FieldInput]]

WRONG = re.compile(
    r"  | [.,)]|\(\s|,,|\.\.|,\.|;\.|: ?[.,;]|\b(de|à) (le|les)\b|\bd' |\bl' |\(\)|\[\[|\]\]|\{|\}"
    r"|\b(de|le|que|se) [aeiouéè]|\bsi il",
    re.IGNORECASE,
)
# « le » before a vowel is right before a figure or a name; nothing else in these acts
ALLOWED = re.compile(r"de (onze|oui|[A-Z]\b)|de Inès|le (onze|yaourt)")


def section(composition: Composition, role: Role) -> Section:
    return next((s for s in composition.sections if s.role is role), Section(role))


def plain(composition: Composition, role: Role) -> str:
    return fold_spaces(section(composition, role).text)


def spans(composition: Composition) -> Iterator[Span]:
    for part in composition.sections:
        for paragraph in part.paragraphs:
            yield from paragraph.spans


def assert_reads_well(composition: Composition) -> None:
    for part in composition.sections:
        for paragraph in part.paragraphs:
            text = fold_spaces(paragraph.text)
            assert text, paragraph.key
            for cell in text.split("\t"):
                assert cell == cell.strip(" "), text
                for wrong in WRONG.finditer(cell):
                    around = cell[max(wrong.start() - 12, 0) : wrong.end() + 12]
                    if not ALLOWED.search(around):
                        pytest.fail(f"{paragraph.key}: « {wrong.group()} » in « {around} »")
            if part.role in {Role.VISAS, Role.CONSIDERANTS}:
                assert text.endswith(","), text
                assert text.startswith(("Vu ", "Considérant ")) or paragraph.key == "visa.ouverture", text
            if part.role is Role.DISPOSITIF and ".ligne." not in paragraph.key:
                assert re.match(r"Article \d+ : [A-ZÀÉ[]", text), text
                assert text.endswith((".", ":")), text


@pytest.mark.parametrize("type_id", TYPES)
def test_with_every_field_no_blank_remains(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed, type_id: str
) -> None:
    composition = compose(catalogue.get(type_id), typed[type_id], after_meeting)
    assert composition.blanks == ()
    assert_reads_well(composition)


@pytest.mark.parametrize("type_id", TYPES)
def test_with_no_field_every_required_one_is_a_visible_blank(
    catalogue: TypesCatalogue, before_meeting: Context, type_id: str
) -> None:
    kind = catalogue.get(type_id)
    composition = compose(kind, {}, before_meeting)
    assert {c.nom for c in kind.champs if c.obligatoire and not c.defaut and not c.si} <= set(composition.blanks)
    for blank in (s for s in spans(composition) if s.blank):
        assert re.search(r"\[.+ à compléter\]$", blank.text)
        assert blank.value is None
    assert_reads_well(composition)


@pytest.mark.parametrize("type_id", TYPES)
def test_with_required_fields_only_no_optional_clause_is_left_open(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed, type_id: str
) -> None:
    kind = catalogue.get(type_id)
    required = {c.nom: typed[type_id][c.nom] for c in kind.champs if c.obligatoire}
    composition = compose(kind, required, after_meeting)
    assert composition.blanks == ()
    assert_reads_well(composition)


@pytest.mark.parametrize("type_id", TYPES)
def test_each_optional_field_may_be_left_out_alone(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed, type_id: str
) -> None:
    kind = catalogue.get(type_id)
    for champ in kind.champs:
        if not champ.obligatoire:
            fields = {**typed[type_id], champ.nom: [] if champ.type == "tableau" else ""}
            assert_reads_well(compose(kind, fields, after_meeting))


@pytest.mark.parametrize("type_id", TYPES)
def test_every_option_of_every_choice_reads_well(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed, type_id: str
) -> None:
    kind = catalogue.get(type_id)
    for champ in kind.champs:
        for option in champ.options:
            assert_reads_well(compose(kind, {**typed[type_id], champ.nom: option}, after_meeting))


@pytest.mark.parametrize("type_id", TYPES)
def test_sections_and_keys_are_in_order_and_unique(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed, type_id: str
) -> None:
    composition = compose(catalogue.get(type_id), typed[type_id], after_meeting)
    roles = [s.role for s in composition.sections]
    assert roles == [r for r in Role if r in roles]
    keys = [(s.role, p.key) for s in composition.sections for p in s.paragraphs]
    assert len(set(keys)) == len(keys)
    assert not any(p.touched for s in composition.sections for p in s.paragraphs)


@pytest.mark.parametrize("type_id", TYPES)
def test_what_was_typed_and_what_the_town_hall_knows_keep_their_origin(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed, type_id: str
) -> None:
    kind = catalogue.get(type_id)
    composition = compose(kind, typed[type_id], after_meeting)
    fields = {c.nom for c in kind.champs}
    for span in spans(composition):
        assert "\n" not in span.text
        assert span.origin.kind in {OriginKind.MODELE_TYPE, OriginKind.SAISIE, OriginKind.COMMUNE}
        if span.origin.kind is OriginKind.SAISIE:
            assert span.origin.source in fields
            assert span.value is not None
    sources = {s.origin.source for s in spans(composition)}
    asked = {n for n, v in typed[type_id].items() if v and n not in {"dispositifs", "categorie"}}
    assert asked <= sources


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.sampled_from(TYPES), st.text(max_size=60) | st.sampled_from(["{cout_ht}", "[[x", "a\tb", "1.\n- 2 ;\n", "]]"])
)
def test_whatever_is_typed_is_written_as_data(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed, type_id: str, text: str
) -> None:
    kind = catalogue.get(type_id)
    free = {c.nom for c in kind.champs if c.type in {"texte", "texte_long", "personne"}}
    composition = compose(kind, {**typed[type_id], **dict.fromkeys(free, text)}, after_meeting)
    for span in spans(composition):
        assert "\n" not in span.text
        assert span.text == "\t" or "\t" not in span.text or span.value is None
        if span.origin.source in free:
            assert span.blank or (span.value is not None and span.text)


def test_composition_is_deterministic(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    kind = catalogue.get("tarifs_salle")
    first = compose(kind, typed["tarifs_salle"], after_meeting)
    assert compose(kind, typed["tarifs_salle"], after_meeting) == first


def test_a_wrong_field_is_named(catalogue: TypesCatalogue, before_meeting: Context) -> None:
    with pytest.raises(UnreadableInput) as caught:
        compose(catalogue.get("tarifs_salle"), {"caution": "beaucoup"}, before_meeting)
    assert caught.value.code is Code.FIELD_INVALID
    assert caught.value.data["champ"] == "Caution"


def test_the_financing_plan_adds_up(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    composition = compose(catalogue.get("demande_subvention_etat"), typed["demande_subvention_etat"], after_meeting)
    rows = [line.split("\t") for line in plain(composition, Role.DISPOSITIF).split("\n") if "\t" in line]
    assert rows == [
        ["Financeur", "Montant hors taxes", "Part"],
        ["État (DETR)", "17 000 €", "40 %"],
        ["Département de l'Orne", "8 500 €", "20 %"],
        ["Commune (autofinancement)", "17 000 €", "40 %"],
        ["Total hors taxes", "42 500 €", "100 %"],
    ]


def test_a_budget_decision_shows_withdrawn_credits_and_totals(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    composition = compose(catalogue.get("decision_modificative"), typed["decision_modificative"], after_meeting)
    text = plain(composition, Role.DISPOSITIF)
    assert "Fonctionnement\t65 / 6541\tCréances\t\u2212500 €" in text
    assert "Total des dépenses\t\t\t2 000 €" in text
    assert "Elle s'équilibre, en dépenses et en recettes, à 2 000 €." in text


def test_amounts_of_a_table_show_cents_together(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    composition = compose(catalogue.get("tarifs_salle"), typed["tarifs_salle"], after_meeting)
    assert "Journée\t120,00 €\t200,00 €\nVin d'honneur\t60,50 €\t–" in plain(composition, Role.DISPOSITIF)


def test_one_job_or_several(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    kind = catalogue.get("contrat_saisonnier")
    several = compose(kind, typed["contrat_saisonnier"], after_meeting)
    one = compose(kind, {**typed["contrat_saisonnier"], "nombre_emplois": "1"}, after_meeting)
    assert "Sont créés deux emplois non permanents" in plain(several, Role.DISPOSITIF)
    assert "Est créé un emploi non permanent" in plain(one, Role.DISPOSITIF)
    assert one.objet.startswith("Création d'un emploi")


def test_the_legal_basis_follows_the_dispositif(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    kind = catalogue.get("demande_subvention_etat")
    fields = typed["demande_subvention_etat"]
    dsil = plain(compose(kind, {**fields, "dispositif": "DSIL"}, after_meeting), Role.VISAS)
    assert "L. 2334-42" in dsil
    assert "L. 2334-33" not in dsil
    assert dsil.count("code général des collectivités territoriales") == 1
    both = plain(compose(kind, {**fields, "dispositif": "plusieurs"}, after_meeting), Role.VISAS)
    assert "L. 2334-33, L. 2334-36, L. 2334-42, R. 2334-22 et R. 2334-24," in both


@pytest.mark.parametrize(
    ("type_id", "sent", "recourse"),
    [
        ("demande_subvention_etat", True, "sa publication"),
        ("approbation_pv", False, ""),
        ("circulation_temporaire_travaux", False, "sa publication"),
        ("debit_temporaire", False, "sa notification"),
    ],
)
def test_mentions_follow_the_nature_of_the_act(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed, type_id: str, sent: bool, recourse: str
) -> None:
    composition = compose(catalogue.get(type_id), typed[type_id], after_meeting)
    text = plain(composition, Role.MENTIONS)
    assert ("transmis au contrôle de légalité" in text) is sent
    assert ("Acte non soumis à transmission" in text) is not sent
    assert (recourse in text) if recourse else ("tribunal" not in text)
    assert ("représentant de l'État" in plain(composition, Role.DISPOSITIF)) is sent


@pytest.mark.parametrize(
    ("vote", "expected"),
    [
        (Vote(9), "après en avoir délibéré, à l'unanimité,"),
        (
            Vote(7, 0, 2, noms_abstentions=("M. A", "Mme B")),
            "à l'unanimité des suffrages exprimés (2 abstentions : M. A et Mme B),",
        ),
        (Vote(8, 1, noms_contre=("M. A",)), "par 8 voix pour et 1 voix contre (M. A),"),
        (Vote(6, 2, 1), "par 6 voix pour, 2 voix contre et 1 abstention,"),
        (
            Vote(4, 4, 1, president_pour=True),
            "par 4 voix pour et 4 voix contre, 1 abstention, la voix du président étant",
        ),
        (
            Vote(4, 4, 1),
            "les voix s'étant partagées également (4 voix pour ; 4 voix contre ; 1 abstention), N'ADOPTE PAS",
        ),
        (Vote(2, 7), "par 7 voix contre et 2 voix pour, N'ADOPTE PAS la proposition."),
        (Vote(0, 0, 9), "aucun suffrage n'ayant été exprimé (9 abstentions), N'ADOPTE PAS la proposition."),
    ],
)
def test_the_result_of_the_vote_is_worded(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed, vote: Vote, expected: str
) -> None:
    composition = compose(catalogue.get("tarifs_salle"), typed["tarifs_salle"], replace(after_meeting, vote=vote))
    assert expected in plain(composition, Role.VOTE)
    assert_reads_well(composition)
    rejected = "N'ADOPTE PAS" in expected
    assert (plain(composition, Role.DISPOSITIF) == "") is rejected
    assert ("DÉCIDE :" in plain(composition, Role.VOTE)) is not rejected


def test_who_stands_back_is_named_and_not_counted(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    vote = Vote(8, ne_prend_pas_part=1, noms_deport=("Mme Odile PERRIGAULT",))
    composition = compose(catalogue.get("tarifs_salle"), typed["tarifs_salle"], replace(after_meeting, vote=vote))
    deport = "Mme Odile PERRIGAULT, intéressée à l'affaire, n'a pris part ni au débat ni au vote."
    assert deport in plain(composition, Role.VOTE)
    assert "Votants : 8" in plain(composition, Role.COMPOSITION)


def test_an_adjoint_presides_when_the_maire_is_kept_away(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    assert after_meeting.seance is not None
    seance = replace(after_meeting.seance, president=2, presents=(2, 3, 4, 5, 6, 7))
    composition = compose(catalogue.get("tarifs_salle"), typed["tarifs_salle"], replace(after_meeting, seance=seance))
    assert "présidence de M. Paul DELAUNOY, 1er adjoint, la maire étant empêchée." in plain(
        composition, Role.COMPOSITION
    )
    assert plain(composition, Role.SIGNATURES).startswith("Le président de séance,\nPaul DELAUNOY")


def test_a_man_as_maire(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    elus = after_meeting.roster.elus
    maire = replace(elus[0], civilite="M.", prenom="Claude")
    context = replace(after_meeting, roster=replace(after_meeting.roster, elus=(maire, *elus[1:])))
    composition = compose(catalogue.get("demande_subvention_etat"), typed["demande_subvention_etat"], context)
    text = plain(composition, Role.DISPOSITIF)
    assert "Le maire est autorisé à déposer" in text
    assert "Le maire est chargé" in text
    assert "la maire" not in "\n".join(fold_spaces(s.text).lower() for s in composition.sections)


def test_a_woman_who_prefers_le_maire(catalogue: TypesCatalogue, after_meeting: Context, typed: Typed) -> None:
    elus = after_meeting.roster.elus
    context = replace(
        after_meeting, roster=replace(after_meeting.roster, elus=(replace(elus[0], fonction="Le maire"), *elus[1:]))
    )
    composition = compose(catalogue.get("tarifs_salle"), typed["tarifs_salle"], context)
    assert plain(composition, Role.SIGNATURES).startswith("Le maire,\nClaire VAUTRIN")


@pytest.mark.parametrize(
    ("nom", "liaison", "de", "a"), [("Le Mans", 2, "du Mans", "au Mans"), ("Les Mées", 4, "des Mées", "aux Mées")]
)
def test_the_name_of_the_commune_contracts_everywhere(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed, nom: str, liaison: int, de: str, a: str
) -> None:
    context = replace(after_meeting, commune=replace(after_meeting.commune, nom=nom, liaison=liaison))
    for type_id in TYPES:
        composition = compose(catalogue.get(type_id), typed[type_id], context)
        assert f"Commune {de}" in plain(composition, Role.ENTETE)
        assert f" {a}, " in plain(composition, Role.CLOTURE)
        assert_reads_well(composition)


def test_before_the_meeting_only_the_meeting_is_missing(
    catalogue: TypesCatalogue, before_meeting: Context, typed: Typed
) -> None:
    composition = compose(catalogue.get("tarifs_salle"), typed["tarifs_salle"], before_meeting)
    assert composition.blanks
    assert {b.partition(".")[0] for b in composition.blanks} == {"seance", "vote"}


def test_a_known_day_counts_the_members_and_dates_the_arrete(
    catalogue: TypesCatalogue, before_meeting: Context, typed: Typed
) -> None:
    context = replace(before_meeting, act_date=date(2026, 6, 1))
    composition = compose(catalogue.get("tarifs_salle"), typed["tarifs_salle"], context)
    assert "Membres en exercice : 11" in plain(composition, Role.COMPOSITION)
    arrete = compose(catalogue.get("debit_temporaire"), typed["debit_temporaire"], context)
    assert plain(arrete, Role.CLOTURE) == "Fait à Aubigny, le 1er juin 2026."
    assert arrete.blanks == ()


def test_a_person_of_the_roster_is_written_as_the_register_does(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    composition = compose(catalogue.get("approbation_pv"), typed["approbation_pv"], after_meeting)
    names = [s for s in spans(composition) if s.origin.source == "nom_secretaire_seance_precedente"]
    assert [(s.text, s.value) for s in names] == [
        ("Mme Odile PERRIGAULT", Value(ValueKind.PERSONNE, "Perrigault Odile"))
    ]


def test_the_same_day_or_the_same_company_is_not_said_twice(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    fields = dict(typed["circulation_temporaire_travaux"])
    fields |= {"date_fin": fields["date_debut"], "responsable_signalisation": fields["demandeur"]}
    text = plain(compose(catalogue.get("circulation_temporaire_travaux"), fields, after_meeting), Role.DISPOSITIF)
    assert "Article 1 : Le 4 janvier 2027, la circulation" in text
    assert "retirée par l'entreprise Durand TP, qui en est responsable" in text


def test_a_whole_deliberation_as_it_was_read_and_approved(
    catalogue: TypesCatalogue, after_meeting: Context, typed: Typed
) -> None:
    """The text beside was read line by line; a change of it must be read again before it replaces it."""
    composition = compose(catalogue.get("demande_subvention_etat"), typed["demande_subvention_etat"], after_meeting)
    text = "\n\n".join(fold_spaces(s.text) for s in composition.sections) + "\n"
    golden = Path(__file__).with_name("golden_demande_subvention.txt").read_text(encoding="utf-8")
    assert text == golden


@pytest.mark.parametrize(
    ("vote", "words", "adopted"),
    [
        (Vote(pour=4, contre=4), "aucune majorité ne s'étant dégagée contre l'adoption du compte", True),
        (Vote(pour=3, contre=4), "N'ADOPTE PAS", False),
        (Vote(pour=8, contre=0), "à l'unanimité", True),
    ],
)
def test_the_accounts_are_adopted_unless_a_majority_is_against(
    catalogue: TypesCatalogue, after_meeting: Context, vote: Vote, words: str, adopted: bool
) -> None:
    kind = catalogue.get("cfu_compte_administratif")
    sections = {s.role: s.text for s in compose(kind, {}, replace(after_meeting, vote=vote)).sections}
    assert words in sections[Role.VOTE]
    assert (Role.DISPOSITIF in sections) is adopted


def test_a_table_of_one_column_reads_as_a_list(catalogue: TypesCatalogue, before_meeting: Context) -> None:
    kind = catalogue.get("videoprotection")
    table = next(c for c in kind.champs if len(c.colonnes) == 1)
    rows = [{table.colonnes[0].nom: option} for option in table.colonnes[0].options[:3]]
    lines = [
        p.text
        for s in compose(kind, {table.nom: rows}, before_meeting).sections
        for p in s.visible
        if p.key.endswith(("ligne.0", "ligne.1", "ligne.2")) and p.text.startswith("–")
    ]
    assert [line.rstrip()[-1] for line in lines] == [";", ";", "."]
    assert all(option in line for option, line in zip(table.colonnes[0].options, lines, strict=False))


@pytest.mark.parametrize(
    ("mesure", "sent"), [("déneigement des trottoirs par les riverains", True), ("barrière de dégel", False)]
)
def test_an_act_is_sent_to_the_state_only_in_its_case(
    catalogue: TypesCatalogue, before_meeting: Context, mesure: str, sent: bool
) -> None:
    sections = {
        s.role: s.text for s in compose(catalogue.get("neige_degel"), {"mesure": mesure}, before_meeting).sections
    }
    assert ("Acte non soumis à transmission" in sections[Role.MENTIONS]) is not sent
