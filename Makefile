# Everything starts from a bare clone: the first target that needs it builds .venv from requirements-dev.lock.
PYTHON ?= python3
# Processes for the tests; WORKERS=0 runs them one after the other, for a debugger.
WORKERS ?= auto
# A file is run by one process, so that what it starts once (a server, a browser, the papers of every case) is started
# once; the files come in the order of tests/conftest.py, what takes longest first.
DISTRIBUTE := --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder
# The tests start many processes of this package, and each would compile it anew: a third of a second.
unexport PYTHONDONTWRITEBYTECODE
# Handed on to the command: make test ARGS="-k schedule", make dashboard ARGS="--port 8900"
ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := .venv/.locked
INSTALLED := .venv/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help dashboard notebooks test quick laws cluster second-model backtest lint check format docs benchmark soak fuzz lock licences hooks wheel sbom clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dashboard: $(INSTALLED) ## open the dashboard in the browser
	$(BIN)/costmodel dashboard $(ARGS)

notebooks: $(INSTALLED) ## open the notebooks in JupyterLab
	$(BIN)/jupyter-lab --notebook-dir=notebooks $(ARGS)

test: $(INSTALLED) ## run all tests
	$(BIN)/python -m pytest $(DISTRIBUTE) $(ARGS)

# The core of every room: beliefs, files, words, the straight line, each formula of cost, what is asked of an estimate,
# the laws, the figures of all shipped cases, the order of the rooms. No browser, no server, no paper, no notebook.
CORE := tests/beliefs tests/simulation tests/estimates tests/costs tests/laws tests/reference tests/test_architecture.py \
	tests/files/test_entries.py tests/files/test_scenario.py tests/files/test_typed_numbers.py \
	tests/language/test_texts.py tests/finance/test_treatments.py tests/decisions/test_confidence.py \
	tests/control/test_actuals.py tests/elicitation/test_pooling.py tests/dashboard/test_pictures.py \
	--ignore=tests/beliefs/test_new_shape.py

quick: $(INSTALLED) ## in a minute: is the core sound?
	$(BIN)/python -m pytest -q $(DISTRIBUTE) $(CORE) $(ARGS)

laws: $(INSTALLED) ## five hundred examples instead of twenty for each law that says no number itself
	$(BIN)/python -m pytest -q --numprocesses $(WORKERS) --dist worksteal -m hypothesis --hypothesis-profile thorough \
		--timeout 1800 -o session_timeout=7200 $(ARGS)

second-model: $(INSTALLED) ## compare with the model that is written from the documents alone; ARGS=1000000 takes more samples
	$(BIN)/python -m tests.second_model.comparison $(ARGS)

cluster: $(INSTALLED) ## lose a worker of a cluster, and what its scheduler knows: the same bits all the same
	COSTMODEL_CLUSTER=1 $(BIN)/python -m pytest -q tests/portfolio/test_cluster.py $(ARGS)

backtest: $(INSTALLED) ## hold the ranges against what finished projects really took
	$(BIN)/python -m tests.backtest.coverage $(ARGS)

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
	@set -e; for script in $(filter-out benchmarks/soak.py,$(wildcard benchmarks/*.py)); do echo "== $$script"; $(BIN)/python "$$script" $(ARGS); done

fuzz: $(INSTALLED) ## try everything that others may hand in, a minute for each; ARGS=--write keeps the table
	$(BIN)/python -m tests.fuzz.run $(ARGS)

soak: $(INSTALLED) ## half an hour with twenty viewers: what grows, what is left; ARGS="--viewers 10 --minutes 6"
	$(BIN)/python benchmarks/soak.py $(ARGS)

# Who adds to a lock keeps what it pins: the three name the same version of a package.
COMPILE := $(BIN)/uv pip compile --quiet pyproject.toml
ALL := --all-extras --group build

lock: $(LOCKED) ## write the three locks anew; ARGS=--upgrade takes the newest versions
	$(COMPILE) $(ALL) $(ARGS) --output-file requirements.lock
	$(COMPILE) --group build --constraint requirements.lock --output-file requirements-core.lock
	$(COMPILE) $(ALL) --group dev $(ARGS) --constraint requirements.lock --output-file requirements-dev.lock

licences: $(INSTALLED) ## write docs/licences.md anew, after a new lock
	$(BIN)/python -m tests.supply.licences

hooks: $(INSTALLED) ## let git run ruff, mypy and nbstripout before each commit
	$(BIN)/pre-commit install

wheel: $(INSTALLED) ## build the package into dist/
	$(PIP) wheel -qq --no-deps --no-build-isolation --wheel-dir dist .

sbom: $(INSTALLED) ## write the bill of materials (CycloneDX) into dist/
	$(BIN)/python -m tests.supply.bill_of_materials dist

clean: ## remove what the other targets made
	rm -rf .venv build dist docs/_build .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A new lock gets a new environment: what is no longer locked must not linger and hide a missing dependency.
$(LOCKED): requirements-dev.lock
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name it: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "costmodel needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name a newer one: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv from requirements-dev.lock; this takes a minute or two, once."
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) install -qq --require-hashes -r requirements-dev.lock
	@touch $@

$(INSTALLED): $(LOCKED) pyproject.toml
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@
