#!/usr/bin/env bash
# See that printed papers get a font as wide as Times New Roman with every Vietnamese letter. Where it may not be
# installed the program prints in its own font, and `chidao health` says so. (Debian 12's fonts-liberation is a release
# without the letters that have two marks; fonts-liberation2 has them.)
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/debian.sh

has_font() { .venv/bin/python -c 'from chidao.documents.print_font import print_font as f; raise SystemExit(not f().is_metric)'; }

has_font || install_packages fonts-liberation2 || true
