"""What is said of the values of an old act."""

from __future__ import annotations

import re
from collections.abc import Callable

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import Champ, FieldType
from secretaire.acts.reprise import Sort
from secretaire.acts.wording import NBSP
from secretaire.desk.reusing import Offer, Reuse
from secretaire.ui.parts.piece_words import shortened
from secretaire.ui.wording import count

_SHOWN_ROWS = 3
_NUMBER = re.compile(rf" n°{NBSP}\S+(?= du )")
_CELLS = " · "
_UNITS = {FieldType.MONTANT: "€", FieldType.POURCENTAGE: "%"}
_DONE = {Sort.REMPLACE: "Remplacé", Sort.ECARTE: "Écarté"}


def value_words(champ: Champ, value: FieldInput) -> str:
    """A value on one line, with its unit; the first rows of a table, one line each."""
    if isinstance(value, str):
        text = shortened(value)
        unit = champ.unite or _UNITS.get(champ.type, "")
        return f"{text}{NBSP}{unit}" if unit and text[-1:].isdigit() else text
    rows = [_CELLS.join(cell for cell in row.values() if cell) for row in value]
    shown, rest = rows[:_SHOWN_ROWS], len(rows) - _SHOWN_ROWS
    if rest > 0:
        shown.append(f"et {count(rest, 'autre ligne', 'autres lignes')}")
    return "\n".join(shown)


def short_label(label: str) -> str:
    """« la délibération du 12 mars 2025 »: the number is told once, above the form."""
    return _NUMBER.sub("", label)


def take_words(offer: Offer) -> str:
    """« Reprendre », « Reprendre les 5 lignes »."""
    value = offer.reprise.ancien
    if isinstance(value, str) or len(value) < 2:
        return "Reprendre"
    return f"Reprendre les {len(value)} lignes"


def answered_words(offer: Offer) -> str:
    """What the person did with a value; empty while she did nothing."""
    sort = offer.reprise.sort
    if sort is Sort.REPRIS:
        return "✓ Repris de l'ancien acte"
    if sort in _DONE:
        first = value_words(offer.champ, offer.reprise.ancien).partition("\n")[0]
        return f"{_DONE[sort]}. L'ancien acte disait : {first}"
    return ""


def summary(reuse: Reuse, asked: Callable[[str], bool]) -> str:
    """« Reparti de la délibération … : 7 valeurs à confirmer, 2 écartées », for the fields that apply."""
    sorts = [offer.reprise.sort for offer in reuse.offers if asked(offer.champ.nom)]
    said = []
    for sort, one, many in (
        (Sort.A_CONFIRMER, "valeur à confirmer", "valeurs à confirmer"),
        (Sort.REPRIS, "reprise", "reprises"),
        (Sort.REMPLACE, "remplacée", "remplacées"),
        (Sort.ECARTE, "écartée", "écartées"),
    ):
        if number := sorts.count(sort):
            said.append(count(number, one, many))
    return f"Reparti de {reuse.label} : {', '.join(said) or 'aucune valeur reconnue, tout est à saisir'}."
