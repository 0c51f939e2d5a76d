"""Does the vote add up, and does the act say what was voted? (C05, C17; L. 2121-20)"""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.acts.act import Role
from secretaire.acts.act_type import Majorite, ModeScrutin
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.checks.people import deported, designates, named
from secretaire.council.pouvoirs import valid_pouvoirs
from secretaire.council.seance import Seance, Vote
from secretaire.council.votes import Scrutin, counted, decision

_VOTED = frozenset({Majorite.SUFFRAGES, Majorite.COMPTES})
_SOURCE = "vote.resultat"
_ARTICLE = "CGCT L. 2121-20"


def vote_known(context: CheckContext) -> Iterator[Finding]:
    """The vote is recorded after the meeting."""
    at_once = context.held is not None and context.held.passage.immediate  # a single candidacy is not voted on
    if context.deliberation and context.vote is None and not at_once and context.act_type.majorite in _VOTED:
        yield context.finding_at(_SOURCE, "VOTE_ABSENT", Gravite.INFO, "Le résultat du vote sera à noter en séance.")


def vote_total(context: CheckContext) -> Iterator[Finding]:
    """For + against + abstentions + blanks + not taking part = present entitled to vote + valid pouvoirs."""
    vote, seance = context.vote, context.seance
    if vote is None:
        return
    figures = (vote.pour, vote.contre, vote.abstentions, vote.ne_prend_pas_part, vote.blancs_nuls)
    if min(figures) < 0:
        yield context.finding_at(_SOURCE, "VOTE_NEGATIF", Gravite.BLOQUANT, "Un nombre de voix est négatif.", _ARTICLE)
        return
    if seance is None or not seance.presents:
        return
    least, most = _voters(context, seance)
    total = counted(vote)
    if not least <= total <= most:
        expected = str(most) if least == most else f"{least} à {most}"
        yield context.finding_at(
            _SOURCE,
            "VOTE_TOTAL",
            Gravite.BLOQUANT,
            f"Le vote compte {total} voix pour {expected} votants "
            f"({len(seance.presents)} présents et {len(valid_pouvoirs(seance))} pouvoirs valables).",
            _ARTICLE,
        )


def _voters(context: CheckContext, seance: Seance) -> tuple[int, int]:
    """Fewest and most votes possible: a member who stands back may be counted « ne prend pas part », or not at all."""
    if context.held:
        voices = len(context.held.room.voix)
        return voices, voices
    present = set(seance.presents)
    valid = valid_pouvoirs(seance)
    out: set[int] = set()
    maire = context.roster.maire(context.day)
    if context.act_type.majorite is Majorite.COMPTES and maire:
        out.add(maire.id)
    strict = len(present - out) + sum(1 for p in valid if p.mandataire not in out and p.mandant not in out)
    aside = {elu.id for elu in deported(context)} | out
    least = len(present - aside) + sum(1 for p in valid if p.mandataire not in aside and p.mandant not in aside)
    return least, strict


def vote_wording(context: CheckContext) -> Iterator[Finding]:
    """« À l'unanimité » means no vote against and no abstention; a rejected proposal decides nothing."""
    vote = context.vote
    if vote is None:
        return
    if vote.contre or vote.abstentions or vote.blancs_nuls:
        yield from _false_unanimity(context, vote)
    scrutin = context.held.passage.scrutin if context.held else Scrutin.ORDINAIRE
    tied = (
        vote.pour == vote.contre > 0
        and context.act_type.majorite is not Majorite.COMPTES
        and scrutin is not Scrutin.SECRET
    )
    if tied and vote.president_pour is None:
        message = "Partage égal des voix : notez le vote du président, qui est prépondérant sauf scrutin secret."
        yield context.finding_at(_SOURCE, "VOTE_PARTAGE", Gravite.ALERTE, message, _ARTICLE)
    result = decision(vote, context.act_type.majorite, scrutin)
    if not result.adopte and context.act.section(Role.DISPOSITIF).text:
        message = "La proposition n'est pas adoptée, mais l'acte contient une décision."
        yield context.finding_on(Role.DISPOSITIF, "VOTE_REJETE", Gravite.BLOQUANT, message, _ARTICLE)


def _false_unanimity(context: CheckContext, vote: Vote) -> Iterator[Finding]:
    text = context.act.section(Role.VOTE).text
    proposal = "" if vote.contre else "à l'unanimité des suffrages exprimés"
    for found in re.finditer(r"a l'unanimite(?! des suffrages)(?!.{0,30}scrutin)", folded(text)):
        yield Finding(
            "VOTE_UNANIMITE",
            Gravite.BLOQUANT,
            "« À l'unanimité » est inexact : le vote comporte des voix contre ou des abstentions.",
            text[found.start() : found.end()],
            found.start(),
            found.end(),
            Role.VOTE,
            _ARTICLE,
            proposal,
        )


def vote_names(context: CheckContext) -> Iterator[Finding]:
    """No more names than votes."""
    vote = context.vote
    if vote is None:
        return
    for names, count, label in (
        (vote.noms_contre, vote.contre, "contre"),
        (vote.noms_abstentions, vote.abstentions, "abstentions"),
    ):
        if len(names) > count:
            message = f"Le vote nomme {len(names)} élus pour {count} voix ({label})."
            yield context.finding_at(_SOURCE, "VOTE_NOMS", Gravite.ALERTE, message)


def standing_back(context: CheckContext) -> Iterator[Finding]:
    """Who stands back takes no part, in person or by pouvoir; each voter is there or represented, and votes once."""
    vote, seance = context.vote, context.seance
    if vote is None:
        return
    for elu in deported(context):
        if any(designates(name, elu) for name in (*vote.noms_contre, *vote.noms_abstentions)):
            message = f"{named(context, elu.id)} ne prend pas part au vote, et figure pourtant parmi les votants."
            yield context.finding_at(_SOURCE, "DEPORT_VOTE", Gravite.BLOQUANT, message, "CGCT L. 2131-11")
        if seance and any(elu.id in {p.mandant, p.mandataire} for p in valid_pouvoirs(seance)):
            message = (
                f"Le pouvoir donné à {named(context, elu.id)}, ou par cette personne, est sans effet sur ce point."
            )
            yield context.finding_at(_SOURCE, "DEPORT_POUVOIR", Gravite.INFO, message, "CGCT L. 2131-11")
    for elu in context.members:
        against, abstains = (
            any(designates(n, elu) for n in names) for names in (vote.noms_contre, vote.noms_abstentions)
        )
        voting = seance is None or not seance.presents or elu.id in seance.presents
        represented = seance is not None and any(p.mandant == elu.id for p in valid_pouvoirs(seance))
        if (against or abstains) and not (voting or represented):
            message = f"{named(context, elu.id)} est parmi les votants sans être en séance ni représenté."
            yield context.finding_at(_SOURCE, "VOTE_ABSENT_NOMME", Gravite.BLOQUANT, message, _ARTICLE)
        if against and abstains and not any(p.mandataire == elu.id for p in (seance.pouvoirs if seance else ())):
            message = f"{named(context, elu.id)} est nommé à la fois contre et en abstention."
            yield context.finding_at(_SOURCE, "VOTE_DEUX_FOIS", Gravite.BLOQUANT, message, _ARTICLE)
    maire = context.roster.maire(context.day)
    accounts = context.act_type.majorite is Majorite.COMPTES
    if accounts and maire and seance and any(maire.id in {p.mandant, p.mandataire} for p in valid_pouvoirs(seance)):
        message = "Le maire ne vote pas le compte : le pouvoir qu'il a reçu ou donné est sans effet sur ce point."
        yield context.finding_at(_SOURCE, "POUVOIR_COMPTE", Gravite.INFO, message, "CGCT L. 2121-14")


def secret_ballot(context: CheckContext) -> Iterator[Finding]:
    """A ballot that the law wants secret is not by show of hands, and names nobody (L. 2121-21)."""
    mode = context.act_type.scrutin
    if mode is ModeScrutin.ORDINAIRE:
        return
    for role in (Role.VOTE, Role.DISPOSITIF, Role.CONSIDERANTS, Role.EXPOSE):
        text = folded(context.act.section(role).text)
        hands = re.search(r"a main levee|scrutin public", text)
        if hands and (mode is ModeScrutin.SECRET or "unanim" not in text):
            message = (
                "Ce vote est toujours secret."
                if mode is ModeScrutin.SECRET
                else "Une nomination se vote au scrutin secret, sauf si le conseil y renonce à l'unanimité : le dire."
            )
            start, end = hands.span()
            extract = context.act.section(role).text[start:end]
            yield Finding("SCRUTIN_SECRET", Gravite.ALERTE, message, extract, start, end, role, "CGCT L. 2121-21")
    vote = context.vote
    if mode is ModeScrutin.SECRET and vote and (vote.noms_contre or vote.noms_abstentions):
        message = "Au scrutin secret, on ne nomme pas les votants."
        yield context.finding_at(_SOURCE, "SCRUTIN_NOMS", Gravite.ALERTE, message, "CGCT L. 2121-21")
