"""What goes out to the prefecture and to open data: error code → what happened, and what to do next."""

from __future__ import annotations

from secretaire.desk.message import Text
from secretaire.errors import Code

SENDING_TEXTS: dict[Code, Text] = {
    Code.SIRET_WRONG: Text(
        "« {siret} » n'est pas le SIRET de la mairie : quatorze chiffres, qui commencent par le SIREN {siren} et dont la clé"
        " est juste",
        "recopiez-le de l'avis de situation de l'INSEE ou d'une facture de la commune",
    ),
    Code.SIRET_MISSING: Text(
        "Le SIRET de la mairie n'est pas connu, et il ne se déduit pas du SIREN",
        "écrivez-le dans Réglages, « La commune », puis recommencez",
    ),
    Code.PREFECTURE_WRONG: Text(
        "« {prefecture} » n'est pas un code de préfecture",
        "écrivez PREF suivi du département sur trois caractères (PREF061), ou SPREF et le numéro de l'arrondissement"
        " (SPREF0612)",
    ),
    Code.ADDRESS_WRONG: Text(
        "« {adresse} » ne dit pas où chaque délibération est en ligne",
        "écrivez une adresse entière qui contient {{numero}}, par exemple https://www.commune.fr/deliberations/{{numero}}.pdf",
    ),
    Code.SIREN_MISSING: Text(
        "Le SIREN de la commune n'est pas connu : l'identifiant des actes ne peut pas être écrit",
        "recréez l'espace avec le code INSEE de la commune, puis restaurez-y sa sauvegarde",
    ),
    Code.CLASSIFICATION_REFUSED: Text(
        "« {fichier} » n'est pas la classification de la préfecture ({cause})",
        "demandez à votre opérateur de transmission le fichier RetourClassification de votre préfecture, au format XML",
    ),
    Code.PIECE_TYPE_WRONG: Text(
        "Le type de pièce « {piece} » n'est pas dans la classification de votre préfecture pour cette nature d'acte",
        "choisissez parmi : {choix}",
    ),
    Code.SENT_WHEN: Text(
        "Le {le} ne peut pas être le jour de réception de l'acte {acte}, {date}",
        "vérifiez la date de l'accusé de réception",
    ),
    Code.NOT_TO_SEND: Text(
        "L'acte {acte} n'a pas à être transmis au préfet (CGCT, L. 2131-3)",
        "il est exécutoire dès qu'il est publié ou notifié",
    ),
}
