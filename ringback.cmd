@echo off
rem Builds Ringback when its sources are newer than what was built, then runs it.
setlocal
set "ROOT=%~dp0"
set "OUT=%ROOT%src\Ringback.Cli\bin\Release\net10.0"
set "STAMP=%OUT%\ringback.built"
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1

where dotnet >nul 2>nul
if errorlevel 1 (
  echo Ringback needs the .NET SDK 10, and there is no dotnet here. Install it from https://dot.net 1>&2
  exit /b 4
)
call :fresh
if not errorlevel 1 goto run
if not exist "%ROOT%artifacts" mkdir "%ROOT%artifacts"

rem One build at a time: only one process can hold the lock file open for writing. The closing "call" with a space
rem resets the error level, so that the other branch is taken only when the lock was not had.
:build
8>&2 2>nul ( 2>&8 9>"%ROOT%artifacts\build.lock" (
  call :make
  (call )
)) || ( ping -n 2 127.0.0.1 >nul & goto build )
if not "%MADE%"=="0" exit /b 4

:run
dotnet "%OUT%\ringback.dll" %*
exit /b %ERRORLEVEL%

:make
set MADE=0
call :fresh
if not errorlevel 1 exit /b 0
pushd "%ROOT%"
dotnet --version >nul 2>nul
if errorlevel 1 (
  echo Ringback needs the .NET SDK 10. Install it from https://dot.net 1>&2
  popd
  set MADE=4
  exit /b 4
)
if not exist "%OUT%\ringback.dll" echo Building Ringback ^(first time only, a minute or two^)... 1>&2
type nul > artifacts\build.started
dotnet build src\Ringback.Cli\Ringback.Cli.csproj -c Release --nologo -v quiet -nodeReuse:false ^
  -p:UseSharedCompilation=false > artifacts\build.log 2>&1
if errorlevel 1 (
  echo Ringback could not be built: 1>&2
  findstr /c:"error" artifacts\build.log 1>&2
  popd
  set MADE=4
  exit /b 4
)
powershell -NoProfile -Command "Set-Content -LiteralPath $env:STAMP ''; (Get-Item -LiteralPath $env:STAMP).LastWriteTimeUtc = (Get-Item artifacts\build.started).LastWriteTimeUtc"
popd
exit /b 0

:fresh
if not exist "%OUT%\ringback.dll" exit /b 1
if not exist "%STAMP%" exit /b 1
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath $env:STAMP).LastWriteTimeUtc; $paths = @($env:ROOT + 'src') + @('Directory.Build.props', 'Directory.Packages.props', 'global.json', '.editorconfig', 'BannedSymbols.txt' | ForEach-Object { $env:ROOT + $_ }); $newer = Get-ChildItem -LiteralPath $paths -Recurse -File | Where-Object { $_.FullName -notmatch '\\(bin|obj)\\' -and $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1; if ($newer) { exit 1 } else { exit 0 }"
exit /b %ERRORLEVEL%
