# make TASK is python run.py TASK; on a machine without make, say the latter.
PYTHON ?= python3

.PHONY: help book test lab serve notebooks check bench coursework mutants clean
help book test lab serve notebooks check bench coursework mutants clean:
	@$(PYTHON) run.py $@
