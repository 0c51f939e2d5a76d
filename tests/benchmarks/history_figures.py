"""One subject through time on real minutes, and the matière of acts: `python tests/benchmarks/history_figures.py`.

Prints, for each subject of `history_truth.yaml`: the acts of the chain found, those too many, what texts say, and the act
in force on given days: right, not said (« on ne sait pas » where the truth knows: prudent), or wrong. An act that the
cutting did not give is counted apart. Then the matières of `matieres_truth.csv`, and the time taken at 50,000 acts.
The real documents are read in SECRETAIRE_CORPUS, or in `../shared/corpus` beside the repository.
"""

from __future__ import annotations

import csv
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from secretaire.fund.catalogue.piece_table import Link, StoredPiece, digest, text_of  # noqa: E402
from secretaire.fund.cutting.cut import cut  # noqa: E402
from secretaire.fund.history.chain import Bond, History  # noqa: E402
from secretaire.fund.history.chronology import chronology, chronology_of  # noqa: E402
from secretaire.fund.history.links import resolve  # noqa: E402
from secretaire.fund.history.matieres import MatiereRules  # noqa: E402
from secretaire.fund.history.subjects import SubjectRules  # noqa: E402
from secretaire.fund.pieces import ActFacts, Extent, Kind, Mention, Piece, Verb  # noqa: E402
from secretaire.fund.reading.readers import read_file  # noqa: E402

CORPUS = Path(os.environ.get("SECRETAIRE_CORPUS", ROOT.parent / "shared" / "corpus"))
HERE = Path(__file__).parent
HASH_CHARS = 12


def say(text: str) -> None:
    """One line of the report."""
    sys.stdout.write(text + "\n")


def name_of(path: Path) -> str:
    """How the truth names a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:HASH_CHARS]


def _bare(number: str) -> str:
    return "".join(character for character in number.lower() if character.isalnum())


def truths() -> list[dict[str, Any]]:
    """The subjects whose chain was made by hand."""
    found: list[dict[str, Any]] = yaml.safe_load((HERE / "history_truth.yaml").read_text(encoding="utf-8"))
    return found


@dataclass
class Village:
    """The acts of the minutes, by the names the truth gives them."""

    acts: list[StoredPiece] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    named: dict[tuple[str, int, str], StoredPiece] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    @classmethod
    def read(cls, paths: Iterable[Path], rules: SubjectRules) -> Village:
        """Read and cut native PDF files."""
        village = cls()
        for document, path in enumerate(paths, start=1):
            reading = read_file(path)
            name = name_of(path)
            pages = {page.number: page.text for page in reading.pages}
            for piece in cut(reading.pages, path.name):
                if piece.is_act:
                    act = StoredPiece(len(village.acts) + 1, document, piece)
                    village.acts.append(act)
                    village.texts[act.id] = text_of(piece.extent, pages)
                    village.named[name, piece.extent.first_page, _bare(piece.facts.number)] = act
        village.links = resolve(village.acts, rules)
        return village

    def act(self, name: str) -> StoredPiece | None:
        """« hash page number » in the truth."""
        file, page, number = name.split(" ", 2)
        found = (self.named.get((file, near, _bare(number))) for near in (int(page), int(page) - 1, int(page) + 1))
        return next((act for act in found if act), None)


def chain_of(truth: dict[str, Any], village: Village, rules: SubjectRules) -> History | None:
    """What the fund answers for a subject in words, or from an act."""
    if "sujet" in truth:
        return chronology(truth["sujet"], village.acts, village.links, lambda act: village.texts[act.id], rules)
    seed = village.act(truth["acte"])
    if seed is None:
        return None
    return chronology_of(seed, village.acts, village.links, lambda act: village.texts[act.id], rules)


def compare(truth: dict[str, Any], village: Village, rules: SubjectRules) -> Counter[str]:
    """What is right and wrong for a subject, on one line of the report."""
    history = chain_of(truth, village, rules)
    title = truth.get("sujet", truth.get("acte", ""))
    if history is None:
        say(f"  {title:38} acte de départ absent du découpage")
        return Counter({"sujets absents du découpage": 1})
    wanted = [village.act(name) for name in truth.get("actes", [])]
    present = [act for act in wanted if act]
    found = {step.id for step in history.steps if step.main}
    if "plusieurs" in truth:
        counts = Counter({"sujets distincts justes": int(len(history.subjects) == truth["plusieurs"])})
    else:
        counts = Counter(
            {
                "actes": len(wanted),
                "absents du découpage": len(wanted) - len(present),
                "actes retrouvés": sum(act.id in found for act in present),
                "actes en trop": len(found - {act.id for act in present}),
            }
        )
    said = {(s.id, r.target) for s in history.steps if s.main for r in s.relations if r.bond is Bond.SAID}
    expected = set()
    for pair in truth.get("dit", []):
        speaker, target = (wanted[int(rank)] for rank in pair.split())
        if speaker and target:
            expected.add((speaker.id, target.id))
        else:
            counts["« dit » absents du découpage"] += 1
    if "actes" not in truth:
        expected = said
    counts["« dit »"] = len(expected)
    counts["« dit » retrouvés"] = len(expected & said)
    counts["« dit » en trop"] = len(said - expected)
    for day, rank in truth["jours"].items():
        state = history.state_on(day)
        act = None if rank == "?" else wanted[rank]
        counts["jours"] += 1
        if rank != "?" and act is None:
            counts["jours sans l'acte (découpage)"] += 1
        elif (state.piece.id if state.piece else None) == (act.id if act else None):
            counts["jours justes"] += 1
        elif state.piece is None:
            counts["jours « on ne sait pas » à tort"] += 1
        else:
            counts["jours FAUX"] += 1
    say(f"  {title:38} " + ", ".join(f"{name} {count}" for name, count in counts.items() if count))
    return counts + Counter({"sujets": 1})


def matieres(village: Village, rules: MatiereRules) -> None:
    """Precision and coverage against matières set by hand."""
    objets = {digest(act.facts.objet)[:16]: act.facts.objet for act in village.acts}
    with (CORPUS / "montpellier" / "VilleMTP_MTP_Delibs.csv").open(encoding="utf-8", errors="replace") as file:
        titles = [row[3] for row in list(csv.reader(file, delimiter=";"))[1:] if len(row) > 3]
    objets |= {digest(title)[:16]: title.replace("_x0001_", " - ") for title in titles}
    counts: dict[str, Counter[str]] = {"village": Counter(), "ville": Counter()}
    with (HERE / "matieres_truth.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            objet = objets.get(row["objet"])
            if objet is None:
                continue
            count = counts[row["commune"]]
            count["objets"] += 1
            if given := rules.matiere_of(objet, Kind.DELIBERATION):
                count["données"] += 1
                count["justes"] += given.code in row["matieres"].split("|")
    for name, count in counts.items():
        given, right = count["données"], count["justes"]
        say(
            f"  {name:8} {count['objets']} objets, {given} matières données, {right} justes ({right / max(given, 1):.0%})"
        )


def speed(rules: SubjectRules) -> None:
    """Processor time to link 50,000 acts, one in five naming an earlier one, and to tell a chain of 300 candidates."""
    topics = ["cantine", "camping", "cimetière", "salle des fêtes", "garderie", "marché", "eau", "stade"]
    start = date(1996, 1, 5)
    acts = []
    for i in range(50_000):
        day = start + timedelta(days=7 * (i // 32))
        mentions: tuple[Mention, ...] = ()
        if i % 5 == 0 and i > 1000:
            before = acts[i - 640].facts
            mentions = (Mention(Verb.REPLACES, before.number if i % 2 else "", before.date, 1, 0, 20),)
        facts = ActFacts(
            Kind.DELIBERATION, day, f"{day.year}-{i % 1700:04}", f"Tarif {topics[i % 8]} {i % 4}", mentions=mentions
        )
        acts.append(StoredPiece(i + 1, i + 1, Piece(Extent(1, 0, 1, 100), facts)))
    begun = process_time()
    links = resolve(acts, rules)
    say(f"  liens de 50 000 actes : {process_time() - begun:.2f} s ({len(links)} liens)")
    begun = process_time()
    history = chronology("tarif de la cantine", acts[:2400:8], links, lambda _: "", rules)
    say(f"  chaîne de 300 candidats : {(process_time() - begun) * 1000:.0f} ms ({len(history.steps)} étapes)")


def main() -> None:
    """Print every figure."""
    rules = SubjectRules.load(ROOT / "resources" / "fonds" / "sujets.yaml")
    say("Temps de processeur")
    speed(rules)
    if not CORPUS.is_dir():
        say("Documents réels absents : ni chaînes ni matières.")
        return
    village = Village.read(sorted((CORPUS / "putanges").rglob("*.pdf")), rules)
    say(f"Chaînes ({len(village.acts)} actes, {len(village.links)} liens)")
    total: Counter[str] = Counter()
    for truth in truths():
        total += compare(truth, village, rules)
    say("  TOTAL " + ", ".join(f"{name} {count}" for name, count in total.items()))
    say("Matières")
    matieres(village, MatiereRules.load(ROOT / "resources" / "fonds" / "matieres.yaml"))


if __name__ == "__main__":
    main()
