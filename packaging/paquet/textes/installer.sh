#!/bin/sh
# Installe Secrétaire @VERSION@ pour ce seul compte, sans administrateur ; « --retirer » l'enlève et laisse les données.
set -eu

donnees="${XDG_DATA_HOME:-$HOME/.local/share}"
maison="$donnees/secretaire-programme"
version="$maison/versions/@VERSION@"
menu="$donnees/applications/secretaire.desktop"
icone="$donnees/icons/hicolor/scalable/apps/secretaire.svg"
commandes="$HOME/.local/bin"

if [ "${1:-}" = "--retirer" ]; then
    rm -rf "$maison" "$menu" "$icone"
    for nom in secretaire secretaire-console; do
        if [ -L "$commandes/$nom" ]; then rm "$commandes/$nom"; fi
    done
    echo "Secrétaire est retiré. Les communes et leurs actes sont restés là où ils étaient."
    exit 0
fi

if [ -d "$version" ]; then
    echo "Secrétaire @VERSION@ est déjà installé dans $version." >&2
    echo "Pour le réinstaller, retirez-le d'abord : sh FICHIER.run -- --retirer" >&2
    exit 1
fi

# à côté, puis d'un seul coup : une coupure ne laisse pas une moitié de programme
mkdir -p "$maison/versions" "$commandes" "$(dirname "$menu")" "$(dirname "$icone")"
rm -rf "$maison/versions/.arrivee"
cp -a programme "$maison/versions/.arrivee"
mv "$maison/versions/.arrivee" "$version"
rm -f "$maison/actuelle.json"
for nom in secretaire secretaire-console; do
    ln -sfn "$version/$nom" "$commandes/$nom"
done
# entre guillemets : le nom du compte peut avoir une espace
sed "s|^Exec=.*|Exec=\"$version/secretaire\"|" usr/share/applications/secretaire.desktop > "$menu"
cp usr/share/icons/hicolor/scalable/apps/secretaire.svg "$icone"
echo "Secrétaire @VERSION@ est installé pour ce compte : il est dans le menu des applications."
echo "En ligne de commande : $commandes/secretaire"
