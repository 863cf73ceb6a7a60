# What one can do with Lärcentrum's source. The README says which two commands matter.
PYTHON ?= python3.11
DIR ?= build/demo
JOBS ?= 2
UV ?= uv
BIN := .venv/bin
EXTRAS := --extra test --extra lint --extra build
COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

# The tests start the program some hundred times: without its bytecode each would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: demo run test lint bench faults fmt lock locale guide installer try-installer \
	try-windows-installer system bench-system

demo: .venv/ready
	$(BIN)/larcentrum demo "$(DIR)"

run: .venv/ready
	$(BIN)/larcentrum-gui

test: .venv/ready
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n $(JOBS) --dist worksteal

lint: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python installer/catalogue.py --check

bench: .venv/ready bench-system
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

faults: .venv/ready
	QT_QPA_PLATFORM=offscreen LARCENTRUM_FAULTS=all $(BIN)/pytest -n $(JOBS) --dist worksteal --timeout 7200 tests/faults tests/lärcentrum/home/test_lease_model.py

fmt: .venv/ready
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

locale: .venv/ready
	$(BIN)/python installer/catalogue.py

# Takes the pictures of resources/guide anew, from example data: the same bytes at each run.
guide: .venv/ready
	$(BIN)/python installer/guide_pictures.py

# What one installs, in build/installer; then the same tried in a clean Debian (as root).
installer: .venv/ready
	$(BIN)/python installer/build.py

try-installer:
	@installer/system.sh installer/debian/try-packages.txt
	installer/try_debian.sh build/installer/larcentrum_*.deb

# The installers for Windows around a stand-in for the program, with wine.
try-windows-installer: .venv/ready
	@installer/system.sh installer/windows/debian-packages.txt
	$(BIN)/python installer/try_windows.py

# Needs uv. Writes names, versions and hashes only: where they come from is the machine's affair.
lock:
	$(UV) $(COMPILE) pyproject.toml -o requirements.txt
	$(UV) $(COMPILE) $(EXTRAS) -c requirements.txt pyproject.toml -o requirements-dev.txt

# SYSTEM=ready skips the look at Debian's packages, for systems that are not Debian.
system:
ifneq ($(SYSTEM),ready)
	@installer/system.sh installer/debian-packages.txt
endif

# What the figures are measured against, beside what running and testing need.
bench-system:
ifneq ($(SYSTEM),ready)
	@installer/system.sh installer/debian-bench-packages.txt
endif

# The lock names everything, so pip looks for nothing else (--no-deps): a newer release of something
# that is asked for with an extra made it refuse its own lock. `pip check` then sees that all is there.
.venv/ready: requirements-dev.txt pyproject.toml | system
	[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--no-deps --require-hashes --only-binary :all: -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check --disable-pip-version-check
	@touch $@
