@echo off
rem Pose Secretaire sur ce poste, tout entier depuis cette cle, sans connexion : clic droit, « Executer en tant qu'administrateur ».
rem A cote de ce fichier : Secretaire-X.Y.Z-installation.exe ; facultatifs : reglages.toml, l'assistant (.gguf).
setlocal
chcp 65001 > nul
set "CLE=%~dp0"
set "CLE=%CLE:~0,-1%"
set "INSTALLEUR="
for /f "delims=" %%F in ('dir /b /on "%CLE%\Secretaire-*-installation.exe" 2^>nul') do set "INSTALLEUR=%CLE%\%%F"
if not defined INSTALLEUR echo Arret : aucun Secretaire-X.Y.Z-installation.exe sur la cle.& exit /b 1
net session > nul 2>&1 || (echo Arret : relancez en tant qu'administrateur.& exit /b 1)

"%INSTALLEUR%" /ALLUSERS /VERYSILENT /SUPPRESSMSGBOXES /NORESTART
if errorlevel 1 echo Arret : l'installeur a echoue.& exit /b 1
set "CONSOLE="
for /f "delims=" %%F in ('dir /s /b "%ProgramFiles%\Secretaire\versions\secretaire-console.exe" 2^>nul') do set "CONSOLE=%%F"
if not defined CONSOLE echo Arret : secretaire-console.exe est introuvable.& exit /b 1

if exist "%CLE%\reglages.toml" (
    "%CONSOLE%" reglages verifier "%CLE%\reglages.toml" || (echo Arret : reglages.toml est faux.& exit /b 1)
    if not exist "%ProgramData%\Secretaire" mkdir "%ProgramData%\Secretaire"
    copy /y "%CLE%\reglages.toml" "%ProgramData%\Secretaire\reglages.toml" > nul
)
dir /s /b "%CLE%\*.gguf" > nul 2>&1 && (
    "%CONSOLE%" modele installer "%CLE%" --poste || (echo Arret : l'assistant n'a pas ete installe.& exit /b 1)
    "%CONSOLE%" modele verifier || (echo Arret : l'assistant n'est pas intact.& exit /b 1)
)
if not exist "%CLE%\fiches" mkdir "%CLE%\fiches"
"%CONSOLE%" diagnostic --sortie "%CLE%\fiches\%COMPUTERNAME%.txt" > nul
echo Poste pret. Fiche : %CLE%\fiches\%COMPUTERNAME%.txt
