"""Nothing leaves the PC: the whole job runs with network sockets forbidden, and in a namespace without network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# loaded by every Python process of the job, children included; Unix sockets are the keyring's
FORBID = """
import socket, sys
def forbid(event, args):
    if event == "socket.__new__" and args[1] in (socket.AF_INET, socket.AF_INET6):
        raise SystemExit("network socket created")
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise SystemExit("name looked up")
sys.addaudithook(forbid)
"""


def _job(folder: Path, run: Sequence[str] = ()) -> None:
    """The main job on the fictional commune: read, search, draft, approve, export, verify the journal."""
    hook = folder / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(FORBID, encoding="utf-8")
    environment = {
        **os.environ,
        "SECRETAIRE_DONNEES": str(folder / "donnees"),
        "PYTHONPATH": str(hook),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }

    def secretaire(*arguments: str) -> dict[str, object]:
        command = [*run, sys.executable, "-m", "secretaire", *arguments, "--json"]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        answer: dict[str, object] = json.loads(done.stdout)
        return answer

    secretaire("demo", str(folder / "espace"))
    assert secretaire("chercher", "toiture école")["total"]
    champs = str(ROOT / "resources" / "demo" / "champs_detr.yaml")
    act = str(secretaire("rediger", "demande_subvention_etat", "--champs", champs, "--sans-modele")["id"])
    blanks = secretaire("acte", "montrer", act)["a_completer"]
    assert isinstance(blanks, list)
    rest = folder / "reste.yaml"
    rest.write_text("".join(f"{name}: travaux de juillet 2027\n" for name in blanks), encoding="utf-8")
    secretaire("acte", "modifier", act, "--champs", str(rest))
    secretaire("acte", "relire", act)
    secretaire("acte", "soumettre", act)
    secretaire("acte", "approuver", act, "--par", "Vassort")
    secretaire("acte", "exporter", act, "--definitif", "--sortie", str(folder / "acte.docx"))
    assert secretaire("journal", "verifier")["intact"]


def test_the_main_job_creates_no_network_socket(tmp_path: Path) -> None:
    _job(tmp_path)


def test_the_main_job_runs_in_a_namespace_without_network(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    alone = [unshare or "", "--net"] if os.geteuid() == 0 else [unshare or "", "--net", "--map-root-user"]
    if unshare is None or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode != 0:
        pytest.skip("unshare --net is not possible on this machine")
    _job(tmp_path, alone)


def test_the_guard_of_these_tests_does_forbid_a_socket(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(FORBID, encoding="utf-8")
    code = "import socket; socket.socket(socket.AF_INET)"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert b"network socket created" in done.stderr
