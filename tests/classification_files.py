"""Classifications of a prefecture as they are given: made up, after the shape of real ones."""

from __future__ import annotations

_TYPES = {
    ("1", "Délibérations", "DE"): [
        ("99_DE", "Délibération"),
        ("12_AD", "Avis"),
        ("71_BU", "Budget"),
        ("70_DE", "Débat"),
    ],
    ("2", "Actes réglementaires", "AR"): [("99_AR", "Acte réglementaire"), ("99_AT", "Autre")],
    ("3", "Actes individuels", "AI"): [("99_AI", "Acte individuel"), ("41_NC", "Notification")],
}


def classification(version: str = "2025-03-01", themes: int = 9) -> bytes:
    """A RetourClassification, in ISO-8859-1."""
    natures = "".join(
        f'<actes:NatureActe actes:CodeNatureActe="{code}" actes:Libelle="{label}" actes:TypeAbrege="{short}">'
        + "".join(f'<actes:TypePJNatureActe actes:CodeTypePJ="{c}" actes:Libelle="{words}"/>' for c, words in types)
        + "</actes:NatureActe>"
        for (code, label, short), types in _TYPES.items()
    )
    matieres = "".join(
        f'<actes:Matiere1 actes:CodeMatiere="{theme}" actes:Libelle="Thème {theme}">'
        + "".join(f'<actes:Matiere2 actes:CodeMatiere="{n}" actes:Libelle="Sujet"/>' for n in range(1, 11))
        + "</actes:Matiere1>"
        for theme in range(1, themes + 1)
    )
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?>'
        '<actes:RetourClassification xmlns:actes="http://www.interieur.gouv.fr/ACTES#v1.1-20040216">'
        f"<actes:DateClassification>{version}</actes:DateClassification>"
        f"<actes:NaturesActes>{natures}</actes:NaturesActes><actes:Matieres>{matieres}</actes:Matieres>"
        "</actes:RetourClassification>"
    ).encode("iso-8859-1")
