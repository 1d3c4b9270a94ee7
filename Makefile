# make serbia   the worked case as pages on this machine
# make test     every test, the browser's too where Chromium is there, and Spark's where Java 17 is
# make check    tests, style, types and which room may import which
# make style    style, types and imports alone
# make docs     the reference pages, written from the code
# make messages the template of all messages, and the catalogues brought up to it
# make mutants  changes of one room (ROOM=facts, ROOM=facts/settle) that no test notices
# make bench    how long commands take, and where the time goes
# make bench-peers   one session's ideal points beside MCMCpack and pscl, where R is installed
export PIP_DISABLE_PIP_VERSION_CHECK = 1
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN = .venv/bin
WORKERS ?= 2
INSTALL = $(BIN)/pip install --quiet -c constraints.txt --editable

.PHONY: serbia test check style docs messages mutants bench

serbia: .venv/installed
	$(BIN)/tertius serve cases/serbia

test: .venv/installed-dev
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup $(PYTEST_ARGS)

check: test style

style: .venv/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

docs: .venv/installed-dev
	$(BIN)/python -m tertius.reference docs/reference

messages: .venv/installed-dev
	$(BIN)/python -m tertius.reference.messages src/tertius/language/locale

mutants: .venv/installed-dev
	$(BIN)/python .ci/mutants.py $(ROOM) $(TESTS)

bench: .venv/installed
	$(BIN)/python benchmarks

bench-peers: .venv/installed
	$(INSTALL) '.[votes]'
	$(BIN)/python benchmarks/peers.py

.venv/pyvenv.cfg:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/pyvenv.cfg
	$(INSTALL) .
	touch $@

.venv/installed-dev: pyproject.toml constraints.txt | .venv/pyvenv.cfg
	$(INSTALL) '.[dev]'
	touch $@ .venv/installed
