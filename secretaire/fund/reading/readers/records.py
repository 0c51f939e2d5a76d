"""CSV: a table of délibérations gives one page per row, written as an act would be; any other table, its rows.

The columns are those of the national schema of published délibérations (SCDL), and the names that towns give them.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from secretaire.acts import wording
from secretaire.acts.fields import parse_date
from secretaire.fund.causes import Cause
from secretaire.fund.folding import fold
from secretaire.fund.reading.cleaning import clean
from secretaire.fund.reading.readers.plain import decode
from secretaire.fund.reading.reading import MAX_ROWS, MAX_TEXT_CHARS, Reading, Unreadable, from_pages

_SEPARATORS = ";,\t|"
_ROWS_PER_PAGE = 50
_MAX_COLUMNS = 1_000
_COLUMNS = {
    "number": "delib_id numero_de_deliberation numero_deliberation numero_delib num_delib n_deliberation numero",
    "date": "delib_date date_cm date_seance date_de_seance date_de_la_seance date_deliberation date_conseil date",
    "objet": "delib_objet objet objet_deliberation titre intitule libelle",
    "matiere_code": "delib_matiere_code matiere_code code_matiere code_nomenclature nomenclature",
    "matiere": "delib_matiere_nom matiere_nom libelle_matiere matiere",
    "collectivite": "coll_nom collectivite nom_collectivite commune",
    "rapporteur": "rapporteur elu_s elu elus",
    "budget": "budget_nom",
    "budget_year": "budget_annee",
    "effectif": "vote_effectif effectif",
    "votants": "vote_reel votants",
    "pour": "vote_pour pour",
    "contre": "vote_contre contre",
    "abstentions": "vote_abstention vote_abstentions abstention abstentions",
    "received": "pref_date",
    "url": "delib_url url lien",
}
"""What towns call each fact, the surest name first, as `_plain_name` writes it."""

_Row = dict[str, str]


def read(path: Path) -> Reading:
    """The rows of a table.

    Raises:
        Unreadable: too large, or not text.
    """
    data = path.read_bytes()
    if len(data) > MAX_TEXT_CHARS:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_TEXT_CHARS // 1_000_000} Mo de texte")
    text = decode(data).replace("\x00", "")
    try:
        headers, rows = _table(text)
    except csv.Error:  # a cell of more than a hundred thousand characters: quotes that never close
        return from_pages([clean(text)])
    if len(rows) > MAX_ROWS:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_ROWS} lignes")
    if len(headers) > _MAX_COLUMNS:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {_MAX_COLUMNS} colonnes")
    columns = _columns(headers)
    if columns:
        return from_pages([clean(_act({fact: cells[place] for fact, place in columns.items()})) for cells in rows])
    described = [_described(headers, cells) for cells in rows] or [" | ".join(headers)]
    starts = range(0, len(described), _ROWS_PER_PAGE)
    return from_pages([clean("\n\n".join(described[start : start + _ROWS_PER_PAGE])) for start in starts])


def _table(text: str) -> tuple[list[str], list[list[str]]]:
    """The headers, and the filled rows, each with a cell for every header.

    Raises:
        csv.Error: not a table.
    """
    text = text.lstrip("\ufeff\r\n ")
    if text[:4].lower() == "sep=":  # a line that Excel adds for itself
        text = text.partition("\n")[2]
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=first.count))
    headers = [cell.strip() for cell in next(reader, [])]
    rows: list[list[str]] = []
    if len(headers) > _MAX_COLUMNS:
        return headers, rows
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append([cell.strip() for cell in cells[: len(headers)]] + [""] * (len(headers) - len(cells)))
            if len(rows) > MAX_ROWS:
                break
    return headers, rows


def _columns(headers: list[str]) -> dict[str, int]:
    """Where each fact is; empty when nothing says that the rows are délibérations."""
    places = {_plain_name(header): place for place, header in reversed(list(enumerate(headers)))}
    columns = {
        fact: next(places[name] for name in names.split() if name in places)
        for fact, names in _COLUMNS.items()
        if not places.keys().isdisjoint(names.split())
    }
    deliberations = any("delib" in name for name in places)
    return columns if deliberations and {"number", "objet"} <= columns.keys() else {}


def _plain_name(header: str) -> str:
    """« Numéro de délibération » becomes « numero_de_deliberation »."""
    return re.sub(r"\W+", "_", fold(header)).strip("_")


def _act(row: _Row) -> str:
    """A row as the heading of an act; what it does not say is not written."""
    day = _date(row.get("date", ""))
    matiere = " ".join(filter(None, [row.get("matiere_code"), row.get("matiere")]))
    votes = [("Pour", "pour"), ("Contre", "contre"), ("Abstentions", "abstentions")]
    counted = [f"{label} : {row[fact]}" for label, fact in votes if row.get(fact)]
    lines = [
        ("Délibération", f"n° {row['number']}" * bool(row["number"]) + f" du {day}" * bool(day)),
        ("Collectivité :", row.get("collectivite")),
        ("Objet :", row["objet"]),
        ("Matière :", matiere),
        ("Rapporteur :", row.get("rapporteur")),
        ("Budget :", " ".join(filter(None, [row.get("budget"), row.get("budget_year")]))),
        ("Membres en exercice :", row.get("effectif")),
        ("Votants :", row.get("votants")),
        ("Vote :", " – ".join(counted)),
        ("Reçu en préfecture le", _date(row.get("received", ""))),
        ("Document :", row.get("url")),
    ]
    return "\n\n".join(f"{label} {value.strip()}" for label, value in lines if value)


def _date(text: str) -> str:
    """« 4 avril 2023 »; as it is written when it cannot be understood."""
    text = re.sub(r"[T ]\d{1,2}:\d{2}(?::\d{2})?.*$", "", text)
    try:
        return wording.day(parse_date(text))
    except ValueError:
        return text


def _described(headers: list[str], cells: list[str]) -> str:
    return "\n".join(
        f"{header} : {cell}" if header else cell for header, cell in zip(headers, cells, strict=True) if cell
    )
