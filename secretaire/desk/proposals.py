"""What the pen made, kept with all it takes to make it again; and why its checks refused, in French."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from secretaire.acts.act import Act, ActId, Role
from secretaire.desk.office import Office
from secretaire.drafting.pen.locks import Lock, Refusal
from secretaire.drafting.pen.pen import Proposal
from secretaire.drafting.pen.writing import Sentence
from secretaire.store.proposals import NewProposal, Place, StoredProposal

_REASONS: dict[Lock, str] = {
    Lock.FIGURE_ADDED: "le chiffre « {} » n'est pas dans {}",
    Lock.FIGURE_LOST: "le chiffre « {} » a disparu",
    Lock.FIGURE_REPEATED: "le chiffre « {} » est répété",
    Lock.FACT_CHANGED: "« {} » a changé de sens",
    Lock.UNIT_CHANGED: "« {} » ne dit plus la même mesure",
    Lock.ROLE_CHANGED: "« {} » n'est plus dit de la même chose",
    Lock.NAME_ADDED: "le nom « {} » n'est pas dans {}",
    Lock.NAME_LOST: "le nom « {} » a disparu",
    Lock.CIVILITY_CHANGED: "la civilité de « {} » n'est pas dans {}",
    Lock.NEGATION_ADDED: "une négation a été ajoutée",
    Lock.NEGATION_LOST: "une négation a disparu",
    Lock.PAYER_CHANGED: "celui qui paie a changé",
    Lock.SPEAKER_CHANGED: "celui qui parle ou qui demande a changé",
    Lock.DOUBT_LOST: "« {} » : les notes en doutent, le texte l'affirme",
    Lock.TENSE_CHANGED: "« {} » : ce qui est fait et ce qui reste à faire ont changé",
    Lock.NUANCE_ADDED: "la nuance « {} » a été ajoutée",
    Lock.NUANCE_LOST: "la nuance « {} » a disparu",
    Lock.CONTRARY: "« {} » dit le contraire",
    Lock.WORD_ADDED: "« {} » n'est pas dans {}",
    Lock.CONTENT_LOST: "une partie a disparu ({})",
    Lock.FORM: "la phrase est mal formée ({})",
    Lock.FORCED: "la tournure « {} » est hésitante",
    Lock.UNSURE: "l'assistant n'était pas sûr de « {}… »",
    Lock.ORDER: "« {} » est un ordre, pas un fait : cité sans être suivi",
    Lock.TOO_LONG: "{} caractères, c'est trop pour l'assistant : donnez-lui-en moins à la fois",
}
NOTES = "les notes"
TEXT = "votre texte"


def reasons_of(made: Proposal, given: str = NOTES) -> tuple[str, ...]:
    """Why parts of a proposal were put aside, each once; `given` names what it was written from."""
    return reasons_from(made.sentences, given)


def reasons_from(sentences: Sequence[Sentence], given: str = NOTES) -> tuple[str, ...]:
    """Why pieces of a text were put aside, each once."""
    refusals = (r for sentence in sentences for r in sentence.refusals)
    return tuple(dict.fromkeys(_REASONS[r.lock].format(r.excerpt, given) for r in refusals))


def doubtful_of(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The pieces on which the assistant hesitated: wrong more often than the others."""
    return tuple(sentence.text for sentence in sentences if sentence.accepted and sentence.doubtful)


def keep(
    office: Office, act: Act, role: Role, made: Proposal, reasons: Sequence[str], place: Place | None = None
) -> StoredProposal:
    """Keep a proposal for a part of an act; `reasons` are why nobody may accept it, none when a person may."""
    given = _written(made, reasons)
    return _kept(office, replace(given, act_id=act.id, act_version=act.version, role=role, place=place))


def keep_for_point(
    office: Office, seance_id: int, point_id: int, made: Proposal, reasons: Sequence[str]
) -> StoredProposal:
    """Keep a proposal for a point of a procès-verbal."""
    return _kept(office, replace(_written(made, reasons), seance_id=seance_id, point=point_id))


def _kept(office: Office, proposal: NewProposal) -> StoredProposal:
    return office.workspace.proposals.add(proposal, now=datetime.now(UTC))


def _written(made: Proposal, reasons: Sequence[str]) -> NewProposal:
    """What was written, and all it takes to write it again; whom it is for is not said yet."""
    run = made.run
    return NewProposal(
        run_id=run.id,
        act_id=ActId(""),
        act_version=0,
        role=Role.EXPOSE,
        task=run.task.value,
        notes="\n".join(run.notes),
        text=json.dumps([_sentence_json(s) for s in made.sentences], ensure_ascii=False),
        model_sha256=run.model_sha256,
        seed=run.seed,
        lock_reasons=tuple(reasons),
        objet=run.objet,
        adapter_sha256=run.adapter_sha256,
        pen_version=run.prompt_version,
        duration_s=run.duration_s,
    )


def sentences_of(stored: StoredProposal) -> list[Sentence]:
    """The pieces of a proposal, as the pen made them."""
    return [_sentence_from(row) for row in json.loads(stored.content.text)]


def _sentence_json(sentence: Sentence) -> dict[str, object]:
    refusals = [[r.lock.value, r.excerpt] for r in sentence.refusals]
    return {
        "note": sentence.note,
        "texte": sentence.text,
        "refus": refusals,
        "ecarte": sentence.rejected,
        "suite": sentence.after,
        "assurance": sentence.sureness,
    }


def _sentence_from(row: dict[str, object]) -> Sentence:
    refusals = row["refus"]
    pairs = refusals if isinstance(refusals, list) else []
    return Sentence(
        note=str(row["note"]),
        text=str(row["texte"]),
        refusals=tuple(Refusal(Lock(lock), excerpt) for lock, excerpt in pairs),
        rejected=str(row["ecarte"]),
        after=str(row.get("suite", " ")),
        sureness=float(str(row.get("assurance", 0.0))),
    )
