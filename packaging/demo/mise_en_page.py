"""The house styles of the demo town hall: from the facts of an act to the blocks of its page.

Before July 2022 the pages follow the old habits (compte rendu, « ouï l'exposé », signatures of all), as the
registers of real communes do; then the reform; then the wording of the council elected in 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from blocs import Block, Kind, Page
from seances import (
    Meeting,
    Member,
    day_in_words,
    hour_in_words,
    hour_text,
    long_date,
    weekday_date,
    year_in_words,
)

Facts = Mapping[str, Any]
COMMUNE = "L'Aubraie-Saint-Loup"
REFORM = date(2022, 7, 1)  # ordonnance n° 2021-1310: minutes, signatures, publication
RENEWAL = date(2026, 3, 20)


def build_page(document: Facts, meeting: Meeting) -> Page:
    """The page of a document of `actes.yaml`; `meeting` is the one of its date, or the council in office then."""
    layout = {
        "deliberation": deliberation,
        "arrete": arrete,
        "compte_rendu": minutes,
        "pv": minutes,
        "libre": free_text,
    }[document["genre"]]
    day = date.fromisoformat(document["date"])
    blocks = tuple(layout(document, meeting))
    if day >= REFORM:
        blocks = tuple(typeset(block) for block in blocks)
    return Page(
        blocks=blocks,
        face="Times New Roman" if day < REFORM else "Arial",
        footer=f"{COMMUNE} – {footer_of(document, day)}",
        author="Mairie",
        written=f"{day.isoformat()}T17:00:00",
    )


def footer_of(document: Facts, day: date) -> str:
    if document["genre"] in {"arrete", "libre"}:
        return long_date(day)
    return f"séance du {long_date(day)}"


def typeset(block: Block) -> Block:
    """The apostrophes and fixed spaces that a word processor puts in by itself."""

    def mend(text: str) -> str:
        text = text.replace("'", "’")
        text = re.sub(r"(?<=\d) (?=\d{3}\b)|(?<=\d) (?=€|%)", "\u00a0", text)
        return re.sub(r" (?=[:;!?»])|(?<=«) |(?<=n°) |(?<=\bL\.) |(?<=\bR\.) |(?<=\bM\.) |(?<=\bMme) ", "\u00a0", text)

    rows = tuple(tuple(mend(cell) for cell in row) for row in block.rows)
    return Block(block.kind, mend(block.text), mend(block.lead), rows)


def heading(day: date) -> Iterator[Block]:
    yield Block(Kind.CENTRE, "RÉPUBLIQUE FRANÇAISE")
    yield Block(Kind.ENTETE, "Département de l'Allier")
    yield Block(Kind.ENTETE, "Arrondissement de Moulins")
    yield Block(Kind.ENTETE, f"COMMUNE DE {COMMUNE.upper()}" if day < REFORM else f"Commune de {COMMUNE}")


def deliberation(document: Facts, meeting: Meeting) -> Iterator[Block]:
    act = document["actes"][0]
    if meeting.day < REFORM:
        yield from old_deliberation(act, meeting)
    else:
        yield from new_deliberation(act, meeting)


def old_deliberation(act: Facts, meeting: Meeting) -> Iterator[Block]:
    maire = meeting.maire
    yield from heading(meeting.day)
    yield Block(Kind.TITRE, "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nDU CONSEIL MUNICIPAL")
    yield Block(Kind.CENTRE, f"Séance du {long_date(meeting.day)}")
    yield Block(
        Kind.TEXTE,
        f"Nombre de conseillers en exercice : {len(meeting.members)}   Présents : {len(meeting.present)}   "
        f"Votants : {meeting.voters}   Date de convocation : {long_date(meeting.convened)}",
    )
    yield Block(
        Kind.TEXTE,
        f"L'an {year_in_words(meeting.day)}, le {day_in_words(meeting.day)} à {hour_in_words(meeting.hour)}, "
        f"le Conseil Municipal de la commune de {COMMUNE}, dûment convoqué, s'est réuni en session ordinaire "
        f"à la Mairie, sous la présidence de {maire.formal}, Maire.",
    )
    yield from attendance(meeting)
    yield Block(Kind.OBJET, f"Délibération n° {act['numero']}")
    yield Block(Kind.OBJET, f"OBJET : {act['objet']}")
    yield from old_body(act, meeting)
    yield Block(
        Kind.TEXTE,
        "Ainsi fait et délibéré les jour, mois et an que dessus. Ont signé au registre tous les membres "
        "présents. Suivent les signatures.",
    )
    yield Block(Kind.SIGNATURES, rows=(("Certifié exécutoire", f"Pour copie conforme,\nLe Maire,\n\n\n{maire.name}"),))
    yield Block(
        Kind.MENTION,
        "Acte rendu exécutoire après dépôt en Préfecture et publication. Compte rendu affiché sous huitaine.",
    )


def old_body(act: Facts, meeting: Meeting) -> Iterator[Block]:
    yield from (Block(Kind.TEXTE, f"Vu {visa},") for visa in act.get("vus", ()))
    yield from (Block(Kind.TEXTE, f"Considérant {reason},") for reason in act.get("considerants", ()))
    yield from mixed(act.get("expose", ()))
    yield Block(
        Kind.TEXTE,
        f"Le Conseil Municipal, ouï l'exposé de Monsieur le Maire et après en avoir délibéré, {ballot(act, meeting)} :",
    )
    for item in act["decide"]:
        yield from mixed([item], Kind.PUCE)


def new_deliberation(act: Facts, meeting: Meeting) -> Iterator[Block]:
    maire = meeting.maire
    yield from heading(meeting.day)
    yield Block(Kind.TITRE, "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nDU CONSEIL MUNICIPAL")
    yield Block(
        Kind.TABLEAU,
        rows=(
            ("En exercice", "Présents", "Pouvoirs", "Votants", "Convocation"),
            (
                *(str(n) for n in (len(meeting.members), len(meeting.present), len(meeting.proxies), meeting.voters)),
                long_date(meeting.convened),
            ),
        ),
    )
    yield Block(Kind.OBJET, f"Délibération n° {act['numero']}")
    yield Block(Kind.OBJET, f"Objet : {act['objet']}")
    yield Block(
        Kind.TEXTE,
        f"L'an {year_in_words(meeting.day)}, le {day_in_words(meeting.day)}, à {hour_text(meeting.hour)}, le conseil "
        f"municipal de {COMMUNE}, convoqué le {long_date(meeting.convened)}, s'est réuni à la mairie, en séance "
        f"publique, sous la présidence de {maire.formal}, maire.",
    )
    yield from attendance(meeting)
    yield from new_body(act, meeting)
    yield Block(Kind.TEXTE, f"Fait et délibéré à {COMMUNE}, les jour, mois et an indiqués ci-dessus.")
    yield signatures(meeting)
    yield from notices(meeting.day, act.get("transmis", True))


def new_body(act: Facts, meeting: Meeting) -> Iterator[Block]:
    yield from mixed(act.get("expose", ()))
    yield from (Block(Kind.TEXTE, f"Vu {visa},") for visa in act.get("vus", ()))
    yield from (Block(Kind.TEXTE, f"Considérant {reason},") for reason in act.get("considerants", ()))
    yield Block(Kind.TEXTE, f"Le conseil municipal, après en avoir délibéré, {ballot(act, meeting)}, DÉCIDE :")
    number = 0
    for item in act["decide"]:
        if isinstance(item, str):
            number += 1
            yield Block(Kind.TEXTE, item, f"Article {number}{'er' if number == 1 and is_new(meeting.day) else ''} : ")
        else:
            yield from mixed([item])


def is_new(day: date) -> bool:
    return day >= RENEWAL


def attendance(meeting: Meeting) -> Iterator[Block]:
    old = meeting.day < REFORM
    present = [m for m in meeting.present if m is not meeting.maire] if old else list(meeting.present)
    lead = f"Présents : {meeting.maire.formal}, Maire, " if old else "Étaient présents : "
    yield Block(Kind.TEXTE, lead + named(present) + ".")
    given = dict(meeting.proxies)
    for giver, holder in given.items():
        wording = "ayant donné pouvoir à" if old else "pouvoir à"
        lead = "Absent(e) représenté(e)" if old else "Représentation"
        yield Block(Kind.TEXTE, f"{lead} : {giver.title} {giver.name} ({wording} {holder.title} {holder.name}).")
    others = [m for m in meeting.excused if m not in given]
    if others:
        yield Block(Kind.TEXTE, f"Excusés : {named(others)}.")
    secretary = meeting.secretary
    if old:
        yield Block(Kind.TEXTE, f"Secrétaire de séance : {secretary.title} {secretary.name}")
        return
    yield Block(
        Kind.TEXTE,
        f"Le quorum de {len(meeting.members) // 2 + 1} membres étant atteint, la séance est ouverte. {secretary.title} "
        f"{secretary.name} est désigné{'e' if secretary.title == 'Mme' else ''} secrétaire de séance.",
    )


def named(members: list[Member]) -> str:
    return ", ".join(f"{m.title} {m.name}" for m in members)


def ballot(act: Facts, meeting: Meeting) -> str:
    """How the vote is told: the counts come from who was there."""
    vote = act.get("vote") or {}
    aside = [meeting.member(name) for name in vote.get("deport", ())]
    against = [meeting.member(name) for name in vote.get("contre", ())]
    abstaining = [meeting.member(name) for name in vote.get("abstentions", ())]
    left = f" ({named(aside)} n'ayant pris part ni au débat ni au vote)" if aside else ""
    if not against and not abstaining:
        return f"à l'unanimité{left}"
    expressed = meeting.voters - len(aside) - len(abstaining)
    if not against:
        return f"à l'unanimité des suffrages exprimés ({len(abstaining)} abstention : {named(abstaining)}){left}"
    text = f"par {expressed - len(against)} voix pour et {len(against)} voix contre ({named(against)})"
    if abstaining:
        text += f", {len(abstaining)} abstention ({named(abstaining)})"
    return text + left


def mixed(items: Any, kind: Kind = Kind.TEXTE) -> Iterator[Block]:
    """Paragraphs, and tables where the item is a list of rows."""
    for item in items:
        if isinstance(item, str):
            yield Block(kind, item)
        else:
            yield Block(Kind.TABLEAU, rows=tuple(tuple(str(cell) for cell in row) for row in item))


def signatures(meeting: Meeting) -> Block:
    maire, secretary = meeting.maire, meeting.secretary
    of_maire = "La maire" if maire.title == "Mme" else "Le maire"
    of_secretary = "La secrétaire de séance" if secretary.title == "Mme" else "Le secrétaire de séance"
    return Block(Kind.SIGNATURES, rows=((f"{of_maire},\n\n\n{maire.name}", f"{of_secretary},\n\n\n{secretary.name}"),))


def notices(day: date, sent: bool) -> Iterator[Block]:
    following = date.fromordinal(day.toordinal() + 5)
    if sent:
        first = f"Transmis au contrôle de légalité le {long_date(following)} ; publié par affichage le même jour."
    else:
        first = f"Acte non soumis à transmission ; publié par affichage le {long_date(following)}."
    yield Block(Kind.MENTION, first)
    yield Block(
        Kind.MENTION,
        "Cet acte peut être contesté devant le tribunal administratif de Clermont-Ferrand (6 cours Sablon, 63033 "
        "Clermont-Ferrand Cedex 1), ou sur www.telerecours.fr, dans les deux mois qui suivent sa publication.",
    )


def arrete(document: Facts, meeting: Meeting) -> Iterator[Block]:
    act = document["actes"][0]
    day = date.fromisoformat(document["date"])
    maire = meeting.maire
    the_maire = "La maire" if maire.title == "Mme" else "Le maire"
    yield from heading(day)
    yield Block(Kind.TITRE, f"ARRÊTÉ {'MUNICIPAL' if day < REFORM else 'DU MAIRE'} N° {act['numero']}")
    yield Block(Kind.OBJET, act["objet"] if day < REFORM else f"Objet : {act['objet']}")
    yield Block(Kind.TEXTE, f"{the_maire} de la commune de {COMMUNE},")
    yield from (Block(Kind.TEXTE, f"Vu {visa},") for visa in act["vus"])
    yield from (Block(Kind.TEXTE, f"Considérant {reason},") for reason in act["considerants"])
    yield Block(Kind.TITRE, "ARRÊTE :")
    for number, text in enumerate(act["decide"], start=1):
        yield Block(Kind.TEXTE, text, f"Article {number}{'er' if number == 1 else ''} : ")
    rows = (("", f"Fait à {COMMUNE}, le {long_date(day)}.\n{the_maire},\n\n\n{maire.name}"),)
    yield Block(Kind.SIGNATURES, rows=rows)
    if day >= REFORM:
        yield from notices(day, act.get("transmis", False))


def minutes(document: Facts, meeting: Meeting) -> Iterator[Block]:
    """The whole meeting: compte rendu before the reform, procès-verbal after."""
    old = document["genre"] == "compte_rendu"
    yield from heading(meeting.day)
    title = "COMPTE RENDU DE LA RÉUNION" if old else "PROCÈS-VERBAL DE LA SÉANCE"
    yield Block(Kind.TITRE, f"{title}\nDU CONSEIL MUNICIPAL DU {weekday_date(meeting.day).upper()}")
    yield Block(
        Kind.TEXTE,
        f"Le conseil municipal, convoqué le {long_date(meeting.convened)}, s'est réuni à la mairie le "
        f"{weekday_date(meeting.day)} à {hour_text(meeting.hour)}, sous la présidence de {meeting.maire.formal}, maire.",
    )
    yield from attendance(meeting)
    yield from mixed(document.get("ouverture", ()))
    for number, act in enumerate(document["actes"], start=1):
        yield Block(Kind.OBJET, f"{number} – {act['objet']} (délibération n° {act['numero']})")
        yield from old_body(act, meeting) if old else minutes_body(act, meeting)
    yield Block(Kind.OBJET, "Questions diverses" if old else "Questions orales")
    yield from mixed(document["questions"])
    yield Block(Kind.TEXTE, f"L'ordre du jour étant épuisé, la séance est levée à {document['levee']}.")
    if old:
        yield Block(Kind.SIGNATURES, rows=(("Suivent les signatures", f"Le Maire,\n\n\n{meeting.maire.name}"),))
    else:
        yield signatures(meeting)


def minutes_body(act: Facts, meeting: Meeting) -> Iterator[Block]:
    yield from mixed(act.get("expose", ()))
    yield from (Block(Kind.TEXTE, text) for text in act.get("debat", ()))
    yield Block(Kind.TEXTE, f"Le conseil municipal, après en avoir délibéré, {ballot(act, meeting)} :")
    yield from mixed(act["decide"], Kind.PUCE)


def free_text(document: Facts, _meeting: Meeting) -> Iterator[Block]:
    """A letter, a convocation, an agreement: the text as it stands."""
    yield from heading(date.fromisoformat(document["date"]))
    if "titre" in document:
        yield Block(Kind.TITRE, document["titre"])
    yield from mixed(document["texte"])
    if "signature" in document:
        yield Block(Kind.SIGNATURES, rows=(("", document["signature"]),))
