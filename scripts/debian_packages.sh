#!/usr/bin/env bash
# See that the machine has what the tests need besides Python: PostgreSQL's server, Chromium, poppler's readers of PDF,
# a software token (PKCS#11), and a font with all Vietnamese letters. What is missing is installed where it may be; else it is named and the tests
# say what they lack.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/debian.sh

has_postgresql() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
has_token() { compgen -G '/usr/lib/softhsm/libsofthsm2.so' >/dev/null || compgen -G '/usr/lib/*/softhsm/libsofthsm2.so' >/dev/null; }
has_poppler() { command -v pdfinfo >/dev/null && command -v pdftotext >/dev/null; }

missing=()
has_postgresql || missing+=(postgresql)
has_chromium || missing+=(chromium)
has_poppler || missing+=(poppler-utils)
has_token || missing+=(softhsm2)

if [ ${#missing[@]} -gt 0 ]; then
    install_packages "${missing[@]}" || true
fi
scripts/debian_fonts.sh
