"""Dates of a text that contradict the calendar, or each other (C10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from secretaire.acts import wording
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.written import DATE, Written, WrittenDate
from secretaire.council.clear_days import Delai, jours_francs, limite_envoi

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WEEKDAY = re.compile(
    rf"\b(?P<nom>{'|'.join(_WEEKDAYS)}) {DATE}|\b(?P<nom2>{'|'.join(_WEEKDAYS)}) (?=\d{{1,2}}/\d{{1,2}}/\d{{4}})"
)
_HOUR = re.compile(r"\ba (?P<h>\d{1,2}) ?(?:h|heures?)(?: ?(?P<m>\d{2})(?!\d))?(?![a-z0-9])")
_CLOCK = re.compile(
    r"(?:20\d\d|reunie?s?|seance|ouverte|levee|convoquee?s?|decembre|janvier|mai|juin)\b[^.;]{0,30}$"
)  # not hours of work
_PAST = re.compile(
    r"\bvu (?:la |le |l'|les |sa |son )(?:deliberation|arrete|decret|loi|ordonnance|courrier|avis|proces-verbal|demande|devis|"
    r"rapport|lettre|marche|contrat)s?\b[^.;,\n]{0,90}\b(?:du|le|en date du) $"
)
_EFFECT = re.compile(
    r"\b(?:prend(?:ra)? effet|entrera en vigueur|est applicable|sera applicable) (?:le|a compter du|a partir du|au) $"
)
_SENT = re.compile(
    r"\b(?:transmis(?:e)? (?:au controle de legalite|en (?:sous-)?prefecture|au representant de l'etat)[a-z ,']{0,30}|recu en (?:sous-)?prefecture )(?:le|:) ?$"
)
_PUBLISHED = re.compile(r"\b(?:publie|affiche|mis en ligne|notifie)e?s?(?: [a-z' ]{0,25}?)? le $")
_URGENT = re.compile(r"\burgen(?:ce|t)\b")
_SECOND = re.compile(r"(?:seconde|deuxieme|nouvelle|2e|2eme) convocation")
_FAILED = re.compile(r"\bseance du $")
_MIN_GAP = 3  # days between the two meetings (L. 2121-17)


def weekdays(written: Written) -> Iterator[Finding]:
    """« mardi 18 décembre 2026 »: the calendar says which day it was."""
    days = {d.start: d.day for d in written.dates}
    for m in _WEEKDAY.finditer(written.plain):
        name = m["nom"] or m["nom2"]
        day = days.get(m.start() + len(name) + 1)
        if day and _WEEKDAYS[day.weekday()] != name:
            right = _WEEKDAYS[day.weekday()]
            typed = written.text[m.start() : m.start() + len(name)]
            yield written.finding(
                m.start(), m.start() + len(name), "JOUR_SEMAINE", Gravite.ALERTE,
                f"Le {wording.day(day)} est un {right}, pas un {name} : corriger le jour ou la date.",
                "calendrier", right.capitalize() if typed[0].isupper() else right,
            )  # fmt: skip


def impossible_dates(written: Written) -> Iterator[Finding]:
    """« 31 février 2026 », « 24 heures 75 »: no calendar and no clock has them."""
    for found in written.dates:
        if found.day is None:
            said = written.text[found.start : found.end]
            message = f"La date du « {' '.join(said.split())} » n'existe pas."
            yield written.finding(found.start, found.end, "DATE_IMPOSSIBLE", Gravite.BLOQUANT, message, "calendrier")
    for m in _HOUR.finditer(written.plain):
        before = written.plain[max(0, m.start() - 80) : m.start()]
        if _CLOCK.search(before) and (int(m["h"]) > 24 or int(m["m"] or 0) > 59):
            message = f"L'heure « {written.text[m.start() + 2 : m.end()]} » n'existe pas."
            yield written.finding(m.start() + 2, m.end(), "HEURE_IMPOSSIBLE", Gravite.ALERTE, message)


def reversed_periods(written: Written) -> Iterator[Finding]:
    """« du 15 juin 2026 au 3 juin 2026 »."""
    for first, last in zip(written.dates, written.dates[1:], strict=False):
        between = written.plain[first.end : last.start]
        opens = written.plain[max(0, first.start - 12) : first.start]
        if not (first.day and last.day and re.fullmatch(r"(?: inclus)?,? au (?:(?:\w+di|dimanche) )?", between)):
            continue
        if last.day < first.day and re.search(r"\bdu (?:(?:\w+di|dimanche) )?$", opens):
            message = f"La période finit le {wording.day(last.day)}, avant de commencer le {wording.day(first.day)}."
            yield written.finding(first.start, last.end, "DATES_INVERSEES", Gravite.BLOQUANT, message, "calendrier")


def day_of_the_meeting(written: Written) -> Iterator[Finding]:
    """The opening in words, the heading and the closing say the same day; « Fait à… » is not before the meeting."""
    opening, seance, done = written.opening, written.seance, written.done_at
    if not written.single:
        return
    if opening and opening.day is None:
        message = "La date de la séance, en lettres, n'existe pas."
        yield written.finding(opening.start, opening.end, "DATE_IMPOSSIBLE", Gravite.BLOQUANT, message, "calendrier")
    elif opening and opening.day and seance and opening.day != seance:
        yield written.finding(
            opening.start, opening.end, "DATE_SEANCE", Gravite.ALERTE,
            f"L'ouverture dit le {wording.day(opening.day)}, l'en-tête le {wording.day(seance)}.", "CGCT L. 2121-15",
        )  # fmt: skip
    elif done and done.day and (held := seance or (opening.day if opening else None)) and done.day < held:
        message = f"L'acte serait fait le {wording.day(done.day)}, avant la séance du {wording.day(held)}."
        yield written.finding(done.start, done.end, "FAIT_AVANT_SEANCE", Gravite.ALERTE, message, "CGCT L. 2121-23")


def convocation(written: Written) -> Iterator[Finding]:
    """Three clear days in every commune; one in urgency; never after the meeting (L. 2121-11)."""
    called, held = written.convocation, written.day
    if not called or not called.day or not held or not written.single:
        return
    given = jours_francs(called.day, held)
    if called.day > held:
        message = f"La convocation du {wording.day(called.day)} est postérieure à la séance du {wording.day(held)}."
        yield _at(written, called, "CONVOCATION_DELAI", Gravite.BLOQUANT, message, "CGCT L. 2121-11")
    elif given < (Delai.URGENCE if _URGENT.search(written.plain) else Delai.ORDINAIRE):
        delai = Delai.URGENCE if _URGENT.search(written.plain) else Delai.ORDINAIRE
        message = (
            f"Convocation du {wording.day(called.day)} : {max(given, 0)} jour{'s' if given > 1 else ''} franc{'s' if given > 1 else ''} "
            f"avant la séance au lieu de {int(delai)} ; dernier envoi possible le {wording.day(limite_envoi(held, delai))}."
        )
        yield _at(written, called, "CONVOCATION_DELAI", Gravite.ALERTE, message, "CGCT L. 2121-11")


def second_convocation(written: Written) -> Iterator[Finding]:
    """Three days at least between the meeting that lacked a quorum and the second one (L. 2121-17)."""
    held = written.day
    if held is None or not written.single or not _SECOND.search(written.plain):
        return
    for found in written.dates:
        before = written.plain[max(0, found.start - 14) : found.start]
        after = written.plain[found.end : found.end + 60]
        if found.day and _FAILED.search(before) and "quorum" in after and 0 <= (held - found.day).days < _MIN_GAP:
            message = (
                f"La seconde séance ({wording.day(held)}) se tient moins de trois jours après la première "
                f"({wording.day(found.day)})."
            )
            yield _at(written, found, "SECONDE_CONVOCATION", Gravite.ALERTE, message, "CGCT L. 2121-17")


def later_than_the_act(written: Written) -> Iterator[Finding]:
    """A text relied on is not later than the act; sending, publication and effect are not before it (L. 2131-1)."""
    act = written.day
    if act is None or not written.single:
        return
    for found in written.dates:
        before = written.plain[max(0, found.start - 150) : found.start]
        if found.day is None:
            continue
        said, own = wording.day(found.day), wording.day(act)
        if found.day > act and _PAST.search(before):
            message = f"Ce texte serait du {said}, après l'acte ({own}) : l'année est sans doute à corriger."
            yield _at(written, found, "DATE_POSTERIEURE", Gravite.ALERTE, message)
        elif found.day < act and _EFFECT.search(before):
            message = f"Effet au {said}, avant la date de l'acte ({own}) : une décision ne peut pas, en principe, être rétroactive."
            yield _at(written, found, "EFFET_RETROACTIF", Gravite.ALERTE, message, "CGCT L. 2131-1")
        elif found.day < act and _SENT.search(before):
            message = f"La transmission du {said} précéderait l'acte ({own})."
            yield _at(written, found, "TRANSMISSION_AVANT_ACTE", Gravite.ALERTE, message, "CGCT L. 2131-1")
        elif found.day < act and _PUBLISHED.search(before) and "executoire" in before:
            message = f"La publication ou la notification du {said} précéderait l'acte ({own})."
            yield _at(written, found, "PUBLICATION_AVANT_ACTE", Gravite.ALERTE, message, "CGCT L. 2131-1")


def effect_before_sending(written: Written) -> Iterator[Finding]:
    """An act sent to the State has no effect before it is sent (L. 2131-1)."""
    if not written.single:
        return
    dated = [(d, written.plain[max(0, d.start - 150) : d.start]) for d in written.dates if d.day]
    sent = [d.day for d, before in dated if _SENT.search(before)]
    if len(sent) != 1 or sent[0] is None:
        return
    for found, before in dated:
        if found.day and _EFFECT.search(before) and (written.day or date.min) <= found.day < sent[0]:
            message = (
                f"Effet au {wording.day(found.day)}, avant la transmission du {wording.day(sent[0])} : "
                "l'acte n'est exécutoire qu'une fois transmis et publié."
            )
            yield _at(written, found, "EFFET_AVANT_TRANSMISSION", Gravite.ALERTE, message, "CGCT L. 2131-1")


def year_left(written: Written) -> Iterator[Finding]:
    """The day of the act with the year before: left from last year's act."""
    act = written.day
    if act is None or not written.single:
        return
    for found in written.dates:
        day = found.day
        if day and (day.month, day.day) == (act.month, act.day) and day.year == act.year - 1:
            before = written.plain[max(0, found.start - 150) : found.start]
            if not _PAST.search(before) and re.search(r"\b(?:seance|fait [^\n]{0,50}|ce jour)[^\n.;]{0,12} $", before):
                message = (
                    f"L'acte est du {wording.day(act)} : l'année {day.year} est sans doute restée de l'an dernier."
                )
                proposed = written.text[found.start : found.end - 4] + str(act.year)
                yield written.finding(found.start, found.end, "ANNEE_RESTEE", Gravite.ALERTE, message, "", proposed)


def _at(
    written: Written, found: WrittenDate, code: str, gravite: Gravite, message: str, reference: str = ""
) -> Finding:
    return written.finding(found.start, found.end, code, gravite, message, reference)
