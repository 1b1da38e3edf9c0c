#!/usr/bin/env bash
# Make the virtual environment in the folder that is named. Debian keeps the module for it in a package of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/debian.sh
folder=$1

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or later is needed; python3 here is $(python3 --version 2>&1)." >&2
    exit 1
fi
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    install_packages python3-venv || exit 1
fi
python3 -m venv "$folder"
