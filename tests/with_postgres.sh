#!/bin/sh
# Runs a command with DATABASE_URL naming a PostgreSQL of its own, made for it and removed after it:
#   tests/with_postgres.sh pytest
set -eu

initdb=$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)
[ -n "$initdb" ] || initdb=$(command -v initdb) || { echo "PostgreSQL is not installed here." >&2; exit 1; }
bin=$(dirname "$initdb")

dir=$(mktemp -d)
as_owner=
if [ "$(id -u)" -eq 0 ]; then # PostgreSQL refuses to run as root
    chown postgres "$dir"
    as_owner="setpriv --reuid=postgres --regid=postgres --init-groups"
fi

remove() {
    $as_owner "$bin/pg_ctl" --pgdata "$dir/data" --mode immediate stop >/dev/null 2>&1 || true
    rm -rf "$dir"
}
trap remove EXIT
trap 'exit 130' INT TERM HUP

# A socket in a directory of its own needs no port. What it keeps is thrown away, so it need not reach the disk.
(
    cd "$dir" &&
        $as_owner "$bin/initdb" --pgdata "$dir/data" --username portaria --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync &&
        $as_owner "$bin/pg_ctl" --pgdata "$dir/data" --wait start \
            --options "-k $dir -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
) >"$dir/log" 2>&1 </dev/null || { cat "$dir/log" >&2; echo "PostgreSQL did not start." >&2; exit 1; }

DATABASE_URL="postgres://portaria@$(printf %s "$dir" | sed 's|/|%2F|g')/postgres" "$@"
