"""The exported DOCX saved again by LibreOffice: origins, watermark and fields come through."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from secretaire.acts.act import Act, ActId, Paragraph, Role, Section
from secretaire.acts.act_type import ActType
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.council.commune import Commune
from secretaire.exchange.docx_act import Approval, write_act
from secretaire.exchange.provenance import Provenance, read_provenance

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

COMMUNE = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "")
ARRETE = ActType.model_validate(
    {
        "id": "circulation",
        "famille": "arrete",
        "libelle": "Circulation",
        "matiere": "6.1",
        "nature_actes": "AR",
        "transmissible": False,
        "objet": "Objet",
        "champs": [],
        "visas": [],
        "articles": [{"texte": "Article."}],
        "droit_au": "2026-11",
    }
)
FIXED = Origin(OriginKind.MODELE_TYPE, "circulation")
ACT = Act(
    id=ActId("a1"),
    type_id="circulation",
    numero="2026-12",
    objet="Travaux",
    act_date=date(2026, 12, 1),
    sections=(
        Section(Role.VISAS, (Paragraph("visa.1", (Span("Vu l'article L.\u00a02213-1,", FIXED),)),)),
        Section(
            Role.DISPOSITIF,
            (
                Paragraph(
                    "article.1",
                    (
                        Span("Article 1\u00a0: À partir du ", FIXED),
                        Span(
                            "1er\u00a0juin 2027",
                            Origin(OriginKind.SAISIE, "debut"),
                            Value(ValueKind.DATE, "2027-06-01"),
                        ),
                        Span(" la  rue <est> fermée.", Origin(OriginKind.MAIN, "Odile LEROY")),
                    ),
                    touched=True,
                ),
                Paragraph("article.1.ligne.0", (Span("Voie\tLongueur", FIXED),)),
                Paragraph("article.1.ligne.1", (Span("Rue Haute\t120", FIXED),)),
            ),
        ),
        Section(Role.SIGNATURES, (Paragraph("signature.maire.qualite", (Span("La maire,", FIXED),)),)),
    ),
)


def saved_again(path: Path, folder: Path) -> Path:
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--convert-to", "docx", "--outdir", str(folder / "again"), str(path)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(folder)})
    return folder / "again" / path.name


def test_origins_and_marks_survive_libreoffice(tmp_path: Path) -> None:
    write_act(ACT, ARRETE, COMMUNE, tmp_path / "projet.docx")
    again = saved_again(tmp_path / "projet.docx", tmp_path)
    provenance = read_provenance(again)
    assert isinstance(provenance, Provenance)
    assert provenance.sections == ACT.sections
    assert provenance.altered == ()
    with zipfile.ZipFile(again) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.startswith("word/")}
    assert any('string="PROJET"' in text for name, text in parts.items() if "header" in name)
    assert any("NUMPAGES" in text for name, text in parts.items() if "footer" in name)


def test_the_approval_survives_libreoffice(tmp_path: Path) -> None:
    approval = Approval("Claire MARTIN", datetime(2026, 12, 19, 9, 30, tzinfo=UTC), 3, "ab12" * 16)
    write_act(ACT, ARRETE, COMMUNE, tmp_path / "acte.docx", approval)
    provenance = read_provenance(saved_again(tmp_path / "acte.docx", tmp_path))
    assert isinstance(provenance, Provenance)
    assert provenance.approval == approval
