"""A PC of a mairie in a folder: a bare system, its ordinary user, a USB stick, a screen, and no network at all.

Used from a process that is already in its own namespaces (`epreuve.py` sees to it): what is mounted here goes away with
it, and nothing of it, not even this script, has a network interface other than a loopback that is down.
"""

from __future__ import annotations

import os
import struct
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

USER = "helene"
HOME = "/home/Hélène Lefèvre"  # a space and accents: many programs fail on them
STICK = "/media/CLÉ USB"
DISPLAY = ":7"
SCREEN_SIZE = (1366, 768)
FRAME_BUFFER = "/tmp/ecran"  # noqa: S108 — inside the bare system, which has one user
PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"


class Failed(Exception):
    """A step that did not end as it should; the message says what was seen."""


@dataclass(frozen=True, slots=True)
class Done:
    """A command that ended: its exit code, all that it said, how long it took (seconds)."""

    code: int
    said: str
    seconds: float


class Machine:
    """A fresh PC: writes go to a layer of its own, the bare system under it is never changed."""

    def __init__(self, bare: Path, work: Path, log: Path) -> None:
        self.root, self._log = work / "poste", log
        layer, scratch = work / "ecritures", work / "tampon"
        for folder in (self.root, layer, scratch):
            folder.mkdir(parents=True)
        layers = f"lowerdir={bare},upperdir={layer},workdir={scratch}"
        self._mount("-t", "overlay", "overlay", "-o", layers, self.root)
        self._mount("-t", "proc", "proc", self.root / "proc")
        self._mount("-t", "sysfs", "-o", "ro", "sysfs", self.root / "sys")
        self._mount("-t", "tmpfs", "tmpfs", self.root / "dev" / "shm")
        self.as_root("useradd", "--create-home", "--home-dir", HOME, "--shell", "/bin/bash", USER)
        self.as_root("mkdir", "-p", STICK)

    def _mount(self, *arguments: str | Path) -> None:
        subprocess.run(["mount", *map(str, arguments)], check=True)

    def plug(self, folder: Path) -> None:
        """Put a folder of this machine in the PC as a USB stick, read only."""
        place = self.inside(STICK)
        self._mount("--bind", folder, place)
        self._mount("-o", "remount,bind,ro", place)

    def inside(self, path: str) -> Path:
        """Where a path of the PC is, seen from here."""
        return self.root / path.lstrip("/")

    def as_root(self, *command: str, expected: int | None = 0) -> Done:
        """Run a command as the installer does.

        Raises:
            Failed: it ended otherwise than expected (None: any end will do).
        """
        return self._run(
            ["chroot", str(self.root), "env", "-i", f"PATH={PATH}", "LANG=C.UTF-8", *command], expected, None
        )

    def as_user(
        self, *command: str, expected: int | None = 0, given: str | None = None, trace: Path | None = None
    ) -> Done:
        """Run a command as the secretary, in her home; `trace` receives each network call of it and of its children.

        Raises:
            Failed: it ended otherwise than expected (None: any end will do).
        """
        watched = ["strace", "-f", "--seccomp-bpf", "-e", "trace=network", "-o", str(trace)] if trace else []
        return self._run([*watched, *self._as_user(command)], expected, given)

    def _as_user(self, command: tuple[str, ...]) -> list[str]:
        settings = (f"HOME={HOME}", f"USER={USER}", f"PATH={PATH}", "LANG=C.UTF-8", f"DISPLAY={DISPLAY}")
        inside = ("env", "-i", f"--chdir={HOME}", *settings, *command)
        return ["chroot", f"--userspec={USER}:{USER}", str(self.root), *inside]

    def start(self, *command: str, trace: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a program as the secretary, and go on."""
        watched = ["strace", "-f", "--seccomp-bpf", "-e", "trace=network", "-o", str(trace)] if trace else []
        with self._log.open("ab") as stream:
            return subprocess.Popen([*watched, *self._as_user(command)], stdout=stream, stderr=stream)

    def _run(self, command: list[str], expected: int | None, given: str | None) -> Done:
        began = time.monotonic()
        done = subprocess.run(
            command,
            input=given or "",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        result = Done(done.returncode, done.stdout, time.monotonic() - began)
        typed = " ".join(f'"{part}"' if " " in part else part for part in _shown(command))
        with self._log.open("a", encoding="utf-8") as stream:
            stream.write(f"$ {typed}\n{done.stdout}[fin {result.code}, {result.seconds:.1f} s]\n\n")
        if expected is not None and done.returncode != expected:
            end = " / ".join(done.stdout.splitlines()[-4:])
            raise Failed(f"« {typed[:90]} » a fini par {done.returncode} au lieu de {expected} : {end}")
        return result

    def write(self, path: str, text: str) -> str:
        """Write a file of the secretary; returns its path."""
        place = self.inside(path)
        place.write_text(text, encoding="utf-8")
        owner = self.inside(HOME).stat()
        os.chown(place, owner.st_uid, owner.st_gid)
        return path

    def light_screen(self) -> subprocess.Popen[bytes]:
        """A screen that nobody looks at, of the size of a small portable."""
        self.as_user("mkdir", "-p", FRAME_BUFFER)
        width, height = SCREEN_SIZE
        size = f"{width}x{height}x24"
        screen = self.start("Xvfb", DISPLAY, "-screen", "0", size, "-fbdir", FRAME_BUFFER, "-nolisten", "tcp")
        socket, picture = f"/tmp/.X11-unix/X{DISPLAY[1:]}", f"{FRAME_BUFFER}/Xvfb_screen0"  # noqa: S108
        wait_until(lambda: all(self.inside(path).exists() for path in (socket, picture)), 20, "l'écran ne s'allume pas")
        return screen

    def photograph(self) -> Image.Image:
        """What is on the screen now."""
        return read_xwd(self.inside(f"{FRAME_BUFFER}/Xvfb_screen0").read_bytes())


def _shown(command: list[str]) -> list[str]:
    """A command as a person would type it on that PC."""
    if "env" not in command:
        return command
    after = command[command.index("env") + 1 :]
    return [
        part for part in after if part != "-i" and not part.startswith(("--chdir=", "HOME=", "USER=", "PATH=", "LANG="))
    ]


def wait_until(condition: Callable[[], bool], seconds: float, otherwise: str) -> float:
    """Wait for something that takes its time; returns how long it took.

    Raises:
        Failed: it did not come.
    """
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if condition():
            return time.monotonic() - began
        time.sleep(0.02)
    raise Failed(f"{otherwise} (attendu {seconds:.0f} s)")


def read_xwd(content: bytes) -> Image.Image:
    """The picture of an XWD file of 32 bits a pixel, as Xvfb keeps its screen.

    Raises:
        ValueError: it is of another kind.
    """
    header = struct.unpack(">25I", content[:100])
    header_size, width, height = header[0], header[4], header[5]
    bits, bytes_per_line, colours = header[11], header[12], header[19]
    if bits != 32:
        raise ValueError(bits)
    start = header_size + colours * 12
    pixels = content[start : start + height * bytes_per_line]
    return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", bytes_per_line)
