"""The Windows kit says nothing that is not there: no Windows runs here, so what can be read is checked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from secretaire.versions import VERSIONS

ROOT = Path(__file__).resolve().parents[3]
KIT = ROOT / "packaging" / "windows"
SCRIPT = (KIT / "construire.ps1").read_text(encoding="utf-8-sig")
SETUP = (KIT / "secretaire.iss").read_text(encoding="utf-8-sig")
INPUTS = json.loads((KIT / "entrees.json").read_text(encoding="utf-8"))


def section(name: str) -> list[dict[str, str]]:
    """The entries of a section of the setup script, one dictionary each."""
    body = SETUP.split(f"[{name}]", 1)[1].split("\n[", 1)[0]
    lines = [line for line in body.splitlines() if line.strip() and not line.startswith((";", "#"))]
    return [dict(re.findall(r"(\w+): ((?:\"(?:[^\"]|\"\")*\")|[^;]+)", line)) for line in lines]


def directives() -> dict[str, str]:
    body = SETUP.split("[Setup]", 1)[1].split("\n[", 1)[0]
    return dict(re.findall(r"^(\w+)=(.*?)\r?$", body, re.MULTILINE))


@pytest.mark.parametrize("name", ["construire.ps1", "secretaire.iss"])
def test_windows_reads_the_accents(name: str) -> None:
    content = (KIT / name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")


@pytest.mark.parametrize("name", sorted(INPUTS))
def test_each_tool_is_pinned_and_hashed(name: str) -> None:
    tool = INPUTS[name]
    assert re.fullmatch(r"[0-9a-f]{64}", tool["sha256"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", tool["version"])
    assert tool["version"] in tool["fichier"] or name == "compilateur"
    used = set(re.findall(rf"\$Liste\.{name}\b", SCRIPT))
    assert used, "an input that nothing uses"


def test_each_lock_line_of_windows_has_its_hash() -> None:
    lines = (KIT / "windows.lock").read_text(encoding="utf-8").splitlines()
    pins = [i for i, line in enumerate(lines) if re.match(r"[a-z]", line)]
    assert [lines[i].split("==")[0] for i in pins] == ["pefile", "pywin32-ctypes"]
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}", lines[i + 1]) for i in pins)


def test_what_the_script_names_in_the_project_is_there() -> None:
    # the specification comes with the package itself; the icon is optional
    named = set(re.findall(r"packaging\\[\w\\]+\.\w+", SCRIPT)) - {r"packaging\paquet\secretaire.spec"}
    assert len(named) > 5
    assert [name for name in sorted(named) if not (ROOT / name.replace("\\", "/")).is_file()] == []
    locks = re.findall(r"'(verrous\\\w+\.lock|windows\\\w+\.lock)'", SCRIPT)
    assert len(locks) == 4
    assert all((ROOT / "packaging" / lock.replace("\\", "/")).is_file() for lock in locks)


def test_the_script_calls_only_what_it_defines() -> None:
    defined = set(re.findall(r"^function ([\w-]+)", SCRIPT, re.MULTILINE))
    ours = set(re.findall(r"\b((?:Stop|Assert|Install|Build|Invoke|Get|Write)-[A-Z]\w+)", SCRIPT))
    of_windows = {"Get-FileHash", "Get-ChildItem", "Get-Content", "Write-Host", "Write-Warning"}
    assert ours - of_windows == defined


def test_every_wheel_is_installed_by_its_hash() -> None:
    from_index, built_here = (
        SCRIPT.count("'--require-hashes'"),
        len(re.findall(r"'--no-deps', .*?\$(?:Roue|Racine)\)", SCRIPT)),
    )
    assert SCRIPT.count("'pip', 'install'") == from_index + built_here  # no other one could bring what nobody checked
    assert from_index == 1


def test_the_setup_is_for_the_account_unless_asked_otherwise() -> None:
    found = directives()
    assert found["PrivilegesRequired"] == "lowest"
    assert found["PrivilegesRequiredOverridesAllowed"] == "commandline"
    assert re.fullmatch(r"\{\{[0-9A-F-]{36}\}", found["AppId"])
    assert section("Languages")[0]["MessagesFile"] == r'"compiler:Languages\French.isl"'


def test_the_layout_is_the_one_updates_look_for() -> None:
    assert rf'#define Dossier "{{app}}\{VERSIONS}\" + Version' in SETUP
    removed = {entry["Name"] for entry in section("InstallDelete")}
    assert removed == {r'"{app}\actuelle.json"', rf'"{{app}}\{VERSIONS}\*"'}


def test_removing_the_application_leaves_the_work_of_the_commune() -> None:
    assert {entry["Name"] for entry in section("UninstallDelete")} == {
        rf'"{{app}}\{VERSIONS}"',
        r'"{app}\actuelle.json"',
        '"{app}"',
    }
    assert section("UninstallDelete")[-1]["Type"] == "dirifempty"
    for entry in [*section("Files"), *section("Dirs")]:
        if "{app}" not in entry.get("DestDir", entry.get("Name", "")) and "{#Dossier}" not in entry.get("DestDir", ""):
            assert "uninsneveruninstall" in entry["Flags"]
            assert entry["Check"] == "IsAdminInstallMode"


def test_every_message_that_is_shown_is_written() -> None:
    written = set(re.findall(r"^fr\.(\w+)=", SETUP, re.MULTILINE))
    shown = set(re.findall(r"\{cm:(\w+)\}|CustomMessage\('(\w+)'\)", SETUP))
    assert {a or b for a, b in shown} == written


def test_components_and_tasks_that_are_named_exist() -> None:
    components = {entry["Name"].strip('"') for entry in section("Components")}
    tasks = {entry["Name"].strip('"') for entry in section("Tasks")}
    for name in ("Files", "Icons", "Run"):
        for entry in section(name):
            assert entry.get("Components", "application") in components
            assert entry.get("Tasks", "bureau") in tasks
    assert set(re.findall(r"WizardIsComponentSelected\('(\w+)'\)", SETUP)) <= components
