"""What the window does not need to be drawn is loaded by the gesture that asks for it."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"pypdf", "icalendar", "llama_cpp", "ctranslate2", "odfdo"}


def test_the_window_starts_without_the_libraries_of_rare_gestures() -> None:
    script = "import sys, secretaire.ui.app; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "PySide6" in loaded
    assert not loaded & HEAVY
