#!/bin/sh
# Installs the libraries that Qt needs from the system, where this is Debian or Ubuntu.
# Elsewhere, or without the right to install, it names what is missing.
set -eu

PACKAGES="libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1
libxcb-shape0 libdbus-1-3 libfontconfig1 libglib2.0-0 fonts-dejavu-core fonts-noto-core
fonts-noto-color-emoji ${EXTRA_PACKAGES:-}"

command -v dpkg-query >/dev/null 2>&1 || exit 0

missing=""
for package in $PACKAGES; do
    # Debian 13 and Ubuntu 24.04 renamed some libraries and provide the old names.
    dpkg-query -W -f '${db:Status-Status} ${Provides}\n' "$package" "${package}t64" 2>/dev/null \
        | grep -q '^installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "These packages are missing:$missing" >&2
    echo "Install them with: sudo apt-get install --no-install-recommends$missing" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
