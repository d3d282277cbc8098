; The installer for Windows: for one user, without an administrator.
;
; makensis -DVERSION=1.2.3 -DSOURCE=dist\zeelandnet-desktop -DICON=x.ico -DSIDE=x.bmp
;     -DOUTPUT=setup.exe installer.nsi
; Silent: setup.exe /S [/D=C:\folder], and uninstall.exe /S, which leaves what the user made.

!ifdef TARGET
    Target ${TARGET} ; another than that of makensis itself, which runs on every Windows
!endif
Unicode true
ManifestDPIAware true
SetCompressor /SOLID lzma
SetCompressorDictSize 64 ; in MB: alike parts of Qt and its bindings are further apart than the usual 8
RequestExecutionLevel user

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "Win\COM.nsh"
!include "Win\Propkey.nsh"

!define NAME "ZeelandNet Desktop"
!define PROGRAM "zeelandnet-desktop.exe"
!define APPLICATION_ID "nl.zeelandnet.Desktop"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APPLICATION_ID}"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define PROFILE "$LOCALAPPDATA\ZeelandNet\ZeelandNetDesktop"
!define SETTINGS "Software\ZeelandNet\ZeelandNetDesktop"
!define WINGET_MARK "winget.txt" ; see desktop/services/install_channel.py
!define WAIT_STEPS 40 ; of a quarter of a second

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=1043 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1043 "FileDescription" "${NAME} installeren"
VIAddVersionKey /LANG=1043 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1043 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1043 "CompanyName" "ZeelandNet"
VIAddVersionKey /LANG=1043 "LegalCopyright" "MIT-licentie"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_NOAUTOCLOSE

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Dutch"
!insertmacro MUI_LANGUAGE "English"

LangString STILL_RUNNING ${LANG_DUTCH} "${NAME} is nog bezig. Kies OK om het af te sluiten; wat je bewaart, blijft bewaard."
LangString STILL_RUNNING ${LANG_ENGLISH} "${NAME} is running. Choose OK to close it; what you keep stays kept."
LangString WILL_NOT_END ${LANG_DUTCH} "${NAME} sluit niet af. Sluit het zelf en probeer het opnieuw."
LangString WILL_NOT_END ${LANG_ENGLISH} "${NAME} does not close. Close it yourself and try again."
LangString ASK_PROFILE ${LANG_DUTCH} "Ook verwijderen wat je bewaarde, je instellingen en het opgehaalde nieuws? Dat is niet terug te draaien."
LangString ASK_PROFILE ${LANG_ENGLISH} "Also remove what you kept, your settings and the news that was fetched? This cannot be undone."

; A file that runs cannot be opened for writing: $0 is then "running", else "".
!macro LOOK_WHETHER_IT_RUNS
    StrCpy $0 ""
    ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
        ClearErrors
        FileOpen $1 "$INSTDIR\${PROGRAM}" a
        ${If} ${Errors}
            StrCpy $0 "running"
        ${Else}
            FileClose $1
        ${EndIf}
    ${EndIf}
!macroend

; The program of this user. The taskkill of Wine, which only a tested installer meets, has no filter.
!macro TASKKILL FLAGS
    nsExec::Exec 'taskkill ${FLAGS} /IM ${PROGRAM} /FI "USERNAME eq $3"'
    Pop $1
    !ifdef TARGET
        ${If} $1 <> 0
            nsExec::Exec 'taskkill ${FLAGS} /IM ${PROGRAM}'
            Pop $1
        ${EndIf}
    !endif
!macroend

; Asks the program to end as the cross of its window does, and ends it if it stays: it may live on in
; the tray, and its files survive a power cut.
!macro END_THE_PROGRAM
    !insertmacro LOOK_WHETHER_IT_RUNS
    ${If} $0 == "running"
        ${IfNot} ${Silent}
        ${AndIf} ${Cmd} 'MessageBox MB_OKCANCEL|MB_ICONINFORMATION "$(STILL_RUNNING)" /SD IDOK IDCANCEL'
            Abort
        ${EndIf}
        ExpandEnvStrings $3 "%USERNAME%"
        !insertmacro TASKKILL ""
        StrCpy $2 0
        ${Do}
            Sleep 250
            IntOp $2 $2 + 1
            ${If} $2 = 12
                !insertmacro TASKKILL "/F"
            ${EndIf}
            !insertmacro LOOK_WHETHER_IT_RUNS
            ${If} $0 == ""
                ${ExitDo}
            ${EndIf}
        ${LoopUntil} $2 >= ${WAIT_STEPS}
        ${If} $0 == "running"
            MessageBox MB_OK|MB_ICONSTOP "$(WILL_NOT_END)" /SD IDOK
            SetErrorLevel 2
            Abort
        ${EndIf}
    ${EndIf}
!macroend

; Windows and shortcut are one button on the task bar if both name the same program.
; Where Windows has no such property, the shortcut stays as it is.
!macro NAME_THE_PROGRAM SHORTCUT
    !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
    ${If} $0 P<> 0
        ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
        ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
        ${If} $1 P<> 0
        ${AndIf} $2 P<> 0
            ${IPersistFile::Load} $1 '("${SHORTCUT}",${STGM_READWRITE})'
            System::Call 'oleaut32::SysAllocString(w "${APPLICATION_ID}")p.r3'
            System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
            ; A PROPVARIANT: its kind, a gap, and room for two pointers.
            System::Call '*(&i2 ${VT_LPWSTR},&i6,p r3,p 0)p.r5'
            ${IPropertyStore::SetValue} $2 '($4,$5)'
            ${IPropertyStore::Commit} $2 ""
            ${IPersistFile::Save} $1 '("${SHORTCUT}",1)'
            System::Free $5
            System::Free $4
            System::Call 'oleaut32::SysFreeString(pr3)'
        ${EndIf}
        ${If} $2 P<> 0
            ${IUnknown::Release} $2 ""
        ${EndIf}
        ${If} $1 P<> 0
            ${IUnknown::Release} $1 ""
        ${EndIf}
        ${IUnknown::Release} $0 ""
    ${EndIf}
!macroend

Section
    !insertmacro END_THE_PROGRAM
    ; Nothing of an older version may stay between the new files.
    RMDir /r "$INSTDIR\_internal"
    SetOutPath "$INSTDIR"
    File /r "${SOURCE}\*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    ; The program tells of newer versions by the name of what brings them.
    Delete "$INSTDIR\${WINGET_MARK}"
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/WINGET" $1
    ${IfNot} ${Errors}
        FileOpen $1 "$INSTDIR\${WINGET_MARK}" w
        FileClose $1
    ${EndIf}
    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
    !insertmacro NAME_THE_PROGRAM "$SMPROGRAMS\${NAME}.lnk"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "ZeelandNet"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
    !insertmacro END_THE_PROGRAM
    ; Only what the installer put there: the folder may have been one that held other things.
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\${PROGRAM}"
    Delete "$INSTDIR\${WINGET_MARK}"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\${NAME}.lnk"
    DeleteRegKey HKCU "${UNINSTALL}"
    DeleteRegValue HKCU "${RUN}" "${APPLICATION_ID}"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(ASK_PROFILE)" /SD IDNO IDNO leave
    RMDir /r "${PROFILE}"
    RMDir "$LOCALAPPDATA\ZeelandNet"
    DeleteRegKey HKCU "${SETTINGS}"
    DeleteRegKey /ifempty HKCU "Software\ZeelandNet"
leave:
SectionEnd
