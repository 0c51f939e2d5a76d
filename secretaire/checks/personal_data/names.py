"""Names of persons that an act makes private: found once beside a civility, then everywhere they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from secretaire.checks.folding import folded
from secretaire.checks.personal_data.categories import Category, Datum
from secretaire.checks.personal_data.matters import Matter

_PART = r"[A-ZÀ-ÖØ-Ý][\w'’]*(?:-[A-ZÀ-ÖØ-Ý]?[\w'’]+)*"
_NAME = rf"(?:(?:de |du |des |d['’]|le |la )?{_PART})(?:[ \u00a0](?:(?:de |du |des |d['’]|le |la )?{_PART})){{0,3}}"
_CIVIL = re.compile(rf"(?<!\w)(?:M\.|Mr\.?|Mme|Mlle|Monsieur|Madame|Mademoiselle)[ \u00a0](?P<nom>{_NAME})")
_CHILD = re.compile(
    rf"(?<!\w)(?i:l['’]enfant|l['’]élève|le jeune|la jeune|le mineur|la mineure|son fils|sa fille|leur fils|leur fille)"
    rf"[ \u00a0](?:mineure? )?(?P<nom>{_NAME})"
)
_NOT_A_NAME = frozenset(
    [
        "maire",
        "prefet",
        "prefete",
        "president",
        "presidente",
        "sous-prefet",
        "sous-prefete",
        "tresorier",
        "tresoriere",
        "directeur",
        "directrice",
        "adjoint",
        "adjointe",
        "conseiller",
        "conseillere",
        "secretaire",
        "comptable",
        "procureur",
        "ministre",
        "receveur",
        "inspecteur",
        "commandant",
        "recteur",
    ]
)
_PUBLIC_BEFORE = re.compile(
    r"(?:maire|adjointe?|presidente?|prefete?|notaire|rapporteur|seance|deleguee?s?|conseillere?s?(?: municipa\w+)?|"
    r"represent\w+ par|geometre|expert|architecte|avocate?|commissaire de justice|medecin|docteur)"
    r"(?: de (?:la )?(?:commune|seance)| municipale?| par)?[ ,:]*(?:m\.|mr|mme|mlle|monsieur|madame)?\s*$"
)
_PUBLIC_AFTER = re.compile(
    r"^[, (]{1,3}(?:(?:le |la |en qualite de |premiere? |deuxieme |troisieme |\d\w* )*)(?:maire|adjointe?\b(?! (?:technique|administr|d'anim|du patr|terr))"
    r"|conseillere?|presidente?|prefete?|notaire|deleguee?|comptable|secretaire de seance|vice-president\w*|architecte|geometre)"
)


def people(text: str, matter: Matter, public: frozenset[str], known_names: frozenset[str]) -> Iterator[Datum]:
    """Children, whatever the act; the other persons when its matter makes their names private."""
    yield from _everywhere(text, {found["nom"] for found in _CHILD.finditer(text)}, Category.MINEUR)
    if matter.category is None:
        return
    known = {_key(name) for name in public} | {_key(name).split()[-1] for name in public if name.strip()}
    named = [found for found in _CIVIL.finditer(text) if folded(found["nom"]).split()[0] not in _NOT_A_NAME]
    in_office = {_surname(found["nom"]) for found in named if _in_office(text, found)}
    private = {
        found["nom"]
        for found in named
        if _key(found["nom"]) not in known and _surname(found["nom"]) not in known | in_office
    }
    private |= {name for name in known_names if _key(name) not in known and _surname(name) not in known}
    yield from _everywhere(text, private, matter.category)


def _in_office(text: str, found: re.Match[str]) -> bool:
    before = folded(text[max(0, found.start() - 50) : found.start("nom")])
    after = folded(text[found.end() : found.end() + 60])
    return _PUBLIC_BEFORE.search(before) is not None or _PUBLIC_AFTER.match(after) is not None


def _everywhere(text: str, names: Iterable[str], category: Category) -> Iterator[Datum]:
    """Each name wherever it stands, and the surname alone after a civility."""
    for name in names:
        for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            yield Datum(category, name, *found.span())
        last = re.split(r"[ \u00a0]", name)[-1]
        for found in re.finditer(
            rf"(?:M\.|Mme|Mlle|Monsieur|Madame)[ \u00a0](?P<nom>{re.escape(last)})(?![\w-])", text
        ):
            yield Datum(category, last, *found.span("nom"))


def _key(name: str) -> str:
    return folded(name).replace("\u00a0", " ").strip()


def _surname(name: str) -> str:
    return _key(name).split()[-1]
