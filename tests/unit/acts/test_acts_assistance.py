"""The sentence of the commune follows the words of the pen: there with them, gone with them."""

from __future__ import annotations

from dataclasses import replace

from secretaire.acts.act import Act, ActId, Paragraph, Role, Section
from secretaire.acts.assistance import with_assistance_told
from secretaire.acts.spans import Origin, OriginKind, Span

SENTENCE = "Rédigé avec une aide, relu par le maire."


def act_by(kind: OriginKind) -> Act:
    """An act of one sentence."""
    section = Section(Role.EXPOSE, (Paragraph("expose.0", (Span("Le toit fuit.", Origin(kind, "1")),)),))
    recourse = Span("R.", Origin(OriginKind.MODELE_TYPE))
    mentions = Section(Role.MENTIONS, (Paragraph("mention.recours", (recourse,)),))
    return Act(ActId("1"), "essai", "", "", (section, mentions))


def test_the_sentence_is_there_while_words_of_the_pen_are() -> None:
    told = with_assistance_told(act_by(OriginKind.PLUME), SENTENCE)
    assert told.section(Role.MENTIONS).text == f"R.\n{SENTENCE}"
    assert with_assistance_told(told, SENTENCE) == told
    assert with_assistance_told(told, "").section(Role.MENTIONS).text == "R."
    rewritten = told.with_section(act_by(OriginKind.MAIN).section(Role.EXPOSE))
    assert with_assistance_told(rewritten, SENTENCE).section(Role.MENTIONS).text == "R."


def test_nothing_is_said_of_an_act_that_the_pen_did_not_touch() -> None:
    act = act_by(OriginKind.MAIN)
    assert with_assistance_told(act, SENTENCE) == act


def test_what_a_person_did_of_it_is_kept() -> None:
    told = with_assistance_told(act_by(OriginKind.PLUME), SENTENCE)
    section = told.section(Role.MENTIONS)
    deleted = replace(section.paragraphs[-1], spans=(), touched=True)
    act = told.with_section(replace(section, paragraphs=(section.paragraphs[0], deleted)))
    assert with_assistance_told(act, SENTENCE) == act
