"""The words that the search takes for the same: those of the application, and those of the commune."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from secretaire.desk.office import Office
from secretaire.desk.resources import resources
from secretaire.errors import Code, UnreadableInput
from secretaire.exchange.atomic import write_atomically
from secretaire.fund.finding.synonyms import BadLine, parse_synonyms

FILE = "synonymes.txt"


@dataclass(frozen=True, slots=True)
class SynonymsText:
    """The synonyms as they are written, one group a line: those shipped, and those of the commune."""

    shipped: str
    own: str


def read_synonyms(office: Office) -> SynonymsText:
    """The synonyms at work.

    Raises:
        UnreadableInput: the file of the commune is not text.
    """
    own = own_file(office)
    try:
        text = own.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=own.name, cause="ce n'est pas du texte") from error
    return SynonymsText((resources() / "fonds" / FILE).read_text(encoding="utf-8"), text)


def wrong_lines(text: str) -> list[BadLine]:
    """The lines that are no group of words; the others count."""
    return parse_synonyms(text)[1]


def save_synonyms(office: Office, text: str) -> None:
    """Keep the synonyms of the commune; the next search uses them.

    Raises:
        EnvironmentFault: the space cannot be written.
    """
    write_atomically(own_file(office), text.encode("utf-8"))


def own_file(office: Office) -> Path:
    """Where the commune keeps its own."""
    return office.folder / FILE
