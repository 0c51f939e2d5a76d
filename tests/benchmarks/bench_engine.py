"""Measure the engine: opening, first token cold, warm and from disk, speed, cancellation, memory.

PYTHONPATH=. SECRETAIRE_MODELE=model.gguf python tests/benchmarks/bench_engine.py
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

from secretaire.desk.resources import resources
from secretaire.drafting.engine.client import Engine, GenerationRequest
from secretaire.drafting.engine.protocol import ChatMessage
from secretaire.drafting.pen.tasks import Task, load_plume, opening_messages, user_turn


def cancel_latency(engine: Engine, messages: tuple[ChatMessage, ...], after_s: float) -> float:
    """Seconds from the wish to stop to the return of the call."""
    start = time.monotonic()
    wished: list[float] = []

    def cancelled() -> bool:
        if time.monotonic() - start > after_s and not wished:
            wished.append(time.monotonic())
        return bool(wished)

    engine.generate(GenerationRequest(messages, max_tokens=2000), cancelled=cancelled)
    return time.monotonic() - wished[0] if wished else 0.0


def main() -> None:
    """Run and print."""
    plume = load_plume(resources() / "plume")
    opening = opening_messages(plume, Task.EXPOSE)
    notes = ("toit refait en mars", "2 devis reçus", "pas de subvention")
    requests = [GenerationRequest((*opening, user_turn("", note)), fixed=len(opening), max_tokens=24) for note in notes]
    with tempfile.TemporaryDirectory() as folder:
        model, cache = Path(os.environ["SECRETAIRE_MODELE"]), Path(folder)
        with Engine(model, cache=cache) as engine:
            start = time.monotonic()
            engine.warm_up()
            print(f"open the model: {time.monotonic() - start:.1f} s")
            for label, request in zip(("first request", "second", "third"), requests, strict=True):
                done = engine.generate(request)
                speed = (done.tokens - 1) / (done.duration_s - done.first_token_s)
                print(
                    f"{label}: {done.prompt_tokens} tokens of prompt, {done.reused_tokens} known, "
                    f"first token {done.first_token_s:.2f} s, then {speed:.1f} tokens/s"
                )
            reading = (ChatMessage(role="user", content="mot " * 3000),)
            writing = (ChatMessage(role="user", content="Raconte longuement une séance du conseil."),)
            for label, messages in (("reading", reading), ("writing", writing)):
                waits = [cancel_latency(engine, messages, 1.0 + i / 7) for i in range(5)]
                print(
                    f"cancel while {label}: median {statistics.median(waits) * 1000:.0f} ms, worst {max(waits) * 1000:.0f} ms"
                )
            print(f"memory of the worker: {engine.stats().rss / 1e6:.0f} MB")
        with Engine(model, cache=cache) as engine:
            done = engine.generate(requests[0])
            print(f"new worker, prefix from disk: first token {done.first_token_s:.2f} s ({done.reused_tokens} known)")


if __name__ == "__main__":
    main()
