"""The worker process: reads commands on stdin, writes events on stdout, native messages on stderr.

It ends as soon as its stdin is closed, so that it never outlives the application.
"""

from __future__ import annotations

import importlib.metadata
import os
import queue
import signal
import sys
import threading
import time
from codecs import getincrementaldecoder
from dataclasses import dataclass, field
from typing import TextIO

import psutil

from secretaire.drafting.engine.decoding import Decoding
from secretaire.drafting.engine.model import Abandoned, OpenModel
from secretaire.drafting.engine.protocol import (
    PROTOCOL,
    AskStats,
    Cancel,
    Done,
    Event,
    Failed,
    Generate,
    Hello,
    Load,
    Loaded,
    Message,
    Reading,
    Ready,
    Stats,
    Token,
    decode,
    encode,
)
from secretaire.drafting.engine.variants import load_best
from secretaire.errors import ModelUnavailable


@dataclass(slots=True)
class _Course:
    """How a request goes: seconds to the first word, tokens written, of the prompt and known, where the lock turned it."""

    first: float = 0.0
    tokens: int = 0
    prompt: int = 0
    reused: int = 0
    strains: list[tuple[int, float]] = field(default_factory=list)
    odds: list[tuple[int, float]] = field(default_factory=list)


class _Worker:
    """Answers commands one after the other; a cancel is taken into account while another command runs."""

    def __init__(self, commands: queue.Queue[Message], cancelled: set[str], out: TextIO) -> None:
        self._commands = commands
        self._cancelled = cancelled
        self._out = out
        self._model: OpenModel | None = None
        self._requests = 0

    def _send(self, event: Event) -> None:
        try:
            self._out.write(encode(event))
            self._out.flush()
        except OSError:  # the application is gone
            os._exit(0)

    def run(self) -> None:
        """Serve until the process is ended by the closing of stdin."""
        while True:
            match self._commands.get():
                case Hello():
                    self._send(_greeting())
                case Load() as command:
                    self._load(command)
                case Generate() as command:
                    self._generate(command)
                case AskStats():
                    self._send(Stats(rss=psutil.Process().memory_info().rss, requests=self._requests))

    def _load(self, command: Load) -> None:
        start = time.monotonic()
        if self._model is not None:
            self._model.close()
            self._model = None
        try:
            self._model = OpenModel(command)
        except Exception as error:  # noqa: BLE001 - whatever the library raises is reported, the worker stays
            self._send(Failed(cause=str(error) or type(error).__name__))
            return
        self._send(Loaded(duration_s=time.monotonic() - start, n_ctx=command.n_ctx, threads=self._model.threads))

    def _generate(self, command: Generate) -> None:
        if self._model is None:
            self._send(Failed(id=command.id, cause="aucun modèle n'est ouvert"))
            return
        self._requests += 1
        self._model.stop_reading = lambda: command.id in self._cancelled
        start = time.monotonic()
        state = _Course()
        finished = was_cancelled = False
        try:
            finished = self._answer(self._model, command, start, state)
        except Abandoned:
            was_cancelled = True
        except Exception as error:  # noqa: BLE001 - whatever the library raises is reported, the worker stays
            self._send(Failed(id=command.id, cause=str(error) or type(error).__name__))
            return
        finally:
            self._cancelled.discard(command.id)
        self._send(
            Done(
                id=command.id,
                tokens=state.tokens,
                prompt_tokens=state.prompt,
                reused_tokens=state.reused,
                first_token_s=state.first,
                strains=tuple(state.strains),
                odds=tuple(state.odds),
                duration_s=time.monotonic() - start,
                finished=finished,
                cancelled=was_cancelled,
            )
        )

    def _answer(self, model: OpenModel, command: Generate, start: float, state: _Course) -> bool:
        whole = model.tokens_of(command.messages)
        fixed = model.tokens_of(command.messages[: command.fixed], answer_follows=False) if command.fixed else []
        if whole[: len(fixed)] != fixed:  # a template that looks at the last turn
            fixed = []
        rest = whole[len(fixed) :] + model.tokens_of_text(command.opening)
        state.prompt = len(fixed) + len(rest)
        state.reused = model.prepare(
            fixed,
            rest,
            lambda done: self._send(Reading(id=command.id, done=done, total=state.prompt)),
        )
        decoder = getincrementaldecoder("utf-8")("replace")
        decoding = Decoding(model, command)
        state.strains, state.odds = decoding.strains, decoding.odds
        pieces = decoding.pieces()
        while True:
            try:
                piece = next(pieces)
            except StopIteration as end:
                return bool(end.value)
            state.first = state.first or time.monotonic() - start
            state.tokens = decoding.length
            if text := decoder.decode(piece):
                self._send(Token(id=command.id, text=text))


def _greeting() -> Ready | Failed:
    try:
        variant = load_best()
    except ModelUnavailable as error:
        return Failed(cause=str(error), code=error.code)
    version = importlib.metadata.version("llama-cpp-python")
    return Ready(protocol=PROTOCOL, library=f"llama-cpp-python {version}", variant=variant)


def _listen(commands: queue.Queue[Message], cancelled: set[str]) -> None:
    """Read stdin for ever; its end is the end of the process, whatever is running."""
    for line in sys.stdin.buffer:
        message = decode(line)
        if isinstance(message, Cancel):
            cancelled.add(message.id)
        elif message is not None:
            commands.put(message)
    os._exit(0)


def main() -> None:
    """Entry point of the worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the application's to handle
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # whatever the native library prints goes to stderr
    commands: queue.Queue[Message] = queue.Queue()
    cancelled: set[str] = set()
    threading.Thread(target=_listen, args=(commands, cancelled), daemon=True).start()
    _Worker(commands, cancelled, out).run()


if __name__ == "__main__":
    main()
