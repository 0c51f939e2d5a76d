"""The copies made of one act, and the words that tell one from the other.

What was approved on the screen is what is signed. The extract (« extrait », the copy sent or displayed) and the page of
the register change only its title and who signs: the register bears the signatures of the maire and of the secretary
of the séance (CGCT L. 2121-23), the extract that of the maire alone, who certifies it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from secretaire.acts.act import Act, Paragraph, Role, Section
from secretaire.acts.act_type import Famille
from secretaire.acts.spans import Origin, OriginKind, Span

CERTIFIED = "Pour extrait conforme,"
EXTRACT_TITLES = {
    Famille.DELIBERATION: "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL",
    Famille.ARRETE: "EXTRAIT DU REGISTRE DES ARRÊTÉS",
}
PAGE_TITLE = "DÉLIBÉRATION DU CONSEIL MUNICIPAL"
REGISTER_TITLES = {
    Famille.DELIBERATION: "REGISTRE DES DÉLIBÉRATIONS DU\u00a0CONSEIL\u00a0MUNICIPAL",
    Famille.ARRETE: "REGISTRE DES ARRÊTÉS DU MAIRE",
}

_TITLE = "entete.titre"
_UNDER_TITLE = "entete.numero"
_AUTHOR = "signature.maire"
_OTHERS = "signature."
_ORIGIN = Origin(OriginKind.MODELE_TYPE, "exemplaire")


class Copy(StrEnum):
    """What a document that leaves is for."""

    PROJET = "projet"  # watermarked, at any time
    DEFINITIF = "definitif"  # to be signed, once approved
    EXTRAIT = "extrait"  # certified by the maire, to be sent or displayed, once approved


@dataclass(frozen=True, slots=True)
class Signer:
    """Who certifies an extract: « La maire » and her name."""

    quality: str
    name: str


def extract(act: Act, famille: Famille, signer: Signer | None) -> Act:
    """The act as an extract of the register; without `signer`, whoever signed the act certifies it."""
    heading = act.section(Role.ENTETE)
    if not _is_extract(heading):
        heading = _titled(heading, EXTRACT_TITLES[famille])
    signatures = act.section(Role.SIGNATURES)
    own = [p for p in signatures.paragraphs if p.key.startswith(_AUTHOR)]
    if signer is not None:
        own = [_said(f"{_AUTHOR}.qualite", f"{signer.quality},"), _said(f"{_AUTHOR}.nom", signer.name)]
    others = [p for p in signatures.paragraphs if not p.key.startswith(_OTHERS)]
    certified = replace(signatures, paragraphs=(*others, _said(f"{_AUTHOR}.conforme", CERTIFIED), *own))
    return act.with_section(heading).with_section(certified)


def register_page(act: Act) -> Act:
    """The act as it stands in the register, where it is not an extract of it."""
    heading = act.section(Role.ENTETE)
    if not _is_extract(heading):
        return act
    lines = (_said(p.key, PAGE_TITLE) if p.key == _TITLE else p for p in heading.paragraphs)
    return act.with_section(replace(heading, paragraphs=tuple(lines)))


def _is_extract(heading: Section) -> bool:
    return any(p.key == _TITLE and p.text.casefold().startswith("extrait du registre") for p in heading.paragraphs)


def _titled(heading: Section, title: str) -> Section:
    """The title it had comes under the new one."""
    lines: list[Paragraph] = []
    for line in heading.paragraphs:
        lines += [_said(_TITLE, title), replace(line, key=_UNDER_TITLE)] if line.key == _TITLE else [line]
    if all(line.key != _TITLE for line in lines):
        lines.append(_said(_TITLE, title))
    return replace(heading, paragraphs=tuple(lines))


def _said(key: str, text: str) -> Paragraph:
    return Paragraph(key, (Span(text, _ORIGIN),))
