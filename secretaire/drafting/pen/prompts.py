"""What the model is shown: the instruction of a task, then what the person gave, quoted as data. Pure.

The adapter is trained on exactly these messages (`models/adapter/`): a change here asks for another training.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from secretaire.drafting.engine.protocol import ChatMessage


class Material(StrEnum):
    """What a task works on."""

    NOTES = "notes"
    TEXT = "texte"
    PASSAGES = "passages"


def instruction(consigne: str) -> ChatMessage:
    """What the model is told, once."""
    return ChatMessage(role="system", content=consigne)


def request(material: Material, objet: str, lines: Sequence[str]) -> ChatMessage:
    """What the person gave: notes already readable, the paragraphs of a text, or a question and numbered passages."""
    match material:
        case Material.NOTES:
            heading = f"Objet : {objet}\n" if objet else ""
            content = f"{heading}Notes :\n" + "\n".join(f"- {line}" for line in lines)
        case Material.TEXT:
            content = "Texte :\n" + "\n".join(lines)
        case Material.PASSAGES:
            content = f"Question : {objet}\nPassages :\n" + "\n".join(lines)
    return ChatMessage(role="user", content=content)


def answer(text: str) -> ChatMessage:
    """What was written for a request: shown to the model as an example of its task."""
    return ChatMessage(role="assistant", content=text)
