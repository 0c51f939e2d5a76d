"""From files to the acts inside them: archives, letters, open data, minutes; what the secretary corrects stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZipFile

import pytest

from secretaire.desk.office import fund_rules
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.cutting.cut import cut
from secretaire.fund.finding.results import RebuildReason
from secretaire.fund.fund import Fund
from secretaire.fund.pieces import Kind
from secretaire.fund.reading.reading import Page
from secretaire.store.corrections import Change, Correction

MINUTES = """COMPTE RENDU DE LA SÉANCE DU CONSEIL MUNICIPAL DU 12 MARS 2021

L'an deux mille vingt et un, le douze mars, le conseil municipal s'est réuni à la mairie.

1. TARIFS DE LA CANTINE

Le maire propose de fixer le prix du repas à 3,50 €.
Après en avoir délibéré, le conseil municipal, à l'unanimité, fixe le prix du repas à 3,50 €.

2. RÉFECTION DU LAVOIR (délibération n° 2021/08)

Le maire présente un devis de 12 400,00 €.
Après en avoir délibéré, le conseil municipal, par 8 voix pour et 1 contre, accepte le devis.

3. ACHAT D'UN TRACTEUR

Le maire présente l'offre de 31 000 €.
Après en avoir délibéré, le conseil municipal, à l'unanimité, accepte cette offre.

QUESTIONS DIVERSES

Le prochain conseil aura lieu en avril.
"""
OPEN_DATA = """COLL_NOM,DELIB_ID,DELIB_DATE,DELIB_MATIERE_CODE,DELIB_MATIERE_NOM,DELIB_OBJET,VOTE_POUR,VOTE_CONTRE,VOTE_ABSTENTION
Essai,2023-012,2023-04-04,7.5,Subventions,Subvention au comité des fêtes,10,0,1
Essai,2023-013,2023-04-04,3.3,Locations,"Bail du garage, chemin du Moulin",11,0,0
"""


@dataclass
class Kept:
    """Corrections in memory."""

    all: list[Correction] = field(default_factory=list)

    def of_file(self, sha256: str, path: Path, /) -> list[Correction]:
        return [correction for correction in self.all if correction.sha256 == sha256 or correction.path == path]

    def move(self, old: Path, new: Path, /) -> None:
        self.all = [replace(one, path=new) if one.path == old else one for one in self.all]


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def fund(tmp_path: Path, kept: Kept) -> Iterator[Fund]:
    (tmp_path / "espace").mkdir()
    opened = Fund(tmp_path / "espace", fund_rules(), kept)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "actes"
    made.mkdir()
    return made


def acts(fund: Fund) -> list[StoredPiece]:
    return fund.catalogue.pieces.acts()


def objets(fund: Fund) -> list[str]:
    return [piece.facts.objet for piece in acts(fund)]


def test_minutes_give_their_acts_each_with_its_own_facts(fund: Fund, folder: Path) -> None:
    (folder / "conseil.txt").write_text(MINUTES, encoding="utf-8")
    fund.read([folder])
    assert objets(fund) == ["TARIFS DE LA CANTINE", "RÉFECTION DU LAVOIR", "ACHAT D'UN TRACTEUR"]
    second = acts(fund)[1].facts
    assert (second.number, second.date) == ("2021/08", date(2021, 3, 12))
    assert second.vote is not None
    assert (second.vote.pour, second.vote.contre) == (8, 1)
    (found,) = fund.search("tracteur ").results
    assert found.facts.objet == "ACHAT D'UN TRACTEUR"
    assert found.extract.text.startswith("3. ACHAT D'UN TRACTEUR")


def test_open_data_gives_an_act_a_line(fund: Fund, folder: Path) -> None:
    (folder / "deliberations.csv").write_text(OPEN_DATA, encoding="utf-8")
    fund.read([folder])
    first, second = acts(fund)
    assert (first.facts.number, first.facts.date, first.facts.matiere) == ("2023-012", date(2023, 4, 4), "7.5")
    assert first.facts.vote is not None
    assert (first.facts.vote.pour, first.facts.vote.abstentions) == (10, 1)
    assert second.facts.objet == "Bail du garage, chemin du Moulin"


def test_documents_in_an_archive_and_attached_to_a_letter_are_found(fund: Fund, folder: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Devis du lavoir"
    letter.set_content("Bonjour, voici le devis du couvreur.")
    letter.add_attachment(MINUTES.encode(), maintype="text", subtype="plain", filename="conseil.txt")
    with ZipFile(folder / "2021.zip", "w") as archive:
        archive.writestr("courrier/devis.eml", letter.as_bytes())
        archive.writestr("note.md", "Le pigeonnier sera restauré en avril.")
    report = fund.read([folder])
    assert (report.lus, report.erreurs) == (3, [])
    assert fund.search("couvreur ").results[0].path == folder / "2021.zip" / "courrier" / "devis.eml"
    assert fund.search("tracteur ").results[0].path.name == "conseil.txt"
    assert fund.read().inchanges == 1
    with ZipFile(folder / "2021.zip", "w") as archive:
        archive.writestr("note.md", "Le pigeonnier sera restauré en mai.")
    fund.read()
    assert fund.search("couvreur ").total == 0
    assert fund.search("pigeonnier mai ").total == 1


def test_an_archive_stopped_in_the_middle_is_taken_up_again(fund: Fund, folder: Path) -> None:
    with ZipFile(folder / "2021.zip", "w") as archive:
        for number in range(6):
            archive.writestr(f"acte-{number}.txt", f"Le pigeonnier numéro {number} est restauré.")
    asked = 0

    def stop_soon() -> bool:
        nonlocal asked
        asked += 1
        return asked > 4

    assert fund.read([folder], cancelled=stop_soon).interrompu
    fund.read()
    assert fund.search("pigeonnier ").total == 6


def test_the_same_text_twice_is_shown_once(fund: Fund, folder: Path) -> None:
    (folder / "a.txt").write_text("Le pigeonnier sera restauré.", encoding="utf-8")
    shutil.copy(folder / "a.txt", folder / "copie de a.txt")
    fund.read([folder])
    (result,) = fund.search("pigeonnier ").results
    assert result.copies == (folder / "copie de a.txt",)
    (folder / "a.txt").unlink()
    fund.read()
    (result,) = fund.search("pigeonnier ").results
    assert (result.path.name, result.copies) == ("copie de a.txt", ())


def test_what_the_secretary_corrects_wins_over_every_later_reading(fund: Fund, folder: Path, kept: Kept) -> None:
    path = folder / "conseil.txt"
    path.write_text(MINUTES, encoding="utf-8")
    fund.read([folder])
    canteen, _, tractor = acts(fund)
    kept.all.append(fund.correction_of(canteen, Change.FACTS, {"objet": "Prix du repas", "number": "2021-007"}))
    kept.all.append(fund.correction_of(tractor, Change.NOT_AN_ACT, {}))
    fund.cut_again(canteen.document)
    assert objets(fund) == ["Prix du repas", "RÉFECTION DU LAVOIR"]
    assert acts(fund)[0].piece.corrected == {"objet", "number"}
    # the file is moved, then changed elsewhere in its text
    path.rename(folder / "pv.txt")
    fund.read()
    (folder / "pv.txt").write_text(MINUTES.replace("en avril", "le 9 avril"), encoding="utf-8")
    fund.read()
    assert objets(fund) == ["Prix du repas", "RÉFECTION DU LAVOIR"]
    assert fund.search("prix repas ").results[0].facts.number == "2021-007"


def test_a_page_read_on_a_picture_makes_its_act_less_sure() -> None:
    typed = cut([Page(1, MINUTES)], "conseil")
    scanned = cut([Page(1, MINUTES, 0.8)], "conseil")
    for one, other in zip(typed, scanned, strict=True):
        if one.facts.kind is Kind.DELIBERATION:
            assert other.confidence == pytest.approx(one.confidence * 0.8)
            assert "image" in other.reason


def test_an_index_deleted_while_the_fund_is_open_is_made_again(fund: Fund, folder: Path, tmp_path: Path) -> None:
    (folder / "conseil.txt").write_text(MINUTES, encoding="utf-8")
    fund.read([folder])
    shutil.rmtree(tmp_path / "espace" / "index")
    answer = fund.search("tracteur ")
    assert answer.total == 1
    assert answer.index_rebuilt is RebuildReason.MISSING
