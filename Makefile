# make ingest: the main job. make test: the whole suite. Each makes .venv when it is missing or out of date.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SEEDS ?= seeds
DEMO ?= demo.db
DEMO_FOLDER ?= build/examples
PAGES ?= explore

.PHONY: help ingest demo test torture check clean
.DELETE_ON_ERROR:

help:
	@echo "make ingest   read $(SEEDS)/ into dateline.db and answer a first question (SEEDS=folder for another)"
	@echo "make demo     read the examples into $(DEMO) and serve its pages; stop with Ctrl-C"
	@echo "make test     run the whole test suite"
	@echo "make torture  run the torture suite in full (tests/torture; over an hour of one core)"
	@echo "make check    lint and types alone"
	@echo "make clean    remove .venv and caches; leaves databases alone"

ingest: $(VENV)/ready
	@$(BIN)/dateline ingest $(SEEDS)
	@$(BIN)/dateline query who-meets-whom

demo: $(VENV)/ready-explore $(DEMO)
	@$(BIN)/dateline $(PAGES) --database $(DEMO)

# One example was corrected after it was published: first as it was, then as it is.
$(DEMO): | $(VENV)/ready
	@mkdir -p $(DEMO_FOLDER)
	@cp -R examples/news $(DEMO_FOLDER)/
	@cp -R examples/first-edition/. $(DEMO_FOLDER)/news/
	@$(BIN)/dateline ingest --no-prefect $(DEMO_FOLDER)/news --database $@
	@cp -R examples/news $(DEMO_FOLDER)/
	@$(BIN)/dateline ingest --no-prefect $(DEMO_FOLDER)/news --database $@

# Files of tests side by side, at most four at once; those of one file in their order.
test: $(VENV)/ready-dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

torture: $(VENV)/ready-dev
	DATELINE_TORTURE=full $(BIN)/python -m pytest tests/torture

check: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("dateline needs Python 3.11 or newer: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/ready-explore: $(VENV)/ready
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[explore]'
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
