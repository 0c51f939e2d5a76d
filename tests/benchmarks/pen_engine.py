"""The engine beside llama.cpp's own loop, in the same run: opening, first word, speed, locks, cancelling, memory.

    python tests/benchmarks/pen_engine.py MODEL.gguf [--adaptateur A.gguf] [--textes 4] [--fils 2]

« boucle » is what the library can do: one token evaluated at a time, the likeliest taken, no lock, no process, no pipe.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from pen import chosen

from secretaire.desk.resources import resources
from secretaire.drafting.engine.client import Engine, GenerationRequest
from secretaire.drafting.engine.protocol import ChatMessage
from secretaire.drafting.pen.examples import bare
from secretaire.drafting.pen.facts import lock_of
from secretaire.drafting.pen.tasks import Plume, Task, load_plume

MODES = ("nu", "verrous")


def own_loop(model: Path, adapter: Path | None, tokens: int, threads: int) -> float:
    """Tokens a second of the library itself."""
    import llama_cpp

    llm: Any = llama_cpp.Llama(str(model), n_ctx=2048, n_threads=threads, n_threads_batch=threads, verbose=False)
    if adapter:
        loaded = llama_cpp.llama_adapter_lora_init(llm._model.model, os.fsencode(adapter))
        one = (llama_cpp.llama_adapter_lora_p_ctypes * 1)(loaded)
        llama_cpp.llama_set_adapters_lora(llm._ctx.ctx, one, 1, (ctypes.c_float * 1)(1.0))
    llm.eval(llm.tokenize(b"Le conseil municipal a deliberer sur la toiture de l'ecole. " * 12))
    begun = time.monotonic()
    for _ in range(tokens):
        logits = llama_cpp.llama_get_logits_ith(llm._ctx.ctx, -1)
        view = ctypes.cast(logits, ctypes.POINTER(ctypes.c_float * llm.n_vocab())).contents
        del view
        llm.eval([100])
    pace = tokens / (time.monotonic() - begun)
    llm.close()
    return pace


def requests(plume: Plume, count: int) -> list[GenerationRequest]:
    """Exposés kept apart, as the pen asks for them."""
    made = []
    for example in chosen(count, ["expose"]):
        form = plume.forms[Task.EXPOSE]
        lines = [plume.abbreviations.normalise(note) for note in example.notes]
        shown = bare(plume, Task.EXPOSE, example.objet, lines)
        lock = lock_of(form, example.objet, lines)
        made.append(GenerationRequest(shown.messages, shown.fixed, max_tokens=260, lock=lock))
    return made


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modele", type=Path)
    parser.add_argument("--adaptateur", type=Path)
    parser.add_argument("--textes", type=int, default=4)
    parser.add_argument("--fils", type=int, default=2)
    options = parser.parse_args()
    plume = load_plume(resources() / "plume")
    asked = requests(plume, options.textes)
    loop = own_loop(options.modele, options.adaptateur, 120, options.fils)
    print(f"boucle de la bibliothèque : {loop:.1f} jetons/s")
    for mode in MODES:
        with tempfile.TemporaryDirectory() as folder:
            engine = Engine(
                options.modele,
                adapter=options.adaptateur,
                adapter_sha256=options.adaptateur.name if options.adaptateur else "",
                cache=Path(folder),
                threads=options.fils,
            )
            with engine:
                begun = time.monotonic()
                engine.warm_up()
                opened = time.monotonic() - begun
                paces, firsts = [], []
                for request in asked:
                    if mode == "nu":
                        request = GenerationRequest(request.messages, request.fixed, max_tokens=260)
                    done = engine.generate(request)
                    paces.append((done.tokens - 1) / (done.duration_s - done.first_token_s))
                    firsts.append(done.first_token_s)
                pace = statistics.mean(paces)
                print(
                    f"{mode} : ouverture {opened:.1f} s, premier mot {firsts[0]:.2f} puis {statistics.median(firsts[1:] or firsts):.2f} s,"
                    f" {pace:.1f} jetons/s = {pace / loop:.2f} de la boucle, mémoire {engine.stats().rss / 1e6:.0f} Mo"
                )
                if mode == MODES[-1]:
                    waits = [cancel_latency(engine, 1.0 + i / 7) for i in range(5)]
                    print(
                        f"annuler : médiane {statistics.median(waits) * 1000:.0f} ms, au pire {max(waits) * 1000:.0f} ms"
                    )


def cancel_latency(engine: Engine, after_s: float) -> float:
    """Seconds from the wish to stop to the return of the call."""
    start = time.monotonic()
    wished: list[float] = []

    def cancelled() -> bool:
        if time.monotonic() - start > after_s and not wished:
            wished.append(time.monotonic())
        return bool(wished)

    turn = ChatMessage(role="user", content="Raconte longuement une séance du conseil.")
    engine.generate(GenerationRequest((turn,), max_tokens=2000), cancelled=cancelled)
    return time.monotonic() - wished[0] if wished else 0.0


if __name__ == "__main__":
    main()
