"""What the machine, the workspace, its copies and its journal may say, in French."""

from __future__ import annotations

from secretaire.desk.message import Text
from secretaire.errors import Code

SPACE_TEXTS: dict[Code, Text] = {
    Code.NO_WORKSPACE: Text(
        "Aucun espace de commune n'est ouvert",
        "créez-en un avec « secretaire espace creer DOSSIER --commune NOM », ou indiquez --espace DOSSIER",
    ),
    Code.WORKSPACE_EXISTS: Text(
        "Le dossier « {dossier} » contient déjà un espace", "ouvrez-le avec --espace, ou choisissez un autre dossier"
    ),
    Code.WORKSPACE_NEWER: Text(
        "« {fichier} » a été enregistré par une version plus récente de Secrétaire",
        "installez la dernière version ; rien n'a été modifié",
    ),
    Code.WORKSPACE_DAMAGED: Text(
        "« {fichier} » est abîmé ou n'est pas un fichier de Secrétaire",
        "restaurez la dernière sauvegarde ; vos documents d'origine ne sont pas touchés",
    ),
    Code.WORKSPACE_LOCKED: Text(
        "« {fichier} » est occupé par un autre programme",
        "attendez que l'autre fenêtre ou commande de Secrétaire ait fini, puis recommencez",
    ),
    Code.WORKSPACE_MISSING: Text(
        "Le dossier « {dossier} » ne contient pas d'espace de commune",
        "vérifiez le dossier, et branchez la clé ou le disque s'il s'y trouve",
    ),
    Code.WORKSPACE_READONLY: Text(
        "« {fichier} » ne peut pas être enregistré : le dossier est absent ou protégé",
        "vérifiez vos droits sur le dossier, ou choisissez-en un autre",
    ),
    Code.WORKSPACE_ON_NETWORK: Text(
        "« {fichier} » est sur un disque du réseau, où les enregistrements ne sont pas sûrs",
        "placez l'espace sur le disque de cet ordinateur ou sur une clé, et copiez sur le réseau ses sauvegardes",
    ),
    Code.SPACE_OPEN_ELSEWHERE: Text(
        "L'espace du dossier « {dossier} » est déjà ouvert dans une autre fenêtre de Secrétaire, sur ce poste",
        "continuez dans cette fenêtre, ou fermez-la puis recommencez",
    ),
    Code.COPY_NOT_MADE: Text(
        "La sauvegarde « {fichier} » n'a pas été faite ({cause})",
        "vérifiez que la clé ou le disque est branché et qu'il y reste de la place ; vos projets et les sauvegardes"
        " d'avant sont intacts",
    ),
    Code.COPY_UNSOUND: Text(
        "La sauvegarde « {fichier} » a été relue et n'est pas fidèle ({cause}) : elle n'a pas été gardée",
        "recommencez, sur une autre clé si cela se reproduit, et vérifiez l'espace avec « secretaire verifier-espace »",
    ),
    Code.COPY_REFUSED: Text(
        "« {fichier} » n'a pas été restauré : {cause}", "choisissez une autre sauvegarde ; rien n'a été modifié"
    ),
    Code.VAULT_UNREADABLE: Text(
        "Le coffre « {fichier} » ne s'ouvre pas : la clé n'est pas la sienne, ou le fichier est abîmé ou modifié",
        "essayez avec la feuille de secours ; sinon reprenez une sauvegarde du coffre",
    ),
    Code.VAULT_NOT_CLOSED: Text(
        "Le coffre « {dossier} » n'a pas été fermé ({cause})",
        "votre travail reste sur ce poste, en clair et entier : faites de la place ou rebranchez le disque, puis fermez",
    ),
    Code.VAULT_TWO_STATES: Text(
        "Le travail laissé dans « {dossier} » ne vient pas du coffre « {fichier} » tel qu'il est aujourd'hui",
        "les deux sont gardés, rien n'a été choisi : le coffre a sans doute été ouvert ailleurs ; « secretaire coffre"
        " mettre-a-part DOSSIER » sort ce travail dans un dossier en clair, puis le coffre s'ouvre",
    ),
    Code.VAULT_STRANGER: Text(
        "Le fichier « {fichier} » n'est pas de l'espace : fermer le coffre l'effacerait",
        "rangez-le ailleurs, puis fermez le coffre",
    ),
    Code.VAULT_LOCKED: Text(
        "Le coffre de la commune {commune} s'ouvre avec sa phrase secrète",
        "donnez-la ; si elle est perdue, la feuille de secours, au coffre de la mairie, ouvre aussi",
    ),
    Code.VAULT_PASSPHRASE_WRONG: Text(
        "Ce n'est pas la phrase secrète de ce coffre",
        "donnez-la telle qu'elle a été choisie ; si elle est perdue, la feuille de secours ouvre aussi",
    ),
    Code.VAULT_KEY_AWAY: Text(
        "La clé du coffre « {dossier} » n'est pas dans le trousseau de cette session",
        "ouvrez-le sur le poste et dans la session où il a été fait, ou avec la feuille de secours",
    ),
    Code.VAULT_KEY_MISTYPED: Text(
        "Ce n'est pas la clé de secours de ce coffre, ou elle n'est pas bien recopiée",
        "reprenez-la de la feuille, groupe par groupe, et vérifiez que la feuille est celle de ce coffre",
    ),
    Code.VAULT_GROUPS_MISTYPED: Text(
        "La clé de secours n'est pas bien recopiée : voyez le ou les groupes {groupes}",
        "comparez-les à la feuille, signe par signe ; le dernier signe de chaque groupe le contrôle",
    ),
    Code.VAULT_SHEET_NOT_PROVEN: Text(
        "Les groupes recopiés ne sont pas ceux de la feuille de secours : rien n'a été mis en coffre",
        "imprimez la feuille, lisez-y les groupes demandés, puis recommencez ; votre espace est intact",
    ),
    Code.VAULT_EXISTS: Text(
        "« {dossier} » est déjà un coffre", "ouvrez-le, ou choisissez un autre dossier ; rien n'a été modifié"
    ),
    Code.VAULT_MISSING: Text("« {dossier} » n'est pas un coffre", "vérifiez le dossier ; rien n'a été modifié"),
    Code.VAULT_CLEAR_CHANGED: Text(
        "L'ancien dossier en clair « {dossier} » n'est plus tel qu'il était quand le coffre a été fait",
        "regardez ce qui y a été écrit depuis avant de l'effacer vous-même ; rien n'a été modifié",
    ),
    Code.COPY_INSIDE: Text(
        "Le dossier « {dossier} » est dans l'espace lui-même : ses sauvegardes se perdraient avec lui",
        "choisissez une clé, un autre disque, ou un autre dossier",
    ),
    Code.RESTORE_TAKEN: Text(
        "Le dossier « {dossier} » contient déjà autre chose qu'un espace de commune",
        "choisissez un dossier vide ou nouveau ; rien n'a été modifié",
    ),
    Code.RESTORE_OTHER_COMMUNE: Text(
        "Cette sauvegarde est celle d'un autre espace (« {commune} ») que celui du dossier « {dossier} »",
        "restaurez-la dans un autre dossier ; rien n'a été modifié",
    ),
    Code.DISK_FULL: Text(
        "Le disque est plein : « {fichier} » n'a pas pu être enregistré",
        "libérez de la place puis recommencez ; ce qui était enregistré est intact",
    ),
    Code.DISK_FAULT: Text(
        "Le disque n'a pas répondu pendant la lecture ou l'enregistrement de « {fichier} »",
        "vérifiez que la clé ou le disque est bien branché, puis recommencez",
    ),
    Code.INDEX_NOT_PRIVATE: Text(
        "Le dossier de recherche « {dossier} » ne peut pas être réservé à votre compte : d'autres pourraient y écrire",
        "placez l'espace dans vos documents, sur le disque de ce poste",
    ),
    Code.NO_KEYRING: Text(
        "Le trousseau de clés de la session est absent ou fermé ({cause})",
        "ouvrez la session avec son mot de passe, ou demandez à votre installateur d'activer le trousseau",
    ),
    Code.PASSPHRASE_SHORT: Text(
        "Cette phrase secrète est trop courte", "prenez au moins {signes} signes, par exemple quatre mots au hasard"
    ),
    Code.PASSPHRASE_WRONG: Text(
        "Ce n'est pas la phrase secrète de cet espace",
        "donnez-la de nouveau, telle qu'elle a été choisie ; sans elle, ni nouveau projet ni décision ne s'enregistre",
    ),
    Code.JOURNAL_LOCKED: Text(
        "Ni nouveau projet ni décision ne s'enregistre : le journal des décisions est fermé par une phrase secrète",
        "donnez-la dans Réglages, « Preuves et données » ; dans un terminal, chaque commande la demande",
    ),
    Code.JOURNAL_KEY_AWAY: Text(
        "La clé du journal n'est pas sur ce poste : elle ne peut pas être mise sous une phrase secrète",
        "faites-le sur le poste et dans la session où le journal a été tenu",
    ),
    Code.OFFLINE_RUN_FAILED: Text(
        "L'essai hors ligne n'est pas allé à son terme ({cause})",
        "recommencez ; si cela se répète, montrez l'état de ce poste à votre installateur",
    ),
    Code.NOT_ERASABLE: Text(
        "L'acte « {acte} » ne peut pas être effacé : ce n'est pas un projet refusé, ou il est parti dans un parapheur",
        "un acte pris est une archive publique (code du patrimoine, art. L. 211-1 et suivants)",
    ),
    Code.ERASED: Text(
        "Le texte de la proposition {proposition} a été effacé",
        "il n'y a plus rien à rejouer ; sa décision reste au journal",
    ),
    Code.NO_RETURN: Text(
        "Le journal contient toutes les lignes que ce poste a connues", "il n'y a aucun retour en arrière à noter"
    ),
    Code.WRONG_HEAD: Text(
        "« {empreinte} » n'est pas une empreinte du journal",
        "recopiez-la de la fiche de contrôle : au moins 16 signes, chiffres et lettres de a à f",
    ),
}
