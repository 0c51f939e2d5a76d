"""What whoever reads a parapheur has decided and remarked so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from secretaire.acts.life import NEEDS_REASON, Step
from secretaire.exchange.parapheur.answer import ActAnswer, Note
from secretaire.exchange.parapheur.dossier import Dossier, SentAct


@dataclass(slots=True)
class ActDraft:
    """On one act."""

    sent: SentAct
    decision: Step | None = None
    reason: str = ""
    notes: list[Note] = field(default_factory=list)

    @property
    def said(self) -> str:
        """In words, for the list."""
        words = {None: "", Step.APPROUVER: "Approuver", Step.REPRENDRE: "À reprendre", Step.REFUSER: "Refuser"}
        count = len(self.notes)
        remarks = f"{count} remarque{'s' if count > 1 else ''}" if count else ""
        return ", ".join(filter(None, [words[self.decision], remarks])) or "Rien encore"


class Draft:
    """On all the acts, in their order. `saved`: nothing changed since the answer was written."""

    def __init__(self, dossier: Dossier) -> None:
        self.acts = tuple(ActDraft(sent) for sent in dossier.acts)
        self.saved = True

    def missing_reason(self) -> ActDraft | None:
        """The first act whose decision waits for its reason."""
        return next((a for a in self.acts if a.decision in NEEDS_REASON and not a.reason.strip()), None)

    def answers(self) -> tuple[ActAnswer, ...]:
        """What the file will say."""
        return tuple(
            ActAnswer(
                act=a.sent.act.id,
                number=a.sent.number,
                fingerprint=a.sent.fingerprint,
                decision=a.decision,
                reason=a.reason.strip() if a.decision in NEEDS_REASON else "",
                notes=tuple(a.notes),
            )
            for a in self.acts
        )
