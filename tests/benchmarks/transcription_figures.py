"""How good the transcription is, and what it costs: French speech made by espeak-ng, heard by the model of this PC.

    python tests/benchmarks/transcription_figures.py [--bruit 0.02]

Needs espeak-ng and the transcription model (`secretaire modele importer DOSSIER`). espeak-ng is a robot: its speech is
harder for the model than a person close to a microphone, and easier than a village hall. The figures say what they are.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
from num2words import num2words
from rapidfuzz.distance import Levenshtein, Opcode

from secretaire.desk import recordings
from secretaire.listening.passages import Passage, Trust
from secretaire.listening.transcriber import Transcriber

SAID = (
    "Monsieur le maire ouvre la séance à vingt heures trente et constate que le quorum est atteint.",
    "Madame Lucie Perrault demande pourquoi la facture de chauffage de l'école a augmenté de dix-huit pour cent.",
    "Le premier adjoint répond que la chaudière a plus de vingt ans et qu'un devis est attendu pour la fin du mois.",
    "Il est proposé de verser une subvention de huit cents euros à l'association des parents d'élèves.",
    "Monsieur Garnier rappelle que l'an dernier le conseil avait voté mille deux cents euros pour la fête du village.",
    "La toiture de l'église laisse passer l'eau et l'architecte estime les travaux à quarante-cinq mille euros.",
    "Madame Thibault s'inquiète de la vitesse des camions dans la rue du Moulin et demande un ralentisseur.",
    "Le maire précise que la demande de subvention au département doit partir avant le quinze février.",
    "Le lave-linge de la salle des fêtes est en panne depuis trois semaines, il faut le remplacer.",
    "Après en avoir débattu, le conseil souhaite que le prix de la cantine reste à trois euros quarante.",
    "Monsieur Delaunay propose de planter une haie le long du chemin communal avec les enfants de l'école.",
    "Plus personne ne demandant la parole, la séance est levée à vingt-deux heures quinze.",
)
VOICES = ("fr", "fr+f3", "fr+m3")
SPEED = 140  # words a minute: a calm speaker
RATE = 16_000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bruit", type=float, default=0.0, help="bruit blanc ajouté, part de la pleine échelle")
    options = parser.parse_args()
    model = recordings.model()
    wrong = total = flagged = marked = figures = figures_right = cleared = sure = 0
    processor = spoken = wall = memory = 0.0
    with tempfile.TemporaryDirectory() as folder, Transcriber(model) as transcriber:
        for rank, text in enumerate(SAID):
            path = Path(folder) / f"{rank}.wav"
            seconds = _say(text, VOICES[rank % len(VOICES)], path, options.bruit)
            began = time.perf_counter()
            opened = transcriber.open(path)
            heard = [transcriber.listen(stretch) for stretch in opened.stretches]
            wall += time.perf_counter() - began
            processor += sum(h.processor for h in heard)
            spoken += seconds
            memory = max(memory, *(c.memory_info().rss / 1e6 for c in psutil.Process().children()))
            passages = [p for h in heard for p in h.passages]
            reference, found, doubts = _words(text), _words(_text(passages)), _doubtful(passages)
            errors = Levenshtein.distance(reference, found)
            wrong, total = wrong + errors, total + len(reference)
            bad = [found[e.dest_pos] for e in Levenshtein.editops(reference, found) if e.tag != "delete"]
            right = [
                found[b.dest_start + n] for b in _equal(reference, found) for n in range(b.dest_end - b.dest_start)
            ]
            cleared, sure = cleared + sum(word not in doubts for word in right), sure + len(right)
            flagged, marked = flagged + sum(word in doubts for word in bad), marked + len(bad)
            said = set(_figures(text))
            figures, figures_right = figures + len(said), figures_right + len(said & set(_figures(_text(passages))))
            print(f"{errors / len(reference):4.0%}  {_text(passages)}\n      {text}", flush=True)
        print("silence et bruit :", [p.text for p in _nobody(transcriber, Path(folder))] or "rien n'est écrit")
    print(f"\nmots faux : {wrong / total:.0%} de {total} ; montants et heures justes : {figures_right} sur {figures}")
    print(f"mots écrits à tort montrés comme incertains : {flagged} sur {marked}")
    print(f"mots justes montrés comme sûrs : {cleared} sur {sure}")
    print(f"processeur : {processor / spoken:.2f} s par seconde de son ; durée réelle : {wall / spoken:.2f}")
    print(f"mémoire du processus : {memory:.0f} Mo ; son : {spoken:.0f} s")


def _say(text: str, voice: str, path: Path, noise: float) -> float:
    subprocess.run(["espeak-ng", "-v", voice, "-s", str(SPEED), "-w", str(path), text], check=True)
    with wave.open(str(path)) as said:
        parameters, samples = said.getparams(), np.frombuffer(said.readframes(said.getnframes()), np.int16)
    if noise:
        hiss = np.random.default_rng(7).normal(0, noise * 32767, samples.size)
        samples = np.clip(samples + hiss, -32768, 32767).astype(np.int16)
        with wave.open(str(path), "wb") as noisy:
            noisy.setparams(parameters)
            noisy.writeframes(samples.tobytes())
    return samples.size / parameters.framerate


def _nobody(transcriber: Transcriber, folder: Path) -> Iterator[Passage]:
    """A minute without a voice: silence, hiss, the hum of a neon."""
    at = np.arange(60 * RATE) / RATE
    hiss = np.random.default_rng(3).normal(0, 600, at.size)
    for name, sound in (("silence", at * 0), ("souffle", hiss), ("neon", 2000 * np.sin(2 * np.pi * 100 * at))):
        path = folder / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", ""))
            file.writeframes(sound.astype(np.int16).tobytes())
        for stretch in transcriber.open(path).stretches:
            yield from transcriber.listen(stretch).passages


def _text(passages: list[Passage]) -> str:
    return " ".join(p.text or "(non compris)" for p in passages)


def _words(text: str) -> list[str]:
    """Lower case, figures in letters, no punctuation: « 20h30 » and « vingt heures trente » say the same."""
    text = re.sub(r"(?<=\d)[ \u202f.](?=\d{3}\b)", "", text.lower())
    text = re.sub(r"(\d+)h(\d*)", r"\1 heures \2", text).replace("€", " euros ").replace("%", " pour cent ")
    text = re.sub(r"(\d+),(\d+) euros", r"\1 euros \2", text)
    text = re.sub(r"\d+", lambda figure: num2words(int(figure.group()), lang="fr"), text)
    return re.findall(r"[^\W_]+", text)


def _figures(text: str) -> Iterator[str]:
    """What is before « euros », « heures », « pour cent »."""
    numbers = {w for n in range(1001) for w in _words(str(n))}
    words = _words(text)
    for place, word in enumerate(words):
        if word in {"euros", "heures", "pour"}:
            start = place
            while start and words[start - 1] in numbers:
                start -= 1
            if start < place:
                yield " ".join(words[start : place + 1])


def _equal(reference: list[str], found: list[str]) -> Iterator[Opcode]:
    return (block for block in Levenshtein.opcodes(reference, found) if block.tag == "equal")


def _doubtful(passages: list[Passage]) -> set[str]:
    uncertain = [p.text for p in passages if p.trust is not Trust.ENTENDU]
    marked = [p.text[start:end] for p in passages for start, end in p.doubtful]
    return {word for text in (*uncertain, *marked) for word in _words(text)}


if __name__ == "__main__":
    main()
