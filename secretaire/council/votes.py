"""Outcome of a vote (CGCT L. 2121-20, L. 2121-21, L. 1612-12)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secretaire.acts.act_type import Majorite
from secretaire.council.seance import Vote


class Scrutin(StrEnum):
    """How the council votes (L. 2121-21)."""

    ORDINAIRE = "ordinaire"  # show of hands
    PUBLIC = "public"  # roll call
    SECRET = "secret"  # noqa: S105 - a ballot


class Maniere(StrEnum):
    """How the result is worded."""

    UNANIMITE = "unanimite"
    UNANIMITE_EXPRIMES = "unanimite_exprimes"  # no vote against, but abstentions
    MAJORITE = "majorite"
    VOIX_PREPONDERANTE = "voix_preponderante"  # equal votes, the president voted for
    PARTAGE = "partage"  # equal votes that nobody breaks in favour
    REJET = "rejet"
    AUCUN_EXPRIME = "aucun_exprime"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the council decided, and how it is worded."""

    adopte: bool
    maniere: Maniere


def exprimes(vote: Vote) -> int:
    """Votes cast for or against, pouvoirs included; abstentions, blanks, nulls and refusals left out."""
    return vote.pour + vote.contre


def counted(vote: Vote) -> int:
    """Every voter accounted for: must equal the present members entitled to vote and their valid pouvoirs."""
    return exprimes(vote) + vote.abstentions + vote.blancs_nuls + vote.ne_prend_pas_part


def outcome(vote: Vote, scrutin: Scrutin = Scrutin.ORDINAIRE) -> Outcome:
    """The result by majority of the votes cast; the president breaks a tie, except in a secret ballot."""
    if exprimes(vote) == 0:
        return Outcome(False, Maniere.AUCUN_EXPRIME)
    if vote.pour == vote.contre:
        if scrutin is not Scrutin.SECRET and vote.president_pour:
            return Outcome(True, Maniere.VOIX_PREPONDERANTE)
        return Outcome(False, Maniere.PARTAGE)
    if vote.pour < vote.contre:
        return Outcome(False, Maniere.REJET)
    if vote.contre:
        return Outcome(True, Maniere.MAJORITE)
    if vote.abstentions or vote.blancs_nuls:
        return Outcome(True, Maniere.UNANIMITE_EXPRIMES)
    return Outcome(True, Maniere.UNANIMITE)


def decision(vote: Vote, majorite: Majorite, scrutin: Scrutin = Scrutin.ORDINAIRE) -> Outcome:
    """The result by the rule of the type of act."""
    return accounts_outcome(vote) if majorite is Majorite.COMPTES else outcome(vote, scrutin)


def accounts_outcome(vote: Vote) -> Outcome:
    """The result for the accounts of the year: arrêté unless a majority votes against (L. 1612-12)."""
    if vote.contre > vote.pour:
        return Outcome(False, Maniere.REJET)
    if exprimes(vote) == 0:
        return Outcome(True, Maniere.AUCUN_EXPRIME)
    if vote.pour == vote.contre:
        return Outcome(True, Maniere.PARTAGE)
    return outcome(vote)
