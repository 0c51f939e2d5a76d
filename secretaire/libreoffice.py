"""LibreOffice, when it is installed: it turns documents into other formats. It is told to run and fetch nothing.

The one owner of that process, for the documents read as for those written.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache
from pathlib import Path

import psutil

from secretaire.errors import Cancelled

SECONDS = 60.0
"""For one document. A first start on an old machine takes twenty; the time limit of a file read is longer than this one."""

_SECONDS_BETWEEN_CHECKS = 0.1
_USUAL_PLACES = (
    *(
        f"{{{variable}}}/LibreOffice/program/soffice.exe"
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432")
    ),
    "{LOCALAPPDATA}/Programs/LibreOffice/program/soffice.exe",  # installed for one user, without administrator
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export">
<prop oor:name="SelectPdfVersion" oor:op="fuse"><value>2</value></prop>
<prop oor:name="PDFUACompliance" oor:op="fuse"><value>true</value></prop>
<prop oor:name="UseTaggedPDF" oor:op="fuse"><value>true</value></prop>
<prop oor:name="ExportBookmarks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisplayPDFDocumentTitle" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""No macro, no active content, no link followed, and a proxy that nobody answers at. A PDF made is PDF/A-2b, tagged."""


class Format(Enum):
    """What LibreOffice makes: the suffix, and the name of its filter."""

    DOCX = ".docx", "MS Word 2007 XML"
    ODT = ".odt", "writer8"
    PDF = ".pdf", "writer_pdf_Export"

    @property
    def suffix(self) -> str:
        return self.value[0]

    @property
    def option(self) -> str:
        """The value of `--convert-to`."""
        return f"{self.suffix[1:]}:{self.value[1]}"


class Absent(Exception):
    """LibreOffice is not installed."""


class TooSlow(Exception):
    """It had not ended after the time limit (its text); it was ended."""


class Failed(Exception):
    """It could not be started, or made nothing of the document."""


@cache
def program() -> Path | None:
    """Where LibreOffice is; None when it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    places = (place.format_map(_Environment(os.environ)) for place in _USUAL_PLACES)
    return next((Path(place) for place in places if Path(place).is_file()), None)


class _Environment(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def convert(
    sources: Sequence[Path],
    folder: Path,
    made: Format,
    *,
    seconds: float = SECONDS,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Path, ...]:
    """The same documents in another format, written in `folder` (which also gets a profile), in the same order.

    LibreOffice opens the sources and locks them by a file beside each: they must be private copies, of different names.

    Raises:
        Absent: it is not installed.
        TooSlow: it took more than `seconds`.
        Failed: it did not make every document.
        Cancelled: `cancelled` said so, in the middle of the work.
    """
    soffice = program()
    if soffice is None:
        raise Absent
    profile = folder / "profil"  # its own: LibreOffice would hand the work to the window the secretary has open
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
    command = [str(soffice), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", made.option, "--outdir", str(folder), *(str(source) for source in sources)]
    try:
        process = subprocess.Popen(  # noqa: S603 - a program of the system, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise Failed from error
    try:
        _wait(process, seconds, cancelled)
    finally:
        _end(process)
    results = tuple(folder / f"{source.stem}{made.suffix}" for source in sources)
    if not all(result.is_file() for result in results):
        raise Failed
    return results


def _wait(process: subprocess.Popen[bytes], seconds: float, cancelled: Callable[[], bool]) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            process.wait(_SECONDS_BETWEEN_CHECKS)
        except subprocess.TimeoutExpired:
            if cancelled():
                raise Cancelled from None
            if time.monotonic() > deadline:
                raise TooSlow(f"{seconds:.0f} secondes") from None
        else:
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it and the programs it started (the command is a launcher): alone, they would hold the profile open."""
    if process.poll() is not None:
        return
    with contextlib.suppress(psutil.Error):
        for program_of_it in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                program_of_it.kill()
    process.kill()
    process.wait()
