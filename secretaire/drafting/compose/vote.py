"""How the result of a vote is written (formulas of the register)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secretaire.acts import wording
from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.act_type import Majorite, ModeScrutin
from secretaire.acts.spans import Span, Value, ValueKind
from secretaire.council.seance import Vote
from secretaire.council.votes import Maniere, Scrutin, decision
from secretaire.drafting.compose.facts import Facts
from secretaire.drafting.compose.paragraphs import formula, written
from secretaire.drafting.compose.point import before_the_vote, secret_result

_SOURCE = "vote.resultat"

# Names stand in brackets, or after a colon (`_dit`) where the formula already has brackets.
_FORMULAS: dict[Maniere, str] = {
    Maniere.UNANIMITE: "à l'unanimité,",
    Maniere.UNANIMITE_EXPRIMES: "à l'unanimité des suffrages exprimés[[ ({abstentions_dit})]][[ ({nuls})]],",
    Maniere.MAJORITE: "par {pour}[[, {contre_liste} et {abstentions}]][[ et {contre_seul}]],",
    Maniere.VOIX_PREPONDERANTE: "par {pour} et {contre}[[, {abstentions}]], la voix du président étant prépondérante,",
    Maniere.PARTAGE: "les voix s'étant partagées également ({pour} ; {contre_dit}[[ ; {abstentions_dit}]]), "
    "N'ADOPTE PAS la proposition.",
    Maniere.REJET: "par {contre} et {pour}[[, {abstentions}]], N'ADOPTE PAS la proposition.",
    Maniere.AUCUN_EXPRIME: "aucun suffrage n'ayant été exprimé[[ ({abstentions_dit})]], N'ADOPTE PAS la proposition.",
}
_ACCOUNTS: dict[Maniere, str] = {
    Maniere.PARTAGE: "les voix s'étant partagées également ({pour} ; {contre_dit}[[ ; {abstentions_dit}]]) et aucune majorité "
    "ne s'étant dégagée contre l'adoption du compte,",
    Maniere.AUCUN_EXPRIME: "aucun suffrage n'ayant été exprimé[[ ({abstentions_dit})]] et aucune majorité ne s'étant "
    "dégagée contre l'adoption du compte,",
}
_IMMEDIATE = "Le conseil municipal, la nomination prenant effet immédiatement,"
_BRACKETS = (" (", ")")
_COLON = (" : ", "")


def adopted(facts: Facts) -> bool:
    """False once the council has voted the proposal down: the act then decides nothing."""
    vote = facts.context.vote
    return (
        vote is None
        or facts.act_type.majorite is Majorite.ELECTION
        or decision(vote, facts.act_type.majorite, facts.context.scrutin).adopte
    )


def vote_section(facts: Facts) -> Section:
    """Who stood back, the result, and the verb that announces the articles."""
    vote, held = facts.context.vote, facts.context.held
    paragraphs = [*before_the_vote(held, facts)] if held else []
    if vote and held is None:
        paragraphs += _deport(vote, facts)
    paragraphs.append(result_of(vote, facts))
    if adopted(facts):
        announce = facts.act_type.annonce
        paragraphs.append(Paragraph("vote.annonce", (facts.said(f"{announce} :"),)))
    return Section(Role.VOTE, tuple(paragraphs))


def result_of(vote: Vote | None, facts: Facts) -> Paragraph:
    """« Le conseil municipal, après en avoir délibéré, à l'unanimité, »; a proposal voted down ends there."""
    if facts.act_type.majorite is Majorite.ELECTION or (facts.context.rounds_held and vote is None):
        own = next((p for p in facts.act_type.ouverture if facts.holds(p.si)), None)
        if own:
            return next(written("vote.resultat", own, facts, ","))
        if facts.context.immediate:
            return formula("vote.resultat", _IMMEDIATE, facts)
        by_papers = facts.act_type.scrutin is ModeScrutin.SECRET or facts.context.rounds_held
        secret = " au scrutin secret" if by_papers and not facts.context.open_nomination else ""
        return formula("vote.resultat", f"Le conseil municipal, après avoir procédé au vote{secret},", facts)
    opening = "Le conseil municipal, après en avoir délibéré, "
    if vote is None:
        if facts.context.immediate:
            return formula("vote.resultat", _IMMEDIATE, facts)
        if facts.act_type.majorite is Majorite.PREND_ACTE:
            return formula("vote.resultat", opening.rstrip(), facts)
        return formula("vote.resultat", opening + "{vide},", facts, vide=(facts.missing(_SOURCE, "résultat du vote"),))
    if facts.context.scrutin is Scrutin.SECRET:
        return secret_result(vote, decision(vote, facts.act_type.majorite, Scrutin.SECRET).maniere, facts)
    if facts.context.scrutin is Scrutin.PUBLIC:  # each name is in the roll call
        vote = replace(vote, noms_contre=(), noms_abstentions=())
    pour = _count(vote.pour, "voix pour", "voix pour", facts)
    contre = _count(vote.contre, "voix contre", "voix contre", facts)
    abstentions = _count(vote.abstentions, "abstention", "abstentions", facts) if vote.abstentions else []
    nuls = _count(vote.blancs_nuls, "bulletin blanc ou nul", "bulletins blancs ou nuls", facts)
    contre_nomme = contre + _named(vote.noms_contre, _BRACKETS, facts)
    return formula(
        "vote.resultat",
        opening + _wording(vote, facts.act_type.majorite),
        facts,
        pour=pour,
        contre=contre_nomme,
        contre_liste=contre_nomme,
        contre_seul=[] if vote.abstentions else contre_nomme,
        contre_dit=contre + _named(vote.noms_contre, _COLON, facts),
        abstentions=abstentions + _named(vote.noms_abstentions, _BRACKETS, facts),
        abstentions_dit=abstentions + _named(vote.noms_abstentions, _COLON, facts),
        nuls=nuls if vote.blancs_nuls else [],
    )


def _wording(vote: Vote, majorite: Majorite) -> str:
    result = decision(vote, majorite)
    usual = _FORMULAS[result.maniere]
    return _ACCOUNTS.get(result.maniere, usual) if majorite is Majorite.COMPTES else usual


def _count(number: int, one: str, several: str, facts: Facts) -> list[Span]:
    """« 2 voix contre »."""
    figure = facts.known(_SOURCE, str(number), Value(ValueKind.NOMBRE, str(number)))
    return [figure, facts.said(f"\u00a0{one if number < 2 else several}")]


def _named(names: Sequence[str], marks: tuple[str, str], facts: Facts) -> list[Span]:
    if not names:
        return []
    return [facts.said(marks[0]), *_names(names, facts), facts.said(marks[1])]


def _names(names: Sequence[str], facts: Facts) -> list[Span]:
    spans: list[Span] = []
    for rank, name in enumerate(names):
        if rank:
            spans.append(facts.said(" et " if rank == len(names) - 1 else ", "))
        spans.append(facts.known(_SOURCE, name, Value(ValueKind.PERSONNE, name)))
    return spans


def _deport(vote: Vote, facts: Facts) -> list[Paragraph]:
    """« …, intéressé à l'affaire, n'a pris part ni au débat ni au vote » (L. 2131-11)."""
    names = vote.noms_deport
    if not names:
        return []
    feminine = all(wording.fold_spaces(n).startswith("Mme ") for n in names)
    several = len(names) > 1
    interested = f"intéressé{'e' if feminine else ''}{'s' if several else ''}"
    verb = "n'ont" if several else "n'a"
    return [
        formula(
            "vote.deport",
            f"{{noms}}, {interested} à l'affaire, {verb} pris part ni au débat ni au vote.",
            facts,
            noms=_names(names, facts),
        )
    ]
