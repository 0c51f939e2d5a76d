"""Amounts of a sentence that contradict each other: taxes, percentages, products, sums (C09)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from secretaire.acts import wording
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.written import NUMBER, PERCENT, Written, number

_CENT = Decimal("0.01")
_E = rf"{NUMBER} ?(?:€|euros?\b)"
_GAP = r"[^€.;\n]{0,70}?"
_HT_TTC = re.compile(
    rf"(?P<ht>{NUMBER}) ?(?:€|euros?) ?(?:ht\b|h\.t\.|hors taxes?\b)(?P<entre>[^;\n]{{0,110}}?)"
    rf"(?P<ttc>{NUMBER}) ?(?:€|euros?) ?(?:ttc\b|t\.t\.c|toutes taxes)"
)
_TVA_RATE = re.compile(r"\btva\b ?(?:au taux )?(?:a |de |\()?(?P<taux>\d{1,2}(?:,\d{1,2})?) ?%")
_TVA_AMOUNT = re.compile(rf"\btva\b[^€;\n]{{0,25}}?(?P<tva>{NUMBER}) ?(?:€|euros?\b)")
_SHARE_OF = (
    re.compile(
        rf"(?P<part>{NUMBER}) ?(?:€|euros?)(?: ht| ttc| hors taxes)?,? \(?soit (?:une participation de |un taux de )?{PERCENT} "
        rf"(?:de|du|d'un)\b{_GAP}(?P<base>{NUMBER}) ?(?:€|euros?)"
    ),
    re.compile(
        rf"{PERCENT} (?:de|du|d'un)\b{_GAP}(?P<base>{NUMBER}) ?(?:€|euros?)(?: ht| ttc| hors taxes)?\)?,? soit (?P<part>{NUMBER}) ?(?:€|euros?)"
    ),
)
_PRODUCT = re.compile(
    rf"(?<![\d,.])(?P<n>\d{{1,4}}) ?(?:(?:x|×|\*)|(?:mois|mensualites|trimestres|annuites|echeances|repas|heures|jours|nuits|"
    rf"exemplaires|seances) (?:a|de|x)) ?(?P<un>{NUMBER}) ?(?:€|euros?)(?: ht| ttc)?,? ?(?:=|soit) ?(?:un (?:montant )?total de |au total )?"
    rf"(?P<tout>{NUMBER}) ?(?:€|euros?)"
)
_SUM = re.compile(rf"{_E}(?: \+ {_E})+ = (?P<tout>{NUMBER}) ?(?:€|euros?)")
_SAID = re.compile(
    rf"\b(?P<quoi>(?:cout (?:total|global|de l\'operation|des travaux|du projet)|montant (?:du marche|de la subvention|total)|loyer (?:mensuel|annuel)|prix de vente)\b[^.;:,€\d\n()«»]{{0,70}}?) (?P<montant>{NUMBER}) ?(?:€|euros?)"
    rf"(?: (?P<taxe>ht|ttc|hors taxes?|toutes taxes comprises))?"
)
_VERBS = re.compile(
    r"\b(?:est|sera|fixee?|estimee?|evaluee?|s'eleve|s'etablit|arretee?|porte|de|du|des|la|le|les|l'\w*|d'\w*|a|au|aux|un|une|et|en|pour)\b"
)
# rates in force since 2014, mainland, Corsica and overseas (CGI 278 to 281 nonies, 294 to 297)
_RATES = frozenset(Decimal(r) for r in ("0", "0.9", "1.05", "1.75", "2.1", "5.5", "8.5", "10", "13", "20"))
_RATES_SINCE = date(2014, 6, 1)
_HIGHEST = Decimal("1.2")


def taxes(written: Written) -> Iterator[Finding]:
    """Before tax + tax = all taxes included, at the rate or the amount the sentence gives, else within the legal rates."""
    for m in _HT_TTC.finditer(written.plain):
        before, after, between = number(m["ht"]), number(m["ttc"]), m["entre"]
        if before <= 0 or "ttc" in between or "€ ht" in between:
            continue
        rate, tax = _TVA_RATE.search(between), _TVA_AMOUNT.search(between)
        start, end = m.start("ttc"), m.end("ttc")
        slack = Decimal(1)  # roundings of a sum of taxes; a wrong tax is wrong by more
        if tax and not rate:
            expected = before + number(tax["tva"])
        elif rate:
            expected = before * (1 + number(rate["taux"]) / 100)
        elif "€" not in between and not before - slack <= after <= before * _HIGHEST + slack:
            message = f"{wording.amount(after)} TTC ne peut pas correspondre à {wording.amount(before)} HT : la TVA va de 0 à 20 %."
            yield written.finding(start, end, "HT_TTC", Gravite.ALERTE, message, "CGI art. 278 à 281 nonies")
            continue
        else:
            continue
        if abs(expected - after) > slack:
            right = expected.quantize(_CENT, ROUND_HALF_UP)
            message = f"Le montant TTC est faux : {wording.amount(before)} HT et la TVA font {wording.amount(right)}."
            proposed = wording.amount(right).removesuffix("\u00a0€")
            yield written.finding(start, end, "HT_TTC", Gravite.ALERTE, message, "CGI art. 278", proposed)


def vat_rates(written: Written) -> Iterator[Finding]:
    """« TVA 19,6 % »: a rate that no longer exists."""
    if (written.day or written.on) < _RATES_SINCE:
        return
    for m in _TVA_RATE.finditer(written.plain):
        if number(m["taux"]) not in _RATES:
            message = f"Le taux de TVA de {m['taux']} % n'existe pas ou plus (20, 10, 5,5 ou 2,1 %)."
            yield written.finding(
                m.start("taux"), m.end("taux"), "TVA_TAUX", Gravite.ALERTE, message, "CGI art. 278 et 278-0 bis"
            )


def shares(written: Written) -> Iterator[Finding]:
    """« 17 000 €, soit 40 % de 42 500 € », at the precision the rate is written with."""
    for pattern in _SHARE_OF:
        for m in pattern.finditer(written.plain):
            part, base, rate = number(m["part"]), number(m["base"]), number(m["taux"])
            if base <= 0:
                continue
            true = part / base * 100
            step = Decimal(1).scaleb(int(rate.as_tuple().exponent))
            if abs(true - rate) > step:
                exact = true.quantize(_CENT, ROUND_HALF_UP)
                message = f"{wording.amount(part)} font {wording.percentage(exact)} de {wording.amount(base)}, pas {m['taux']} %."
                yield written.finding(m.start("taux"), m.end("taux"), "POURCENTAGE", Gravite.ALERTE, message, "calcul")


def products(written: Written) -> Iterator[Finding]:
    """« 12 mois à 350 €, soit 4 200 € »; « 100 € + 50 € = 150 € »."""
    for m in _PRODUCT.finditer(written.plain):
        right = int(m["n"]) * number(m["un"])
        if abs(right - number(m["tout"])) >= 1:
            yield _wrong(written, m, right)
    for m in _SUM.finditer(written.plain):
        left = m.group().split("=")[0]
        right = sum((number(n) for n in re.findall(rf"({NUMBER}) ?(?:€|euros?\b)", left)), Decimal(0))
        if right != number(m["tout"]):
            yield _wrong(written, m, right)


def _wrong(written: Written, m: re.Match[str], right: Decimal) -> Finding:
    message = f"Le calcul écrit donne {wording.amount(right)}, pas {m['tout'].strip()} €."
    proposed = wording.amount(right).removesuffix("\u00a0€")
    return written.finding(m.start("tout"), m.end("tout"), "CALCUL", Gravite.ALERTE, message, "calcul", proposed)


def amount_of_the_object(written: Written) -> Iterator[Finding]:
    """An amount announced by the object is somewhere in the act."""
    if written.objet is None or not written.single:
        return
    start, end = written.objet
    body = {abs(a.value) for a in written.amounts if a.start >= end}
    for announced in written.amounts:
        if start <= announced.start < end and body and abs(announced.value) not in body:
            message = (
                f"L'objet annonce {wording.amount(announced.value)} ; ce montant n'est pas dans le corps de l'acte."
            )
            yield written.finding(announced.start, announced.end, "MONTANT_OBJET", Gravite.ALERTE, message, "pratique")


def same_amounts(written: Written) -> Iterator[Finding]:
    """The same thing, in the same words and with the same tax, has one amount."""
    if not written.single:
        return
    said: defaultdict[tuple[str, str], list[re.Match[str]]] = defaultdict(list)
    for m in _SAID.finditer(written.plain):
        what = " ".join(_VERBS.sub(" ", m["quoi"]).split())
        if len(what.split()) > 1 and "\t" not in what:
            said[what, (m["taxe"] or "")[:1]].append(m)
    for (what, _), places in said.items():
        values = {number(m["montant"]) for m in places}
        if len(values) > 1 and len(places) == 2:  # more than two: a list of like things
            first, second = (wording.amount(number(m["montant"])) for m in places)
            m = places[1]
            message = f"Le même montant ({what}) est écrit {first} puis {second}."
            yield written.finding(
                m.start("montant"), m.end("montant"), "MONTANT_DIVERGENT", Gravite.ALERTE, message, "pratique"
            )
