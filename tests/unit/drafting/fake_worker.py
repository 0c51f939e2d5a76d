"""A worker without a model: what it does is said by its first argument."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

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
    Ready,
    Stats,
    Token,
    decode,
    encode,
)
from secretaire.errors import Code


def send(event: Event) -> None:
    sys.stdout.write(encode(event))
    sys.stdout.flush()


def done(request: Generate, *, cancelled: bool = False) -> Done:
    return Done(
        id=request.id,
        tokens=2,
        prompt_tokens=5,
        reused_tokens=3,
        first_token_s=0.1,
        duration_s=0.2,
        finished=not cancelled,
        cancelled=cancelled,
    )


def answer(behaviour: str, request: Generate, marker: Path) -> None:
    first_time = not marker.exists()
    marker.touch()
    match behaviour:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "end":
            os._exit(0)
        case "crash once" if first_time:
            send(Token(id=request.id, text="Le"))
            os.kill(os.getpid(), signal.SIGSEGV)
        case "silence":
            return
        case "fails":
            send(Failed(id=request.id, cause="texte trop long"))
            return
        case "until cancelled":
            send(Token(id=request.id, text="Le"))
            for line in sys.stdin.buffer:
                if isinstance(decode(line), Cancel):
                    send(done(request, cancelled=True))
                    return
        case "deaf":
            send(Token(id=request.id, text="Le"))
            sys.stdin.buffer.read()
        case "garbage":
            sys.stdout.write('llama_model_loader: blah\n{"kind": "token"}\n\n{]\n')
    send(Token(id="another", text="perdu"))
    send(Token(id=request.id, text="Le "))
    send(Token(id=request.id, text="conseil était là"))
    send(done(request))


def main() -> None:
    behaviour, marker = sys.argv[1], Path(sys.argv[2])
    for line in sys.stdin.buffer:
        match decode(line):
            case Hello() if behaviour == "old processor":
                send(Failed(cause="no library", code=Code.PROCESSOR_TOO_OLD))
            case Hello():
                send(Ready(protocol=PROTOCOL + (behaviour == "other version"), library="fake 1"))
            case Load():
                if behaviour == "bad model":
                    send(Failed(cause="fichier tronqué"))
                else:
                    send(Loaded(duration_s=0.0, n_ctx=8, threads=1))
            case AskStats():
                send(Stats(rss=1000, requests=1))
            case Generate() as request:
                answer(behaviour, request, marker)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main()
