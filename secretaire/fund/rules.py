"""What the fund knows of the trade, from editable files: families of subjects, matières, synonyms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from secretaire.fund.history.matieres import MatiereRules
from secretaire.fund.history.subjects import SubjectRules


@dataclass(frozen=True, slots=True)
class FundRules:
    """The rules of the application.

    Attributes:
        synonyms: the file of the trade's synonyms; a commune adds its own beside its workspace.
    """

    subjects: SubjectRules
    matieres: MatiereRules
    synonyms: Path

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the rules of a folder.

        Raises:
            UnreadableInput: a file is missing or wrong.
        """
        return cls(
            SubjectRules.load(folder / "sujets.yaml"),
            MatiereRules.load(folder / "matieres.yaml"),
            folder / "synonymes.txt",
        )
