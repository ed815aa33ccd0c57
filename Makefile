# Every target works in .venv, which is set up from the two lock files when it is missing or out of date.
# Extra arguments go in ARGS: make compare ARGS="replications=20", make test ARGS="-k deterrence", make lock ARGS=--upgrade,
# make baselines ARGS='"Why the numbers changed."'

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-config --quiet
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready

.PHONY: help compare test mutants lint types bench baselines docs worlds paper lock wheel bundle clean
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

compare: $(READY) ## compare the regimes and write tables and figures
	@$(BIN)/wenze compare $(ARGS)

test: $(READY) ## run the tests
	@$(BIN)/python -m pytest -q -n 2 $(ARGS)

mutants: $(READY) ## seed faults and see whether the tests find them
	@$(BIN)/python -m tests.mutants $(ARGS)

lint: $(READY) ## check style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY) ## check types
	@rm -rf build/types && mkdir -p build/types/wenze
	@ln -s $(addprefix ../../../,$(wildcard wenze/*.py wenze/py.typed) agents sim experiments) build/types/wenze
	@$(BIN)/mypy $(ARGS)

bench: $(READY) ## measure speed, or this tree against a commit (BASE=REV)
	@$(BIN)/python -m benchmarks.bench $(if $(BASE),base=$(BASE)) $(ARGS)

baselines: $(READY) ## record the numbers that the tests compare with, with a line for the changelog in ARGS
	@$(BIN)/python -m tests.baselines $(ARGS)

paper: $(READY) ## make the article of docs/paper again from nothing: figures, numbers, text
	@$(BIN)/python -m wenze.experiments.paper.making docs/paper

docs: $(READY) ## make again what the documents show: tables and pictures
	@$(BIN)/python -m wenze.experiments.report.documents all
	@$(BIN)/python -m wenze.experiments.report.architecture

worlds: $(READY) ## find the worlds that ship with wenze again (an hour or two of two cores; where it was stopped, it goes on)
	@$(BIN)/wenze match out=build/match $(ARGS)
	@cp build/match/worlds.csv experiments/worlds/worlds.csv

wheel: $(READY) ## build a wheel into dist/
	@$(BIN)/python -m hatchling build --target wheel

bundle: $(READY) ## the classroom for a USB stick, into dist/ (PLATFORM=windows, macos, linux, linux-arm)
	@$(BIN)/python -m wenze.experiments.classroom.bundle $(if $(PLATFORM),--platform $(PLATFORM)) $(ARGS)

lock: $(LOCKED) ## write the lock files anew after a change in pyproject.toml
	@$(COMPILE) pyproject.toml --extra chinese --extra classroom --extra cluster --extra dev --extra explore --extra fit --output-file requirements.lock $(ARGS)
	@$(COMPILE) --group pyproject.toml:build --output-file requirements-build.lock $(ARGS)

clean: ## remove the environment, builds and caches
	@rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +

# Wheels only, but for the one library that has none: it is built with the locked tools, so that nothing else is fetched.
AS_LOCKED := --only-binary :all: --no-binary antlr4-python3-runtime --no-build-isolation

# Two stamps, so that an edit of pyproject.toml does not install everything again. A changed lock starts from an
# empty environment: nothing that it no longer names stays behind.
$(LOCKED): requirements-build.lock requirements.lock
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("wenze needs Python 3.11 or newer, and $(PYTHON) is %d.%d: try make PYTHON=python3.12" % sys.version_info[:2])'
	@echo "Setting up $(VENV) from requirements.lock (about a minute) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes --only-binary :all: --requirement requirements-build.lock
	@$(PIP) install --require-hashes $(AS_LOCKED) --requirement requirements.lock
	@touch $@

# The build backend is in the lock, so nothing else is fetched here.
$(READY): $(LOCKED) pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
