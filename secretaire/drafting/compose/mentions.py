"""What closes an act: execution, executory notice, ways of recourse."""

from __future__ import annotations

from secretaire.acts import wording
from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.act_type import Famille, Recours
from secretaire.acts.spans import Span, Value, ValueKind
from secretaire.council.tribunal import tribunal
from secretaire.drafting.compose.facts import Facts, maire_title
from secretaire.drafting.compose.paragraphs import formula
from secretaire.drafting.compose.vote import adopted

_BY_HAND = "………………………"  # filled by pen or stamp once the act is sent and published


def execution(facts: Facts) -> str:
    """The template of the last article: who carries the act out, and whether the prefect receives it."""
    kind = facts.act_type
    if kind.execution:
        return kind.execution
    sent = "transmise au représentant de l'État et publiée" if facts.transmissible else "publiée"
    if kind.famille is Famille.DELIBERATION:
        return (
            "{maire:Titre} est {maire:accord|chargé|chargée} de l'exécution de la présente délibération, "
            f"qui sera {sent}."
        )
    known = "notifié à son destinataire" if kind.individuel else "publié"
    sent = f"transmis au représentant de l'État et {known}" if facts.transmissible else known
    return f"{{maire:Titre}} est {{maire:accord|chargé|chargée}} de l'exécution du présent arrêté, qui sera {sent}."


def mentions(facts: Facts) -> Section:
    """Executory notice (L. 2131-1) and ways and delays of recourse (CJA R. 421-5)."""
    paragraphs = [_executory(facts)] if adopted(facts) else []  # a proposal voted down has nothing to carry out
    if facts.act_type.recours is not Recours.AUCUN:
        paragraphs.append(_recourse(facts))
    return Section(Role.MENTIONS, tuple(paragraphs))


def _executory(facts: Facts) -> Paragraph:
    kind = facts.act_type
    if kind.individuel:
        known = f"notifié au destinataire le {_BY_HAND} (signature : {_BY_HAND})"
    else:
        known = f"publié le {_BY_HAND}[[ par {{mode}}]]"
    if not facts.transmissible:
        return formula("mention.executoire", f"Acte non soumis à transmission ; {known}.", facts, mode=_mode(facts))
    return formula(
        "mention.executoire",
        f"Acte rendu exécutoire : transmis au contrôle de légalité le {_BY_HAND} (accusé de réception {_BY_HAND}) ; "
        f"{known}. {{maire}} certifie sous sa responsabilité le caractère exécutoire de cet acte.",
        facts,
        mode=_mode(facts),
        maire=(facts.known("elus.maire", wording.upper_first(maire_title(facts.context.maire))),),
    )


_WITHIN: dict[Recours, str] = {
    Recours.DROIT_COMMUN: (
        "Cet acte peut être contesté devant le {tribunal}[[ ({adresse})]], ou sur www.telerecours.fr, dans les deux mois "
        "qui suivent sa {evenement}. Un recours gracieux peut être adressé {maire} dans le même délai ; l'absence de "
        "réponse pendant deux mois vaut rejet et ouvre un nouveau délai de deux mois."
    ),
    Recours.URBANISME: (
        "Cet acte peut être contesté devant le {tribunal}[[ ({adresse})]], ou sur www.telerecours.fr, dans les deux mois "
        "qui suivent sa {evenement}. Un recours gracieux ou hiérarchique peut être formé dans le mois ; il ne prolonge pas "
        "le délai de deux mois ouvert devant le tribunal administratif."
    ),
    Recours.ELECTORAL: (
        "L'élection peut être contestée devant le {tribunal}[[ ({adresse})]], au plus tard à 18 heures le cinquième jour "
        "qui suit."
    ),
}


def _mode(facts: Facts) -> tuple[Span, ...]:
    commune = facts.context.commune
    mode = commune.mode_publicite.strip()
    if not mode:
        return ()
    where = f" sur {commune.site}" if commune.site and "lectronique" in mode else ""
    return (facts.known("commune.mode_publicite", wording.lower_first(mode) + where),)


def _recourse(facts: Facts) -> Paragraph:
    """CJA R. 421-1 and R. 421-5; CU L. 600-12-2; code électoral R. 119."""
    event = "notification" if facts.act_type.individuel else "publication"
    commune = facts.context.commune
    seat = commune.tribunal.strip() or tribunal(commune.code_departement)
    address = commune.adresse_tribunal.strip()
    maire = "à la maire" if maire_title(facts.context.maire).startswith("la") else "au maire"
    return formula(
        "mention.recours",
        _WITHIN[facts.act_type.recours],
        facts,
        evenement=(facts.said(event),),
        tribunal=(
            facts.known("commune.tribunal", _named(seat), Value(ValueKind.TEXTE, seat))
            if seat
            else facts.missing("commune.tribunal", "tribunal administratif"),
        ),
        adresse=(facts.known("commune.adresse_tribunal", wording.typography(address)),) if address else (),
        maire=(facts.known("elus.maire", maire),),
    )


def _named(seat: str) -> str:
    """« tribunal administratif d'Orléans », be the setting « Orléans » or the whole name."""
    if seat.lower().startswith("tribunal"):
        return wording.lower_first(seat)
    return f"tribunal administratif {wording.de(seat)}"
