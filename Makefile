# What a person types: `make demo`, `make test`, `make lint`, `make bench`. Each sets up what it needs on its way and
# leaves a stamp behind, so that the second run is quick. `make help` lists them.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
# Wheels only and hashes always: what is installed is exactly what the lock names.
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
AXE_LOCK := $(wildcard tests/browser/package-lock.json)
AXE := $(if $(AXE_LOCK),tests/browser/node_modules/.package-lock.json)
TESTS ?=

.PHONY: help
help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

.PHONY: demo
demo: $(VENV)/runtime.stamp ## the main job on the sample issues, in the folder demo/
	@$(BIN)/tracker demo --store demo

.PHONY: test
test: $(VENV)/dev.stamp $(VENV)/system.stamp $(AXE) ## all tests; TESTS="tests/test_x.py -k name" for some
	@$(BIN)/python -m pytest $(if $(TESTS),$(TESTS),-n auto $(if $(CI),--cov --cov-report=term))

.PHONY: lint
lint: $(VENV)/dev.stamp ## ruff (all rules), formatting, mypy --strict, the map of the house, workflows and action
	@status=0; \
	$(BIN)/ruff check . || status=1; \
	$(BIN)/ruff format --check . || status=1; \
	$(BIN)/mypy || status=1; \
	$(BIN)/python -m tests.house_map || status=1; \
	$(BIN)/zizmor --offline --quiet --no-progress . || status=1; \
	$(BIN)/jactionlint --shellcheck= --pyflakes= || status=1; \
	schema() { $(BIN)/check-jsonschema --quiet --builtin-schema "vendor.$$1" "$${@:2}" || status=1; }; \
	schema github-actions action.yml; \
	schema github-workflows .github/workflows/*.yml; \
	schema dependabot .github/dependabot.yml; \
	schema gitlab-ci docs/gitlab-ci.yml; \
	exit $$status

.PHONY: mutate
mutate: $(VENV)/dev.stamp ## mutants drawn by lot against the tests, 15 minutes; MUTANTS="--seed 2 --rooms amend"
	@$(BIN)/python -m tests.mutation $(MUTANTS)

.PHONY: fuzz
fuzz: $(VENV)/dev.stamp ## fuzz readers, parser, amendments, references for minutes; FUZZ="pdf --minutes 60"
	@$(BIN)/python -m tests.fuzz $(FUZZ)

.PHONY: map
map: $(VENV)/dev.stamp ## docs/architecture.md: the map of the modules, made from their first lines
	@$(BIN)/python -m tests.house_map --write

.PHONY: messages
messages: $(VENV)/dev.stamp ## the catalogue of Chinese messages, brought up to date; it says what has no Chinese yet
	@$(BIN)/python -m tests.messages --write

.PHONY: bench
bench: $(VENV)/dev.stamp ## benchmarks, side by side in one run; BENCH="parse" for some
	@$(BIN)/python -m tests.benchmarks $(BENCH)

.PHONY: samples
samples: $(VENV)/runtime.stamp ## record snapshots/ with today's parser: a commit, where that changes anything
	@$(BIN)/tracker add --store snapshots --gazette lantingshi snapshots/lantingshi/*/*/source.txt

.PHONY: lock
lock: .cache/lock/bin/pip-compile ## resolve the locks anew from pyproject.toml
	@compile() { .cache/lock/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-header \
		--no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--build-deps-for editable "$$@" pyproject.toml; }; \
	compile --output-file requirements.lock; \
	compile --extra dev --extra pdf --extra bench --extra serve --extra mcp --extra cluster --extra site --constraint requirements.lock --output-file requirements-dev.lock; \
	compile --extra site --constraint requirements.lock --output-file requirements-site.lock

.PHONY: clean
clean: ## take away everything that make has made
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist demo bench fuzz-findings tests/browser/node_modules
	find tracker tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what the targets above stand on ---------------------------------------------------------------------------------

$(BIN)/python:
	@.ci/create-venv "$(PYTHON)" "$(VENV)"

$(VENV)/runtime.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing what the tracker needs into $(VENV) …" >&2
	@$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/runtime.stamp
	@echo "installing what tests and lint need into $(VENV) …" >&2
	@$(PIP_INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

$(VENV)/system.stamp: .ci/system-packages | $(BIN)/python
	@.ci/system-packages && touch $@

$(AXE): $(AXE_LOCK)
	@command -v npm >/dev/null || { echo "make: the accessibility tests need Node.js: install the packages nodejs and npm" >&2; exit 1; }
	@npm ci --prefix tests/browser --no-audit --no-fund --loglevel=error
	@touch $@

.cache/lock/bin/pip-compile:
	@"$(PYTHON)" -m venv .cache/lock
	@.cache/lock/bin/python -m pip install --quiet --disable-pip-version-check pip-tools
