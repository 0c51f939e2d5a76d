"""Votes as the text says them: sums, majority, ties, secret ballots, elections (C05, C17; L. 2121-20, L. 2121-21)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.written import Written, WrittenVote
from secretaire.council.quorum import quorum

_DECIDED = re.compile(
    r"\b(?:decide|approuve|adopte|autorise|fixe|accepte|vote|accorde|attribue|cree|retient|instaure)\b(?! (?:de ne pas|pas))"
)
_REFUSED = re.compile(
    r"\b(?:n'(?:adopte|approuve|accepte) pas|rejet(?:te|tee?)|refuse|non adopte|pas adoptee?|de ne pas|defavorable|s'oppose)\b"
)
_CASTING = re.compile(r"preponderante?")
_SECRET = re.compile(r"(?:scrutin|bulletin|vote)s? (?:a |au )?(?:bulletins? )?secrets?")
_ACCOUNTS = re.compile(r"compte (?:administratif|financier unique|de gestion)")
_ACCOUNTS_VOTED = re.compile(r"compte (?:administratif|financier unique)")
_LEFT = re.compile(
    r"retir|quitt|\bsort|hors de la presence|hors la presence|absence du maire|maire[^.;]{0,80} absente?\b|ne prend pas part|n'a pas pris part|(?:presidence|president) de [^.;]{3,50}(?:adjoint|doyen|conseill)"
)
_NOT_CAST = re.compile(
    r"\b(?:blanc|nul)s?\b|\bnppv\b|\brefus(?:e|ent)? de (?:prendre part au )?vote|part au vote|participe(?:nt)? pas"
)
_HANDS = re.compile(r"a main levee")
_ELECTION = re.compile(r"election (?:du maire|de la maire|des adjoints|d'un adjoint|d'une adjointe)")
_NAMES_AFTER = re.compile(
    r"(?P<n>\d{1,2}) (?:voix )?(?P<quoi>contre|abstentions?)(?:\(s\))? \((?P<noms>[^()]{4,200})\)"
)
_EXPRESSED = re.compile(r"\bexprimes ?[:=]? ?(?P<n>\d{1,3})\b")
_ABSOLUTE = re.compile(r"\bmajorite absolue(?: des suffrages(?: exprimes)?)? ?[:=]? ?(?P<n>\d{1,3})\b")
_PAPERS = re.compile(r"\b(?:bulletins|votants)\b[a-z' ]{0,45}[:=]? ?(?P<n>\d{1,3})\b")
_VOID = re.compile(r"\b(?:blancs?|nuls?|blancs? (?:et|ou) nuls?)\b[a-z'. ()]{0,70}[:=] ?(?P<n>\d{1,3})\b")
_ROUND = 420  # characters in which a count of an election is said


def ballots(written: Written) -> Iterator[Finding]:
    """Each vote: no more votes than voters, adopted only with more for than against, a tie broken by the president."""
    voters = written.count("votants") if written.single else None
    office = written.count("exercice")
    for vote in written.votes:
        total = vote.pour + vote.contre + vote.abstentions
        most = office if voters is None else voters
        if most is not None and total > most:
            message = (
                f"Le vote compte {total} voix pour {most} {'membres en exercice' if voters is None else 'votants'}."
            )
            yield _on(written, vote, "VOTE_TOTAL", Gravite.ALERTE, message)
        elif voters is not None and len(written.votes) == 1 and total < voters and not _LEFT.search(written.plain):
            present, given = (written.counts.get(n, (None,))[0] for n in ("presents", "pouvoirs"))
            right = (
                present is not None and given is not None and total == present + given
            )  # the voters are wrong, not the vote
            if not right and not _NOT_CAST.search(written.plain):
                message = f"Le vote compte {total} voix pour {voters} votants."
                yield _on(written, vote, "VOTE_TOTAL", Gravite.ALERTE, message)
        yield from _outcome(written, vote)


def _outcome(written: Written, vote: WrittenVote) -> Iterator[Finding]:
    around = written.plain[max(0, vote.start - 300) : vote.end + 300]
    after = written.plain[vote.end : vote.end + 160]
    if _REFUSED.search(around) or not _DECIDED.search(after) or not written.single:
        return
    if vote.contre > vote.pour:
        message = (
            f"{vote.contre} voix contre et {vote.pour} pour : la proposition n'est pas adoptée, mais le texte décide."
        )
        yield _on(written, vote, "VOTE_REJETE", Gravite.BLOQUANT, message)
    elif vote.contre == vote.pour > 0 and not _ACCOUNTS.search(written.plain):
        if not _CASTING.search(around):
            message = "Partage égal des voix : dire que la voix du président est prépondérante, ou que la proposition n'est pas adoptée."
            yield _on(written, vote, "VOTE_PARTAGE", Gravite.ALERTE, message)
        elif _SECRET.search(around):
            message = "Au scrutin secret, la voix du président n'est pas prépondérante : à égalité, la proposition n'est pas adoptée."
            yield _on(written, vote, "VOTE_PARTAGE_SECRET", Gravite.ALERTE, message)


def names_of_votes(written: Written) -> Iterator[Finding]:
    """« 2 abstentions (M. A, Mme B) »: as many names as votes."""
    for m in _NAMES_AFTER.finditer(written.plain):
        names = [n for n in re.split(r",|;| et |/", m["noms"]) if re.search(r"[a-z]{2}", n)]
        titled = re.findall(r"\b(?:m|mr|mme|monsieur|madame)\b\.?", m["noms"])
        if len(titled) == len(names) and len(names) != int(m["n"]):
            message = f"{m['n']} {m['quoi']}, mais {len(names)} noms."
            yield written.finding(m.start(), m.end(), "VOTE_NOMS", Gravite.ALERTE, message, "CGCT L. 2121-21")


def accounts(written: Written) -> Iterator[Finding]:
    """The maire leaves the room when the accounts are voted (L. 2121-14)."""
    if (
        (found := _of_the_object(written, _ACCOUNTS_VOTED))
        and written.single
        and re.search(r"unanimite|voix pour|\bvotes?\b", written.plain)
        and not _LEFT.search(written.plain)
    ):
        message = "Le maire doit se retirer pendant le vote du compte, et le conseil élire un président pour ce point : l'acte ne le dit pas."
        yield written.finding(found.start(), found.end(), "COMPTE_MAIRE", Gravite.ALERTE, message, "CGCT L. 2121-14")


def secret_elections(written: Written) -> Iterator[Finding]:
    """The maire and the adjoints are elected by secret ballot, whatever the council wants (L. 2122-4, L. 2122-7)."""
    if written.single and _of_the_object(written, _ELECTION) and (m := _HANDS.search(written.plain)):
        message = "Le maire et les adjoints sont toujours élus au scrutin secret, jamais à main levée."
        yield written.finding(m.start(), m.end(), "SCRUTIN_SECRET", Gravite.ALERTE, message, "CGCT L. 2122-7")


def counting(written: Written) -> Iterator[Finding]:
    """Votes cast = papers − blank and void ones; absolute majority = more than half of the votes cast."""
    cast = list(_EXPRESSED.finditer(written.plain))
    for index, m in enumerate(cast):
        left = max(m.start() - _ROUND, cast[index - 1].end() if index else 0)
        before = written.plain[left : m.start()]
        papers, void = list(_PAPERS.finditer(before)), list(_VOID.finditer(before))
        if len(papers) == 1 and void and int(m["n"]) != int(papers[0]["n"]) - sum(int(v["n"]) for v in void):
            right = int(papers[0]["n"]) - sum(int(v["n"]) for v in void)
            message = (
                f"{papers[0]['n']} bulletins moins les blancs et nuls font {right} suffrages exprimés, pas {m['n']}."
            )
            yield written.finding(
                m.start("n"), m.end("n"), "SUFFRAGES", Gravite.ALERTE, message, "C. élect. L. 65 et L. 66"
            )
    for m in _ABSOLUTE.finditer(written.plain):
        said = [c for c in cast if c.end() <= m.start() < c.end() + _ROUND]
        if said and int(m["n"]) != (right := quorum(int(said[-1]["n"]))):
            message = f"La majorité absolue de {said[-1]['n']} suffrages exprimés est de {right}."
            yield written.finding(
                m.start("n"), m.end("n"), "MAJORITE_ABSOLUE", Gravite.ALERTE, message, "CGCT L. 2122-7", str(right)
            )


def _of_the_object(written: Written, pattern: re.Pattern[str]) -> re.Match[str] | None:
    return pattern.search(written.plain, *written.objet) if written.objet else None


def _on(written: Written, vote: WrittenVote, code: str, gravite: Gravite, message: str) -> Finding:
    return written.finding(vote.start, vote.end, code, gravite, message, "CGCT L. 2121-20")
