; The installer for Windows, made by installer/for_windows.py with makensis (NSIS 3).
; SCOPE=user: for one person, without an administrator's rights. SCOPE=machine: for everybody, by IT.
;
; Silent:  /S  [/CLOSE]  [/D=C:\place, last and without quotes]
; /CLOSE asks an open program to close, as its own cross does, and waits for it for half a minute.
; Exit codes: 0 done, 1 cancelled, 2 failed and what was there is there still, 1618 the program is
; open (Intune and Configuration Manager try such an installation again by themselves).
;
; No register is ever touched: only what this script has put there is replaced or removed.

!ifdef TARGET
  Target ${TARGET}
!endif
Unicode true
ManifestDPIAware true
SetCompressor /SOLID lzma
; A file that cannot be written ends the installation; the usual is to go on without it when silent.
AllowSkipFiles off
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define NAME "Lärcentrum"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Larcentrum"
!define PROGRAM "larcentrum-gui.exe"
!define COMMANDS "larcentrum.exe"
!define BEFORE "$INSTDIR\.before"
!define IS_OPEN 1618

Name "${NAME}"
OutFile "${OUT}"
!if ${SCOPE} == machine
  RequestExecutionLevel admin
  !define PLACE "$PROGRAMFILES64\${NAME}"
  !define CONTEXT all
  !define FOR_WHOM "Programmet installeras för alla som använder datorn."
!else
  RequestExecutionLevel user
  !define PLACE "$LOCALAPPDATA\Programs\${NAME}"
  !define CONTEXT current
  !define FOR_WHOM "Programmet installeras för dig. Inga administratörsrättigheter behövs."
!endif

VIProductVersion "${VERSION4}"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Installerar ${NAME}"
VIAddVersionKey CompanyName "${NAME}"
VIAddVersionKey LegalCopyright "EUPL-1.2"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEPAGE_TITLE "${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "${FOR_WHOM}$\r$\n$\r$\nFinns en äldre version byts den ut. Register och säkerhetskopior rörs inte."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_NOAUTOCLOSE
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE Swedish

Var Waited

; An open program cannot be written to. $0: 1 when it is open.
!macro LOOK
  StrCpy $0 0
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${COMMANDS}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${COMMANDS}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
!macroend

!macro CLOSED un
; Asks the program to close, as its own cross does: it saves, or asks about what is not saved.
Function ${un}AskToClose
  nsExec::Exec 'taskkill /IM ${PROGRAM}'
  Pop $1
  StrCpy $Waited 0
  ${Do}
    Sleep 500
    IntOp $Waited $Waited + 1
    !insertmacro LOOK
    ${If} $Waited >= 60
      ${ExitDo}
    ${EndIf}
  ${LoopUntil} $0 == 0
FunctionEnd

; Goes on only when the program is not open; nothing is changed until then.
Function ${un}BeClosed
  !insertmacro LOOK
  ${If} $0 == 0
    Return
  ${EndIf}
  ${If} ${Silent}
    ${GetParameters} $2
    ClearErrors
    ${GetOptions} $2 "/CLOSE" $1
    ${IfNot} ${Errors}
      Call ${un}AskToClose
    ${EndIf}
    ${If} $0 == 1
      SetErrorLevel ${IS_OPEN}
      Quit
    ${EndIf}
    Return
  ${EndIf}
  ${Do}
    MessageBox MB_OKCANCEL|MB_ICONEXCLAMATION "Lärcentrum är öppet.$\r$\n$\r$\nInget är ändrat ännu. Välj OK så stängs programmet; det frågar först om något inte är sparat." IDOK close
    SetErrorLevel ${IS_OPEN}
    Quit
    close:
    Call ${un}AskToClose
  ${LoopUntil} $0 == 0
FunctionEnd
!macroend
!insertmacro CLOSED ""
!insertmacro CLOSED "un."

!macro SCOPE
  SetRegView 64
  SetShellVarContext ${CONTEXT}
!macroend

Function .onInit
  !insertmacro SCOPE
  ; Without /D: where it was installed before, else the usual place.
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${UNINSTALL}" InstallLocation
    ${If} $INSTDIR == ""
      StrCpy $INSTDIR "${PLACE}"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function un.onInit
  !insertmacro SCOPE
FunctionEnd

; Puts the version from before in place of one that was broken off.
Function PutBack
  ${If} ${FileExists} "${BEFORE}\*.*"
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\${PROGRAM}"
    Delete "$INSTDIR\${COMMANDS}"
    Rename "${BEFORE}\_internal" "$INSTDIR\_internal"
    Rename "${BEFORE}\${PROGRAM}" "$INSTDIR\${PROGRAM}"
    Rename "${BEFORE}\${COMMANDS}" "$INSTDIR\${COMMANDS}"
    RMDir "${BEFORE}"
  ${EndIf}
FunctionEnd

Function .onInstFailed
  Call PutBack
  SetErrorLevel 2
FunctionEnd

Section
  Call BeClosed
  Call PutBack
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    CreateDirectory "${BEFORE}"
    ClearErrors
    Rename "$INSTDIR\_internal" "${BEFORE}\_internal"
    Rename "$INSTDIR\${PROGRAM}" "${BEFORE}\${PROGRAM}"
    Rename "$INSTDIR\${COMMANDS}" "${BEFORE}\${COMMANDS}"
    ${If} ${Errors}
      Abort "Den äldre versionen kan inte bytas ut. Starta om datorn och försök igen."
    ${EndIf}
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  RMDir /r "${BEFORE}"
  WriteUninstaller "$INSTDIR\avinstallera.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "" "" "" "" "Boka tentamen, skriv ut intyg och skicka månadsfilen"

  WriteRegStr SHCTX "Software\Classes\Larcentrum.lcsync" "" "Månadsfil från ett lärcentrum"
  WriteRegStr SHCTX "Software\Classes\Larcentrum.kvittens" "" "Kvittens på en månadsfil"
  !macro TYPE name
    WriteRegStr SHCTX "Software\Classes\.${name}" "" "Larcentrum.${name}"
    WriteRegStr SHCTX "Software\Classes\Larcentrum.${name}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
    WriteRegStr SHCTX "Software\Classes\Larcentrum.${name}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  !macroend
  !insertmacro TYPE lcsync
  !insertmacro TYPE kvittens

  WriteRegStr SHCTX "${UNINSTALL}" DisplayName "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" DisplayVersion "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" DisplayIcon "$INSTDIR\${PROGRAM}"
  WriteRegStr SHCTX "${UNINSTALL}" Publisher "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" InstallLocation "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" UninstallString '"$INSTDIR\avinstallera.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" QuietUninstallString '"$INSTDIR\avinstallera.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" EstimatedSize ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL}" NoModify 1
  WriteRegDWORD SHCTX "${UNINSTALL}" NoRepair 1
  ${RefreshShellIcons}
SectionEnd

Section Uninstall
  Call un.BeClosed
  ; Each thing by its name: what somebody else has put in the folder stays.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "${BEFORE}"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${COMMANDS}"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\CHANGELOG.md"
  Delete "$INSTDIR\avinstallera.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"

  !macro NO_TYPE name
    ReadRegStr $0 SHCTX "Software\Classes\.${name}" ""
    ${If} $0 == "Larcentrum.${name}"
      DeleteRegKey SHCTX "Software\Classes\.${name}"
    ${EndIf}
    DeleteRegKey SHCTX "Software\Classes\Larcentrum.${name}"
  !macroend
  !insertmacro NO_TYPE lcsync
  !insertmacro NO_TYPE kvittens
  DeleteRegKey SHCTX "${UNINSTALL}"
  ${RefreshShellIcons}
SectionEnd
