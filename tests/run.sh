#!/usr/bin/env bash
# Runs every test of the project. Needs the .NET 10 SDK and Node 20; installs Chromium, PostgreSQL and a mail server (aiosmtpd)
# with apt when they are missing, starts a throwaway PostgreSQL, and prints `N passed, N failed` last. Exit code 0 only when nothing failed
# and nothing was skipped.
#   tests/run.sh [PROJECT…]     e.g. tests/run.sh Credits Storage; all of them by default
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1 CI=true
projects=("$@")
[ ${#projects[@]} -gt 0 ] || projects=(Credits Ingestion Storage Web Browser)

fail() { echo "$1" >&2; echo "0 passed, 1 failed"; exit 1; }

command -v dotnet >/dev/null || fail "The .NET 10 SDK was not found on PATH."
command -v node >/dev/null || fail "Node.js 20 or newer was not found on PATH."

find_postgres() { command -v postgres || ls -1 /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -n 1; }
missing=()
command -v chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
[ -n "$(find_postgres)" ] || missing+=(postgresql)
/usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || missing+=(python3-aiosmtpd)
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing: ${missing[*]}"
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  archives=$(mktemp -d)
  $sudo apt-get -qq update || fail "apt-get update failed; install ${missing[*]} by hand."
  DEBIAN_FRONTEND=noninteractive $sudo apt-get -qq install -y --no-install-recommends \
    -o Dir::Cache::archives="$archives" -o DPkg::Lock::Timeout=300 "${missing[@]}" >/dev/null \
    || fail "apt-get could not install ${missing[*]}."
  rm -rf "$archives"
fi

work=$(mktemp -d /tmp/drawdown-tests.XXXXXX)
chmod 755 "$work"
cleanup() { "$root/tests/postgres.sh" stop "$work/pg" >/dev/null 2>&1; rm -rf "$work"; }
trap cleanup EXIT
# A port of its own, so that a server which runs on this machine already is not in the way.
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
DRAWDOWN_TEST_POSTGRES=$("$root/tests/postgres.sh" start "$work/pg" "$port") || fail "The throwaway PostgreSQL did not start."
export DRAWDOWN_TEST_POSTGRES

dotnet build Dashboard.sln -c Release -clp:ErrorsOnly || fail "The build failed."

passed=0 failed=0
for name in "${projects[@]}"; do
  project="Dashboard.$name.Tests"
  log="$work/$project.log"
  echo "== $project"
  dotnet "tests/$project/bin/Release/net10.0/$project.dll" -noColor >"$log" 2>&1
  code=$?
  summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1)
  number() { sed -nE "s/.*$1: ([0-9]+).*/\1/p" <<<"$summary"; }
  total=$(number Total) errors=$(number Errors) broken=$(number Failed) skipped=$(number Skipped) apart=$(number 'Not Run')
  bad=$(( ${errors:-0} + ${broken:-0} + ${skipped:-0} ))
  if [ -z "$summary" ] || { [ "$code" != 0 ] && [ "$bad" = 0 ]; } || [ "${total:-0}" = 0 ]; then bad=$((bad + 1)); fi
  passed=$((passed + ${total:-0} - ${broken:-0} - ${skipped:-0} - ${apart:-0}))
  failed=$((failed + bad))
  if [ "$bad" != 0 ]; then cat "$log"; grep -A 25 -E '\[FAIL\]$' "$log" >>"$work/failures"; else echo "$summary"; fi
done

# A log of thousands of lines hides what failed; so the failures stand once more before the last line.
if [ -s "$work/failures" ]; then echo "== What failed"; head -c 20000 "$work/failures"; fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
