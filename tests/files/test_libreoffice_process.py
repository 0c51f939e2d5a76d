"""The one owner of LibreOffice: absent, slow, cancelled or failing, it leaves nothing running."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import psutil
import pytest
from exported_acts import APPROVAL, COMMUNE, DELIBERATION, deliberation
from pypdf import PdfReader

from secretaire import libreoffice
from secretaire.errors import Cancelled
from secretaire.exchange.docx_act import write_act
from secretaire.libreoffice import Absent, Failed, Format, TooSlow, convert

with_libreoffice = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice (soffice) is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in that launches another program, as LibreOffice does, and waits for ever."""
    script = tmp_path / "soffice"
    pid = tmp_path / "pid"
    script.write_text(f"#!/bin/sh\n{sys.executable} -c 'import signal; signal.pause()' &\necho $! > {pid}\nwait\n")
    script.chmod(0o755)
    monkeypatch.setattr(libreoffice, "program", lambda: script)
    return pid


def ended(pid: Path) -> bool:
    number = int(pid.read_text())
    try:
        psutil.Process(number).wait(10)
    except psutil.NoSuchProcess:
        return True
    return not psutil.pid_exists(number)


def test_without_libreoffice_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with pytest.raises(Absent):
        convert([tmp_path / "a.docx"], tmp_path, Format.PDF)


@posix
def test_a_conversion_without_end_is_ended_with_what_it_started(slow: Path, tmp_path: Path) -> None:
    with pytest.raises(TooSlow, match="1 secondes"):
        convert([tmp_path / "a.docx"], tmp_path, Format.PDF, seconds=1)
    assert ended(slow)


@posix
def test_a_person_can_interrupt_a_conversion(slow: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        convert([tmp_path / "a.docx"], tmp_path, Format.PDF, cancelled=lambda: slow.exists() and bool(slow.read_text()))
    assert ended(slow)


def test_a_program_that_cannot_start_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: tmp_path / "absent")
    with pytest.raises(Failed):
        convert([tmp_path / "a.docx"], tmp_path, Format.PDF)


@with_libreoffice
def test_a_pdf_is_tagged_archivable_and_says_nothing_of_the_machine(tmp_path: Path) -> None:
    sources = [tmp_path / "un.docx", tmp_path / "deux.docx"]
    for source in sources:
        write_act(deliberation(), DELIBERATION, COMMUNE, source, APPROVAL)
    first, second = convert(sources, tmp_path / "sortie", Format.PDF)
    assert (first.name, second.name) == ("un.pdf", "deux.pdf")
    reader = PdfReader(first)
    root = reader.root_object
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"].value
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert reader.metadata is not None
    assert reader.metadata.title == "Délibération 2026-014 – Réfection de la toiture de l'école"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    said = f"{xmp} {reader.metadata}"
    for private in (str(tmp_path), os.environ.get("USER") or "utilisateur", platform.node()):
        assert private not in said
