"""Sixty questions on two real funds: does the answer come from the right passage, and is nothing invented?

    python tests/benchmarks/asking_figures.py [--fonds DOSSIER] [--modele] [--details]

`--fonds` keeps what was read from one run to the next. `--modele` has the installed model (or SECRETAIRE_MODELE) phrase
the answers. The truth is in questions.yaml; the questions of the fictional commune are shown with what is answered.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from secretaire.acts.wording import fold_spaces
from secretaire.desk.asking import AskAnswer, in_words_of_the_act, phrased_by
from secretaire.desk.models import default_model
from secretaire.desk.office import fund_rules
from secretaire.drafting.engine.client import Engine
from secretaire.errors import ModelUnavailable
from secretaire.fund.asking.answering import Citation
from secretaire.fund.asking.support import plain, unsupported
from secretaire.fund.folding import fold
from secretaire.fund.fund import Fund

HERE = Path(__file__).parent
CORPUS = Path(os.environ.get("SECRETAIRE_CORPUS", HERE.parents[2] / "shared" / "corpus"))
FOLDERS = {"putanges": "putanges", "montpellier": "montpellier/pdf", "fictif": "fictif/Corpus"}
ON = date(2026, 6, 1)
_LONGEST_NAME = 7  # words


@dataclass
class Score:
    """What is counted over some questions."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def lines(self) -> list[str]:
        """The figures, one a line."""
        c = self.counts
        asked, none = c["avec réponse"], c["sans réponse"]
        return [
            f"  bon passage cité en premier   {c['premier']}/{asked}",
            f"  bon passage parmi les cités   {c['passage']}/{asked} = {c['passage'] / max(1, asked):.2f}",
            f"  réponse juste                 {c['juste']}/{asked}",
            f"  non trouvé à tort             {c['manquée']}/{asked}",
            f"  non trouvé à raison           {c['non trouvé']}/{none} = {c['non trouvé'] / max(1, none):.2f}",
            f"  réponse inventée              {c['inventée']}",
            f"  mot sans appui dans les cités {c['sans appui']}",
            f"  reformulées par le modèle     {c['reformulée']}",
            f"  moteur muet ou mort           {c['moteur muet ou mort']}",
            f"  par question                  {1000 * self.seconds / max(1, asked + none):.0f} ms",
        ]


def main() -> None:
    """Read the funds, ask, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fonds", type=Path)
    parser.add_argument("--modele", action="store_true")
    parser.add_argument("--details", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        funds = {name: _fund(name, options.fonds or Path(scratch)) for name in FOLDERS}
        engine = _engine() if options.modele else None
        try:
            _ask_all(funds, engine, details=options.details)
        finally:
            if engine is not None:
                engine.close()
            for fund in funds.values():
                fund.close()


def _fund(name: str, folder: Path) -> Fund:
    started = time.perf_counter()
    (folder / name).mkdir(parents=True, exist_ok=True)
    fund = Fund(folder / name, fund_rules())
    report = fund.read([CORPUS / FOLDERS[name]])
    print(f"{name} : {report.lus} documents lus en {time.perf_counter() - started:.0f} s")
    return fund


def _engine() -> Engine:
    named = os.environ.get("SECRETAIRE_MODELE")
    if named:
        return Engine(Path(named))
    model = default_model()
    if model is None:
        raise SystemExit("aucun modèle : SECRETAIRE_MODELE=fichier")
    return Engine(model.path, model_sha256=model.sha256)


def _ask_all(funds: dict[str, Fund], engine: Engine | None, *, details: bool) -> None:
    scores = {"mise_au_point": Score(), "reserve": Score()}
    for question in yaml.safe_load((HERE / "questions.yaml").read_text(encoding="utf-8")):
        score, fund = scores[question["part"]], funds[question["fonds"]]
        started = time.perf_counter()
        answered = in_words_of_the_act(fund.answer(question["question"], ON))
        if engine is not None:
            answered = _phrased(engine, answered, score.counts)
        score.seconds += time.perf_counter() - started
        verdict = _judge(score.counts, question, answered, fund)
        if details or verdict != "juste":
            print(f"[{verdict}] {question['question']}")
            if details:
                print(f"    {answered.reponse[:400]}")
    for part, score in scores.items():
        print(f"\n{part}", *score.lines(), sep="\n")
    print("\ncommune fictive")
    asked = json.loads((CORPUS / "fictif" / "Assessment" / "test_questions.json").read_text(encoding="utf-8"))
    for question in asked:
        answered = in_words_of_the_act(funds["fictif"].answer(question["question"], ON))
        if engine is not None:
            answered = _phrased(engine, answered, Counter())
        print(f"- {question['question']}\n    attendu : {question['ground_truth'][:200]}\n    {answered.reponse[:500]}")


def _phrased(engine: Engine, answered: AskAnswer, counts: Counter[str]) -> AskAnswer:
    try:
        return phrased_by(engine, "modèle", answered)
    except ModelUnavailable:
        counts["moteur muet ou mort"] += 1
        return answered


def _judge(counts: Counter[str], question: dict[str, Any], answered: AskAnswer, fund: Fund) -> str:
    counts["reformulée"] += bool(answered.with_model)
    counts["sans appui"] += bool(_without_support(answered))
    if "ou" not in question:
        counts["sans réponse"] += 1
        counts["inventée" if answered.trouve else "non trouvé"] += 1
        return "inventée" if answered.trouve else "juste"
    counts["avec réponse"] += 1
    cited = [_place(fund, citation) for citation in answered.citations]
    right = any(place in question["ou"] for place in cited)
    counts["premier"] += bool(cited) and cited[0] in question["ou"]
    counts["passage"] += right
    counts["manquée"] += not answered.trouve
    said = answered.trouve and _says(question, answered.reponse)
    counts["juste"] += said
    if not answered.trouve:
        return "non trouvé à tort"
    return "juste" if right and said else "autre réponse" if right else "autre passage"


def _without_support(answered: AskAnswer) -> tuple[str, ...]:
    """Words of the answer, its introduction apart, that are not in its citations."""
    if not answered.trouve:
        return ()
    texts = [citation.text for citation in answered.citations]
    if answered.with_model:
        return unsupported(answered.reponse.partition(",")[2], texts)
    shown = plain(re.split(r"« ?", fold_spaces(answered.reponse), maxsplit=1)[1]).removesuffix("»")
    for text in sorted(map(plain, texts), key=len, reverse=True):
        shown = shown.replace(text, " ")
    pieces = filter(None, (piece.strip() for piece in shown.split("[…]")))
    return tuple(piece for piece in pieces if not any(piece in plain(text) for text in texts))


def _place(fund: Fund, citation: Citation) -> str:
    sha256 = fund.document(citation.result.document).fingerprint.sha256
    return f"{sha256[:12]}:{citation.page}"


def _says(question: dict[str, Any], reponse: str) -> bool:
    if "texte" in question:
        return _bare(question["texte"]) in _bare(reponse)
    words = re.findall(r"[a-z0-9]+", fold(reponse))
    runs = (" ".join(words[i : i + size]) for i in range(len(words)) for size in range(1, _LONGEST_NAME + 1))
    return any(hashlib.sha256(run.encode()).hexdigest()[:10] == question["nom"] for run in runs)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("’", "'").lower())


if __name__ == "__main__":
    main()
