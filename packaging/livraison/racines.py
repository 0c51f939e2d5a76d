"""Bare systems for the proof of a delivery: a minimal Debian or Ubuntu in a folder, kept between runs.

A bare system holds what debootstrap calls the minimum, and the packages that `.deb` says it depends on: what a
desktop PC already has. Nothing else, and above all no Python and no compiler. Needs root, debootstrap and the
machine's own package sources.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

# The screen that nobody looks at: not a dependency of the application, there for the screenshots only.
SCREEN = ("xvfb", "xkb-data")


class Impossible(Exception):
    """A bare system cannot be made here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class System:
    """A distribution on which the delivery is proved; `script` is debootstrap's, for a suite it does not know."""

    name: str
    label: str
    distribution: str
    suite: str
    script: str


SYSTEMS = {
    system.name: system
    for system in (
        System("bookworm", "Debian 12", "debian", "bookworm", "bookworm"),
        System("trixie", "Debian 13", "debian", "trixie", "trixie"),
        System("jammy", "Ubuntu 22.04", "ubuntu", "jammy", "jammy"),
        System("noble", "Ubuntu 24.04", "ubuntu", "noble", "jammy"),
    )
}


def mirror(distribution: str) -> str:
    """Where the packages of a distribution come from: said by the person, else the machine's own sources.

    Raises:
        Impossible: this machine is of another distribution, and nobody said where.
    """
    variable = f"SECRETAIRE_MIROIR_{distribution.upper()}"
    if told := os.environ.get(variable):
        return told
    facts = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines() if "=" in line
    )
    if facts.get("ID", "").strip('"') == distribution:
        wanted = (facts.get("VERSION_CODENAME", "").strip('"'), "main")
        listing = output("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)")
        for line in listing.splitlines():
            address, *rest = line.split()
            if tuple(rest) == wanted:
                return address
    raise Impossible(f"Adresse des paquets {distribution} inconnue : l'indiquer dans {variable}.")


def cache() -> Path:
    """Where bare systems are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "secretaire" / "racines"


def output(*command: str | Path) -> str:
    """What a command prints.

    Raises:
        Impossible: it failed; the end of what it said.
    """
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        said = "\n".join(done.stdout.splitlines()[-15:])
        raise Impossible(f"« {' '.join(str(part) for part in command[:3])} … » a échoué :\n{said}")
    return done.stdout


def depends(package: Path) -> str:
    """What a .deb depends on, as it says it."""
    return output("dpkg-deb", "--field", package, "Depends").strip()


def bare_root(system: System, dependencies: str) -> Path:
    """The folder of the bare system that holds these dependencies (a Debian list), made at the first call (1 to 3 min).

    Raises:
        Impossible: not root, no debootstrap, no answer from the mirror, a dependency that this system does not have.
    """
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        raise Impossible("Faire un système nu demande d'être root et le paquet debootstrap.")
    wanted = hashlib.sha256(f"{dependencies}|{SCREEN}".encode()).hexdigest()[:12]
    root = cache() / f"{system.name}-{wanted}"
    if root.exists():
        return root
    work = cache() / f"{root.name}.en-cours"
    output("rm", "-rf", "--one-file-system", work)
    minimal = _minimal(system)
    output("cp", "-a", minimal, work)
    shutil.copy("/etc/resolv.conf", work / "etc" / "resolv.conf")
    inside = ("chroot", work, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "--no-install-recommends")
    output(*inside, "update")
    output(*inside, "satisfy", dependencies)
    output(*inside, "install", *SCREEN)
    output(*inside, "clean")
    (work / "etc" / "resolv.conf").write_text("", encoding="utf-8")
    work.rename(root)
    return root


def _minimal(system: System) -> Path:
    """What debootstrap makes alone, common to all lists of dependencies."""
    root = cache() / system.name
    if root.exists():
        return root
    work = cache() / f"{system.name}.en-cours"
    output("rm", "-rf", "--one-file-system", work)
    cache().mkdir(parents=True, exist_ok=True)
    components = ("--components=main,universe",) if system.distribution == "ubuntu" else ()
    output(
        *("debootstrap", "--variant=minbase", *components, system.suite, work, mirror(system.distribution)),
        f"/usr/share/debootstrap/scripts/{system.script}",
    )
    work.rename(root)
    return root


def installed(root: Path) -> list[str]:
    """The packages of a bare system, with their versions."""
    return output("chroot", root, "dpkg-query", "-W", "-f", "${Package} ${Version}\\n").splitlines()
