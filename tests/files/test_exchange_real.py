"""What the composer gives, printed: a deliberation and an arrete, complete or full of blanks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

import docx
import pytest
import yaml
from docx.enum.text import WD_COLOR_INDEX

from secretaire.acts.act import Act, ActId, FieldInput
from secretaire.acts.act_type import ActType
from secretaire.council.commune import Commune
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Pouvoir, Seance, Vote
from secretaire.drafting.act_types.catalogue import TypesCatalogue
from secretaire.drafting.compose import Context, compose
from secretaire.exchange.docx_act import Approval, write_act
from secretaire.exchange.provenance import read_provenance

COMMUNE = Commune(
    "14000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "", tribunal="Caen", lieu_seance="mairie"
)
ROSTER = Roster(
    (
        Elu(1, "Mme", "Martin", "Claire", "la maire", 1),
        Elu(2, "M.", "Dupont", "Jean", "1er adjoint", 2),
        Elu(3, "Mme", "Leroy", "Odile", "conseillère municipale", 3),
        Elu(4, "M.", "Noël", "Paul", "conseiller municipal", 4),
    )
)
SEANCE = Seance(1, date(2026, 12, 18), time(20, 30), "", date(2026, 12, 10), (1, 2, 3), (), (Pouvoir(4, 1),), 3)
FULL = Context(COMMUNE, ROSTER, SEANCE, Vote(4), None, "2026-031")
EMPTY = Context(COMMUNE, Roster(), None, None, None, "")
APPROVAL = Approval("Claire MARTIN", datetime(2026, 12, 19, 9, 30, tzinfo=UTC), 1, "ab12" * 16)
SHIPPED = TypesCatalogue.load(Path(__file__).parents[2] / "resources" / "types").all()
FIELDS: Mapping[str, FieldInput] = {
    "operation": "la toiture de l'école",
    "aide": "19340",
    "autres": [{"financeur": "Département", "montant": "9670.50"}, {"financeur": "Commune", "montant": "19340"}],
}


def act_type(famille: str) -> ActType:
    return ActType.model_validate(
        yaml.safe_load(f"""
id: essai
famille: {famille}
libelle: Essai
matiere: '7.5'
nature_actes: {"DE" if famille == "deliberation" else "AR"}
transmissible: true
majorite: {"suffrages_exprimes" if famille == "deliberation" else "maire"}
droit_au: '2026-11'
objet: "Travaux : {{operation}}"
champs:
- {{nom: operation, libelle: Opération, type: texte}}
- {{nom: aide, libelle: Aide demandée, type: montant}}
- nom: autres
  libelle: Autres financements
  type: tableau
  colonnes: [{{nom: financeur, libelle: Financeur}}, {{nom: montant, libelle: Montant, type: montant}}]
visas:
- {{code: CGCT, articles: [L. 2121-29]}}
considerants:
- {{texte: "Considérant que {{operation}} doit être refaite"}}
expose:
- {{texte: "{{maire:Titre}} présente {{operation}}."}}
articles:
- {{texte: "les travaux sont approuvés"}}
- texte: "le plan de financement est le suivant :"
  tableau: {{champ: autres, avant: [{{cellules: {{financeur: "État", montant: "{{aide}}"}}}}], part: "Part"}}
""")
    )


def composed(kind: ActType, fields: Mapping[str, FieldInput], context: Context) -> Act:
    composition = compose(kind, fields, context)
    return Act(ActId("a1"), kind.id, context.numero, composition.objet, composition.sections, act_date=context.day)


@pytest.mark.parametrize("famille", ["deliberation", "arrete"])
@pytest.mark.parametrize(("fields", "context"), [(FIELDS, FULL), ({}, EMPTY)])
def test_every_word_and_every_origin_of_the_composer_is_in_the_document(
    famille: str, fields: Mapping[str, FieldInput], context: Context, tmp_path: Path
) -> None:
    kind = act_type(famille)
    act = composed(kind, fields, context)
    write_act(act, kind, COMMUNE, tmp_path / "acte.docx")
    provenance = read_provenance(tmp_path / "acte.docx")
    assert provenance is not None
    assert provenance.altered == ()
    assert [s.text for s in provenance.sections] == [s.text for s in act.sections]
    assert [s.origins() for s in provenance.sections] == [s.origins() for s in act.sections]


@pytest.mark.parametrize("kind", SHIPPED, ids=lambda kind: kind.id)
def test_every_shipped_type_is_printed_whole_even_when_nothing_is_filled(kind: ActType, tmp_path: Path) -> None:
    act = composed(kind, {}, EMPTY)
    write_act(act, kind, COMMUNE, tmp_path / "acte.docx")
    provenance = read_provenance(tmp_path / "acte.docx")
    assert provenance is not None
    assert provenance.altered == ()
    assert [s.origins() for s in provenance.sections] == [s.origins() for s in act.sections]


def test_a_deliberation_wears_the_styles_of_its_parts(tmp_path: Path) -> None:
    kind = act_type("deliberation")
    write_act(composed(kind, FIELDS, FULL), kind, COMMUNE, tmp_path / "acte.docx", APPROVAL)
    document = docx.Document(str(tmp_path / "acte.docx"))
    styles = [p.style.name.removeprefix("Acte – ") for p in document.paragraphs if p.style and p.style.name]
    assert list(dict.fromkeys(styles)) == [
        "République",
        "En-tête",
        "Commune",
        "Titre",
        "Séance",
        "Numéro",
        "Texte",
        "Composition",
        "Objet",
        "Visa",
        "Considérant",
        "Vote",
        "Annonce",
        "Article",
        "Clôture",
        "Mention",
    ]
    effectifs, financement, signatures = document.tables
    assert "Membres en exercice\u00a0: 4" in effectifs.cell(0, 0).text
    assert [cell.text.replace("\u00a0", " ") for cell in financement.rows[-1].cells] == [
        "Total",
        "48 350,50 €",
        "100 %",
    ]
    assert [cell.text for cell in signatures.rows[0].cells] == [
        "La maire,\nClaire MARTIN",
        "La secrétaire de séance,\nOdile LEROY",
    ]


def test_no_line_ends_inside_a_name(tmp_path: Path) -> None:
    kind = act_type("deliberation")
    write_act(composed(kind, FIELDS, FULL), kind, COMMUNE, tmp_path / "acte.docx", APPROVAL)
    present = next(p.text for p in docx.Document(str(tmp_path / "acte.docx")).paragraphs if "présents" in p.text)
    assert "Mme\u00a0Claire\u00a0MARTIN, " in present


def test_an_arrete_is_signed_on_the_right_by_the_maire_alone(tmp_path: Path) -> None:
    kind = act_type("arrete")
    context = Context(COMMUNE, ROSTER, None, None, date(2026, 11, 22), "2026-12")
    write_act(composed(kind, FIELDS, context), kind, COMMUNE, tmp_path / "acte.docx", APPROVAL)
    signatures = docx.Document(str(tmp_path / "acte.docx")).tables[-1]
    assert [cell.text for cell in signatures.rows[0].cells] == ["", "La maire,\nClaire MARTIN"]


def test_every_blank_of_the_draft_is_highlighted(tmp_path: Path) -> None:
    kind = act_type("deliberation")
    act = composed(kind, {}, EMPTY)
    write_act(act, kind, COMMUNE, tmp_path / "acte.docx")
    document = docx.Document(str(tmp_path / "acte.docx"))
    cells = [p for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs]
    runs = [run for p in [*document.paragraphs, *cells] for run in p.runs]
    highlighted = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    blanks = [s.text for section in act.sections for p in section.visible for s in p.spans if s.blank]
    assert len(blanks) > 10
    assert sorted(highlighted) == sorted(blanks)
