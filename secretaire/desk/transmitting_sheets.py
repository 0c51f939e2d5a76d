"""What goes with the acts sent: a sheet and data for each, to be copied at the operator's, and the posting slip of the folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from secretaire.acts.wording import day as in_words
from secretaire.desk.finding import matieres
from secretaire.desk.transmitting import Outgoing, ToSend
from secretaire.exchange.actes.message import NATURES
from secretaire.exchange.statement import Chapter, Grid, Statement

NATURE_NAMES = {"DE": "Délibérations", "AR": "Actes réglementaires", "AI": "Actes individuels"}
TO_CHOOSE = "à choisir"
_CHECKED = (
    "approbation prouvée au journal, numéro conforme et unique, objet d'une ligne, matière à deux niveaux, date venue, fichiers "
    "joints intacts, lisibles et d'un format accepté, poids total sous 150 Mo"
)
_ACKNOWLEDGED = (
    "La date de l'accusé de réception est celle de la transmission : gardez-le avec l'acte, et notez ce jour dans Actes "
    "(« Noter la réception »)."
)
_BY_HAND = "………"


def metadata(line: ToSend) -> dict[str, object]:
    """What the operator asks for, for a program."""
    message, rule = line.message, line.rule
    theme, _, subject = message.matiere.partition(".")
    return {
        "identifiant": message.id,
        "numero_interne": message.numero,
        "numero": line.act.numero,
        "date": message.day.isoformat(),
        "nature": message.nature,
        "nature_code": NATURES[message.nature],
        "matiere": message.matiere,
        "matiere_1": theme,
        "matiere_2": subject,
        "objet": message.subject,
        "regle": rule.reference,
        "dernier_jour": rule.dernier.isoformat() if rule.dernier else "",
        "classification": message.classification.isoformat() if message.classification else "",
        "fichiers": [
            {"nom": name, "origine": file.name if file.source else "l'acte", "type": file.type_code}
            for name, file in zip(message.file_names(), line.files, strict=True)
        ],
    }


def act_sheet(line: ToSend) -> Statement:
    """What is typed at the operator's, in the order of its screens."""
    message = line.message
    facts = [
        ("Nature", f"{NATURES[message.nature]} – {NATURE_NAMES[message.nature]} ({message.nature})"),
        ("Matière", _matiere(message.matiere)),
        ("Numéro de l'acte", message.numero),
        ("Date de la décision", f"{message.day:%d/%m/%Y}"),
        ("Objet", message.subject),
        ("Identifiant attendu", message.id),
        ("À transmettre", _due(line)),
    ]
    files = [
        (name, file.name if file.source else "L'acte lui-même", _type(line, rank))
        for rank, (name, file) in enumerate(zip(message.file_names(), line.files, strict=True))
    ]
    chapters = [
        Chapter("À saisir chez votre opérateur", grid=Grid(("Rubrique", "Valeur"), (30, 70), facts)),
        Chapter(
            "Fichiers à déposer, dans cet ordre", grid=Grid(("Fichier", "Ce que c'est", "Type"), (44, 28, 28), files)
        ),
    ]
    if choices := _choices(line):
        chapters.append(Chapter("Types possibles, d'après la classification de la préfecture", (choices,)))
    chapters.append(Chapter("Vérifié avant l'envoi", (f"{_CHECKED[0].upper()}{_CHECKED[1:]}.",)))
    if line.remarks:
        chapters.append(Chapter("À savoir", line.remarks))
    return Statement("FICHE DE TRANSMISSION", f"{line.act.numero} — {message.subject}", chapters)


def slip(today: date, found: Outgoing, wanted: Sequence[ToSend], folders: Mapping[str, str]) -> Statement:
    """What to send, and by when; then what does not leave, and why."""
    rows = [
        (line.act.numero, line.message.subject, _due(line), folders[line.act.id], _BY_HAND)
        for line in sorted(wanted, key=lambda line: line.rule.dernier or date.max)
    ]
    headings = ("Numéro", "Objet", "Délai", "Dossier", "Reçu le")
    chapters = [
        Chapter("À transmettre, les délais les plus courts d'abord", grid=Grid(headings, (14, 28, 24, 22, 12), rows)),
        Chapter("Ensuite", (_ACKNOWLEDGED,)),
    ]
    left = {line.act.id for line in wanted}
    kept = [
        (line.act.numero, line.act.objet, " ".join(_why_kept(line)))
        for line in found.to_send
        if line.act.id not in left
    ]
    kept += [(line.numero, line.objet, line.reason) for line in found.not_sent]
    if kept:
        chapters.append(Chapter("Ne part pas", grid=Grid(("Numéro", "Objet", "Raison"), (16, 34, 50), kept)))
    version = f"Classification de la préfecture du {in_words(found.classified)}." if found.classified else ""
    opening = ("Un dossier par acte : l'acte, ses annexes, une fiche à recopier.", *filter(None, [version]))
    return Statement("BORDEREAU DE TRANSMISSION", f"Préparé le {in_words(today)}", chapters, opening)


def _why_kept(line: ToSend) -> tuple[str, ...]:
    return line.faults or line.remarks[:1] or ("Non demandé.",)


def _due(line: ToSend) -> str:
    last = (
        f"Avant le {in_words(line.rule.dernier)} inclus"
        if line.rule.dernier
        else "Sans attendre : exécutoire une fois transmis"
    )
    return f"{last} ({line.rule.reference})"


def _matiere(code: str) -> str:
    words = dict(matieres())
    theme = code.partition(".")[0]
    return f"{code} – {words.get(theme, '')} / {words.get(code, '')}"


def _type(line: ToSend, rank: int) -> str:
    file = line.files[rank]
    if not file.type_code:
        return TO_CHOOSE
    label = next((one.label for one in file.choices if one.code == file.type_code), "")
    return f"{file.type_code} – {label}" if label else file.type_code


def _choices(line: ToSend) -> str:
    """Said only when one is still to be chosen."""
    if all(file.type_code for file in line.files):
        return ""
    return " ; ".join(f"{one.code} {one.label}" for one in line.files[0].choices)
