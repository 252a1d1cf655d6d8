# The commands of the README. Everything they need comes from PyPI and Debian.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Two processes: what an office computer has to spare.
JOBS ?= 2
# Where `make serve` listens, on this machine only.
PORT ?= 8000
# Material and its fork announce each other at every build.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
TESTED := tools tests

.PHONY: help editor site serve test tests quick lint types check hooks lock hooks-pins docs i18n clean

help: ## Say what can be made
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

$(BIN)/python:
	@$(PYTHON) tools/check_machine.py
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml tools/hatch_build.py | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

hooks: $(VENV)/.run ## Install the git hooks
	@$(BIN)/dangan hooks

editor: $(VENV)/.run ## Schemas of records for editors (.vscode/settings.json)
	@$(BIN)/python tools/editor_schemas.py

site: hooks editor ## Install, check the records, build the catalogue
	$(BIN)/dangan check
	$(BIN)/dangan site
	@echo "目录 catalogue: site/index.html (make serve)"

serve: $(VENV)/.run ## Show the catalogue in a browser
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

lint: $(VENV)/.dev ## Style of the code
	$(BIN)/ruff check $(TESTED)
	$(BIN)/ruff format --check $(TESTED)

types: $(VENV)/.dev ## Types of the code
	$(BIN)/mypy

quick: lint types ## Lint, types and the fast tests: a minute
	$(BIN)/pytest -n $(JOBS) -m "not slow and not setup and not browser" -q

test: $(VENV)/.dev ## Everything, browser and installation included
	@status=0; \
	for part in lint types tests; do \
	  $(MAKE) --no-print-directory $$part || status=1; \
	done; exit $$status

tests: $(VENV)/.dev
	$(BIN)/pytest -n $(JOBS) --dist loadgroup

check: $(VENV)/.run ## Check the records
	$(BIN)/dangan check

lock: $(VENV)/.dev ## Pin every dependency anew, with hashes
	$(BIN)/python tools/lock.py
	$(BIN)/python tools/hook_pins.py

hooks-pins: | $(BIN)/python ## Copy the pins of the hooks from the lock
	$(BIN)/python tools/hook_pins.py

i18n: $(VENV)/.dev ## Collect texts, compile the Chinese catalogue
	$(BIN)/python tools/i18n.py

docs: $(VENV)/.dev ## Write the generated pages of docs/
	$(BIN)/python tools/docs.py

clean: ## Delete what was made, the virtual environment too
	rm -rf $(VENV) site build dist .mypy_cache .pytest_cache .ruff_cache

benchmark: $(VENV)/.dev ## Measure whole commands beside their peers, write docs/benchmarks.md
	$(BIN)/python benchmarks/run.py

mutate: $(VENV)/.run ## Take the data of every clause of every pack away in turn
	$(BIN)/dangan packs test --mutate
