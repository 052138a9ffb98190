#!/bin/bash
# A throwaway PostgreSQL for the tests: nothing in it survives, so it never waits for the disk.
#   tests/postgres.sh start DIR [PORT]   prints the connection string for DRAWDOWN_TEST_POSTGRES
#   tests/postgres.sh stop DIR
# Runs as an unprivileged user when started by root, because PostgreSQL refuses to run as root.
set -euo pipefail
action=${1:-}; dir=${2:-}; port=${3:-54329}
[ -n "$action" ] && [ -n "$dir" ] || { sed -n 2,5p "$0"; exit 2; }

find_tool() {
  command -v "$1" && return
  local newest
  newest=$(ls -d /usr/lib/postgresql/*/bin/"$1" 2>/dev/null | sort -V | tail -1)
  [ -n "$newest" ] || { echo "PostgreSQL was not found: install the package 'postgresql'." >&2; exit 1; }
  echo "$newest"
}

user=$(id -un)
if [ "$(id -u)" = 0 ]; then user=$(id -un postgres 2>/dev/null || echo nobody); fi
as_user() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid="$user" --regid="$(id -gn "$user")" --clear-groups env HOME="$dir" "$@"
  else
    "$@"
  fi
}

case $action in
  start)
    initdb=$(find_tool initdb); pg_ctl=$(find_tool pg_ctl)
    mkdir -p "$dir"
    if [ "$(id -u)" = 0 ]; then chown "$user" "$dir"; fi
    chmod 700 "$dir"
    [ -f "$dir/data/PG_VERSION" ] || as_user "$initdb" -D "$dir/data" -U dashboard -A trust --no-sync -E UTF8 >/dev/null
    as_user "$pg_ctl" -D "$dir/data" -w -l "$dir/server.log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" start >/dev/null
    echo "Host=127.0.0.1;Port=$port;Username=dashboard;Database=postgres"
    ;;
  stop)
    pg_ctl=$(find_tool pg_ctl)
    as_user "$pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null
    rm -rf "$dir"
    ;;
  *) sed -n 2,5p "$0"; exit 2 ;;
esac
