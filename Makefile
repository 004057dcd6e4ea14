# What a newcomer types. Everything below sets up what it needs; `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
SEED ?= $(shell date +%s)
QUICK := not slow and not agents and not agents_full
CHEATS ?= conftest-hook exit-zero facade preseeded-reward sitecustomize

.PHONY: help attack bench test test-agents test-agents-full test-slow sample check validate-stats perf soak docs clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

# The environment is made anew whenever the locked dependencies change.
$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'meltbench needs Python 3.11 or newer: set PYTHON=...' >&2; exit 3; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv; } \
		|| { echo 'Python has no venv module: install it (Debian: apt-get install python3-venv)' >&2; exit 3; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

bench: $(VENV)/ready ## run the demo suite in containers and report
	$(BIN)/meltbench run demo -a oracle -a nop -a partial:0.5 $(addprefix -a cheat:,$(CHEATS)) -a artifact:all -j $(JOBS)

attack: $(VENV)/ready ## every exploit of the catalogue against our own verifiers
	$(BIN)/meltbench attack smoke refactor -j $(JOBS)

# What needs an engine takes turns: it measures times and counts containers.
test: $(VENV)/ready ## run the tests, real Docker inside
	$(BIN)/python -m pytest -m '$(QUICK)' -n auto tests/unit
	$(BIN)/python -m pytest -m '$(QUICK)' --ignore tests/unit --ignore tests/agents

test-slow: $(VENV)/ready ## the tests that take minutes: runs killed and resumed, task admission
	$(BIN)/python -m pytest -m slow

test-agents: $(VENV)/ready ## real agents with a scripted model: each of them through a task, the quick ones through every fault
	$(BIN)/python -m pytest tests/agents -m 'not agents_full'

test-agents-full: $(VENV)/ready ## every agent through every fault
	$(BIN)/python -m pytest tests/agents

sample: $(VENV)/ready ## a random tenth of what the tasks' admission records say, tried again
	$(BIN)/meltbench tasks check full --sample 0.1 --minutes 8 --seed $(SEED) -j $(JOBS)

check: $(VENV)/ready ## lint, types, import contracts, file lengths
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.lengths

validate-stats: $(VENV)/ready ## simulated studies of known truth: how often the contrast's intervals hold it
	$(BIN)/python -m tests.validate

perf: $(VENV)/ready ## the harness beside bare Docker calls, the gateway beside its upstream, the judges beside their SDK
	$(BIN)/python -m tests.perf.gateway
	$(BIN)/python -m tests.perf.judges
	$(BIN)/python -m tests.perf

soak: $(VENV)/ready ## four real agents at work for ten minutes: memory, processor time, snapshots
	$(BIN)/python -m tests.soak

docs: $(VENV)/ready ## regenerate the parts of the documentation that come from the code
	$(BIN)/python -m tests.docs

clean: ## remove what dead runs left behind, and the environment
	-[ ! -x $(BIN)/meltbench ] || $(BIN)/meltbench clean
	rm -rf $(VENV) dist build
