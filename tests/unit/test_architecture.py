"""The house keeps its shape: imports point one way, every error has its sentence, no heavy import at start."""

from __future__ import annotations

import os
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from secretaire.desk.messages import TEXTS, sentence
from secretaire.errors import Code, Refused

ROOT = Path(__file__).resolve().parents[2]


def test_imports_point_one_way() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_error_code_has_its_french_text() -> None:
    assert set(TEXTS) == set(Code)


@pytest.mark.parametrize("code", list(Code))
def test_a_sentence_needs_only_the_data_that_the_code_raises(code: Code) -> None:
    """Each `Code.X` raised in the sources gives every value named between braces in its sentence."""
    text = TEXTS[code]
    wanted = {name for _, name, _, _ in string.Formatter().parse(text.happened + text.next_step) if name}
    for path in (ROOT / "secretaire").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for raised in re.finditer(rf"(?<=\w)\(Code\.{code.name},", source):
            call = _call(source, raised.start())
            if "**" not in call:
                missing = {name for name in wanted if f"{name}=" not in call}
                assert not missing, f"{path.name}: Code.{code.name} raised without {missing}"


def _call(source: str, start: int) -> str:
    depth = 0
    for position in range(start, len(source)):
        depth += {"(": 1, ")": -1}.get(source[position], 0)
        if depth == 0:
            return source[start : position + 1]
    return source[start:]


def test_a_sentence_says_what_happened_then_what_to_do() -> None:
    said = sentence(Refused(Code.BLANKS_REMAIN, champs="coût"))
    assert (
        said == "L'acte ne peut pas être soumis : il reste à compléter coût ; remplissez ces champs puis recommencez."
    )


@pytest.mark.parametrize("heavy", ["llama_cpp", "PySide6"])
def test_the_command_line_loads_neither_the_model_nor_the_window(heavy: str) -> None:
    code = f"import sys, secretaire.__main__; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_a_screen_the_window_says_so(tmp_path: Path) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {k: v for k, v in os.environ.items() if k not in hidden} | {"SECRETAIRE_DONNEES": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "secretaire"], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert "Aucun écran" in done.stderr
