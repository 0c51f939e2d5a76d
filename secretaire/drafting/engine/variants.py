"""The library of the processor: chosen, then loaded by its full path, in the worker process, before a model is opened.

A packaged engine carries one CPU library per generation of processors. Left to itself, llama.cpp looks for them beside the
executable, then in the current folder, which may hold anything; once one is registered, it looks no more.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from secretaire.errors import Code, ModelUnavailable

_PREFIX, _SUFFIX = ("", ".dll") if os.name == "nt" else ("lib", ".so")
_STEM = f"{_PREFIX}ggml-cpu-"


@dataclass(frozen=True, slots=True)
class Variant:
    """A CPU library this processor can run.

    Attributes:
        name: the generation of processors it is for, as llama.cpp calls it.
        score: the more of the processor it uses, the higher.
    """

    name: str
    path: Path
    score: int


def library_folder() -> Path:
    """Where the libraries of the engine are, in an environment as in a package; nothing is imported.

    Raises:
        ModelUnavailable: the engine is not installed.
    """
    found = importlib.util.find_spec("llama_cpp")
    if found is None or found.origin is None:
        raise ModelUnavailable(Code.ENGINE_INCOMPLETE)
    return Path(found.origin).resolve().parent / "lib"


def _score(library: Path) -> int:
    """What the library says of this processor: 0 when it cannot run there. Raises OSError when it cannot be opened."""
    return int(ctypes.CDLL(str(library)).ggml_backend_score())


def runnable(folder: Path, score: Callable[[Path], int] = _score) -> tuple[Variant, ...]:
    """The libraries this processor can run, the best first; none when the engine was built for this very processor.

    Raises:
        ModelUnavailable: there are some for other processors only, or all are missing or damaged.
    """
    files = sorted(folder.glob(f"{_STEM}*{_SUFFIX}"))
    if not files and any(folder.glob("*ggml-cpu.*")):
        return ()
    found: list[Variant] = []
    for path in files:
        try:
            found.append(Variant(path.name[len(_STEM) : -len(_SUFFIX)], path, score(path)))
        except OSError:  # damaged, or taken away by an antivirus: another one may do
            continue
    if not found:
        raise ModelUnavailable(Code.ENGINE_INCOMPLETE)
    able = [variant for variant in found if variant.score > 0]
    if not able:
        raise ModelUnavailable(Code.PROCESSOR_TOO_OLD)
    return tuple(sorted(able, key=lambda variant: (-variant.score, variant.name)))


def load(variant: Variant) -> None:
    """Make a library the one that computes. Raises OSError when a library cannot be opened."""
    # by hand rather than `ggml_backend_load`: that one cannot open every path Windows allows
    engine = ctypes.CDLL(str(variant.path.with_name(f"{_PREFIX}ggml{_SUFFIX}")))
    processor = ctypes.CDLL(str(variant.path))
    processor.ggml_backend_init.restype = ctypes.c_void_p
    engine.ggml_backend_register.argtypes = [ctypes.c_void_p]
    engine.ggml_backend_register.restype = None
    engine.ggml_backend_register(processor.ggml_backend_init())


def load_best() -> str:
    """Load the best library for this processor and name it; the empty name when the engine was built for it alone.

    Raises:
        ModelUnavailable: this processor is too old for the engine, or the engine is incomplete.
    """
    able = runnable(library_folder())
    if not able:
        return ""
    try:
        load(able[0])
    except OSError as error:
        raise ModelUnavailable(Code.ENGINE_INCOMPLETE) from error
    return able[0].name
