# Everything starts from a bare clone: the first target that needs it builds .venv from requirements.lock.
PYTHON ?= python3
# Processes for the tests; WORKERS=0 runs them one after the other, for a debugger.
WORKERS ?= auto
# A file stays in one process, so that what it starts once (a server, a browser) is started once.
DISTRIBUTE := --numprocesses $(WORKERS) --dist loadfile
# Handed on to the command: make test ARGS="-k schedule", make dashboard ARGS="--port 8900"
ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := .venv/.locked
INSTALLED := .venv/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help dashboard notebooks test quick lint check format docs benchmark fuzz lock hooks wheel clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dashboard: $(INSTALLED) ## open the dashboard in the browser
	$(BIN)/costmodel dashboard $(ARGS)

notebooks: $(INSTALLED) ## open the notebooks in JupyterLab
	$(BIN)/jupyter-lab --notebook-dir=notebooks $(ARGS)

test: $(INSTALLED) ## run all tests
	$(BIN)/python -m pytest $(DISTRIBUTE) $(ARGS)

# Beliefs, the straight line, every formula of cost, the laws, the figures of all shipped cases, the order of the rooms.
CORE := tests/beliefs tests/simulation tests/estimates tests/costs tests/laws tests/reference tests/test_architecture.py

quick: $(INSTALLED) ## in a minute: is the core sound?
	$(BIN)/python -m pytest -q $(DISTRIBUTE) $(CORE) $(ARGS)

docs: $(INSTALLED) ## make the guides a site: docs/_build/html/index.html
	$(BIN)/python -m sphinx -W --keep-going -q -b html -d docs/_build/doctrees docs docs/_build/html
	@echo "docs/_build/html/index.html"

lint: $(INSTALLED) ## ruff, mypy, the order of the rooms, and that no notebook carries output
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/nbstripout --verify notebooks/*.ipynb notebooks/de/*.ipynb

check: lint test ## all that decides whether a change is accepted

format: $(INSTALLED) ## put the code in order, and take the output out of the notebooks
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(BIN)/nbstripout notebooks/*.ipynb notebooks/de/*.ipynb

benchmark: $(INSTALLED) ## measure speed and memory
	@set -e; for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script" $(ARGS); done

fuzz: $(INSTALLED) ## try everything that others may hand in, a minute for each; ARGS=--write keeps the table
	$(BIN)/python -m tests.fuzz.run $(ARGS)

lock: $(LOCKED) ## write requirements.lock anew; ARGS=--upgrade takes the newest versions
	$(BIN)/uv pip compile --quiet --group dev $(ARGS) --output-file requirements.lock pyproject.toml

hooks: $(INSTALLED) ## let git run ruff, mypy and nbstripout before each commit
	$(BIN)/pre-commit install

wheel: $(INSTALLED) ## build the package into dist/
	$(PIP) wheel -qq --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove what the other targets made
	rm -rf .venv build dist docs/_build .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A new lock gets a new environment: what is no longer locked must not linger and hide a missing dependency.
$(LOCKED): requirements.lock
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name it: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "costmodel needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name a newer one: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv from requirements.lock; this takes a minute or two, once."
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) install -qq --require-hashes -r requirements.lock
	@touch $@

$(INSTALLED): $(LOCKED) pyproject.toml
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@
