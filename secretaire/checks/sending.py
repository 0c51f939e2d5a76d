"""What is sent to the prefect or posted within a delay (regles.md, 6, 7.1, 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from secretaire.acts import wording
from secretaire.checks.deadlines import spring
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.written import Written, WrittenDate

_SENT = re.compile(
    r"\b(?:transmise? (?:au controle de legalite|en (?:sous-)?prefecture|au representant de l'etat)[a-z ,']{0,30}(?:le|:)"
    r"|recue? en (?:sous-)?prefecture (?:le|:)|date de (?:tele)?transmission ?:(?: le)?) ?$"
)
_INDIVIDUAL = re.compile(
    r"\b(?:recrutement|licenciement|engagement d'un agent|permis de construire|permis d'amenager)\b"
)
_TEMPORARY = re.compile(r"\baccroissement|\bsaisonni")
_FORTNIGHT = timedelta(days=15)
_WEEK = timedelta(days=7)
_POSTED = re.compile(
    r"\b(?:affichee?|publiee?|mise? en ligne)s?(?: (?:en mairie|sur le site[a-z ]{0,30}))?(?: et (?:publiee?|mise? en ligne))? ?(?:le|:) ?$"
)
_LIST = re.compile(r"^\W*liste des deliberations\b", re.MULTILINE)
_MINUTES = re.compile(
    r"\bproces-verbal\b[^.]{0,80}\barrete (?:(?:en|a la|lors de la|au cours de la) seance (?:du conseil municipal )?)?(?:du|le) $"
)


def sent_in_time(written: Written) -> Iterator[Finding]:
    """An individual decision within fifteen days; the budget within fifteen days of its deadline (L. 2131-1, L. 1612-8)."""
    day = written.day
    sent = _single(written, _SENT)
    if day is None or sent is None or sent.day is None or not written.single:
        return
    if _INDIVIDUAL.search(written.about) and not _TEMPORARY.search(written.plain):
        last, reference = day + _FORTNIGHT, "CGCT L. 2131-1"
    elif re.search(r"\bbudgets? primitifs?\b", written.about) and str(day.year) in written.about:
        last, reference = spring(day.year) + _FORTNIGHT, "CGCT L. 1612-8"
    elif re.search(r"\bcompte (?:administratif|financier unique)\b", written.about):
        last, reference = date(day.year, 7, 15), "CGCT L. 1612-13"
    else:
        return
    if sent.day > last:
        message = f"Transmis le {wording.day(sent.day)} : cet acte devait l'être avant le {wording.day(last)} inclus."
        yield written.finding(sent.start, sent.end, "TRANSMISSION_TARDIVE", Gravite.ALERTE, message, reference)


def posted_in_time(written: Written) -> Iterator[Finding]:
    """The list of the deliberations within a week of the meeting; the minutes, of the one that settles them (L. 2121-25, L. 2121-15)."""
    posted = _single(written, _POSTED)
    if posted is None or posted.day is None:
        return
    if _LIST.search(written.plain):
        since, what, reference = written.seance, "La liste des délibérations", "CGCT L. 2121-25"
    else:
        settled = _single(written, _MINUTES)
        since, what, reference = settled.day if settled else None, "Le procès-verbal", "CGCT L. 2121-15"
    if since and posted.day > since + _WEEK:
        message = f"{what} se publie dans la semaine : avant le {wording.day(since + _WEEK)} inclus."
        yield written.finding(posted.start, posted.end, "PUBLICATION_TARDIVE", Gravite.ALERTE, message, reference)


def _single(written: Written, before: re.Pattern[str]) -> WrittenDate | None:
    """The date that follows those words, when the text says one only."""
    found = [d for d in written.dates if d.day and before.search(written.plain[max(0, d.start - 160) : d.start])]
    return found[0] if len({d.day for d in found}) == 1 else None
