"""Watch a program of ours and all that it starts: every socket, every name looked up, every network module loaded.

Two witnesses. Python's own (audit events, PEP 578) sees what Python code does, on any system. The system's (strace, on
Linux, where it is installed and allowed) sees what native code does too.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from secretaire.errors import Cancelled
from secretaire.watched import FOLDER, MODULE, NAME, SOCKET

# loaded by every Python process started with its folder in PYTHONPATH, children of children included
_HOOK = "from secretaire.watched import begin\nbegin()\n"
_LOCAL = 1  # AF_UNIX, on every system that has it: two programs of one PC
_CALL = re.compile(r"\bsocket\((AF_\w+|PF_\w+)")
_LOCAL_FAMILIES = {"AF_UNIX", "AF_LOCAL", "PF_LOCAL", "AF_NETLINK"}  # netlink asks the kernel about this very PC
_OUTPUT = "appels.txt"
_TICK_S = 0.2  # how often a cancellation is looked for


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What was seen.

    Attributes:
        output: of the program.
        processes: how many Python's witness watched.
        network: sockets able to leave the PC.
        local: sockets between two programs of the PC (the keyring's).
        names: looked up.
        modules: network modules that were loaded, used or not.
        calls: network sockets that the system saw asked of it; None where it could not be asked to look.
        exit_code: of the program.
    """

    output: str
    processes: int
    network: int
    local: int
    names: int
    modules: tuple[str, ...]
    calls: int | None
    exit_code: int

    @property
    def nothing_left(self) -> bool:
        """Nothing that could carry a byte out of the PC was even opened; the witnesses did look."""
        return self.processes > 0 and not (self.network or self.names or self.calls)


def watch(command: Sequence[str], folder: Path, cancelled: Callable[[], bool] = lambda: False) -> Witnessed:
    """Run a program of ours to its end, watched.

    Args:
        folder: an empty one, for what the witnesses write.

    Raises:
        Cancelled: `cancelled` said so; the program and all that it started are ended.
    """
    seen = folder / "temoin"
    seen.mkdir(parents=True)
    (seen / "sitecustomize.py").write_text(_HOOK, encoding="utf-8")
    calls = folder / _OUTPUT
    tracer = _tracer(folder)
    traced = [*tracer, "-o", str(calls)] if tracer else []
    here = str(Path(__file__).resolve().parents[2])
    paths = [str(seen), here, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, FOLDER: str(seen), "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
    with subprocess.Popen(  # noqa: S603 - our own command, no shell
        [*traced, *command],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as program:
        output = _output(program, cancelled)
    lines = [line for file in seen.glob("*.txt") for line in file.read_text(encoding="utf-8").splitlines()]
    sockets = [int(line.split()[1]) for line in lines if line.startswith(f"{SOCKET} ")]
    return Witnessed(
        output=output,
        processes=len(list(seen.glob("*.txt"))),
        network=sum(family != _LOCAL for family in sockets),
        local=sum(family == _LOCAL for family in sockets),
        names=lines.count(NAME),
        modules=tuple(sorted({line.split()[1] for line in lines if line.startswith(f"{MODULE} ")})),
        calls=network_calls(calls.read_text(encoding="utf-8", errors="replace")) if traced else None,
        exit_code=program.returncode,
    )


def _output(program: subprocess.Popen[str], cancelled: Callable[[], bool]) -> str:
    while True:
        try:
            return program.communicate(timeout=_TICK_S)[0]
        except subprocess.TimeoutExpired:
            if cancelled():
                _end(program)
                raise Cancelled from None
        except BaseException:
            _end(program)
            raise


def _end(program: subprocess.Popen[str]) -> None:
    """With all that it started: a tracer that dies lets its program go on."""
    with contextlib.suppress(psutil.Error):
        for started in psutil.Process(program.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                started.kill()
    program.kill()


def network_calls(trace: str) -> int:
    """How many sockets that are not local a trace of system calls shows."""
    return sum(family not in _LOCAL_FAMILIES for family in _CALL.findall(trace))


def _tracer(folder: Path) -> list[str]:
    """The command that traces, where it is installed and the system lets it; empty elsewhere."""
    strace = shutil.which("strace")
    if strace is None:
        return []
    command = [
        strace,
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-e",
        "trace=socket",
    ]  # the filter leaves the other calls at full speed
    tried = subprocess.run(  # noqa: S603 - a program of the system, nothing of a person in its arguments
        [*command, "-o", str(folder / "essai.txt"), "/bin/true"], check=False, capture_output=True
    )
    return command if tried.returncode == 0 else []
