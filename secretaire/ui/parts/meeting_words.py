"""How a meeting is named in lists."""

from __future__ import annotations

from secretaire.acts import wording
from secretaire.council.seance import Seance


def meeting_name(seance: Seance) -> str:
    """« Séance du vendredi 18 décembre 2026 à 20 heures »."""
    hour = f" à {wording.hour(seance.heure)}" if seance.heure else ""
    return f"Séance du {wording.weekday(seance.date)}{hour}"
