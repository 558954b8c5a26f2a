# Two commands need nothing but Python 3.11 and make:
#   make demo    plan the sample campaign and serve it at http://127.0.0.1:8050
#   make test    run every test
# and two for developers:
#   make lint    layers, types, style
#   make bench   ratios against peers and bounds, on one core
PYTHON ?= python3
VENV := .venv
PEERS := .venv-peers
BIN := $(VENV)/bin
ARGS ?=
PYTEST_ARGS ?=

.PHONY: demo test lint bench clean

demo: $(VENV)/.installed
	$(BIN)/aforo demo $(ARGS)

test: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 -m "not slow" $(PYTEST_ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: $(VENV)/.bench $(PEERS)/.installed
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) $(PEERS) dist build

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt uv
	$(BIN)/uv pip install -q -p $(BIN)/python -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/uv pip install -q -p $(BIN)/python -c constraints.txt -e '.[dev]'
	@touch $@

$(VENV)/.bench: $(VENV)/.installed
	$(BIN)/uv pip install -q -p $(BIN)/python -c constraints.txt -e '.[bench]'
	@touch $@

# Forecasting packages to compare with, apart from what the product needs.
$(PEERS)/.installed: benchmarks/peers.txt $(VENV)/.installed
	$(PYTHON) -m venv $(PEERS)
	$(BIN)/uv pip install -q -p $(PEERS)/bin/python -r benchmarks/peers.txt
	@touch $@
