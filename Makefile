# Needs Python 3.11+ and make, nothing else: every target sets itself up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup demo test check lint types contracts serve eval bench bench-peers bench-throughput sampler train lock lock-peers clean

setup: $(READY)

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wanyan needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) (once, about a minute) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)
	@WANYAN_DATA=.wanyan $(BIN)/python -m evals.demo

# On all cores; a few tests at a time are run by hand: .venv/bin/pytest path::test
test: $(READY)
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: lint types contracts test eval

lint: $(READY)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/mypy

contracts: $(READY)
	@$(BIN)/lint-imports

eval: $(READY)
	@WANYAN_DATA=.wanyan $(BIN)/wanyan eval

# docs/sampler.html: what every card says in every case. ARGS=--check tells whether the page is up to date.
sampler: $(READY)
	@WANYAN_DATA=.wanyan $(BIN)/python -m evals.sampler $(ARGS)

train: setup
	$(BIN)/python -m evals.train
	$(BIN)/python -m evals.train_tone

bench: $(READY)
	@$(BIN)/python -m pytest evals/benchmarks --benchmark-only --benchmark-json=.wanyan/benchmarks.json -q

# Other libraries on the same reply, in an environment of their own: half a gigabyte, no part of any other target.
PEERS := .venv-peers
PEERS_READY := $(PEERS)/.ready

bench-peers: $(READY) $(PEERS_READY)
	@$(BIN)/python -m evals.benchmarks.peers

$(PEERS_READY): evals/benchmarks/peers/requirements.lock
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@echo "Setting up $(PEERS) (once, some minutes) …"
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	@touch $@

bench-throughput: $(READY)
	@$(BIN)/python -m evals.benchmarks.throughput

serve: $(READY)
	@$(BIN)/wanyan serve

# Both locks, with hashes and without the address of any registry.
lock:
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url pyproject.toml --group dev -o requirements-dev.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url pyproject.toml -c requirements-dev.lock -o requirements.lock

lock-peers:
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 evals/benchmarks/peers/requirements.in -o evals/benchmarks/peers/requirements.lock

clean:
	rm -rf $(VENV) $(PEERS) .wanyan dist .mypy_cache .ruff_cache .pytest_cache .benchmarks .hypothesis
