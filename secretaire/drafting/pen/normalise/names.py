"""Names with their capitals: « m. le guen » → « Monsieur Le Guen », « rue du moulin » → « rue du Moulin »."""

from __future__ import annotations

import re

from secretaire.drafting.folding import fold
from secretaire.drafting.pen.normalise.french import known
from secretaire.drafting.pen.normalise.tables import Tables
from secretaire.drafting.pen.normalise.words import spelled

_TITLE = re.compile(
    r"(?<![\w'])(?:(?P<title>m|mr|mme|dr|me|melle|mlle|monsieur|madame|mademoiselle)\b(?P<dot>\.?)"
    r"|(?P<several>MM|Mrs|mrs|Messieurs|messieurs|Mmes|mmes|Mesdames|mesdames)\b\.?) "
    r"(?=(?P<next>[^\W\d_][\w'-]*))",
    re.IGNORECASE,
)
_PARTICLE = r"(?:(?:de la|de l'|de|du|des|le|la|da|dos|di|del|della|el|al|ben|van der|van den|van|von|den|mac|st|ste|saint|sainte) )"
_NAME = re.compile(rf"(?P<particle>{_PARTICLE}{{0,2}})(?P<name>[^\W\d_][\w'-]*)", re.IGNORECASE)
_LOWER_PARTICLES = frozenset({"de", "de la", "de l'", "d'"})
_NO_NAME = frozenset("et ou ni veuve née".split())  # noqa: SIM905
_STREET = r"(?:rue|impasse|imp\.?|avenue|boulevard|bd|chemin|allée|ruelle|quai|route|rte|venelle|cité|résidence|hameau|lieu-dit|square|place)"
_STREET_NAME = re.compile(
    rf"(?P<street>\b{_STREET}\.?) (?P<link>(?:de la |de l'|du |des |de |d')?)(?P<name>[^\W\d_][\w-]*)(?P<more>(?: [^\W\d_][\w-]*)?)"
)
_PLAIN_ROADS = frozenset({"route", "rte", "place", "résidence", "cité", "quai"})  # « la route de la carrière »
_NAMED_STREETS = frozenset(
    "basse basses haute hautes grande grand neuve neuves vieille vieilles creuse longue courte verte blanche traversière".split()  # noqa: SIM905
)
_NO_FOLLOWER = dict.fromkeys("le la les leur leurs un une des l son sa ses tous deux non pas".split())  # noqa: SIM905
_NO_STREET = frozenset("la le les l en et ou à a de du des un une qui que est pas non".split())  # noqa: SIM905
_COMMON_ROAD = frozenset("commune communes bourg village département mairie église lotissement quartier hameau".split())  # noqa: SIM905
_PLACE_BEFORE = re.compile(
    r"\b(mairie de|commune de|cne de|maire de|à|chez|hameau de|route de|rte de|chemin de|ville de|couple de|école de"
    r"|gare de|canton de) ([^\W\d_]{4,}(?:-[^\W\d_]+)*)\b"
)
_RIVER = re.compile(r"\b(pont|source|vallée|étang|bords|gorges) (de l')([^\W\d_]{4,})\b")
_HOUSE = re.compile(
    r"\b((?:[Ff]amille|[Ss]té|[Gg]arage|(?i:sarl|eurl)|[Ee]ts|[Éé]tablissements|[Ii]ndivision|[Cc]onsorts|[Ee]ntreprise|[Vv]euve|[Cc]abinet|[Ss]ociété"
    r"|[Aa]telier|[Bb]oulangerie|[Ss]uccession|(?i:earl|gaec|sci))) ([^\W\d_]{3,}(?:-[^\W\d_]+)*)\b"
)
_FIRST_NAME = re.compile(r"(?<![\w'-])([a-zéèïëâ]+) (?=[a-zéè])([^\W\d_]{3,}(?:-[^\W\d_]+)*)(?![\w'])")
_ORDINARY_ENDINGS = (
    "-même",
    "-mêmes",
    "-ci",
    "-là",
    "er",
    "ir",
    "re",
    "é",
    "ée",
    "és",
    "ées",
    "ment",
    "tion",
    "mt",
    "eur",
    "age",
    "ité",
    "ique",
)
_SHORTEST_NAME = 3
_SEVERAL_NAMES = re.compile(
    r"(?<!\d)(?<!\d )mm\. [^\W\d_]{2,}(?:, [^\W\d_]{2,})* et [^\W\d_]{2,}|(?<!\d )mm\. [^\W\d_]{3,}, "
)
_BEFORE_A_NAME = re.compile(r"(?:^|[,:;(/«-] ?|\b(?:et|par|de|à|chez|avec|contre|pour|pr|selon|que) )$")
_INITIAL = re.compile(r"(?<![\w'./])(?<!\d )([a-zA-Z])\. ?([^\W\d_]{3,}(?:-[^\W\d_]+)?)\b")


def names_of_the_roster(text: str, roster: frozenset[str]) -> str:
    """Names without a title, where no French word can be meant: « bonnet » stays, « hénaff » → « Hénaff »."""
    written = {name.lower(): name for name in roster if not known(name.lower())}
    return re.sub(r"(?<![\w'-])[^\W\d_][\w-]*", lambda m: written.get(m.group(), m.group()), text)


def readable_names(text: str, tables: Tables) -> str:
    """Titles in full, names and names of streets with capitals."""
    text = re.sub(r"(?<![\w-])[Ss]t(e?)-(?=[^\W\d_])", r"Saint\1-", text)
    text = re.sub(r"(?<![\w-])S[Tt](e?) (?=[A-ZÉ])", r"Saint\1-", text)
    text = re.sub(r"\bSaint(e?)-([a-zé])", lambda m: f"Saint{m[1]}-{m[2].upper()}", text)
    text = _titles(text, tables)
    text = _INITIAL.sub(_initial, text)
    text = _STREET_NAME.sub(lambda m: _street(m, tables), text)
    text = _HOUSE.sub(lambda m: _house(m, tables), text)
    text = _FIRST_NAME.sub(lambda m: _full_name(m, tables), text)
    text = _RIVER.sub(lambda m: m.group() if known(m[3]) else f"{m[1]} {m[2]}{_capital(m[3])}", text)
    return _PLACE_BEFORE.sub(lambda m: _place(m, tables), text)


def _titles(text: str, tables: Tables) -> str:
    written: list[str] = []
    position = 0
    while match := _TITLE.search(text, position):
        title = _title(match, text, tables)
        written.append(text[position : match.start()])
        if title is None:
            written.append(match.group())
            position = match.end()
            continue
        name, position = _named(text, match.end(), tables)
        written.append(f"{title} {name}")
        if match["several"]:  # « MM. Blanc, Noir et Tessier »
            while other := re.match(r"(,| et) (?=[^\W\d_])", text[position:]):
                follower = re.match(r"[^\W\d_][\w'-]*", text[position + other.end() :])
                if (
                    follower is None
                    or fold(follower.group()) in tables.titles | _NO_FOLLOWER
                    or (other[1] == "," and known(follower.group()) and follower.group().islower())
                ):
                    break
                name, end = _named(text, position + other.end(), tables)
                written.append(other.group() + name)
                position = end
    return "".join(written) + text[position:]


def _title(match: re.Match[str], text: str, tables: Tables) -> str | None:
    if match["several"]:
        if match["several"] == "mm" and not _SEVERAL_NAMES.match(text, match.start()):
            return None
        return tables.titles[fold(match["several"])]
    typed, follows = match["title"], match["next"]
    if typed.lower() in {"dr", "me"}:
        lawyer = typed.lower() == "me" and re.search(r"\b(?:notaire|avocate?|étude|huissier) $", text[: match.start()])
        person = lawyer or follows[0].isupper() or not known(follows.lower())
        if typed == "me" and not lawyer:
            return None
        if not person or typed == "DR":
            return None
    if typed.lower() == "m":
        before = text[: match.start()]
        if re.search(r"\d ?$", before) or (follows.lower() in {"de", "du", "à"} and not match["dot"]):
            return None  # metres
        if (
            not match["dot"]
            and not follows[0].isupper()
            and not re.search(r"(?:^|[,:;(/>-] ?|\b(?:et|à|par|chez|de|que) )$", before)
        ):
            return None
    return tables.titles[fold(typed)]


def _named(text: str, start: int, tables: Tables) -> tuple[str, int]:
    """The name at `start` as it is to be written, and where it ends; what names a function is left as typed."""
    function = re.match(
        r"(?:le |la |l')(?:1er |1re |1ère |2e |3e |4e |vice-)*([^\W\d_-]+(?:-[^\W\d_]+)?)", text[start:], re.IGNORECASE
    )
    if function and fold(function[1]) in tables.functions:
        if fold(function[1]).startswith("adj"):
            return function.group(), start + function.end()
        said = function.group()[: -len(function[1])] + function[1][:1].upper() + function[1][1:]
        return said, start + function.end()
    abbe = re.match(r"l'abbé ([^\W\d_][\w-]*)", text[start:])
    if abbe:
        return f"l'abbé {_capital(abbe[1])}", start + abbe.end()
    match = _NAME.match(text, start)
    if match is None or (fold(match["name"]) in _NO_NAME and not match["particle"]):
        if match and fold(match["name"]) in {"veuve", "nee"}:
            name, end = (
                _named(text, match.end() + 1, tables)
                if text[match.end() : match.end() + 1] == " "
                else ("", match.end())
            )
            return f"{match['name']} {name}".rstrip(), end
        word = re.match(r"\S+", text[start:])
        return (word.group() if word else ""), start + (word.end() if word else 0)
    particles = "".join(
        p + " " if p.lower() in _LOWER_PARTICLES else p.capitalize() + " "
        for p in re.findall(r"de la|de l'|[^\W\d_]+", match["particle"], re.IGNORECASE)
    )
    name, end = _capital(match["name"]), match.end()
    following = re.match(r" ([^\W\d_][\w'-]*)", text[end:])
    if following and fold(match["name"]) in tables.first_names and _may_be_name(following[1], tables):
        name, end = f"{name} {_capital(following[1])}", end + following.end()
    return particles + name, end


def _may_be_name(word: str, tables: Tables) -> bool:
    if len(word) < _SHORTEST_NAME or not word.isalpha():
        return False
    tables_of_words = (tables.nouns, tables.words, tables.adjectives, tables.units)
    if word.islower() and spelled(word) != word:  # a word whose accents are missing
        return False
    return word[0].isupper() or not (known(word) or any(fold(word) in table for table in tables_of_words))


def _capital(name: str) -> str:
    """« roy-petit » → « Roy-Petit », « l'hostis » → « L'Hostis », « d'orves » → « d'Orves »."""
    if len(name) > 2 and name.isupper():
        name = name.lower()
    if name != name.lower():
        return name
    parts = [part[:1].upper() + part[1:] for part in name.split("-")]
    joined = "-".join(parts)
    elided = re.fullmatch(r"([LDO])'(.)(.*)", joined)
    if elided:
        return f"{'d' if elided[1] == 'D' else elided[1]}'{elided[2].upper()}{elided[3]}"
    return joined


def _initial(match: re.Match[str]) -> str:
    """« p. roussel » → « P. Roussel »: only before what is no French word."""
    name = match[2]
    if (
        match[1].lower() in "mn"
        or not _BEFORE_A_NAME.search(match.string[: match.start()])
        or (name.islower() and known(name))
    ):
        return match.group()
    return f"{match[1].upper()}. {_capital(name)}"


def _street(match: re.Match[str], tables: Tables) -> str:
    link, name, more = match["link"], match["name"], match["more"]
    if not name.islower() or name in _NO_STREET or name in _COMMON_ROAD:
        return match.group()
    person = not link and fold(name) in tables.first_names and bool(more)
    unknown = person or (_may_be_name(name, tables) and not name.endswith(_ORDINARY_ENDINGS))
    if match["street"] == "place" and not person and not (link and unknown):
        return match.group()
    if not link and not unknown and name not in _NAMED_STREETS:
        return match.group()
    if not unknown and (link in {"de ", "d'"} or match["street"] in _PLAIN_ROADS):
        return match.group()
    if person or (not link and unknown and more and _may_be_name(more.strip(), tables)):
        more = " " + _capital(more.strip())  # « rue jean nadal »
    return f"{match['street']} {link}{_capital(name)}{more}"


def _house(match: re.Match[str], tables: Tables) -> str:
    """« garage vautrin » → « garage Vautrin »."""
    if not match[2].islower() or not _may_be_name(match[2], tables) or match[2].endswith(_ORDINARY_ENDINGS):
        return match.group()
    return f"{match[1]} {_capital(match[2])}"


def _full_name(match: re.Match[str], tables: Tables) -> str:
    """« lucie aubertin » → « Lucie Aubertin »."""
    if fold(match[1]) not in tables.first_names or not _may_be_name(match[2], tables):
        return match.group()
    return f"{_capital(match[1])} {_capital(match[2])}"


def _place(match: re.Match[str], tables: Tables) -> str:
    """« mairie de trévézan » → « mairie de Trévézan »: only what is no French word, nor looks like one misspelled."""
    word = match[2]
    if (
        not word.islower()
        or word.endswith(_ORDINARY_ENDINGS)
        or not _may_be_name(word, tables)
        or word in tables.acronyms
    ):
        return match.group()
    return f"{match[1]} {_capital(word)}"
