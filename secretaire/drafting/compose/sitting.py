"""What a text says of how the meeting sits: urgency, closed doors, a second convocation, a nomination and its rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secretaire.acts import wording
from secretaire.acts.act import Paragraph
from secretaire.acts.spans import Span, Value, ValueKind
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.course import Passage
from secretaire.council.elections import LAST_ROUND, Tour, elected, rounds_of, seats, shared
from secretaire.council.nominations import Nomme, SansSecret
from secretaire.council.roster import Elu
from secretaire.drafting.compose.facts import Facts, maire_title
from secretaire.drafting.compose.paragraphs import enumerated, formula

_ROUNDS = ("premier", "deuxième", "troisième")
_CLOSED = {
    (
        True,
        True,
    ): "À la demande de {demandeurs}, le conseil municipal décide, sans débat, {voix}, de siéger à huis clos.",
    (
        True,
        False,
    ): "À la demande de {demandeurs}, le conseil municipal décide, sans débat, {voix}, de siéger à huis clos "
    "pour ce point.",
    (
        False,
        True,
    ): "Le huis clos, demandé par {demandeurs}, est mis aux voix sans débat et n'est pas adopté ({voix}) : la "
    "séance est publique.",
    (
        False,
        False,
    ): "Le huis clos, demandé par {demandeurs} pour ce point, est mis aux voix sans débat et n'est pas adopté "
    "({voix}) : la séance reste publique.",
}


def circumstances(facts: Facts, president: Elu | None) -> Iterator[Paragraph]:
    """Urgency (L. 2121-11), closed doors for the whole meeting (L. 2121-18), a second convocation (L. 2121-17).

    `president`: who presides the meeting; None: nobody knows yet.
    """
    course = facts.context.course
    if course is None:
        return
    if course.urgence:
        yield _urgency(course.urgence, course.avis_urgence, facts)
    if course.huis_clos is not None:
        yield closed_doors("composition.huis_clos", course.huis_clos, facts, president, whole=True)
    if course.premiere is not None and facts.context.without_quorum:
        yield formula(
            "composition.seconde_convocation",
            "La séance du {premiere} n'ayant pu se tenir faute de quorum, le conseil délibère sans condition de quorum sur "
            "le même ordre du jour.",
            facts,
            premiere=(facts.day("seance.premiere", course.premiere),),
        )


def closed_doors(key: str, asked: HuisClos, facts: Facts, president: Elu | None, *, whole: bool) -> Paragraph:
    """Who asked, and how the council voted without debate: for the whole meeting, or for one point."""
    elus = [e for e in (facts.context.elu(i) for i in asked.demandeurs) if e] or ([president] if president else [])
    demandeurs = enumerated(elus, lambda e: [facts.person("seance.huis_clos", e)], facts) or [
        facts.missing("seance.huis_clos", "qui demande le huis clos")
    ]
    voix = _voices(asked.voix, "seance.huis_clos", facts)
    return formula(key, _CLOSED[asked.decide, whole], facts, demandeurs=demandeurs, voix=voix)


def nomination(passage: Passage, facts: Facts) -> Iterator[Paragraph]:
    """Why the nomination is not by secret ballot, and who is nominated when no round says it (L. 2121-21)."""
    named = _nominated(passage.nommes, facts)
    match passage.sans_secret:
        case SansSecret.UNANIMITE:
            text = "Le conseil municipal décide, à l'unanimité, de ne pas procéder au scrutin secret."
            yield formula("vote.secret", text, facts)
        case SansSecret.CANDIDATURE_UNIQUE:
            single = len(passage.nommes) == 1
            one = "Une seule candidature ayant été présentée, la nomination prend effet immédiatement"
            several = (
                "Les candidats n'étant pas plus nombreux que les sièges, les nominations prennent effet immédiatement"
            )
            reader = f" par {maire_title(facts.context.maire)}" if _maire_presides(passage, facts) else ""
            text = f"{one if single else several}, et lecture en est donnée{reader} : {{nommes}}."
            yield formula("vote.nomination", text, facts, nommes=named)
        case None if passage.nommes:
            yield formula("vote.nomination", "Sont élus : {nommes}.", facts, nommes=named)


def rounds(passage: Passage, facts: Facts) -> Iterator[Paragraph]:
    """Each round with its papers and voices, then who is elected (L. 2121-21, L. 2122-7); nothing is said for a blank."""
    tours = passage.tours
    for place, siege in enumerate(seats(tours)):
        held = rounds_of(tours, siege)
        for number, tour in enumerate(held):
            said = _by_hands if passage.sans_secret else _round
            yield said(f"vote.tour.{place}.{number}", number, tour, facts)
        if held[-1].sieges:
            yield _shared(f"vote.election.{place}", held[-1], facts)
            continue
        found = elected(held)
        if found is None:
            key = f"vote.election.{place}"
            yield formula(key, "{vide}.", facts, vide=(facts.missing("vote.election", "qui est élu"),))
            continue
        how = "à la majorité absolue"
        if found.age:
            how = "au bénéfice de l'âge, les voix étant égales"
        elif found.voix < held[-1].majorite:
            how = "à la majorité relative"
        seat = f" ({siege})" if siege else ""
        yield formula(
            f"vote.election.{place}",
            f"Au {_ROUNDS[found.tour - 1]} tour, {{nom}} obtient {{voix}} sur {{exprimes}} et l'emporte {how}{seat}.",
            facts,
            nom=(_named(found.nom, facts),),
            voix=_figure(found.voix, "vote.election", facts, "voix", "voix"),
            exprimes=_figure(held[-1].exprimes, "vote.election", facts, "suffrage exprimé", "suffrages exprimés"),
        )


def noted(text: str) -> str:
    """Words of the secretary inside a sentence, her lines one after the other."""
    flat = " ; ".join(line.strip().rstrip(" .;") for line in text.splitlines() if line.strip())
    return wording.typography(wording.lower_first(flat))


def _urgency(motif: str, voix: Voix | None, facts: Facts) -> Paragraph:
    """What the council said of it is written only once it is noted; until then it is a blank."""
    who = wording.upper_first(maire_title(facts.context.maire))
    said = "{voix}"
    if voix is not None:
        said = "l'a reconnue {voix}" if voix.pour > voix.contre else "ne l'a pas reconnue ({voix})"
    blank = [facts.missing("seance.urgence", "ce que le conseil a dit de l'urgence, et par quel vote")]
    return formula(
        "composition.urgence",
        f"{who} a rendu compte des motifs de l'urgence ({{motif}}) ; le conseil municipal {said}.",
        facts,
        motif=(facts.known("seance.urgence", noted(motif), None),),
        voix=_voices(voix, "seance.urgence", facts) if voix else blank,
    )


def _round(key: str, number: int, tour: Tour, facts: Facts) -> Paragraph:
    numbers: dict[str, Sequence[Span]] = {
        name: _figure(count, "vote.election", facts)
        for name, count in {
            "bulletins": tour.bulletins,
            "blancs": tour.blancs,
            "nuls": tour.nuls,
            "exprimes": tour.exprimes,
            "majorite": tour.majorite,
        }.items()
    }
    return formula(
        key,
        f"{_heading(number, tour)} : bulletins trouvés dans l'urne : {{bulletins}} ; "
        f"blancs : {{blancs}} ; nuls : {{nuls}} ; suffrages exprimés : {{exprimes}}{_absolute(number, tour)}. "
        "Ont obtenu : {obtenu}.",
        facts,
        obtenu=_obtained(tour, facts),
        **numbers,
    )


def _by_hands(key: str, number: int, tour: Tour, facts: Facts) -> Paragraph:
    return formula(
        key,
        f"{_heading(number, tour)}, à main levée : suffrages exprimés : {{exprimes}}{_absolute(number, tour)}. "
        "Ont obtenu : {obtenu}.",
        facts,
        obtenu=_obtained(tour, facts),
        exprimes=_figure(tour.exprimes, "vote.election", facts),
        majorite=_figure(tour.majorite, "vote.election", facts),
    )


def _heading(number: int, tour: Tour) -> str:
    seat = f" ({tour.siege})" if tour.siege else ""
    if tour.sieges:
        return f"Scrutin de liste{seat}"
    return f"{wording.upper_first(_ROUNDS[number])} tour de scrutin{seat}"


def _absolute(number: int, tour: Tour) -> str:
    return "" if tour.sieges or number + 1 == LAST_ROUND else " ; majorité absolue : {majorite}"


def _obtained(tour: Tour, facts: Facts) -> list[Span]:
    """« Liste Roux : 7 voix ; Liste Morel : 4 voix »."""
    spans: list[Span] = []
    for rank, (name, voices) in enumerate(tour.voix):
        spans += [facts.said(" ; ")] if rank else []
        spans += [_named(name, facts), facts.said(" : "), *_figure(voices, "vote.election", facts, "voix", "voix")]
    return spans


def _shared(key: str, tour: Tour, facts: Facts) -> Paragraph:
    """The seats of each list; a blank for those that only the age of a candidate can give."""
    found = shared(tour)
    spans: list[Span] = []
    for rank, (name, won) in enumerate(found.seats):
        spans += [facts.said(" ; ")] if rank else []
        spans += [_named(name, facts), facts.said(" : "), *_figure(won, "vote.election", facts, "siège", "sièges")]
    if found.left:
        spans += [facts.said(" ; "), facts.missing("vote.election", "liste du plus âgé, pour le dernier siège")]
    return formula(
        key,
        "Les sièges ({sieges}) sont répartis à la représentation proportionnelle, au plus fort reste : {listes}.",
        facts,
        sieges=_figure(tour.sieges, "vote.election", facts),
        listes=spans,
    )


def _nominated(nommes: Sequence[Nomme], facts: Facts) -> list[Span]:
    """« M. Hugo PETIT (titulaire) ; Mme Anne DUVAL (suppléant) »."""
    spans: list[Span] = []
    for rank, nomme in enumerate(nommes):
        spans += [facts.said(" ; ")] if rank else []
        spans.append(_named(nomme.nom, facts))
        spans += [facts.said(f" ({nomme.siege})")] if nomme.siege else []
    return spans


def _maire_presides(passage: Passage, facts: Facts) -> bool:
    """The law has the maire read the nomination out: said only where he presides."""
    held = facts.context.held
    named = passage.president if passage.president is not None else held.seance.president if held else None
    maire = facts.context.maire
    return maire is not None and named in {None, maire.id}


def _voices(voix: Voix, source: str, facts: Facts) -> list[Span]:
    """« à l'unanimité », « par 8 voix pour, 2 contre et 1 abstention »."""
    if not voix.contre and not voix.abstentions:
        return [facts.said("à l'unanimité")]
    spans = [facts.said("par "), *_figure(voix.pour, source, facts, "voix pour", "voix pour")]
    parts = []
    if voix.contre:
        parts.append(_figure(voix.contre, source, facts, "voix contre", "voix contre"))
    if voix.abstentions:
        parts.append(_figure(voix.abstentions, source, facts, "abstention", "abstentions"))
    for rank, part in enumerate(parts):
        spans += [facts.said(" et " if rank == len(parts) - 1 else ", "), *part]
    return spans


def _figure(number: int, source: str, facts: Facts, one: str = "", several: str = "") -> list[Span]:
    figure = facts.known(source, str(number), Value(ValueKind.NOMBRE, str(number)))
    return [figure, facts.said(f"\u00a0{one if number < 2 else several}")] if one else [figure]


def _named(name: str, facts: Facts) -> Span:
    return facts.known("vote.election", wording.typography(name), Value(ValueKind.PERSONNE, name))
