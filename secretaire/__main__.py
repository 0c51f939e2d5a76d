"""`secretaire` alone opens the window; followed by a command, runs it. The only place that knows both."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from secretaire.processes import free_environment, run_child
from secretaire.versions import hand_over

free_environment()  # before anything else is loaded
hand_over()
run_child()


@contextmanager
def _nothing_to_free() -> Iterator[None]:
    """For what only loads modules: a quarter of the start was spent looking for memory to free, in vain."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


with _nothing_to_free():
    from secretaire.cli.main import main
    from secretaire.errors import Code, EnvironmentFault
    from secretaire.exchange.pdf.flow import Flow

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def _open_window(space: Path | None) -> int:
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        raise EnvironmentFault(Code.NO_SCREEN)  # Qt would abort the process
    with _nothing_to_free():
        from secretaire.ui.app import run as open_window  # Qt loads only for the window
    return open_window([sys.argv[0], *([str(space)] if space else [])])


def _print_pdf(flow: Flow, target: Path) -> None:
    from secretaire.ui.printing.printer import print_pdf  # Qt loads only where LibreOffice is missing

    print_pdf(flow, target)


def run() -> None:
    """Console script."""
    sys.exit(main(sys.argv[1:], _open_window, _print_pdf))


if __name__ == "__main__":
    run()
