"""What the course of a meeting adds to the vote of an act: who presides its point, who withdrew, how it was voted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secretaire.acts import wording
from secretaire.acts.act import Paragraph
from secretaire.acts.spans import Span, Value, ValueKind
from secretaire.council.course import ByName, Held, Motif, Retrait
from secretaire.council.roster import Elu
from secretaire.council.seance import Vote
from secretaire.council.votes import Maniere, Scrutin, exprimes
from secretaire.drafting.compose.deliberation import president_of_the_meeting
from secretaire.drafting.compose.facts import Facts
from secretaire.drafting.compose.paragraphs import enumerated, formula
from secretaire.drafting.compose.sitting import closed_doors, nomination, rounds

_SOURCE = "vote.resultat"
_WITHDRAWN = {
    Motif.INTERET: "{nom}, intéressé{e} à l'affaire, a quitté la salle[[ à {heure}]] et n'a pris part ni au débat ni au "
    "vote[[ ; le pouvoir que {mandant} lui avait donné n'a pas été utilisé]].",
    Motif.ORGANISME: "{nom}, qui représente la commune dans l'organisme concerné, a quitté la salle[[ à {heure}]] et n'a "
    "pris part ni au débat ni au vote[[ ; le pouvoir que {mandant} lui avait donné n'a pas été utilisé]].",
    Motif.COMPTE: "{nom} s'est retiré{e} de la salle[[ à {heure}]] et n'a pas pris part au vote[[ ; le pouvoir que "
    "{mandant} lui avait donné n'a pas été utilisé]].",
}
TOLD_BY_TYPE = frozenset({"resultats_1", "resultats", "listes"})
"""Fields in which a type of election tells the rounds itself."""
_MODE_TOLD_BY_TYPE = "mode_vote"
"""Field in which a type of nomination tells how it was made, and whom it nominates."""
_BY_PAPERS = (
    "Le conseil municipal, après en avoir délibéré, au scrutin secret (bulletins : {bulletins}, blancs et nuls : {nuls}, "
    "exprimés : {exprimes}, pour : {pour}, contre : {contre}[[ ; n'ont pas voté : {retenus}]]), "
)
_ENDINGS = {
    Maniere.REJET: "N'ADOPTE PAS la proposition.",
    Maniere.PARTAGE: "les voix s'étant partagées également, N'ADOPTE PAS la proposition.",
    Maniere.AUCUN_EXPRIME: "aucun suffrage n'ayant été exprimé, N'ADOPTE PAS la proposition.",
}


def before_the_vote(held: Held, facts: Facts) -> Iterator[Paragraph]:
    """The doors (L. 2121-18), who withdrew (L. 2131-11, L. 2121-14), who presides this point, the roll call of a public
    ballot, the nomination and the rounds of an election that the type itself does not tell (L. 2121-21).
    """
    doors = held.passage.huis_clos
    if doors is not None:
        yield closed_doors("vote.huis_clos", doors, facts, president_of_the_meeting(facts), whole=False)
    for retrait in held.passage.retraits:
        elu = facts.context.elu(retrait.elu)
        if elu is not None:
            yield from _withdrawn(retrait, elu, held, facts)
    president = facts.context.elu(held.passage.president)
    if president is not None:
        yield formula(
            "vote.presidence",
            "{nom} préside la séance pour ce point.",
            facts,
            nom=(facts.person("seance.president", president),),
        )
    ballot = held.passage.ballot
    if held.passage.scrutin is Scrutin.PUBLIC and isinstance(ballot, ByName):
        yield _roll_call(ballot, held, facts)
    told = {champ.nom for champ in facts.act_type.champs}
    if _MODE_TOLD_BY_TYPE not in told:
        yield from nomination(held.passage, facts)
    if not told & TOLD_BY_TYPE:
        yield from rounds(held.passage, facts)


def secret_result(vote: Vote, maniere: Maniere, facts: Facts) -> Paragraph:
    """« … au scrutin secret (bulletins : 12, blancs et nuls : 1, exprimés : 11, pour : 7, contre : 4), »."""
    cast = exprimes(vote)
    withheld = vote.abstentions + vote.ne_prend_pas_part

    def figure(number: int) -> tuple[Span, ...]:
        return (facts.known(_SOURCE, str(number), Value(ValueKind.NOMBRE, str(number))),)

    return formula(
        "vote.resultat",
        (_BY_PAPERS + _ENDINGS.get(maniere, "")).rstrip(),
        facts,
        bulletins=figure(cast + vote.blancs_nuls),
        nuls=figure(vote.blancs_nuls),
        exprimes=figure(cast),
        pour=figure(vote.pour),
        contre=figure(vote.contre),
        retenus=figure(withheld) if withheld else (),
    )


def _withdrawn(retrait: Retrait, elu: Elu, held: Held, facts: Facts) -> Iterator[Paragraph]:
    key = f"vote.deport.{elu.id}"
    nom = (facts.person("seance.retraits", elu),)
    if elu.id not in held.room.presents:
        if any(p.mandant == elu.id for p in held.seance.pouvoirs):
            text = "{nom} n'est pas représenté{e} pour ce point : son pouvoir n'a pas été utilisé."
            yield formula(key, _agreed(text, elu), facts, nom=nom)
        return
    given = next((p.mandant for p in held.seance.pouvoirs if p.mandataire == elu.id), None)
    giver = facts.context.elu(given)
    heure = retrait.heure
    yield formula(
        key,
        _agreed(_WITHDRAWN[retrait.motif], elu),
        facts,
        nom=nom,
        heure=(facts.known("seance.retraits", wording.hour(heure), Value(ValueKind.HEURE, heure.isoformat("minutes"))),)
        if heure
        else (),
        mandant=(facts.person("seance.pouvoirs", giver),) if giver else (),
    )


def _agreed(text: str, elu: Elu) -> str:
    return text.replace("{e}", "e" if elu.feminine else "")


def _roll_call(ballot: ByName, held: Held, facts: Facts) -> Paragraph:
    apart = {*ballot.contre, *ballot.abstentions, *ballot.refus}
    asked = len(held.passage.demandeurs)
    return formula(
        "vote.appel",
        f"Scrutin public demandé par {{demandeurs}} {'membre présent' if asked == 1 else 'membres présents'}."
        "[[ Pour : {pour}.]][[ Contre : {contre}.]][[ Abstentions : {abstentions}.]][[ Sans prendre part au vote : {refus}.]]",
        facts,
        demandeurs=(facts.known(_SOURCE, str(asked), Value(ValueKind.NOMBRE, str(asked))),),
        pour=_voices([e for e in held.room.voix if e not in apart], facts),
        contre=_voices(ballot.contre, facts),
        abstentions=_voices(ballot.abstentions, facts),
        refus=_voices(ballot.refus, facts),
    )


def _voices(ids: Sequence[int], facts: Facts) -> Sequence[Span]:
    elus = [elu for e in ids if (elu := facts.context.elu(e))]
    return enumerated(elus, lambda elu: [facts.person(_SOURCE, elu)], facts)
