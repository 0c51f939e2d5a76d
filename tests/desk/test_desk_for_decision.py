"""What is told before a decision: where the words come from, what changed since the last one, who may decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from secretaire.acts.act import Paragraph, Role
from secretaire.acts.life import Step
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.checks.finding import Finding, Gravite
from secretaire.desk import elus, finding, for_decision, reading, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space

ROSTER = "Civilité;Nom;Prénom;Fonction;Ordre;Début;Fin\nMme;Delorme;Anne;maire;1;01/07/2020;\n"
OLD = (
    "République française\nCommune d'Aubigny\nDÉLIBÉRATION N° 2024-031\nSéance du 5 mars 2024\n"
    "Objet : location de la salle des fêtes\nLe conseil municipal, après en avoir délibéré, à l'unanimité,\n"
    "DÉCIDE de louer la salle aux habitants. La caution est rendue après la visite.\n"
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    (tmp_path / "elus.csv").write_text(ROSTER, encoding="utf-8")
    opened = create_space(tmp_path / "espace", the_commune("61001"))
    elus.import_roster(opened, tmp_path / "elus.csv")
    yield opened
    opened.close()


def test_origins_and_changes_are_told_in_words(office: Office, tmp_path: Path) -> None:
    (tmp_path / "fonds").mkdir()
    old = docx.Document()
    for line in OLD.splitlines():
        old.add_paragraph(line)
    old.save(str(tmp_path / "fonds" / "ancien.docx"))
    reading.read_documents(office, [tmp_path / "fonds"], lambda _now: None, lambda: False)
    document = office.fund.catalogue.pieces.acts()[0].document
    page = finding.page_text(office, document, 1)
    start = page.index("La caution")

    draft = writing.start_draft(office, "reglement_interieur", {}, author="Anne")
    assert for_decision.origins_told(office, draft) == ("Tout vient du type d'acte et des champs remplis",)
    reused = writing.reuse_passage(office, draft.id, document, 1, start, start + 47, "Anne")
    exposed = reused.section(Role.EXPOSE)
    pen = Paragraph("ajout.8", (Span("La salle est chauffée. Elle est propre.", Origin(OriginKind.PLUME, "r1")),), True)
    gone = Origin(OriginKind.PRECEDENT, "doc:99#p1:0-9")
    lost = Paragraph("ajout.9", (Span("Elle est louée.", gone),), True)
    act = writing.save_edit(
        office, reused.with_section(replace(exposed, paragraphs=(*exposed.paragraphs, pen, lost))), "Anne"
    )
    assert for_decision.origins_told(office, act) == (
        "2 phrases proposées par l'assistant",
        "1 phrase reprise de la délibération n° 2024-031 du 5\u00a0mars\u00a02024",
        "1 phrase reprise d'un document qui n'est plus dans le fonds",
    )

    told = for_decision.for_decision(office, act.id)
    assert told.since is None
    assert [who.nom for who in told.deciders] == ["Anne DELORME"]
    # as the store keeps it: what blocks an approval is not the matter here
    for step in (Step.RELIRE, Step.SOUMETTRE, Step.REPRENDRE):
        act = office.workspace.acts.record_step(act, step, "Anne DELORME", "à revoir", now=datetime.now(UTC))
    assert [line.id for line in for_decision.waiting(office)] == []
    since = for_decision.since(office, act)
    assert since is not None
    assert (since.decision.reason, since.changes) == ("à revoir", 0)
    changed = act.section(Role.EXPOSE).text.replace("propre", "neuve")
    since = for_decision.since(office, writing.edit_section(office, act.id, Role.EXPOSE, changed, "Anne"))
    assert since is not None
    assert since.changes == 1, "a word put for another"


@pytest.mark.parametrize(
    ("gravities", "said"),
    [
        ((), "Contrôles : rien à redire"),
        ((Gravite.INFO,), "Contrôles : 1 pour information"),
        ((Gravite.ALERTE, Gravite.INFO), "Contrôles : 1 à vérifier"),
        ((Gravite.BLOQUANT, Gravite.ALERTE, Gravite.ALERTE), "Contrôles : 1 bloquant, 2 à vérifier"),
    ],
)
def test_the_verdict_of_the_checks_in_one_sentence(gravities: tuple[Gravite, ...], said: str) -> None:
    assert for_decision.checks_told(tuple(Finding("X", gravite, "m", "") for gravite in gravities)) == said
