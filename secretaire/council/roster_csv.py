"""Read the roster of the council: from a spreadsheet saved as CSV, or as a person typed it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from charset_normalizer import from_bytes

from secretaire.council.communes import fold_name
from secretaire.council.roster import Elu, Roster
from secretaire.errors import Code, UnreadableInput, WrongUsage

_COUNCILLOR = {"M.": "conseiller municipal", "Mme": "conseillère municipale"}
_CIVILITES = {
    "m": "M.",
    "mr": "M.",
    "monsieur": "M.",
    "mme": "Mme",
    "madame": "Mme",
    "mlle": "Mme",  # the civility « Mademoiselle » has left administrative forms (circular of 21 February 2012)
    "mademoiselle": "Mme",
}
_HEADERS = {
    "civilite": "civilite",
    "civ": "civilite",
    "titre": "civilite",
    "nom": "nom",
    "nom de famille": "nom",
    "nom d usage": "nom",
    "prenom": "prenom",
    "prenoms": "prenom",
    "fonction": "fonction",
    "qualite": "fonction",
    "mandat": "fonction",
    "ordre": "ordre",
    "rang": "ordre",
    "debut": "debut",
    "date de debut": "debut",
    "debut de mandat": "debut",
    "date d election": "debut",
    "fin": "fin",
    "date de fin": "fin",
    "fin de mandat": "fin",
}
_REQUIRED = ("civilite", "nom", "prenom", "fonction")
_LABELS = {"civilite": "Civilité", "nom": "Nom", "prenom": "Prénom", "fonction": "Fonction"}
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$")


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong on a line of the file (1 = the line of headings; 0 = the file as a whole)."""

    ligne: int
    cause: str

    def __str__(self) -> str:
        return f"ligne {self.ligne} : {self.cause}" if self.ligne else self.cause


class _CellError(ValueError):
    """A cell that cannot be read; its message is the French cause."""


class _WrongLines(ValueError):
    """Lines that cannot be kept, in order; its message tells them all."""

    def __init__(self, lines: tuple[LineError, ...]) -> None:
        super().__init__(" ; ".join(str(line) for line in lines))
        self.lines = lines


def parse_roster(data: bytes, name: str) -> tuple[Elu, ...]:
    """The members written in a CSV file, in the order of the tableau du conseil.

    Excel's separators (`;`, `,`, tab) and encodings are accepted, headings in any case, with or without
    accents; « Ordre », « Début » and « Fin » are optional. Members are numbered from 1.

    Raises:
        UnreadableInput: `ROSTER_LINE` with every wrong line at once: `fichier`, `causes` (one sentence),
            `lignes` (tuple of `LineError`).
    """
    try:
        return _members(_rows(_decoded(data)))
    except _CellError as error:
        wrong = _WrongLines((LineError(0, str(error)),))
    except _WrongLines as error:
        wrong = error
    raise UnreadableInput(Code.ROSTER_LINE, fichier=name, causes=str(wrong), lignes=wrong.lines)


def typed_roster(rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[Elu, ...]:
    """The members of lines typed by a person, each with its number: `civilite`, `nom`, `prenom`, `fonction`.

    A member without a fonction is a councillor.

    Raises:
        WrongUsage: `ROSTER_TYPED` with every wrong line at once: `causes`, `lignes` as for a file.
    """
    try:
        return _members((number, _councillor_at_least(row)) for number, row in rows)
    except _WrongLines as wrong:
        raise WrongUsage(Code.ROSTER_TYPED, causes=str(wrong), lignes=wrong.lines) from None


def _councillor_at_least(row: Mapping[str, str]) -> Mapping[str, str]:
    civilite = _CIVILITES.get(fold_name(row["civilite"]), "")
    return {**row, "fonction": row["fonction"] or _COUNCILLOR.get(civilite, "")}


def _members(rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[Elu, ...]:
    errors: list[LineError] = []
    numbered: list[tuple[int, Elu]] = []
    for line, row in rows:
        try:
            numbered.append((line, _elu(row, rank=len(numbered) + 1)))
        except _CellError as error:
            errors.append(LineError(line, str(error)))
    errors.extend(_together(numbered))
    if not numbered and not errors:
        errors.append(LineError(0, "aucun élu n'y figure"))
    elif numbered and not errors and not any(_is_maire(elu) for _, elu in numbered):
        errors.append(LineError(0, "aucun élu n'a la fonction « maire »"))
    if errors:
        raise _WrongLines(tuple(sorted(errors, key=lambda e: e.ligne)))
    return tuple(sorted((elu for _, elu in numbered), key=lambda elu: elu.ordre))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Windows' code page is what French Excel writes; the detector only arbitrates with Macintosh and DOS ones
        guess = from_bytes(data, cp_isolation=["cp1252", "mac_roman", "cp850"]).best()
        if guess is None:
            raise _CellError("l'encodage du texte n'est pas reconnu") from None
        return str(guess)


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each filled line with its number, as a mapping from our column names."""
    if text.casefold().startswith("sep="):  # a line that Excel adds for itself
        text = "\n" + text.partition("\n")[2]
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(";\t,", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns: list[str] | None = None
    for cells in reader:
        stripped = [cell.strip().replace("\xa0", " ") for cell in cells]
        if not any(stripped):
            continue
        if columns is None:
            columns = [_HEADERS.get(fold_name(cell), "") for cell in stripped]
            missing = [_LABELS[c] for c in _REQUIRED if c not in columns]
            if missing:
                listed = ", ".join(f"« {label} »" for label in missing)
                raise _CellError(f"colonne {listed} introuvable dans la première ligne")
            continue
        yield reader.line_num, {c: cell for c, cell in zip(columns, stripped, strict=False) if c}


def _elu(row: Mapping[str, str], rank: int) -> Elu:
    said, nom, prenom, fonction = (_filled(row, column) for column in _REQUIRED)
    civilite = _CIVILITES.get(fold_name(said))
    if civilite is None:
        raise _CellError(f"civilité « {said} » inconnue, écrivez « M. » ou « Mme »")
    ordre = row.get("ordre", "")
    if ordre and not re.fullmatch(r"[1-9]\d{0,2}", ordre):
        raise _CellError(f"ordre « {ordre} » incorrect, écrivez un nombre entier à partir de 1")
    debut, fin = _day(row.get("debut", "")), _day(row.get("fin", ""))
    if debut and fin and fin < debut:
        raise _CellError("le mandat finit avant d'avoir commencé")
    return Elu(
        id=rank,
        civilite=civilite,
        nom=nom,
        prenom=prenom,
        fonction=fonction,
        ordre=int(ordre) if ordre else rank,
        debut=debut,
        fin=fin,
    )


def _filled(row: Mapping[str, str], column: str) -> str:
    value = " ".join(row.get(column, "").split())
    if not value:
        raise _CellError(f"« {_LABELS[column]} » est vide")
    return value


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        if found := _DAY_FIRST.match(text):
            day, month, year = (int(part) for part in found.groups())
            return date(year, month, day)
        if found := _ISO.match(text):
            year, month, day = (int(part) for part in found.groups())
            return date(year, month, day)
    except ValueError:
        raise _CellError(f"la date « {text} » n'existe pas") from None
    raise _CellError(f"date « {text} » illisible, écrivez par exemple 25/03/2026")


def _is_maire(elu: Elu) -> bool:
    # Roster.maire knows how the function is written; any day of the mandate will do
    return Roster((elu,)).maire(elu.debut or elu.fin or date.max) is not None


def _overlap(a: Elu, b: Elu) -> bool:
    return (a.debut or date.min) <= (b.fin or date.max) and (b.debut or date.min) <= (a.fin or date.max)


def _together(numbered: list[tuple[int, Elu]]) -> Iterator[LineError]:
    """What two lines cannot both say: one person twice, or two maires, at the same time."""
    yield from _clashes(
        numbered,
        lambda elu: f"{fold_name(elu.nom)}/{fold_name(elu.prenom)}",
        lambda elu, line: f"{elu.full_name} figure déjà à la ligne {line} pour la même période",
    )
    yield from _clashes(
        [(line, elu) for line, elu in numbered if _is_maire(elu)],
        lambda _elu: "maire",
        lambda _elu, line: f"il y a déjà un maire à la ligne {line} pour la même période",
    )


def _clashes(
    numbered: list[tuple[int, Elu]], key: Callable[[Elu], str], cause: Callable[[Elu, int], str]
) -> Iterator[LineError]:
    shared = {k for k, count in Counter(key(elu) for _, elu in numbered).items() if count > 1}
    for position, (line, elu) in enumerate(numbered):
        if key(elu) not in shared:
            continue
        for earlier_line, earlier in numbered[:position]:
            if key(earlier) == key(elu) and _overlap(earlier, elu):
                yield LineError(line, cause(elu, earlier_line))
                break
