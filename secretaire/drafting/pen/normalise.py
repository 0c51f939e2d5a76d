"""Notes made readable by code, before the model sees them: abbreviations, figures, dates, units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from secretaire.acts.wording import MONTHS
from secretaire.drafting.engine.constraint import fold

NUMBER = r"\d{1,3}(?: \d{3})+(?:,\d+)?(?![\d])|\d+(?:[.,]\d+)?"
_DATE_INTRODUCED = r"(?:le|du|au|depuis|dès|avant|après|jusqu'au|lettre|courrier|mail|réunion|séance|et|,)"


_NO_NAME = frozenset({"le", "la", "les", "et"})


class _Tables(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    mots: dict[str, str]
    unites: dict[str, str]
    par: dict[str, str]
    mois: dict[str, str]
    titres: dict[str, str]


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The tables of `abreviations.yaml`: words (as typed or folded), units after a figure, « /an », months, titles."""

    exact: Mapping[str, str]
    words: Mapping[str, str]
    units: Mapping[str, str]
    rates: Mapping[str, str]
    months: Mapping[str, str]
    titles: Mapping[str, str]
    _pairs: re.Pattern[str] = field(repr=False)

    @staticmethod
    def load(folder: Path) -> Abbreviations:
        """Read `abreviations.yaml` in a folder of resources."""
        raw = yaml.safe_load((folder / "abreviations.yaml").read_text(encoding="utf-8"))
        tables = _Tables.model_validate(raw)
        pairs = [key for key in tables.mots if " " in key]
        return Abbreviations(
            exact={k: v for k, v in tables.mots.items() if k != k.lower()},
            words={fold(k): v for k, v in tables.mots.items() if k == k.lower()},
            units=tables.unites,
            rates={fold(k): v for k, v in tables.par.items()},
            months={fold(k): v for k, v in tables.mois.items()},
            titles=tables.titres,
            _pairs=re.compile(r"\b(" + "|".join(map(re.escape, pairs)) + r")\b", re.IGNORECASE),
        )

    def normalise(self, note: str) -> str:
        """One note, readable: « dde asso 300€/an pr le 3/02 » → « demande association 300 € par an pour le 3 février »."""
        text = _clean(note)
        text = self._titles(text)
        text = self._pairs.sub(lambda m: self.words[fold(m.group())], text)
        text = self._rates(text)
        text = self._units(text)
        text = self._words(text)
        text = _figures(text)
        text = _dates(text)
        text = _signs(text)
        return re.sub(r"\s+", " ", text).strip(" ;,")

    def _titles(self, text: str) -> str:
        """« m. le guen » → « Monsieur Le Guen »; a title is followed by a name, or by a function left as typed."""

        def replace(match: re.Match[str]) -> str:
            title, rest = self.titles[match["title"].lower()], match["name"] or ""
            if rest and fold(rest) not in _NO_NAME and not rest.startswith("l'"):
                rest = "-".join(part[:1].upper() + part[1:] for part in rest.split("-"))
            return f"{title} {rest}"

        titles = "|".join(sorted(self.titles, key=len, reverse=True))
        text = re.sub(rf"\b(?P<title>{titles})\b\.?\s(?P<name>[^\W\d_][\w'-]*)", replace, text, flags=re.IGNORECASE)
        return re.sub(
            r"\b(Monsieur|Madame) (le|la|de|du) (?!maire|préfet|président|sous|adjoint|premi|trésor|curé|directeur)([^\W\d_])",
            lambda m: f"{m[1]} {m[2].capitalize()} {m[3].upper()}",
            text,
            flags=re.IGNORECASE,
        )

    def _rates(self, text: str) -> str:
        def replace(match: re.Match[str]) -> str:
            unit = self.rates.get(fold(match[1]))
            return f" par {unit}" if unit else match.group()

        return re.sub(r"\s?/\s?([^\W\d_]+[²³23]?)\b\.?(?!\w)", replace, text)

    def _units(self, text: str) -> str:
        def replace(match: re.Match[str]) -> str:
            unit = self.units.get(match[2].lower())
            return f"{match[1]} {unit.rstrip('s') if match[1] == '1' else unit}" if unit else match.group()

        return re.sub(r"(\b1|\d)\s?([^\W\d_]+[23²³]?)\b\.?(?=[\s,;:)/+=-]|$)", replace, text)

    def _words(self, text: str) -> str:
        def replace(match: re.Match[str]) -> str:
            word = match["word"]
            if word in self.exact:
                return self.exact[word]
            if word.isupper() and len(word) > 1:
                return match.group()
            expansion = self.months.get(fold(word)) or self.words.get(fold(word))
            if expansion is None:
                return match.group()
            return expansion[:1].upper() + expansion[1:] if word[0].isupper() and word.lower() != word else expansion

        return re.sub(r"(?<![\w.])(?P<word>[^\W\d_]+)\b\.?", replace, text)


def _clean(note: str) -> str:
    text = re.sub("[\u00a0\u2007\u2009\u202f]", " ", note.replace("’", "'")).strip(" \t-–•*")
    text = re.sub(r"<\|.*?\|>", " ", text)  # marks of a conversation: a note is never one
    return re.sub(r"\s+", " ", text)


def _figures(text: str) -> str:
    text = re.sub(r"(\d)\.(\d{3})(?=\s?(?:€|euros|HT|TTC))", r"\1 \2", text)
    text = re.sub(r"(\d)\s?(?:€|euros?\b)", r"\1 €", text)
    text = re.sub(r"(\d)\s?%", r"\1 %", text)
    text = re.sub(r"(\d) ?[hH] ?(\d\d)\b", r"\1 h \2", text)
    text = re.sub(r"(\d)h\b", r"\1 h", text)
    text = re.sub(r"\bn ?° ?(\d)", r"n° \1", text)
    text = re.sub(r"(\d) (HT|TTC)\b", lambda m: f"{m[1]} € {m[2].upper()}", text, flags=re.IGNORECASE)
    text = re.sub(r"€ (ht|ttc)\b", lambda m: m.group().upper(), text)
    return re.sub(r"(?<![\d,.])(\d{4,})((?:,\d+)? €)", lambda m: f"{int(m[1]):,}".replace(",", " ") + m[2], text)


def _dates(text: str) -> str:
    def replace(match: re.Match[str]) -> str:
        day, month, year = int(match["day"]), int(match["month"]), match["year"]
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return match.group()
        written = f"{match['before'] or ''}{'1er' if day == 1 else day} {MONTHS[month - 1]}"
        return written + (f" {'20' + year if len(year) == 2 else year}" if year else "")

    pair = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})"
    text = re.sub(rf"(?P<before>)(?<![\d/]){pair}/(?P<year>\d{{4}}|\d\d)(?![\d/])", replace, text)
    text = re.sub(r"(?P<before>)(?<![\d/])(?P<day>\d{1,2})/(?P<month>0[1-9])(?P<year>)(?![\d/])", replace, text)
    certain = r"(?P<before>)(?<![\d/])(?P<day>1[3-9]|2\d|3[01])/(?P<month>1[0-2])(?P<year>)(?![\d/e])"
    text = re.sub(certain, replace, text)  # « 24/12 » is no fraction
    introduced = rf"(?P<before>\b{_DATE_INTRODUCED} ){pair}(?P<year>)(?![\d/]|,\d)(?! des? )"
    return re.sub(introduced, replace, text, flags=re.IGNORECASE)


def _signs(text: str) -> str:
    amount = rf"(?:{NUMBER})"
    text = re.sub(r"\bs/ ?", "sur ", text)
    text = re.sub(r"\s?<\s?(?=\d)", " moins de ", text)
    text = re.sub(r"(?<![-=])\s?>\s?(?=\d)", " plus de ", text)
    text = re.sub(r"\s*(?:->|=>|→|⇒)\s*", " → ", text)
    text = re.sub(rf"({amount}(?: [€%h])?) → ({amount})", r"de \1 à \2", text)
    text = re.sub(r"\b([A-ZÉ]\w+) → ([A-ZÉ]\w+)", r"de \1 à \2", text)
    text = text.replace(" → ", " : ").replace("→", ":")
    text = re.sub(rf"(?<![\d€%])\s?\+ ?({amount} %)", r" hausse de \1", text)
    text = re.sub(rf"(?<![\d€%])\s[-–] ?({amount} %)", r" baisse de \1", text)
    text = re.sub(r"(\bn(?:e |')[^\W\d_]+) \+", r"\1 plus", text)
    text = re.sub(rf"(^|[,:;(/] ?)\+ ?({amount} [€%])", r"\1hausse de \2", text)
    text = re.sub(rf"(^|[,:;(/] ?)[-–] ?({amount} [€%])", r"\1baisse de \2", text)
    text = re.sub(r"\s\+ ?(?=\d)", " plus ", text)
    text = re.sub(r"(?<=\s)\+ (?=de |d')|^\+ (?=de |d')", "plus ", text)
    text = re.sub(r"(?<=\s)- (?=de |d')|^- (?=de |d')", "moins ", text)
    text = re.sub(r"\s\+\s", " et ", text)
    text = re.sub(r"(\d) ?x ?(\d)", r"\1 fois \2", text)
    return re.sub(r"\s/\s", " ; ", text)
