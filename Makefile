# Sets up everything that is missing and runs it. `make demo` and `make test` are all a newcomer needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
TS := $(wildcard resources/i18n/*.ts)
QM := $(TS:.ts=.qm)
LIBRARIES := resources/packaging/linux/system-libraries.sh
LUPDATE := $(BIN)/pyside6-lupdate -silent -locations none -source-language nl_NL
TRANSLATED := desktop/*.py desktop/controllers/*.py desktop/widgets/*.py
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/$(VENV)

.PHONY: help setup demo run lint test bench screenshots translations clean

help:
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

setup: $(VENV)/.ready $(QM) ## what the other targets need (they call it themselves)

$(VENV)/bin/python:
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.ready: $(VENV)/bin/python pyproject.toml uv.lock $(LIBRARIES)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv sync --quiet --locked --compile-bytecode
	sh $(LIBRARIES)
	@touch $@

%.qm: %.ts $(VENV)/.ready
	$(BIN)/pyside6-lrelease -silent $< -qm $@

demo: setup ## the program on its embedded edition, without the internet
	@if [ "$$(uname)" = Darwin ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    $(BIN)/python -m desktop --demo; \
	else \
	    QT_QPA_PLATFORM=offscreen $(BIN)/python -m desktop --demo --screenshot build/demo.png; \
	fi

run: setup ## the program itself
	$(BIN)/python -m desktop

lint: setup ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint ## lint, types and every test
	$(BIN)/pytest

bench: setup ## the benchmarks; they print ratios
	$(BIN)/python -m tests.benchmarks

screenshots: setup ## the pictures of the README
	$(BIN)/python -m tests.end_to_end.screenshots

translations: setup ## take new sentences of the window over into resources/i18n
	$(LUPDATE) -target-language en_GB $(TRANSLATED) -ts resources/i18n/zeelandnet_en.ts
	$(LUPDATE) -target-language nl_NL -pluralonly $(TRANSLATED) -ts resources/i18n/zeelandnet_nl.ts

clean: ## remove what was made
	rm -rf $(VENV) build dist $(QM)
