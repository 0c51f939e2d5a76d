"""The secretary's own words, put in order by code: what stands where the pen is absent or refused. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from secretaire.drafting.pen.orders import is_order
from secretaire.drafting.pen.tasks import Form, Plume, Task


def deterministic(plume: Plume, task: Task, notes: Sequence[str]) -> str:
    """The text without model: the notes, readable, in the form of the task."""
    form = plume.forms[task]
    readable = [plume.abbreviations.normalise(note) for note in notes if note.strip()]
    return assembled(form, [(deterministic_sentence(form, note), form.separateur) for note in readable])


def deterministic_sentence(form: Form, readable: str) -> str:
    """A readable note in the form of a task: capital, full stop; no word changes, and what speaks to a machine is quoted."""
    readable = readable.rstrip(" .;,")
    if is_order(readable):
        readable = f"il est noté : « {readable.strip('«» ')} »"
    if form.ouverture:
        return f"{form.ouverture.strip()} ce qui suit : {readable}{form.fin}"
    end = "" if readable.endswith(("?", "!")) else form.fin
    return readable[:1].upper() + readable[1:] + end


def assembled(form: Form, pieces: Sequence[tuple[str, str]]) -> str:
    """Pieces of text, each with what stands after it, as one text that ends as its task does."""
    text = ""
    for rank, (piece, after) in enumerate(pieces):
        last = rank == len(pieces) - 1
        if form.fin != form.derniere_fin:
            piece = piece.rstrip(" ;.,") + (form.derniere_fin if last else form.fin)
        text += piece if last else piece + after
    return text
