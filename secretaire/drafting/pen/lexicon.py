"""What the locks read of French: what words mean, and the closed classes they judge by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from secretaire.drafting.pen.meaning import Meaning
from secretaire.drafting.pen.tables import Tables


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`sens.yaml` and `roles.yaml`."""

    meaning: Meaning
    tables: Tables

    @staticmethod
    def load(folder: Path) -> Lexicon:
        """Read both in a folder of resources."""
        return Lexicon(meaning=Meaning.load(folder), tables=Tables.load(folder))
