#!/bin/sh
# Installs the system libraries that Qt needs, and EXTRA_PACKAGES, on Debian and Ubuntu.
# Where that is not possible it names what is missing and exits 1.
set -eu

PACKAGES="libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1
libxcb-shape0 libwayland-cursor0 libwayland-egl1 libdbus-1-3 libfontconfig1 libglib2.0-0
fonts-dejavu-core fonts-noto-core fonts-noto-color-emoji ${EXTRA_PACKAGES:-}"

if ! command -v dpkg-query >/dev/null 2>&1; then
    case "$(uname)" in
        Linux) echo "Qt needs, by their names on Debian: $PACKAGES" >&2 ;;
    esac
    exit 0
fi

missing=""
for package in $PACKAGES; do
    # Debian 13 and Ubuntu 24.04 renamed some libraries: libglib2.0-0 is libglib2.0-0t64.
    dpkg-query -W -f '${db:Status-Status}\n' "$package" "${package}t64" 2>/dev/null \
        | grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
    as_root="sudo -n"
fi
install() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get "$@" </dev/null >/dev/null
}
if $as_root true 2>/dev/null; then
    echo "Installing$missing"
    # shellcheck disable=SC2086
    install update -qq && install install -y -qq --no-install-recommends $missing && exit 0
fi
echo "These packages are missing:$missing" >&2
echo "Install them with: sudo apt-get install --no-install-recommends$missing" >&2
exit 1
