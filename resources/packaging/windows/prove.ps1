# Installs, runs from the installed place, upgrades while the program runs, removes: prove.ps1 SETUP
param([Parameter(Mandatory)][string]$Setup)
$ErrorActionPreference = "Stop"
# Windows' own windows and fonts, not Qt's screen in memory.
Remove-Item Env:QT_QPA_PLATFORM -ErrorAction SilentlyContinue
$longest_s = 180

$place = Join-Path $env:LOCALAPPDATA "Programs\ZeelandNet Desktop"
$program = Join-Path $place "zeelandnet-desktop.exe"
$profile_folder = Join-Path $env:LOCALAPPDATA "ZeelandNet\ZeelandNetDesktop"
$proof = New-Item -ItemType Directory -Force "build\proof"
$menu = Join-Path $env:APPDATA "Microsoft\Windows\Start Menu\Programs\ZeelandNet Desktop.lnk"

# A box with an error waits for somebody to read it: that is an error, too.
function Wait-End($Process, [string]$What) {
    $null = $Process.Handle # or else there is no exit code later on
    if (-not $Process.WaitForExit(1000 * $longest_s)) {
        $title = (Get-Process -Id $Process.Id).MainWindowTitle
        Stop-Process -Id $Process.Id -Force
        throw "$What has not ended in $longest_s s; its window says: $title"
    }
    if ($Process.ExitCode -ne 0) { throw "$What ended with $($Process.ExitCode)" }
}
function Run([string]$File, [string[]]$Arguments, [string]$Output) {
    $running = Start-Process -FilePath $File -ArgumentList $Arguments -PassThru `
        -RedirectStandardOutput $Output -RedirectStandardError "$Output.errors"
    try { Wait-End $running "$File $Arguments" } finally { Get-Content $Output, "$Output.errors" }
}
function Install {
    Wait-End (Start-Process -FilePath $Setup -ArgumentList "/S" -PassThru) "the installer"
    if (-not (Test-Path $program)) { throw "$program is not there" }
}

Install
if (-not (Test-Path $menu)) { throw "nothing in the Start menu" }
$entry = (New-Object -ComObject Shell.Application).NameSpace((Split-Path $menu)).ParseName((Split-Path -Leaf $menu))
if ($entry.ExtendedProperty("System.AppUserModel.ID") -ne "nl.zeelandnet.Desktop") {
    throw "the shortcut does not name the program"
}
Run $program @("--self-test") "$proof\self-test-windows.txt"
Run $program @("--demo", "--screenshot", "$proof\window-windows.png") "$proof\screenshot-windows.txt"
python -m resources.packaging.check_picture "$proof\window-windows.png"
if ($LASTEXITCODE -ne 0) { throw "the picture does not show the window" }

$stale = Join-Path $place "_internal\of-before.txt"
Set-Content $stale "gone with the upgrade"
$running = Start-Process -FilePath $program -ArgumentList "--demo" -PassThru
$until = (Get-Date).AddSeconds($longest_s)
while ((Get-Process -Id $running.Id).MainWindowTitle -notmatch "ZeelandNet") {
    if ($running.HasExited) { throw "the program does not stay" }
    if ((Get-Date) -gt $until) { throw "there is no window in $longest_s s" }
    Start-Sleep -Seconds 1
}
Install
if (-not $running.HasExited) { throw "the program still runs" }
if (Test-Path $stale) { throw "a file of the older version is still there" }
Run $program @("--self-test") "$proof\self-test-windows-upgraded.txt"

New-Item -ItemType Directory -Force $profile_folder | Out-Null
Set-Content (Join-Path $profile_folder "of-the-user.txt") "stays"
$removing = Start-Process -FilePath (Join-Path $place "uninstall.exe") -ArgumentList "/S", "_?=$place" -PassThru
Wait-End $removing "the removal"
if (Test-Path $program) { throw "the program is still there" }
if (Test-Path $menu) { throw "the Start menu still has it" }
if (-not (Test-Path (Join-Path $profile_folder "of-the-user.txt"))) { throw "the profile is gone" }
