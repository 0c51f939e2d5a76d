"""How long the composition takes: `python tests/benchmarks/bench_compose.py` (promise: under 100 ms)."""

from __future__ import annotations

import statistics
import sys
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import act_type_cases as cases  # noqa: E402

from secretaire.acts.act import Act, ActId, FieldInput, Role  # noqa: E402
from secretaire.acts.editing import edit_section  # noqa: E402
from secretaire.council.commune import Commune  # noqa: E402
from secretaire.council.roster import Elu, Roster  # noqa: E402
from secretaire.council.seance import Seance, Vote  # noqa: E402
from secretaire.drafting.act_types.catalogue import TypesCatalogue  # noqa: E402
from secretaire.drafting.compose import Context, compose, recompose  # noqa: E402

ROUNDS = 200
COMMUNE = Commune("61999", "Aubigny", 1, "", 420, "61", "Orne", 5, "Argentan", "Normandie", "", lieu_seance="mairie")
ELUS = tuple(
    Elu(i, "Mme" if i % 2 else "M.", f"Nom{i}", f"Prénom{i}", "maire" if i == 1 else "conseiller municipal", i)
    for i in range(1, 24)
)
SEANCE = Seance(1, date(2026, 12, 18), time(20, 30), "", date(2026, 12, 11), tuple(range(1, 20)), secretaire=2)
CONTEXT = Context(COMMUNE, Roster(ELUS), SEANCE, Vote(19), SEANCE.date, "2026-012")
FIELDS: dict[str, FieldInput] = {
    "dispositif": "DETR",
    "operation": "Réfection de la toiture de l'école",
    "contexte": "\n".join(f"Un paragraphe d'exposé, le numéro {i}, qui explique l'opération." for i in range(20)),
    "cout_ht": "42 500",
    "montant_demande": "17 000",
    "autres_financements": [{"financeur": f"Financeur {i}", "montant": "500"} for i in range(17)],
    "calendrier": "Été 2027",
}


def report(name: str, times: list[float]) -> None:
    """First call, median and 95th percentile, in milliseconds."""
    ordered = sorted(times[1:])
    sys.stdout.write(
        f"{name:28} premier {times[0] * 1000:7.2f} ms   médiane {statistics.median(ordered) * 1000:7.2f} ms   "
        f"p95 {ordered[int(len(ordered) * 0.95)] * 1000:7.2f} ms\n"
    )


def main() -> None:
    """Compose, recompose and edit a deliberation of some sixty paragraphs."""
    start = perf_counter()
    catalogue = TypesCatalogue.load(ROOT / "resources" / "types")
    sys.stdout.write(f"{f'lecture de {len(catalogue.all())} types':28} {(perf_counter() - start) * 1000:.0f} ms\n")
    kind = catalogue.get("demande_subvention_etat")

    composing, recomposing, editing, suggesting = [], [], [], []
    for _ in range(ROUNDS):
        start = perf_counter()
        composed = compose(kind, FIELDS, CONTEXT)
        composing.append(perf_counter() - start)
    act = Act(ActId("a"), kind.id, "2026-012", composed.objet, composed.sections, FIELDS)
    for i in range(ROUNDS):
        changed = replace(act, fields={**FIELDS, "montant_demande": str(10_000 + i)})
        start = perf_counter()
        recompose(changed, kind, CONTEXT)
        recomposing.append(perf_counter() - start)
    section = act.section(Role.EXPOSE)
    for i in range(ROUNDS):
        text = section.text.replace("le numéro 7", f"le numéro {i} bis")
        start = perf_counter()
        edit_section(section, text, "Odile")
        editing.append(perf_counter() - start)
    for _ in range(ROUNDS):
        start = perf_counter()
        catalogue.suggest("toiture école detr")
        suggesting.append(perf_counter() - start)
    every = []
    for kind in catalogue.all():
        context = cases.after_meeting(kind, cases.roster(), cases.commune())
        fields = cases.examples(kind)
        for _ in range(3):
            start = perf_counter()
            compose(kind, fields, context)
            every.append(perf_counter() - start)
    for name, times in (
        ("compose, tous les types", every),
        ("compose (60 paragraphes)", composing),
        ("recompose", recomposing),
        ("edit_section (20 lignes)", editing),
        ("suggest", suggesting),
    ):
        report(name, times)


if __name__ == "__main__":
    main()
