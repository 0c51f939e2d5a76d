"""Fuzz every reader: real files, bits flipped, cut, spliced, repeated; what each mutant gives, and the time it takes.

`python tests/benchmarks/fuzz_readers.py [--mutants 500] [--seed 1] [--only pdf,docx] [--keep folder]`

Seeds are made by our own libraries; the documents placed beside the repository, when they are there, are read in place
and added. Each reader runs in a child process, in the limits of the application, without its safety net: an exception
that is no outcome (`Unreadable`, OSError, MemoryError) is counted as unexpected, and its mutant kept in `--keep`.
"""

from __future__ import annotations

import argparse
import collections
import io
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from hostile_files import SOUND, packed, sound_docx, sound_html, sound_rtf

from secretaire import libreoffice
from secretaire.child import Child, ChildDied, ChildTooHungry, ChildTooSlow
from secretaire.fund.reading.reading import MEMORY_LIMIT_BYTES, READ_EXTENSIONS

SECONDS = 20.0
MAX_SEED_BYTES = 400_000
CORPUS = Path(os.environ.get("SECRETAIRE_CORPUS", Path(__file__).resolve().parents[3] / "shared" / "corpus"))


@dataclass
class Score:
    """What came of the mutants of one reader; milliseconds."""

    files: int = 0
    outcomes: collections.Counter[str] = field(default_factory=collections.Counter)
    unexpected: collections.Counter[str] = field(default_factory=collections.Counter)
    slowest: float = 0.0


def seeds() -> dict[str, list[bytes]]:
    """Sound files of each extension."""
    found = {suffix: [make()] for suffix, make in SOUND.items()}
    found[".eml"].append(
        b"From: a@b.fr\r\nContent-Type: message/rfc822\r\n\r\nSubject: =?utf-8?q?=C3=A9?=\r\n\r\nTexte"
    )
    found[".rtf"].append(
        rb"{\rtf1\ansi{\fonttbl{\f0\fnil\fcharset0 A;}{\f1\fcharset128 B;}}\f1\'82\'a0\f0\trowd\cell a\cell\row"
        rb"{\field{\*\fldinst{HYPERLINK \"http://a\"}}{\fldrslt b}}\u8217\'92{\pict\bin4 abcd}\page\par}"
    )
    found[".html"].append(
        b"<!DOCTYPE html><meta charset=utf-8><table><tr><td>a<td>b<tr><th>c</table><pre>d\ne</pre>&eacute;"
    )
    found[".csv"].append('titre,date\n"a, ""b""",2023\n'.encode("utf-16"))
    found[".zip"].append(
        packed(("a.zip", packed(("b.docx", sound_docx()), ("c.html", sound_html()))), ("d.rtf", sound_rtf()))
    )
    if libreoffice.program() is not None:
        found[".doc"] = [old_word(sound_docx())]
    found[".fodt"] = [flat_odt(found[".odt"][0])]
    if CORPUS.is_dir():
        for path in sorted(CORPUS.rglob("*")):
            suffix = path.suffix.lower()
            if suffix in READ_EXTENSIONS and path.is_file() and path.stat().st_size < MAX_SEED_BYTES:
                found.setdefault(suffix, []).append(path.read_bytes())
    return found


def old_word(data: bytes) -> bytes:
    """The same document as Word 97 wrote it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "piece.docx"
        path.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profil').as_uri()}"
        command = [
            str(libreoffice.program()),
            profile,
            "--headless",
            "--convert-to",
            "doc",
            "--outdir",
            folder,
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True)
        return path.with_suffix(".doc").read_bytes()


def flat_odt(package: bytes) -> bytes:
    """The content of an ODT as a flat file."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        content = archive.read("content.xml")
    named = content.replace(b"office:document-content", b"office:document")
    return named.replace(
        b"<office:document ", b'<office:document office:mimetype="application/vnd.oasis.opendocument.text" ', 1
    )


def mutant(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A spoiled copy: one to four blows."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if not made:
            break
        place = chance.randrange(len(made))
        size = chance.choice((1, 4, 16, 200, 2000))
        match chance.randrange(7):
            case 0:  # bits flipped
                for _ in range(size):
                    made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
            case 1:  # cut
                del made[place:]
            case 2:  # a hole
                del made[place : place + size]
            case 3:  # a piece of another file
                start = chance.randrange(len(other) or 1)
                made[place : place + size] = other[start : start + size]
            case 4:  # repeated
                made[place:place] = made[place : place + size] * chance.choice((1, 2, 50))
            case 5:  # numbers made huge, negative, empty
                digits = [i for i in range(place, min(place + 3000, len(made))) if 48 <= made[i] <= 57]
                if digits:
                    start = chance.choice(digits)
                    made[start : start + 1] = chance.choice((b"99999999999", b"-1", b"", b"0"))
            case 6:  # random bytes
                made[place : place + size] = chance.randbytes(size)
    return bytes(made)


def spoil(data: bytes, other: bytes, suffix: str, chance: random.Random) -> bytes:
    """A mutant; half of those of a package are spoiled inside, in a package that is sound."""
    if not zipfile.is_zipfile(io.BytesIO(data)) or suffix == ".zip" or chance.random() < 0.5:
        return mutant(data, other, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    parts[name] = mutant(parts[name], other, chance)
    return packed(*parts.items())


def child() -> None:
    """Read what is asked, one JSON line each, without the safety net of the worker."""
    import json

    from secretaire.fund.reading.readers import read_file
    from secretaire.fund.reading.reading_worker import _limit_memory

    _limit_memory()
    logging.disable(logging.CRITICAL)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in sys.stdin:
        path = Path(json.loads(line)["path"])
        started = time.monotonic()
        told, where = "", ""
        try:
            outcome = read_file(path)
            told = outcome.cause or outcome.status
            for member in outcome.members[:5]:
                read_file(path, member)
        except MemoryError:
            told = "trop_de_memoire"
        except BaseException as error:  # noqa: BLE001 - this is what is looked for
            frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "secretaire" in frame.filename]
            where = f"{type(error).__name__} ({Path(frames[-1].filename).name}:{frames[-1].lineno})"
        answers.write(json.dumps({"told": told, "where": where, "seconds": time.monotonic() - started}) + "\n")
        answers.flush()


def fuzz(suffix: str, sound: list[bytes], everything: list[bytes], count: int, seed: int, keep: Path | None) -> Score:
    """Read `count` mutants."""
    chance = random.Random(f"{seed}{suffix}")
    score = Score()
    command = [sys.executable, __file__, "--child"]
    with tempfile.TemporaryDirectory() as folder, closing(Child(lambda: command, MEMORY_LIMIT_BYTES)) as process:
        path = Path(folder) / f"mutant{suffix}"
        for _ in range(count):
            data = spoil(chance.choice(sound), chance.choice(everything), suffix, chance)
            path.write_bytes(data)
            score.files += 1
            try:
                answer = process.ask({"path": str(path)}, SECONDS)
            except (ChildTooSlow, ChildDied, ChildTooHungry) as error:
                answer = {"told": "", "where": type(error).__name__, "seconds": SECONDS}
            if answer["told"]:
                score.outcomes[answer["told"]] += 1
            else:
                score.unexpected[answer["where"]] += 1
                if keep is not None:
                    (keep / f"{answer['where'].split(' ')[0]}_{score.files}{suffix}").write_bytes(data)
            score.slowest = max(score.slowest, answer["seconds"])
    return score


def main() -> None:
    """Print one line per reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    sound = seeds()
    everything = [data for files in sound.values() for data in files]
    for suffix, files in sound.items():
        if options.only and suffix[1:] not in options.only.split(","):
            continue
        started = time.monotonic()
        score = fuzz(suffix, files, everything, options.mutants, options.seed, options.keep)
        outcomes = ", ".join(f"{name} {number}" for name, number in score.outcomes.most_common())
        unexpected = ", ".join(f"{name} × {number}" for name, number in score.unexpected.items()) or "none"
        print(
            f"{suffix:6} {len(files):3} seeds {score.files:5} mutants in {time.monotonic() - started:5.0f} s, slowest "
            f"{score.slowest:5.2f} s | {outcomes} | unexpected: {unexpected}",
            flush=True,
        )


if __name__ == "__main__":
    if "--child" in sys.argv:
        child()
    else:
        main()
