"""The legal references of a text, judged at its date (C08, C15). The snapshot is not an authority: it only warns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from secretaire.acts import wording
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.council.clear_days import NOTE_DE_SYNTHESE_POPULATION
from secretaire.law.codes import code_name
from secretaire.law.references import Extent, Reference, find_references, named
from secretaire.law.snapshot import Confidence, Snapshot, Status, Verdict

# laws wholly codified: (key, code, since)
_CODIFIED = {
    "loi n° 84-53": ("CGFP", date(2022, 3, 1)),
    "loi n° 83-634": ("CGFP", date(2022, 3, 1)),
}
REPLACED = "REFERENCE_REMPLACEE"
"""Code of the findings that may propose a successor."""

_OVER_3500 = frozenset({"L. 2121-12", "L. 2121-24"})


def citations(text: str, whole_act: str, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """A finding for each reference replaced, repealed, not yet in force, changed or unknown at that date.

    `whole_act` is where the words of an old rule are looked for: the visas are not where it is applied.
    """
    references = find_references(text)
    act = folded(whole_act)
    told = not snapshot.speaks_for(on)
    if told and references:
        yield _too_old(snapshot, on)
    seen: set[tuple[str, str]] = set()
    cited_laws = {r.code for r in references if r.article}
    for reference in references:
        if not reference.article:
            if reference.code not in cited_laws:
                yield from _whole_text(reference, text[reference.start : reference.end], snapshot, on)
            continue
        verdict = snapshot.verdict(reference.code, reference.article, on)
        if verdict.status is Status.INCONNU and not verdict.successor:
            if told or (reference.code, reference.article) in seen:
                continue
            seen.add((reference.code, reference.article))
        for finding in _judged(reference, text, verdict, act):
            yield replace(finding, reference=_ground(verdict, snapshot))


def _judged(reference: Reference, text: str, verdict: Verdict, act: str) -> Iterator[Finding]:
    name = named(reference)
    since = f" depuis le {wording.day(verdict.since)}" if verdict.since else ""
    start, end, proposition = _replacement(reference, verdict)
    extract = text[start:end]
    match verdict.status:
        case Status.REMPLACE:
            message = f"{name} ne se vise plus{since} : voir {verdict.successor}.{_confirm(verdict)}"
            yield _finding(REPLACED, Gravite.ALERTE, message, extract, start, end, proposition)
        case Status.ABROGE:
            message = f"{name} est abrogé{since}, sans remplaçant connu.{_confirm(verdict)}"
            yield _finding("REFERENCE_ABROGEE", Gravite.ALERTE, message, extract, start, end)
        case Status.PAS_ENCORE:
            message = f"{name} n'existait pas encore à la date de l'acte{f' (en vigueur{since})' if since else ''}."
            yield _finding("REFERENCE_FUTURE", Gravite.ALERTE, message, extract, start, end)
        case Status.CONTENU_CHANGE:
            if verdict.old_rule and (old := re.search(verdict.old_rule, act)):
                message = (
                    f"{name} existe toujours, mais sa règle a changé{since} : {verdict.successor}. "
                    f"Le texte dit encore « {old.group()} ».{_confirm(verdict)}"
                )
                yield _finding("REFERENCE_CONTENU", Gravite.ALERTE, message, extract, start, end)
        case Status.NUMERO_IMPOSSIBLE:
            perhaps = f" S'agit-il de l'article {verdict.successor} ?" if verdict.successor else ""
            message = f"{name} ne peut pas exister : {verdict.reason}.{perhaps}"
            yield _finding("REFERENCE_IMPOSSIBLE", Gravite.ALERTE, message, extract, start, end)
        case Status.INCONNU if verdict.successor:
            message = f"{name} est à contrôler sur Légifrance : {verdict.successor}."
            yield _finding("REFERENCE_A_CONTROLER", Gravite.ALERTE, message, extract, start, end)
        case Status.INCONNU:
            message = f"{name} : je ne sais pas si cet article est en vigueur à cette date."
            if not reference.code:
                message = f"{name} : le code n'est pas indiqué."
            yield _finding("REFERENCE_INCONNUE", Gravite.INFO, message, extract, start, end)


def _confirm(verdict: Verdict) -> str:
    """What the person should know of the ground of the message, when it is not firm."""
    if verdict.confidence is Confidence.NON_RECONTROLEE:
        return " Non recontrôlé : à confirmer sur Légifrance."
    return ""


def _ground(verdict: Verdict, snapshot: Snapshot) -> str:
    """What the finding rests on: the day of the state of the law, and where the row comes from."""
    day = f"droit au {wording.day(snapshot.etat().date)}"
    return f"{day}, {verdict.source}" if verdict.source else day


def _too_old(snapshot: Snapshot, on: date) -> Finding:
    message = (
        f"Les références de l'application sont arrêtées au {wording.day(snapshot.etat().date)} : "
        f"pour un acte du {wording.day(on)}, je ne sais pas lesquelles sont encore en vigueur. "
        "Importez un état du droit plus récent."
    )
    return Finding("DROIT_ANCIEN", Gravite.INFO, message)


def _whole_text(reference: Reference, extract: str, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """A law, a decree or an ordinance cited without an article."""
    place = reference.start, reference.end
    if (codified := _CODIFIED.get(reference.code)) and on >= codified[1]:
        message = (
            f"La {reference.code} est codifiée depuis le {wording.day(codified[1])} : voir le {code_name(codified[0])}."
        )
        yield _finding(REPLACED, Gravite.ALERTE, message, extract, *place)
        return
    verdict = snapshot.verdict(reference.code, "", on)
    since = f" depuis le {wording.day(verdict.since)}" if verdict.since else ""
    ground = _ground(verdict, snapshot)
    if verdict.status is Status.REMPLACE:
        message = f"{named(reference)} ne se vise plus{since} : voir {verdict.successor}.{_confirm(verdict)}"
        yield replace(_finding(REPLACED, Gravite.ALERTE, message, extract, *place), reference=ground)
    elif verdict.status is Status.INCONNU and verdict.successor:
        message = f"{named(reference)} est à contrôler sur Légifrance : {verdict.successor}."
        yield replace(_finding("REFERENCE_A_CONTROLER", Gravite.ALERTE, message, extract, *place), reference=ground)


def rules_of_larger_communes(context: CheckContext) -> Iterator[Finding]:
    """L. 2121-12 (note de synthèse) applies from 3,500 inhabitants (C15)."""
    population = context.commune.population
    if not population or population >= NOTE_DE_SYNTHESE_POPULATION:
        return
    for section in context.act.sections:
        for reference in find_references(section.text):
            if reference.code == "CGCT" and reference.article in _OVER_3500:
                yield Finding(
                    "REFERENCE_SEUIL",
                    Gravite.ALERTE,
                    f"L'article {reference.article} vise les communes de 3 500 habitants et plus ; "
                    f"la commune en compte {wording.number(Decimal(population))}.",
                    section.text[reference.start : reference.end],
                    reference.start,
                    reference.end,
                    section.role,
                    f"CGCT {reference.article}",
                )


def _finding(
    code: str, gravite: Gravite, message: str, extract: str, start: int, end: int, proposition: str = ""
) -> Finding:
    return Finding(code, gravite, message, extract, start, end, proposition=proposition)


def _replacement(reference: Reference, verdict: Verdict) -> tuple[int, int, str]:
    """What to replace by the only sure successor: the number in the same code, else the whole citation."""
    if verdict.replacement is None or reference.extent is not Extent.ALONE:
        return reference.start, reference.end, ""
    code, article = verdict.replacement
    if code == reference.code:
        return reference.start, reference.end, article
    if reference.whole:
        return *reference.whole, f"article {article} du {code_name(code)}"
    return reference.start, reference.end, ""
