# The commands. Everything they need comes from uv.lock; uv itself is brought if the machine has none.
.DEFAULT_GOAL := help
.PHONY: help run test ordeal load bench screenshots reading-order check audit browser environment tests-environment

SHELL := /bin/sh
OWN_UV := .uv/bin/uv
UV := $(if $(shell command -v uv),uv,$(OWN_UV))
STAIRCASE := $(UV) run --no-sync staircase
WORKERS ?= 2
SIZES ?= S M L
MINUTES ?= 20

help: ## these lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: environment ## fill the database and build the release where needed, then serve on this machine
	@$(STAIRCASE) run

test: browser ## every test: units, pages, PostgreSQL and a real browser
	@$(UV) run --no-sync pytest -n $(WORKERS)

ordeal: browser load ## what takes too long for a test: the load, an import killed 50 times, PostgreSQL away
	@$(UV) run --no-sync python -m tests.ordeal.kills
	@$(UV) run --no-sync python -m tests.ordeal.outage

load: tests-environment ## how many sessions it holds, half of them for MINUTES, into docs/performance.md
	@$(UV) run --no-sync python -m tests.ordeal.load --minutes $(MINUTES)

bench: browser ## how long builds and clicks take, at each of SIZES, into docs/performance.md
	@$(UV) sync --frozen --group bench
	@$(UV) run --no-sync python -m tests.bench --sizes $(SIZES)

screenshots: browser ## every page, wide and narrow, light and dark, into docs/screens
	@$(UV) run --no-sync python -m tests.browser.screenshots

reading-order: browser ## what a screen reader meets on each page, into tests/browser/reading_order
	@$(UV) run --no-sync python -m tests.browser.reading_order

check: tests-environment audit ## format, lint, types, known vulnerabilities, and that uv.lock is up to date
	$(UV) lock --check
	$(UV) run --no-sync ruff format --check
	$(UV) run --no-sync ruff check
	$(UV) run --no-sync mypy

# Status 1 is a vulnerability; any other that the service could not be asked, or that this uv can't do it.
audit: $(filter $(OWN_UV),$(UV)) ## vulnerabilities known of what uv.lock names; said so where nobody can be asked
	@$(UV) audit --frozen --preview-features audit-command $(UV_AUDIT_SERVICE:%=--service-url %); \
	case $$? in 0) ;; 1) exit 1 ;; *) echo "NOT AUDITED for known vulnerabilities: the service can't be asked." >&2 ;; esac

environment: $(filter $(OWN_UV),$(UV)) ## install what the dashboard needs into .venv
	@$(UV) sync --frozen --no-dev --inexact

tests-environment: $(filter $(OWN_UV),$(UV)) ## install what the tests need as well
	@$(UV) sync --frozen

browser: tests-environment ## find a Chromium for the tests, or install one
	@$(UV) run --no-sync python -m tests.browser.chromium

# In a folder of its own, so that nothing is installed into the machine's Python. Debian keeps venv and pip in
# packages of their own: root gets them, anybody else is told.
$(OWN_UV):
	@echo "This machine has no uv: installing it into .uv"
	@$(OWN_UV_BY_VENV) || $(OWN_UV_BY_PIP) || { test "$$(id -u)" = 0 && apt-get update -qq \
	&& apt-get install -y -qq python3-venv && $(OWN_UV_BY_VENV); } || { rm -rf .uv; echo "$$NO_UV" >&2; exit 1; }

PIP := -m pip install --quiet --disable-pip-version-check
OWN_UV_BY_VENV = { rm -rf .uv; python3 -m venv .uv >/dev/null 2>&1 && .uv/bin/python $(PIP) uv; }
OWN_UV_BY_PIP = { rm -rf .uv; python3 -m pip --version >/dev/null 2>&1 && python3 $(PIP) --target .uv uv; }
define NO_UV
uv could not be installed: it needs Python's venv module and the package index.
Install it in one of these ways, then run make again:
    sudo apt-get install python3-venv
    https://docs.astral.sh/uv/getting-started/installation/
endef
export NO_UV
