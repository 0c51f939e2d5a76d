"""How long all the checks take on ten pages: `python tests/benchmarks/checks_speed.py` (aim: 150 ms once warm).

Two acts of ten pages: a deliberation of ours, judged with its meeting, and a text of the same length that nobody
composed. Wall time and processor time, French included: the second does not depend on what else the PC is doing.
`--profil` prints where the time goes.
"""

from __future__ import annotations

import cProfile
import pstats
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from secretaire.acts.act import Act, ActId, FieldInput, Role, Section  # noqa: E402
from secretaire.acts.spans import Origin, OriginKind  # noqa: E402
from secretaire.checks.context import CheckContext  # noqa: E402
from secretaire.checks.finding import Finding  # noqa: E402
from secretaire.checks.run import check_plain_text, run_checks  # noqa: E402
from secretaire.council.commune import Commune  # noqa: E402
from secretaire.council.roster import Elu, Roster  # noqa: E402
from secretaire.council.seance import Pouvoir, Seance, Vote  # noqa: E402
from secretaire.desk.law import legal_snapshot  # noqa: E402
from secretaire.desk.office import shipped_types  # noqa: E402
from secretaire.desk.spelling import language_of_act, language_of_text  # noqa: E402
from secretaire.drafting.compose import Context, compose  # noqa: E402

ROUNDS = 40
PAGE = 2_600  # characters of a page of an act
COMMUNE = Commune("61999", "Aubigny", 1, "", 420, "61", "Orne", 5, "Argentan", "Normandie", "", lieu_seance="mairie")
NOMS = "Lemoine Garnier Roussel Blanchet Morvan Chevrier Delaunay Perrin Aubert Carlier Fontaine".split()  # noqa: SIM905
ELUS = tuple(
    Elu(
        i,
        "Mme" if i % 2 else "M.",
        nom,
        "Claire" if i % 2 else "Paul",
        "maire" if i == 1 else "conseiller municipal",
        i,
    )
    for i, nom in enumerate(NOMS, start=1)
)
SEANCE = Seance(
    1, date(2026, 12, 18), time(20, 30), "", date(2026, 12, 11), tuple(range(1, 10)), (), (Pouvoir(10, 2),), 3
)
PARAGRAPHS = (
    "La toiture de l'école, posée en 1974, laisse passer l'eau depuis l'hiver dernier ; deux classes ont été fermées "
    "pendant trois semaines et le devis de l'entreprise retenue s'élève à 42 500 € HT, soit 51 000 € TTC.",
    "Vu la délibération n° 2025-014 du 12 mars 2025 par laquelle le conseil municipal a approuvé le projet, et l'article "
    "L. 2334-32 du code général des collectivités territoriales relatif à la dotation d'équipement des territoires ruraux.",
    "Mme Claire LEMOINE, maire, rappelle que les travaux commenceront le lundi 5 juillet 2027 et dureront six semaines ; "
    "le marché sera passé selon une procédure adaptée, conformément à l'article R. 2123-1 du code de la commande publique.",
    "Considérant que le financement repose sur une subvention de l'État de 17 000 €, une aide du département de 8 500 € et "
    "un autofinancement de 17 000 €, soit 40 % du coût de l'opération, il est proposé au conseil d'approuver le plan.",
    "Les crédits nécessaires sont inscrits au budget primitif de l'exercice 2027, section d'investissement, opération 112 ; "
    "le comptable public en est informé et la dépense sera mandatée à la réception des travaux.",
)  # fmt: skip


def long_text() -> str:
    """Ten pages of prose, amounts, dates, names and references."""
    head = (
        "Extrait du registre des délibérations\nSéance du 18 décembre 2026\nNombre de conseillers en exercice : 11\n"
        "Présents : 9\nPouvoirs : 1\nVotants : 10\nDate de convocation : 11 décembre 2026\nObjet : réfection de la toiture "
        "de l'école et plan de financement\n"
    )
    tail = "Le conseil municipal, après en avoir délibéré, par 10 voix pour, DÉCIDE :\nArticle 1 : le projet est approuvé.\n"
    body: list[str] = []
    for paragraph in cycle(PARAGRAPHS):
        body.append(paragraph)
        if sum(map(len, body)) > 10 * PAGE:
            return head + "\n".join(body) + "\n" + tail
    raise AssertionError  # the cycle does not end


def _by_the_pen(section: Section) -> Section:
    """The same words, said to be of the pen: each figure must then have its origin."""
    pen = Origin(OriginKind.PLUME, "1")
    return replace(
        section,
        paragraphs=tuple(replace(p, spans=tuple(replace(s, origin=pen) for s in p.spans)) for p in section.paragraphs),
    )


def long_act() -> CheckContext:
    """A deliberation of ours of ten pages, with its meeting and its vote."""
    kind = shipped_types().get("demande_subvention_etat")
    fields: dict[str, FieldInput] = {
        "dispositif": "DETR",
        "operation": "Réfection de la toiture de l'école",
        "contexte": "\n".join(islice(cycle(PARAGRAPHS), 9 * PAGE // 210)),
        "cout_ht": "42 500",
        "montant_demande": "17 000",
        "autres_financements": [{"financeur": f"Financeur {i}", "montant": "500"} for i in range(17)],
        "calendrier": "Été 2027",
    }
    roster = Roster(ELUS)
    composed = compose(kind, fields, Context(COMMUNE, roster, SEANCE, Vote(10), SEANCE.date, "2026-012"))
    act = Act(ActId("a"), kind.id, "2026-012", composed.objet, composed.sections, fields, 1, SEANCE.date)
    act = act.with_section(_by_the_pen(act.section(Role.EXPOSE)))
    return CheckContext(act, kind, COMMUNE, roster, SEANCE, Vote(10), legal_snapshot(), date(2026, 12, 1))


def report(name: str, size: int, check: Callable[[], list[Finding]]) -> None:
    """Median and 95th percentile of wall and processor time, the first call apart."""
    walls, busy = [], []
    found: list[Finding] = []
    for _ in range(ROUNDS + 1):
        wall, processor = perf_counter(), process_time()
        found = check()
        walls.append((perf_counter() - wall) * 1000)
        busy.append((process_time() - processor) * 1000)
    for what, times in (("montre", walls), ("processeur", busy)):
        ordered = sorted(times[1:])
        sys.stdout.write(
            f"{name:24} {size:6} caractères  {what:10}  premier {times[0]:7.1f} ms   médiane "
            f"{statistics.median(ordered):6.1f} ms   p95 {ordered[int(len(ordered) * 0.95)]:6.1f} ms\n"
        )
    sys.stdout.write(f"{'':24} {len(found)} remarques : {', '.join(sorted({f.code for f in found}))}\n")


def main() -> None:
    """Time both, or profile them."""
    context, text, law = long_act(), long_text(), legal_snapshot()

    def ours() -> list[Finding]:
        return [*run_checks(replace(context)), *language_of_act(context.act)]  # a context is made for each check

    def any_text() -> list[Finding]:
        return [*check_plain_text(text, law, date(2026, 12, 18)), *language_of_text(text)]

    if "--profil" in sys.argv:
        for check in (ours, any_text):
            check()
            profile = cProfile.Profile()
            profile.runcall(check)
            pstats.Stats(profile).sort_stats("cumulative").print_stats(35)
        return
    report("délibération composée", len(context.text), ours)
    report("texte de dix pages", len(text), any_text)


if __name__ == "__main__":
    main()
