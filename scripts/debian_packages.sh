#!/usr/bin/env bash
# See that the machine has what the tests need besides Python: PostgreSQL's server, Chromium, and a font with all
# Vietnamese letters. What is missing is installed where it may be; else it is named and the tests say what they lack.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/debian.sh

has_postgresql() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
has_fonts() { compgen -G '/usr/share/fonts/truetype/liberation*' >/dev/null || fc-list 2>/dev/null | grep -qi liberation; }

missing=()
has_postgresql || missing+=(postgresql)
has_chromium || missing+=(chromium)
has_fonts || missing+=(fonts-liberation)

if [ ${#missing[@]} -gt 0 ]; then
    install_packages "${missing[@]}" || true
fi
