"""Where a text says that the council decides, elects or takes note; what is only said around. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from secretaire.fund.pieces import Outcome

_COUNCIL = (
    r"(?:conseil(?: municipal| communautaire| d.administration| syndical| departemental)?"
    r"|comite syndical|assemblee(?: deliberante)?|membres du conseil(?: municipal)?|bureau)"
)
_VERB = (
    r"(?:(?:decide|approuve|adopte|accepte|autorise|valide|fixe|vote|donne|charge|designe|enterine|confirme|acquiesce"
    r"|ajourne|sollicite|arrete|instaure|cree|habilite|rejette|refuse|abroge|constate|nomme|emet|declare)(?:nt)?\b"
    r"|(?:retien|maintien|convien|soutien)(?:t|nent)\b|pren(?:d|ds|nent) acte\b|eli(?:t|sent)\b|determine(?:nt)?\b)"
)
_UNANIMOUS = r"a l.unanimite"
_LEAD = r"[\s,;:•✓➢▪*-]{0,8}"

# each begins with letters or a line break, not with an assertion: the search then skips to them at once
_DECISIONS = tuple(
    map(
        re.compile,
        (
            r"(?:avoir|ayant|puis) (?:en avoir |[a-z]{1,12} )?deliberer?\b",
            rf"{_COUNCIL}(?:{_LEAD}(?:ainsi informe{_LEAD})?(?:{_UNANIMOUS}[^.;:\n]{{0,60}}{_LEAD})?(?:n.)?{_VERB}"
            rf"|[ ,]{{1,3}}(?:apres|de) [^.;:\n]{{3,90}} {_VERB}"
            rf"|[^.;\n]{{0,60}}{_UNANIMOUS}"
            r"|[ ,]{1,3}apres avoir (?:entendu|oui|pris connaissance)[^.;:]{0,60}[;:]"
            r"|(?: municipal)? (?:a|ont) elu\b)",
            rf"{_UNANIMOUS}[^.;\n]{{0,20}}(?:{_COUNCIL}|membres|presents|votants|suffrages|voix)",
            rf"(?:decide(?:nt)?|adoptee?s?|approuvee?s?|votee?s?|acceptee?s?)[ ,]{{1,3}}{_UNANIMOUS}",
            rf"\n[ ]?[•✓➢▪-] ?(?:n.)?{_VERB}",
            r"\n[ •✓➢-]{0,4}(?:(?:decision|decide(?:nt)?)[ ]?[:,;]|(?:le conseil )?(?:decident?|decide|arrete)[ ]?\n"
            r"|pren(?:d|ds|nent) acte\b)",
            r"\n[ ]?(?:[•✓➢-] ?|\n[ ]?)(?:autorise|decide)(?:nt)? (?:le maire|m\.|mr|monsieur|madame|mme|de |d.)",
            r"il est (?:ainsi )?decide\b|sont proclamee?s\b|(?:a|ont) ete (?:[a-z]{1,12} )?(?:elue?s?|proclamee?s?)\b",
            r"\n[ ]{0,3}(?:vote|resultats? du vote|resultat du scrutin)[^\n:]{0,30}:[^\n]{0,10}(?:\d|pour|contre|unanim|adopt)",
            r"voix (?:pour|contre)\b",
            rf"apres avoir (?:entendu|oui|pris connaissance)[^.;:]{{0,80}}\b{_COUNCIL}[^.;:\n]{{0,60}}[;:,]",
        ),
    )
)
_FORMALITY = re.compile(
    r"comptes?[ -]rendus?\b|proces[ -]verba(?:l|ux) (?:de|du|des)\b|l.ordre du jour|secretaire de (?:la )?seance|pour secretaire|l.ajout d"
)
_FORMAL_TITLE = re.compile(
    r"\s*(?:approbation|adoption|validation|arret|lecture)s? (?:du|de la|des|de|de l.)?\s*(?:dernier |precedent )?"
    r"(?:compte[ -]?rendu|comptes[ -]rendus|proces[ -]verba|pv\b|p\.v|ordre du jour|seance)"
    r"|\s*(?:designation|nomination|election|choix) (?:du|de la|d.une?|de) (?:\(la\) ?|la ?)?secretaire"
    r"|\s*(?:compte[ -]?rendu|proces[ -]verbal) (?:de la|du|des) (?:derniere |precedente )?(?:seance|reunion|conseil)"
    r"|\s*(?:appel nominal|quorum|ouverture de (?:la )?seance|ordre du jour|ajouts? a l.ordre du jour|pouvoirs)\b"
    r"|\s*(?:(?:commune|mairie|ville|departement|canton|communaute) d|republique|seance\b|conseil (?:municipal|communautaire)\b)"
)
_OTHER_MATTERS = re.compile(
    r"\s*(?:affaires?|questions?|informations?|communications?|points?)?\s*(?:et questions )?divers(?:es)?\b[ .:]*(?:\n|$)"
)
_WITHOUT_ACT = re.compile(r"\(? ?pas de deliberation\b")
_TITLE_CHARS = 400
_CLOSING = re.compile(
    r"\n[ \t]*(?:"
    r"(?:(?:\d{1,2}|[ivx]{1,5}|[a-z]) ?[.)–-]{0,2} ?)?(?:(?:questions?|informations?|affaires|communications?) diverses?|divers|informations?)[ ]?[.:]{0,2}[ ]?$"
    r"|(?:\d{1,2}|[ivx]{1,5}|[a-z]) ?[.)–-]{1,2} ?informations? (?:sur|relatives?|concernant|du|de|des)\b"
    r"|(?:pour )?informations?(?: au conseil| du maire)? ?:?[ ]?$"
    r"|[^\n]{0,60}\bordre du jour (?:etant|est) epuise"
    r"|[^\n]{0,40}\bseance (?:est |a ete )?levee"
    r"|_{3,}[ ]?$|\*{3,}[ ]?$|signatures?[ ]?:?[ ]?$"
    r"|(?:liste|table|recapitulatif) des (?:deliberations|actes)\b|deliberations[ ]?:?[ ]?$"
    r")",
    re.MULTILINE,
)
_FORMALITY_WINDOW = 200

_REJECTED = re.compile(r"n.(?:adopte|approuve|accepte|autorise)(?:nt)? pas\b|(?:est|sont) rejetee?s?\b|rejette\b")
_POSTPONED = re.compile(
    r"(?:decide d.ajourner|ajourne (?:ce|la|le|sa)|est ajournee?|sursoit|decide de surseoir"
    r"|decide de reporter (?:ce|cette|la decision|sa decision|le vote)|(?:point|question|sujet|dossier|deliberation|vote) (?:est )?reportee?)\b"
)
_NOTED = re.compile(r"pren(?:d|ds|nent|dre) (?:bonne )?(?:acte|note)\b")
_ADOPTED = re.compile(
    r"(?:decide|approuve|adopte|accepte|autorise|valide|fixe|retient|enterine|designe|confirme|instaure|cree|charge|donne"
    r"|vote|emet|sollicite|declare|habilite|nomme)(?:nt)?\b"
    r"|a l.unanimite|adoptee?s?\b|(?:d.|de |decide d)(?:approuver|autoriser|accepter|adopter|creer|fixer)\b"
)


class Decisions:
    """The places where a text decides, in order."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._starts = sorted({match.start() for pattern in _DECISIONS for match in pattern.finditer(folded)})

    def count(self, start: int, end: int) -> int:
        """How many lie in [start, end)."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def any(self, start: int, end: int) -> bool:
        """True when one lies in [start, end)."""
        return self.count(start, end) > 0

    def first(self, start: int, end: int) -> int | None:
        """The first one of [start, end)."""
        place = bisect_left(self._starts, start)
        return self._starts[place] if place < len(self._starts) and self._starts[place] < end else None

    def matters(self, start: int, end: int) -> Sequence[int]:
        """Those of [start, end) that are no formality of the meeting: the minutes before, the agenda, the secretary."""
        chosen = self._starts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [place for place in chosen if not self._formal(place, start, end)]

    def _formal(self, place: int, start: int, end: int) -> bool:
        window = _FORMALITY_WINDOW
        return bool(_FORMALITY.search(self._folded, max(start, place - window // 2), min(end, place + window)))


def is_without_act(folded: str, title: int, end: int) -> bool:
    """True when the minutes themselves say, under a title, that the matter has no délibération."""
    return bool(_WITHOUT_ACT.search(folded, title, min(end, title + _TITLE_CHARS)))


def is_formality(title: str) -> bool:
    """True for the title of a formality of every meeting, no act: the former minutes, the secretary (folded text)."""
    return bool(_FORMAL_TITLE.match(title))


def is_other_matters(title: str) -> bool:
    """True for « Questions diverses »: the name of a part of the meeting, not of an act (folded text)."""
    return bool(_OTHER_MATTERS.match(title))


def closings(folded: str) -> list[int]:
    """Beginnings of lines after which nothing belongs to the act above: other matters, end of the meeting, lists."""
    return [match.start() + 1 for match in _CLOSING.finditer(folded)]


def outcome(folded: str) -> Outcome | None:
    """What became of the matter, in the folded text of an act; None when the text does not say."""
    if _POSTPONED.search(folded):
        return Outcome.POSTPONED
    if _REJECTED.search(folded):
        return Outcome.REJECTED
    decision = next((match for pattern in _DECISIONS if (match := pattern.search(folded))), None)
    if decision is None:
        return None
    if _ADOPTED.search(folded, decision.start()):
        return Outcome.ADOPTED
    return Outcome.NOTED if _NOTED.search(folded, decision.start()) else None
