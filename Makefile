# Every target makes the environment it needs; `make help` lists them.
# PYTHON=python3.12 chooses the interpreter (an environment of another version is made anew),
# VENV=.venv-3.12 keeps several side by side, ARGS="-k health" goes to pytest, JOBS=1 tests on one core,
# SIZES="1000 1000000" to the benchmark.

VENV ?= .venv
ARGS ?=
# two more than there are cores: tests that talk to real servers wait
JOBS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 2)))
SIZES ?=

# The first of the usual names that is new enough: on some systems python3 is older than 3.11.
ASK_VERSION := import sys; sys.version_info >= (3, 11) and print("%d.%d" % sys.version_info[:2])
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	test -n "$$("$$name" -c '$(ASK_VERSION)' 2>/dev/null)" && echo "$$name" && break; done)
endif
PYTHON_VERSION := $(shell "$(PYTHON)" -c '$(ASK_VERSION)' 2>/dev/null)

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install -qq -c constraints.txt
RUNTIME := $(VENV)/.runtime-$(PYTHON_VERSION)
DEV := $(VENV)/.dev-$(PYTHON_VERSION)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo demo-serve test covered lint types layers ci bench conformance fuzz docs docs-site picture wall-picture golden audit fmt man build sbom clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 13

demo: $(RUNTIME) ## everything repcheck does, offline, on an embedded name server
	@$(BIN)/repcheck demo

demo-serve: $(RUNTIME) ## the wall of repcheck serve in the browser, over 90 made-up days, until Ctrl-C
	@$(BIN)/repcheck demo --wall

# Tests start repcheck hundreds of times: what was edited is compiled once before, not at each of these starts.
# They keep their own bytecode, too, whatever the environment wishes: each process would compile them anew.
TESTED := PYTHONDONTWRITEBYTECODE= $(BIN)/python

test: $(DEV) ## all tests, on all cores; skipped ones are listed with the reason
	@$(BIN)/python -m compileall -q repcheck
	@$(BIN)/python -m repcheck.app.prepare
	@$(TESTED) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

lint: $(DEV) ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEV) ## mypy --strict
	@$(BIN)/mypy

layers: $(DEV) ## import contracts: lower layers never import upper ones
	@$(BIN)/lint-imports --no-logo && echo

covered: $(DEV) ## the tests again, with the lines they reach counted; below the floor it fails
	@$(BIN)/python -m compileall -q repcheck
	@$(BIN)/python -m repcheck.app.prepare
	@$(TESTED) -m pytest -n $(JOBS) --dist worksteal --cov --cov-report=term $(ARGS)

ci: lint types layers test ## all that CI checks, in its order

bench: $(RUNTIME) ## what a run costs: time, CPU and memory, as a table; SIZES=1000000 for other sizes
	@$(BIN)/python -m bench.run $(SIZES)
	@$(BIN)/python -m bench.mails
	@$(BIN)/python -m bench.logs
	@$(BIN)/python -m bench.domain
	@$(BIN)/python -m bench.monitor
	@$(BIN)/python -m bench.causes
	@$(BIN)/python -m bench.render
	@$(BIN)/python -m bench.wall
	@$(BIN)/python -m bench.check
	@$(BIN)/python -m bench.live

# pip compares the archive with the hash in the file before it opens it.
SUITE := $(VENV)/.conformance
conformance: $(DEV) ## the public RFC 7208 test suite, fetched as part of another project's source archive
	@test -f $(SUITE)/pyspf-2.0.14.tar.gz || $(PIP) download -q --no-deps --no-binary pyspf \
		--require-hashes -r tests/conformance/requirements.txt -d $(SUITE)
	@$(BIN)/python -m tests.conformance.run $(SUITE)/pyspf-2.0.14.tar.gz

# KIND=reply, event or log fuzzes another kind of input; what is found is kept in $(VENV)/.fuzz.
SECONDS ?= 60
KIND ?= mail
fuzz: $(DEV) ## coverage-guided fuzzing of the bounce reader; SECONDS=600, KIND=mail, reply, event or log
	@$(BIN)/python -c 'import atheris' 2>/dev/null || $(INSTALL) --group fuzz
	@$(BIN)/python -m tests.fuzz.run $(KIND) $(SECONDS) $(VENV)/.fuzz

fmt: $(DEV) ## format and mend what ruff can mend by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(RUNTIME) ## all that is made from data and commands: catalog, schemas, help texts, glossary, what pages show
	@$(BIN)/python -m repcheck.render.catalog.handbook docs/catalog.md
	@$(BIN)/python -m repcheck.render.catalog.score_page docs/score.md
	@$(BIN)/python -m repcheck.catalog.schemas
	@$(BIN)/python -m repcheck.app.evidence.document
	@$(BIN)/python -m repcheck.render.json.schema_files
	@$(BIN)/python -m tools.schema_page docs/fields.md
	@$(BIN)/python -m repcheck.cli.handbook docs/commands.md docs/first-steps.md docs/glossary.md
	@$(BIN)/python -m tests.docs.write

docs-site: $(RUNTIME) ## the pages of docs/ as a site, into build/site; a warning fails, and so does what it would load from outside
	@$(BIN)/python -c 'import furo, myst_parser, sphinx' 2>/dev/null || $(INSTALL) --group docs
	@$(BIN)/python -m tools.site build/site
	@ls build/site/index.html

picture: $(DEV) ## the picture of the terminal in README, from what the demo prints
	@$(BIN)/python -m tools.picture docs/terminal.svg

wall-picture: $(DEV) ## the picture of the wall in README, from what demo-serve shows in Chromium
	@$(BIN)/python -m tools.wall_picture docs/wall.png

golden: $(DEV) ## write the kept outputs of formats and screens anew: read what git diff shows before you keep it
	@REPCHECK_WRITE_GOLDEN=1 $(BIN)/python -m pytest -q -n $(JOBS) tests/render tests/cli/test_screens.py tests/app/test_explained.py tests/app/test_domain_demo.py tests/web/test_board.py

audit: $(RUNTIME) ## what to look at next in the catalog: the oldest, least certain and least sourced entries
	@$(BIN)/python -m repcheck.render.catalog.audit

man: $(RUNTIME) ## the manual pages and completion scripts of the commands, into build/man
	@$(BIN)/python -m repcheck.cli.documents.manual build/man --shells
	@ls build/man/repcheck.1

build: $(RUNTIME) ## the wheel, into dist/
	@$(PIP) wheel -qq --no-deps --build-constraint constraints.txt --wheel-dir dist .
	@ls dist/*.whl

# Of what runs: an environment of the wheel alone, in the releases that constraints.txt names.
SBOM := build/sbom
sbom: $(DEV) ## what repcheck consists of, as CycloneDX, into dist/
	@$(BIN)/python -c 'import cyclonedx_py' 2>/dev/null || $(INSTALL) --group package
	@rm -rf $(SBOM) && $(BIN)/python -m venv --without-pip $(SBOM) && mkdir -p dist
	@$(PIP) --python $(SBOM)/bin/python install -qq -c constraints.txt .
	@$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
		-o dist/repcheck.cdx.json $(SBOM)/bin/python
	@ls dist/repcheck.cdx.json

clean: ## remove builds and caches; the environment stays (rm -r .venv)
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -path './.venv*' -prune -o -name __pycache__ -type d -exec rm -rf {} +

# Compiled here, as pip does for a wheel: where Python may not write bytecode, each start would compile anew.
# --build-constraint and --group need the pip that constraints.txt names; the one that comes
# with Python may be older.
$(RUNTIME): pyproject.toml constraints.txt
	@test -n "$(PYTHON_VERSION)" || { echo "make: Python 3.11 or newer is needed$(if $(PYTHON), and $(PYTHON) is not it); say make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Installing repcheck into $(VENV) (Python $(PYTHON_VERSION)) ..."
	@test "$$($(BIN)/python -c '$(ASK_VERSION)' 2>/dev/null)" = "$(PYTHON_VERSION)" || "$(PYTHON)" -m venv --clear $(VENV)
	@rm -f $(VENV)/.runtime-* $(VENV)/.dev-*
	@$(INSTALL) --upgrade pip
	@$(INSTALL) --build-constraint constraints.txt -e .
	@$(BIN)/python -m compileall -q repcheck
	@touch $@

$(DEV): $(RUNTIME)
	@echo "Installing the tools for tests and checks ..."
	@$(INSTALL) --group dev
	@touch $@
