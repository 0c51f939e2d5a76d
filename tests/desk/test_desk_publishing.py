"""The publishable copy: proposed, chosen, masked everywhere, and the act itself left as it was."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pytest

from secretaire.acts.act import Act, Role
from secretaire.acts.life import Step
from secretaire.council.commune import Commune
from secretaire.desk import elus, publishing, review, writing
from secretaire.desk.office import Office, create_space
from secretaire.errors import Refused
from secretaire.exchange.delivery import without_printer
from secretaire.exchange.masking import MASK, masked

COMMUNE = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "", lieu_seance="mairie")
ROSTER = "Civilité;Nom;Prénom;Fonction;Ordre;Début;Fin\nMme;Delorme;Anne;maire;1;01/07/2020;\nM.;Besnard;Luc;1er adjoint;2;01/07/2020;\n"
FIELDS = {
    "salle": "la salle des fêtes",
    "date_effet": "01/01/2027",
    "grille": [{"usage": "Journée", "habitants": "125", "exterieurs": "210"}],
    "caution": "300",
}
ADDED = "Mme Lucie Garnier, demeurant 12 rue des Lilas, 14000 Caen, joignable au 06 12 34 56 78, l'a demandé."


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    (tmp_path / "elus.csv").write_text(ROSTER, encoding="utf-8")
    office = create_space(tmp_path / "espace", COMMUNE)
    elus.import_roster(office, tmp_path / "elus.csv")
    yield office
    office.close()


def with_addresses(office: Office) -> Act:
    act = writing.start_draft(office, "tarifs_salle", FIELDS, author="secrétaire", act_date=date(2026, 11, 20))
    text = act.section(Role.EXPOSE).text
    return writing.edit_section(office, act.id, Role.EXPOSE, f"{text}\n{ADDED}".strip(), "secrétaire")


def test_what_to_mask_is_proposed_with_its_reason(office: Office) -> None:
    found = publishing.proposals(office, with_addresses(office).id)
    assert [p.words for p in found] == ["12 rue des Lilas, 14000 Caen", "06 12 34 56 78"]
    assert all(p.why and p.category.reference.startswith("CRPA") for p in found)


def test_nothing_is_published_before_approval(office: Office, tmp_path: Path) -> None:
    act = with_addresses(office)
    with pytest.raises(Refused):
        publishing.export_publishable(office, act.id, tmp_path / "a.docx", (), printer=without_printer)
    assert not (tmp_path / "a.docx").exists()


def test_only_what_was_chosen_is_masked_and_the_act_stays(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = with_addresses(office)
    approved(office, act, monkeypatch)
    before = writing.get_act(office, act.id)
    address, phone = publishing.proposals(office, act.id)
    made = publishing.export_publishable(office, act.id, tmp_path / "a.docx", [address], printer=without_printer)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "a.docx")).paragraphs)
    assert f"demeurant {MASK}" in text
    assert phone.words in text
    assert (made.masked[0].words, made.left[0].words) == (address.words, phone.words)
    assert writing.get_act(office, act.id) == before


def test_no_part_of_the_file_keeps_what_was_masked(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = with_addresses(office)
    approved(office, act, monkeypatch)
    found = publishing.proposals(office, act.id)
    publishing.export_publishable(office, act.id, tmp_path / "a.docx", found, printer=without_printer)
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        content = "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    assert "Lilas" not in content
    assert "06 12 34" not in content.replace("\u00a0", " ")


def test_a_mask_over_several_pieces_of_text_is_written_once() -> None:
    from secretaire.acts.act import ActId, Paragraph, Section
    from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind

    typed = Origin(OriginKind.SAISIE, "agent")
    line = Paragraph(
        "a", (Span("Mme ", typed), Span("Lucie ", typed), Span("Garnier", typed, Value(ValueKind.PERSONNE, "x")))
    )
    act = Act(ActId("a"), "t", "1", "Garnier", (Section(Role.EXPOSE, (line,)),), fields={"agent": "Garnier"})
    made = masked(act, {Role.EXPOSE: [(4, 17)]}, ["Lucie Garnier", "Garnier"])
    assert made.section(Role.EXPOSE).text == f"Mme {MASK}"
    assert (made.objet, dict(made.fields)) == (MASK, {})
    assert act.section(Role.EXPOSE).text == "Mme Lucie Garnier"


def approved(office: Office, act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    """Approved by the maire; what the checks would refuse is not the matter here."""
    monkeypatch.setattr(review, "check_act", lambda _office, _act: ())
    for step, who in ((Step.RELIRE, "secrétaire"), (Step.SOUMETTRE, "secrétaire"), (Step.APPROUVER, "Anne Delorme")):
        review.take(office, act.id, step, who, "")
