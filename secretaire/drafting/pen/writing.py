"""One proposal being written: the whole text at once, then again what the checks refuse, and only that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from secretaire.drafting.engine.client import GenerationRequest, GenerationResult
from secretaire.drafting.pen.alignment import Group, Piece, groups, pieces
from secretaire.drafting.pen.examples import Conversation
from secretaire.drafting.pen.facts import lock_of
from secretaire.drafting.pen.locks import Lock, Refusal, check
from secretaire.drafting.pen.orders import is_order
from secretaire.drafting.pen.own_words import assembled, deterministic_sentence
from secretaire.drafting.pen.prompts import Material
from secretaire.drafting.pen.sureness import DOUBTFUL, Odds, sureness
from secretaire.drafting.pen.tasks import Facts, Form, Plume, Task
from secretaire.errors import Cancelled

ATTEMPTS = 3  # at a text reworked or a title: the likeliest words first, then two draws
MAX_CHARACTERS = 5_000  # of what is given: what fits in the context of the model, with its answer
_TEMPERATURE = 0.6
_TOKENS_PER_CHARACTER = 0.6  # of what is given: one token for three characters, and prose is longer than notes
_SPARE_TOKENS = 40
_FORCED = 5.0  # of logits: its own word was over a hundred times likelier
_SHOWN = 30  # characters of a text shown beside a reason


class Writer(Protocol):
    """What the pen needs of the engine."""

    model_sha256: str
    adapter_sha256: str

    def generate(
        self,
        request: GenerationRequest,
        on_token: Callable[[str], None] = ...,
        cancelled: Callable[[], bool] = ...,
    ) -> GenerationResult:
        """See `engine.client.Engine.generate`."""


@dataclass(frozen=True, slots=True)
class Line:
    """A note, as typed and as the model reads it."""

    typed: str
    readable: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of the text and the notes it says.

    Attributes:
        note: those notes, readable, one a line.
        text: what the model wrote, or the notes put in order by code when every attempt was refused.
        refusals: why the last attempt was refused; empty when the piece is of the model.
        rejected: that last attempt.
        after: what stands between it and the next one: a space, a line, an empty line.
        sureness: of the least sure of its sentences (`pen.sureness`); 0 for her own words.
    """

    note: str
    text: str
    refusals: tuple[Refusal, ...] = ()
    rejected: str = ""
    after: str = " "
    sureness: float = 0.0

    @property
    def accepted(self) -> bool:
        return not self.refusals

    @property
    def doubtful(self) -> bool:
        """True if the model hesitated: to be read closely."""
        return self.sureness < DOUBTFUL


@dataclass(slots=True)
class Scribe:
    """Writes for one request of a person.

    Attributes:
        conversation: what the model is shown for some readable lines.
        on_text: receives the whole text so far.
        costs: every request made to the engine, in order.
    """

    plume: Plume
    task: Task
    objet: str
    engine: Writer
    conversation: Callable[[Sequence[str]], Conversation]
    on_text: Callable[[str], None]
    cancelled: Callable[[], bool]
    seed: int
    costs: list[GenerationResult] = field(default_factory=list)

    @property
    def form(self) -> Form:
        return self.plume.forms[self.task]

    def write(self, lines: Sequence[Line]) -> list[Sentence]:
        """The text, in pieces.

        Raises:
            Cancelled: the person interrupted.
            ModelUnavailable: see `Engine.generate`.
        """
        if not lines:
            return []
        size = sum(len(line.readable) for line in lines)
        if size > MAX_CHARACTERS:
            return self._own_words(lines, (Refusal(Lock.TOO_LONG, str(size)),), "")
        if self.form.matiere is not Material.NOTES:
            return self._pieces(self._drawn(lines))
        told = [line for line in lines if not is_order(line.typed)]
        if not told:
            return self._quoted(lines)
        if self.form.faits is Facts.SOME:  # a title
            return self._pieces(self._drawn(told))
        return self._with_orders(lines, self._told(told))

    def _with_orders(self, lines: Sequence[Line], told: Sequence[Sentence]) -> list[Sentence]:
        """What speaks to a machine, quoted where it was noted: after what says the notes before it."""
        placed = list(told)
        for rank, line in enumerate(lines):
            if is_order(line.typed):
                before = {other.readable for other in lines[:rank]}
                saying = [place for place, sentence in enumerate(placed) if before & set(sentence.note.split("\n"))]
                at = saying[-1] + 1 if saying else 0
                placed[at:at] = self._quoted([line])
        return placed

    def _quoted(self, lines: Sequence[Line]) -> list[Sentence]:
        return [s for line in lines for s in self._own_words([line], (Refusal(Lock.ORDER, line.typed),), "")]

    def _told(self, lines: Sequence[Line]) -> list[Sentence]:
        sentences = self._kept_or_again(lines)
        if self._wrong_together(sentences, lines):
            sentences = self._each(lines, "")
        return sentences

    def _wrong_together(self, sentences: Sequence[Sentence], lines: Sequence[Line]) -> bool:
        """Right piece by piece, but not as one text; the form of her own words is hers."""
        if len(lines) == 1:
            return False
        hers = any(not sentence.accepted for sentence in sentences)
        refusals = self._refusals(self.text_of(sentences), lines)
        return any(not hers or refusal.lock is not Lock.FORM for refusal in refusals)

    def text_of(self, sentences: Sequence[Sentence]) -> str:
        """The pieces as one text."""
        return assembled(self.form, [(s.text, s.after) for s in sentences])

    def _kept_or_again(self, lines: Sequence[Line]) -> list[Sentence]:
        """A first draft of everything: what the checks accept stays where it is, the notes of the rest are written
        again where the draft spoke of them first."""
        draft = self._tried(lines, "")
        found = draft.sentences()
        placed: dict[int, list[Sentence]] = {}
        last = -1
        for group in groups(found, len(lines)):
            own = [lines[i] for i in group.notes]
            if not own:
                continue
            last = group.pieces[0] if group.pieces else last
            if group.pieces and not any(_concerns(r, group, found) for r in draft.refusals):
                for run in _runs(group.pieces):
                    placed[run[0]] = [_as_it_is(draft, found, run, self.form.separateur)]
                continue
            before = self.text_of([s for place in sorted(placed) if place <= last for s in placed[place]])
            written = self._pieces(draft) if len(lines) == 1 else self._each(own, before)
            for note, sentence in zip(group.notes, written, strict=True):
                first = next((i for i, piece in enumerate(found) if note in piece.notes), last)
                placed.setdefault(first, []).append(sentence)
        return [sentence for place in sorted(placed) for sentence in placed[place]]

    def _each(self, lines: Sequence[Line], before: str) -> list[Sentence]:
        """Each note by itself, once: of 142 draws, 9 were accepted, for more than a second each; her words stand."""
        return [sentence for line in lines for sentence in self._pieces(self._tried([line], before))]

    def _drawn(self, lines: Sequence[Line]) -> _Draft:
        """The first attempt that is accepted, or the last one with its refusals."""
        draft = self._tried(lines, "")
        for attempt in range(1, ATTEMPTS):
            if not draft.refusals or all(r.lock is Lock.UNSURE for r in draft.refusals):
                break  # what is drawn is less sure than the likeliest words
            draft = self._tried(lines, "", attempt)
        return draft

    def _tried(self, lines: Sequence[Line], before: str, attempt: int = 0) -> _Draft:
        """What the model writes of these notes, and why it is refused."""
        text, result = self._attempt([line.readable for line in lines], attempt, before)
        draft = _Draft(tuple(lines), text, odds=_odds_in(text, result))
        unsure = _unsure(draft, self.form.certitude)
        return replace(draft, refusals=(*_forced(text, result), *unsure, *self._refusals(text, lines)))

    def _pieces(self, draft: _Draft) -> list[Sentence]:
        """A draft that was accepted is one piece; one that was not leaves the notes in their own words."""
        if not draft.refusals:
            note = "\n".join(line.readable for line in draft.lines)
            return [Sentence(note, draft.text, after=self.form.separateur, sureness=draft.least_sure())]
        return self._own_words(draft.lines, draft.refusals, draft.text)

    def _own_words(self, lines: Sequence[Line], refusals: tuple[Refusal, ...], rejected: str) -> list[Sentence]:
        notes = self.form.matiere is Material.NOTES
        return [
            Sentence(
                line.readable,
                deterministic_sentence(self.form, line.readable) if notes else line.readable,
                refusals,
                rejected if rank == 0 else "",
                self.form.separateur,
            )
            for rank, line in enumerate(lines)
        ]

    def _refusals(self, text: str, lines: Sequence[Line]) -> tuple[Refusal, ...]:
        return check(self.plume, self.task, text, [line.typed for line in lines], self.objet).refusals

    def _words(self, readable: Sequence[str]) -> frozenset[str]:
        """The words this text may be written with; a text that is reworked may be said with others."""
        if self.form.matiere is Material.TEXT:
            return frozenset()
        return self.plume.vocabulary().allowed([self.objet, self.form.ouverture, *readable])

    def _attempt(self, readable: Sequence[str], attempt: int, before: str) -> tuple[str, GenerationResult]:
        """One request to the engine; the likeliest words first, then draws."""
        opening = self.form.ouverture.strip()
        shown = self.conversation(readable)
        written = [f"{before}{self.form.separateur if before else ''}", opening]

        def receive(piece: str) -> None:
            written.append(piece)
            self.on_text("".join(written))

        result = self.engine.generate(
            GenerationRequest(
                messages=shown.messages,
                fixed=shown.fixed,
                opening=opening,
                max_tokens=round(sum(map(len, readable)) * _TOKENS_PER_CHARACTER) + _SPARE_TOKENS,
                temperature=_TEMPERATURE if attempt else 0.0,
                seed=self.seed * ATTEMPTS + attempt,
                lock=lock_of(self.form, self.objet, readable, self._words(readable)),
            ),
            receive,
            self.cancelled,
        )
        if result.cancelled:
            raise Cancelled
        self.costs.append(result)
        return (opening + result.text).strip(), result


def _shift(text: str, result: GenerationResult) -> int:
    """Where what the model wrote begins in a text: after the opening, less the spaces that were stripped."""
    return len(text) - len(result.text.rstrip())


def _forced(text: str, result: GenerationResult) -> tuple[Refusal, ...]:
    """Where the lock forced words on the model that it would not have said there."""
    return tuple(
        Refusal(Lock.FORCED, text[start : start + _SHOWN].strip(), start, start + 1)
        for place, turned in result.strains
        for start in [max(0, _shift(text, result) + place)]
        if turned > _FORCED
    )


def _odds_in(text: str, result: GenerationResult) -> Odds:
    """How likely each token was, at its place in the whole text."""
    return tuple((max(0, _shift(text, result) + place), likely) for place, likely in result.odds)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the model wrote about some notes, how sure of it, and why it is refused."""

    lines: tuple[Line, ...]
    text: str
    refusals: tuple[Refusal, ...] = ()
    odds: Odds = ()

    def sentences(self) -> tuple[Piece, ...]:
        return pieces(self.text, [line.readable for line in self.lines])

    def sureness_of(self, said: Sequence[Piece]) -> float:
        """Of the least sure of these sentences."""
        return min((sureness(self.odds, piece.start, piece.end) for piece in said), default=0.0)

    def least_sure(self) -> float:
        return self.sureness_of(self.sentences())


def _unsure(draft: _Draft, least: float) -> tuple[Refusal, ...]:
    """Sentences that the model wrote without believing them."""
    return tuple(
        Refusal(Lock.UNSURE, draft.text[piece.start : piece.start + _SHOWN].strip(), piece.start, piece.end)
        for piece in draft.sentences()
        if draft.sureness_of([piece]) < least
    )


def _concerns(refusal: Refusal, group: Group, found: Sequence[Piece]) -> bool:
    """A refusal that is nowhere in particular concerns every group."""
    if refusal.start < 0 and refusal.note < 0:
        return True
    return refusal.note in group.notes or any(found[i].start <= refusal.start < found[i].end for i in group.pieces)


def _runs(places: Sequence[int]) -> list[list[int]]:
    """Sentences that follow one another, together: what stands between them says other notes."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _as_it_is(draft: _Draft, found: Sequence[Piece], run: Sequence[int], otherwise: str) -> Sentence:
    """Sentences that follow one another as the draft has them, and what stands after the last one, if anything does."""
    said = sorted({note for place in run for note in found[place].notes})
    end = found[run[-1]].end
    after = draft.text[end : found[run[-1] + 1].start] if run[-1] + 1 < len(found) else ""
    return Sentence(
        "\n".join(draft.lines[i].readable for i in said),
        draft.text[found[run[0]].start : end].strip(),
        after=after or otherwise,
        sureness=draft.sureness_of([found[place] for place in run]),
    )
