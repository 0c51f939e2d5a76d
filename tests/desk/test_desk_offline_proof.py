"""The attestation: the run is real, the witnesses do see, and the document says what they saw."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from secretaire.desk import offline_proof, statements, transparency
from secretaire.desk.communes import the_commune
from secretaire.desk.office import create_space
from secretaire.desk.witness import network_calls, watch
from secretaire.errors import Cancelled
from secretaire.exchange.delivery import without_printer


def test_the_whole_trade_is_done_and_nothing_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    proof = offline_proof.prove()
    assert proof.holds
    assert proof.watched.processes >= 2  # the run, and the reader of documents it started
    assert (proof.watched.network, proof.watched.names) == (0, 0)
    assert proof.watched.calls in {0, None}
    assert len(proof.steps) == 6
    assert proof.written == ()
    assert proof.model is None  # none on this PC of tests: said, not feigned
    assert not (tmp_path / "donnees" / "dernier-espace.json").exists()  # the fiction left no trace on the PC
    with create_space(tmp_path / "espace", the_commune("61339")).workspace as workspace:
        assert workspace.journal.verify().intact


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket(socket.AF_INET)",
        "import socket; socket.getaddrinfo('127.0.0.1', 80)",
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import socket; socket.socket(socket.AF_INET6)'])",
    ],
)
def test_the_witness_sees_what_would_leave_even_from_a_child(code: str, tmp_path: Path) -> None:
    seen = watch([sys.executable, "-c", code], tmp_path)
    assert not seen.nothing_left
    assert "socket" in seen.modules or "subprocess" in code
    assert seen.exit_code == 0


def test_a_local_socket_is_not_the_network(tmp_path: Path) -> None:
    seen = watch([sys.executable, "-c", "import socket; socket.socket(socket.AF_UNIX); print('fait')"], tmp_path)
    assert seen.nothing_left
    assert (seen.local, seen.output) == (1, "fait\n")


def test_the_trace_of_the_system_counts_what_native_code_asks() -> None:
    trace = (
        "12 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3\n12 socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 4\n"
        "13 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 3\n13 socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = -1 EAFNOSUPPORT\n"
    )
    assert network_calls(trace) == 2


def test_a_run_interrupted_leaves_nothing_running(tmp_path: Path) -> None:
    began = threading.Event()

    def cancelled() -> bool:
        if any((tmp_path / "temoin").glob("*.txt")):
            began.set()
        return began.is_set()

    with pytest.raises(Cancelled):
        watch([sys.executable, "-c", "import time; time.sleep(600)"], tmp_path, cancelled)


def test_the_documents_say_what_was_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    seen = watch([sys.executable, "-c", "pass"], tmp_path / "essai")
    made = offline_proof.OfflineProof(
        made=_evening(),
        version="1.0",
        system="essai",
        steps=(offline_proof.Step("Rédaction", 1.5),),
        watched=seen,
        absent=("requests",),
        idle=("ssl",),
        loaded=(),
        written=(),
        model=offline_proof.ModelProof("Petit", "ab" * 32, "", wrote=True),
    )
    office = create_space(tmp_path / "espace", the_commune("61339"))
    try:
        for name, proof in (("bon", made), ("mauvais", replace(made, watched=replace(seen, network=1)))):
            target = tmp_path / f"{name}.docx"
            statements.write(office, offline_proof.statement(office, proof), target, printer=without_printer)
        target = tmp_path / "charte.docx"
        statements.write(office, transparency.charter(office), target, printer=without_printer)
    finally:
        office.close()
    good, bad = _text(tmp_path / "bon.docx"), _text(tmp_path / "mauvais.docx")
    assert "aucun moyen de communiquer" in good
    assert "abababab abababab" in good
    assert "ATTENTION" not in good
    assert "ATTENTION" in bad
    assert "Article 8" in _text(target)


def _evening() -> datetime:
    return datetime(2026, 11, 22, 20, 57, tzinfo=UTC)


def _text(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells]).replace("\u00a0", " ").replace("\u202f", " ")
