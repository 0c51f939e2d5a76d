"""Print the citations of real acts that the parser reads, and the shapes of those it does not. Not a test.

A citation is looked for loosely (« art », a letter and a hyphenated number, « loi », « décret », « arrêté »…), without
the parser. What is printed holds no name: digits become 9, and a word with a capital that is no word of the law
becomes « X ». The folder is SECRETAIRE_CORPUS, or the one beside the repository; a folder of .txt files will do.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from secretaire.fund.reading.readers import read_file
from secretaire.law.cited_acts import find_cited_acts
from secretaire.law.references import find_references

CORPUS = Path(os.environ.get("SECRETAIRE_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
S = r"[ \t\u00a0\u202f\n]"
DAY = r"\d{1,2}(?:er)?\s+(?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)\w*\.?\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}"
KINDS = {
    # « Article 1 : » opens an article of the act itself
    "article": re.compile(
        rf"(?<![\w.])(?:[LRDA]\.?{S}{{0,2}}(?:O\.?{S}?)?\*?{S}?\d{{2,4}}{S}?[-.–]{S}?\d+|(?<!\n)[Aa]rt(?:icle)?s?\.?{S}+(?:[LRDA]\.?{S}*)?\d+)"
    ),
    "loi, décret, ordonnance": re.compile(
        rf"\b(?:loi|d[ée]cret|ordonnance)s?\b[^.;\n]{{0,30}}?(?:\d{{2,4}}{S}?[-–]{S}?\d{{2,5}}|\bdu{S}+(?:{DAY}))",
        re.IGNORECASE,
    ),
    "arrêté, délibération, décision": re.compile(
        rf"\b(?:arr[êe]t[ée]|d[ée]lib[ée]ration|d[ée]cision|circulaire)s?\b[^.;\n]{{0,60}}?(?:n[°º]{S}*\S+|\bdu{S}+(?:{DAY}))",
        re.IGNORECASE,
    ),
}
LAW = re.compile(r"[LRDA]\.?\s?\*?\d+\s?-\s?\d|\b(?:code|loi|d[ée]cret|ordonnance)\b", re.IGNORECASE)
KEPT = re.compile(
    r"\b(?:Vu|Code|Général|Collectivités|Territoriales|Article|Articles|Art|Loi|Lois|Décret|Ordonnance|Arrêté|"
    r"Délibération|Décision|Conseil|Municipal|CGCT|L|R|D|A|LO|Considérant)\b"
)


def texts() -> Iterator[str]:
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix == ".txt" and path.stat().st_size > 500:
            yield path.read_text(encoding="utf-8")
        elif path.suffix.lower() in {".pdf", ".docx"}:
            yield "\n".join(page.text for page in read_file(path).pages)


def blanked(text: str) -> str:
    words = re.sub(r"\s+", " ", text)
    words = re.sub(r"\b[A-ZÉÈÀ][\wéèêàôîç'-]*", lambda m: m.group() if KEPT.fullmatch(m.group()) else "X", words)
    return re.sub(r"\d", "9", words)


def main() -> None:
    found, read, unknown_code = Counter[str](), Counter[str](), 0
    shapes: dict[str, Counter[str]] = {kind: Counter() for kind in (*KINDS, "sans code")}
    articles = documents = others = 0
    for text in texts():
        documents += 1
        references = find_references(text)
        spans = [(r.start, r.end) for r in references] + [(a.start, a.end) for a in find_cited_acts(text)]
        articles += sum(bool(r.article) for r in references)
        for r in references:
            if r.article and not r.code:
                unknown_code += 1
                shapes["sans code"][blanked(text[max(r.start - 60, 0) : r.end + 50])] += 1
        for kind, pattern in KINDS.items():
            for seen in pattern.finditer(text):
                found[kind] += 1
                if any(start < seen.end() and seen.start() < end for start, end in spans):
                    read[kind] += 1
                elif kind == "article" and not LAW.search(text[seen.start() : seen.end() + 90]):
                    found[kind] -= 1  # an account of the budget, an article of a contract or of the act itself
                    others += 1
                else:
                    around = text[max(seen.start() - 30, 0) : seen.end() + 40]
                    shapes[kind][blanked(around)] += 1
    print(f"{documents} textes, {articles} articles lus, dont {unknown_code} sans code nommé")
    print(f"{others} articles d'un budget, d'un contrat ou de l'acte lui-même, hors du compte")
    for kind in KINDS:
        print(f"{kind} : {read[kind]} lus sur {found[kind]} ({read[kind] / max(found[kind], 1):.1%})")
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    for kind, unread in shapes.items():
        print(f"\n{kind}, non lus :")
        for shape, number in unread.most_common(most):
            print(f"{number:5} {shape}")


if __name__ == "__main__":
    main()
