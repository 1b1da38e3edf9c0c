#!/usr/bin/env bash
# Every check, each run to its end, so that one look shows all that is wrong.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
export CHIDAO_SECRET_KEY="for checking only"

failed=()
check() {
    local name=$1
    shift
    echo "== $name"
    "$@" || failed+=("$name")
}

check "style" ruff check --quiet .
check "form" ruff format --check --quiet .
check "types" mypy
check "storeys and purity" lint-imports --no-logo
# Without Django: a rule of the house can be looked up while the code does not even import.
check "house rules" python -m pytest -q --no-header --noconftest -p no:django tests/house

if [ ${#failed[@]} -gt 0 ]; then
    printf '\nNot in order: %s\n' "$(IFS=,; echo "${failed[*]}")" >&2
    exit 1
fi
echo "All in order."
