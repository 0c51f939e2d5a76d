"""What the workspace holds on one person: a document to read, and the same as a data file (RGPD, art. 15 and 20)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from secretaire.acts.wording import day
from secretaire.desk import finding, statements, writing
from secretaire.desk.elus import list_roster, words_of_name
from secretaire.desk.history_words import in_words
from secretaire.desk.office import Office
from secretaire.desk.personal_data import LAW
from secretaire.errors import Code, EnvironmentFault, WrongUsage
from secretaire.exchange.delivery import PdfPrinter
from secretaire.exchange.statement import Chapter, Statement

_SEEN = 50  # documents of the fund that are named
_AROUND = 60  # characters shown on each side of the name

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """Rows by kind, in the order of the document. A row's values are in French, by the name of the field."""

    name: str
    on: date
    kinds: Mapping[str, tuple[Row, ...]]


def held_on(office: Office, name: str, on: date) -> Held:
    """All that is found under a name.

    Args:
        name: each of its words is looked for; the same name may be somebody else's.

    Raises:
        WrongUsage: no name.
    """
    words = words_of_name(name)
    if not words:
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut un nom")

    def named(text: str) -> bool:
        return words <= words_of_name(text)

    space = office.workspace
    acts = (writing.get_act(office, line.id) for line in writing.list_acts(office))
    kinds: dict[str, tuple[Row, ...]] = {
        "Liste des élus": tuple(
            {"nom": f"{e.civilite} {e.full_name}", "fonction": e.fonction}
            for e in list_roster(office)
            if named(e.full_name)
        ),
        "Personnes qui se servent du logiciel": tuple(
            {"nom": p.nom, "role": p.role.value} for p in space.persons.list() if named(p.nom)
        ),
        "Actes et projets qui la nomment": tuple(
            {"numero": act.numero or act.id, "objet": act.objet, "etat": act.state.value}
            for act in acts
            if any(named(line) for section in act.sections for line in section.text.split("\n"))
        ),
        "Décisions prises sous ce nom, au journal": tuple(
            {
                "quand": f"{line.when.astimezone():%d/%m/%Y %H:%M}",
                "quoi": in_words(line.what, str(line.data.get("porte", ""))),
                "acte": str(line.act_id),
                "motif": str(line.data.get("motif", "")),
            }
            for line in space.journal.entries_by(name)
        ),
        "Convocations, votes, parapheurs, remarques, propositions, notes et transcriptions qui la nomment": tuple(
            {"quoi": each.kind, "ou": each.where, "quand": each.when, "texte": around}
            for each in space.inventory.mentions()
            if named(each.text)
            for around in _around(each.text, words)
        ),
        "Documents de la commune qui la nomment": tuple(
            {"fichier": hit.path.name, "page": f"page {hit.page}"}
            for hit in finding.search(office, f'"{name}"', limit=_SEEN).results
        ),
    }
    return Held(name, on, kinds)


def statement(held: Held) -> Statement:
    """The document for whoever asks to see what is held on them."""
    chapters = [
        Chapter(f"{rank}. {title}", tuple(", ".join(filter(None, row.values())) for row in rows) or ("Rien.",))
        for rank, (title, rows) in enumerate(held.kinds.items(), start=1)
    ]
    return Statement(
        title="DONNÉES DÉTENUES",
        about=f"{held.name}, état au {day(held.on)}",
        opening=(
            "Recherche par le nom : un homonyme peut y figurer, et ce qui désigne une personne sans la nommer n'y est pas. "
            "Le contenu des scans, des pièces jointes et des enregistrements n'est pas cherché.",
        ),
        chapters=(*chapters, Chapter(f"{len(chapters) + 1}. Ce qui ne s'efface pas, et pourquoi", LAW)),
    )


def write(office: Office, name: str, target: Path, *, printer: PdfPrinter) -> Path:
    """Write the document, and beside it the same as data (JSON); returns the path of the data.

    Raises:
        WrongUsage: no name, or the suffix is none of ours.
        EnvironmentFault: one of the two cannot be written, or the target needs LibreOffice.
    """
    held = held_on(office, name, office.today())
    statements.write(office, statement(held), target, printer=printer)
    data = target.with_suffix(".json")
    rows = {"personne": held.name, "le": held.on.isoformat(), "donnees": {k: list(v) for k, v in held.kinds.items()}}
    try:
        data.write_text(json.dumps(rows, ensure_ascii=False, indent=2, default=dict) + "\n", encoding="utf-8")
    except OSError as error:
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(data), cause=error.strerror or str(error)) from error
    return data


def _around(text: str, words: frozenset[str]) -> Iterator[str]:
    """The first place where one of the words stands, with what surrounds it; the whole of a short text."""
    plain = " ".join(text.split())
    longest = max(words, key=len)
    at = max(plain.casefold().find(longest), 0)
    start, end = max(at - _AROUND, 0), min(at + len(longest) + _AROUND, len(plain))
    yield f"{'…' if start else ''}{plain[start:end]}{'…' if end < len(plain) else ''}"
