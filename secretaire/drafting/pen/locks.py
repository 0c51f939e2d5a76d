"""Does a text say what the notes say, and nothing else? Checked after writing, whoever wrote it. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from simplemma import is_known, lemmatize

from secretaire.acts.spans import ValueKind
from secretaire.acts.wording import MONTHS
from secretaire.drafting.engine.constraint import fold
from secretaire.drafting.pen.lexicon import WORD, stem, words_of
from secretaire.drafting.pen.literals import Literal, figures, literals, plain_spaces
from secretaire.drafting.pen.tasks import Plume, Task


class Lock(StrEnum):
    """Why a text is refused."""

    FIGURE_ADDED = "chiffre_ajoute"
    FIGURE_LOST = "chiffre_perdu"
    FIGURE_REPEATED = "chiffre_repete"
    FACT_CHANGED = "fait_change"  # the figure is there, but as another amount, date, reference…
    NAME_ADDED = "nom_ajoute"
    NAME_LOST = "nom_perdu"
    NEGATION_ADDED = "negation_ajoutee"
    NEGATION_LOST = "negation_perdue"
    NUANCE_LOST = "nuance_perdue"  # « environ », « avant », « sauf »…
    WORD_ADDED = "mot_sans_appui"
    CONTENT_LOST = "contenu_perdu"
    FORM = "forme"
    TOO_LONG = "note_trop_longue"  # never given to the model


@dataclass(frozen=True, slots=True)
class Refusal:
    """A lock that holds, and the word or figure concerned."""

    lock: Lock
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class LockReport:
    """The verdict on a text."""

    refusals: tuple[Refusal, ...]

    @property
    def accepted(self) -> bool:
        return not self.refusals


_NEGATIONS = frozenset("pas aucun aucune jamais sans ni non rien nul nulle guere".split())  # noqa: SIM905
_NEGATION_REACH = 6  # words between « ne » and its « plus »
_NUANCES = (  # each word and what may stand for it
    ("environ",),
    ("avant", "prealable", "prealablement"),
    ("apres", "suite", "issue"),
    ("sauf", "exception", "excepte"),
    ("seulement", "que", "qu", "seul", "seule", "seuls", "seules", "uniquement"),
    ("maximum", "maximal", "maximale", "plus", "plafond", "plafonne"),
    ("minimum", "minimal", "minimale", "moins"),
    ("jusqu",),
    ("toujours",),
    ("encore",),
    ("deja",),
    ("moins", "inferieur", "inferieure"),
    ("hors", "exterieur", "exterieurs", "exterieures"),
    ("contre", "defavorable", "oppose", "opposee", "opposes", "oppos"),
    ("refuse", "refus", "refusee", "refusent", "refusees", "refuses"),
    ("interdit", "interdite", "interdiction"),
    ("gratuit", "gratuite", "gratuits", "gratuitement", "gratuitement"),
    ("inchange", "inchangee", "inchanges", "inchangees"),
    ("si", "s", "cas", "condition", "sinon"),
    ("depuis",),
    ("pendant", "durant"),
)
_TITLES = frozenset("monsieur madame messieurs mesdames mademoiselle mme mlle mr m le la l du de des et".split())  # noqa: SIM905
_SENTENCE_OPENING = re.compile(r"(?:\A|[.;!?:]\s+|\n|«\s?)\W*\Z")
_VOWEL = "aeiouéèêàâîôûœ"
_TOOL = "de|des|du|la|le|les|à|au|aux|un|une|en|sur|par|avec|qui|et|ne|dans|si|ce|cette"
_VERBS = frozenset("est a ont part paie offre offrent fait dit sort relève".split())  # noqa: SIM905 - that the dictionary takes for nouns
_INFINITIVE = re.compile(r"(?:er|ir|re|oir)$")
_NOT_CONJUGATED = re.compile(r"(?:ée?s?|ant|er|ir|[iu]e?s?|ises?|te?s)$")  # participles, infinitives
_SHORT = 3
_BAD_FRENCH = re.compile(
    # contractions and elisions that are missing, or are not due
    r"\b(?:de le|de les|à le|à les|si ils?)\b(?! [A-Z])"
    rf"|\b(?:que|de|le|la|ne|se|jusque|lorsque) (?!oui\b|onze\b|un\b)[{_VOWEL}]"
    rf"|(?-i:\b(?:l|d|n|s|c|j|qu) \w)|\b(?:l|d|n|s|c|j|qu)'[^{_VOWEL}yh]"
    # a sentence that stumbles: a word twice, a tool before a stop, two auxiliaries in a row
    rf"|\b(\w+(?: \w+)?) \1\b|\b(?:{_TOOL}) ?[.;,]|[,;:.] ?[,;:.]|\( |\s[.,)]"
    r"|\b(?:est|sont|a|ont|été|étant|être|était|étaient) (?:à une?|est|sont|étant|étaient|était|ont|a|être)\b"
    r"|\bété \w+(?:er|ir|re)\b|\b(?:la|le|les|un|une|du|des) (?:[cdns]|qu)'|\b(?:de|à|du) (?:ils?|est|a|c)\b"
    rf"|\b(?:à|la|les|une|un) \d{{1,2}}(?:er)? (?:{'|'.join(MONTHS)})\b|\ble gratuit\b|\b(?:la|une) \d+\b(?!e)",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"\b(?P<before>[^\W\d_]+)\W+(?P<participle>[^\W\d_]{3,}(?:é|ée|és|ées|us?|ues?|is|ise|ises))\b"
)
_BEFORE_BEEN = frozenset(
    {"a", "ont", "avait", "avaient", "aura", "auront", "aurait", "auraient", "ayant", "pas", "plus", "jamais"}
)
_ACTIVE = frozenset({"a", "ont", "avait", "avaient", "aura", "auront", "ai"})
_GENDER_GUESSED = re.compile(r"\bla maire\b", re.IGNORECASE)
_MONTHS = frozenset(map(fold, MONTHS))
_DAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split())  # noqa: SIM905
_ENOUGH_CONTENT = 0.5
_WORDY = 3.0


def check(plume: Plume, task: Task, text: str, notes: Sequence[str], objet: str = "") -> LockReport:
    """Compare a text with the notes (as typed) it was written from."""
    readable = [plume.abbreviations.normalise(note) for note in notes]
    source = plain_spaces(" ; ".join(readable))
    plain = plain_spaces(text)
    found = [
        *_figures(plain, source, objet),
        *_typed_facts(plain, source, objet),
        *_calendar(plain, source, objet),
        *_names(plain, source, objet),
        *_negations(plain, source),
        *_nuances(plain, source),
        *(Refusal(Lock.WORD_ADDED, word) for word in plume.lexicon.unsupported(task, plain, [*readable, objet])),
        *_content(plain, source),
        *_form(plume, task, plain, source),
    ]
    return LockReport(tuple(dict.fromkeys(found)))


def _figures(text: str, source: str, objet: str) -> Iterator[Refusal]:
    written, noted, titled = Counter(figures(text)), Counter(figures(source)), Counter(figures(objet))
    for figure, count in written.items():
        if figure not in noted and figure not in titled:
            yield Refusal(Lock.FIGURE_ADDED, figure)
        elif count > max(noted[figure], titled[figure]):
            yield Refusal(Lock.FIGURE_REPEATED, figure)
    for figure, count in noted.items():
        if written[figure] < count:
            yield Refusal(Lock.FIGURE_LOST, figure)


def _typed_facts(text: str, source: str, objet: str) -> Iterator[Refusal]:
    """A figure keeps its nature: an amount stays an amount, « le 3 février » stays that day."""
    noted = {(f.kind, f.canonical) for f in (*literals(source), *literals(objet))}
    bare = {canonical for kind, canonical in noted if kind is ValueKind.NOMBRE}
    written = literals(text)
    for fact in written:
        if fact.kind in (ValueKind.NOMBRE, ValueKind.PERSONNE) or (fact.kind, fact.canonical) in noted:
            continue
        euros_understood = fact.kind is ValueKind.MONTANT and fact.canonical in bare and "€" in source
        if not euros_understood and not _hour_or_day_alone(fact, bare):
            yield Refusal(Lock.FACT_CHANGED, fact.text)
    shown = {f.canonical for f in written if f.kind is ValueKind.REFERENCE}
    for kind, canonical in noted:
        if kind is ValueKind.REFERENCE and canonical not in shown and canonical in _references(source):
            yield Refusal(Lock.FACT_CHANGED, canonical)


def _references(source: str) -> set[str]:
    return {f.canonical for f in literals(source) if f.kind is ValueKind.REFERENCE}


def _hour_or_day_alone(fact: Literal, bare: set[str]) -> bool:
    """« du 1er au 15 août », « de 8 à 10 h »: the month or the unit is written once in the notes."""
    first = re.search(r"\d+", fact.text)
    return fact.kind in (ValueKind.DATE, ValueKind.HEURE) and first is not None and first.group() in bare


def _calendar(text: str, source: str, objet: str) -> Iterator[Refusal]:
    written, noted = set(words_of(text)), set(words_of(source))
    for word in sorted((_MONTHS | _DAYS) & (written - noted - set(words_of(objet)))):
        yield Refusal(Lock.FACT_CHANGED, word)
    for word in sorted((_MONTHS | _DAYS) & (noted - written)):
        yield Refusal(Lock.FACT_CHANGED, word)


def _names(text: str, source: str, objet: str) -> Iterator[Refusal]:
    known = set(words_of(source)) | set(words_of(objet)) | _TITLES
    for word in _capitalised(text):
        if fold(word) not in known:
            yield Refusal(Lock.NAME_ADDED, word)
    written = set(words_of(text))
    for word in _capitalised(source):
        if fold(word) not in written and fold(word) not in _TITLES:
            yield Refusal(Lock.NAME_LOST, word)


def _capitalised(text: str) -> Iterator[str]:
    """Proper names and acronyms: capitals inside a sentence, or several capitals."""
    for match in WORD.finditer(text):
        word = match.group()
        acronym = len(word) > 1 and word.isupper()
        if acronym or (word[0].isupper() and not _SENTENCE_OPENING.search(text[: match.start()])):
            yield word


def _count_negations(text: str) -> tuple[int, int]:
    """How many negations are sure, and how many there may be counting the « plus » that could be one."""
    words = words_of(text)
    sure = sum(word in _NEGATIONS for word in words)
    doubtful = 0
    for index, word in enumerate(words):
        if word == "plus":
            before = words[max(0, index - _NEGATION_REACH) : index]
            if ("ne" in before or "n" in before) and not _NEGATIONS & set(before):
                sure += 1
            else:
                doubtful += 1
    return sure, sure + doubtful


def _negations(text: str, source: str) -> Iterator[Refusal]:
    least, most = _count_negations(source)
    written, written_most = _count_negations(text)
    if written > most:
        yield Refusal(Lock.NEGATION_ADDED)
    if written_most < least:
        yield Refusal(Lock.NEGATION_LOST)


def _nuances(text: str, source: str) -> Iterator[Refusal]:
    written, noted = words_of(text), set(words_of(source))
    for word, *others in _NUANCES:
        if word in noted and not {word, *others} & set(written):
            yield Refusal(Lock.NUANCE_LOST, word)


def _content(text: str, source: str) -> Iterator[Refusal]:
    """Enough of the words that carry the meaning of the notes must be found again."""
    noted = {stem(w) for w in WORD.findall(source) if len(w) >= 4 and fold(w) not in _TITLES}
    written = {stem(w) for w in WORD.findall(text)}
    lost = [w for w in noted if not any(_kin(w, other) for other in written)]
    if noted and len(lost) / len(noted) > 1 - _ENOUGH_CONTENT:
        yield Refusal(Lock.CONTENT_LOST, ", ".join(sorted(lost)))


def _kin(one: str, other: str) -> bool:
    shared = min(len(one), len(other))
    return one == other or (shared >= 4 and one[: max(4, shared - 1)] == other[: max(4, shared - 1)])


def badly_formed(plume: Plume, task: Task, text: str, source: str) -> tuple[Refusal, ...]:
    """Why a text is not a sentence of its task, whatever it says."""
    return tuple(_form(plume, task, plain_spaces(text), plain_spaces(source)))


def _form(plume: Plume, task: Task, text: str, source: str) -> Iterator[Refusal]:
    form = plume.forms[task]
    if not text.strip() or not text.strip()[0].isupper():
        yield Refusal(Lock.FORM, "début")
    if not text.rstrip().endswith((form.fin, form.derniere_fin)):
        yield Refusal(Lock.FORM, "fin")
    if form.ouverture:
        for line in text.splitlines():
            if line.strip() and not line.startswith(form.ouverture.strip()):
                yield Refusal(Lock.FORM, line[:30])
    for match in _BAD_FRENCH.finditer(text):
        yield Refusal(Lock.FORM, match.group())
    yield from _auxiliary(text, source)
    yield from _voice(text, source)
    if not any(_is_verb(word) for word in WORD.findall(text.lower())):
        yield Refusal(Lock.FORM, "sans verbe")
    if _GENDER_GUESSED.search(text) and not _GENDER_GUESSED.search(source):
        yield Refusal(Lock.FORM, "la maire")
    if len(text) > _WORDY * len(source) + 60:
        yield Refusal(Lock.FORM, "longueur")


def _is_verb(word: str) -> bool:
    """A word that may be a conjugated verb: of 1 753 sentences written by people, two have none by this rule."""
    if word in _VERBS:
        return True
    if len(word) > _SHORT and word.endswith("e") and is_known(word + "r", lang="fr"):
        return True
    lemma = lemmatize(word, lang="fr")
    return lemma != word and bool(_INFINITIVE.search(lemma)) and not _NOT_CONJUGATED.search(word)


def _auxiliary(text: str, source: str) -> Iterator[Refusal]:
    """« été » is the participle of être; the season only where the notes speak of it."""
    for match in re.finditer(r"\b(?P<before>[^\W\d_]+)\W+été\b", text):
        if match["before"].lower() not in _BEFORE_BEEN and match.group() not in source:
            yield Refusal(Lock.FORM, match.group())


def _voice(text: str, source: str) -> Iterator[Refusal]:
    """« syndicat consulté » is not « le syndicat a consulté »: who acts is not for the pen to guess."""
    acting = {m["participle"] for m in _PARTICIPLE.finditer(source) if m["before"].lower() in _ACTIVE}
    for match in _PARTICIPLE.finditer(text):
        word = match["participle"]
        if match["before"].lower() in _ACTIVE and word not in acting and word not in {"été", "jamais", "plus"}:
            yield Refusal(Lock.FORM, match.group())


def excerpts(refusals: Iterable[Refusal]) -> str:
    """The refusals in one line, for logs of benchmarks."""
    return " ; ".join(f"{r.lock}: {r.excerpt}" if r.excerpt else r.lock for r in refusals)
