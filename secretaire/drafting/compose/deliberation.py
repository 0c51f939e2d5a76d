"""The parts of a deliberation that the meeting gives: heading, opening, presence, closing, signatures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from secretaire.acts import wording
from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.act_type import Presidence
from secretaire.acts.spans import Span, Value, ValueKind
from secretaire.council.pouvoirs import valid_pouvoirs
from secretaire.council.quorum import quorum
from secretaire.council.roster import Elu
from secretaire.council.seance import Seance
from secretaire.drafting.compose.facts import Facts, maire_title
from secretaire.drafting.compose.paragraphs import enumerated, formula
from secretaire.drafting.compose.sitting import circumstances
from secretaire.drafting.template import Slot

RAPPORTEUR = "expose.rapporteur"
_TITLE = "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL"


def heading(facts: Facts) -> Section:
    """République, departement, arrondissement, commune, title, date and number."""
    return Section(
        Role.ENTETE,
        (
            *place_lines(facts),
            Paragraph("entete.titre", (facts.said(_TITLE),)),
            formula("entete.seance", "Séance du {jour}", facts, jour=facts.write(Slot("date_seance"))),
            formula("entete.numero", "Délibération n° {numero}", facts, numero=facts.write(Slot("numero_acte"))),
        ),
    )


def place_lines(facts: Facts) -> tuple[Paragraph, ...]:
    """The top of every act."""
    commune = facts.context.commune
    departement = facts.write(Slot("departement", "de"))
    arrondissement = commune.arrondissement.strip()
    seat = (facts.known("commune.arrondissement", wording.de(arrondissement), Value(ValueKind.TEXTE, arrondissement)),)
    lines = [
        Paragraph("entete.republique", (facts.said("RÉPUBLIQUE FRANÇAISE"),)),
        formula("entete.departement", "Département {nom}", facts, nom=departement),
        formula("entete.arrondissement", "Arrondissement {nom}", facts, nom=seat),
        formula("entete.commune", "Commune {nom}", facts, nom=facts.write(Slot("commune", "de"))),
    ]
    missing = {"entete.departement": commune.departement, "entete.arrondissement": arrondissement}
    return tuple(line for line in lines if missing.get(line.key, "x"))


def composition(facts: Facts) -> Section:
    """Counts, opening, present, represented, absent, quorum, secretary."""
    president = president_of_the_meeting(facts)
    told = circumstances(facts, president)
    parts = (*_counts(facts), _opening(facts), *_presence(facts), *told, _secretary(facts))
    return Section(Role.COMPOSITION, parts)


def rapporteur(facts: Facts) -> Iterator[Paragraph]:
    """« Sur le rapport de Mme Claire MARTIN, », when another than the maire presents the point."""
    held = facts.context.held
    elu = facts.context.elu(held.point.rapporteur) if held else None
    if elu is not None and elu != facts.context.maire:
        nom = (facts.person("seance.rapporteur", elu),)
        yield formula(RAPPORTEUR, "Sur le rapport de {nom},", facts, nom=nom)


def closing(facts: Facts) -> Section:
    """« Fait et délibéré à …, les jour, mois et an indiqués ci-dessus. »"""
    text = "Fait et délibéré {commune}, les jour, mois et an indiqués ci-dessus."
    return Section(Role.CLOTURE, (formula("cloture", text, facts, commune=facts.write(Slot("commune", "a"))),))


def signatures(facts: Facts) -> Section:
    """Whoever presided and the secretary of the seance, and nobody else (L. 2121-23)."""
    president = _president(facts)
    maire = facts.context.maire
    doyen = facts.act_type.presidence is Presidence.DOYEN
    stands_in = doyen or president != maire
    title = ("La présidente" if president and president.feminine else "Le président") + " de séance"
    if doyen:
        title = "La doyenne d'âge" if president and president.feminine else "Le doyen d'âge"
    first = facts.said(title) if stands_in else facts.known("elus.maire", wording.upper_first(maire_title(maire)))
    secretary = _secretaire(facts)
    second = f"{'La' if secretary and secretary.feminine else 'Le'} secrétaire de séance,"
    names = (
        facts.known("elus.maire", president.full_name, Value(ValueKind.PERSONNE, president.full_name))
        if president
        else _no_president(facts),
        facts.known("seance.secretaire", secretary.full_name, Value(ValueKind.PERSONNE, secretary.full_name))
        if secretary
        else facts.missing("seance.secretaire", "secrétaire de séance"),
    )
    return Section(
        Role.SIGNATURES,
        (
            Paragraph("signature.maire.qualite", (first, facts.said(","))),
            Paragraph("signature.maire.nom", (names[0],)),
            Paragraph("signature.secretaire.qualite", (facts.said(second),)),
            Paragraph("signature.secretaire.nom", (names[1],)),
        ),
    )


def _counts(facts: Facts) -> Iterator[Paragraph]:
    """The frame of the members: in office, present, pouvoirs, voters, date of the convocation."""
    seance, vote = facts.context.seance, facts.context.vote
    day = facts.context.day
    in_office = len(facts.context.roster.on(day)) if day else 0
    present = len(seance.presents) if seance else 0
    pouvoirs = len(valid_pouvoirs(seance)) if seance else 0
    voices = len(facts.context.held.room.voix) if facts.context.held else present + pouvoirs
    voters = voices - (vote.ne_prend_pas_part if vote else 0)
    lines: list[tuple[str, str, int]] = [
        ("exercice", "Membres en exercice", in_office),
        ("presents", "Présents", present),
        ("pouvoirs", "Pouvoirs", pouvoirs if present else -1),
        ("votants", "Votants", voters if present else -1),
    ]
    for name, label, count in lines:
        known = count > 0 or (count == 0 and name == "pouvoirs")
        source = f"seance.{name}"
        figure = (
            facts.known(source, str(count), Value(ValueKind.NOMBRE, str(count)))
            if known
            else facts.missing(source, "nombre")
        )
        yield formula(f"composition.effectifs.{name}", f"{label} : {{nombre}}", facts, nombre=(figure,))
    sent = (
        facts.day("seance.convocation", seance.convocation)
        if seance and seance.convocation
        else facts.missing("seance.convocation", "date")
    )
    yield formula("composition.effectifs.convocation", "Date de la convocation : {jour}", facts, jour=(sent,))


def _opening(facts: Facts) -> Paragraph:
    seance = facts.context.seance
    day = facts.context.day
    lieu = (seance.lieu if seance else "") or facts.context.commune.lieu_seance
    course = facts.context.course
    president, maire = president_of_the_meeting(facts), facts.context.maire
    role = "maire"
    if facts.act_type.presidence is Presidence.DOYEN:
        role = f"{'doyenne' if president and president.feminine else 'doyen'} d'âge des membres présents"
    elif president != maire:
        prevented = f"{maire_title(maire)} étant empêché{'e' if maire and maire.feminine else ''}"
        role = f"{president.fonction}, {prevented}" if president else prevented

    def seance_fact(name: str, label: str, text: str | None, value: Value | None = None) -> tuple[Span, ...]:
        source = f"seance.{name}"
        return (facts.known(source, text, value) if text else facts.missing(source, label),)

    convened = "convoqué le"
    if course and course.seconde_convocation:
        convened = "sur seconde convocation du"
    elif course and course.urgence:
        convened = "convoqué en urgence le"
    doors = "" if course and course.a_huis_clos else "en séance publique, "
    return formula(
        "composition.ouverture",
        f"L'an {{an}}, le {{jour}}, à {{heure}}, le conseil municipal de la commune {{commune}}, {convened} "
        f"{{convocation}}, s'est réuni {{lieu}}, {doors}sous la présidence de {{president}}, {role}.",
        facts,
        an=seance_fact("date", "année", wording.year_in_words(day) if day else None, _iso(facts)),
        jour=seance_fact("date", "jour", wording.day_in_words(day) if day else None, _iso(facts)),
        heure=seance_fact(
            "heure",
            "heure",
            wording.hour(seance.heure) if seance and seance.heure else None,
            Value(ValueKind.HEURE, seance.heure.isoformat("minutes")) if seance and seance.heure else None,
        ),
        commune=facts.write(Slot("commune", "de")),
        convocation=(
            facts.day("seance.convocation", seance.convocation)
            if seance and seance.convocation
            else facts.missing("seance.convocation", "date de la convocation"),
        ),
        lieu=seance_fact("lieu", "lieu de la réunion", wording.at_place(lieu) if lieu.strip() else None),
        president=(facts.person("seance.president", president) if president else _no_president(facts),),
    )


def _iso(facts: Facts) -> Value | None:
    day = facts.context.day
    return Value(ValueKind.DATE, day.isoformat()) if day else None


def _presence(facts: Facts) -> Iterator[Paragraph]:
    seance = facts.context.seance
    if seance is None or not seance.presents:
        missing = facts.missing("seance.presents", "membres présents, représentés et absents")
        yield formula("composition.presents", "Étaient présents : {noms}.", facts, noms=(missing,))
        return
    office = facts.context.roster.on(seance.date)
    present = [e for e in office if e.id in seance.presents]
    yield formula(
        "composition.presents",
        f"{agreed(present, 'Était présent', 'Étaient présents')} : {{noms}}.",
        facts,
        noms=enumerated(present, lambda e: [facts.person("seance.presents", e)], facts),
    )
    yield from _absence(seance, office, facts)
    if facts.context.without_quorum:
        return
    needed = quorum(len(office))
    if len(present) >= needed:
        figure = facts.known("seance.quorum", str(needed), Value(ValueKind.NOMBRE, str(needed)))
        yield formula(
            "composition.quorum", "Le quorum de {n} membres étant atteint, la séance est ouverte.", facts, n=(figure,)
        )


def _absence(seance: Seance, office: Sequence[Elu], facts: Facts) -> Iterator[Paragraph]:
    pouvoirs = {p.mandant: facts.context.elu(p.mandataire) for p in valid_pouvoirs(seance)}
    represented = [e for e in office if e.id in pouvoirs]
    away = [e for e in office if e.id not in seance.presents and e.id not in pouvoirs]
    excused = [e for e in away if e.id in seance.excuses]
    absent = [e for e in away if e.id not in seance.excuses]

    def with_holder(elu: Elu) -> list[Span]:
        holder = pouvoirs[elu.id]
        name = facts.person("seance.pouvoirs", elu)
        return (
            [name, facts.said(" (pouvoir à "), facts.person("seance.pouvoirs", holder), facts.said(")")]
            if holder
            else [name]
        )

    def name(elu: Elu) -> list[Span]:
        return [facts.person("seance.absents", elu)]

    lines: tuple[tuple[str, list[Elu], str, str, Callable[[Elu], list[Span]]], ...] = (
        ("representes", represented, "Était représenté", "Étaient représentés", with_holder),
        ("excuses", excused, "Absent excusé", "Absents excusés", name),
        ("absents", absent, "Absent", "Absents", name),
    )
    for key, elus, one, several, write in lines:
        if elus:
            yield formula(
                f"composition.{key}",
                f"{agreed(elus, one, several)} : {{noms}}.",
                facts,
                noms=enumerated(elus, write, facts),
            )


def _secretary(facts: Facts) -> Paragraph:
    secretary = _secretaire(facts)
    who = (
        facts.person("seance.secretaire", secretary)
        if secretary
        else facts.missing("seance.secretaire", "secrétaire de séance")
    )
    named = "désignée" if secretary and secretary.feminine else "désigné"
    return formula("composition.secretaire", f"{{nom}} est {named} secrétaire de séance.", facts, nom=(who,))


def _secretaire(facts: Facts) -> Elu | None:
    seance = facts.context.seance
    return facts.context.elu(seance.secretaire) if seance and seance.secretaire is not None else None


def president_of_the_meeting(facts: Facts) -> Elu | None:
    """Who opened it: another may preside one point."""
    held = facts.context.held
    if held is None:
        return _president(facts)
    opened = held.course.seance.president
    if opened is not None:
        return facts.context.elu(opened)
    return _maire_if_there(held.course.seance.presents, facts)


def _president(facts: Facts) -> Elu | None:
    seance = facts.context.seance
    if seance and seance.president is not None:
        return facts.context.elu(seance.president)
    held = facts.context.held
    retires = held.room.retires if held else ()
    return _maire_if_there([e for e in seance.presents if e not in retires] if seance else (), facts)


def _maire_if_there(presents: Collection[int], facts: Facts) -> Elu | None:
    """The maire presides (L. 2121-14), unless the roll was called and does not name him: nobody knows then who did."""
    maire = facts.context.maire
    if facts.act_type.presidence is Presidence.DOYEN or (maire and presents and maire.id not in presents):
        return None
    return maire


def _no_president(facts: Facts) -> Span:
    if facts.act_type.presidence is Presidence.DOYEN:
        return facts.missing("seance.president", "doyen d'âge qui préside")
    if facts.context.maire:
        return facts.missing("seance.president", "qui préside")
    return facts.missing("elus.maire", "nom du maire")


def agreed(elus: Sequence[Elu], one: str, several: str) -> str:
    """« Était présent », « Étaient présentes »: every word but the verb takes the gender."""
    text = several if len(elus) > 1 else one
    if not all(e.feminine for e in elus):
        return text
    words = [w if w in {"Était", "Étaient"} else (f"{w[:-1]}es" if len(elus) > 1 else f"{w}e") for w in text.split()]
    return " ".join(words)
