# Two commands are all a newcomer needs: `make run` and `make test`.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
ifeq ($(strip $(PYTHON)),)
  $(error Python 3.11 or newer is needed: run `apt install python3.11 python3.11-venv`)
endif
export PORT ARGS
.PHONY: run test bench bench-plans bench-fanout bench-feed bench-webhooks bench-silences check services stop demo-reset requirements help
.DEFAULT_GOAL := help

help:  ## List the commands.
	@sed -n 's/^\([a-z-]*\):  *## /  make \1\t/p' Makefile

run:  ## Start everything with the demonstration (PORT=8000); Ctrl-C ends it.
	@$(PYTHON) -m launch run

test:  ## Run every test on a real PostgreSQL and Redis of its own (ARGS="-k words").
	@$(PYTHON) -m launch test

bench:  ## Measure the check of every running ladder beside 100,000 messages (N=).
	@$(PYTHON) -m launch bench

bench-plans:  ## Measure lists, the table of regions and a plan brought in, over 100,000 tasks (N=).
	@$(PYTHON) -m launch bench-plans

bench-fanout:  ## Measure the fan-out from commit to last message, against its references (N=).
	@$(PYTHON) -m launch bench-fanout

bench-feed:  ## Measure when the last of 1,000 open pages is served (N=).
	@$(PYTHON) -m launch bench-feed

bench-webhooks:  ## Measure messages a second to systems that answer after 20 ms (N=).
	@$(PYTHON) -m launch bench-webhooks

bench-silences:  ## Measure the auditor's look beside 100,000 messages (N=).
	@$(PYTHON) -m launch bench-silences

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
