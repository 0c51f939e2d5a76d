"""The documents of a meeting that are not acts (procès-verbal, lists, sheets), set out on the paper of the commune."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from secretaire.acts.act import Act, ActId, Role, Section
from secretaire.acts.act_type import ActType
from secretaire.council.commune import Commune
from secretaire.exchange.docx_act import part_of, set_out
from secretaire.exchange.docx_furniture import DRAFT_NOTICE
from secretaire.exchange.docx_styles import LANGUAGE
from secretaire.exchange.papier.look import Part
from secretaire.exchange.papier.papier import Papier
from secretaire.exchange.provenance import embed
from secretaire.exchange.typography import printable
from secretaire.exchange.word_file import save

_BY_KEY = {
    "ordre_du_jour.titre": Part.TEXTE,
    "ordre_du_jour.": Part.EFFECTIFS,
    "entete.seance": Part.NUMERO,  # the last line of the heading
    "titre": Part.OBJET,
    "mouvement.": Part.VOTE,  # stays with the title of its point
    "scrutin.noms.": Part.COMPOSITION,
    "vote.annonce": Part.ANNONCE,
    "vote.": Part.VOTE,
    "article.": Part.ARTICLE,
    "levee": Part.TEXTE,
    "arret": Part.TEXTE,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a meeting.

    Attributes:
        id: what its origins bear inside the file: « pv-12 ».
        day: of the meeting.
        draft: marked « PROJET », its blanks highlighted.
    """

    id: str
    title: str
    category: str
    day: date
    sections: tuple[Section, ...]
    draft: bool = False


def write_paper(paper: Paper, kind: ActType, commune: Commune, target: Path, papier: Papier) -> None:
    """Write a document on the paper of the commune, its origins inside.

    Args:
        kind: what its wording is named after.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    act = Act(ActId(paper.id), kind.id, "", paper.title, paper.sections, act_date=paper.day)
    bare = replace(papier, signature=replace(papier.signature, extract=""))
    document, said = set_out(act, kind, commune, bare, _part, draft=paper.draft)
    core = document.core_properties
    core.title = core.subject = printable(paper.title)[:255]
    core.author = core.last_modified_by = printable(commune.nom)[:255]
    core.category = paper.category
    core.identifier = core.version = ""
    core.language = LANGUAGE
    core.revision = 1
    core.content_status = "Projet" if paper.draft else ""
    core.comments = DRAFT_NOTICE if paper.draft else ""
    embed(document, said, None)
    save(document, target)


def _part(role: Role, key: str) -> Part:
    """How a paragraph looks; what the minutes share with an act looks the same."""
    return next((part for start, part in _BY_KEY.items() if key.startswith(start)), part_of(role, key))
