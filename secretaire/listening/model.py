"""The transcription model, open: a stretch of samples in, passages out. Runs in the worker process only.

CTranslate2 runs Whisper. faster-whisper, built on it, is not used: it imports code that downloads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean

import ctranslate2
import numpy as np

from secretaire.listening.mel import SECONDS, log_mel
from secretaire.listening.passages import Passage, Word, passage, repeats
from secretaire.listening.sound import RATE, Samples
from secretaire.listening.speech import Stretch

_BEAM = 5
_FRAMES_A_SECOND = 50  # of the encoder, and of the time tokens
_LONGEST_TEXT = 224  # tokens in thirty seconds


class OpenModel:
    """A folder of a Whisper model in CTranslate2 form (`model.bin`, `config.json`, `vocabulary.txt`)."""

    def __init__(self, folder: Path, threads: int) -> None:
        """`threads`: 0 for as many as the library sees fit."""
        tokens = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
        self._vocabulary = Vocabulary(tokens)
        self._start = [tokens.index(name) for name in ("<|startoftranscript|>", "<|fr|>", "<|transcribe|>")]
        self._first_time = tokens.index("<|0.00|>")
        self._end = tokens.index("<|endoftext|>")
        self._model = ctranslate2.models.Whisper(str(folder), device="cpu", compute_type="int8", intra_threads=threads)

    def listen(self, samples: Samples, at: Stretch) -> tuple[Passage, ...]:
        """What is said in a stretch of the recording."""
        heard = samples[int(at.start * RATE) : int(at.end * RATE)]
        if not heard.size:
            return ()
        encoded = self._model.encode(ctranslate2.StorageView.from_array(log_mel(heard)[np.newaxis]))
        tokens, silence = self._write(encoded, repetition_penalty=1.0, no_repeat_ngram_size=0)
        if repeats(self._vocabulary.text(self._words_of(tokens))):  # lost: once more, forbidden to repeat itself
            tokens, silence = self._write(encoded, repetition_penalty=1.2, no_repeat_ngram_size=4)
        return tuple(self._passages(encoded, tokens, silence, at))

    def _write(
        self, encoded: ctranslate2.StorageView, repetition_penalty: float, no_repeat_ngram_size: int
    ) -> tuple[list[int], float]:
        result = self._model.generate(
            encoded,
            [self._start],
            beam_size=_BEAM,
            max_length=_LONGEST_TEXT * 2,
            return_no_speech_prob=True,
            repetition_penalty=repetition_penalty,
            no_repeat_ngram_size=no_repeat_ngram_size,
        )[0]
        return list(result.sequences_ids[0]), float(result.no_speech_prob)

    def _words_of(self, tokens: Sequence[int]) -> list[int]:
        return [token for token in tokens if token < self._end]

    def _passages(
        self, encoded: ctranslate2.StorageView, tokens: Sequence[int], silence: float, at: Stretch
    ) -> Iterator[Passage]:
        said = self._words_of(tokens)
        if not said:
            return
        frames = min(SECONDS, at.seconds) * _FRAMES_A_SECOND
        aligned = self._model.align(encoded, self._start, [said], int(frames))[0]
        probabilities = iter(aligned.text_token_probs)
        for start, end, segment in self._segments(tokens, at):
            pairs = [(token, float(next(probabilities, 0.0))) for token in segment]
            kept = passage(start, end, self._vocabulary.words(pairs), silence)
            if kept is not None:
                yield kept

    def _segments(self, tokens: Sequence[int], at: Stretch) -> Iterator[tuple[float, float, list[int]]]:
        """The tokens between two times; a last one without its end goes to the end of the stretch."""
        start, segment = at.start, list[int]()
        for token in tokens:
            if token >= self._first_time:
                time = min(at.end, at.start + (token - self._first_time) / _FRAMES_A_SECOND)
                if segment:
                    yield start, max(start, time), segment
                start, segment = time, []
            elif token < self._end:
                segment.append(token)
        if segment:
            yield start, at.end, segment


class Vocabulary:
    """The tokens of the model: pieces of UTF-8 written with one printable character for each byte, as GPT-2 does."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = tokens
        printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
        others = [byte for byte in range(256) if byte not in printable]
        self._bytes = {chr(byte): byte for byte in printable} | {chr(256 + n): byte for n, byte in enumerate(others)}

    def text(self, tokens: Sequence[int]) -> str:
        """The text of some tokens."""
        return self._raw(tokens).decode("utf-8", "replace")

    def words(self, tokens: Sequence[tuple[int, float]]) -> tuple[Word, ...]:
        """The words of some tokens, each with the mean probability of its pieces; a word begins with its space."""
        words: list[Word] = []
        held: list[tuple[int, float]] = []
        for token in tokens:
            if held and self._raw([token[0]]).startswith(b" "):
                words.append(self._word(held))
                held = []
            held.append(token)
        return (*words, self._word(held)) if held else tuple(words)

    def _word(self, pieces: Sequence[tuple[int, float]]) -> Word:
        return Word(self.text([token for token, _ in pieces]), fmean(probability for _, probability in pieces))

    def _raw(self, tokens: Sequence[int]) -> bytes:
        return bytes(self._bytes[letter] for token in tokens for letter in self._tokens[token])
