"""Why a file of the fund cannot be searched, and the French words for it: one table.

These causes are outcomes, not exceptions: a folder of a thousand files is read to its end whatever it holds.
"""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """One member per reason a person can meet in the report of a reading."""

    NO_TEXT = "sans_texte"
    NOTHING_RECOGNISED = "rien_reconnu"
    UNSUPPORTED = "format_non_lu"
    OLD_WORD = "ancien_word"
    OTHER_CONTENT = "autre_contenu"
    TOO_SMALL = "image_trop_petite"
    NOTHING_INSIDE = "rien_dedans"
    TOO_NESTED = "trop_imbrique"
    ENCRYPTED = "mot_de_passe"
    DAMAGED = "abime"
    EMPTY = "vide"
    TOO_LARGE = "trop_volumineux"
    SUSPICIOUS = "suspect"
    NO_RIGHT = "acces_refuse"
    BAD_NAME = "nom_illisible"
    VANISHED = "disparu"
    NO_PAGE = "page_absente"
    CHANGED = "modifie"
    CONVERSION = "conversion_manquee"
    TOO_SLOW = "trop_long"
    TOO_HUNGRY = "trop_de_memoire"
    READER_DIED = "lecteur_arrete"
    RECOGNITION_DIED = "reconnaissance_arretee"
    ROOT_MISSING = "dossier_absent"
    ROOT_EMPTY = "dossier_vide"


TRANSIENT = frozenset({Cause.NO_RIGHT, Cause.VANISHED, Cause.CHANGED, Cause.TOO_HUNGRY, Cause.READER_DIED})
"""Causes that may be gone at the next reading although the file has not changed: it is tried again.

A file that was too slow is not: each try would cost minutes.
"""

_TEXTS: dict[Cause, str] = {
    Cause.NOTHING_RECOGNISED: "image où aucun texte n'a été reconnu (photographie, page blanche)",
    Cause.NO_TEXT: "document numérisé, sans texte",
    Cause.UNSUPPORTED: "format {detail} pas encore lu",
    Cause.OLD_WORD: (
        "ancien document Word ({detail}) : installez LibreOffice pour qu'il soit lu, "
        "ou enregistrez-le au format .docx dans votre traitement de texte"
    ),
    Cause.CONVERSION: (
        "ancien document Word ({detail}) que LibreOffice n'a pas pu ouvrir : "
        "enregistrez-le au format .docx dans votre traitement de texte"
    ),
    Cause.TOO_SMALL: "image trop petite pour être un document ({detail})",
    Cause.NOTHING_INSIDE: "rien à lire dedans : ni texte, ni document",
    Cause.TOO_NESTED: "archives emboîtées sur plus de {detail} niveaux : sortez-en les documents pour qu'ils soient lus",
    Cause.OTHER_CONTENT: "le contenu du fichier ne correspond pas à son extension {detail}",
    Cause.ENCRYPTED: "document protégé par un mot de passe",
    Cause.DAMAGED: "fichier abîmé ou incomplet",
    Cause.EMPTY: "fichier vide",
    Cause.TOO_LARGE: "document trop volumineux ({detail})",
    Cause.SUSPICIOUS: "fichier anormal, écarté par sécurité ({detail})",
    Cause.NO_RIGHT: "accès refusé : vous n'avez pas le droit de lire ce fichier, ou il est ouvert ailleurs",
    Cause.BAD_NAME: "le nom du fichier contient des caractères illisibles : renommez-le",
    Cause.VANISHED: "fichier disparu pendant la lecture",
    Cause.NO_PAGE: "le document n'a pas de page {detail}",
    Cause.CHANGED: "fichier modifié pendant la lecture : il sera relu la prochaine fois",
    Cause.TOO_SLOW: "lecture abandonnée au bout de {detail}",
    Cause.TOO_HUNGRY: "lecture abandonnée : ce fichier demande trop de mémoire",
    Cause.READER_DIED: "lecture interrompue : le lecteur s'est arrêté sur ce fichier",
    Cause.RECOGNITION_DIED: "la reconnaissance du texte s'est arrêtée sur cette page",
    Cause.ROOT_MISSING: "dossier introuvable (disque ou clé débranchés ?) : ses documents déjà lus sont conservés",
    Cause.ROOT_EMPTY: "dossier vide (disque ou clé débranchés ?) : ses documents déjà lus sont conservés",
}


def french(cause: Cause, detail: str = "") -> str:
    """The words shown to a person; `detail` fills the blank of the causes that have one."""
    return _TEXTS[cause].format(detail=detail)
