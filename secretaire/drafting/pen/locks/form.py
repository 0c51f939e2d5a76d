"""Is it a text of its task, in French that stands? Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simplemma import is_known, lemmatize

from secretaire.acts.wording import MONTHS
from secretaire.drafting.folding import WORD
from secretaire.drafting.pen.literals import plain_spaces
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.prompts import Material
from secretaire.drafting.pen.tasks import Plume, Task

_VOWEL = "aeiouéèêàâîôûœ"
_TOOL = "de|des|du|la|le|les|à|au|aux|en|sur|par|(?<!par )(?<!à )(?<!avec )qui|et|ne|dans|si|ce|cette"
_NEVER_LAST = "de|des|du|la|le|les|à|au|aux|en|sur|par|ne|dans|ce|cette"
_VERBS = frozenset("est a ont part paie offre offrent fait dit sort relève".split())  # noqa: SIM905 - that the dictionary takes for nouns
_INFINITIVE = re.compile(r"(?:er|ir|re|oir)$")
_NOT_CONJUGATED = re.compile(r"(?:ée?s?|ant|er|ir|[iu]e?s?|ises?|te?s)$")  # participles, infinitives
_SHORT = 3
_MUTE_H = (
    "habilitation|habitants?|habitations?|harmonisation|hébergement|herbe|héritage|héritiers?|heures?|histoire|hiver|hommage|"
    "homologation|honneur|honoraires|hôpital|horaires?|horloge|hôtel|huile|humidité|hydraulique|hygiène|hypothèques?"
)
_BE_OR_HAVE = "est|sont|a|ont|était|avait|peut|peuvent|doit|sera|seront|faut|va|veut"
_BAD_FRENCH = re.compile(
    # contractions and elisions that are missing, or are not due
    # (« de les poser » is due: what is contracted is the article, not the pronoun)
    r"\b(?:de le|de les|à le|à les)\b(?-i:(?! [A-Z]))(?! (?:en |y )?[^\W\d_]+(?:er|ir|re)\b)|\bsi ils?\b"
    rf"|\b(?:que|de|le|la|ne|se|jusque|lorsque) (?!oui\b|onze\b|un\b)[{_VOWEL}]"
    rf"|(?-i:(?<!\d )(?<!/)\b(?:l|d|n|s|c|j|qu) \w)|\b(?:l|d|n|s|c|j|qu)'[^{_VOWEL}yh]"
    # a sentence that stumbles: a word twice, a tool before a stop, two auxiliaries in a row
    rf"|\b(?!fin fin)(\w+(?: \w+)?) \1\b|\b(?!(?-i:[A-Z]{{2}}))(?:{_TOOL}) ?[.;]|\b(?:{_NEVER_LAST}) ?,|(?<!\b(?-i:[A-Z]))[,;:.] ?[,;:.]|\( |\s[.,)]"
    r"|\b(?:est|sont|a|ont|été|étant|être|était|étaient) (?:à une?|est|sont|étant|étaient|était|ont|a|être)\b"
    r"|(?<!')(?<!cet )\bété \w+(?:er|ir|(?<!ai)re)\b|\b(?:la|le|les|un|une|du|des) (?:[cdns]|qu)'|\b(?:de|à|du) (?:ils?|est|a|c)\b"
    rf"|\b(?:à|la|les|une|un) \d{{1,2}}(?:er)? (?:{'|'.join(MONTHS)})\b(?! (?:et|ou) )|\ble gratuit\b|\b(?:la|une) \d+\b(?!e)"
    # turns of a small model, which no text of ours has
    rf"|\bn'(?:a|ont|avait|avaient) pas d'accord\b|\ble (?:retenu|adopté|décidé)\b|\bl'(?:adopté|accepté|refusé)\b"
    r"|(?<!\bil )(?<!\blui )\b(?:n'est|est|sont) (?:pas |plus |encore |déjà |toujours )*répondue?s?\b"
    r"|\bs'(?:est|était|sont|étaient) vue?s? \w+ée?s?\b|\bque (?:suffit|faut|manque)\b"
    rf"|\b(?:est|sont|soit|soient) (?:également |aussi )?à charge\b|\bde (?:1er|\d{{1,2}}) (?:{'|'.join(MONTHS)})\b"
    # half a negation, or two; an elision before a mute h
    r"|(?<!n')(?<!ne )(?<!y )(?<! le )(?<! la )(?<! se )(?<!les )(?<!lui )(?<!leur )(?<!nous )(?<!vous )(?<!en )(?<!s')(?<!l')"
    rf"\b(?:{_BE_OR_HAVE}) (?:pas|plus rien)\b|\bpas \w+ par personne\b|\b(?:le|la|de|que|ne|se|ce) (?:{_MUTE_H})\b"
    # « le 11 signalements », « le 2030 », « il le faut 18 », « abstention à 1 », « les parcelles VC 2 »
    rf"|\ble \d+ (?!{'|'.join(MONTHS)}|(?:sans|nous|vous)\b)[^\W\d_]+s\b|(?<!sur )\ble 20\d\d\b(?! ?-)|\ble faut \d|\babstentions? à \d"
    r"|\bparcelles? (?:cadastrées? )?(?:VC|CR|RD)\b"
    # « ont été tombées », « restent à refait », « soit une retirée », « sans aucune ayant », « est de rien »
    r"|\bété (?:tombé|décédé|arrivé|venu|resté|devenu|survenu|intervenu|revenu|débordé)e?s?\b"
    r"|\brestent? à (?:\w+ée?s?|\w*(?:fait|mis|pris|vu)e?s?)\b|\bsoit une? \w+ées?\b|\bsans aucune? \w+ant\b|\best de rien\b"
    r"|\b(?:a|ont) pris place\b"
    # « ont tombé », « mais non, », « ne doit jamais le poteau », « ce qui peut-être 30 % », « de la XVe époque »
    r"|\b(?:a|ont|avait|avaient) (?:tombé|venu|allé|arrivé|resté|devenu|parti|décédé|né|intervenu|survenu|revenu)e?s?\b"
    r"|\bmais non,|\bce qui peut-être\b|\b[XVI]+e époque\b"
    r"|\bdoi(?:t|vent) (?:pas|jamais|plus) (?:la|les?|une?|des) (?!en |y )(?!\w+(?:er|ir|re)\b)\w+"
    # « est à la charge ; », « représentent 140. », « sont plus de 15 ans », « reste 210 € à la charge », « n'est toujours refusé »
    r"|\bà la charge(?! (?:d[eu]s? |d'|exclusive |entière ))\b|\breprésentent? \d[\d ]*[;,.](?!\d)"
    r"|\b(?:est|sont) plus de \d+ ans\b|\bcommune reste (?:donc )?(?:à \d|\d)|\bn'est toujours (?!pas|plus|que|aucun)"
    r"|\bn'y a plus de \d"
    # « n'y a pas de … jamais », « ni viande ni litière est admis », « avant le maximum », « 46 plus de trajets », « soit 75 50 25 € »
    r"|\bn(?:'|e )[^,;.:]*\bpas\b[^,;.:]*\bjamais\b"
    r"|\bni\b[^,;.:]*\bni\b[^,;.:»]{0,40}?(?<!n')(?<!ne )(?<!y )\b(?:est|sont|a|ont|peut|peuvent)\b"
    r"|\bavant le (?:maximum|minimum)\b|\b\d+ plus d(?:e |')|(?<!\d)(?<!\d )\d{1,2} \d{2}(?: \d{2})* (?:€|%)"
    # « les factures sont facturées », « souhaite qu'il sort », « le devis est assuré par », « la DETR demande 40 % »
    r"|\b(?P<doer>[^\W\d_]{6,})\w* (?:est|sont|a été|ont été|sera|seront) (?:\w+ )?(?P=doer)\w*"
    r"|\b(?:souhait|voul|veu|exig)\w* qu(?:e |')[^,;.]{0,30}?\b(?:sort|est|a|fait|peut|va|vient|prend|sont|ont|peuvent)\b"
    r"|\bdevis\b[^.;]{0,80} (?:est|a été) (?:assuré|réalisé|effectué|mené|exécuté)\b"
    r"|\b(?:DETR|DSIL|DGF|FCTVA|FPIC|subvention|dotation) (?:demande|sollicite|propose|souhaite)\b(?! à )"
    # « le présidente », « au du 31 mars », « un plus de test », « sans que n'ayant », « sur la fleurir », « demande pas fermer »
    r"|\bau du\b|\bun plus de\b|\b(?:sur|dans|avec) la (?!mer\b)\w+(?:er|ir)\b|\bsans que n'"
    r"|\b(?:demand|prévo|accept|propos)\w* pas (?!d[e']|à)\w+(?:er|ir|re)\b|\ble (?:\w+trice|présidente|adjointe|conseillère|déléguée)\b"
    # a question is told, not asked
    r"|\bdemand\w+[^,;.«:]{0,60}\w-(?:t-)?(?:ils?|elles?|on)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:nous|notre|nos|nôtres?|je|mes)\b(?!-dame)(?![^«]*»)", re.IGNORECASE)
_ASKED = re.compile(r"\?(?![^«]*»)")
_BEFORE_BEEN = frozenset(
    """a ont avait avaient aura auront aurait auraient ayant ait aient pas plus jamais déjà encore toujours bien
    également enfin ensuite rien tous toutes""".split()  # noqa: SIM905 - words read better as words
)
_BEFORE_SUMMER = frozenset({"l", "d", "cet", "en", "chaque", "fin", "avant", "après", "dès"})
_GENDER_GUESSED = re.compile(r"\bla maire\b", re.IGNORECASE)
_WORDY = 3.0
_ROUND = 8  # words or figures in a row that a text does not say twice
_TWICE = 2
_TURN = re.compile(r"\w+")


def badly_formed(plume: Plume, task: Task, text: str, source: str) -> tuple[Refusal, ...]:
    """Why a text is not a sentence of its task, whatever it says."""
    return tuple(form_refusals(plume, task, plain_spaces(text), plain_spaces(source)))


def form_refusals(plume: Plume, task: Task, text: str, source: str) -> Iterator[Refusal]:
    """The same, for a text whose spaces are plain."""
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
        yield Refusal(Lock.FORM, match.group(), match.start(), match.end())
    if form.matiere is Material.NOTES:  # what the notes say of us, the act says of the commune
        for match in (*_FIRST_PERSON.finditer(text), *_ASKED.finditer(text)):
            yield Refusal(Lock.FORM, match.group(), match.start(), match.end())
    yield from _auxiliary(text, source)
    yield from _repeated(text, source)
    # a title has none; a passage has one if it had one
    if form.derniere_fin and not _has_verb(text) and (form.matiere is not Material.TEXT or _has_verb(source)):
        yield Refusal(Lock.FORM, "sans verbe")
    if _GENDER_GUESSED.search(text) and not _GENDER_GUESSED.search(source):
        yield Refusal(Lock.FORM, "la maire")
    if len(text) > _WORDY * len(source) + 60:
        yield Refusal(Lock.FORM, "longueur")


def _repeated(text: str, source: str) -> Iterator[Refusal]:
    """The same words again: a text that goes round in circles."""
    words = list(_TURN.finditer(text))
    seen: set[tuple[str, ...]] = set()
    for first, *others in zip(*(words[i:] for i in range(_ROUND)), strict=False):
        turn = (first.group(), *(other.group() for other in others))
        said = text[first.start() : others[-1].end()]
        if turn in seen and source.count(said) < _TWICE:
            yield Refusal(Lock.FORM, said, first.start(), others[-1].end())
        seen.add(turn)


def _has_verb(text: str) -> bool:
    return any(_is_verb(word) for word in WORD.findall(text.lower()))


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
        before = match["before"].lower()
        summer = before in _BEFORE_SUMMER and re.search(r"\bété\b", source)
        if before not in _BEFORE_BEEN and not summer and match.group() not in source:
            yield Refusal(Lock.FORM, match.group(), match.start(), match.end())
