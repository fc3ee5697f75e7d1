# make        set up, build the flagship, say where it is
# make test   run everything that is tested
# make clean  remove what was built, and the environment
PYTHON ?= python3
BIN := .venv/bin

.PHONY: all build test clean

all: build

build: .venv/ready
	@$(BIN)/python build.py

# Rewritten only when what is installed changes, so that a second `make` goes straight to the build.
.venv/ready: requirements.lock pyproject.toml .ci/system
	@sh .ci/system
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "python3 -m venv failed: on Debian, apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing what requirements.lock names ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-test: requirements-test.lock .venv/ready
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

# What is compiled is kept, whatever the environment says: each of its processes would compile it again.
test: .venv/ready-test
	@$(BIN)/python -m ruff check .
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q -n 2 --dist worksteal

clean:
	rm -rf .venv .tieout output/*/draft build dist *.egg-info
