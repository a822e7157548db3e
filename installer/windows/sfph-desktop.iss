; Inno Setup 6: one setup.exe of dist\sfph-desktop, for one person, without an administrator. NEVER TRIED on Windows.
;   iscc /DVersion=0.1.0 installer\windows\sfph-desktop.iss
#ifndef Version
  #error Say which version: iscc /DVersion=0.1.0
#endif

[Setup]
AppId={{6E1F4B0A-5B0D-4D53-9C61-0E9B7B3B6A52}
AppName=SFPH Desktop
AppVersion={#Version}
PrivilegesRequired=lowest
; Offices are in {localappdata}\SFPH Desktop: the program is elsewhere, so that taking it away leaves them.
DefaultDirName={autopf}\SFPH Desktop
DisableProgramGroupPage=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
CloseApplications=yes
Compression=lzma2
SolidCompression=yes
OutputDir=..\..\dist
OutputBaseFilename=sfph-desktop-{#Version}-windows-setup
UninstallDisplayIcon={app}\sfph-desktop.exe

[InstallDelete]
; Nothing of an older version stays beside the newer one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\sfph-desktop\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\SFPH Desktop"; Filename: "{app}\sfph-desktop.exe"

[Run]
Filename: "{app}\sfph-desktop.exe"; Description: "Open SFPH Desktop"; Flags: nowait postinstall skipifsilent
