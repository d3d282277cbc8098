# Signs one file with the certificate in $env:CERTIFICATE: sign.ps1 FILE
param([Parameter(Mandatory)][string]$File)
$ErrorActionPreference = "Stop"

$store = Join-Path $env:RUNNER_TEMP "certificate.pfx"
[IO.File]::WriteAllBytes($store, [Convert]::FromBase64String($env:CERTIFICATE))
try {
    $tool = Get-ChildItem "${env:ProgramFiles(x86)}\Windows Kits\10\bin\10.*\x64\signtool.exe" |
        Sort-Object FullName | Select-Object -Last 1
    & $tool.FullName sign /fd sha256 /tr http://timestamp.digicert.com /td sha256 `
        /f $store /p $env:CERTIFICATE_PASSWORD $File
    if ($LASTEXITCODE -ne 0) { throw "$File is not signed" }
} finally {
    Remove-Item $store
}
