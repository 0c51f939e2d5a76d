"""What minutes must say (L. 2121-15, since 1 July 2022), and lists of members that agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from secretaire.checks.attendance import names_absent, same_person
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.minutes.meeting import Meeting, Record

_REFORM = date(2022, 7, 1)
_TITLE = re.compile(r"\bproces[- ]verbal\b[^\n]*")
_HOUR = re.compile(r"\b\d{1,2} ?(?:h\b|h\d|heures?\b|:\d\d)|\b[a-z-]{2,12} heures\b")
_PRESENT = re.compile(r"\bpresents?\b")
_MENTIONS = (
    ("qui préside", re.compile(r"\bpresid(?:ence|ee? par|e la seance|ente? de (?:la )?seance)\b|\b(?:maire|adjointe?)\b[^.\n]{0,40} ouvre\b")),
    ("qui est présent", _PRESENT),
    ("le quorum", re.compile(r"\bquorum\b")),
    ("l'ordre du jour", re.compile(r"\bordre du jour\b|^\W*(?:liste des )?deliberations\W*$", re.MULTILINE)),
)  # fmt: skip
_END = 1500  # characters where the signatures are, when nothing else follows the last act
_MAIRE = re.compile(r"\b(?:maire|presidente?)\b")


def mentions(meeting: Meeting) -> Iterator[Finding]:
    """Hour, president, members present, quorum, agenda: said once, for all that is missing."""
    title = _TITLE.search(meeting.head.plain)
    if not _binding(meeting) or title is None:
        return
    plain = meeting.whole.plain
    hour = [] if _HOUR.search(meeting.head.plain) else ["l'heure de la séance"]
    missing = [*hour, *(what for what, pattern in _MENTIONS if not pattern.search(plain))]
    if missing:
        message = f"Le procès-verbal ne dit pas : {', '.join(missing)}."
        yield meeting.head.finding(
            title.start(), title.end(), "PV_MENTIONS", Gravite.ALERTE, message, "CGCT L. 2121-15"
        )


def secretary(meeting: Meeting) -> Iterator[Finding]:
    """A secretary is named for the meeting (said where the members present are listed)."""
    m = _PRESENT.search(meeting.head.plain)
    if m and "secretaire" not in meeting.whole.plain:
        message = "Aucun secrétaire de séance n'est nommé."
        yield meeting.head.finding(m.start(), m.end(), "SECRETAIRE_ABSENT", Gravite.ALERTE, message, "CGCT L. 2121-15")


def signatures(meeting: Meeting) -> Iterator[Finding]:
    """The maire and the secretary sign the minutes, and nobody else has to."""
    whole = meeting.whole
    last_act = max((s.end for s in meeting.stretches if s.is_act), default=meeting.start) - meeting.start
    end = whole.plain[min(last_act, max(0, len(whole.plain) - _END)) :]
    if not _binding(meeting) or not end.strip():
        return
    missing = ["du maire"] * (not _MAIRE.search(end)) + ["du secrétaire de séance"] * ("secretaire" not in end)
    if missing:
        last = whole.text.rstrip()
        start = last.rfind("\n") + 1
        message = f"La fin du procès-verbal ne prévoit pas la signature {' ni celle '.join(missing)}."
        yield whole.finding(start, len(last), "PV_SIGNATURES", Gravite.ALERTE, message, "CGCT L. 2121-15")


def present_and_absent(meeting: Meeting) -> Iterator[Finding]:
    """Nobody is both present and absent."""
    if meeting.moved:
        return
    for name, start, end in names_absent(meeting.head):
        if any(same_person(name, other) for other in meeting.members):
            message = f"{name} est à la fois parmi les présents et parmi les absents."
            yield meeting.head.finding(start, end, "PRESENT_ET_ABSENT", Gravite.ALERTE, message, "CGCT L. 2121-15")


def voters(meeting: Meeting) -> Iterator[Finding]:
    """The head announces a number of voters that no vote counts, when several count another: the head is wrong, once."""
    if meeting.usual_total is not None and "votants" in meeting.head.counts:
        said, m = meeting.head.counts["votants"]
        left = len(m.group()) - len(m.group().lstrip(" \n\t-–•"))
        message = f"{said} votants sont annoncés ; les votes en comptent {meeting.usual_total}."
        yield meeting.head.finding(m.start() + left, m.end(), "VOTANTS", Gravite.ALERTE, message, "CGCT L. 2121-20")


def _binding(meeting: Meeting) -> bool:
    """Minutes in the sense of the reform of 2022."""
    return meeting.record is Record.PROCES_VERBAL and (meeting.day or meeting.on) >= _REFORM
