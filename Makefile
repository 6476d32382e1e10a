# Each target works on its own on a fresh clone; `make venv` is a step of all of them.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000

# What takes minutes: long generated runs, large exports.
soak: .venv/installed
	$(BIN)/python -m pytest -m soak

.PHONY: serve test check soak bench quality wheel venv clean
.DEFAULT_GOAL := serve

.venv/installed: setup.cfg pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

venv: .venv/installed

serve: .venv/installed
	$(BIN)/broadsheet serve seeds --port $(PORT)

test: .venv/installed
	$(BIN)/python -m pytest

check: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/installed
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.product
	$(BIN)/python -m tests.bench.extraction
	$(BIN)/python -m tests.bench.indexing --pages 1000

quality: .venv/installed
	$(BIN)/python -m tests.quality

wheel: .venv/installed
	$(BIN)/python -m build --wheel --sdist

clean:
	rm -rf .venv build dist
