#!/bin/sh
# Essaie secretaire.iss sans Windows : compilation, installation silencieuse, mise à jour, désinstallation.
#
#   packaging/windows/essai_sous_wine.sh CHEMIN/ISCC.exe
#
# Demande wine (64 bits, et 32 bits pour Inno Setup), un écran (Xvfb suffit) et Inno Setup. Les programmes installés
# sont factices : c'est l'installateur qui est essayé, pas l'application.
set -eu
iscc=$1
kit=$(cd "$(dirname "$0")" && pwd)
travail=$(mktemp -d)
trap 'wineserver -k 2>/dev/null || true; rm -rf "$travail"' EXIT
export WINEPREFIX="$travail/wine" WINEDEBUG=-all
programmes="$WINEPREFIX/drive_c/Program Files/Secretaire"
poste="$WINEPREFIX/drive_c/ProgramData/Secretaire"
silence="/VERYSILENT /SUPPRESSMSGBOXES /NORESTART"

dire() { printf '• %s\n' "$1"; }
doit() { if ! test "$@"; then echo "ÉCHEC : test $*" >&2; exit 1; fi; }
dos() { winepath -w "$1"; }

wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null
mkdir -p "$travail/programme/_internal" "$travail/clé USB/modeles" "$travail/packaging/windows"
cp "$WINEPREFIX/drive_c/windows/system32/hostname.exe" "$travail/programme/secretaire.exe"
cp "$WINEPREFIX/drive_c/windows/system32/hostname.exe" "$travail/programme/secretaire-console.exe"
echo essai > "$travail/programme/_internal/accents é à.txt"
cp "$kit/secretaire.iss" "$travail/packaging/windows/"
echo GGUF > "$travail/clé USB/modeles/essai.gguf"
echo '[assistant]' > "$travail/clé USB/reglages.toml"

for version in 0.0.1 0.0.2; do
    dire "compilation de la version $version"
    (cd "$travail/packaging/windows" && wine "$iscc" /Qp "/DVersion=$version" "/DProgramme=$(dos "$travail/programme")" secretaire.iss >/dev/null)
    mv "$travail/build/windows/secretaire-$version-windows-x86_64.exe" "$travail/clé USB/"
done

dire "installation pour tous les comptes, sans question"
cd "$travail/clé USB"
# shellcheck disable=SC2086
wine secretaire-0.0.1-windows-x86_64.exe $silence /ALLUSERS
doit -f "$programmes/versions/0.0.1/_internal/accents é à.txt"
doit -f "$poste/reglages.toml"
doit -d "$poste/modeles"

dire "mise à jour, par-dessus une version apportée sur une clé"
mkdir -p "$programmes/versions/0.0.5"
echo '{}' > "$programmes/actuelle.json"
echo GGUF > "$poste/modeles/garde.gguf"
# shellcheck disable=SC2086
wine secretaire-0.0.2-windows-x86_64.exe $silence /ALLUSERS
doit -f "$programmes/versions/0.0.2/secretaire.exe"
doit ! -e "$programmes/versions/0.0.1"
doit ! -e "$programmes/versions/0.0.5"
doit ! -e "$programmes/actuelle.json"

dire "désinstallation"
# shellcheck disable=SC2086
wine "$programmes/unins000.exe" $silence
wineserver -w
doit ! -e "$programmes"
doit -f "$poste/modeles/garde.gguf"
doit -f "$poste/reglages.toml"
doit -z "$(find "$WINEPREFIX/drive_c" -name 'Secr*.lnk')"
dire "tout est conforme"
