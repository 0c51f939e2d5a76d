"""What both executables run."""

from secretaire.__main__ import run

run()
