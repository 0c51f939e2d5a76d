"""Compose an act from its type, its fields, the council and the seance: deterministic, instant, no I/O."""

from secretaire.drafting.compose.composition import compose
from secretaire.drafting.compose.context import Composition, Context
from secretaire.drafting.compose.recompose import recompose

__all__ = ["Composition", "Context", "compose", "recompose"]
