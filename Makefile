# lokale-foto: every target installs what it needs first. DOCS=map met documenten, SHEET=nagekeken blad (of bladen).
DOCS ?= data/raw
SHEET ?=
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
LOKALE_FOTO := LOKALE_FOTO_MAKE=$(BIN) $(BIN)/lokale-foto

.DEFAULT_GOAL := help
.PHONY: help install extract classify confirm report retrain rollback undo search status evaluate bench test lint lock language-model network

help:  ## deze lijst
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 of nieuwer is nodig."; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

install: $(STAMP)  ## installeer alles in .venv

extract: $(STAMP)  ## lees de documenten in DOCS
	@$(LOKALE_FOTO) extract "$(DOCS)"

classify: $(STAMP)  ## stel labels voor en schrijf data/work/suggesties.csv en .xlsx
	@$(LOKALE_FOTO) classify

confirm: $(STAMP)  ## bewaar de beslissingen uit het nagekeken blad (SHEET=…)
	@$(LOKALE_FOTO) confirm $(SHEET)

report: $(STAMP)  ## maak de lokale foto van wat bevestigd is
	@$(LOKALE_FOTO) report

retrain: $(STAMP)  ## laat het model leren van de bevestigde beslissingen
	@$(LOKALE_FOTO) retrain

rollback: $(STAMP)  ## neem het vorige model terug in gebruik
	@$(LOKALE_FOTO) rollback

undo: $(STAMP)  ## maak de laatste bevestigde ronde ongedaan
	@$(LOKALE_FOTO) undo

search: $(STAMP)  ## zoek een actie (VRAAG="deelfietsen aan het station")
	@$(LOKALE_FOTO) search "$(VRAAG)"

status: $(STAMP)  ## wat staat waar, en wat is de volgende stap
	@$(LOKALE_FOTO) status

evaluate: $(STAMP)  ## cijfers over de kwaliteit
	@$(LOKALE_FOTO) evaluate
	$(BIN)/python -m tests.evaluate

bench: $(STAMP)  ## snelheid en geheugen, naast wat anderen gebruiken
	$(BIN)/python -m tests.bench

test: $(STAMP)  ## alle tests
	$(BIN)/python -m pytest

lint: $(STAMP)  ## stijl en types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock:  ## leg de versies opnieuw vast in requirements.lock
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --extra dev --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-header --output-file requirements.lock pyproject.toml

language-model: $(STAMP)  ## train het taalmodel opnieuw (TREEBANK=map met CoNLL-U-bestanden)
	$(BIN)/python -m pipeline.language_training "$(TREEBANK)" --date "$$(date +%Y-%m-%d)"

network: $(STAMP)  ## train het netwerk dat acties herkent opnieuw, op het basiscorpus
	$(BIN)/python -m pipeline.language_training.network
