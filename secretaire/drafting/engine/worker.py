"""The worker process: reads commands on stdin, writes events on stdout, native messages on stderr.

The only module that imports llama_cpp, and only once a model is asked for. It ends as soon as its stdin is
closed, so that it never outlives the application.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import importlib.metadata
import os
import queue
import re
import signal
import sys
import threading
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import psutil

from secretaire.drafting.engine.constraint import Gate
from secretaire.drafting.engine.fact_lock import FactGate
from secretaire.drafting.engine.protocol import (
    PROTOCOL,
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
    Message,
    Reading,
    Ready,
    Stats,
    Token,
    decode,
    encode,
)

_BATCH = 128  # tokens read between two signs of life
_WORTH_KEEPING = 64  # a shorter prefix is read again faster than its file is opened
_KEPT_PREFIXES = 12  # about 25 MB each with a 1.5B model
_CANDIDATES = 64  # likeliest tokens tried against the constraint, before trying many more
_MANY_CANDIDATES = 6000
_SHORTLIST = 8  # allowed tokens drawn from when the temperature is not zero


class _Abandoned(Exception):
    """The running request was cancelled."""


class _Model:
    """An open model and what it has already read."""

    def __init__(self, command: Load) -> None:
        self._llama_cpp: Any = importlib.import_module("llama_cpp")
        chat_format: Any = importlib.import_module("llama_cpp.llama_chat_format")
        self._np: Any = importlib.import_module("numpy")
        self.threads = command.threads or psutil.cpu_count(logical=False) or 2
        self._llm: Any = self._llama_cpp.Llama(
            model_path=command.path,
            n_ctx=command.n_ctx,
            n_batch=_BATCH,
            n_threads=self.threads,
            n_threads_batch=self.threads,
            verbose=False,
        )
        self._adapter = self._laid_over(command.adapter) if command.adapter else None
        template = self._llm.metadata.get("tokenizer.chat_template")
        if template is None:
            raise ValueError("ce modèle n'a pas de gabarit de conversation")
        end, begin = self._llm.token_eos(), self._llm.token_bos()
        self._formatter: Any = chat_format.Jinja2ChatFormatter(
            template=template, eos_token=self._special_text(end), bos_token=self._special_text(begin)
        )
        self._vocab = self._llama_cpp.llama_model_get_vocab(self._llm._model.model)
        self._pieces: dict[int, bytes] = {}
        self._cache = Path(command.cache) if command.cache else None
        over = command.adapter_sha256 or command.adapter
        self._cache_key = f"{command.sha256 or command.path}|{over}|{self._llama_cpp.__version__}|"
        self.stop_reading: Callable[[], bool] = lambda: False
        callback_type = self._llama_cpp.ggml_abort_callback
        self._abort = callback_type(lambda _data: self.stop_reading())  # kept: the library only holds a pointer
        self._llama_cpp.llama_set_abort_callback(self._llm._ctx.ctx, self._abort, None)

    def _laid_over(self, adapter: str) -> Any:
        """Lay an adapter over the model. Given to the library's own class, it would read the whole model into memory."""
        loaded = self._llama_cpp.llama_adapter_lora_init(self._llm._model.model, os.fsencode(adapter))
        if not loaded:
            raise ValueError("l'adaptateur de l'assistant ne convient pas à ce modèle")
        one = (self._llama_cpp.llama_adapter_lora_p_ctypes * 1)(loaded)
        if self._llama_cpp.llama_set_adapters_lora(self._llm._ctx.ctx, one, 1, (ctypes.c_float * 1)(1.0)):
            raise ValueError("l'adaptateur de l'assistant n'a pas pu être posé")
        return loaded

    def close(self) -> None:
        """Release the model: left to the interpreter's exit, the library's destructor fails."""
        if self._adapter is not None:
            self._llama_cpp.llama_adapter_lora_free(self._adapter)
        self._llm.close()

    def _special_text(self, token: int) -> str:
        return self._llm._model.token_get_text(token) if token != -1 else ""

    # prompt

    def tokens_of(self, messages: Sequence[ChatMessage], answer_follows: bool = True) -> list[int]:
        """The conversation in tokens; what a person wrote is never read as a control token."""
        marked = [{"role": m.role, "content": f"\ue000{i}\ue001"} for i, m in enumerate(messages)]
        self._formatter.add_generation_prompt = answer_follows
        prompt = self._formatter(messages=marked).prompt
        tokens: list[int] = []
        for i, part in enumerate(re.split("\ue000(\\d+)\ue001", prompt)):
            if i % 2:
                tokens += self.tokens_of_text(messages[int(part)].content)
            else:
                tokens += self._llm.tokenize(part.encode(), add_bos=False, special=True)
        return tokens

    def tokens_of_text(self, text: str) -> list[int]:
        """Plain text in tokens."""
        tokens: list[int] = self._llm.tokenize(text.encode(), add_bos=False, special=False)
        return tokens

    def _read(self, tokens: list[int], progress: Callable[[int], None]) -> None:
        """Evaluate tokens after those already there."""
        for start in range(0, len(tokens), _BATCH):
            if self.stop_reading():
                raise _Abandoned
            try:
                self._llm.eval(tokens[start : start + _BATCH])
            except RuntimeError as error:
                if self.stop_reading():  # the abort callback makes llama_decode return 2
                    raise _Abandoned from error
                raise
            progress(self._llm.n_tokens)

    def _rewind(self, length: int) -> None:
        if not self._llm._ctx.kv_cache_seq_rm(-1, length, -1):  # refused by recurrent models
            self._llm._ctx.kv_cache_clear()
            length = 0
        self._llm.n_tokens = length

    def prepare(self, fixed: list[int], rest: list[int], continues: bool, progress: Callable[[int], None]) -> int:
        """Have the whole prompt evaluated; returns how many of its tokens were already known.

        The fixed part is read from its first token or restored whole, never in part: a prompt cut in other
        batches gives other rounding, and the same seed would then give another text.
        """
        whole = fixed + rest
        known = self._llm.input_ids[: self._llm.n_tokens].tolist()
        shared = next((i for i, (a, b) in enumerate(zip(known, whole, strict=False)) if a != b), None)
        shared = min(len(known), len(whole)) if shared is None else shared
        if shared < len(fixed):
            shared = len(fixed) if self._restore(fixed) else 0
        reused = min(shared if continues or shared < len(fixed) else len(fixed), len(whole) - 1)
        self._rewind(reused)  # the last token is always read: its logits are needed
        if self._llm.n_tokens < len(fixed):
            self._read(fixed[self._llm.n_tokens :], progress)
            self._keep(fixed)
        self._read(whole[self._llm.n_tokens :], progress)
        return reused

    # evaluated prefixes on disk: a cache, never a truth

    def _file_of(self, fixed: list[int]) -> Path | None:
        if self._cache is None or len(fixed) < _WORTH_KEEPING:
            return None
        digest = hashlib.sha256((self._cache_key + " ".join(map(str, fixed))).encode()).hexdigest()
        return self._cache / f"{digest[:32]}.prefixe"

    def _keep(self, fixed: list[int]) -> None:
        file = self._file_of(fixed)
        if file is None or file.exists():
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_suffix(f".{os.getpid()}.tmp")
        array = (self._llama_cpp.llama_token * len(fixed))(*fixed)
        context = self._llm._ctx.ctx
        if self._llama_cpp.llama_state_seq_save_file(context, os.fsencode(temporary), 0, array, len(fixed)):
            temporary.replace(file)
        for old in sorted(file.parent.glob("*.prefixe"), key=lambda f: f.stat().st_mtime)[:-_KEPT_PREFIXES]:
            old.unlink(missing_ok=True)

    def _restore(self, fixed: list[int]) -> bool:
        file = self._file_of(fixed)
        if file is None or not file.exists():
            return False
        self._rewind(0)
        array = (self._llama_cpp.llama_token * len(fixed))()
        count = ctypes.c_size_t()
        read = self._llama_cpp.llama_state_seq_load_file(
            self._llm._ctx.ctx, os.fsencode(file), 0, array, len(fixed), ctypes.byref(count)
        )
        if not read or list(array[: count.value]) != fixed:
            file.unlink(missing_ok=True)
            self._rewind(0)
            return False
        self._llm.input_ids[: len(fixed)] = fixed
        self._llm.n_tokens = len(fixed)
        return True

    # writing

    def _piece(self, token: int) -> bytes:
        if token not in self._pieces:
            buffer = ctypes.create_string_buffer(64)
            size = self._llama_cpp.llama_token_to_piece(self._vocab, token, buffer, 64, 0, False)
            self._pieces[token] = buffer.raw[: max(size, 0)]
        return self._pieces[token]

    def write(self, command: Generate) -> Generator[bytes, None, bool]:
        """Pieces of the answer; the generator's value says whether the model ended it by itself."""
        gate = _gate(command)
        random = self._np.random.default_rng(command.seed)
        text = command.opening
        for _ in range(command.max_tokens):
            if self.stop_reading():
                raise _Abandoned
            pointer = self._llama_cpp.llama_get_logits_ith(self._llm._ctx.ctx, -1)
            logits = self._np.ctypeslib.as_array(pointer, shape=(self._llm.n_vocab(),))
            choice = self._choose(logits, text, gate, command, random)
            if choice is None:
                return False
            token, piece, ends = choice
            if piece:
                yield piece
            if ends:
                return True
            text += piece.decode("utf-8", "ignore")
            self._read([token], lambda _done: None)
        return False

    def _choose(
        self, logits: Any, text: str, gate: Gate | FactGate | None, command: Generate, random: Any
    ) -> tuple[int, bytes, bool] | None:
        """The next token, its bytes and whether the answer ends with it; None: nothing is allowed."""
        wanted = 1 if command.temperature <= 0 else _SHORTLIST
        allowed: list[tuple[float, tuple[int, bytes, bool]]] = []
        for token in self._likeliest(logits):
            if token is None and allowed:  # the unlikely ones are only for want of anything else
                break
            candidate = None if token is None else self._allowed(token, text, gate, command.stop)
            if token is not None and candidate is not None:
                allowed.append((float(logits[token]), candidate))
                if len(allowed) == wanted:
                    break
        if not allowed:
            return None
        if wanted == 1:
            return allowed[0][1]
        weights = self._np.array([logit for logit, _ in allowed])
        weights = self._np.exp((weights - weights.max()) / command.temperature)
        return allowed[int(random.choice(len(allowed), p=weights / weights.sum()))][1]

    def _likeliest(self, logits: Any) -> Iterator[int | None]:
        """Tokens by decreasing likelihood; None between the likely ones and the others."""
        yield int(logits.argmax())  # allowed most of the time: the others are not even sorted
        seen = 1
        for count in (_CANDIDATES, _MANY_CANDIDATES):
            top = self._np.argpartition(logits, -count)[-count:]
            ordered = top[self._np.argsort(logits[top])[::-1]]
            yield from map(int, ordered[seen:])
            yield None
            seen = count

    def _allowed(
        self, token: int, text: str, gate: Gate | FactGate | None, stops: tuple[str, ...]
    ) -> tuple[int, bytes, bool] | None:
        if self._llama_cpp.llama_vocab_is_eog(self._vocab, token):
            return (token, b"", True) if gate is None or gate.may_end(text) else None
        raw = self._piece(token)
        cut = min((i for i in (raw.find(s.encode()) for s in stops) if i >= 0), default=-1)
        head, ends = (raw, False) if cut < 0 else (raw[:cut], True)
        if gate is None:
            return token, head, ends
        try:
            piece = head.decode("utf-8")
        except UnicodeDecodeError:  # part of a character: cannot be judged
            return None
        if piece and not gate.accepts(text, piece):
            return None
        if ends and not gate.may_end(text + piece):
            return None
        return (token, head, ends) if piece or ends else None


def _gate(command: Generate) -> Gate | FactGate | None:
    if command.lock is not None:
        return FactGate(command.lock, command.opening)
    return Gate(command.constraint, command.opening) if command.constraint else None


class _Worker:
    """Answers commands one after the other; a cancel is taken into account while another command runs."""

    def __init__(self, commands: queue.Queue[Message], cancelled: set[str], out: TextIO) -> None:
        self._commands = commands
        self._cancelled = cancelled
        self._out = out
        self._model: _Model | None = None
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
                    version = importlib.metadata.version("llama-cpp-python")
                    self._send(Ready(protocol=PROTOCOL, library=f"llama-cpp-python {version}"))
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
            self._model = _Model(command)
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
        state = {"first": 0.0, "tokens": 0, "prompt": 0, "reused": 0}
        finished = was_cancelled = False
        try:
            finished = self._answer(self._model, command, start, state)
        except _Abandoned:
            was_cancelled = True
        except Exception as error:  # noqa: BLE001 - whatever the library raises is reported, the worker stays
            self._send(Failed(id=command.id, cause=str(error) or type(error).__name__))
            return
        finally:
            self._cancelled.discard(command.id)
        self._send(
            Done(
                id=command.id,
                tokens=int(state["tokens"]),
                prompt_tokens=int(state["prompt"]),
                reused_tokens=int(state["reused"]),
                first_token_s=state["first"],
                duration_s=time.monotonic() - start,
                finished=finished,
                cancelled=was_cancelled,
            )
        )

    def _answer(self, model: _Model, command: Generate, start: float, state: dict[str, float]) -> bool:
        whole = model.tokens_of(command.messages)
        fixed = model.tokens_of(command.messages[: command.fixed], answer_follows=False) if command.fixed else []
        if whole[: len(fixed)] != fixed:  # a template that looks at the last turn
            fixed = []
        rest = whole[len(fixed) :] + model.tokens_of_text(command.opening)
        state["prompt"] = len(fixed) + len(rest)
        state["reused"] = model.prepare(
            fixed,
            rest,
            command.continues,
            lambda done: self._send(Reading(id=command.id, done=done, total=int(state["prompt"]))),
        )
        decoder = getincrementaldecoder("utf-8")("replace")
        pieces = model.write(command)
        while True:
            try:
                piece = next(pieces)
            except StopIteration as end:
                return bool(end.value)
            state["first"] = state["first"] or time.monotonic() - start
            state["tokens"] += 1
            if text := decoder.decode(piece):
                self._send(Token(id=command.id, text=text))


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
