#!/bin/sh
# Pose Secrétaire sur ce poste, tout entier depuis cette clé, sans connexion :   sudo sh poser.sh
# À côté de ce fichier : secretaire_X.Y.Z_amd64.deb ; facultatifs : reglages.toml, l'assistant (.gguf).
# Relancer ne refait que ce qui manque. La fiche du poste est écrite dans fiches/, sur la clé.
set -eu
cle=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
dossier_du_poste=${SECRETAIRE_POSTE:-/etc/secretaire}

dire() { printf '• %s\n' "$*"; }
arreter() { printf 'Arrêt : %s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || arreter "relancez avec « sudo sh poser.sh »"

paquet=$(find "$cle" -maxdepth 1 -name 'secretaire_*_amd64.deb' | sort -V | tail -n 1)
[ -n "$paquet" ] || arreter "aucun paquet secretaire_X.Y.Z_amd64.deb à côté de ce fichier"
dire "paquet $(basename "$paquet")"
dpkg -i "$paquet" || arreter "le paquet n'a pas été posé ; la ligne ci-dessus dit ce qui lui manque"

if [ -f "$cle/reglages.toml" ]; then
    secretaire reglages verifier "$cle/reglages.toml" || arreter "reglages.toml est faux : rien n'en a été posé"
    install -D -m 644 "$cle/reglages.toml" "$dossier_du_poste/reglages.toml"
    dire "réglages posés dans $dossier_du_poste/reglages.toml"
fi

if [ -n "$(find "$cle" -maxdepth 2 -name '*.gguf' | head -n 1)" ]; then
    dire "assistant : copie puis vérification (quelques minutes sur une clé USB 2)"
    secretaire modele installer "$cle" --poste || arreter "l'assistant n'a pas été installé ; relancez, la copie reprendra"
    secretaire modele verifier || arreter "l'assistant installé n'est pas intact"
fi

mkdir -p "$cle/fiches"
fiche="$cle/fiches/$(uname -n)-$(date +%Y-%m-%d).txt"
secretaire diagnostic --sortie "$fiche" > /dev/null
dire "fiche écrite : $fiche"
dire "poste prêt"
