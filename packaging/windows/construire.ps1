#Requires -Version 5.1
<#
.SYNOPSIS
  Construit l'installateur Windows de Secrétaire.

.DESCRIPTION
  Une commande, depuis une copie du projet :

      powershell -ExecutionPolicy Bypass -File packaging\windows\construire.ps1

  Elle vérifie ou demande tout ce qui entre dans la construction (entrees.json et les verrous : versions et
  empreintes), construit le moteur, l'application, puis l'installateur dans build\windows. Le compilateur de
  Microsoft est le seul outil à installer avant, une fois, avec des droits d'administrateur : la commande à
  taper est dite s'il manque.

.PARAMETER Entrees
  Dossier des fichiers déjà téléchargés (python, inno) ; ce qui n'y est pas est demandé à winget.

.PARAMETER Roues
  Dossier des paquets Python déjà téléchargés ; sans lui, pip les demande à l'index habituel.

.PARAMETER Signature
  Commande de signature, où $f est le fichier ; elle signe les programmes, puis l'installateur.

.PARAMETER ASec
  Vérifie les fichiers du projet et dit les étapes, sans rien installer ni construire.
#>
[CmdletBinding()]
param(
    [string]$Entrees = '',
    [string]$Roues = '',
    [string]$Signature = '',
    [switch]$ASec
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$Racine = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).Path
$Verrous = Join-Path $Racine 'packaging\verrous'
$Travail = Join-Path $Racine 'build\windows'
$Outils = Join-Path $Travail 'outils'
$Epoque = '1577836800'

function Stop-Construction([string]$Probleme, [string]$Remede) {
    throw "Construction arrêtée : $Probleme`n-> $Remede"
}

function Write-Etape([string]$Texte) {
    Write-Host "* $Texte"
}

function Invoke-Outil([string]$Outil, [string[]]$Arguments) {
    if ($ASec) {
        Write-Host "    $Outil $($Arguments -join ' ')"
        return
    }
    & $Outil @Arguments
    if ($LASTEXITCODE -ne 0) {
        Stop-Construction "$(Split-Path -Leaf $Outil) a échoué (code $LASTEXITCODE, détail ci-dessus)." 'Corriger la cause, puis relancer la même commande.'
    }
}

function Assert-Empreinte([string]$Fichier, [string]$Attendue) {
    $Trouvee = (Get-FileHash -Algorithm SHA256 -LiteralPath $Fichier).Hash
    if ($Trouvee -ne $Attendue) {
        Stop-Construction "$(Split-Path -Leaf $Fichier) n'est pas le fichier attendu ($Trouvee au lieu de $Attendue)." 'Effacer ce fichier et le reprendre à sa source.'
    }
}

# Le fichier d'une entrée, son empreinte vérifiée : dans le dossier donné, ou pris par winget.
function Get-Entree($Entree) {
    $Dossier = if ($Entrees) { (Resolve-Path $Entrees).Path } else { Join-Path $Travail 'entrees' }
    $Fichier = Join-Path $Dossier $Entree.fichier
    if ($ASec) {
        Write-Host "    $Fichier  sha256 $($Entree.sha256)"
        return $Fichier
    }
    if (-not (Test-Path -LiteralPath $Fichier)) {
        if ($Entrees) {
            Stop-Construction "$($Entree.fichier) n'est pas dans $Dossier." "Y poser la version $($Entree.version), ou relancer sans -Entrees."
        }
        $Recu = Join-Path $Travail "telecharge\$($Entree.winget)"
        Invoke-Outil 'winget' @('download', '--exact', '--id', $Entree.winget, '--version', $Entree.version, '--source', 'winget',
            '--architecture', $Entree.architecture, '--download-directory', $Recu,
            '--accept-package-agreements', '--accept-source-agreements')
        New-Item -ItemType Directory -Force -Path $Dossier | Out-Null
        $Installateur = Get-ChildItem -LiteralPath $Recu -Filter '*.exe' | Select-Object -First 1
        if ($null -eq $Installateur) {
            Stop-Construction "winget n'a pas apporté $($Entree.winget) $($Entree.version)." 'Télécharger ce fichier à la main et donner son dossier : -Entrees DOSSIER.'
        }
        Move-Item -LiteralPath $Installateur.FullName -Destination $Fichier
    }
    Assert-Empreinte $Fichier $Entree.sha256
    return $Fichier
}

# Le compilateur de Microsoft : signé par lui, installé une fois, hors de ce dossier.
function Assert-Compilateur($Entree) {
    $Chercheur = Join-Path ${env:ProgramFiles(x86)} 'Microsoft Visual Studio\Installer\vswhere.exe'
    $Trouve = ''
    if (Test-Path -LiteralPath $Chercheur) {
        $Trouve = & $Chercheur -products '*' -latest -version '[17.0,18.0)' -requires 'Microsoft.VisualStudio.Component.VC.Tools.x86.x64' -property installationVersion
    }
    if (-not $Trouve) {
        Stop-Construction 'le compilateur C++ de Microsoft manque.' ("Dans une invite d'administrateur, une fois : winget install --exact --id $($Entree.winget) " +
            "--version $($Entree.version) --override `"--passive --wait --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended`"")
    }
    if ([version]$Trouve -lt [version]'17.14') {
        Write-Warning "Compilateur $Trouve : la construction a été prévue avec $($Entree.version)."
    }
}

function Install-Python($Entree) {
    $Python = Join-Path $Outils 'python\python.exe'
    if (-not (Test-Path -LiteralPath $Python)) {
        $Installateur = Get-Entree $Entree
        Invoke-Attente $Installateur @('/quiet', 'InstallAllUsers=0', "TargetDir=$(Split-Path $Python)", 'Include_launcher=0',
            'AssociateFiles=0', 'Shortcuts=0', 'PrependPath=0', 'Include_doc=0', 'Include_test=0', 'Include_tcltk=0')
    }
    if (-not $ASec -and -not (Test-Path -LiteralPath $Python)) {
        Stop-Construction "Python $($Entree.version) ne s'est pas installé dans $Outils (il est sans doute déjà ailleurs sur ce poste)." 'Le désinstaller par les paramètres de Windows, puis relancer.'
    }
    return $Python
}

function Install-Inno($Entree) {
    $Compilateur = Join-Path $Outils 'inno\ISCC.exe'
    if (-not (Test-Path -LiteralPath $Compilateur)) {
        $Installateur = Get-Entree $Entree
        Invoke-Attente $Installateur @('/VERYSILENT', '/SUPPRESSMSGBOXES', '/NORESTART', '/CURRENTUSER', '/NOICONS', "/DIR=$(Split-Path $Compilateur)")
    }
    return $Compilateur
}

# Un programme d'installation rend la main tout de suite : attendre sa fin et lire son code.
function Invoke-Attente([string]$Programme, [string[]]$Arguments) {
    if ($ASec) {
        Write-Host "    $Programme $($Arguments -join ' ')"
        return
    }
    $Cites = $Arguments | ForEach-Object { if ($_ -match '\s') { '"' + $_ + '"' } else { $_ } }
    $Fin = Start-Process -FilePath $Programme -ArgumentList $Cites -Wait -PassThru
    if ($Fin.ExitCode -notin 0, 3010) {
        Stop-Construction "$(Split-Path -Leaf $Programme) a échoué (code $($Fin.ExitCode))." "Le lancer à la main pour lire sa raison."
    }
}

function Install-Paquets([string]$Python) {
    $Index = if ($Roues) { @('--no-index', '--find-links', (Resolve-Path $Roues).Path) } else { @() }
    foreach ($Verrou in @('verrous\construction.lock', 'verrous\application.lock', 'verrous\livraison.lock', 'windows\windows.lock')) {
        Invoke-Outil $Python (@('-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '--no-deps',
                '--only-binary', ':all:', '--no-binary', 'docopt', '--no-build-isolation') + $Index +
            @('-r', (Join-Path $Racine "packaging\$Verrou")))
    }
}

function Build-Moteur([string]$Python) {
    $Dossier = Join-Path $Travail 'roue'
    $Arguments = @((Join-Path $Racine 'packaging\moteur\construire.py'), '--vers', $Dossier, '--taches', "$([Environment]::ProcessorCount)")
    if ($Roues) {
        $Arguments += @('--sources', (Join-Path (Resolve-Path $Roues).Path (Get-NomDesSources)))
    }
    Invoke-Outil $Python $Arguments
    $Roue = if ($ASec) { 'llama_cpp_python.whl' } else { (Get-ChildItem -LiteralPath $Dossier -Filter 'llama_cpp_python-*.whl' | Select-Object -First 1).FullName }
    Invoke-Outil $Python @('-m', 'pip', 'install', '--quiet', '--no-deps', '--force-reinstall', $Roue)
    Invoke-Outil $Python @('-m', 'pip', 'install', '--quiet', '--no-deps', '--no-build-isolation', $Racine)
}

function Get-NomDesSources {
    $Ligne = Select-String -LiteralPath (Join-Path $Verrous 'moteur.lock') -Pattern '^llama-cpp-python==(\S+)'
    return "llama_cpp_python-$($Ligne.Matches[0].Groups[1].Value).tar.gz"
}

function Get-VersionDuProjet {
    $Ligne = Select-String -LiteralPath (Join-Path $Racine 'pyproject.toml') -Pattern '^version = "(\d+\.\d+\.\d+)"'
    return $Ligne.Matches[0].Groups[1].Value
}

function Build-Application([string]$Python) {
    $Dossier = Join-Path $Travail 'programme'
    Invoke-Outil $Python @('-m', 'PyInstaller', '--noconfirm', '--clean', '--distpath', $Dossier, '--workpath', (Join-Path $Travail 'pyinstaller'),
        (Join-Path $Racine 'packaging\paquet\secretaire.spec'))
    return Join-Path $Dossier 'secretaire'
}

# L'application empaquetée répond, et son moteur a trouvé la bibliothèque de ce processeur.
function Assert-Programme([string]$Programme) {
    $Console = Join-Path $Programme 'secretaire-console.exe'
    if ($ASec) {
        Write-Host "    $Console diagnostic --json"
        return
    }
    [Console]::OutputEncoding = [Text.Encoding]::UTF8
    $Etat = (& $Console diagnostic --json) -join "`n" | ConvertFrom-Json
    Write-Host "    version $($Etat.version) ; moteur : $($Etat.moteur)"
    if ($Etat.moteur -notmatch '^llama-cpp-python .*bibliothèque') {
        Stop-Construction "le moteur empaqueté ne démarre pas : $($Etat.moteur)." 'Relancer après avoir effacé build\windows\roue et build\windows\programme.'
    }
}

function Invoke-Signature([string]$Programme) {
    foreach ($Fichier in Get-ChildItem -LiteralPath $Programme -Filter '*.exe') {
        Invoke-Outil 'cmd' @('/c', $Signature.Replace('$f', "`"$($Fichier.FullName)`""))
    }
}

function Build-Installateur([string]$Inno, [string]$Programme, [string]$Version) {
    $Arguments = @('/Qp', "/DVersion=$Version", "/DProgramme=$Programme")
    $Icone = Join-Path $Racine 'resources\icons\secretaire.ico'
    if (Test-Path -LiteralPath $Icone) {
        $Arguments += "/DIcone=$Icone"
    }
    if ($Signature) {
        $Arguments += @('/DSignature=signature', "/Ssignature=$Signature")
    }
    Invoke-Outil $Inno ($Arguments + (Join-Path $PSScriptRoot 'secretaire.iss'))
    return Join-Path $Travail "secretaire-$Version-windows-x86_64.exe"
}

foreach ($Fichier in @('packaging\moteur\construire.py', 'packaging\paquet\secretaire.spec', 'packaging\verrous\application.lock',
        'packaging\verrous\construction.lock', 'packaging\verrous\livraison.lock', 'packaging\verrous\moteur.lock',
        'packaging\windows\windows.lock', 'packaging\windows\secretaire.iss')) {
    if (-not (Test-Path -LiteralPath (Join-Path $Racine $Fichier))) {
        Stop-Construction "il manque $Fichier." 'Reprendre une copie entière du projet.'
    }
}
$Liste = Get-Content -LiteralPath (Join-Path $PSScriptRoot 'entrees.json') -Raw -Encoding UTF8 | ConvertFrom-Json
$Version = Get-VersionDuProjet
# une construction dont les octets ne dépendent ni de l'heure ni du hasard
$env:SOURCE_DATE_EPOCH = $Epoque
$env:PYTHONHASHSEED = '0'
$env:PYTHONUTF8 = '1'

Write-Etape "Secrétaire $Version : vérification des outils"
if (-not $ASec) {
    Assert-Compilateur $Liste.compilateur
}
$Base = Install-Python $Liste.python
$Inno = Install-Inno $Liste.inno
Write-Etape 'Bibliothèques, versions et empreintes verrouillées'
$Env = Join-Path $Travail 'env'
Invoke-Outil $Base @('-m', 'venv', '--clear', $Env)
$Python = Join-Path $Env 'Scripts\python.exe'
Install-Paquets $Python
Write-Etape 'Moteur, pour tous les processeurs (20 minutes environ)'
Build-Moteur $Python
Write-Etape 'Application'
$Programme = Build-Application $Python
Assert-Programme $Programme
if ($Signature) {
    Invoke-Signature $Programme
}
Write-Etape 'Installateur'
$Fini = Build-Installateur $Inno $Programme $Version
if (-not $ASec) {
    Write-Host "$Fini`nsha256 $((Get-FileHash -Algorithm SHA256 -LiteralPath $Fini).Hash.ToLowerInvariant())"
}
