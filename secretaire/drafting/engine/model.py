"""An open model: what it has read, what it keeps of it, and the library behind it.

The only modules that import llama_cpp are this one and `decoding.py`, in the worker process, once a model is asked for.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil

from secretaire.drafting.engine.protocol import ChatMessage, Load

_BATCH = 128  # tokens read between two signs of life
_WORTH_KEEPING = 64  # a shorter prefix is read again faster than its file is opened
_KEPT_PREFIXES = 12  # about 25 MB each with a 1.5B model


class Abandoned(Exception):
    """The running request was cancelled."""


class OpenModel:
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
            lora_path=command.adapter or None,
            # mapped, the half of the weights that is put in another order would stay in memory twice: 0.6 GB with the 1.5B
            use_mmap=False,
            n_threads=self.threads,
            n_threads_batch=self.threads,
            verbose=False,
        )
        template = self._llm.metadata.get("tokenizer.chat_template")
        if template is None:
            raise ValueError("ce modèle n'a pas de gabarit de conversation")
        end, begin = self._llm.token_eos(), self._llm.token_bos()
        self._formatter: Any = chat_format.Jinja2ChatFormatter(
            template=template, eos_token=self._special_text(end), bos_token=self._special_text(begin)
        )
        self._vocab = self._llama_cpp.llama_model_get_vocab(self._llm._model.model)
        self._pieces: dict[int, bytes] = {}
        self.size_of_vocabulary: int = self._llm.n_vocab()
        self._cache = Path(command.cache) if command.cache else None
        over = command.adapter_sha256 or command.adapter
        self._cache_key = f"{command.sha256 or command.path}|{over}|{self._llama_cpp.__version__}|"
        self._prompt: list[int] = []
        self.prompt_logits: Any = None
        self.stop_reading: Callable[[], bool] = lambda: False
        callback_type = self._llama_cpp.ggml_abort_callback
        self._abort = callback_type(lambda _data: self.stop_reading())  # kept: the library only holds a pointer
        self._llama_cpp.llama_set_abort_callback(self._llm._ctx.ctx, self._abort, None)

    def close(self) -> None:
        """Release the model: left to the interpreter's exit, the library's destructor fails."""
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
                raise Abandoned
            try:
                self._llm.eval(tokens[start : start + _BATCH])
            except RuntimeError as error:
                if self.stop_reading():  # the abort callback makes llama_decode return 2
                    raise Abandoned from error
                raise
            progress(self._llm.n_tokens)

    def evaluate(self, tokens: Sequence[int]) -> None:
        """Evaluate a few tokens, and have the likelihoods that follow the last of them (`logits`).

        Raises:
            Abandoned: the request was cancelled meanwhile.
        """
        llm = self._llm
        llm._ctx.kv_cache_seq_rm(-1, llm.n_tokens, -1)
        llm._batch.set_batch(batch=tokens, n_past=llm.n_tokens, logits_all=False)
        try:
            llm._ctx.decode(llm._batch)
        except RuntimeError as error:
            if self.stop_reading():
                raise Abandoned from error
            raise
        llm.input_ids[llm.n_tokens : llm.n_tokens + len(tokens)] = tokens
        llm.n_tokens += len(tokens)

    def logits(self) -> Any:
        """What follows the last token evaluated: a float for each token of the vocabulary."""
        pointer = self._llama_cpp.llama_get_logits_ith(self._llm._ctx.ctx, -1)
        return self._np.ctypeslib.as_array(pointer, shape=(self.size_of_vocabulary,))

    def rewind(self, length: int) -> None:
        """Forget what was evaluated after the first `length` tokens."""
        if not self._llm._ctx.kv_cache_seq_rm(-1, length, -1):  # refused by recurrent models
            self._llm._ctx.kv_cache_clear()
            length = 0
        self._llm.n_tokens = length

    def prepare(self, fixed: list[int], rest: list[int], progress: Callable[[int], None]) -> int:
        """Have the whole prompt evaluated, and what follows it in `prompt_logits`; returns how many tokens were known.

        What was read is taken again only whole: the same prompt, or its fixed part from its first token. A prompt cut
        in other batches gives other rounding, and the same seed would then give another text.

        Raises:
            Abandoned: the request was cancelled meanwhile.
        """
        whole = fixed + rest
        if whole == self._prompt:
            self.rewind(len(whole))
            return len(whole)
        self._prompt = []
        known = self._llm.input_ids[: self._llm.n_tokens].tolist()
        reused = len(fixed) if known[: len(fixed)] == fixed or self._restore(fixed) else 0
        self.rewind(reused)
        if not reused:
            self._read(fixed, progress)
            self._keep(fixed)
        self._read(rest, progress)
        self._prompt = whole
        self.prompt_logits = self.logits().copy()
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
        self.rewind(0)
        array = (self._llama_cpp.llama_token * len(fixed))()
        count = ctypes.c_size_t()
        read = self._llama_cpp.llama_state_seq_load_file(
            self._llm._ctx.ctx, os.fsencode(file), 0, array, len(fixed), ctypes.byref(count)
        )
        if not read or list(array[: count.value]) != fixed:
            file.unlink(missing_ok=True)
            self.rewind(0)
            return False
        self._llm.input_ids[: len(fixed)] = fixed
        self._llm.n_tokens = len(fixed)
        return True

    # pieces

    def piece(self, token: int) -> bytes:
        """The bytes of a token; none for a control token."""
        if token not in self._pieces:
            buffer = ctypes.create_string_buffer(64)
            size = self._llama_cpp.llama_token_to_piece(self._vocab, token, buffer, 64, 0, False)
            self._pieces[token] = buffer.raw[: max(size, 0)]
        return self._pieces[token]

    def ends(self, token: int) -> bool:
        """True for a token that ends an answer."""
        return bool(self._llama_cpp.llama_vocab_is_eog(self._vocab, token))
