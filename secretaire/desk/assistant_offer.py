"""What the assistant would be on this PC, said before anything is installed: its processor, its memory, a file within reach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import psutil

from secretaire.acts.wording import NBSP
from secretaire.desk import model_sources, models
from secretaire.desk.messages import TEXTS
from secretaire.desk.pen_figures import LEAST_FREE_MB, decimal
from secretaire.drafting.engine.model_files import KnownModel
from secretaire.errors import ModelUnavailable, UnreadableInput


@dataclass(frozen=True, slots=True)
class Offer:
    """The assistant that this PC can run, before it is installed.

    Attributes:
        model: of the catalogue; None when the PC can run none.
        place: the folder, on a key or beside the application, that holds its file; None when it was not found.
        said: what the PC can do, in French.
    """

    model: KnownModel | None
    place: Path | None
    said: str


def offer() -> Offer:
    """What can be said of this PC without opening a model; half a second the first time, for the processor."""
    try:
        engine_seen()
    except ModelUnavailable as error:
        data = {key: str(value) for key, value in error.data.items()}
        return Offer(None, None, f"{TEXTS[error.code].happened.format_map(data)}.")
    usual, memory = model_sources.wanted(), psutil.virtual_memory()
    free = round(memory.available / 1e6)
    model = next((each for each in _preferred(usual) if free - each.memoire_mo >= LEAST_FREE_MB), None)
    if model is None:
        said = (
            f"Mémoire insuffisante en ce moment{NBSP}: {_go(free)} libres sur {_go(memory.total / 1e6)}, il en prend "
            f"{_go(usual.memoire_mo)}. Fermez d'autres programmes, ou travaillez sans lui."
        )
        return Offer(None, None, said)
    if model == usual:
        said = f"Ce poste peut le faire travailler{NBSP}: {_go(free)} de mémoire libres, il en prend {_go(model.memoire_mo)}."
    else:
        said = (
            f"La mémoire libre, {_go(free)}, ne suffit qu'au petit assistant ({_go(model.memoire_mo)})"
            f"{NBSP}: ses propositions sont plus souvent écartées."
        )
    return Offer(model, _found(model), said)


def _preferred(usual: KnownModel) -> tuple[KnownModel, ...]:
    """The one for this PC, then the lighter ones; no other where the installer chose it."""
    if models.is_fixed("assistant.modele"):
        return (usual,)
    lighter = (model for model in models.known_models() if model.memoire_mo < usual.memoire_mo)
    return (usual, *sorted(lighter, key=lambda model: -model.memoire_mo))


def _found(model: KnownModel) -> Path | None:
    try:
        return model_sources.find(model, model_sources.places()).place
    except (UnreadableInput, OSError):  # nowhere, or a key taken away while it was read
        return None


@lru_cache(maxsize=1)
def engine_seen() -> str:
    """The engine, asked once a run: a refusal is an exception, which is asked again."""
    return models.engine_words()


def _go(megabytes: float) -> str:
    whole = megabytes >= 4_000  # what is free changes at each moment
    said = f"{megabytes / 1000:.0f}" if whole else decimal(megabytes / 1000).removesuffix(",0")
    return f"{said}{NBSP}Go"
