"""Plant errors in clean generated acts and print what the checks find: recall and duplicates by kind. Not a test.

Run with PYTHONPATH=.:tests. Every shipped type is composed from its examples after a meeting; an error is planted in the text, and the text alone is
checked (`check_plain_text`). A remark already made on the clean act is left out. « Doubles » counts the planted errors that
raise more than one remark. Then errors are planted in the head of minutes, and in each of their acts, and the minutes are
checked as a document.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import ExitStack

import act_type_cases as cases
import fictional_minutes

from secretaire.acts.act_type import Famille, Majorite
from secretaire.checks.run import check_plain_text
from secretaire.desk.document_checks import check_pages
from secretaire.drafting.compose.composition import compose
from secretaire.fund.cutting.cut import cut
from secretaire.fund.reading.reading import Page
from secretaire.law.snapshot import SNAPSHOT_FILES, Snapshot, load_snapshot

Plant = Callable[[str], str]
ACTS = 25
SECOND = "Étaient représentés : M. Éric d'AUBERLIN (pouvoir à M. Paul DELAUNOY) et Mme Jeanne LE TABARY (pouvoir à M. Paul DELAUNOY)."


def swap(*pairs: tuple[str, str]) -> Plant:
    """Replace words written once or more; the act is left out when one of them is not there."""

    def plant(text: str) -> str:
        for old, new in pairs:
            if old not in text:
                return text
            text = text.replace(old, new)
        return text

    return plant


def told(sentence: str) -> Plant:
    """One more sentence in the first article."""
    return lambda text: re.sub(r"(?m)^(Article 1 : .+)$", lambda m: f"{m[1]} {sentence}", text, count=1)


def before(mark: str, line: str) -> Plant:
    return lambda text: re.sub(rf"(?m)^({mark})", lambda m: f"{line}\n{m[1]}", text, count=1)


def wrong_total(text: str) -> str:
    """The first amount of the first total row grows by 1,000 €."""
    return re.sub(
        r"(?m)^((?:Total|Ensemble)[^\n]*?\t+)(\d+)(?=[^\n]*€)", lambda m: f"{m[1]}{int(m[2]) + 1}", text, count=1
    )


def priced_object(text: str) -> str:
    """An amount in the object of an act that speaks of others."""
    return re.sub(r"(?m)^(Objet : .+)$", r"\1 – 987 654 €", text, count=1) if "€" in text else text


def renumbered(text: str) -> str:
    return re.sub(r"(?m)^Article 3 :", "Article 4 :", text, count=1)


def repeated_visa(text: str) -> str:
    return re.sub(r"(?m)^(Vu [^\n]+)$", r"\1\n\1", text, count=1)


KINDS: dict[str, tuple[str, Plant]] = {
    "jour de la semaine": ("JOUR_SEMAINE", swap(("convoqué le 11 décembre 2026", "convoqué le lundi 11 décembre 2026"))),
    "date impossible": ("DATE_IMPOSSIBLE", told("Le dossier est remis le 31 février 2027.")),
    "heure impossible": ("HEURE_IMPOSSIBLE", swap(("à 20 heures 30", "à 20 heures 75"))),
    "période inversée": ("DATES_INVERSEES", told("Le chantier dure du 15 juin 2027 au 3 juin 2027.")),
    "en-tête et ouverture": ("DATE_SEANCE", swap(("Séance du 18 décembre 2026", "Séance du 17 décembre 2026"))),
    "convocation tardive": ("CONVOCATION_DELAI", swap(("11 décembre 2026", "16 décembre 2026"))),
    "convocation après la séance": ("CONVOCATION_DELAI", swap(("11 décembre 2026", "21 décembre 2026"))),
    "visa postérieur à l'acte": ("DATE_POSTERIEURE", before("Vu ", "Vu la délibération du 12 mars 2027 relative au même objet,")),
    "numéro d'une autre année": ("NUMERO_ANNEE", swap(("Délibération n° 2026-012", "Délibération n° 2025-012"))),
    "quorum non atteint": (
        "QUORUM", swap(("Membres en exercice : 7", "Membres en exercice : 11"), ("quorum de 4", "quorum de 6"))
    ),
    "quorum mal compté": ("QUORUM_ECRIT", swap(("quorum de 4", "quorum de 3"))),
    "votants": ("VOTANTS", swap(("Votants : 6", "Votants : 7"))),
    "total des voix": ("VOTE_TOTAL", swap(("5 voix pour", "8 voix pour"))),
    "rejet qui décide": ("VOTE_REJETE", swap(("par 5 voix pour et 1 voix contre", "par 2 voix pour et 4 voix contre"))),
    "partage des voix": ("VOTE_PARTAGE", swap(("par 5 voix pour et 1 voix contre", "par 3 voix pour et 3 voix contre"))),
    "deux pouvoirs pour un mandataire": (
        "POUVOIR",
        swap(
            ("Était représenté : M. Éric d'AUBERLIN (pouvoir à M. Paul DELAUNOY).", SECOND),
            ("Pouvoirs : 1", "Pouvoirs : 2"), ("Votants : 6", "Votants : 7"), ("5 voix pour", "6 voix pour"),
        ),
    ),
    "pouvoir à un absent": ("POUVOIR", swap(("(pouvoir à M. Paul DELAUNOY)", "(pouvoir à Mme Jeanne LE TABARY)"))),
    "secrétaire absent": (
        "SECRETAIRE_NON_PRESENT", swap(("Mme Odile PERRIGAULT est désignée", "Mme Jeanne LE TABARY est désignée"))
    ),
    "présents nommés": ("PRESENTS_NOMBRE", swap(("Mme Odile PERRIGAULT, M. Luc FERRAND et", "Mme Odile PERRIGAULT et"))),
    "total d'un tableau": ("TOTAL_TABLEAU", wrong_total),
    "HT et TTC": ("HT_TTC", told("Le devis retenu est de 10 000 € HT, soit 12 500 € TTC.")),
    "TTC au taux dit": ("HT_TTC", told("Le devis retenu est de 10 000 € HT (TVA 10 %), soit 12 000 € TTC.")),
    "taux de TVA disparu": ("TVA_TAUX", told("La TVA à 19,6 % s'applique.")),
    "pourcentage": ("POURCENTAGE", told("La participation est de 4 000 €, soit 45 % de 10 000 €.")),
    "produit": ("CALCUL", told("Le loyer est de 12 mois à 350 €, soit 4 300 €.")),
    "lettres et chiffres": ("LETTRES_CHIFFRES", told("La somme est de cinq cents euros (600 €).")),
    "numéros des articles": ("ARTICLES_NUMEROS", renumbered),
    "renvoi à un article absent": ("RENVOI_ARTICLE", told("Voir l'article 58 de la présente délibération.")),
    "visa répété": ("VISA_REPETE", repeated_visa),
    "visa après la décision": ("PARTIES_ORDRE", before("Article 1 :", "Vu le code de la commande publique et ses textes d'application,")),
    "annexe sautée": ("ANNEXES_NUMEROS", told("Voir l'annexe 1 et l'annexe 3.")),
    "nom mal écrit": ("NOM_VARIANTE", swap(("présents : Mme Claire VAUTRIN", "présents : Mme Claire VAUTRAIN"))),
    "civilité": ("CIVILITE", swap(("présents : Mme Claire VAUTRIN", "présents : M. Claire VAUTRIN"))),
    "deux fonctions": ("FONCTION", told("M. Paul DELAUNOY, deuxième adjoint, et M. Paul DELAUNOY, conseiller municipal, s'en chargent.")),
    "organisme mal écrit": ("ORGANISME", told("L'entreprise Couverture Bocage remplace la société Couverture Boccage.")),
    "montant de l'objet": ("MONTANT_OBJET", priced_object),
}  # fmt: skip


VOTE = "10 voix pour, 0 voix contre et 0 abstention"
IN_AN_ACT: dict[str, tuple[str, Plant]] = {
    "trop de voix": ("VOTE_TOTAL", swap((VOTE, "9 voix pour, 2 voix contre et 0 abstention"))),
    "voix oubliées": ("VOTE_TOTAL", swap((VOTE, "8 voix pour, 1 voix contre et 0 abstention"))),
    "rejet qui décide": ("VOTE_REJETE", swap((VOTE, "4 voix pour, 6 voix contre et 0 abstention"))),
    "unanimité avec abstention": ("VOTE_UNANIMITE", swap((f"par {VOTE}", "à l'unanimité et 1 abstention"))),
    "élu sorti compté": ("VOTE_DEPORT", swap(("\nLe conseil", "\nM. Luc FERRAND, intéressé, quitte la salle et ne prend pas part au vote.\nLe conseil"))),
    "élu sorti nommé": ("VOTE_DEPORT", swap(
        (VOTE, "8 voix pour, 1 voix contre (M. Luc FERRAND) et 0 abstention"),
        ("\nLe conseil", "\nM. Luc FERRAND, intéressé, quitte la salle et ne prend pas part au vote.\nLe conseil"),
    )),
    "élu acheteur": ("ELU_INTERESSE", swap(("\nLe conseil", "\nLa vente se ferait à M. Hugo BRISSAC.\nLe conseil"))),
    "élu mal écrit": ("NOM_VARIANTE", swap(("\nLe conseil", "\nM. Denis MARCHALL a étudié le dossier.\nLe conseil"))),
    "jour de la semaine": ("JOUR_SEMAINE", swap(("\nLe conseil", "\nLe dossier est remis le mardi 4 janvier 2027.\nLe conseil"))),
    "texte remplacé": ("REFERENCE_REMPLACEE", swap(("\nLe conseil", "\nVu l'article L. 2311-7 du CGCT,\nLe conseil"))),
}  # fmt: skip
IN_THE_HEAD: dict[str, tuple[str, Plant]] = {
    "présents comptés": ("PRESENTS_NOMBRE", swap(("Présents : 9", "Présents : 8"))),
    "votants": ("VOTANTS", swap(("Votants : 10", "Votants : 11"))),
    "quorum mal compté": ("QUORUM_ECRIT", swap(("quorum de 6", "quorum de 5"))),
    "pouvoir à un absent": ("POUVOIR", swap(("(pouvoir à M. Paul DELAUNOY)", "(pouvoir à M. Marc OLIVET)"))),
    "présent et absent": ("PRESENT_ET_ABSENT", swap(("Absent excusé : M. Marc OLIVET", "Absent excusé : M. Luc FERRAND"))),
    "convocation tardive": ("CONVOCATION_DELAI", swap(("convoqué le 11 décembre", "convoqué le 16 décembre"))),
    "président oublié": ("PV_MENTIONS", swap((", sous la présidence de Mme Claire VAUTRIN, maire", ""))),
    "heure oubliée": ("PV_MENTIONS", swap((", à vingt heures trente", ""))),
    "quorum oublié": ("PV_MENTIONS", swap(("Le quorum de 6 membres étant atteint, la", "La"))),
    "signature oubliée": ("PV_SIGNATURES", swap(("La secrétaire de séance, Odile PERRIGAULT", ""))),
    "point hors ordre du jour": ("ORDRE_DU_JOUR_POINT", swap(("4. Vente d'une parcelle au hameau des Landes", "4. Travaux du cimetière"))),
}  # fmt: skip


def faulty_minutes(plant: Plant) -> list[str]:
    """The minutes with the error in their head, else once in each of their acts that it suits."""
    text = fictional_minutes.MINUTES
    if plant(text) != text and plant(fictional_minutes.HEAD) + plant(fictional_minutes.TAIL) != (
        fictional_minutes.HEAD + fictional_minutes.TAIL
    ):
        return [plant(text)]
    return [text.replace(act, plant(act)) for act in fictional_minutes.ACTS if plant(act) != act]


def in_minutes(law: Snapshot) -> None:
    """Print what is found of the errors planted in minutes."""
    found_all = planted_all = doubles_all = 0
    for name, (code, plant) in (IN_AN_ACT | IN_THE_HEAD).items():
        texts = faulty_minutes(plant)
        found = doubles = 0
        for text in texts:
            pages = [Page(1, text)]
            codes = [p.finding.code for p in check_pages(pages, cut(pages, "pv.docx"), law, cases.DAY)]
            found += code in codes
            doubles += len(codes) > 1
            if "-v" in sys.argv and codes != [code]:
                print("   ", name, codes)
        print(f"{name:36} {code:24} {found:3}/{len(texts):<3} doubles {doubles}")
        found_all, planted_all, doubles_all = found_all + found, planted_all + len(texts), doubles_all + doubles
    print(f"procès-verbal : rappel {found_all}/{planted_all}, doubles {doubles_all}")


def clean_acts() -> list[str]:
    texts = []
    for file in sorted(cases.TYPES.glob("*.yaml")):
        kind = cases.kind(file.stem)
        if kind.famille is Famille.DELIBERATION and kind.majorite is Majorite.SUFFRAGES:
            context = cases.after_meeting(kind, cases.roster(), cases.commune())
            sections = compose(kind, cases.examples(kind), context).sections
            texts.append("\n".join(section.text for section in sections).replace("\u00a0", " "))
    return texts


def snapshot() -> Snapshot:
    folder = cases.ROOT / "resources" / "droit"
    with ExitStack() as stack:
        return load_snapshot(*(stack.enter_context((folder / name).open("rb")) for name in SNAPSHOT_FILES))


def main() -> None:
    law, acts = snapshot(), clean_acts()
    known = [{(f.code, f.message) for f in check_plain_text(text, law, cases.DAY)} for text in acts]
    found_all = planted_all = doubles_all = 0
    for name, (code, plant) in KINDS.items():
        planted = found = doubles = 0
        for text, before_it in zip(acts, known, strict=True):
            wrong = plant(text)
            if wrong == text or planted == ACTS:
                continue
            planted += 1
            new = [f for f in check_plain_text(wrong, law, cases.DAY) if (f.code, f.message) not in before_it]
            found += any(f.code == code for f in new)
            doubles += len(new) > 1
            if "-v" in sys.argv and (len(new) != 1 or new[0].code != code):
                print("   ", name, [(f.code, f.message) for f in new])
        print(f"{name:36} {code:24} {found:3}/{planted:<3} doubles {doubles}")
        found_all, planted_all, doubles_all = found_all + found, planted_all + planted, doubles_all + doubles
    print(f"{len(acts)} actes, {len(KINDS)} sortes : rappel {found_all}/{planted_all}, doubles {doubles_all}")
    in_minutes(law)


if __name__ == "__main__":
    main()
