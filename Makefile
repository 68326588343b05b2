# The two commands: make run, make test. The rest serves them.
PORT ?= 8080
DATA ?= var
COUNTRY ?= SN
ORIGIN ?=
ANSWERS ?=
EMPTY ?=
PYTHON ?= python3

country := $(shell printf '%s' '$(COUNTRY)' | tr 'A-Z' 'a-z')
bin := .venv/bin
repo := $(DATA)/repo
keys := $(DATA)/publisher-keys
# For the demonstration's keys alone: whoever reads this could sign with them. Real ones: docs/ministere/publier.md
opens_keys := MINISTRY_KEYS_PASSPHRASE='cles de demonstration'
box := $(DATA)/$(country)$(if $(EMPTY),-empty)
sources := $(shell find exchange learning ministry hotspot runtime sync_agent -name '*.py')
content := $(shell find catalogue -type f)

export HOTSPOT_DATA_FOLDER = $(box)
export HOTSPOT_PORT = $(PORT)
export HOTSPOT_ORIGIN = $(ORIGIN)
export HOTSPOT_KEYS_FOLDER = $(DATA)/keys

.PHONY: run publish sync test test-slow check bench bench-peers bench-sync lock translations clean

## make run: a demonstration school on http://localhost:8080 (PORT=, DATA=, COUNTRY=, ORIGIN= change it);
## with EMPTY=1 a box that no school has claimed yet, and the codes of its label
run: $(box)/.prepared
	@mkdir -p $(DATA)/keys/CLE-ESSAI
	@$(if $(EMPTY),cat $(box)/label.txt)
	@$(bin)/hotspot serve

$(box)/.prepared: $(repo)/.published-$(country)
	@echo "Préparation de l'école d'essai…"
	@$(bin)/hotspot install $(repo) --country $(COUNTRY) --root $(repo)/metadata/1.root.json >/dev/null
	@$(if $(EMPTY),umask 077 && test -s $(box)/label.txt || $(bin)/hotspot label >$(box)/label.txt,$(bin)/hotspot demonstration >/dev/null)
	@touch $@

## make sync: the messenger brings the demonstration's box what was published since; the box may serve meanwhile
sync: $(repo)/.published-$(country)
	@test -s $(box)/root.json || $(MAKE) --no-print-directory $(box)/.prepared
	@SYNC_AGENT_DATA_FOLDER=$(box) SYNC_AGENT_COUNTRY=$(COUNTRY) SYNC_AGENT_SOURCES=$(repo) \
	    SYNC_AGENT_KEYS_FOLDER=$(DATA)/keys $(bin)/sync-agent once

publish: $(repo)/.published-$(country)
$(repo)/.published-$(country): .venv/.installed $(keys)/country-$(country).key $(content) $(sources)
	@echo "Publication du catalogue ($(COUNTRY))…"
	@$(opens_keys) $(bin)/ministry publish --country $(COUNTRY) --to $(repo) --keys $(keys) >/dev/null
	@touch $@

$(keys)/country-$(country).key: | .venv/.installed
	@$(opens_keys) $(bin)/ministry keys new $(keys) --country $(COUNTRY) >/dev/null

.venv/.installed: requirements.lock pyproject.toml
	@sh runtime/venv.sh $(PYTHON)
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@$(bin)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

tests/front/node_modules/.installed: tests/front/package-lock.json
	@sh tests/setup/debian.sh
	@cd tests/front && npm ci --silent
	@touch $@

lock: .venv/.installed-dev
	$(bin)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --no-annotate --extra hotspot --extra ministry --extra sync-agent --group build pyproject.toml -o requirements.lock
	$(bin)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --no-annotate --all-extras --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

## make check: everything a machine can say without running the program
check: .venv/.installed-dev
	@$(bin)/ruff format --check .
	@$(bin)/ruff check .
	@$(bin)/mypy
	@$(bin)/lint-imports --no-logo
	@$(bin)/pytest -q -p no:cacheprovider tests/house

## make test: sets up what the tests need (root or sudo), checks, then runs them all
test: check tests/front/node_modules/.installed
	@$(bin)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder

## make test-slow: the whole catalogue drawn 1,000 times in each country, a real Chromium 69, sixty phones for ten minutes
test-slow: .venv/.installed-dev tests/front/node_modules/.installed
	@sh tests/setup/old_browser.sh
	@$(bin)/pytest -q -m slow

## make bench: our figures beside a bare app and nginx, the tutor's beside other policies and models (ANSWERS=FOLDER of logs)
bench: .venv/.installed-dev
	@$(bin)/python -m benchmarks $(if $(ANSWERS),--answers $(ANSWERS))

## make bench-peers: the box beside Kolibri and kiwix-serve, installed from their packages
bench-peers: .venv/.installed-dev
	@$(bin)/python -m benchmarks.peers --keep $(DATA)/peers

## make bench-sync: what the messenger costs and bears on bad lines, beside plain rsync (root, some twenty minutes)
bench-sync: .venv/.installed-dev
	@$(bin)/python -m benchmarks.sync

clean:
	rm -rf .venv build *.egg-info tests/front/node_modules tests/setup/.old-browser

## make translations: puts new sentences of the source into the catalogues of Arabic and English
translations: .venv/.installed-dev
	@$(bin)/python tests/setup/translations.py
