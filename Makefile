# Two commands are all a newcomer needs: `make run` and `make test`.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
ifeq ($(strip $(PYTHON)),)
  $(error Python 3.11 or newer is needed: run `apt install python3.11 python3.11-venv`)
endif
export PORT ARGS
.PHONY: run test check services stop demo-reset requirements help
.DEFAULT_GOAL := help

help:  ## List the commands.
	@sed -n 's/^\([a-z-]*\):  *## /  make \1\t/p' Makefile

run:  ## Start everything with the demonstration (PORT=8000); Ctrl-C ends it.
	@$(PYTHON) -m launch run

test:  ## Run every test on a real PostgreSQL and Redis of its own (ARGS="-k words").
	@$(PYTHON) -m launch test

check:  ## Format, lint, types, import contract, templates, migrations, deployment.
	@$(PYTHON) -m launch check

services:  ## Start PostgreSQL and Redis in the background, migrated; manage.py finds them.
	@$(PYTHON) -m launch services

stop:  ## Stop what `make services` started.
	@$(PYTHON) -m launch stop

demo-reset:  ## Empty the embedded database and load the demonstration afresh.
	@$(PYTHON) -m launch demo-reset

requirements:  ## Write the locked requirement files anew (UPGRADE=1 for newer versions).
	@$(PYTHON) -m launch requirements
