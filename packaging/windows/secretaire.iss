; Installateur Windows de Secrétaire, compilé par construire.ps1 (Inno Setup, version dans entrees.json).
;
; Par défaut : pour le compte qui l'ouvre, sans droit d'administrateur. Pour tous les comptes : /ALLUSERS.
; Sans question : /VERYSILENT /SUPPRESSMSGBOXES /NORESTART. À côté de l'installateur peuvent être posés :
;   modeles\*.gguf    l'assistant de rédaction, copié et vérifié à la fin (composant « assistant »)
;   reglages.toml     les réglages du poste, avec /ALLUSERS seulement
; La désinstallation laisse les actes, les réglages et l'assistant.

#ifndef Version
  #error Donner la version : ISCC /DVersion=X.Y.Z
#endif
#ifndef Programme
  #error Donner le dossier fait par PyInstaller : ISCC /DProgramme=DOSSIER
#endif
#define Dossier "{app}\versions\" + Version

[Setup]
AppId={{6E1B4C0D-2B7F-4B57-9E55-5B0C1E0A7D21}
AppName=Secrétaire
AppVersion={#Version}
AppVerName=Secrétaire {#Version}
AppPublisher=Secrétaire
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Secretaire
DefaultGroupName=Secrétaire
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
DisableProgramGroupPage=yes
DisableDirPage=auto
DisableReadyPage=no
ShowLanguageDialog=no
WizardStyle=modern
SetupLogging=yes
CloseApplications=yes
RestartApplications=no
UninstallDisplayName=Secrétaire
UninstallDisplayIcon={#Dossier}\secretaire.exe
Compression=lzma2/max
SolidCompression=yes
OutputDir=..\..\build\windows
OutputBaseFilename=secretaire-{#Version}-windows-x86_64
#ifdef Icone
SetupIconFile={#Icone}
#endif
#ifdef Signature
SignTool={#Signature}
SignedUninstaller=yes
#endif

[Languages]
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[CustomMessages]
fr.Application=Secrétaire
fr.Assistant=Assistant de rédaction (1,1 Go, le fichier posé à côté de l'installateur)
fr.Complete=Installation complète
fr.Choix=Choisir ce qui est installé
fr.Bureau=Un raccourci sur le bureau
fr.Commandes=Commandes de Secrétaire
fr.Installe=Installation de l'assistant, quelques minutes…
fr.SansAssistant=Secrétaire est installé, mais son assistant n'a pas pu l'être. Tout le reste fonctionne sans lui ; il s'installe plus tard depuis Secrétaire, dans Réglages, Assistant.
fr.Protege=Protection du dossier commun à tous les comptes…
fr.Ouvrir=Ouvrir Secrétaire

[Types]
Name: "complete"; Description: "{cm:Complete}"
Name: "choix"; Description: "{cm:Choix}"; Flags: iscustom

[Components]
Name: "application"; Description: "{cm:Application}"; Types: complete choix; Flags: fixed
Name: "assistant"; Description: "{cm:Assistant}"; Types: complete; Check: ModelBeside

[Tasks]
Name: "bureau"; Description: "{cm:Bureau}"

[InstallDelete]
; la version posée par cet installateur est celle qui s'ouvre, pas celle d'une mise à jour passée
Type: files; Name: "{app}\actuelle.json"
Type: filesandordirs; Name: "{app}\versions\*"

[Files]
Source: "{#Programme}\*"; DestDir: "{#Dossier}"; Flags: ignoreversion recursesubdirs createallsubdirs; Components: application
Source: "{src}\reglages.toml"; DestDir: "{commonappdata}\Secretaire"; Flags: external skipifsourcedoesntexist uninsneveruninstall; Check: IsAdminInstallMode

[Dirs]
Name: "{commonappdata}\Secretaire\modeles"; Flags: uninsneveruninstall; Check: IsAdminInstallMode

[Icons]
Name: "{group}\Secrétaire"; Filename: "{#Dossier}\secretaire.exe"; WorkingDir: "{#Dossier}"
Name: "{group}\{cm:Commandes}"; Filename: "{cmd}"; Parameters: "/K ""doskey secretaire=""{#Dossier}\secretaire-console.exe"" $*"""; WorkingDir: "{userdocs}"
Name: "{autodesktop}\Secrétaire"; Filename: "{#Dossier}\secretaire.exe"; WorkingDir: "{#Dossier}"; Tasks: bureau

[Run]
; lisible par tous, modifiable par l'administrateur seul (S-1-5-18 système, S-1-5-32-544 administrateurs, S-1-5-32-545 utilisateurs)
Filename: "{sys}\icacls.exe"; Parameters: """{commonappdata}\Secretaire"" /inheritance:r /grant *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX /T /Q"; Flags: runhidden; StatusMsg: "{cm:Protege}"; Check: IsAdminInstallMode
Filename: "{#Dossier}\secretaire.exe"; Description: "{cm:Ouvrir}"; Flags: nowait postinstall skipifsilent

[UninstallDelete]
; les versions apportées par une mise à jour ; jamais les actes, les réglages ni l'assistant
Type: filesandordirs; Name: "{app}\versions"
Type: files; Name: "{app}\actuelle.json"
Type: dirifempty; Name: "{app}"

[Code]
function ModelBeside: Boolean;
var
  Found: TFindRec;
begin
  Result := FindFirst(ExpandConstant('{src}\modeles\*.gguf'), Found) or FindFirst(ExpandConstant('{src}\*.gguf'), Found);
  if Result then
    FindClose(Found);
end;

{ le fichier est copié et son empreinte comparée par l'application elle-même ; « \. » : un dossier finissant par
  une barre, comme « E:\ », mangerait le guillemet qui le suit }
procedure CurStepChanged(Step: TSetupStep);
var
  Code: Integer;
  Arguments: String;
begin
  if (Step <> ssPostInstall) or not WizardIsComponentSelected('assistant') then
    Exit;
  WizardForm.StatusLabel.Caption := CustomMessage('Installe');
  Arguments := 'modele installer "' + AddBackslash(ExpandConstant('{src}')) + '."';
  if IsAdminInstallMode then
    Arguments := Arguments + ' --poste';
  if not Exec(ExpandConstant('{#Dossier}\secretaire-console.exe'), Arguments, '', SW_HIDE, ewWaitUntilTerminated, Code) or (Code <> 0) then
  begin
    Log('modele installer : ' + IntToStr(Code));
    SuppressibleMsgBox(CustomMessage('SansAssistant'), mbError, MB_OK, IDOK);
  end;
end;
