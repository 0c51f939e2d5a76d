"""The meeting of the window tests, held again with nothing but the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

from pypdf import PdfReader

from secretaire import libreoffice
from secretaire.cli.main import main
from secretaire.council.agenda import Point
from secretaire.council.course import Course
from secretaire.desk import meeting
from secretaire.desk.office import open_space

PAPERS = {
    "pv.docx": ("pv", "--sans-modele", "--sortie"),
    "liste.docx": ("liste", "--sortie"),
    "transmission.docx": ("transmission", "--sortie"),
    "publication.docx": ("publication", "--sortie"),
    "actes.docx": ("exporter", "--sortie"),
    **{f"pv{suffix}": ("pv", "--sans-modele", "--sortie") for suffix in (".odt", ".pdf") if libreoffice.program()},
    "ordre.docx": ("convocation", "--date", "10/06/2027", "--affichage"),
}
"""The command that writes each document, less the name of its file."""


def contents(path: Path) -> object:
    """What must be the same: the bytes; less the day and the numbers that LibreOffice puts in its own files."""
    match path.suffix:
        case ".odt":
            with ZipFile(path) as parts:
                return {name: parts.read(name) for name in parts.namelist() if name not in {"settings.xml", "meta.xml"}}
        case ".pdf":
            return [page.extract_text() for page in PdfReader(path).pages]
        case _:
            return path.read_bytes()


def hold(space: Path, points: Sequence[Point]) -> Course:
    """Hold it in that space, and write its papers beside it."""

    def run(*words: str) -> None:
        assert main((*words, "--espace", str(space)), lambda _space: 0) == 0, words

    def seance(name: str, *words: str) -> None:
        run("seance", name, "2", *words)

    run("seance", "creer", "--date", "18/06/2027", "--heure", "20h", "--lieu", "la mairie, salle du conseil")
    run("rediger", "tarifs_salle", "--sans-modele")
    with_acts = open_space(space)
    act = max(with_acts.workspace.acts.list(), key=lambda line: line.updated).id
    with_acts.close()
    for point in points:
        seance("point", "--objet", point.objet, "--nature", point.nature.value)
    seance("point", "--point", "2", "--acte", act)
    seance("convocation", "--envoi", "10/06/2027")

    seance("pouvoir", "--de", "Ferreira", "--a", "Vassort")
    seance("pouvoir", "--de", "Grangeon", "--a", "Boissard")
    present = ["Vassort", "Boissard", "Le Bihan", "Morange", "Roustan", "d'Auberlin", "Chamoux"]
    seance("ouvrir", "--heure", "20h05", "--presents", *present, "--excuses", "Bellouni", "--secretaire", "Roustan")
    seance("vote", "--point", "1")
    seance("note", "--point", "2", "--texte", "Chamoux demande le prix")
    seance("vote", "--point", "2")
    seance("vote", "--point", "3", "--noms-contre", "Morange", "--noms-abstentions", "Ferreira")
    seance("retrait", "Le Bihan", "--point", "4", "--heure", "20h35")
    seance("vote", "--point", "4")
    seance("retrait", "Le Bihan", "--point", "5", "--heure", "20h35")
    seance("depart", "d'Auberlin", "--heure", "20h40", "--avant", "5")
    seance("point", "--point", "5", "--sort", "sans_quorum")
    seance("arrivee", "Petitjean", "--heure", "20h45", "--avant", "6")
    seance("vote", "--point", "6")
    seance("vote", "--point", "7", "--pour", "4", "--contre", "4", "--abstentions", "1", "--president-pour", "oui")
    seance("scrutin", "secret", "--point", "8", "--demandeurs", "Morange", "Roustan", "Chamoux")
    seance("vote", "--point", "8", "--pour", "6", "--contre", "2", "--nuls", "1")
    seance("point", "--point", "9", "--sort", "reporte")
    seance("point", "--point", "10", "--amendement", "article 2 : 3,20 au lieu de 3,50")
    seance("vote", "--point", "10")
    seance("point", "--point", "11", "--sort", "sans_vote")
    seance("lever", "--heure", "22h15")
    for name, (command, *options) in PAPERS.items():
        seance(command, *options, str(space.parent / f"commandes-{name}"))
    again = open_space(space)
    try:
        return meeting.course_of(again, 2)
    finally:
        again.close()
