#!/bin/sh
# Installs from Debian the programs that the tests need, or those that are named, and only those that are missing.
set -eu

has() { command -v "$1" >/dev/null 2>&1; }

is_there() {
    case $1 in
    gettext) has xgettext ;;
    iproute2) has ip ;;
    postgresql) has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ;;
    fonts-liberation) has chromium-headless-shell ;;
    *) has "$1" ;;
    esac
}

missing=
for one in ${*:-fonts-liberation chromium chromium-headless-shell gettext postgresql}; do
    is_there "$one" || missing="$missing $one"
done
[ -n "$missing" ] || exit 0

if ! has apt-get; then
    echo "The tests need$missing. This system has no apt-get to install them with: install them by hand." >&2
    exit 1
fi

echo "Debian packages:$missing"
[ "$(id -u)" -eq 0 ] && as_root= || as_root=sudo
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # both are lists of words
{ $as_root apt-get update && $as_root apt-get install --yes --no-install-recommends $missing; } >var/setup.log 2>&1 || {
    echo "The end of var/setup.log:"
    tail -n 6 var/setup.log | cut -c -150 | sed 's/^/    /'
    echo "Could not install$missing with apt-get. Is this machine connected to the network?"
    exit 1
} >&2
