# Sets up everything that is missing and runs it. `make demo` and `make test` are all a newcomer needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TS := $(wildcard resources/i18n/*.ts)
QM := $(TS:.ts=.qm)
LIBRARIES := resources/packaging/linux/system-libraries.sh
TRANSLATED := $$(find desktop -name "*.py" | sort)
LUPDATE := $(BIN)/pyside6-lupdate -silent -noobsolete -locations none -source-language nl_NL
# The lock file says which uv reads it.
UV_VERSION = $(shell awk '/^name = "uv"$$/ { getline; gsub(/[^0-9.]/, ""); print }' uv.lock)
# Two builds of one commit are the same to the byte: times are those of the commit, sets keep their order.
REPRODUCIBLE = SOURCE_DATE_EPOCH=$(shell git log -1 --format=%ct 2>/dev/null || echo 1700000000) PYTHONHASHSEED=0 LC_ALL=C.UTF-8
DIST := dist
SECONDS := 3600
IN_PROCESSES := -n auto --dist loadfile --no-loadscope-reorder
WORK := build/pyinstaller
WINDOWS := build/windows
ON_WINE = ZEELANDNET_WINDOWS=$(WINDOWS) REQUIRE_END_TO_END=1
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/$(VENV)

.PHONY: help setup demo run lint test proofs faults fuzz bench build package appimage wheel package-test windows-test windows-suite windows-package-test sbom screenshots gallery translations clean

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/.ready $(VENV)/.libraries $(QM) ## what the other targets need (they call it themselves)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --without-pip $(VENV)

# uv comes through pip, so that neither uv nor python3-venv has to be there beforehand.
$(VENV)/.ready: $(BIN)/python pyproject.toml uv.lock
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv sync --quiet --locked --compile-bytecode
	@touch $@

$(VENV)/.packaging: $(VENV)/.ready
	$(BIN)/uv sync --quiet --locked --compile-bytecode --group package
	@touch $@

$(VENV)/.fuzzing: $(VENV)/.ready
	$(BIN)/uv sync --quiet --locked --inexact --group fuzz
	@touch $@

# Left undone where something is still missing: it is then named each time.
$(VENV)/.libraries: $(LIBRARIES) | $(BIN)/python
	@if sh $(LIBRARIES); then touch $@; fi

%.qm: %.ts $(VENV)/.ready | $(VENV)/.libraries
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

test: lint ## lint, types and every test but the long ones
	$(BIN)/pytest $(IN_PROCESSES) -m "not long"

proofs: setup ## the long ones: the installer for Windows on Wine
	$(BIN)/pytest $(IN_PROCESSES) -m long

faults: setup ## every fault the program is to survive, and the README's table of them
	@mkdir -p build
	$(BIN)/python -m tests.faults

fuzz: setup $(VENV)/.fuzzing ## bytes that no parser can stand, looked for during SECONDS=3600
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

bench: setup ## the benchmarks; they print ratios
	$(BIN)/python -m tests.benchmarks

build: setup $(VENV)/.packaging ## the program with all it needs in one folder, dist/zeelandnet-desktop
	$(REPRODUCIBLE) $(BIN)/pyinstaller --noconfirm --log-level WARN --distpath $(DIST) --workpath $(WORK) build.spec
	$(BIN)/python -m resources.packaging.bundle $(DIST)/zeelandnet-desktop

package: build ## installers of it for this system, in dist/
	$(REPRODUCIBLE) $(BIN)/python -m resources.packaging.linux.package $(DIST)/zeelandnet-desktop $(DIST)

appimage: build ## the same in one file, an AppImage; fetches the runtime that stands before it
	$(REPRODUCIBLE) $(BIN)/python -m resources.packaging.linux.appimage $(DIST)/zeelandnet-desktop $(DIST)

wheel: setup ## the program for pipx, in dist/
	$(REPRODUCIBLE) $(BIN)/uv build --quiet --wheel --out-dir $(DIST)

package-test: package ## the .deb on a bare Debian made by debootstrap, as root
	lintian --allow-root --fail-on error $(DIST)/*.deb
	ZEELANDNET_DEB=$$(ls $(DIST)/*.deb) REQUIRE_END_TO_END=1 $(BIN)/pytest -n0 tests/end_to_end/frozen

windows-test: setup ## the program on Windows' own Python, run by Wine
	$(BIN)/python -m tests.end_to_end.windows.environment $(WINDOWS)
	$(ON_WINE) $(BIN)/pytest -n0 -rPs tests/end_to_end/windows/test_program.py

windows-suite: setup ## the folders of tests on the same, some ten minutes
	$(BIN)/python -m tests.end_to_end.windows.environment $(WINDOWS)
	$(ON_WINE) $(BIN)/pytest -n0 -rPs tests/end_to_end/windows/test_suite.py

windows-package-test: setup ## the installer for Windows, built, used and removed on Wine; before a release
	$(BIN)/python -m tests.end_to_end.windows.environment $(WINDOWS)
	$(ON_WINE) $(REPRODUCIBLE) $(BIN)/pytest -n0 -rs tests/end_to_end/windows/test_installer.py

sbom: setup $(VENV)/.packaging ## what the program is made of, in dist/, as CycloneDX
	mkdir -p $(DIST) $(WORK)
	$(BIN)/uv export --quiet --locked --no-dev --no-emit-project --format requirements-txt --output-file $(WORK)/requirements.txt
	$(REPRODUCIBLE) $(BIN)/cyclonedx-py requirements $(WORK)/requirements.txt --pyproject pyproject.toml --output-reproducible --of JSON -o $(DIST)/zeelandnet-desktop.cdx.json

screenshots: setup ## the pictures of the README
	$(BIN)/python -m tests.end_to_end.screenshots

gallery: setup ## pictures of every state of the mail, in build/gallery
	$(BIN)/python -m tests.end_to_end.gallery

translations: setup ## take new sentences of the window over into resources/i18n
	$(LUPDATE) -target-language en_GB $(TRANSLATED) -ts resources/i18n/zeelandnet_en.ts
	$(LUPDATE) -target-language nl_NL -pluralonly $(TRANSLATED) -ts resources/i18n/zeelandnet_nl.ts

clean: ## remove what was made
	rm -rf $(VENV) build dist $(QM)
