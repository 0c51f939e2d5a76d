"""The other party of an act, told by what introduces it: « appartenant à… », « Maître… », « auprès de la Caisse… »."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from secretaire.acts.act_type import ActType, FieldType
from secretaire.drafting.reuse.candidates import Reading
from secretaire.drafting.reuse.nearby import Told

_SURE = 0.65
_CAPITAL = r"(?-i:[A-ZÉÈÀÂÎÔÇ][\w'’&.-]*)"
_NAME = rf"{_CAPITAL}(?:\s+(?:(?:de|du|des|la|le|et|&)\s+){{0,2}}{_CAPITAL}){{0,6}}"
_CIVIL = r"(?:M\.|MM\.|Mme|Mlle|Melle|Mr|Monsieur|Madame|Mademoiselle)"
_PERSONS = rf"{_CIVIL}\s+{_NAME}(?:\s*(?:,|et|/)\s*{_CIVIL}\s+{_NAME}){{0,3}}"
_FIRM = (
    rf"(?:la\s+|le\s+|l['’])?(?:société|entreprise|SARL|SCI|SAS|SA|GAEC|EARL|consorts|indivision|association)\s+{_NAME}"
)
_PARTY = rf"(?P<party>{_PERSONS}|{_FIRM})"
# by the name of the field: what introduces the party
_CUES = {
    "vendeur": rf"(?:appartenant\s+(?:respectivement\s+)?à|propriété\s+de|auprès\s+de|vendue?s?\s+par|cédée?s?\s+par|acheter\s+à)\s+{_PARTY}",
    "acquereur": rf"(?:au\s+profit\s+de|vendre\s+à|céder\s+à|vente\s+à|cession\s+à|vendue?s?\s+à|acquise?s?\s+par)\s+{_PARTY}",
    "preneur": rf"(?:louer\s+à|loué\s+à|location\s+à|au\s+profit\s+de|bail\s+(?:conclu\s+|à\s+intervenir\s+)?avec)\s+{_PARTY}",
    "notaire": rf"\b(?P<party>(?-i:Maître|Me|la\s+SCP|SCP)\s+{_NAME})",
    "preteur": rf"(?P<party>(?-i:(?:Caisse|Crédit|Banque|La\s+Banque)\s){_NAME}|(?-i:Caisse\s+d['’]Epargne|Caisse\s+d['’]Épargne|Caisse\s+des\s+[Dd]épôts)(?:\s+{_NAME})?)",
    "epci": rf"(?P<party>(?:la\s+)?communauté\s+(?:de\s+communes|d['’]agglomération)\s+(?:(?:de|du|des|d['’])\s*(?:la\s+|l['’])?)?{_NAME})",
}
_PATTERNS = {name: re.compile(cue, re.IGNORECASE) for name, cue in _CUES.items()}


def read_parties(kind: ActType, reading: Reading) -> Iterator[Told]:
    """The party of each such field; nothing when the act names two."""
    for champ in kind.champs:
        pattern = _PATTERNS.get(champ.nom)
        if pattern is None or champ.type not in {FieldType.TEXTE, FieldType.PERSONNE}:
            continue
        found = [m for m in pattern.finditer(reading.text) if not reading.formal(m.start())]
        said = Counter(" ".join(m["party"].split()).casefold() for m in found)
        if len(said) == 1:
            start, end = found[0].span("party")
            yield Told(champ.nom, " ".join(reading.text[start:end].split()).rstrip("."), start, end, _SURE)
