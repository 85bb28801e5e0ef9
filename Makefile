# Every verb is a function of tools/desk.py; on Windows: py tools\desk.py VERB.
#   setup         install everything
#   run           open the window on the sample shop (without a display: play the demo)
#   test          run the tests with real servers        make test ARGS="tests/services -k outbox"
#   check         ruff, mypy, import-linter
#   bench         run one benchmark                      make bench NAME=send
#   soak          the tests that take minutes or hours, and more examples of every property
#   translations  collect the texts, build the catalogues
#   clean         remove what can be made again          make clean ARGS=--all
#   lock          pin the requirements again (needs uv)

PYTHON ?= python3
VERBS = setup run test check bench soak translations clean lock

.PHONY: help $(VERBS)

help:
	@$(PYTHON) tools/desk.py help

$(VERBS):
	@$(PYTHON) tools/desk.py $@ $(NAME) $(ARGS)
