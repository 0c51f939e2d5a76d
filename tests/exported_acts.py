"""Acts of a fictional commune to export: long enough for two pages, with tables, blanks and two signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from secretaire.acts.act import Act, ActId, Paragraph, Role, Section
from secretaire.acts.act_type import ActType, Famille
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.council.commune import Commune
from secretaire.exchange.copies import Signer
from secretaire.exchange.docx_act import Approval
from secretaire.exchange.papier.papier import PLAIN_PAPIER
from secretaire.exchange.register import Gap, Register, Registered, write_register

COMMUNE = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "")
APPROVAL = Approval("Claire MARTIN", datetime(2026, 12, 19, 9, 30, tzinfo=UTC), 3, "ab12" * 16)
MAIRE = Signer("La maire", "Claire MARTIN")
SECRETARY = Signer("Le secrétaire de séance", "Jean DUPONT")
DELIBERATION = ActType.model_validate(
    {
        "id": "demande_subvention",
        "famille": "deliberation",
        "libelle": "Demande de subvention",
        "matiere": "7.5",
        "nature_actes": "DE",
        "transmissible": True,
        "objet": "Objet",
        "champs": [],
        "visas": [],
        "articles": [{"texte": "Article."}],
        "droit_au": "2026-11",
    }
)
ARRETE = DELIBERATION.model_copy(update={"famille": Famille.ARRETE, "matiere": "6.1"})
_FIXED = Origin(OriginKind.MODELE_TYPE, "demande_subvention")
_BLANK = Span("[montant à compléter]", Origin(OriginKind.SAISIE, "montant"), blank=True)


def line(key: str, *pieces: str | Span) -> Paragraph:
    return Paragraph(key, tuple(Span(piece, _FIXED) if isinstance(piece, str) else piece for piece in pieces))


def section(role: Role, *lines: Paragraph) -> Section:
    return Section(role, lines)


def deliberation(rank: int = 14, objet: str = "Réfection de la toiture de l'école", *, articles: int = 8) -> Act:
    """A deliberation with its counts, its table of financing, its two signatures."""
    numero = f"2026-{rank:03d}"
    body = "Les travaux sont confiés à l'entreprise la mieux placée, dans la limite des crédits ouverts au budget. " * 2
    rows = (
        "Financeur\tMontant\tPart",
        "État\t19 340,00 €\t40 %",
        "Commune\t29 010,00 €\t60 %",
        "Total\t48 350,00 €\t–",
    )
    return Act(
        id=ActId(f"a{rank}"),
        type_id="demande_subvention",
        numero=numero,
        objet=objet,
        act_date=date(2026, 12, 18),
        version=3,
        sections=(
            section(
                Role.ENTETE,
                line("entete.republique", "RÉPUBLIQUE FRANÇAISE"),
                line("entete.departement", "Département du Calvados"),
                line("entete.commune", "Commune d'Aubigny"),
                line("entete.titre", "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL"),
                line("entete.seance", "Séance du 18 décembre 2026"),
                line("entete.numero", f"Délibération n° {numero}"),
            ),
            section(
                Role.COMPOSITION,
                line("composition.effectifs.exercice", "Membres en exercice : 11"),
                line("composition.effectifs.presents", "Présents : 8"),
                line(
                    "composition.ouverture", "L'an deux mille vingt-six, le dix-huit décembre, le conseil s'est réuni."
                ),
            ),
            section(Role.OBJET, line("objet", f"Objet : {objet}")),
            section(Role.VISAS, line("visa.1", "Vu le code général, notamment son article L. 2121-29,")),
            section(Role.CONSIDERANTS, line("considerant.1", "Considérant que la toiture fuit depuis 1968,")),
            section(Role.VOTE, line("vote.annonce", "DÉCIDE :")),
            section(
                Role.DISPOSITIF,
                line("article.1", "Article 1 : Le plan de financement est le suivant :"),
                *(line(f"article.1.ligne.{i}", row) for i, row in enumerate(rows)),
                *(line(f"article.{i}", f"Article {i} : {body}") for i in range(2, articles)),
                line("article.99", f"Article {articles} : Une aide de ", _BLANK, " est demandée."),
            ),
            section(Role.CLOTURE, line("cloture", "Fait et délibéré à Aubigny, les jour, mois et an ci-dessus.")),
            section(
                Role.SIGNATURES,
                line("signature.maire.qualite", "La maire,"),
                line("signature.maire.nom", "Claire MARTIN"),
                line("signature.secretaire.qualite", "Le secrétaire de séance,"),
                line("signature.secretaire.nom", "Jean DUPONT"),
            ),
            section(Role.MENTIONS, line("mention.executoire", "Transmis le …………, publié le ………….")),
        ),
    )


def arrete() -> Act:
    """An arrete, signed by the maire alone."""
    act = deliberation(3, "Circulation rue Haute", articles=3)
    heading = section(
        Role.ENTETE,
        line("entete.commune", "Commune d'Aubigny"),
        line("entete.titre", "ARRÊTÉ DE LA MAIRE N° A2026-003"),
    )
    signatures = act.section(Role.SIGNATURES).paragraphs[:2]
    return replace(act, numero="A2026-003").with_section(heading).with_section(section(Role.SIGNATURES, *signatures))


def register(count: int, target: Path, *, first_page: int = 1) -> list[Act]:
    """Write a register of that many deliberations, two a séance; returns its acts."""
    acts = [
        replace(
            deliberation(rank, f"Affaire {rank}", articles=3 + 5 * (rank % 3)),
            act_date=date(2026, 1 + rank // 20, 1 + rank // 2 % 28),
        )
        for rank in range(1, count + 1)
    ]
    held = [
        Registered(
            act,
            DELIBERATION,
            APPROVAL,
            seance=act.act_date,
            order=1 + rank % 2,
            published=act.act_date + timedelta(days=5) if act.act_date and rank else None,  # the first one: not noted
            presents=("Claire MARTIN", "Jean DUPONT"),
            signers=(MAIRE, SECRETARY),
        )
        for rank, act in enumerate(acts)
    ]
    gaps = (Gap("2026-900 à 2026-904", "", "aucun acte"), Gap("2026-905", "Tarifs", "brouillon"))
    written = Register(Famille.DELIBERATION, 2026, COMMUNE, MAIRE, held, gaps, (("7.5", "Subventions"),), first_page)
    write_register(written, target, PLAIN_PAPIER)
    return acts
