# make run    启动 / start the bot        make test   跑全部测试 / run every test
# make demo   看一天 / watch a day        make check  查代码 / check the code
# make bench  测速 / measure              make accuracy  听懂多少 / how much is understood
# make classifier  重新学习分类 / learn the classifier's weights again
# make clean  清理 / remove what was made here

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r

.PHONY: run test test-fast demo check bench accuracy classifier screenshots clean
.DELETE_ON_ERROR:

run: $(VENV)/.ready
	@$(BIN)/python -m bot run

test: $(VENV)/.ready-dev
	$(BIN)/python -m pytest

test-fast: $(VENV)/.ready-dev
	$(BIN)/python -m pytest -m "not slow"

demo: $(VENV)/.ready
	@$(BIN)/python -m bot demo

check: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/tidiness -p no:cacheprovider

bench: $(VENV)/.ready-dev
	@$(BIN)/python -m benchmarks

accuracy: $(VENV)/.ready-dev
	@$(BIN)/python -m benchmarks.accuracy

classifier: $(VENV)/.ready-dev
	@$(BIN)/python -m benchmarks.training

screenshots: $(VENV)/.ready-dev
	$(BIN)/python -m tests.browser.screenshots docs

# Everything is pinned with its hash; nothing is installed that is not in these lists.
$(VENV)/.ready: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "安装依赖…… / installing what is needed ..."
	@$(INSTALL) requirements.txt
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	@echo "安装测试工具…… / installing the test tools ..."
	@$(INSTALL) requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
