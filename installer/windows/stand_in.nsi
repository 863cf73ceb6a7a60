; Stands in for the program where it cannot be built: a window that stays until it is closed. Started
; with a file it writes the file's name to opened.txt beside itself and ends.
!ifdef TARGET
  Target ${TARGET}
!endif
Unicode true
!include FileFunc.nsh
Name "Lärcentrum"
OutFile "${OUT}"
Icon "${ICON}"
RequestExecutionLevel user
Page directory
Page instfiles
Function .onInit
  ${GetParameters} $0
  StrCmp $0 "" +5
  FileOpen $1 "$EXEDIR\opened.txt" w
  FileWriteUTF16LE $1 $0
  FileClose $1
  Quit
FunctionEnd
Section
SectionEnd
