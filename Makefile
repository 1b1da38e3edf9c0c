# Chỉ Đạo. `make run` starts a demo and prints its address; `make test` runs the whole suite.

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
DEMO := var/demo

.DEFAULT_GOAL := help
# Where compiled modules are not kept, each start of the program costs a second more.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help install install-dev run test drill bench screens docs check format lock clean-demo

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: export CHIDAO_HOME := $(DEMO)
run: export CHIDAO_DEMO := 1
run: export CHIDAO_DEMO_EARLIER := $(DEMO)/earlier.sqlite3
run: export CHIDAO_DEMO_TODAY := $(DEMO)/today.sqlite3
run: install ## Start the demo; its address is printed (make run PORT=8080 chooses the port)
	@test -e $(DEMO)/.played -a -e $(DEMO)/today.sqlite3 || { mkdir -p $(DEMO) && $(BIN)/chidao demo && touch $(DEMO)/.played; }
	@exec $(BIN)/chidao serve $(if $(PORT),--port $(PORT))

test: install-dev ## Run every test, on SQLite and on PostgreSQL, with a real browser
	@scripts/debian_packages.sh
	@$(BIN)/python scripts/run_tests.py $(ARGS)

drill: install-dev ## Run the slow drills: power cuts, volumes
	@scripts/debian_packages.sh
	@$(BIN)/python scripts/run_tests.py --drills $(ARGS)

bench: install-dev ## Measure pages of large books, and writers waiting for each other, by real acts
	@$(BIN)/python -m bench.lists $(ARGS)
	@$(BIN)/python -m bench.writers

docs: install-dev ## Write the pages that are made from declarations anew
	@$(BIN)/python scripts/write_docs.py

screens: install-dev ## Take the README's pictures anew, by the browser tests
	@CHIDAO_SCREENSHOTS=1 $(BIN)/python -m pytest -m browser $(ARGS)

check: install-dev ## Style, types, storeys and the project's own rules
	@scripts/check.sh

format: install-dev ## Put the code in its usual form
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

install: $(STAMPS)/run ## Make .venv with what the program needs

install-dev: $(STAMPS)/dev ## Make .venv with what developing it needs

lock: install-dev ## Choose the versions anew and write both requirements files
	@scripts/lock.sh

clean-demo: ## Forget the demo; the next `make run` plays it anew
	rm -rf $(DEMO)

$(BIN)/python:
	@scripts/make_venv.sh $(VENV)

$(STAMPS)/run: requirements.txt pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@timeout 120 scripts/debian_fonts.sh || true
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
