# Installs, runs from the installed place, upgrades while the program runs, removes: prove.ps1 SETUP
param([Parameter(Mandatory)][string]$Setup)
$ErrorActionPreference = "Stop"

$place = Join-Path $env:LOCALAPPDATA "Programs\ZeelandNet Desktop"
$program = Join-Path $place "zeelandnet-desktop.exe"
$profile_folder = Join-Path $env:LOCALAPPDATA "ZeelandNet\ZeelandNetDesktop"
$proof = New-Item -ItemType Directory -Force "build\proof"
$menu = Join-Path $env:APPDATA "Microsoft\Windows\Start Menu\Programs\ZeelandNet Desktop.lnk"

function Run([string]$File, [string[]]$Arguments, [string]$Output) {
    $done = Start-Process -FilePath $File -ArgumentList $Arguments -Wait -PassThru `
        -RedirectStandardOutput $Output -RedirectStandardError "$Output.errors"
    Get-Content $Output, "$Output.errors"
    if ($done.ExitCode -ne 0) { throw "$File $Arguments ended with $($done.ExitCode)" }
}
function Install {
    $done = Start-Process -FilePath $Setup -ArgumentList "/S" -Wait -PassThru
    if ($done.ExitCode -ne 0) { throw "the installer ended with $($done.ExitCode)" }
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
if ((Get-Item "$proof\window-windows.png").Length -lt 10000) { throw "nothing on the picture" }

$stale = Join-Path $place "_internal\of-before.txt"
Set-Content $stale "gone with the upgrade"
$running = Start-Process -FilePath $program -ArgumentList "--demo" -PassThru
Start-Sleep -Seconds 10
if ($running.HasExited) { throw "the program does not stay" }
Install
if (-not $running.HasExited) { throw "the program still runs" }
if (Test-Path $stale) { throw "a file of the older version is still there" }
Run $program @("--self-test") "$proof\self-test-windows-upgraded.txt"

New-Item -ItemType Directory -Force $profile_folder | Out-Null
Set-Content (Join-Path $profile_folder "of-the-user.txt") "stays"
Start-Process -FilePath (Join-Path $place "uninstall.exe") -ArgumentList "/S", "_?=$place" -Wait
if (Test-Path $program) { throw "the program is still there" }
if (Test-Path $menu) { throw "the Start menu still has it" }
if (-not (Test-Path (Join-Path $profile_folder "of-the-user.txt"))) { throw "the profile is gone" }
