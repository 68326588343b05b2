#!/bin/sh
# Makes .venv and installs the project into it, from the pinned and hashed lock.
set -eu
python=${1:-python3}

say() { printf '%s\n' "$*" >&2; }

command -v "$python" >/dev/null 2>&1 || {
    say "Il manque $python. Installez-le, puis relancez : apt-get install python3 python3-venv"
    exit 1
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "Python 3.11 ou plus récent est nécessaire ; $python est plus ancien. Choisissez-en un autre : make run PYTHON=python3.13"
    exit 1
}
# Debian splits venv off: without ensurepip, venv leaves a folder that does not work.
"$python" -c 'import ensurepip, venv' 2>/dev/null || {
    say "Il manque le module venv de Python. Installez-le, puis relancez : apt-get install python3-venv"
    exit 1
}
[ -x .venv/bin/pip ] || "$python" -m venv --clear .venv
printf 'Installation des bibliothèques…\n'
.venv/bin/pip install --quiet --disable-pip-version-check --compile --require-hashes -r requirements.lock
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
.venv/bin/python -m compileall -q exchange learning runtime hotspot ministry sync_agent
