"""Where the files shipped with the application are."""

from __future__ import annotations

import os
import sys
from pathlib import Path


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
