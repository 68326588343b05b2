#!/bin/sh
# Installs the Debian packages that the tests need: a browser, fonts that it can show Arabic with, Node, and the
# programs that read the files of the Wi-Fi.
set -eu

missing=""
PATH="$PATH:/usr/sbin:/sbin" # dnsmasq and nft
need() { # need COMMAND PACKAGE...
    command -v "$1" >/dev/null 2>&1 && return
    shift
    missing="$missing $*"
}
need chromium chromium
need node nodejs
need npm npm
# Its package starts NetworkManager, which must not take over the network of somebody's server.
[ -d /run/systemd/system ] || need nmcli network-manager
need dnsmasq dnsmasq-base
need nft nftables
need ip iproute2
need busybox busybox # its DHCP client is the phones'
need ffmpeg ffmpeg # makes films and sounds light at publishing
need rsync rsync # the mirrors and the box speak it
need pkill procps # ends a session that fills the drop of reports
need pdftoppm poppler-utils # the printed poster as a picture
need fc-list fontconfig
if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list ':lang=ar' 2>/dev/null | head -n 1)" ]; then
    missing="$missing fonts-noto-core"
fi
# Playwright's own Node is linked against it; Debian's Node is not.
[ -n "$(find /usr/lib -name 'libatomic.so.1' 2>/dev/null | head -n 1)" ] || missing="$missing libatomic1"
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo"
    else
        printf 'Il manque des paquets pour les tests. Installez-les, puis relancez :\n  sudo apt-get install%s\n' "$missing" >&2
        exit 1
    fi
fi
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086 # a list of package names
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
