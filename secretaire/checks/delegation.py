"""What the maire decides by delegation of the council, against the deliberation that gives it (L. 2122-22, L. 2122-23)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.acts import wording
from secretaire.acts.act import Role
from secretaire.checks.context import CheckContext
from secretaire.checks.delegations_given import Delegation, item_of
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.checks.written import Written

_INVOKED = re.compile(r"\bl\. ?2122-22\b|\bpar delegation du conseil(?: municipal)?\b")
_OTHERS = re.compile(
    r"\b(?:donne|recoit|a recu) (?:une )?delegation\b|\bdelegation de (?:fonctions?|signature)\b|\best delegue"
)
_REPORTED = re.compile(r"\brend(?:u|ra|re)?s? compte|\bcompte rendu\b|\bl\. ?2122-23\b|\binforme")
_PER_HT = 4  # the ceiling of the contracts is before tax
_MEASURED = frozenset({3, _PER_HT, 20, 30})


def invokes_delegation(context: CheckContext) -> bool:
    """Does the maire decide here in the place of the council?"""
    plain = context.plain
    return not context.deliberation and bool(_INVOKED.search(plain)) and not _OTHERS.search(plain)


def delegation_given(context: CheckContext) -> Iterator[Finding]:
    """The deliberation that gives the delegation is known, still stands, is named, and its ceiling is kept."""
    if not invokes_delegation(context):
        return
    given = _last(context)
    maire = context.roster.maire(context.day)
    if given is None:
        message = (
            "Je ne sais pas si le conseil a donné cette délégation : ni vos actes ni le fonds n'ont de délibération de "
            "délégation au maire."
        )
        yield _at(context, "DELEGATION_INCONNUE", Gravite.INFO, message)
        return
    said = f"{given.name} du {wording.day(given.day)}"
    if maire and maire.debut and given.day < maire.debut:
        message = f"La dernière délégation connue ({said}) date d'avant l'élection {'de la' if maire.feminine else 'du'} maire : elle a pris fin avec le mandat."
        yield _at(context, "DELEGATION_ANCIENNE", Gravite.ALERTE, message)
        return
    if not _named(context, given):
        message = f"La délégation vient de {said} : la viser."
        yield _at(context, "DELEGATION_VISA", Gravite.INFO, message)
    yield from _ceiling(context, given, said)


def delegation_reported(context: CheckContext) -> Iterator[Finding]:
    """A decision taken by delegation is told to the council and copied in the register (L. 2122-23, R. 2122-7-1)."""
    if invokes_delegation(context) and not _REPORTED.search(context.plain):
        message = "À dire au conseil à sa prochaine réunion obligatoire, et à inscrire au registre des délibérations."
        yield _at(context, "DELEGATION_COMPTE_RENDU", Gravite.INFO, message, "CGCT L. 2122-23, R. 2122-7-1")


def matter_delegated(context: CheckContext) -> Iterator[Finding]:
    """The council no longer decides in a matter it delegated, until it takes it back (L. 2122-23)."""
    item = item_of(context.act.objet) if context.deliberation else None
    given = _last(context)
    if item is None or given is None or item not in given.ceilings or given.ceilings[item] is not None:
        return  # over a ceiling the council decides: nobody can tell here
    maire = context.roster.maire(context.day)
    if maire and maire.debut and given.day < maire.debut:
        return
    text = context.act.section(Role.OBJET).text
    message = (
        f"{wording.upper_first(given.name)} du {wording.day(given.day)} semble avoir délégué cette matière au maire "
        f"({item}°) : si c'est le cas, c'est à lui de décider, ou au conseil de la reprendre d'abord."
    )
    yield Finding(
        "DELEGATION_DONNEE",
        Gravite.INFO,
        message,
        text,
        0,
        len(text),
        Role.OBJET,
        f"CGCT L. 2122-22, {item}°, L. 2122-23",
    )


def _last(context: CheckContext) -> Delegation | None:
    return max((d for d in context.delegations if d.day <= context.day), key=lambda d: d.day, default=None)


def _named(context: CheckContext, given: Delegation) -> bool:
    written = Written(context.text, context.today)
    return any(d.day == given.day for d in written.dates) or bool(given.number and given.number in context.text)


def _ceiling(context: CheckContext, given: Delegation, said: str) -> Iterator[Finding]:
    item = item_of(context.act.objet)
    most = given.ceilings.get(item) if item in _MEASURED and item is not None else None
    if most is None:
        return
    section = context.act.section(Role.DISPOSITIF)
    written = Written(section.text, context.today)
    for amount in written.amounts:
        before_tax = re.match(r" ?(?:ht|hors taxes?)\b", written.plain[amount.end : amount.end + 14]) is not None
        if amount.value > most and (before_tax or item != _PER_HT):
            message = f"{wording.upper_first(said)} limite cette délégation à {wording.amount(most)} : au-delà, le conseil décide."
            yield Finding(
                "DELEGATION_PLAFOND", Gravite.ALERTE, message, section.text[amount.start : amount.end],
                amount.start, amount.end, Role.DISPOSITIF, f"CGCT L. 2122-22, {item}°",
            )  # fmt: skip
            return


def _at(
    context: CheckContext, code: str, gravite: Gravite, message: str, reference: str = "CGCT L. 2122-22"
) -> Finding:
    for section in context.act.sections:
        if found := _INVOKED.search(folded(section.text)):
            extract = section.text[found.start() : found.end()]
            return Finding(code, gravite, message, extract, found.start(), found.end(), section.role, reference)
    return Finding(code, gravite, message, reference=reference)
