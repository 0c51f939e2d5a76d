"""Where the sentences of an act come from, counted."""

from __future__ import annotations

import pytest

from secretaire.acts.act import Act, ActId, Paragraph, Role, Section
from secretaire.acts.provenance import ATTESTED, provenance, sentences
from secretaire.acts.spans import Origin, OriginKind, Span

PEN, FORM = Origin(OriginKind.PLUME, "run-1"), Origin(OriginKind.SAISIE, "montant")
ANNE, LUC = Origin(OriginKind.MAIN, "Anne"), Origin(OriginKind.MAIN, "Luc")
FUND = Origin(OriginKind.PRECEDENT, "doc:12#p3:120-340")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vu l'art. L. 2121-29 du CGCT. M. Dupont entre.", ["Vu l'art. L. 2121-29 du CGCT. ", "M. Dupont entre."]),
        ("Première.\nSeconde", ["Première.\n", "Seconde"]),
        ("Le prix est de 3.50 €. Il monte !", ["Le prix est de 3.50 €. ", "Il monte !"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_a_sentence_is_counted_once_for_each_origin() -> None:
    exposed = Paragraph("a", (Span("La toiture fuit. Le devis est de ", PEN), Span("3 000 €", FORM), Span(".", ANNE)))
    reused = Paragraph("b", (Span("La salle est louée. Elle est chauffée.", FUND),))
    typed = Paragraph("c", (Span("Il faut ", ANNE), Span("vite", LUC), Span(" agir.", ANNE)))
    attested = Paragraph("d", (Span("12", Origin(OriginKind.SAISIE, f"{ATTESTED}devis Martin (Anne)")), Span("", PEN)))
    found = provenance(Act(ActId("a"), "t", "", "", (Section(Role.EXPOSE, (exposed, reused, typed, attested)),)))
    assert found.pen == 2
    assert dict(found.precedents) == {"doc:12#p3:120-340": 2}
    assert dict(found.by_hand) == {"Anne": 1, "Luc": 1}, "a full stop alone is nobody's sentence"
    assert found.attested == ("devis Martin (Anne)",)
