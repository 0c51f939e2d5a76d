"""Names of persons that an act makes private: found once beside a civility, then everywhere they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from secretaire.checks.folding import folded
from secretaire.checks.personal_data.categories import Category, Datum
from secretaire.checks.personal_data.matters import Matter
from secretaire.checks.personal_data.persons import CAPITALISED, CIVILITY, NAME

_SPACE = r"[ \u00a0]"
_CIVIL = re.compile(rf"(?<!\w)(?:{CIVILITY}|(?i:la famille|les époux|les consorts)){_SPACE}(?P<nom>{NAME})")
# without a civility: « l'agent Lucie Garnier », « Paul Morel, adjoint technique », « la demande de Paul Morel », « GARNIER Lucie »
_FIRST = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?"
_LAST = r"(?:(?:d['’]|DE LA |DE |DU |LE |LA )?[A-ZÀ-Ý][A-ZÀ-Ý'’-]{2,})(?: [A-ZÀ-Ý][A-ZÀ-Ý'’-]{2,})?"
_BARE = re.compile(
    rf"(?<![\w'’-])(?P<nom>{_FIRST}(?: {_FIRST})? {_LAST}|{_LAST} {_FIRST}|{NAME}(?=, (?:agent|adjointe? (?:tech|adm|d['’]an|du pat)|rédact|atsem|ATSEM)))(?![\w'’-])"
)
_CUED = re.compile(
    rf"(?i:l['’]agente?|la demande de|au nom de|accordée? à|versée? à|\t){_SPACE}?(?P<nom>{NAME})(?=[\s,.:;]|$)"
)
_GIVEN = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?"
_CHILD = re.compile(
    rf"(?<!\w)(?i:l['’]enfant|l['’]élève|le mineur|la mineure|son fils|sa fille|leur fils|leur fille|son enfant|leur enfant)"
    rf"{_SPACE}(?:mineure? )?(?P<nom>{NAME})"
    rf"|(?<!\w)(?:[Ll]e jeune|[Ll]a jeune|[Ll]e petit|[Ll]a petite){_SPACE}(?P<jeune>{_GIVEN} (?:d['’]|Le |LE )?{CAPITALISED})"
    rf"|(?i:les enfants|les élèves|ses enfants|leurs enfants){_SPACE}(?P<un>{_GIVEN})(?:, (?P<trois>{_GIVEN}))? et (?P<deux>{NAME})"
    rf"|(?<![\w'’-])(?P<petit>{_GIVEN} {NAME}), (?:(?:âgée? de )?(?:\d|1[0-7]) ans|élève (?:de|en) )"
)
_NOT_A_NAME = frozenset(
    "maire prefet prefete president presidente sous-prefet sous-prefete tresorier tresoriere directeur directrice adjoint "  # noqa: SIM905
    "adjointe conseiller conseillere secretaire comptable procureur ministre receveur inspecteur commandant recteur".split()
)
# the first word of what is written in capitals and names nobody
_INSTITUTION = frozenset(
    "commune mairie ville republique departement canton arrondissement prefecture tresor tresorerie centre caisse objet article "  # noqa: SIM905
    "arrete arretes vu considerant monsieur madame et service services societe entreprise association "
    "tribunal conseil communaute syndicat ecole college place rue avenue code loi decret fait annexe total titre type poste "
    "nombre montant produit m mr mme mlle mademoiselle direction ministere region etat union banque grade echelon contrat ccas edf dossier exercice".split()
)
_TITLE = re.compile(rf"(?:(?:le|la) |l')?(?:{'|'.join(sorted(_NOT_A_NAME))})\b")  # « le Maire »
_ARTICLES = frozenset({"le", "la", "les", "des", "en"})
_PUBLIC_BEFORE = re.compile(
    r"(?:maire|adjointe?|presidente?|prefete?|notaire|rapporteur|seance|deleguee?s?|conseillere?s?(?: municipa\w+)?|"
    r"represent\w+ par|(?:donne|cede|passe) la parole a|geometre|expert|architecte|avocate?|commissaire de justice|medecin|docteur)"
    r"(?: de (?:la )?(?:commune|seance)| municipale?| par)?[ ,:]*(?:m\.|mr|mme|mlle|monsieur|madame)?\s*$"
)
_PUBLIC_AFTER = re.compile(
    r"^[, (]{1,3}(?:(?:le |la |en qualite de |premiere? |deuxieme |troisieme |\d\w* )*)(?:maire|adjointe?\b(?! (?:technique|administr|d'anim|du patr|terr))"
    r"|conseillere?|presidente?|prefete?|notaire|deleguee?|comptable|secretaire de seance|vice-president\w*|architecte|geometre)"
    r"|^ (?:donne|cede|passe|prend|reprend) la parole\b|^ (?:poursuit|invite l'assemblee|invite le conseil)\b"
)


def people(text: str, matter: Matter, public: frozenset[str], known_names: frozenset[str]) -> Iterator[Datum]:
    """Children, whatever the act; the other persons when its matter makes their names private."""
    children = {name for found in _CHILD.finditer(text) for name in found.groupdict().values() if name}
    yield from everywhere(text, children, Category.MINEUR)
    if matter.category is None:
        return
    named = [
        (found["nom"], found)
        for pattern in (_CIVIL, _CUED, _BARE)
        for found in pattern.finditer(text)
        if _is_name(found["nom"], beside_civility=pattern is _CIVIL)
    ]
    private = private_names(text, named, public)
    private |= {name for name in known_names if not _among(name, {_key(each) for each in public})}
    yield from everywhere(text, private, matter.category)


def private_names(text: str, named: Iterable[tuple[str, re.Match[str]]], public: frozenset[str]) -> set[str]:
    """The names of those who hold no office; a full name is its bearer's, a surname alone may be the maire's."""
    found = [(name, match) for name, match in named if _TITLE.match(folded(name)) is None]
    offices = {_key(each) for each in public} | {_key(name) for name, match in found if _in_office(text, name, match)}
    return {name for name, _ in found if not _among(name, offices)}


def everywhere(text: str, names: Iterable[str], category: Category) -> Iterator[Datum]:
    """Each name wherever it stands, and the surname alone after a civility."""
    for name in names:
        for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            yield Datum(category, name, *found.span())
        last = re.split(_SPACE, name)[-1]
        for found in re.finditer(rf"{CIVILITY}{_SPACE}(?P<nom>{re.escape(last)})(?![\w-])", text):
            yield Datum(category, last, *found.span("nom"))


def _is_name(name: str, *, beside_civility: bool) -> bool:
    words = [word.strip("'’-") for word in folded(name).split()]
    return beside_civility or (
        len(words) > 1
        and words[0] not in _ARTICLES
        and not _INSTITUTION.intersection(words)
        and not _NOT_A_NAME.intersection(words)
    )


def _in_office(text: str, name: str, found: re.Match[str]) -> bool:
    start = text.index(name, found.start())
    before = folded(text[max(0, start - 50) : start])
    after = folded(text[start + len(name) : start + len(name) + 60])
    return _PUBLIC_BEFORE.search(before) is not None or _PUBLIC_AFTER.match(after) is not None


def _among(name: str, offices: set[str]) -> bool:
    key = _key(name)
    return key in offices or any(each.endswith(f" {key}") for each in offices)


def _key(name: str) -> str:
    return folded(name).replace("\u00a0", " ").strip()
