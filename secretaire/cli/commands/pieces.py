"""What a command tells of a piece of the fund."""

from __future__ import annotations

from typing import Any

from secretaire.fund.pieces import ActFacts


def facts_json(facts: ActFacts) -> dict[str, Any]:
    """What it says of itself, under the keys of the contract."""
    vote = facts.vote
    return {
        "type": facts.kind.value,
        "numero": facts.number,
        "date": facts.date.isoformat() if facts.date else None,
        "objet": facts.objet,
        "matiere": facts.matiere,
        "auteur": facts.author,
        "presents": facts.presents,
        "vote": None
        if vote is None
        else {
            "pour": vote.pour,
            "contre": vote.contre,
            "abstentions": vote.abstentions,
            "unanimite": vote.unanime,
        },
        "decision": facts.outcome.value if facts.outcome else None,
        "montants": [f"{amount:.2f}" for amount in facts.amounts],
    }


def title_of(facts: ActFacts) -> str:
    """One line: kind, number, date, objet."""
    when = facts.date.strftime("%d/%m/%Y") if facts.date else "sans date"
    number = f" n° {facts.number}" if facts.number else ""
    return f"{facts.kind.value}{number}, {when} : {facts.objet or 'sans objet lu'}"
