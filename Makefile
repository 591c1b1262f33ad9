# Everything runs in .venv, which `make` builds itself from the locked requirements.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
export QT_LOGGING_RULES ?= qt.qpa.fonts=false

.DEFAULT_GOAL := help
.PHONY: help demo test check format dlib bench screenshots translations lock clean

help:  ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The stamp depends on the lock file alone: editing code never reinstalls anything.
$(VENV)/installed: requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Hadir needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON=... to name another.")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(VENV)/installed  ## Play a morning at a test centre: camera, window, server, real faces
	$(BIN)/hadir demo $(DEMO)

test: $(VENV)/installed  ## Run the tests
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses=auto --dist=loadgroup $(TESTS)

check: $(VENV)/installed  ## Lint, type-check and check the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed  ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The engine of face_recognition, and that package itself to measure against, without its claim on a compiled dlib.
$(VENV)/installed-dlib: $(VENV)/installed requirements-dlib.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --require-hashes --requirement requirements-dlib.txt
	@touch $@

dlib: $(VENV)/installed-dlib  ## Install the optional dlib engine, from wheels

bench: $(VENV)/installed-dlib  ## Measure, side by side with the peers
	$(BIN)/python -m benchmarks

screenshots: $(VENV)/installed  ## Take the pictures of the screens for the docs
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m demo.screenshots
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m demo.enrolment_screens

translations: $(VENV)/installed  ## Collect the strings of the window and compile the translations
	cd ui && ../$(BIN)/pyside6-lupdate *.py enrolment/*.py opening/*.py -ts translations/hadir_id.ts -no-obsolete -locations none
	cd ui && ../$(BIN)/pyside6-lrelease translations/hadir_id.ts

lock: $(VENV)/installed  ## Write the locked requirements anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra demo --extra dev pyproject.toml -o requirements-dev.txt
	printf 'dlib-bin\nface_recognition_models\nface_recognition\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-deps - -o requirements-dlib.txt

clean:  ## Remove the virtual environment and what the demo wrote
	rm -rf $(VENV) demo-output screens-output
