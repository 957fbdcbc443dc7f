# Two commands do everything: make demo, make test. Both set up .venv first; a Python of 3.11 or later is all they need.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test quality lint format clean

demo: $(VENV)/.ready
	$(BIN)/lapwing demo

test: $(VENV)/.ready-test
	$(BIN)/python -m pytest

quality: $(VENV)/.ready-test
	$(BIN)/python quality/gate.py

lint: $(VENV)/.ready-test
	$(BIN)/ruff check src tests quality train corpus

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Lapwing needs Python 3.11 or later. Install it (Debian: apt install python3 python3-venv; macOS: brew install python)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Could not make a virtual environment. On Debian: apt install python3-venv"; exit 1; }

$(VENV)/.ready: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.ready-test: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.ready

clean:
	rm -rf $(VENV) lapwing-demo .pytest_cache .ruff_cache .hypothesis
