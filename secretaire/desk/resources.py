"""Where the files shipped with the application are."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from secretaire.drafting.pen.tasks import Plume, load_plume


def resources() -> Path:
    """The `resources/` folder: beside the package, inside a packaged executable, or named by SECRETAIRE_RESSOURCES."""
    override = os.environ.get("SECRETAIRE_RESSOURCES")
    if override:
        return Path(override)
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parents[2]
    return root / "resources"


def models_catalogue() -> Path:
    """The catalogue of known models, `models/catalogue.yaml`."""
    return resources().parent / "models" / "catalogue.yaml"


def plume() -> Plume:
    """The instructions, examples and vocabulary of the pen (read once)."""
    return load_plume(resources() / "plume")
