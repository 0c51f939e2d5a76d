"""The parts of an arrêté of the maire that its type does not give."""

from __future__ import annotations

from dataclasses import replace

from secretaire.acts import wording
from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.spans import Value, ValueKind
from secretaire.drafting.compose.deliberation import place_lines
from secretaire.drafting.compose.facts import Facts, maire_title
from secretaire.drafting.compose.paragraphs import formula
from secretaire.drafting.compose.visas import visas as cited_texts
from secretaire.drafting.template import Slot


def heading(facts: Facts) -> Section:
    """République, departement, arrondissement, commune, title and number."""
    numero = facts.write(Slot("numero_acte"))
    title = formula("entete.titre", f"ARRÊTÉ {_of_maire(facts).upper()} N° {{numero}}", facts, numero=numero)
    state = (
        [Paragraph("entete.etat", (facts.said("Pris au nom de l'État"),))] if facts.act_type.au_nom_de_l_etat else []
    )
    return Section(Role.ENTETE, (*place_lines(facts), title, *state))


def visas(facts: Facts) -> Section:
    """« Le maire de la commune d'Aubigny, » then the visas: one sentence, after the objet."""
    opening = formula(
        "visa.ouverture",
        "{titre} de la commune {commune}, agissant au nom de l'État,"
        if facts.act_type.au_nom_de_l_etat
        else "{titre} de la commune {commune},",
        facts,
        titre=facts.write(Slot("maire", "Titre")),
        commune=facts.write(Slot("commune", "de")),
    )
    texts = cited_texts(facts)
    return replace(texts, paragraphs=(opening, *texts.paragraphs))


def announce(facts: Facts) -> Section:
    """« ARRÊTE : »"""
    return Section(Role.VOTE, (Paragraph("vote.annonce", (facts.said("ARRÊTE :"),)),))


def closing(facts: Facts) -> Section:
    """« Fait à Aubigny, le 18 décembre 2026. »"""
    return Section(
        Role.CLOTURE,
        (
            formula(
                "cloture",
                "Fait {commune}, le {jour}.",
                facts,
                commune=facts.write(Slot("commune", "a")),
                jour=facts.write(Slot("date_acte")),
            ),
        ),
    )


def signatures(facts: Facts) -> Section:
    """First name, name and quality of the author (CRPA L. 212-1)."""
    maire = facts.context.maire
    name = (
        facts.known("elus.maire", maire.full_name, Value(ValueKind.PERSONNE, maire.full_name))
        if maire
        else facts.missing("elus.maire", "nom du maire")
    )
    title = facts.known("elus.maire", wording.upper_first(maire_title(maire)))
    return Section(
        Role.SIGNATURES,
        (Paragraph("signature.maire.qualite", (title, facts.said(","))), Paragraph("signature.maire.nom", (name,))),
    )


def _of_maire(facts: Facts) -> str:
    return "de la maire" if maire_title(facts.context.maire).startswith("la") else "du maire"
