# The two commands: `make run` starts Heard, `make test` checks everything.
# The README gives the plain commands behind both, for machines without make.

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check browser-test

run: $(VENV)/.installed
	$(BIN)/python -m data_access prepare
	HEARD_PORT=$(PORT) $(BIN)/python -m components.server

test: $(VENV)/.installed-for-tests
	$(BIN)/python -m tests

$(VENV)/.installed: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	touch $@

$(VENV)/.installed-for-tests: requirements.txt requirements-test.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-test.txt
	touch $@ $(VENV)/.installed
