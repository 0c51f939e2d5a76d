"""Who was there, as the text says it: counts, quorum, pouvoirs, secretary (C03, C04, C06; L. 2121-17, L. 2121-20).

For an act of ours the meeting itself is judged (`meeting.py`); here only what is written is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.checks.written import Written
from secretaire.council.quorum import quorum

# quorum of a third, two pouvoirs for one holder, meetings at a distance (lois 2020-290, 2020-1379, 2021-1465)
_EXCEPTION = (date(2020, 3, 12), date(2022, 7, 31))
_NO_QUORUM = re.compile(r"(?:seconde|deuxieme|nouvelle|2e|2eme) convocation|sans condition de quorum|faute de quorum")
_QUORUM_SAID = re.compile(r"\bquorum (?:de |est de |etant de |fixe a |: ?)(?P<n>\d{1,2})\b")
_ASIDE = re.compile(
    r"\b(?:retir|sort|quitt|ne prend pas part|ne prennent pas part|n'(?:a|ont) pas pris part|interess|deport|arriv)"
)
_LIST = re.compile(
    r"(?:etaients? presents?(?: [^:\n]{0,60})?|^\W*(?:membres |conseillers |elus )?presents?) ?:(?!\W*\d)(?P<liste>.+?)(?=\.? ?\n[^\n]{0,40}?(?:absent|represent|pouvoir|procuration|secretaire|"
    r"quorum|excus)|\n ?\n|\.\n)",
    re.DOTALL | re.MULTILINE,
)
_ABSENT = re.compile(
    r"^[^\n:]{0,20}\babsente?s?(?: excusee?s?| non excusee?s?)? ?:(?!\W*\d)(?P<liste>[^:]+?)(?=\.? ?\n[^\n:]{0,50}:|\n ?\n|\.\n|\Z)",
    re.MULTILINE,
)
_NAME = (
    r"(?:(?:M\.|Mr\.?|Mme\.?|Mlle|Monsieur|Madame)[ \u00a0]+)?(?:[A-ZÀ-Þ][a-zß-ÿ'’]+(?:-[A-ZÀ-Þ][a-zß-ÿ]+)*[ \u00a0]+){0,2}"
    r"(?:d['’]|(?:de|du|le|la)[ \u00a0])?[A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?:[ \u00a0][A-ZÀ-Þ][A-ZÀ-Þ'’-]+){0,2}(?:[ \u00a0][A-ZÀ-Þ][a-zß-ÿ]+(?:-[A-ZÀ-Þ][a-zß-ÿ]+)*)?"
)
_POUVOIR = re.compile(
    rf"(?P<mandant>{_NAME}),?\s*\(?(?:(?:a|ont|ayant|qui a|qui avait)?\s*donn(?:é|e|ant)\s+)?(?:son\s+)?(?:pouvoir|procuration)\s+à\s+(?P<mandataire>{_NAME})"
)
_GIVERS = re.compile(
    r"\bdonn(?:e|es|ees?|ant) (?:leur |leurs )?(?:procurations?|pouvoirs?) ?[:;](?P<liste>.+?)(?=\n[^\n:]{0,60}:|\n ?\n ?\S|\.\n|\Z)",
    re.DOTALL,
)
_WHO = (
    r"(?:(?:MM?\.?|Mr\.?|M[Mm][Ee]\.?|Mlle|[Mm]onsieur|[Mm]adame)\s+)?"
    r"[A-ZÀ-Þ][\w'’-]+(?:\s+(?:d[eu]\s+)?(?!(?:MM?|Mr|MME|Mme|Mlle|Monsieur|Madame)\b)[A-ZÀ-Þ][\w'’-]+){0,3}"
)
_PAIR = re.compile(
    rf"(?P<mandant>{_WHO})\s+(?:donne\s+(?:son\s+)?(?:pouvoir|pourvoir|procuration)\s+)?à\s+(?P<mandataire>{_WHO})"
)
_SECRETARY = re.compile(
    rf"(?P<nom>{_NAME})[ \u00a0,]+(?:est|a été)[ \u00a0](?:désigné|nommé|élu)e?[ \u00a0](?:comme[ \u00a0]|en qualité de[ \u00a0])?secrétaire"
)
_FEWEST = 3  # names under which « présents : » opens no list
_CIVILITES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mm", "mmes"})
_VISIO = re.compile(r"\b(?:reunie?s?|seance|conseil municipal)\b[^.]{0,120}\b(?:visioconference|audioconference)")
ADDED = re.compile(
    r"\b(?:ajoute(?:r|nt)?|ajout|rajout(?:er)?|inscri(?:re|ption)|d'inscrire)\b[^.\n]{0,60}\ba l'ordre du jour\b[^.\n]{0,30}"
)


@dataclass(frozen=True, slots=True)
class _Given:
    """A pouvoir; the name of who holds it is at characters [start, end)."""

    giver: str
    holder: str
    start: int
    end: int


def counts(written: Written) -> Iterator[Finding]:
    """Present ≤ in office; voters = present + pouvoirs; quorum reached, and written as the law counts it."""
    if not written.single:
        return
    said = {name: value for name, (value, _) in written.counts.items()}
    office, present = said.get("exercice"), said.get("presents")
    pouvoirs, voters, absent = said.get("pouvoirs"), said.get("votants"), said.get("absents")
    if office is None:
        return
    if present is not None and present + (pouvoirs or 0) > office:
        message = f"{present} présents et {pouvoirs or 0} pouvoirs pour {office} membres en exercice : il y en a trop."
        yield _on(written, "presents", "EFFECTIFS", Gravite.BLOQUANT, message, "CGCT L. 2121-17")
    elif (
        present is not None
        and absent is not None
        and office not in {present + absent, present + absent + (pouvoirs or 0)}
    ):
        message = f"{present} présents et {absent} absents ne font pas {office} membres en exercice."
        yield _on(written, "absents", "EFFECTIFS", Gravite.ALERTE, message, "pratique")
    if (
        present is not None
        and not _exceptional(written)
        and not _NO_QUORUM.search(written.plain)
        and present < quorum(office)
    ):
        message = f"Quorum non atteint : {present} présents pour {quorum(office)} nécessaires sur {office} ; les pouvoirs ne comptent pas."
        yield _on(written, "presents", "QUORUM", Gravite.BLOQUANT, message, "CGCT L. 2121-17")
    total = None if present is None or pouvoirs is None else present + pouvoirs
    if (
        total is not None
        and voters is not None
        and voters != len(names_present(written)) + (pouvoirs or 0)  # it is the count of those present that is wrong
        and (voters > total or (voters < total and not _ASIDE.search(written.plain)))
    ):
        message = (
            f"{voters} votants ; {present} présents et {pouvoirs} pouvoir{'s' * ((pouvoirs or 0) > 1)} en font {total}."
        )
        yield _on(written, "votants", "VOTANTS", Gravite.ALERTE, message, "CGCT L. 2121-20")
    for m in _QUORUM_SAID.finditer(written.plain):
        if int(m["n"]) != quorum(office) and not _exceptional(written):
            message = f"Le quorum de {office} membres en exercice est de {quorum(office)}, plus de la moitié."
            yield written.finding(
                m.start("n"),
                m.end("n"),
                "QUORUM_ECRIT",
                Gravite.ALERTE,
                message,
                "CGCT L. 2121-17",
                str(quorum(office)),
            )


def pouvoirs(written: Written) -> Iterator[Finding]:
    """One pouvoir per holder, who is there; its giver is not (L. 2121-20)."""
    if not written.single:
        return
    given, all_read = _given(written)
    held = Counter(_words(g.holder) for g in given)
    there = _present(written)
    for g in given:
        if held[_words(g.holder)] > 1 and not _exceptional(written):
            held[_words(g.holder)] = 0
            message = f"{g.holder} détient plus d'un pouvoir : un seul compte."
            yield written.finding(g.start, g.end, "POUVOIR", Gravite.BLOQUANT, message, "CGCT L. 2121-20")
        elif there and not _words(g.holder) & there:
            message = f"{g.holder}, qui a reçu le pouvoir de {g.giver}, n'est pas parmi les présents."
            yield written.finding(g.start, g.end, "POUVOIR", Gravite.ALERTE, message, "CGCT L. 2121-20")
    said = written.counts.get("pouvoirs")
    if said and given and len(given) != said[0] and all_read:
        message = f"{said[0]} pouvoirs sont annoncés, {len(given)} sont nommés."
        yield _on(written, "pouvoirs", "POUVOIRS_NOMBRE", Gravite.ALERTE, message, "CGCT L. 2121-20")


def lists(written: Written) -> Iterator[Finding]:
    """As many names as present members announced; the secretary is one of them, and there is one (L. 2121-15)."""
    if not written.single or (m := _list(written)) is None:
        return
    names = _split(written.text[m.start("liste") : m.end("liste")])
    said = written.counts.get("presents")
    twice = [n for n, count in Counter(_words(n) for n in names).items() if count > 1 and len(n) > 1]
    if twice:
        message = f"Un nom figure deux fois parmi les présents : {' '.join(sorted(twice[0]))}."
        yield written.finding(
            m.start("liste"), m.end("liste"), "PRESENT_DEUX_FOIS", Gravite.ALERTE, message, "CGCT L. 2121-15"
        )
    elif said and names and len(names) != said[0]:
        message = f"{said[0]} présents sont annoncés, {len(names)} sont nommés."
        yield _on(written, "presents", "PRESENTS_NOMBRE", Gravite.ALERTE, message, "CGCT L. 2121-15")
    secretary = _SECRETARY.search(written.text)
    if secretary and not _family(secretary["nom"]) & _present(written):
        message = f"{' '.join(secretary['nom'].split())}, secrétaire de séance, n'est pas parmi les présents."
        yield _name(written, secretary, "nom", "SECRETAIRE_NON_PRESENT", Gravite.ALERTE, message, "CGCT L. 2121-15")
    elif "secretaire" not in written.plain:
        message = "Aucun secrétaire de séance n'est nommé."
        yield written.finding(
            m.start(), m.start("liste"), "SECRETAIRE_ABSENT", Gravite.ALERTE, message, "CGCT L. 2121-15"
        )


def distance(written: Written) -> Iterator[Finding]:
    """A council does not meet at a distance; what it decides was on the agenda (L. 2121-17, L. 2121-10). To be verified: warns."""
    if _exceptional(written):
        return
    for m in _VISIO.finditer(written.plain[:3000]):
        message = "La visioconférence ne permet pas, à notre connaissance, de compter un conseiller dans le quorum : à vérifier."
        yield written.finding(m.start(), m.end(), "VISIOCONFERENCE", Gravite.ALERTE, message, "CGCT L. 2121-17")
    for m in ADDED.finditer(written.plain):
        message = (
            "Point ajouté en séance : on ne délibère que sur ce que la convocation annonçait, sauf urgence reconnue."
        )
        yield written.finding(m.start(), m.end(), "ORDRE_DU_JOUR", Gravite.INFO, message, "CGCT L. 2121-10")


def names_present(written: Written) -> tuple[str, ...]:
    """The members that the list of those present names; none when there is not one list."""
    m = _list(written)
    return tuple(_bare(n) for n in _split(written.text[m.start("liste") : m.end("liste")])) if m else ()


def names_absent(written: Written) -> Iterator[tuple[str, int, int]]:
    """The members that the lists of those absent name, and where."""
    for m in _ABSENT.finditer(written.plain):
        listed = written.text[m.start("liste") : m.end("liste")]
        position = 0
        for part in re.split(r"[,;\n]|\bet\b", listed):
            start = listed.index(part, position)
            position = start + len(part)
            if _family(part) and not re.search(r"pouvoir|procuration", folded(part)):
                left = len(part) - len(part.lstrip())
                yield _bare(part), m.start("liste") + start + left, m.start("liste") + start + len(part.rstrip())


def same_person(one: str, other: str) -> bool:
    """« DUPRÉ Jean » and « M. Jean Dupré »: the same first name and family name."""
    return len(_words(one)) > 1 and _words(one) == _words(other)


def presence(written: Written) -> dict[str, int]:
    """Who is there, by the names of `Written.counts`: as counted, else as listed; a count that another contradicts is left out."""
    said = {name: value for name, (value, _) in written.counts.items()}
    listed, (given, all_read) = names_present(written), _given(written)
    if listed and said.setdefault("presents", len(listed)) != len(listed):
        del said["presents"]
    represented = re.search(r"pouvoir|procuration|represent", written.plain)
    if not represented:
        said.setdefault("pouvoirs", 0)
    elif given and all_read and said.setdefault("pouvoirs", len(given)) != len(given):
        del said["pouvoirs"]
    if "presents" not in said or "pouvoirs" not in said:
        return said
    total = said["presents"] + said["pouvoirs"]
    if said.setdefault("votants", total) != total:
        del said["votants"]
    return said


def holders(written: Written) -> Iterator[tuple[str, str]]:
    """Each pouvoir: who holds it, who gave it."""
    for given in _given(written)[0]:
        yield given.holder, given.giver


def _given(written: Written) -> tuple[list[_Given], bool]:
    """The pouvoirs that the text names, and whether all of them were read."""
    lists = list(_GIVERS.finditer(written.plain))
    if len(lists) == 1:
        start, end = lists[0].span("liste")
        pairs = list(_PAIR.finditer(written.text, start, end))
        if pairs and len(pairs) == len(re.findall(r"\sà\s", written.text[start:end])):
            return [_one_given(m) for m in pairs], True
    found = [_one_given(m) for m in _POUVOIR.finditer(written.text)]
    return found, written.plain.count("pouvoir a ") + written.plain.count("procuration a ") == len(found)


def _one_given(m: re.Match[str]) -> _Given:
    giver, holder = (" ".join(m[name].split()) for name in ("mandant", "mandataire"))
    return _Given(giver, holder, *m.span("mandataire"))


def _split(listed: str) -> list[str]:
    return [n for n in re.split(r",|;|\bet\b|\n", listed) if _family(n)]


def _bare(name: str) -> str:
    """Without civilité nor function."""
    return re.sub(
        r"^\W*(?:(?:MM?\.?|Mr\.?|Mmes?\.?|Mlle|Monsieur|Madame)[ \u00a0]+)?|[ \u00a0.(]+$", "", " ".join(name.split())
    )


def _exceptional(written: Written) -> bool:
    return _EXCEPTION[0] <= (written.day or written.on) <= _EXCEPTION[1]


def _list(written: Written) -> re.Match[str] | None:
    found = [m for m in _LIST.finditer(written.plain) if len(_split(written.text[slice(*m.span("liste"))])) >= _FEWEST]
    return found[0] if len(found) == 1 else None


def _present(written: Written) -> frozenset[str]:
    """The family names of those present; none when the list is not read."""
    m = _list(written)
    return _family(written.text[m.start("liste") : m.end("liste")]) if m else frozenset()


def _family(text: str) -> frozenset[str]:
    """Words in capitals: family names."""
    words = re.findall(r"[A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?![a-zß-ÿ])", text)
    return frozenset(folded(w) for w in words) - _CIVILITES


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+(?:-[a-z]+)*", folded(text))) - _CIVILITES


def _on(written: Written, name: str, code: str, gravite: Gravite, message: str, reference: str) -> Finding:
    m = written.counts[name][1]
    left = len(m.group()) - len(m.group().lstrip(" \n\t-–•"))
    return written.finding(m.start() + left, m.end(), code, gravite, message, reference)


def _name(
    written: Written,
    m: re.Match[str],
    group: str,
    code: str,
    gravite: Gravite,
    message: str,
    reference: str = "CGCT L. 2121-20",
) -> Finding:
    return written.finding(m.start(group), m.end(group), code, gravite, message, reference)
