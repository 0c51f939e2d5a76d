"""Members who stand back from a matter, or should: votes, quorum and pouvoirs without them (L. 2131-11, L. 1111-6, II)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secretaire.checks.attendance import holders
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.checks.minutes.meeting import Meeting
from secretaire.checks.written import Written
from secretaire.council.quorum import Presence

_WHO = re.compile(
    r"\b(?:(?:M\.|Mr\.?|Mme\.?|[Mm]onsieur|[Mm]adame)\s+)?(?:[Ll]e|[Ll]a)\s+[Mm]aire\b(?!-)"
    r"|\b(?:M\.|Mr\.?|Mme\.?|[Mm]onsieur|[Mm]adame)\s+(?P<nom>[A-ZÀ-Þ][\w'’-]*(?:\s(?:d[eu]\s|d['’])?[A-ZÀ-Þ][\w'’-]+){0,3})"
)
_LEAVES = re.compile(
    r"\b(?P<un>se retire|s'est retiree?|sort|est sortie?|quitte|a quitte)\b|\b(?:se retirent|se sont retire(?:e?s)|sortent|sont sortie?s|quittent|ont quitte)\b"
)
_FROM = re.compile(
    r"(?: |, )(?:[a-z]+ ){0,2}?(?:de )?(?:la )?(?:salle|seance|debats?|moment|pour|pendant|lors|avant|et|vote|ne)\b|\W*$"
)
_NO_PART = re.compile(
    r"\b(?:(?P<un>ne prend|n'a) (?:pas |ni )?|(?:ne prennent|n'ont) (?:pas |ni )?)(?:pris )?(?:pas )?part\b|\b(?:(?P<un2>ne participe)|ne participent) pas au\b"
)
_SENTENCE = re.compile(r"(?:[^.;\n]|(?<=\bm)\.|(?<=\bmme)\.|(?<=\bmr)\.|\n(?![ \t]*\n))+")
_VOTED = re.compile(r"\b(?:contre|abstentions?)(?:\(s\))? ?\((?P<noms>[^()]{4,200})\)")
_SAID = re.compile(r"retir|quitt|\bsort|part au|part aux|part ni|participe|interess|deport")
_NAMED = r"(?:M\.|Mr\.?|Mme\.?|[Mm]onsieur|[Mm]adame)\s+(?P<nom>[A-ZÀ-Þ][\w'’-]*(?:\s(?:d[eu]\s|d['’])?[A-ZÀ-Þ][\w'’-]+){1,3})(?!\w)(?!,?\s+(?:[Mm]aire|adjoint|[Pp]résidente? de la c))"
_INTERESTS = (
    re.compile(rf"\b(?:association|société|entreprise|SARL|SAS|SCI|GAEC|EARL|comité|club|amicale)\b[^.;\n]{{0,90}}?\b(?:présidée?|dirigée?|gérée?)\s+par\s+{_NAMED}"),
    re.compile(rf"\b(?:vendre|vente|céder|cession|louer|location|bail|échange)\b[^.;\n]{{0,100}}?\s(?:à|avec|au profit de)\s+{_NAMED}"),
    re.compile(rf"\b(?:appartenant\s+à|propriété\s+de|acquérir\s+(?:auprès\s+)?de|acheter\s+à)\s+{_NAMED}"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Absence:
    """Members whom an act keeps out of its vote, at characters [start, end).

    Attributes:
        who: family names, « maire » for the maire.
        left: how many of them left the room.
    """

    who: frozenset[str]
    left: int
    start: int
    end: int


def absence(written: Written) -> Absence | None:
    """Who does not vote on the matter, when the act says it and names them."""
    out: set[str] = set()
    left: set[str] = set()
    first: tuple[int, int] | None = None
    for sentence in _SENTENCE.finditer(written.plain):
        for pattern in (_LEAVES, _NO_PART):
            m = pattern.search(written.plain, sentence.start(), sentence.end())
            if m is None or (pattern is _LEAVES and not _FROM.match(written.plain, m.end(), sentence.end())):
                continue
            subjects = list(_WHO.finditer(written.text, sentence.start(), m.start()))
            alone = any(m.groupdict().values())
            named = {_key(w) for w in (subjects[-1:] if alone else subjects)}
            if named and (alone or len(named) > 1):
                out |= named
                left |= named if pattern is _LEAVES else set()
                first = first or (subjects[-1 if alone else 0].start(), m.end())
    if first is None:
        return None
    return Absence(frozenset(out), _least(left), *first)


def standing_back(meeting: Meeting, written: Written) -> Iterator[Finding]:
    """Votes, quorum, pouvoirs of an act without those who stand back."""
    found = absence(written)
    if found is None:
        return
    yield from _votes(meeting, written, found)
    yield from _quorum(meeting, written, found)


def interested(meeting: Meeting, written: Written) -> Iterator[Finding]:
    """A member present who sells, rents, owns, or leads the body that the act is about, and of whom nothing is said (C07)."""
    if _SAID.search(written.plain):
        return
    known: set[str] = set()
    for pattern in _INTERESTS:
        for m in pattern.finditer(written.text):
            words = _name_words(m["nom"])
            member = next((n for n in meeting.members if len(_name_words(n)) > 1 and _name_words(n) <= words), None)
            if member and member not in known:
                known.add(member)
                message = f"{member}, présent à la séance, est nommé dans cette affaire : noter sa sortie avant le débat et le vote."
                yield written.finding(
                    m.start("nom"), m.end("nom"), "ELU_INTERESSE", Gravite.ALERTE, message, "CGCT L. 2131-11"
                )


def _votes(meeting: Meeting, written: Written, found: Absence) -> Iterator[Finding]:
    for m in _VOTED.finditer(written.plain):
        voted = {name for name in found.who if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", m["noms"])}
        if voted:
            message = "Un élu qui ne prend pas part au vote est nommé parmi les votes."
            yield written.finding(m.start(), m.end(), "VOTE_DEPORT", Gravite.ALERTE, message, "CGCT L. 2131-11")
            return
    voters = meeting.counts.get("votants")
    if voters is None or len(written.votes) != 1 or "votants" in written.counts or not written.single:
        return
    vote = written.votes[0]
    total, most = vote.pour + vote.contre + vote.abstentions, voters - _least(found.who)
    held = sum(bool(_name_words(holder) & found.who) for holder, _ in holders(meeting.head))
    if most < total <= voters:
        message = f"Le vote compte {total} voix, celles de tous les votants, alors que l'acte dit qui n'y prend pas part : {most} au plus."
        yield written.finding(vote.start, vote.end, "VOTE_DEPORT", Gravite.ALERTE, message, "CGCT L. 2131-11")
    elif held and most - held < total <= most:
        message = "L'élu qui ne prend pas part au vote détient un pouvoir, qui ne sert pas non plus pour ce point."
        yield written.finding(vote.start, vote.end, "POUVOIR_DEPORT", Gravite.ALERTE, message, "CGCT L. 2131-11")


def _quorum(meeting: Meeting, written: Written, found: Absence) -> Iterator[Finding]:
    """Those who leave stay in office (Q5), unless they are set aside as delegates of the commune (Q6, L. 1111-6, II)."""
    office, present = meeting.counts.get("exercice"), meeting.counts.get("presents")
    if office is None or present is None or not found.left:
        return
    plainly, aside = Presence(office, present, sortis=found.left), Presence(office, present, ecartes=found.left)
    if not Presence(office, present).reached or plainly.reached or (aside.reached and "1111-6" in written.plain):
        return
    depends = ", sauf si ceux qui sortent représentent la commune (L. 1111-6, II)" if aside.reached else ""
    message = f"Pour ce point, il reste {plainly.counted} présents pour un quorum de {plainly.quorum}{depends} : le point est à reporter."
    gravite = Gravite.INFO if aside.reached else Gravite.ALERTE
    yield written.finding(found.start, found.end, "QUORUM_POINT", gravite, message, "CGCT L. 2121-17")


def _least(who: set[str] | frozenset[str]) -> int:
    """How many persons at least: the maire may also be named by name."""
    return len(who) - ("maire" in who and len(who) > 1)


def _key(who: re.Match[str]) -> str:
    return folded(who["nom"].split()[-1]) if who["nom"] else "maire"


def _name_words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{2,}(?:-[a-z]+)*", folded(name)))
