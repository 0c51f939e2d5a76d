"""LibreOffice, when it is installed: it turns the formats of before 2007 into DOCX. It is told to run and fetch nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from secretaire.fund.causes import Cause
from secretaire.fund.reading.reading import Unreadable

SECONDS = 60.0
"""A first start on an old machine takes twenty; the time limit of a file is longer than this one."""

_USUAL_PLACES = (
    *(
        f"{{{variable}}}/LibreOffice/program/soffice.exe"
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432")
    ),
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
</oor:items>
"""
"""No macro, no active content, no link followed, and a proxy that nobody answers at."""


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


def to_docx(path: Path, folder: Path) -> Path:
    """The same document in DOCX, written in `folder`; `path` is opened by LibreOffice, so it must be a private copy.

    Raises:
        Unreadable: LibreOffice is not there, fails, or takes too long.
    """
    soffice = program()
    if soffice is None:
        raise Unreadable(Cause.OLD_WORD, path.suffix)
    profile = folder / "profil"  # its own: LibreOffice would hand the work to the window the secretary has open
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [str(soffice), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(path)]
    try:
        subprocess.run(  # noqa: S603 - a program of the system, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Cause.TOO_SLOW, f"{SECONDS:.0f} secondes") from error
    except OSError as error:
        raise Unreadable(Cause.CONVERSION, path.suffix) from error
    made = folder / f"{path.stem}.docx"
    if not made.is_file():
        raise Unreadable(Cause.CONVERSION, path.suffix)
    return made
