"""Is everything an answer says in the passages it cites? Figures, names, references, words and negations. Pure.

Character by character: only spaces (ordinary, no-break, thin, line ends, before € and %) and apostrophes (’ and ') are
taken as equal. « 8 512 € » is not supported by « 8.512 € », nor « Jean Martin » by « Jean Dupont » and « Paul Martin ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from secretaire.fund.finding.analyzer import STOP_WORDS, stem
from secretaire.fund.folding import fold_word

_SPACES = re.compile(r"\s+")
_BEFORE_SIGN = re.compile(r" (?=[€%])")
_MONTH = "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
_UNIT = (  # its spaces are escaped: it is also used in a verbose pattern
    r"€|%|euros?|centimes?|HT|TTC|m²|m2|ha|km|heures?|h|jours?|mois|ans?|années?|semaines?|nuits?"
    r"|par\ [^\W\d_]+|/\ ?[^\W\d_]+|le\ m²"
)
_FIGURE = re.compile(
    rf"""
    \b\d{{1,2}}(?:er)?\ (?:{_MONTH})(?:\ \d{{4}})?                  # a date, whole
  | n°\ ?\d[\w./-]*                                                  # a number of an act
  | \b[LRD]\.?\ ?\*?\d+(?:-\d+)*                                     # an article
  | \d+(?:[ .,/:-]\d+)*(?:\ ?(?:{_UNIT})(?![^\W\d_]))*               # an amount with what it counts
    """,
    re.VERBOSE | re.IGNORECASE,
)
_QUALIFIER = re.compile(rf"\ ?(?:{_UNIT})(?![^\W\d_])", re.IGNORECASE)
_CAPITAL = "A-ZÀÂÇÉÈÊËÎÏÔÛÙŒ"
_NAME = re.compile(
    rf"[{_CAPITAL}][\w'’&-]*(?:\.[{_CAPITAL}]\.?)*"
    rf"(?: (?:(?:de|du|des|d'|la|le|les|l'|et|&|sur|en) ?)*[{_CAPITAL}0-9][\w'&-]*)*"
)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;]\s+|«\s?|\n)\Z")
_NUMBER_WORDS = frozenset(
    """deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante
    cinquante soixante cent cents mille million millions demi moitie tiers quart double triple""".split()  # noqa: SIM905
)
_NEGATIONS = frozenset(
    """pas aucun aucune jamais sans ni non rien nul nulle guere refuse refusee refuser refus rejette rejete rejetee rejet
    defavorable oppose opposee renonce interdit interdite""".split()  # noqa: SIM905
)
# what an answer may say without it being in a passage: it introduces, it states nothing
_TYING = frozenset(
    """selon apres d deliberation arrete decision acte conseil municipal commune est sont etait etaient sera seront a ont
    fixe fixee montant tarif""".split()  # noqa: SIM905
)


_UNTELLING = STOP_WORDS | _TYING | frozenset("suit suivant suivants suivante suivantes compter soit total".split())  # noqa: SIM905
_TYING_WORDS = 3


def plain(text: str) -> str:
    """The text with one kind of space and of apostrophe, and none before € and %."""
    return _BEFORE_SIGN.sub("", _SPACES.sub(" ", text.replace("’", "'"))).strip()


def unsupported(answer: str, passages: Sequence[str]) -> tuple[str, ...]:
    """What an answer says that its passages do not: empty when all of it is there.

    Args:
        passages: the texts cited, the one that answers first; the date, number and objet of its act may be among them.
    """
    said, sources = plain(answer), [plain(passage) for passage in passages]
    return tuple(
        dict.fromkeys(
            (*_figures(said, sources), *_names(said, sources), *_words(said, sources), *_negations(said, sources))
        )
    )


def loosened(answer: str, question: str, passage: str, facts: Sequence[str]) -> tuple[str, ...]:
    """Words that tie a fact to what it is the figure of, in its passage, and that the answer leaves out.

    « La part départementale de la taxe foncière (22,87 %) » is not « la taxe foncière est de 22,87 % »: every word of the
    passage is true and the sentence is false. The last few telling words before each fact must be kept,
    those of the question aside.
    """
    source = plain(passage)
    kept = {stem(fold_word(word)) for word in _WORD.findall(f"{answer} {question}")}
    missing: list[str] = []
    for fact in facts:
        before = source[: max(0, source.find(plain(fact)))]
        clause = re.split(r"[.;:]\s", before)[-1]
        telling = [word for word in _WORD.findall(clause) if len(word) > 1 and fold_word(word) not in _UNTELLING]
        missing += [word for word in telling[-_TYING_WORDS:] if stem(fold_word(word)) not in kept]
    return tuple(dict.fromkeys(missing))


def _figures(said: str, sources: Sequence[str]) -> Iterator[str]:
    for match in _FIGURE.finditer(said):
        figure = match[0].strip()
        held = [place for source in sources for place in _places(figure, source)]
        if not held:
            yield figure
        elif all(_QUALIFIER.match(after) for after in held):
            # « 9 150 € » of « 9 150 € HT »: without its qualifier it is another amount
            yield f"{figure}{_qualifier(held[0])}"


def _qualifier(after: str) -> str:
    match = _QUALIFIER.match(after)
    return match[0] if match else ""


def _places(figure: str, source: str) -> Iterator[str]:
    """What follows each place where a figure stands whole in a source."""
    for match in re.finditer(re.escape(figure), source):
        before, after = source[: match.start()], source[match.end() :]
        cut = figure[0].isdigit() and _same_number(before, figure)
        cut = cut or (figure[-1].isdigit() and re.match(r"\d|[.,/-]\d|\s\d{3}(?!\d)", after) is not None)
        ordinal = figure[-1].isdigit() and re.match(r"(?:er|e|ème|re|nde?)\b", after) is not None
        if not cut and not ordinal and not (figure[-1].isalpha() and re.match(r"[^\W\d_]", after)):
            yield after


def _same_number(before: str, figure: str) -> bool:
    """The digits before belong to the same number: « 12 » then « 400 »."""
    if re.search(r"\d[.,/-]?\Z", before):
        return True
    return bool(re.search(r"(?<!\d)\d{1,3}(?:\s\d{3})*\s\Z", before)) and bool(re.match(r"\d{3}(?!\d)", figure))


def _names(said: str, sources: Sequence[str]) -> Iterator[str]:
    """Proper names and acronyms, each run of capitalised words whole."""
    for match in _NAME.finditer(said):
        name = match[0].rstrip(" .")
        if _held(name, sources):
            continue
        if _SENTENCE_START.search(said[: match.start()]):
            opening, _, rest = re.sub(r"^(\w+)'", r"\1 ", name, count=1).partition(" ")
            rest = re.sub(r"^(?:(?:de|du|des|d'|la|le|les|l') ?)+", "", rest)
            common = fold_word(opening) in STOP_WORDS | _TYING or _word_held(opening, sources)
            if common and (not rest or _held(rest, sources)):
                continue
        yield name


def _held(name: str, sources: Sequence[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", source) for source in sources)


def _words(said: str, sources: Sequence[str]) -> Iterator[str]:
    """Words that state something: each is in the passages, under some form; a number in words under the very same."""
    for match in _WORD.finditer(said):
        word = match[0]
        folded = fold_word(word)
        if folded in _NUMBER_WORDS:
            if not _held(word.lower(), [source.lower() for source in sources]):
                yield word
        elif len(folded) > 1 and folded not in STOP_WORDS | _TYING | _NEGATIONS and not _word_held(word, sources):
            yield word


def _word_held(word: str, sources: Sequence[str]) -> bool:
    wanted = stem(fold_word(word))
    return any(stem(fold_word(held)) == wanted for source in sources for held in _WORD.findall(source))


def _negations(said: str, sources: Sequence[str]) -> Iterator[str]:
    """The answer denies when the passage that answers does, and only then."""
    written = [word for word in map(fold_word, _WORD.findall(said)) if word in _NEGATIONS]
    noted = [word for word in map(fold_word, _WORD.findall(sources[0] if sources else "")) if word in _NEGATIONS]
    if bool(written) != bool(noted):
        yield (written or noted)[0]
