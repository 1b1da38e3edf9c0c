#!/usr/bin/env bash
# Choose versions from pyproject.toml and write them with hashes, without any address: uv.lock names the registry it was
# made from and is not kept.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=.venv/bin/uv

export_to() {
    local file=$1
    shift
    "$uv" export --quiet --frozen --no-emit-project --no-header --no-annotate --no-default-groups "$@" >"$file"
}

"$uv" lock --quiet "$@"
export_to requirements.txt --group build
export_to requirements-dev.txt --group build --group dev
