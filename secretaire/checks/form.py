"""The parts of an act, its numbers, its object, its annexes, its signatures (L. 2121-23, R. 2121-9, CRPA L. 212-1)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from secretaire.acts.act import Role
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.checks.people import designates
from secretaire.checks.written import Written

_REFORM = date(2022, 7, 1)  # only the maire and the secretary sign
_ARTICLE = re.compile(
    r"^[ \t]*article (?P<n>1er|premier|\d{1,2})(?:er)?\b(?! (?:l|r|d)\.)(?=[ \t]*(?:[:.–]|-[ \t]|$))", re.MULTILINE
)
_OWN_ARTICLE = re.compile(
    r"\barticles? (?P<n>\d{1,2})(?:er)? (?:de la presente deliberation|du present arrete|ci-dessus|ci-dessous)\b"
)
_NUMBER = re.compile(
    r"^\W*(?:extrait [^\n]{0,60})?(?:deliberation|arrete(?: du maire| municipal)?|decision) n[°o] ?(?P<n>(?P<an>20\d\d)[-/_. ]\d{1,4})\b",
    re.MULTILINE,
)
_ANNEX = re.compile(r"\bannexe n?°? ?(?P<n>\d{1,2})\b")
_VISA = re.compile(r"^[ \t]*vu [^\n]{15,}$", re.MULTILINE)
_DECISION = re.compile(
    r"^\W{0,3}(?:le conseil municipal[^\n]{0,80} )?(?:decide|arrete|approuve|proclame|prend acte)\b ?:?\W*$",
    re.MULTILINE,
)
_LATE_PART = re.compile(
    r"^[ \t]*(?P<mot>considerant (?:que |qu'|l|la )|vu (?:le code|la loi|l'arrete|la deliberation|le decret))",
    re.MULTILINE,
)
_EMPTY_WORDS = frozenset(
    [
        "objet",
        "demande",
        "vote",
        "approbation",
        "adoption",
        "autorisation",
        "signature",
        "commune",
        "municipal",
        "municipale",
        "conseil",
        "travaux",
        "projet",
        "budget",
        "exercice",
        "annee",
        "relative",
        "relatif",
        "concernant",
        "titre",
        "portant",
        "dans",
        "pour",
        "avec",
        "entre",
        "fixation",
        "attribution",
        "modification",
        "creation",
        "arrete",
        "deliberation",
        "maire",
        "decision",
        "principal",
        "selon",
        "suite",
        "avis",
        "mise",
        "place",
    ]
)


def parts(context: CheckContext) -> Iterator[Finding]:
    """An object, what the act rests on, a decision, a signature: an act of ours has them all."""
    needed = [
        (Role.VISAS, "Aucun visa : dire sur quels textes l'acte se fonde.", Gravite.ALERTE),
        (Role.DISPOSITIF, "L'acte ne décide rien : le dispositif est vide.", Gravite.BLOQUANT),
        (Role.SIGNATURES, "La signature du maire n'est pas prévue.", Gravite.ALERTE),
    ]
    if not context.act_type.visas:
        needed = needed[1:]
    for role, message, gravite in needed:
        if not context.act.section(role).text.strip():
            yield Finding("PARTIE_ABSENTE", gravite, message, role=role, reference="CGCT L. 2121-23 ; pratique")
    if not context.act.objet.strip():
        message = "L'acte n'a pas d'objet."
        yield Finding("PARTIE_ABSENTE", Gravite.BLOQUANT, message, role=Role.OBJET, reference="CGCT R. 2121-9")


def signatures(context: CheckContext) -> Iterator[Finding]:
    """The maire, or who stands in, and the secretary sign a deliberation; the name is that of the roster (L. 2121-23)."""
    text = context.act.section(Role.SIGNATURES).text
    if not text.strip():
        return
    plain = folded(text)
    if not re.search(r"\b(?:maire|president|presidente|adjointe?|doyen|doyenne)\b", plain):
        message = "La signature du maire (ou du président de séance) manque, avec sa qualité."
        yield context.finding_on(Role.SIGNATURES, "SIGNATURE_MAIRE", Gravite.ALERTE, message, "CGCT L. 2121-23")
    if context.deliberation and context.day >= _REFORM and "secretaire" not in plain:
        message = "La signature du secrétaire de séance manque."
        yield context.finding_on(Role.SIGNATURES, "SIGNATURE_SECRETAIRE", Gravite.ALERTE, message, "CGCT L. 2121-23")
    seance = context.seance
    secretary = next((e for e in context.members if seance and e.id == seance.secretaire), None)
    signing = [line for line in text.split("\n") if re.search(r"[A-ZÀ-Þ]{2}", line)]
    if secretary and "secretaire" in plain and signing and not any(designates(line, secretary) for line in signing):
        message = f"Le secrétaire de séance est {secretary.full_name} : la signature porte un autre nom."
        yield context.finding_on(Role.SIGNATURES, "SIGNATURE_NOM", Gravite.ALERTE, message, "CGCT L. 2121-23")


def contradictory(context: CheckContext) -> Iterator[Finding]:
    """An unfavourable measure says that the person was heard, or the urgency (CRPA L. 121-1, L. 121-2)."""
    said = re.search(r"contradictoire|observations?|urgence|entendue?|mise en demeure|invitee?", context.plain)
    if context.act_type.contradictoire and context.act.section(Role.DISPOSITIF).text and not said:
        message = (
            "Mesure défavorable : dire que la personne a pu présenter ses observations, ou pourquoi il y a urgence."
        )
        yield context.finding_on(Role.CONSIDERANTS, "CONTRADICTOIRE", Gravite.ALERTE, message, "CRPA L. 121-1")


def articles(written: Written) -> Iterator[Finding]:
    """Articles follow each other from 1; an article the act refers to exists."""
    if not written.single:
        return
    found = list(_ARTICLE.finditer(written.plain))
    numbers = [1 if m["n"] in {"1er", "premier"} else int(m["n"]) for m in found]
    if not numbers or numbers[0] != 1:
        return
    for (before, number), m in zip(pairwise(numbers), found[1:], strict=True):
        if number != before + 1:
            what = "est répété" if number == before else f"suit l'article {before}"
            yield written.finding(
                m.start("n"), m.end("n"), "ARTICLES_NUMEROS", Gravite.ALERTE,
                f"L'article {number} {what} : on attend l'article {before + 1}.", "pratique", str(before + 1),
            )  # fmt: skip
            return  # the next ones are shifted for the same reason
    for m in _OWN_ARTICLE.finditer(written.plain):
        if int(m["n"]) > max(numbers):
            message = f"L'acte renvoie à son article {m['n']}, mais s'arrête à l'article {max(numbers)}."
            yield written.finding(m.start(), m.end(), "RENVOI_ARTICLE", Gravite.ALERTE, message, "pratique")


def act_number(written: Written) -> Iterator[Finding]:
    """The year in the number of the act is that of its date (R. 2121-9: numbered by date)."""
    if not written.single or written.day is None:
        return
    found = list(_NUMBER.finditer(written.plain))
    if len(found) == 1 and int(found[0]["an"]) != written.day.year:
        m = found[0]
        message = f"Le numéro est de {m['an']} et l'acte de {written.day.year}."
        yield written.finding(
            m.start("an"), m.end("an"), "NUMERO_ANNEE", Gravite.ALERTE, message, "pratique", str(written.day.year)
        )


def object_and_content(written: Written) -> Iterator[Finding]:
    """The body of an act speaks of what its object announces."""
    place = written.objet
    if place is None or not written.single:
        return
    announced = {w.rstrip("sx")[:6] for w in re.findall(r"[a-z]{5,}", written.about) if w not in _EMPTY_WORDS}
    body = written.plain[place[1] :]
    if len(announced) >= 2 and len(body) > 300 and not any(re.search(rf"\b{w}", body) for w in announced):
        message = "Rien dans l'acte ne reprend les mots de l'objet : l'un des deux vient peut-être d'un autre acte."
        yield written.finding(*place, "OBJET_CONTENU", Gravite.ALERTE, message, "CGCT L. 2121-10")


def years_of_the_object(written: Written) -> Iterator[Finding]:
    """The exercise the object names is named in the body."""
    said = written.objet
    if said is None or not written.single:
        return
    announced = re.findall(
        r"(?:exercice|budget(?: primitif| principal)?|annee|compte [a-z ]{5,30}) (20\d\d)\b",
        written.about,
    )
    body = re.findall(r"\bexercice (20\d\d)\b", written.plain[said[1] :])
    if announced and body and not set(announced) & set(body):
        place = written.plain.index(f"exercice {body[0]}", said[1]) + len("exercice ")
        message = f"L'objet dit {announced[0]}, le corps dit {body[0]} : l'année est peut-être restée de l'an dernier."
        yield written.finding(place, place + 4, "ANNEE_OBJET", Gravite.ALERTE, message, "pratique")


def annexes(written: Written) -> Iterator[Finding]:
    """Numbered annexes follow each other; « ci-annexé » calls for a paper to attach."""
    if not written.single:
        return
    found = list(_ANNEX.finditer(written.plain))
    numbers = {int(m["n"]) for m in found}
    missing = set(range(1, max(numbers, default=0) + 1)) - numbers
    if missing and len(numbers) > 1:
        last = next(m for m in found if int(m["n"]) == max(numbers))
        message = f"L'acte nomme l'annexe {max(numbers)} mais pas l'annexe {min(missing)}."
        yield written.finding(last.start(), last.end(), "ANNEXES_NUMEROS", Gravite.ALERTE, message, "pratique")


def repeated_visas(written: Written) -> Iterator[Finding]:
    """The same visa twice."""
    if not written.single:
        return
    lines = [(m, re.sub(r"\W+", " ", m.group()).strip()) for m in _VISA.finditer(written.plain)]
    count = Counter(said for _, said in lines)
    seen: set[str] = set()
    for m, said in lines:
        if said in seen:
            yield written.finding(
                m.start(), m.end(), "VISA_REPETE", Gravite.ALERTE, "Ce visa est écrit deux fois.", "pratique"
            )
        if count[said] > 1:
            seen.add(said)


def order_of_parts(written: Written) -> Iterator[Finding]:
    """Visas and considérants come before the decision."""
    decided = list(_DECISION.finditer(written.plain))
    if not written.single or len(decided) != 1:
        return
    for m in _LATE_PART.finditer(written.plain, decided[0].end()):
        line = written.plain[m.start() : written.plain.find("\n", m.start()) % (len(written.plain) + 1)]
        word = m["mot"].split()[0].replace("considerant", "considérant")
        message = f"Ce « {word} » vient après la décision : les visas et les motifs la précèdent."
        yield written.finding(
            m.start("mot"), m.start() + len(line), "PARTIES_ORDRE", Gravite.ALERTE, message, "pratique"
        )
        return
