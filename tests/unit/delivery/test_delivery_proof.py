"""The proof sees what it should see: a call to the network, a budget that is not kept, what is on the screen."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import racines
from budgets import Budget
from gestes import fingerprints, network_calls
from machine import Failed, read_xwd, wait_until


@pytest.mark.parametrize(
    "call",
    [
        "12 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3",
        "12 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = 3",
        "12 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3",
    ],
)
def test_a_socket_that_could_leave_the_pc_is_seen(tmp_path: Path, call: str) -> None:
    trace = tmp_path / "trace"
    trace.write_text(f"11 socket(AF_UNIX, SOCK_STREAM, 0) = 3\n{call}\n", encoding="utf-8")
    with pytest.raises(Failed, match="prise réseau"):
        network_calls(trace)


def test_a_socket_between_two_programs_of_the_pc_is_not_the_network(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    trace.write_text(
        '11 socket(AF_UNIX, SOCK_STREAM, 0) = 3\n11 connect(3, {sun_path="@X7"}, 20) = 0\n', encoding="utf-8"
    )
    assert network_calls(trace) == "aucune prise réseau demandée"


def test_a_trace_that_is_not_there_proves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="trace"):
        network_calls(tmp_path / "trace")


@pytest.mark.parametrize(("measured", "kept"), [(199.9, True), (200, True), (200.1, False), (None, None)])
def test_a_budget_is_kept_or_not_or_not_measured(measured: float | None, kept: bool | None) -> None:
    assert Budget("Paquet", 200, measured, "Mo", "taille").kept is kept


def test_the_screen_is_read_as_xvfb_keeps_it() -> None:
    width, height, padding = 3, 2, 4
    line = width * 4 + padding
    fields = [104, 7, 2, 24, width, height, 0, 0, 32, 0, 32, 32, line, 4, 0xFF0000, 0xFF00, 0xFF, 8, 256, 1, *[0] * 5]
    pixels = (b"\x01\x02\x03\x00" * width + b"\0" * padding) * height
    content = struct.pack(">25I", *fields) + b"nom\0" + b"c" * 12 + pixels
    picture = read_xwd(content)
    assert picture.size == (width, height)
    assert picture.getcolors() == [(width * height, (3, 2, 1))]


def test_what_does_not_come_is_said() -> None:
    assert wait_until(lambda: True, 1, "rien") < 1
    with pytest.raises(Failed, match="rien"):
        wait_until(lambda: False, 0, "rien")


def test_a_changed_file_changes_the_fingerprints(tmp_path: Path) -> None:
    (tmp_path / "acte.docx").write_bytes(b"un")
    before = fingerprints(tmp_path)
    (tmp_path / "acte.docx").write_bytes(b"deux")
    assert fingerprints(tmp_path).keys() == before.keys()
    assert fingerprints(tmp_path) != before


def test_the_packages_come_from_where_the_person_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETAIRE_MIROIR_UBUNTU", "file:///media/miroir")
    assert racines.mirror("ubuntu") == "file:///media/miroir"
    monkeypatch.delenv("SECRETAIRE_MIROIR_UBUNTU")
    with pytest.raises(racines.Impossible, match="SECRETAIRE_MIROIR_BEOS"):
        racines.mirror("beos")
