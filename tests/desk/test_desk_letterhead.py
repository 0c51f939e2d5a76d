"""The paper chosen once and worn by every act: kept in the workspace, refused when it was tampered with."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from PIL import Image

from secretaire import libreoffice
from secretaire.council.commune import Commune
from secretaire.desk import letterhead
from secretaire.desk.office import Office, create_space
from secretaire.errors import Code, EnvironmentFault, SecretaireError, UnreadableInput, WrongUsage
from secretaire.exchange.papier.papier import Details, SignatureBlock, SignaturePlace

COMMUNE = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = create_space(tmp_path / "espace", COMMUNE)
    yield opened
    opened.close()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "MAIRIE D'AUBIGNY"
    document.add_paragraph("{{ telephone }}")
    document.add_paragraph("{{ corps }}")
    document.save(str(tmp_path / "papier.docx"))
    return tmp_path / "papier.docx"


def picture(path: Path, kind: str, size: tuple[int, int] = (3_000, 1_500)) -> Path:
    exif = Image.Exif()
    exif[0x013B] = "Jeanne CURIEUSE"  # the author
    Image.new("RGB", size, "navy").save(path, kind, exif=exif)
    return path


def shown(office: Office, folder: Path) -> list[str]:
    document = docx.Document(str(letterhead.preview(office, folder / "apercu.docx")))
    return [p.text.replace("\u00a0", " ") for p in (*document.sections[0].header.paragraphs, *document.paragraphs)]


def test_without_choice_acts_go_on_the_usual_model(office: Office, tmp_path: Path) -> None:
    assert letterhead.current(office).look.id == "classique"
    lines = shown(office, tmp_path)
    assert "Commune d'Aubigny" in lines
    assert "Liberté – Égalité – Fraternité" in lines
    assert not any("{" in line for line in lines)


def test_a_model_is_chosen_and_kept(office: Office) -> None:
    letterhead.choose_house_model(office, "sobre")
    assert letterhead.current(office).look.id == "sobre"
    with pytest.raises(WrongUsage) as caught:
        letterhead.choose_house_model(office, "baroque")
    assert caught.value.code is Code.UNKNOWN_LOOK
    assert letterhead.current(office).look.id == "sobre"


def test_the_letterhead_of_the_commune_is_worn_put_aside_and_taken_again(
    office: Office, own: Path, tmp_path: Path
) -> None:
    report = letterhead.import_letterhead(office, own)
    letterhead.set_details(office, Details(telephone="02 31 00 00 00", adresse=("1 rue Haute",)))
    assert shown(office, tmp_path)[0] == "MAIRIE D'AUBIGNY"
    assert "02 31 00 00 00" in shown(office, tmp_path)
    state = letterhead.describe(office)
    assert (state.own, state.source, state.report) == (True, "papier.docx", report)
    letterhead.choose_house_model(office, "registre")
    assert "MAIRIE D'AUBIGNY" not in shown(office, tmp_path)
    letterhead.choose_letterhead(office)
    assert "MAIRIE D'AUBIGNY" in shown(office, tmp_path)
    letterhead.remove_letterhead(office)
    assert letterhead.current(office).look.id == "registre"
    assert not list((office.folder / "papier").iterdir())
    with pytest.raises(WrongUsage):
        letterhead.choose_letterhead(office)


def test_a_letterhead_refused_leaves_the_former_one(office: Office, own: Path, tmp_path: Path) -> None:
    letterhead.import_letterhead(office, own)
    before = letterhead.current(office).letterhead
    (tmp_path / "faux.docx").write_bytes(b"PK")
    with pytest.raises(UnreadableInput):
        letterhead.import_letterhead(office, tmp_path / "faux.docx")
    assert letterhead.current(office).letterhead == before


@pytest.mark.parametrize("gone", [True, False])
def test_a_letterhead_changed_by_hand_in_the_workspace_is_not_opened(office: Office, own: Path, gone: bool) -> None:
    letterhead.import_letterhead(office, own)
    (kept,) = (office.folder / "papier").iterdir()
    if gone:
        kept.unlink()
    else:
        shutil.copyfile(own, kept)
    with pytest.raises(EnvironmentFault) as caught:
        letterhead.current(office)
    assert caught.value.code is Code.PAPER_LOST


@pytest.mark.parametrize(("kind", "suffix"), [("PNG", ".png"), ("JPEG", ".jpg"), ("WEBP", ".png")])
def test_a_logo_is_drawn_again_without_what_it_hid(office: Office, tmp_path: Path, kind: str, suffix: str) -> None:
    letterhead.set_logo(office, picture(tmp_path / "logo", kind))
    logo = letterhead.current(office).logo
    assert logo is not None
    assert (logo.width, logo.height) == (1_000, 500)
    assert logo.alt == "Logo de la commune d'Aubigny"
    assert b"CURIEUSE" not in logo.data
    assert (office.folder / "papier" / f"logo{suffix}").is_file()
    letterhead.set_logo(office, None)
    assert letterhead.current(office).logo is None


def test_what_is_no_logo_is_refused(office: Office, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>")
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0" + b"\0" * 30
    (tmp_path / "bombe.png").write_bytes(header)
    for name in ("logo.svg", "bombe.png", "absent.png"):
        with pytest.raises(UnreadableInput):
            letterhead.set_logo(office, tmp_path / name)


def test_details_and_signature_are_kept(office: Office) -> None:
    details = Details("Secrétariat", ("1 rue Haute", "14000 Aubigny"), "02 31", "m@x.example", "x.example", ("lundi",))
    block = SignatureBlock(SignaturePlace.CENTRE, 3.5, "Pour extrait conforme,", "cachet")
    letterhead.set_details(office, details)
    letterhead.set_signature(office, block)
    papier = letterhead.current(office)
    assert (papier.details, papier.signature) == (details, block)


def test_without_libreoffice_the_person_is_told_what_to_do(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    (tmp_path / "papier.odt").write_bytes(b"PK")
    with pytest.raises(SecretaireError) as caught:
        letterhead.import_letterhead(office, tmp_path / "papier.odt")
    assert caught.value.code is Code.LETTERHEAD_NEEDS_OFFICE


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("suffix", ["odt", "doc"])
def test_a_letterhead_of_libreoffice_is_taken(office: Office, own: Path, tmp_path: Path, suffix: str) -> None:
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless"),
            *("--convert-to", suffix, "--outdir", str(tmp_path), str(own)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    report = letterhead.import_letterhead(office, own.with_suffix(f".{suffix}"))
    assert report.header.lines == ("MAIRIE D'AUBIGNY",)
    assert report.blanks == ("{{ telephone }}",)
    assert shown(office, tmp_path)[0] == "MAIRIE D'AUBIGNY"


def test_the_preview_is_a_document_in_french(office: Office, tmp_path: Path) -> None:
    document = docx.Document(BytesIO(letterhead.preview(office, tmp_path / "a.docx").read_bytes()))
    assert document.core_properties.language == "fr-FR"
    assert document.core_properties.content_status == "Projet"
