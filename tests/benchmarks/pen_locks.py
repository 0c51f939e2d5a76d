"""Measure the locks of the pen: true texts refused, planted errors seen, time of a check.

    python tests/benchmarks/pen_locks.py [apart|train|all] [-n EXAMPLES] [-v KIND] [-k KIND,KIND]

The true texts are the examples of `models/adapter/donnees/`; by default those kept apart. An error planted by code in a
true text is seen when a refusal appears that the true text did not have. `-v` prints what was refused wrongly (`-v lock`)
or not seen (`-v kind of error`); `-v refus`, `-v manques`, `-v tout` print all of them. `-k` plants only these kinds; `-k -` none.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "models" / "adapter"))

from preparer import Example, load_examples, split
from secretaire.acts.wording import MONTHS
from secretaire.desk.resources import resources
from secretaire.drafting.pen.locks import Refusal, check, excerpts
from secretaire.drafting.pen.tasks import Task, load_plume

PLUME = load_plume(resources() / "plume")
NOTED = frozenset("phrase expose considerants debat questions_diverses".split())  # noqa: SIM905
ABSTAINED = "Je ne trouve pas"  # says nothing of the passages: no lock is asked about it
ACTORS = (
    "le département",
    "la région",
    "le syndicat",
    "le propriétaire",
    "l'association",
    "la commune",
    "le locataire",
)
ADJECTIVES = ("important", "urgent", "indispensable", "vétuste", "satisfaisant", "excessif", "exceptionnel", "rapide")
REASONS = (
    " en raison de l'augmentation des coûts",
    " afin d'améliorer la sécurité des usagers",
    " pour répondre aux attentes de la population",
    " compte tenu de la baisse des dotations",
    " dans un souci d'économie",
    " en raison de l'urgence",
)
SENTENCES = (
    " Cette décision permettra de préserver le patrimoine communal.",
    " Les élus se félicitent de ce résultat.",
    " Les travaux débuteront au printemps.",
    " Une réunion publique sera organisée.",
    " Le maire remercie les personnes concernées.",
    " Les habitants ont été consultés.",
)


def sub_once(pattern: str, new: str | Callable[[re.Match[str]], str], text: str, rng: random.Random) -> str | None:
    """Replace one occurrence drawn at random; None when there is none."""
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    match = rng.choice(found)
    made = match.expand(new) if isinstance(new, str) else new(match)
    return text[: match.start()] + made + text[match.end() :]


def pairs(*couples: tuple[str, str]) -> Callable[[str, random.Random], str | None]:
    """A change of one word for its contrary, either way."""
    both = dict(couples) | {b: a for a, b in couples}
    pattern = r"\b(?:" + "|".join(sorted(map(re.escape, both), key=len, reverse=True)) + r")(?!\w)"
    return lambda text, rng: sub_once(pattern, lambda m: both[m.group()], text, rng)


def swap(pattern: str) -> Callable[[str, random.Random], str | None]:
    """Two different matches of a pattern, one in the place of the other."""

    def change(text: str, rng: random.Random) -> str | None:
        found = list(re.finditer(pattern, text))
        couples = [(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a[1] != b[1]]
        if not couples:
            return None
        a, b = rng.choice(couples)
        return text[: a.start(1)] + b[1] + text[a.end(1) : b.start(1)] + a[1] + text[b.end(1) :]

    return change


def negation_removed(text: str, rng: random.Random) -> str | None:
    """« n'est pas » → « est », « aucune » → « une », « sans » → « avec »."""
    choices = [
        (r"\b[Nn](?:e |')((?:\w+'|\w+ )?\w+)(?: pas| plus| jamais)\b(?! de\b| d'| que\b)", r"\1"),
        (r"\b[Nn](?:e |')(\w+) (?:pas|plus) (?:de |d')", r"\1 des "),
        (r"\baucun(e?)\b", r"un\1"),
        (r"\bsans\b", "avec"),
        (r"\bnon (?=compris|conforme|prévu)", ""),
    ]
    rng.shuffle(choices)
    for pattern, new in choices:
        made = sub_once(pattern, new, text, rng)
        if made:
            return made
    return None


def negation_added(text: str, rng: random.Random) -> str | None:
    """« est » → « n'est pas »."""
    forms = {
        "est": "n'est pas", "sont": "ne sont pas", "a été": "n'a pas été", "ont été": "n'ont pas été", "sera": "ne sera pas",
        "serait": "ne serait pas", "peut": "ne peut pas", "demande": "ne demande pas", "coûte": "ne coûte pas",
        "dispose": "ne dispose pas", "accepte": "n'accepte pas",
    }  # fmt: skip
    pattern = (
        r"(?<!n')(?<!ne )\b(?:"
        + "|".join(sorted(forms, key=len, reverse=True))
        + r")\b(?! (?:pas|plus|non|sans|jamais))"
    )
    return sub_once(pattern, lambda m: forms[m.group()], text, rng)


def payer_swapped(text: str, rng: random.Random) -> str | None:
    """Another one pays."""
    some_actor = r"(?P<who>(?:[Ll]e |[Ll]a |[Ll]')(?:commune|département|région|syndicat|propriétaire|association|locataire|communauté de communes|acquéreur|CAF|État))"

    def other(m: re.Match[str]) -> str:
        was = m["who"].lower()
        new = rng.choice([a for a in ACTORS if a != was])
        new = new.capitalize() if m["who"][0].isupper() else new
        return m.group().replace(m["who"], new)

    made = sub_once(
        some_actor + r"(?= (?:paie|prend en charge|finance|verse|règle|supporte|rembourse|offre|apporte|participe|prendrait en charge|paierait))",
        other, text, rng,
    )  # fmt: skip
    if made and rng.random() < 0.5:
        return made
    charges = {"de la commune": "du propriétaire", "du département": "de la commune", "du propriétaire": "de la commune",
               "de l'acquéreur": "du vendeur", "du demandeur": "de la commune", "de l'association": "de la commune",
               "de la communauté de communes": "de la commune", "du locataire": "de la commune", "du syndicat": "de la commune",
               "des familles": "de la commune", "de l'État": "du département", "de l'entreprise": "de la commune"}  # fmt: skip
    pattern = (
        r"(?P<before>charge (?:entière |entièrement )?|frais |pris en charge |prise en charge )(?P<who>"
        + "|".join(charges)
        + r")\b"
    )
    return sub_once(pattern, lambda m: m["before"] + charges[m["who"]], text, rng) or made


def unit_changed(text: str, rng: random.Random) -> str | None:
    """Another unit after the figure."""
    units = {"€ par an": "€ par mois", "€ par mois": "€ par an", "mois": "semaines", "jours": "mois", "m²": "ha", "ans": "mois",
             "heures": "jours", "km": "m", "%": "€", "m³": "litres", "par habitant": "par foyer", "par jour": "par semaine",
             "par semaine": "par jour", "semaines": "jours", "h": "minutes"}  # fmt: skip
    pattern = r"(?P<n>\d )(?P<u>" + "|".join(sorted(units, key=len, reverse=True)) + r")(?!\w)(?! \d)"
    return sub_once(pattern, lambda m: m["n"] + units[m["u"]], text, rng)


def dropped(pattern: str) -> Callable[[str, random.Random], str | None]:
    """A clause taken out."""
    return lambda text, rng: sub_once(pattern, "", text, rng)


def fact_dropped(text: str, rng: random.Random) -> str | None:
    """A sentence, or a clause between commas."""
    sentences = re.findall(r"[^.;]+[.;,]?\s*(?=[A-ZÀÉ]|\Z)", text)
    if len(sentences) > 1 and rng.random() < 0.5:
        out = rng.randrange(len(sentences))
        return "".join(s for i, s in enumerate(sentences) if i != out).strip()
    return sub_once(r",(?! dont\b)(?: \w+){3,}[\w' ]*(?=[.,;])", "", text, rng)


def adjective(text: str, rng: random.Random) -> str | None:
    """A word of judgement after a noun."""
    word = rng.choice(ADJECTIVES)
    return sub_once(r"(?<=\w)(?= est | sont |\. | ;)", f" {word}", text, rng)


def reason(text: str, rng: random.Random) -> str | None:
    """A reason at the end of a sentence."""
    return sub_once(r"(?<=[\w€%)])(?=\.(?:\s|$)| ;|,$)", rng.choice(REASONS), text, rng)


def sentence(text: str, rng: random.Random) -> str | None:
    """A sentence more."""
    return text + rng.choice(SENTENCES) if text.endswith(".") else None


def month_changed(text: str, rng: random.Random) -> str | None:
    """Another month."""
    return sub_once(
        r"\b(?:" + "|".join(MONTHS) + r")\b",
        lambda m: MONTHS[(MONTHS.index(m.group()) + rng.randrange(1, 12)) % 12],
        text,
        rng,
    )


def another_name(text: str, rng: random.Random) -> str | None:
    """A name that is not in the notes."""
    return sub_once(r"(Monsieur |Madame )[A-ZÉ]\w+", r"\g<1>" + rng.choice(["Dufour", "Lemaire", "Garnier"]), text, rng)


def sure(text: str, rng: random.Random) -> str | None:
    """What is to be confirmed, said as sure."""
    choices = [
        (
            r"(?: ;|,) (?:ce point|ce qui|cela|la date|le montant) (?:reste|est|restant) à (?:confirmer|préciser|vérifier)",
            "",
        ),
        (r"\breste à (?:confirmer|préciser|vérifier)", "est retenu"),
    ]
    for pattern, new in choices:
        made = sub_once(pattern, new, text, rng)
        if made:
            return made
    return None


def moved(text: str, rng: random.Random) -> str | None:
    """A time complement taken from a sentence to another."""
    sentences = re.findall(r"[^.;]+[.;]\s*", text)
    when = re.compile(
        r",? (?:en (?:"
        + "|".join(MONTHS)
        + r")|cet hiver|cet automne|au printemps|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|le \d{1,2}(?:er)? (?:"
        + "|".join(MONTHS)
        + r"))(?=[ .;,])"
    )
    dated = [i for i, s in enumerate(sentences) if when.search(s)]
    others = [i for i, s in enumerate(sentences) if not when.search(s) and len(s) > 25 and "?" not in s]
    if not dated or not others or "".join(sentences) != text:
        return None
    one, other = rng.choice(dated), rng.choice(others)
    found = when.search(sentences[one])
    if not found:
        return None
    sentences[one] = sentences[one].replace(found.group(), "", 1)
    sentences[other] = re.sub(r"(\s*[.;]\s*)$", " " + found.group().strip(" ,") + r"\1", sentences[other])
    return "".join(sentences)


def linked(text: str, rng: random.Random) -> str | None:
    """Two sentences joined by a link."""
    link = rng.choice([", car ", " lorsque ", ", puisque "])
    return sub_once(
        r"(?<=[a-zé0-9€%])\. (?P<next>Le|La|Les|L'|Un|Une)\b", lambda m: link + m["next"].lower(), text, rng
    )


_TITLED = r"(?:Monsieur|Madame) ([A-ZÉ][\w-]+)"
ERRORS: dict[str, Callable[[str, random.Random], str | None]] = {
    "negation_otee": negation_removed,
    "negation_ajoutee": negation_added,
    "payeur": payer_swapped,
    "montants_echanges": swap(r"(\d[\d ]*(?:,\d+)?)(?= €)"),
    "chiffres_echanges": swap(r"(?<![\d,-])(?<!\d )(\d+)(?![\d,-]| \d{3})(?= (?!€|%|HT)[a-zé])"),
    "ht_ttc": pairs(("HT", "TTC")),
    "unite": unit_changed,
    "locuteur": swap(_TITLED + r"(?= (?:demande|indique|répond|précise|rappelle|propose|estime|signale|souhaite|juge|s'oppose|refuse))"),
    "nom_echange": swap(_TITLED),
    "nom_invente": another_name,
    "condition_otee": dropped(r",? (?:sous réserve|s'il|si (?!la suite)|en cas|à condition)[^,.;]*(?=[.,;])"),
    "exclusion_otee": dropped(r",? (?:sauf|hors|à l'exception|non compris|à l'exclusion|hormis)[^,.;]*(?=[.,;])"),
    "seulement_ote": lambda text, rng: sub_once(
        r" seulement| uniquement| exclusivement|\bn(?:e |')(?P<v>\w+) (?:\w+ )?qu(?:e |')", lambda m: m["v"] + " " if m["v"] else "", text, rng
    ),
    "environ_ote": dropped(r" environ\b| au maximum| au minimum| au moins"),
    "fait_perdu": fact_dropped,
    "adjectif_invente": adjective,
    "raison_inventee": reason,
    "phrase_inventee": sentence,
    "temps": pairs(("a été", "sera"), ("est prévu", "a eu lieu"), ("ont été", "seront"), ("est à faire", "a été fait"), ("aura lieu", "a eu lieu")),
    "plus_moins": pairs(("plus de", "moins de"), ("au maximum", "au minimum"), ("au plus", "au moins"), ("supérieur", "inférieur"), ("supérieure", "inférieure"), ("au-delà", "en dessous")),
    "hausse_baisse": pairs(("hausse", "baisse"), ("augmente", "diminue"), ("augmenté", "diminué"), ("augmentation", "diminution"), ("augmentent", "diminuent"), ("a augmenté", "a diminué")),
    "mois": month_changed,
    "demande_repond": pairs(("demande si", "répond que"), ("demande combien", "indique combien"), ("demande pourquoi", "indique pourquoi"), ("demandent si", "indiquent que"), ("est demandé si", "est répondu que")),
    "accepte_refuse": pairs(("accepte", "refuse"), ("acceptent", "refusent"), ("favorable", "défavorable"), ("est d'accord", "s'oppose"), ("est contre", "est pour")) ,
    "doute_affirme": sure,
    "moment_deplace": moved,
    "lien_invente": linked,
    "avant_apres": pairs(("avant", "après"), ("depuis", "jusqu'à"), ("à partir", "jusqu'à la fin")),
}  # fmt: skip


def planted(examples: list[Example], kinds: frozenset[str]) -> Iterator[tuple[str, Example, str]]:
    """Every kind of error that each text can bear, once."""
    for example in examples:
        for kind, change in ERRORS.items():
            doubted = any(re.search(r"\?|confirm|préciser|vérifier", n) for n in example.notes)
            if kind not in kinds or (kind == "doute_affirme" and not doubted):
                continue
            rng = random.Random(f"{kind} {example.place}")
            text = change(example.output, rng)
            if text and text != example.output:
                yield kind, example, text


def refusals(example: Example, text: str) -> tuple[Refusal, ...]:
    """What the locks say."""
    return check(PLUME, Task(example.task), text, example.notes, example.objet).refusals


def _changed(text: str, other: str) -> str:
    """What differs, with a few words around."""
    first = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    start = max(0, first - 60)
    return f"{text[start : first + 70]!r}\n  {other[start : first + 70]!r}"


def main() -> None:
    """Measure and print."""
    part = next((a for a in sys.argv[1:] if a in {"apart", "train", "all"}), "apart")
    shown = sys.argv[sys.argv.index("-v") + 1] if "-v" in sys.argv else ""
    kinds = frozenset(sys.argv[sys.argv.index("-k") + 1].split(",") if "-k" in sys.argv else ERRORS)
    examples = load_examples()
    train, apart = split(examples)
    chosen = [e for e in {"apart": apart, "train": train, "all": examples}[part] if not e.output.startswith(ABSTAINED)]
    if "-n" in sys.argv:
        chosen = random.Random(5).sample(chosen, int(sys.argv[sys.argv.index("-n") + 1]))
    started = time.process_time()
    truth = {e.place: refusals(e, e.output) for e in chosen}
    spent = (time.process_time() - started) / len(chosen)
    by_task, locks = defaultdict(list), Counter[str]()
    for e in chosen:
        by_task[e.task].append(bool(truth[e.place]))
        locks.update({r.lock.value for r in truth[e.place]})
        if shown in {r.lock for r in truth[e.place]} or (shown in ("refus", "tout") and truth[e.place]):
            about = [r for r in truth[e.place] if shown in (r.lock, "refus", "tout")]
            readable = [PLUME.abbreviations.normalise(n) for n in e.notes]
            print(f"- {e.place} {e.task} [{e.objet}] {readable}\n  {e.output}\n  >> {excerpts(about)}")
    refused = sum(map(bool, truth.values()))
    print(
        f"\ntrue texts: {len(chosen)}, refused {refused} ({refused / len(chosen):.1%}); {spent * 1000:.1f} ms a check"
    )
    for task, seen in sorted(by_task.items()):
        print(f"  {task:20} {sum(seen):4}/{len(seen):<4} {sum(seen) / len(seen):.1%}")
    print("by lock:", ", ".join(f"{k} {n}" for k, n in locks.most_common()))
    noted = [e for e in chosen if e.task in NOTED]
    wrong = sum(bool(truth[e.place]) for e in noted)
    print(f"texts written from notes: {len(noted)}, refused {wrong} ({wrong / len(noted):.1%})")
    total, seen = Counter[str](), Counter[str]()
    for kind, example, text in planted(noted, kinds):
        known = Counter((r.lock, r.excerpt) for r in truth[example.place])
        fresh = Counter((r.lock, r.excerpt) for r in refusals(example, text)) - known
        total[kind] += 1
        seen[kind] += bool(fresh)
        if shown in (kind, "manques", "tout") and not fresh:
            readable = [PLUME.abbreviations.normalise(n) for n in example.notes]
            print(f"- {kind} {example.place} [{example.objet}] {readable}\n  {_changed(example.output, text)}")
    print(f"\nplanted errors: {sum(total.values())}, seen {sum(seen.values()) / max(1, sum(total.values())):.1%}")
    for kind in ERRORS:
        if total[kind]:
            print(f"  {kind:20} {seen[kind]:4}/{total[kind]:<4} {seen[kind] / total[kind]:.1%}")


if __name__ == "__main__":
    main()
