"""What the model files, the settings of the machine and the updates may say, in French."""

from __future__ import annotations

from secretaire.desk.message import Text
from secretaire.errors import Code

MACHINE_TEXTS: dict[Code, Text] = {
    Code.MODEL_SOURCE_LOST: Text(
        "La copie de l'assistant s'est arrêtée à {fait} Mo sur {total} : « {fichier} » ne se lit plus",
        "rebranchez la clé ou le disque et relancez la même commande : la copie reprend là où elle s'est arrêtée",
    ),
    Code.MODEL_NO_ROOM: Text(
        "L'assistant ne tient pas dans « {dossier} » : {cause}",
        "libérez de la place sur ce disque, ou prenez le petit assistant, puis recommencez",
    ),
    Code.MODEL_IMPORT_UNDER_WAY: Text(
        "Un assistant est déjà en cours de copie dans « {dossier} »", "attendez qu'elle soit finie, puis recommencez"
    ),
    Code.MODEL_NOT_FOUND: Text(
        "Le fichier de l'assistant « {modele} » n'a été trouvé nulle part ({lieux})",
        "mettez « {fichier} » ({taille}) à la racine d'une clé USB, branchez-la, puis recommencez",
    ),
    Code.MODELS_FOLDER_PROTECTED: Text(
        "Le dossier « {dossier} » ne peut pas être modifié depuis ce compte",
        "relancez la commande en administrateur, ou sans --poste pour n'installer l'assistant que dans ce compte",
    ),
    Code.FIXED_BY_INSTALLER: Text(
        "« {option} » est fixé par votre installateur sur ce poste",
        "demandez-lui de changer le fichier « {fichier} »",
    ),
    Code.UPDATE_REFUSED: Text(
        "La mise à jour « {fichier} » a été refusée : {cause}",
        "rien n'a été installé ; copiez-la de nouveau depuis sa source, ou demandez-la à votre installateur",
    ),
    Code.UPDATE_NOT_NEWER: Text(
        "La mise à jour « {fichier} » est la version {version}, et ce poste a la version {actuelle}",
        "rien n'a été installé ; pour revenir à la version d'avant, tapez « secretaire maj revenir »",
    ),
    Code.UPDATE_TOO_FAR: Text(
        "La mise à jour « {fichier} » demande d'avoir d'abord la version {minimum}, et ce poste a la version {actuelle}",
        "installez d'abord une mise à jour intermédiaire ; rien n'a été modifié",
    ),
    Code.UPDATE_NOT_HERE: Text(
        "Cette installation de Secrétaire ne se met pas à jour elle-même : {cause}",
        "l'administrateur du poste tape « secretaire maj extraire FICHIER DOSSIER », puis installe le paquet vérifié",
    ),
    Code.UPDATE_UNDER_WAY: Text(
        "Une mise à jour est déjà en cours d'installation dans « {dossier} »", "attendez qu'elle finisse"
    ),
    Code.UPDATE_DOES_NOT_START: Text(
        "La version {version} a été essayée et ne démarre pas sur ce poste ({cause})",
        "elle a été retirée et la version actuelle reste en service ; montrez ce message à votre installateur",
    ),
    Code.UPDATE_NO_FORMER: Text(
        "Il n'y a pas de version précédente entière sur ce poste", "la version actuelle reste en service"
    ),
}
