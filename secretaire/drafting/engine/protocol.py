"""Messages between the application and the worker: one JSON object per line, UTF-8."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from secretaire.drafting.engine.fact_lock import FactLock
from secretaire.errors import Code

PROTOCOL = 4


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ChatMessage(_Message):
    """One turn of the conversation shown to the model."""

    role: Literal["system", "user", "assistant"]
    content: str


# application → worker


class Hello(_Message):
    """First message: which protocol the application speaks; the library of the processor is loaded then."""

    kind: Literal["hello"] = "hello"
    protocol: int = PROTOCOL


class Load(_Message):
    """Open a model file.

    Attributes:
        adapter: LoRA adapter laid over it; empty for none.
        threads: 0 for one per physical core.
        cache: folder of evaluated prefixes, or empty.
    """

    kind: Literal["load"] = "load"
    path: str
    sha256: str = ""
    adapter: str = ""
    adapter_sha256: str = ""
    n_ctx: int = 4096
    threads: int = 0
    cache: str = ""


class Generate(_Message):
    """Write the next turn of a conversation.

    Attributes:
        fixed: number of leading messages that are the same from one request to the next (instruction
            and examples): their evaluation is kept, in memory and on disk.
        opening: beginning of the answer, imposed.
        temperature: 0 takes the likeliest token.
        lock: the facts the text is held to while it is written; none: free text.
    """

    kind: Literal["generate"] = "generate"
    id: str
    messages: tuple[ChatMessage, ...]
    fixed: int = 0
    opening: str = ""
    max_tokens: int = 256
    temperature: float = 0.0
    seed: int = 0
    stop: tuple[str, ...] = ()
    lock: FactLock | None = None


class Cancel(_Message):
    """Abandon a request, even while its prompt is read."""

    kind: Literal["cancel"] = "cancel"
    id: str


class AskStats(_Message):
    """Ask for the state of the worker."""

    kind: Literal["ask_stats"] = "ask_stats"


# worker → application


class Ready(_Message):
    """Answer to Hello.

    Attributes:
        library: name and version of the inference library.
        variant: which of its processor libraries was chosen (see `variants`); empty when it has one only.
    """

    kind: Literal["ready"] = "ready"
    protocol: int
    library: str
    variant: str = ""


class Loaded(_Message):
    """The model is open."""

    kind: Literal["loaded"] = "loaded"
    duration_s: float
    n_ctx: int
    threads: int


class Reading(_Message):
    """The prompt is being read: sign of life before the first token."""

    kind: Literal["reading"] = "reading"
    id: str
    done: int
    total: int


class Token(_Message):
    """A piece of text."""

    kind: Literal["token"] = "token"
    id: str
    text: str


class Done(_Message):
    """End of a request.

    Attributes:
        finished: False when the token limit or a dead end stopped it.
        strains: where the lock turned the model away from what it would have written: the character of the answer,
            and by how much it preferred its own word (difference of logits).
        odds: each token that was chosen: the character of the answer where it begins, and the natural logarithm of its
            probability. What is certain inside a fact is not chosen.
    """

    kind: Literal["done"] = "done"
    id: str
    tokens: int
    prompt_tokens: int
    reused_tokens: int
    first_token_s: float
    duration_s: float
    finished: bool
    cancelled: bool
    strains: tuple[tuple[int, float], ...] = ()
    odds: tuple[tuple[int, float], ...] = ()


class Failed(_Message):
    """The request (or the start, or the load: empty id) failed; the worker is still there.

    Attributes:
        code: the fault, when it has a name that a person knows.
    """

    kind: Literal["failed"] = "failed"
    id: str = ""
    cause: str
    code: Code | None = None


class Stats(_Message):
    """State of the worker; memory in bytes, 0 where the system does not say."""

    kind: Literal["stats"] = "stats"
    rss: int
    requests: int


Command = Hello | Load | Generate | Cancel | AskStats
Event = Ready | Loaded | Reading | Token | Done | Failed | Stats
Message = Command | Event


class _Line(RootModel[Annotated[Message, Field(discriminator="kind")]]):
    """Any message, recognised by its `kind`."""


def encode(message: Message) -> str:
    """One line, without line break inside, ended by one."""
    return message.model_dump_json() + "\n"


def decode(line: str | bytes) -> Message | None:
    """The message of a line; None for a line that is not one of ours."""
    try:
        return _Line.model_validate_json(line).root
    except ValidationError:
        return None
