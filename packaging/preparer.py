"""Set up everything the application needs on a fresh Linux machine, then do nothing the next times.

Runs with the system's Python, before any environment exists: standard library only. Each step says what it
does and how long it takes; whatever is missing is named with the package that brings it.

    python3 packaging/preparer.py demo    the application and its model
    python3 packaging/preparer.py test    the same, and the development tools
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "packaging" / "verrous"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".prepare"
OLDEST = (3, 11)
# those who test also deliver: what packages, and what tells what is in a package
LOCKS_OF = {"demo": ("application.lock",), "test": ("developpement.lock", "livraison.lock")}

# Shared libraries that PySide6 takes from the system, and the Debian or Ubuntu package of each.
QT_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def say(text: str) -> None:
    print(f"• {text}", flush=True)


def stop(problem: str, remedy: str) -> None:
    """End with one sentence for what is wrong and one for what to do."""
    raise SystemExit(f"\nPréparation arrêtée : {problem}\n→ {remedy}\nPuis relancer la même commande.")


def run(*command: str | Path, failure: str, remedy: str) -> None:
    """Run a command, its output hidden unless it fails."""
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode != 0:
        print("\n".join(done.stdout.splitlines()[-25:]), file=sys.stderr)
        stop(failure, remedy)


def pip(*arguments: str | Path, failure: str, remedy: str = "Vérifier la connexion à Internet.") -> None:
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    run(PYTHON, "-m", "pip", arguments[0], *quiet, *arguments[1:], failure=failure, remedy=remedy)


def check_system() -> None:
    """What no Python package can bring: the interpreter, its venv module, a compiler."""
    if sys.version_info < OLDEST:
        stop(
            f"Python {platform.python_version()} est trop ancien (3.11 au moins).",
            "Installer Python 3.11 ou plus récent, puis : make PYTHON=python3.11 …",
        )
    if importlib.util.find_spec("ensurepip") is None:
        stop("le module venv de Python manque.", "sudo apt install python3-venv")
    if not wheel_in_cache() and not (shutil.which("cc") and shutil.which("c++")):
        stop("il faut un compilateur C et C++ pour construire le moteur.", "sudo apt install build-essential")


def cpu_features() -> list[str]:
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    features = re.search(r"^(?:flags|Features)\s*:\s*(.+)$", info, re.MULTILINE)
    return sorted(features.group(1).split()) if features else []


def engine_flags() -> str:
    """What the compiler is told beyond "for this processor".

    GCC 12 drops the configuration that llama.cpp prepares for the matrix unit of recent Xeons, and the first product of
    matrices ends the process (https://github.com/ggml-org/llama.cpp/pull/26954): that unit is left alone.
    """
    return " ".join(f"-mno-{unit.replace('_', '-')}" for unit in cpu_features() if unit.startswith("amx_"))


def cpu_key() -> str:
    """Names the instruction set: the engine is built for the processor at hand and may not start on another."""
    digest = hashlib.sha256(f"{platform.machine()} {' '.join(cpu_features())} {engine_flags()}".encode()).hexdigest()
    return f"{platform.machine()}-{digest[:12]}"


def wheel_folder() -> Path:
    """Where the engine built for this machine is kept, between clones of the project."""
    lock = (LOCKS / "moteur.lock").read_text(encoding="utf-8")
    version = re.search(r"^llama-cpp-python==(\S+)", lock, re.MULTILINE)
    if version is None:
        stop("packaging/verrous/moteur.lock est abîmé.", "git checkout packaging/verrous/moteur.lock")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    return cache / "secretaire" / "roues" / f"{version.group(1)}-{python}-{cpu_key()}"


def wheel_in_cache() -> Path | None:
    return next(wheel_folder().glob("llama_cpp_python-*.whl"), None)


def make_environment() -> None:
    works = PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0
    if works:
        return
    say("Création de l'environnement Python dans .venv (quelques secondes)")
    run(
        *(sys.executable, "-m", "venv", "--clear", VENV),
        failure="l'environnement Python n'a pas pu être créé.",
        remedy="sudo apt install python3-venv",
    )


def install_dependencies(locks: tuple[str, ...]) -> None:
    say("Installation des bibliothèques, versions et empreintes verrouillées (1 à 3 minutes, 150 Mo environ)")
    for name in ("construction.lock", *locks):
        pip(
            *("install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-binary", "docopt"),
            *("--no-build-isolation", "-r", LOCKS / name),
            failure=f"l'installation des bibliothèques de {name} a échoué (détail ci-dessus).",
        )


def build_engine() -> Path:
    """The wheel of llama-cpp-python, from the cache or built from the locked sources."""
    ready = wheel_in_cache()
    if ready is not None:
        say("Moteur déjà construit pour cette machine : repris du cache")
        return ready
    say("Construction du moteur (llama-cpp-python) pour ce processeur : une seule fois, 6 minutes environ sur 2 cœurs")
    start = time.monotonic()
    folder = wheel_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        # cmake and ninja come with construction.lock, in the environment's own folder
        os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
        for language in ("CFLAGS", "CXXFLAGS"):
            os.environ[language] = f"{os.environ.get(language, '')} {engine_flags()}".strip()
        pip(
            *("wheel", "--require-hashes", "--no-deps", "--no-build-isolation", "--no-binary", "llama-cpp-python"),
            *("--no-cache-dir", "--wheel-dir", work, "-r", LOCKS / "moteur.lock"),
            failure="la construction du moteur a échoué (détail ci-dessus).",
            remedy="sudo apt install build-essential ; vérifier aussi qu'il reste 2 Go de disque et de mémoire.",
        )
        built = next(Path(work).glob("*.whl"))
        folder.mkdir(exist_ok=True)
        kept = folder / built.name
        built.replace(kept)
    say(f"Moteur construit en {time.monotonic() - start:.0f} s et gardé dans {folder}")
    return kept


def install_project(engine: Path) -> None:
    pip("install", "--no-deps", "--force-reinstall", engine, failure="le moteur n'a pas pu être installé.")
    pip(
        *("install", "--no-deps", "--no-build-isolation", "--editable", ROOT),
        failure="le projet n'a pas pu être installé dans .venv.",
    )


def fingerprint(locks: tuple[str, ...]) -> str:
    """Changes when anything that was installed has to be installed again."""
    read = ("construction.lock", "moteur.lock", *locks)
    files = [*(LOCKS / name for name in read), ROOT / "pyproject.toml"]
    content = b"".join(path.read_bytes() for path in files)
    return hashlib.sha256(content + f"{ROOT} {sys.version} {cpu_key()}".encode()).hexdigest()


def prepare_environment(purpose: str) -> None:
    # the developers' environment holds all that the application needs
    done = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() and PYTHON.exists() else []
    if fingerprint(LOCKS_OF[purpose]) in done or fingerprint(LOCKS_OF["test"]) in done:
        return
    check_system()
    make_environment()
    install_dependencies(LOCKS_OF[purpose])
    install_project(build_engine())
    STAMP.write_text(fingerprint(LOCKS_OF[purpose]) + "\n", encoding="utf-8")


def missing_libraries() -> list[str]:
    """Shared libraries that Qt asks for and the system lacks."""
    code = "import importlib.util as u; print(u.find_spec('PySide6').submodule_search_locations[0])"
    found = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True)
    qt = Path(found.stdout.strip()) / "Qt"
    platforms = ["libqoffscreen.so"]  # the tests' own; then the one of the screen
    platforms += ["libqxcb.so"] if os.environ.get("DISPLAY") else []
    platforms += ["libqwayland.so"] if os.environ.get("WAYLAND_DISPLAY") else []
    files = [qt / "lib" / "libQt6Widgets.so.6", *(qt / "plugins" / "platforms" / name for name in platforms)]
    listing = subprocess.run(
        ["ldd", *map(str, files)], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
    )
    return sorted(set(re.findall(r"^\s*(\S+) => not found", listing.stdout, re.MULTILINE)))


def check_qt() -> None:
    missing = missing_libraries()
    if not missing:
        return
    packages = sorted({QT_PACKAGES[name] for name in missing if name in QT_PACKAGES})
    unknown = [name for name in missing if name not in QT_PACKAGES]
    remedy = f"sudo apt install {' '.join(packages)}" if packages else "Installer le paquet qui les contient."
    if packages and unknown:
        remedy += f" (et le paquet qui contient {', '.join(unknown)})"
    stop(f"la fenêtre a besoin de bibliothèques absentes : {', '.join(missing)}.", remedy)


def has_screen() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def get_model() -> None:
    """The default language model: the script says what it does, and does nothing when it is there."""
    done = subprocess.run([PYTHON, ROOT / "packaging" / "obtenir_modele.py"], cwd=ROOT)
    if done.returncode != 0:
        stop(
            "le modèle de langage n'a pas pu être installé (message ci-dessus).",
            "Corriger la cause indiquée, ou continuer sans l'assistant : SANS_MODELE=1 make …",
        )


def get_transcription() -> None:
    """The optional transcription model (0.13 GB): whatever happens, the rest goes on without it."""
    done = subprocess.run([PYTHON, ROOT / "packaging" / "obtenir_transcription.py"], cwd=ROOT)
    if done.returncode != 0:
        say("La transcription des enregistrements, facultative, n'est pas installée : tout le reste fonctionne.")


def main() -> None:
    purpose = sys.argv[1] if len(sys.argv) == 2 else ""
    if purpose not in LOCKS_OF:
        raise SystemExit("Usage : python3 packaging/preparer.py demo|test")
    if platform.system() != "Linux":
        stop(f"{platform.system()} n'est pas encore pris en charge.", "Utiliser Debian 12, Ubuntu ou une autre Linux.")
    prepare_environment(purpose)
    if purpose == "test" or has_screen():
        check_qt()
    if not os.environ.get("SANS_MODELE"):
        get_model()
        if not os.environ.get("SANS_TRANSCRIPTION"):
            get_transcription()


if __name__ == "__main__":
    main()
