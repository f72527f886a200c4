# Every verb makes and updates its own .venv. Settings, each given as NAME=VALUE:
#   PYTHON       the Python to use instead of the first that is new enough
#   TORCH_INDEX  the package index to take torch from

.DEFAULT_GOAL := help
.PHONY: help run test check bench shots translations package clean

bin := .venv/bin

# The environment's own Python comes first: it answers at once where nothing is to be done.
set_up = @for python in $(PYTHON) $(bin)/python python3.13 python3.12 python3.11 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& exec "$$python" packaging/setup_env.py $(1) --torch-index "$(TORCH_INDEX)"; \
	done; \
	echo "Interlinear needs Python 3.11 or newer and found none." \
	"Install one (Debian, Ubuntu: sudo apt install python3.11 python3.11-venv)" \
	"or name it: make PYTHON=/path/to/python" >&2; exit 1

help:  ## list the verbs
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 20

run:  ## start Interlinear
	$(call set_up,run)
	@$(bin)/interlinear

test:  ## run all tests
	$(call set_up,dev)
	@$(bin)/python -m pytest -n 2 --dist loadfile -m "not timed"
	@$(bin)/python -m pytest -m timed tests/gui

check:  ## lint, formatting and types
	$(call set_up,dev)
	@$(bin)/ruff check .
	@$(bin)/ruff format --check .
	@$(bin)/mypy

bench:  ## compare speed and memory with other engines
	$(call set_up,dev)
	@$(bin)/python tests/bench/run.py

shots:  ## paint every state of the window into shots/
	$(call set_up,dev)
	@$(bin)/python tests/gui/shots.py shots

translations:  ## extract the window's texts, and compile what they are in Chinese
	$(call set_up,dev)
	@$(bin)/python packaging/translations.py

package:  ## build, prove and pack what people download, into dist/
	$(call set_up,package)
	@$(bin)/python packaging/build.py

clean:  ## remove .venv and everything that was made
	rm -rf .venv build dist shots *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
