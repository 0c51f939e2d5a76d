"""Is the meeting regular? What is not known yet is only recalled; what is wrong blocks (C01, C03, C04, C06)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.acts import wording
from secretaire.acts.act import Role
from secretaire.acts.act_type import Majorite
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.checks.people import deported, named
from secretaire.council.clear_days import Delai, delai_ordinaire, jours_francs, limite_envoi
from secretaire.council.course import Sort
from secretaire.council.population import adjoints_max, complete_from, effectif_legal
from secretaire.council.pouvoirs import PouvoirFault, faulty_pouvoirs
from secretaire.council.quorum import Presence
from secretaire.council.seance import Seance

_FAULTS = {
    PouvoirFault.A_SOI_MEME: "Le pouvoir de {mandant} à {mandataire} est sans effet : on ne se représente pas en son propre nom.",
    PouvoirFault.MANDANT_PRESENT: "{mandant} est en séance : son pouvoir à {mandataire} est sans effet.",
    PouvoirFault.MANDATAIRE_ABSENT: "{mandataire}, qui a reçu le pouvoir de {mandant}, n'est pas en séance.",
    PouvoirFault.MANDATAIRE_DOUBLE: "{mandataire} détient plus d'un pouvoir : celui de {mandant} est sans effet.",
    PouvoirFault.MANDANT_DOUBLE: "{mandant} a donné deux pouvoirs : celui à {mandataire} est sans effet.",
}
_NOT_DECIDED = {
    Sort.REPORTE: "Ce point a été reporté",
    Sort.RETIRE: "Ce point a été retiré de l'ordre du jour",
    Sort.SANS_QUORUM: "Ce point n'a pas pu être voté, faute de quorum",
}


def meeting_known(context: CheckContext) -> Iterator[Finding]:
    """A deliberation belongs to a meeting; who was there is known after it."""
    if not context.deliberation:
        return
    if context.seance is None:
        yield Finding("SEANCE_ABSENTE", Gravite.INFO, "L'acte n'est pas encore rattaché à une séance.")
    elif not context.seance.presents:
        yield Finding("PRESENCE_ABSENTE", Gravite.INFO, "Les présents seront à noter en séance.")


def convocation(context: CheckContext) -> Iterator[Finding]:
    """Three clear days, five from 3,500 inhabitants, one in declared urgency (L. 2121-11, L. 2121-12)."""
    seance = context.seance
    if not context.deliberation or seance is None:
        return
    if seance.convocation is None:
        yield Finding("CONVOCATION_ABSENTE", Gravite.INFO, "La date de convocation n'est pas notée.")
        return
    delai = delai_ordinaire(context.commune.population)
    given = jours_francs(seance.convocation, seance.date)
    if given >= delai:
        return
    reference = "CGCT L. 2121-12" if delai is Delai.NOTE_DE_SYNTHESE else "CGCT L. 2121-11"
    if given >= Delai.URGENCE and re.search(r"\burgence\b", folded(context.act.section(Role.COMPOSITION).text)):
        message = "Convocation en urgence : le maire en rend compte à l'ouverture et le conseil se prononce."
        yield context.finding_at("seance.convocation", "CONVOCATION_URGENCE", Gravite.INFO, message, reference)
        return
    limit = wording.day(limite_envoi(seance.date, delai))
    days = f"{max(given, 0)} jour franc" if given < 2 else f"{given} jours francs"
    message = (
        f"Convocation du {wording.day(seance.convocation)} : {days} avant la séance au lieu de {int(delai)} ; "
        f"dernier envoi possible le {limit}."
    )
    yield context.finding_at("seance.convocation", "CONVOCATION_DELAI", Gravite.BLOQUANT, message, reference)


def presence(context: CheckContext) -> Iterator[Finding]:
    """Those present are members in office; the quorum is reached for this point (L. 2121-17)."""
    seance = _held(context)
    if seance is None:
        return
    office = {elu.id for elu in context.members}
    if not office:
        yield Finding("ELUS_ABSENTS", Gravite.ALERTE, "La liste des élus en fonction à cette date est vide.")
        return
    present = set(seance.presents)
    for stranger in sorted(present - office):
        yield Finding(
            "PRESENT_HORS_CONSEIL",
            Gravite.BLOQUANT,
            f"{named(context, stranger)} figure parmi les présents mais n'est pas en fonction le {wording.day(context.day)}.",
            reference="CGCT L. 2121-17",
        )
    for both in sorted(present & set(seance.excuses)):
        message = f"{named(context, both)} figure à la fois parmi les présents et parmi les excusés."
        yield Finding("PRESENT_ET_EXCUSE", Gravite.BLOQUANT, message)
    if context.held:
        yield from _quorum(context, context.held.room.presence)
        return
    second = "seconde convocation" in folded(context.act.section(Role.COMPOSITION).text)
    leaving = {elu.id for elu in deported(context)}
    if context.act_type.majorite is Majorite.COMPTES and (maire := context.roster.maire(context.day)):
        leaving.add(maire.id)  # who leaves for the accounts (L. 2121-14)
    out = len(leaving & present)
    yield from _quorum(context, Presence(len(office), len(present & office), sortis=out, seconde_convocation=second))


def _quorum(context: CheckContext, state: Presence) -> Iterator[Finding]:
    if state.reached:
        return
    out = state.sortis
    left = f" ({out} sorti{'s' if out > 1 else ''} pour ce point)" if out else ""
    yield context.finding_at(
        "seance.presents",
        "QUORUM",
        Gravite.BLOQUANT,
        f"Quorum non atteint : {state.counted} présents{left} pour {state.quorum} nécessaires sur "
        f"{state.en_exercice} membres en exercice ; les pouvoirs ne comptent pas.",
        "CGCT L. 2121-17",
    )


def urgency_judged(context: CheckContext) -> Iterator[Finding]:
    """The council gives its opinion on the urgency when the meeting opens; it may send everything back (L. 2121-11)."""
    course = context.held.course if context.held else None
    if course is None or not course.urgence:
        return
    voix = course.avis_urgence
    if voix is None:
        message = "Notez ce que le conseil a dit de l'urgence à l'ouverture : il se prononce sur elle par un vote."
        yield Finding("URGENCE_A_NOTER", Gravite.BLOQUANT, message, reference="CGCT L. 2121-11")
    elif voix.pour <= voix.contre:
        message = (
            "Le conseil n'a pas reconnu l'urgence : le délai de convocation n'a pas été respecté, renvoyez ce point."
        )
        yield Finding("URGENCE_REFUSEE", Gravite.BLOQUANT, message, reference="CGCT L. 2121-11")


def point_decided(context: CheckContext) -> Iterator[Finding]:
    """An act whose point was put off, taken off or left without a quorum decided nothing; one added late is recalled."""
    if context.held is None:
        return
    said = _NOT_DECIDED.get(context.held.passage.sort) if context.held.passage.sort else None
    if said:
        message = f"{said} : cet acte n'a pas été adopté. Rattachez-le à une prochaine séance."
        yield Finding("POINT_NON_DELIBERE", Gravite.BLOQUANT, message, reference="CGCT L. 2121-20")
    elif context.held.point.ajoute:
        message = (
            "Point ajouté en séance : on ne délibère que sur ce que la convocation annonçait, sauf urgence reconnue."
        )
        yield Finding("ORDRE_DU_JOUR", Gravite.INFO, message, reference="CGCT L. 2121-10")


def pouvoirs(context: CheckContext) -> Iterator[Finding]:
    """One pouvoir per member present (L. 2121-20)."""
    seance = _held(context)
    if seance is None:
        return
    for faulty in faulty_pouvoirs(seance):
        names = {
            "mandant": named(context, faulty.pouvoir.mandant),
            "mandataire": named(context, faulty.pouvoir.mandataire),
        }
        message = _FAULTS[faulty.fault].format_map(names)
        yield Finding("POUVOIR", Gravite.BLOQUANT, message, names["mandant"], reference="CGCT L. 2121-20")


def officers(context: CheckContext) -> Iterator[Finding]:
    """A secretary chosen among the members, a president who is there (L. 2121-14, L. 2121-15)."""
    seance = _held(context)
    if seance is None:
        return
    if seance.secretaire is None:
        message = "Aucun secrétaire de séance n'est nommé."
        yield Finding("SECRETAIRE_ABSENT", Gravite.BLOQUANT, message, reference="CGCT L. 2121-15")
    elif seance.secretaire not in seance.presents:
        message = f"{named(context, seance.secretaire)}, secrétaire de séance, n'est pas parmi les présents."
        yield Finding("SECRETAIRE_NON_PRESENT", Gravite.BLOQUANT, message, reference="CGCT L. 2121-15")
    maire = context.roster.maire(context.day)
    president = seance.president if seance.president is not None else (maire.id if maire else None)
    if president is not None and president not in seance.presents:
        message = f"{named(context, president)} préside mais n'est pas parmi les présents."
        yield Finding("PRESIDENT_ABSENT", Gravite.BLOQUANT, message, reference="CGCT L. 2121-14")
    elif president is not None and context.held and president in context.held.room.retires:
        message = (
            f"{named(context, president)} s'est retiré pour ce point et ne peut pas le présider : dites qui préside."
        )
        yield Finding("PRESIDENT_ABSENT", Gravite.BLOQUANT, message, reference="CGCT L. 2121-14")


def council(context: CheckContext) -> Iterator[Finding]:
    """The roster of the day has a maire, and no more members than the law gives."""
    if not context.members:
        return
    if context.roster.maire(context.day) is None:
        message = f"Aucun maire n'est en fonction le {wording.day(context.day)} dans la liste des élus."
        yield Finding("MAIRE_ABSENT", Gravite.ALERTE, message)
    legal = effectif_legal(context.commune.population)
    if context.commune.population and len(context.members) > legal:
        message = (
            f"La liste compte {len(context.members)} élus en fonction pour un effectif légal de {legal} : "
            "une fin de mandat manque peut-être."
        )
        yield Finding("EFFECTIF", Gravite.INFO, message, reference="CGCT L. 2121-2")
    yield from _complete(context)


def _complete(context: CheckContext) -> Iterator[Finding]:
    """A council said to be complete, to elect its maire or adjoints, has the members for it (L. 2121-2-1, L. 2122-8)."""
    population = context.commune.population
    if not population:
        return
    least = {"au complet": effectif_legal(population), "réputé complet": complete_from(population)}
    said = context.act.fields.get("effectif")
    if isinstance(said, str) and len(context.members) < least.get(said, 0):
        message = (
            f"L'acte dit le conseil {said}, mais la liste compte {len(context.members)} élus en fonction le "
            f"{wording.day(context.day)} et il en faut {least[said]}. Corrigez le champ « Effectif du conseil » ou la liste."
        )
        yield context.finding_at("effectif", "EFFECTIF_DIT", Gravite.ALERTE, message, "CGCT L. 2121-2-1")


def adjoints(context: CheckContext) -> Iterator[Finding]:
    """No more adjoints than 30 % of the legal size; those of an associated commune are not counted (L. 2122-2)."""
    counted = [e for e in context.members if re.search(r"\badjointe?\b", e.fonction) and "délégué" not in e.fonction]
    most = adjoints_max(effectif_legal(context.commune.population))
    if context.deliberation and context.commune.population and len(counted) > most:
        message = f"La liste compte {len(counted)} adjoints ; la commune peut en avoir {most} au plus."
        yield Finding("ADJOINTS_NOMBRE", Gravite.ALERTE, message, reference="CGCT L. 2122-2")


def _held(context: CheckContext) -> Seance | None:
    """The meeting, once somebody noted who was there."""
    seance = context.seance
    return seance if context.deliberation and seance and seance.presents else None
