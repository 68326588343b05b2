#!/bin/sh
# Sets up a real Chromium 69 (x86-64 only): the engine inside PyQtWebEngine 5.12.1, with the Debian libraries it loads.
set -eu
cd "$(dirname "$0")"
[ "$(uname -m)" = x86_64 ] || { echo "Chromium 69 n'existe ici que pour x86-64." >&2; exit 1; }
[ -x .old-browser/bin/pip ] || python3 -m venv .old-browser
.old-browser/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r old_browser.lock

if ! QT_QPA_PLATFORM=offscreen .old-browser/bin/python -c 'from PyQt5 import QtWebEngineWidgets' 2>/dev/null; then
    packages="libgl1 libegl1 libglib2.0-0 libnss3 libnspr4 libasound2 libdbus-1-3 libfontconfig1 libxcomposite1 libxcursor1 libxdamage1 libxi6 libxrandr2 libxtst6 libxkbcommon0"
    if [ "$(id -u)" -eq 0 ]; then as_root=""; else as_root="sudo -n"; fi
    $as_root apt-get update -qq
    # shellcheck disable=SC2086 # a list of package names
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null || {
        printf 'Installez : sudo apt-get install %s\n' "$packages" >&2
        exit 1
    }
fi
