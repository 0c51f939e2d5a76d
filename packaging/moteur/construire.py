"""Build the engine the packages carry: llama-cpp-python with one CPU library per generation of processors.

    .venv/bin/python packaging/moteur/construire.py [--vers DOSSIER] [--taches 2] [--sources ARCHIVE] [--openmp]

The sources are those of `packaging/verrous/moteur.lock`, their hash checked; the tools are those of `construction.lock`.
Differences with what `pip install llama-cpp-python` builds, and why:

- `GGML_CPU_ALL_VARIANTS`: pip builds for the processor at hand, or for one that has AVX2; here the processor is unknown.
- llama.cpp is built by itself, the binding apart (`LLAMA_BUILD=OFF`): the binding's own CMake file installs the variants
  where it does not find them, and builds llama.cpp's common library, which can open a connection. Neither is wanted.
- libraries have unversioned names: a wheel holds no links, so `libggml.so` and `libggml.so.0` would be two files, two lists
  of back ends, and the model would not find the one that was loaded.
- no OpenMP: a run-time library less to carry (on Windows, the usual reason why the engine does not start). Without it a
  thread that waits for another keeps its core busy, and on a busy PC nobody advances: `BUSY_WAIT` is made to give way.
- `SOURCE_DATE_EPOCH` is set and paths are mapped: two builds give the same bytes. That variable also turns AVX off in a
  plain build; each variant names its own instructions, so it does not matter here.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "packaging" / "verrous" / "moteur.lock"
EPOCH = "1577836800"  # 1 January 2020: any fixed date that a zip archive can hold
ZIP_DATE = (2020, 1, 1, 0, 0, 0)
LIBRARIES = ("llama", "ggml", "ggml-base")
LEFT_OUT = "llama_cpp/server/"  # a web server
# No PC of a mairie has these processors, and a server that has takes the generation before; sapphirerapids would also crash
# when compiled by GCC 12 (the matrix unit's configuration is optimised away: github.com/ggml-org/llama.cpp/pull/26954).
OF_SERVERS = ("cannonlake", "cascadelake", "cooperlake", "sapphirerapids")
# the one change made to the sources: a wait that lasts gives the core back (measured by tests/benchmarks/engine_variants.py)
BARRIER = "ggml/src/ggml-cpu/ggml-cpu.c"
BUSY_WAIT = """\
    while (atomic_load_explicit(&tp->n_barrier_passed, memory_order_relaxed) == n_passed) {
        ggml_thread_cpu_relax();
    }"""
GIVING_WAY = """\
    for (int turns = 0; atomic_load_explicit(&tp->n_barrier_passed, memory_order_relaxed) == n_passed; turns++) {
        if (turns < 4096) {
            ggml_thread_cpu_relax();
        } else {
            sched_yield();
        }
    }"""
OPTIONS = {
    "CMAKE_BUILD_TYPE": "Release",
    "BUILD_SHARED_LIBS": "ON",
    "CMAKE_PLATFORM_NO_VERSIONED_SONAME": "ON",
    "CMAKE_BUILD_WITH_INSTALL_RPATH": "ON",
    "CMAKE_INSTALL_RPATH": "$ORIGIN",
    "GGML_NATIVE": "OFF",
    "GGML_BACKEND_DL": "ON",
    "GGML_CPU_ALL_VARIANTS": "ON",
    "GGML_CCACHE": "OFF",
    "LLAMA_BUILD_IS_DEV": "OFF",
    "LLAMA_OPENSSL": "OFF",
    **dict.fromkeys((f"LLAMA_BUILD_{part}" for part in "COMMON TESTS TOOLS EXAMPLES SERVER APP UI".split()), "OFF"),  # noqa: SIM905
}


def run(program: str | Path, *arguments: str | Path, cwd: Path, environment: dict[str, str]) -> None:
    found = shutil.which(program, path=environment["PATH"])  # Windows looks in its own path, not in the one it is given
    if found is None:
        raise SystemExit(f"{program} manque : installer packaging/verrous/construction.lock dans cet environnement.")
    done = subprocess.run(
        [found, *map(str, arguments)], cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        print(done.stdout.decode("utf-8", "replace")[-6000:], file=sys.stderr)
        raise SystemExit(f"Construction arrêtée : {program} a échoué (détail ci-dessus).")


def build_environment(work: Path) -> dict[str, str]:
    """The tools of this Python first; nothing of the machine in the result."""
    # optimisation flags of the person who builds, or their Git repository around, would change the bytes
    kept = {
        name: value for name, value in os.environ.items() if not re.fullmatch(r"C(XX|PP)?FLAGS|LDFLAGS|CMAKE_.*", name)
    }
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {
        **kept,
        "PATH": tools,
        "SOURCE_DATE_EPOCH": EPOCH,
        "GIT_CEILING_DIRECTORIES": str(work.parent),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def locked() -> tuple[str, str]:
    """Version and SHA-256 of the sources."""
    found = re.search(r"^llama-cpp-python==(\S+) \\\s+--hash=sha256:([0-9a-f]{64})\s*$", LOCK.read_text("utf-8"), re.M)
    if found is None:
        raise SystemExit("packaging/verrous/moteur.lock est abîmé : git checkout packaging/verrous/moteur.lock")
    return found[1], found[2]


def fetch(folder: Path, environment: dict[str, str]) -> Path:
    run(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps", "--no-build-isolation"),
        *("--no-binary", "llama-cpp-python", "--dest", folder, "-r", LOCK),
        cwd=folder,
        environment=environment,
    )
    return next(folder.glob("*.tar.gz"))


def unpack(archive: Path, folder: Path) -> Path:
    """The folder of the sources, their hash checked."""
    version, digest = locked()
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != digest:
        raise SystemExit(f"{archive.name} n'est pas celui du verrou : {found} au lieu de {digest}.")
    with tarfile.open(archive) as sources:
        sources.extractall(folder, filter="data")
    return folder / f"llama_cpp_python-{version}"


def give_way(source: Path) -> None:
    """Make a thread that waits for long give its core back, and keep what was changed beside the licence."""
    vendor = source / "vendor" / "llama.cpp"
    barrier = vendor / BARRIER
    code = barrier.read_bytes().decode("utf-8")
    if code.count(BUSY_WAIT) != 1:
        raise SystemExit(f"{BARRIER} a changé : revoir GIVING_WAY, ou s'en passer si llama.cpp ne tient plus le cœur.")
    barrier.write_bytes(code.replace(BUSY_WAIT, GIVING_WAY).encode("utf-8"))
    told = f"{BARRIER}, ggml_barrier :\n\n{BUSY_WAIT}\n\nest devenu\n\n{GIVING_WAY}\n"
    (vendor / "MODIFICATIONS").write_bytes(told.encode("utf-8"))


def platform_options(source: Path) -> dict[str, str]:
    """What the compiler of this system needs to leave no trace of the folder and the hour of the build."""
    if platform.system() == "Windows":
        flags, link = {"CMAKE_C_FLAGS": "/Brepro /utf-8", "CMAKE_CXX_FLAGS": "/Brepro /utf-8 /EHsc"}, "/Brepro"
    else:
        mapped = f"-ffile-prefix-map={source}=/moteur"
        flags, link = {"CMAKE_C_FLAGS": mapped, "CMAKE_CXX_FLAGS": mapped}, "-Wl,-s,-z,relro,-z,now,-z,noexecstack"
    return {**flags, "CMAKE_SHARED_LINKER_FLAGS": link, "CMAKE_MODULE_LINKER_FLAGS": link}


def build_libraries(source: Path, jobs: int, openmp: bool, environment: dict[str, str]) -> list[Path]:
    """libllama, libggml, libggml-base and the variants."""
    vendor, build = source / "vendor" / "llama.cpp", source / "build"
    options = {**OPTIONS, "GGML_OPENMP": "ON" if openmp else "OFF", **platform_options(source)}
    generator = [] if platform.system() == "Windows" else ["-G", "Ninja"]  # Visual Studio finds its compiler by itself
    defined = [f"-D{name}={value}" for name, value in options.items()]
    run("cmake", "-S", vendor, "-B", build, *generator, *defined, cwd=source, environment=environment)
    run(
        *("cmake", "--build", build, "--config", "Release", "--parallel", str(jobs), "--target", "llama"),
        cwd=source,
        environment=environment,
    )
    prefix, suffix = ("", ".dll") if platform.system() == "Windows" else ("lib", ".so")
    made = sorted((build / "bin").rglob(f"*{suffix}"))
    expected = {f"{prefix}{name}{suffix}" for name in LIBRARIES}
    left_out = {f"{prefix}ggml-cpu-{name}{suffix}" for name in OF_SERVERS}
    made = [path for path in made if path.name not in left_out]
    variants = [path for path in made if path.name.startswith(f"{prefix}ggml-cpu-")]
    wanted = [path for path in made if path.name in expected] + variants
    if len(wanted) != len(expected) + len(variants) or len(variants) < 5:
        raise SystemExit(f"Bibliothèques inattendues : {', '.join(path.name for path in made)}")
    return wanted


def build_binding(source: Path, folder: Path, environment: dict[str, str]) -> Path:
    """The Python half, without any library."""
    run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-cache-dir"),
        *("--wheel-dir", folder, source),
        cwd=folder,
        environment={**environment, "CMAKE_ARGS": "-DLLAMA_BUILD=OFF"},
    )
    return next(folder.glob("llama_cpp_python-*.whl"))


def assemble(binding: Path, libraries: list[Path], licences: dict[str, Path], target: Path) -> None:
    """One wheel of both halves; same content, same bytes."""
    contents: dict[str, bytes] = {}
    with zipfile.ZipFile(binding) as half:
        for name in half.namelist():
            if not name.startswith(LEFT_OUT) and not name.endswith("/"):
                contents[name] = half.read(name)
    record = next(name for name in contents if name.endswith(".dist-info/RECORD"))
    information = record.removesuffix("/RECORD")
    contents |= {f"llama_cpp/lib/{path.name}": path.read_bytes() for path in libraries}
    contents |= {f"{information}/licenses/{name}": path.read_bytes() for name, path in licences.items()}
    del contents[record]
    lines = [f"{name},sha256={_digest(contents[name])},{len(contents[name])}" for name in sorted(contents)]
    contents[record] = "\n".join([*lines, f"{record},,", ""]).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.create_system = 3
            entry.external_attr = (0o100755 if name.startswith("llama_cpp/lib/") else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, contents[name])


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def licences_of(source: Path) -> dict[str, Path]:
    """Licence texts of llama.cpp and of what it takes in; the binding's own is already in its half."""
    vendor = source / "vendor" / "llama.cpp"
    texts = {f"llama.cpp/{name}": vendor / name for name in ("LICENSE", "AUTHORS", "MODIFICATIONS")}
    return texts | {f"llama.cpp/{path.name}": path for path in sorted((vendor / "licenses").glob("LICENSE*"))}


def default_folder() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "secretaire" / "roues" / "paquet"


def main() -> None:
    parser = argparse.ArgumentParser(description="Construit le moteur des paquets, pour tous les processeurs.")
    parser.add_argument("--vers", type=Path, default=default_folder(), help="dossier de la roue")
    parser.add_argument("--taches", type=int, default=2, help="compilations en même temps")
    parser.add_argument("--sources", type=Path, help="archive des sources déjà obtenue")
    parser.add_argument("--openmp", action="store_true", help="avec OpenMP, pour comparer les vitesses")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="moteur-") as name:
        work = Path(name).resolve()
        environment = build_environment(work)
        source = unpack(options.sources or fetch(work, environment), work)
        binding = build_binding(source, work, environment)
        give_way(source)
        libraries = build_libraries(source, options.taches, options.openmp, environment)
        made = work / "fini" / binding.name
        made.parent.mkdir()
        assemble(binding, libraries, licences_of(source), made)
        options.vers.mkdir(parents=True, exist_ok=True)
        kept = options.vers / made.name
        shutil.move(made, kept)
    print(f"{kept}\n{hashlib.sha256(kept.read_bytes()).hexdigest()}  {kept.stat().st_size / 1e6:.1f} Mo")


if __name__ == "__main__":
    main()
