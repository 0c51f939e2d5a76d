"""Write the list of act types for readers: `python packaging/liste_types.py` after a change of `resources/types/`."""

from collections.abc import Iterator
from pathlib import Path

from secretaire.acts.act_type import ActType, Famille
from secretaire.drafting.act_types.catalogue import TypesCatalogue

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "types-actes.md"
_TITLES = {Famille.DELIBERATION: "Délibérations", Famille.ARRETE: "Arrêtés du maire"}


def document(kinds: tuple[ActType, ...]) -> str:
    """The whole page."""
    return "\n".join([*_lines(kinds), ""])


def _lines(kinds: tuple[ActType, ...]) -> Iterator[str]:
    yield "# Les types d'actes"
    yield ""
    yield "Fait par `packaging/liste_types.py`. « À vérifier » compte ce que le type dit ne pas tenir pour certain : la fenêtre le"
    yield "montre dans *Conseils*, et `secretaire types TYPE` l'imprime."
    for famille, title in _TITLES.items():
        ours = sorted((k for k in kinds if k.famille is famille), key=lambda k: (_rank(k.matiere), k.libelle))
        yield ""
        yield f"## {title} ({len(ours)})"
        yield ""
        yield "| Matière | Type | Nom | Champs | Contrôles | Transmis | À vérifier |"
        yield "|---|---|---|---|---|---|---|"
        for kind in ours:
            sent = "selon le cas" if kind.transmissible_si else "oui" if kind.transmissible else "non"
            yield (
                f"| {kind.matiere} | {kind.libelle} | `{kind.id}` | {len(kind.champs)} | {len(kind.controles)} | {sent} "
                f"| {len(kind.a_verifier) or ''} |"
            )


def _rank(matiere: str) -> tuple[int, ...]:
    return tuple(int(part) for part in matiere.split("."))


if __name__ == "__main__":
    TARGET.write_text(document(TypesCatalogue.load(ROOT / "resources" / "types").all()), encoding="utf-8")
    print(f"{TARGET.name} écrit")
