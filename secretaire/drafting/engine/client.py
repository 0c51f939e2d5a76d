"""The application's side of the engine: starts the worker, asks it, survives its death."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from secretaire.drafting.engine.child import Child, understood, worker_command
from secretaire.drafting.engine.fact_lock import FactLock
from secretaire.drafting.engine.protocol import (
    AskStats,
    Cancel,
    ChatMessage,
    Done,
    Event,
    Failed,
    Generate,
    Hello,
    Load,
    Loaded,
    Stats,
    Token,
)
from secretaire.errors import Code, ModelUnavailable

log = logging.getLogger(__name__)

_TICK_S = 0.05  # how often a cancellation is looked for
_CRASHES_ALLOWED = 2  # per request: after that, it is the request that kills the worker


class Alarm(Protocol):
    """A call that comes later, unless it is cancelled before."""

    def start(self) -> None:
        """Count from now."""

    def cancel(self) -> None:
        """Never call."""


def _daemon_timer(seconds: float, ring: Callable[[], None]) -> Alarm:
    made = threading.Timer(seconds, ring)
    made.daemon = True
    return made


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a silence is tolerated, in seconds.

    Attributes:
        start: from launch to handshake.
        load: opening the model file (a cold 1 GB file on a slow disk).
        silence: between two signs of life of a request (128 tokens of prompt, or one token).
        cancel: from a cancellation to the end of the request, before the worker is killed.
        rest: without any request, before the worker is ended and its memory given back; 0 for never.
    """

    start: float = 60
    load: float = 240
    silence: float = 90
    cancel: float = 3
    rest: float = 0


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """What to write; see `protocol.Generate` for each value."""

    messages: tuple[ChatMessage, ...]
    fixed: int = 0
    opening: str = ""
    max_tokens: int = 256
    temperature: float = 0.0
    seed: int = 0
    stop: tuple[str, ...] = ()
    lock: FactLock | None = None

    @property
    def digest(self) -> str:
        """Same request, same digest."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class GenerationResult:
    """What was written (without the imposed opening) and what it cost.

    Attributes:
        finished: the model ended its text by itself (False: token limit, dead end or cancellation).
        reused_tokens: tokens of the prompt that did not have to be read again.
        strains, odds: see `protocol.Done`.
    """

    text: str
    tokens: int
    duration_s: float
    first_token_s: float
    cancelled: bool
    finished: bool
    prompt_tokens: int
    reused_tokens: int
    strains: tuple[tuple[int, float], ...] = ()
    odds: tuple[tuple[int, float], ...] = ()


class Engine:
    """The language model of a workspace, behind a worker process started at the first request.

    Safe to use from several threads: requests wait for one another. Never raises a native error: a dead
    or silent worker is a `ModelUnavailable`, and the next call starts another one.
    """

    def __init__(
        self,
        model: Path,
        *,
        model_sha256: str = "",
        adapter: Path | None = None,
        adapter_sha256: str = "",
        cache: Path | None = None,
        threads: int = 0,
        n_ctx: int = 4096,
        limits: Limits | None = None,
        command: Sequence[str] | None = None,
        alarm: Callable[[float, Callable[[], None]], Alarm] = _daemon_timer,
    ) -> None:
        self.model = model
        self.model_sha256 = model_sha256
        self.adapter_sha256 = adapter_sha256
        self._load = Load(
            path=str(model.resolve()),  # the worker has a folder of its own
            sha256=model_sha256,
            adapter=str(adapter.resolve()) if adapter else "",
            adapter_sha256=adapter_sha256,
            n_ctx=n_ctx,
            threads=threads,
            cache=str(cache) if cache else "",
        )
        self._limits = limits or Limits()
        self._command = list(command) if command else worker_command()
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._crashes: Counter[str] = Counter()
        self._new_alarm = alarm
        self._alarm: Alarm | None = None
        self._retired = False

    def generate(
        self,
        request: GenerationRequest,
        on_token: Callable[[str], None] = lambda _text: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> GenerationResult:
        """Write a text; `on_token` receives each piece, `cancelled` is looked at 20 times a second.

        Raises:
            ModelUnavailable: the model cannot be opened, or its worker died, went silent or killed itself
                twice on this very request.
        """
        with self._lock:
            if self._crashes[request.digest] >= _CRASHES_ALLOWED:
                raise ModelUnavailable(
                    Code.ENGINE_DIED, cause="deux arrêts de suite sur cette même demande, elle n'est plus tentée"
                )
            child = self._ready_child()
            try:
                return self._run(child, request, on_token, cancelled)
            except ModelUnavailable as error:
                if error.code in (Code.ENGINE_DIED, Code.ENGINE_SILENT):
                    self._crashes[request.digest] += 1
                raise
            except BaseException:  # on_token failed: the worker is still writing, its tokens are for nobody
                self._end_child()
                raise
            finally:
                self._rest_later()

    def warm_up(self) -> None:
        """Start the worker and open the model now, so that the first request does not wait for it.

        Raises:
            ModelUnavailable: as `generate`.
        """
        with self._lock:
            self._ready_child()
            self._rest_later()

    def stats(self) -> Stats:
        """Memory of the worker (bytes) and number of requests served; zeros when it is not started.

        Raises:
            ModelUnavailable: the worker died.
        """
        with self._lock:
            if self._child is None:
                return Stats(rss=0, requests=0)
            self._child.send(AskStats())
            while True:
                if isinstance(event := self._next(self._child, self._limits.silence), Stats):
                    return event

    def close(self) -> None:
        """End the worker, even in the middle of a request; a later call starts another one."""
        child = self._child
        if child is not None:
            with contextlib.suppress(OSError):
                child.process.kill()  # wakes up whoever holds the lock
        with self._lock:
            self._forget_alarm()
            self._end_child()

    def retire(self) -> None:
        """Another engine takes its place: the worker is ended after the request under way, never in the middle of it."""
        self._retired = True
        if self._lock.acquire(blocking=False):
            try:
                self._rest_later()
            finally:
                self._lock.release()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    # idle time; the lock is held, but while an alarm rings

    def _forget_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _rest_later(self) -> None:
        """Count the idle time from now."""
        self._forget_alarm()
        if self._retired:
            self._end_child()
        elif self._limits.rest > 0 and self._child is not None:
            made = self._alarm = self._new_alarm(self._limits.rest, lambda: self._rest(made))
            made.start()

    def _rest(self, alarm: Alarm) -> None:
        with self._lock:  # a request under way is waited for: it has set another alarm meanwhile
            if self._alarm is alarm:
                self._alarm = None
                self._end_child()

    # life of the child; the lock is held

    def _end_child(self) -> str:
        if self._child is None:
            return ""
        how, self._child = self._child.end(), None
        return how

    def _next(self, child: Child, limit: float) -> Event:
        try:
            event = child.receive(limit)
        except queue.Empty:
            raise self._silent(limit) from None
        if event is None:
            raise self._died()
        return event

    def _died(self) -> ModelUnavailable:
        return ModelUnavailable(Code.ENGINE_DIED, cause=self._end_child())

    def _silent(self, limit: float) -> ModelUnavailable:
        self._end_child()
        return ModelUnavailable(Code.ENGINE_SILENT, secondes=round(limit))

    def _ready_child(self) -> Child:
        self._forget_alarm()
        if self._child is not None:
            if self._child.process.poll() is None:
                return self._child
            self._end_child()
        if not self.model.is_file():
            raise ModelUnavailable(Code.MODEL_MISSING, fichier=str(self.model))
        try:
            child = self._child = Child(self._command)
        except OSError as error:
            raise ModelUnavailable(Code.ENGINE_DIED, cause=str(error)) from error
        child.send(Hello())
        answer = self._next(child, self._limits.start)
        try:
            understood(answer)
        except ModelUnavailable:
            self._end_child()
            raise
        child.send(self._load)
        loaded = self._next(child, self._limits.load)
        if not isinstance(loaded, Loaded):
            self._end_child()
            cause = loaded.cause if isinstance(loaded, Failed) else "réponse inattendue"
            raise ModelUnavailable(Code.MODEL_INVALID, fichier=str(self.model), cause=cause)
        return child

    def _run(
        self,
        child: Child,
        request: GenerationRequest,
        on_token: Callable[[str], None],
        cancelled: Callable[[], bool],
    ) -> GenerationResult:
        identifier = uuid4().hex
        child.send(
            Generate(
                id=identifier,
                messages=request.messages,
                fixed=request.fixed,
                opening=request.opening,
                max_tokens=request.max_tokens,
                temperature=request.temperature,
                seed=request.seed,
                stop=request.stop,
                lock=request.lock,
            )
        )
        pieces: list[str] = []
        asked_to_stop: float | None = None
        last_sign = time.monotonic()
        while True:
            now = time.monotonic()
            if asked_to_stop is None and cancelled():
                child.send(Cancel(id=identifier))
                asked_to_stop = now
            if asked_to_stop is not None and now - asked_to_stop > self._limits.cancel:
                self._end_child()  # it does not listen any more: the person must not wait for it
                return _abandoned("".join(pieces), now - last_sign)
            try:
                event = child.receive(_TICK_S)
            except queue.Empty:
                if now - last_sign > self._limits.silence:
                    raise self._silent(self._limits.silence) from None
                continue
            if event is None:
                raise self._died()
            last_sign = time.monotonic()
            match event:
                case Token(id=i, text=text) if i == identifier:
                    pieces.append(text)
                    if asked_to_stop is None:
                        on_token(text)
                case Failed(id=i, cause=cause) if i == identifier:
                    raise ModelUnavailable(Code.MODEL_INVALID, fichier=str(self.model), cause=cause)
                case Done(id=i) as done if i == identifier:
                    return GenerationResult(
                        text="".join(pieces),
                        tokens=done.tokens,
                        duration_s=done.duration_s,
                        first_token_s=done.first_token_s,
                        cancelled=done.cancelled,
                        finished=done.finished,
                        prompt_tokens=done.prompt_tokens,
                        reused_tokens=done.reused_tokens,
                        strains=done.strains,
                        odds=done.odds,
                    )


def _abandoned(text: str, duration_s: float) -> GenerationResult:
    return GenerationResult(
        text=text,
        tokens=0,
        duration_s=duration_s,
        first_token_s=0.0,
        cancelled=True,
        finished=False,
        prompt_tokens=0,
        reused_tokens=0,
    )
