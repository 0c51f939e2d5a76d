"""A passage of an old act taken into a draft keeps its source, and its figures are doubted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from secretaire.acts.act import Act, Role
from secretaire.acts.spans import OriginKind
from secretaire.checks.finding import Gravite
from secretaire.desk import finding, reading, writing
from secretaire.desk.checking import check_act
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space
from secretaire.errors import Code, WrongUsage

PAGE = (
    "Délibération n° 2023/12\n"
    "Le toit de l'école a été réparé en 2019 pour 4 150 € HT.\n"
    "La subvention demandée est de 19 200 €.\n"
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = create_space(tmp_path / "espace", the_commune("61339"))
    folder = tmp_path / "fonds"
    folder.mkdir()
    (folder / "toit.txt").write_text(PAGE, encoding="utf-8")
    reading.read_documents(opened, [folder], lambda _now: None, lambda: False)
    yield opened
    opened.close()


def _reused(office: Office) -> tuple[Act, str]:
    hit = finding.search(office, "toit école").results[0]
    text = finding.page_text(office, hit.document, hit.page)
    start = text.index("Le toit")
    fields = {"montant_demande": "19 200"}
    act = writing.start_draft(office, "demande_subvention_etat", fields, author="Odile", notes=["2 devis reçus"])
    return writing.reuse_passage(office, act.id, hit.document, hit.page, start, len(text), "Odile"), text


def test_each_line_opens_its_source_at_the_passage(office: Office) -> None:
    act, page = _reused(office)
    section = act.section(Role.EXPOSE)
    reused = [r for r in section.origins() if r.origin.kind is OriginKind.PRECEDENT]
    assert [r.span.text for r in reused] == PAGE.splitlines()[1:]
    for piece in reused:
        place = piece.origin.source.partition("#p1:")[2]
        start, end = (int(n) for n in place.split("-"))
        assert page[start:end] == piece.span.text
    lines = section.text.splitlines()
    assert lines.index(reused[-1].span.text) < lines.index("2 devis reçus.")


def test_old_figures_are_doubted_unless_a_field_says_the_same(office: Office) -> None:
    act, _ = _reused(office)
    doubted = [f for f in check_act(office, act) if f.code == "CHIFFRE_REPRIS"]
    assert {f.extrait.replace("\xa0", " ") for f in doubted} == {"2019", "4 150 €"}
    assert all(f.gravite is Gravite.ALERTE for f in doubted)
    text = act.section(Role.EXPOSE).text
    assert all(text[f.start : f.end] == f.extrait for f in doubted)


def test_a_passage_that_is_not_there_changes_nothing(office: Office) -> None:
    act, page = _reused(office)
    document = finding.search(office, "toit école").results[0].document
    for place in ((document, 1, len(page), len(page) + 9), (document, 7, 0, 9), (999, 1, 0, 9)):
        with pytest.raises(WrongUsage) as refusal:
            writing.reuse_passage(office, act.id, *place, "Odile")
        assert refusal.value.code in {Code.WRONG_OPTION, Code.UNKNOWN_DOCUMENT}
    assert writing.get_act(office, act.id) == act
