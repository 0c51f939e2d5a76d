"""One person, one spelling, one civilité, one function, known to the roster; companies and communes spelled alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import DamerauLevenshtein

from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.checks.written import Person, Written
from secretaire.council.roster import Elu

_LONG = 5  # letters: shorter names are too often near by chance
_WOMAN = frozenset({"mme", "madame", "mlle"})
_FUNCTION = re.compile(
    r"[ \u00a0]*,[ \u00a0]*(?P<fonction>(?:maire(?: délégu[ée]e?)?|(?:premi(?:er|ère)|deuxième|troisième|quatrième|\d(?:er|ère|e|ème))"
    r"[ \u00a0](?:adjointe?|maire[ -]adjointe?)|conseill(?:er|ère)[ \u00a0](?:municipale?|déléguée?)))\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?P<quoi>entreprise|société|association|SARL|SAS|EURL|cabinet|comité|amicale|syndicat)[ \u00a0]+(?:«[ \u00a0]?)?"
    r"(?P<nom>[A-ZÀ-Þ][\w'’&-]{3,}(?:[ \u00a0](?:[A-ZÀ-Þ&][\w'’&-]*|du|de|des|la|le|et|d['’]\w+)){0,5})"
)
_TAIL = re.compile(r"(?:[ \u00a0](?:du|de|des|la|le|et))+$")
_MADE_AT = re.compile(r"\bFait (?:et délibéré )?(?:à|au|aux) (?P<lieu>[A-ZÀ-Þ][\w'’ -]{2,40}?)(?=,|\n|$| le )")


def spellings(written: Written) -> Iterator[Finding]:
    """The same first name and two family names one letter apart; the same name with two civilités."""
    if not written.single:
        return
    people: dict[str, Person] = {}
    for person in written.persons:
        people.setdefault(person.key, person)
    known = list(people.values())
    for rank, person in enumerate(known):
        other = next((p for p in known[:rank] if _near(p, person)), None)
        if other:
            message = f"« {_shown(person)} » et « {_shown(other)} » : une même personne sous deux orthographes ?"
            yield written.finding(person.start, person.end, "NOM_VARIANTE", Gravite.ALERTE, message, "pratique")
    civilites: defaultdict[str, list[Person]] = defaultdict(list)
    for person in written.persons:
        if person.prenom:
            civilites[person.key].append(person)
    for places in civilites.values():
        if len({_woman(p.civilite) for p in places}) == 2:
            odd = next(p for p in places if _woman(p.civilite) is not _woman(places[0].civilite))
            message = f"{odd.prenom} {odd.nom} est tantôt « M. », tantôt « Mme »."
            yield written.finding(odd.start, odd.end, "CIVILITE", Gravite.ALERTE, message, "pratique")


def spelled_as(head: Written, act: Written) -> Iterator[Finding]:
    """A member that the head of the minutes names keeps there and in the acts one spelling and one civilité."""
    known = {person.key: person for person in head.persons if person.prenom}
    in_act = {person.key for person in act.persons}  # both spellings in one act: `spellings` says it
    said: set[str] = set()
    for person in act.persons:
        if person.key in said:
            continue
        said.add(person.key)
        same = known.get(person.key)
        near = next((p for p in known.values() if _near(p, person)), None) if same is None else None
        if near and near.key not in in_act:
            message = f"« {_shown(person)} » et « {_shown(near)} » : une même personne sous deux orthographes ?"
            yield act.finding(person.start, person.end, "NOM_VARIANTE", Gravite.ALERTE, message, "pratique")
        elif same and _woman(same.civilite) is not _woman(person.civilite):
            message = f"{person.prenom} {person.nom} est tantôt « M. », tantôt « Mme »."
            yield act.finding(person.start, person.end, "CIVILITE", Gravite.ALERTE, message, "pratique")


def functions(written: Written) -> Iterator[Finding]:
    """One person has one function in an act."""
    if not written.single:
        return
    said: dict[str, str] = {}
    for person in written.persons:
        m = _FUNCTION.match(written.text, person.end)
        if m is None or not person.prenom:
            continue
        title = _function(m["fonction"])
        if said.setdefault(person.key, title) != title:
            message = f"{_shown(person)} a deux fonctions dans l'acte : « {said[person.key]} » et « {title} »."
            yield written.finding(person.start, m.end(), "FONCTION", Gravite.ALERTE, message, "pratique")


def bodies(written: Written) -> Iterator[Finding]:
    """A company, an association keeps its spelling."""
    if not written.single:
        return
    seen: dict[str, str] = {}
    for m in _BODY.finditer(written.text):
        name = _TAIL.sub("", m["nom"])
        plain = folded(name).replace("\u00a0", " ")
        other = next((k for k in seen if k != plain and len(k) >= 8 and _one_letter(k, plain)), None)
        if other and plain not in seen:
            end = m.start("nom") + len(name)
            message = f"« {name} » et « {seen[other]} » : un même organisme sous deux orthographes ?"
            yield written.finding(m.start("nom"), end, "ORGANISME", Gravite.ALERTE, message, "pratique")
        seen.setdefault(plain, name)


def members(context: CheckContext, written: Written) -> Iterator[Finding]:
    """Members of the council named in an act of ours bear the name, the civilité and the function of the roster."""
    names = {folded(e.full_name): e for e in context.roster.elus}
    strangers: set[str] = set()
    for person in written.persons:
        elu = names.get(person.key)
        m = _FUNCTION.match(written.text, person.end)
        if elu is None:
            near = next((e for e in context.roster.elus if _near_member(person, e)), None)
            if near:
                yield written.finding(
                    person.start, person.end, "NOM_ELU", Gravite.ALERTE,
                    f"La liste des élus écrit « {near.full_name} ».", "liste des élus", f"{person.civilite} {near.full_name}",
                )  # fmt: skip
            elif m and "délégué" not in m["fonction"] and context.roster.elus and person.key not in strangers:
                strangers.add(person.key)
                message = f"{_shown(person)}, {m['fonction']}, n'est pas dans la liste des élus."
                yield written.finding(person.start, m.end(), "ELU_INCONNU", Gravite.ALERTE, message, "liste des élus")
            continue
        if elu.feminine is not _woman(person.civilite):
            message = f"La liste des élus dit « {elu.civilite} {elu.full_name} »."
            yield written.finding(
                person.start,
                person.end,
                "CIVILITE",
                Gravite.ALERTE,
                message,
                "liste des élus",
                f"{elu.civilite} {elu.full_name}",
            )
        if m and _function(m["fonction"]) != _function(elu.fonction) and elu.sits_on(context.day):
            message = (
                f"La liste des élus donne à {elu.full_name} la fonction « {elu.fonction} », pas « {m['fonction']} »."
            )
            yield written.finding(
                m.start("fonction"),
                m.end("fonction"),
                "FONCTION",
                Gravite.ALERTE,
                message,
                "liste des élus",
                elu.fonction,
            )


def place(context: CheckContext, written: Written) -> Iterator[Finding]:
    """« Fait à »: the commune itself, not the one a model came from."""
    ours = _bare(context.commune.nom)
    for m in _MADE_AT.finditer(written.text):
        said = _bare(m["lieu"])
        if said != ours and ours not in said:
            message = f"L'acte serait fait à {m['lieu'].strip()}, et la commune est {context.commune.nom}."
            yield written.finding(m.start("lieu"), m.end("lieu"), "COMMUNE", Gravite.ALERTE, message, "pratique")


def _bare(name: str) -> str:
    """Without article: « Le Mans » is also « au Mans »."""
    return re.sub(r"^(?:le|la|les|l)\b['’ ]?", "", re.sub(r"[^a-z]+", " ", folded(name))).strip()


def _near(one: Person, other: Person) -> bool:
    if (
        not one.prenom
        or not other.prenom
        or folded(one.prenom) != folded(other.prenom)
        or min(len(one.nom), len(other.nom)) < _LONG
    ):
        return False
    return _one_letter(folded(one.nom), folded(other.nom))


def _near_member(person: Person, elu: Elu) -> bool:
    if not person.prenom or folded(person.prenom) != folded(elu.prenom) or len(elu.nom) < _LONG:
        return False
    return _one_letter(folded(person.nom), folded(elu.nom))


def _one_letter(one: str, other: str) -> bool:
    """Two spellings one slip of the keyboard apart."""
    return one != other and DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1


def _woman(civilite: str) -> bool:
    return folded(civilite).rstrip(".") in _WOMAN


def _shown(person: Person) -> str:
    return " ".join(f"{person.civilite} {person.prenom} {person.nom}".split())


def _function(title: str) -> str:
    """« 2e adjointe », « deuxième adjoint » are the same function."""
    plain = re.sub(r"[ \u00a0-]+", " ", folded(title)).replace("maire adjoint", "adjoint")
    for word, rank in (
        ("premiere", "1"),
        ("premier", "1"),
        ("deuxieme", "2"),
        ("seconde", "2"),
        ("second", "2"),
        ("troisieme", "3"),
        ("quatrieme", "4"),
    ):
        plain = plain.replace(word, rank)
    plain = re.sub(r"(?<=\d)(?:ere|er|eme|e|nd|nde)\b", "", plain)
    return re.sub(r"(adjoint|municipal|delegue)e?\b", r"\1", plain.replace("conseillere", "conseiller"))
