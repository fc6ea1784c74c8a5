"""The classifier: what it may say, what it may never say, and how it is shipped."""

from __future__ import annotations

from importlib.resources import files

import pytest

from bot.understanding import Intent, classifier
from bot.understanding.classifier import CATEGORIES, INTENTS, NOTHING, model, runs_in
from tests.understanding.sample import said

_MOST = 2 * 1024 * 1024  # bytes of all that is shipped


def test_the_weights_are_small_and_name_intents_that_exist() -> None:
    shipped = [files("bot.understanding") / name for name in (INTENTS, CATEGORIES)]
    assert sum(len(file.read_bytes()) for file in shipped) <= _MOST
    assert set(model().classes) - {NOTHING} <= {intent.value for intent in Intent}
    assert set(model(CATEGORIES).classes) == {"natural", "accident", "health", "security"}


def test_names_and_figures_are_no_part_of_what_is_learnt() -> None:
    assert set(runs_in("\ue000\ue000\ue000到岗8点")) == set(runs_in("\ue000\ue000到岗9点"))


@pytest.mark.parametrize("text", ["", " ", "\x00", "\U0001f600" * 500, "一" * 5000, "\u202e\ud7ff"])
def test_whatever_a_text_is_there_is_a_guess(text: str) -> None:
    guess = model().guess(text)
    assert guess.intent in model().classes
    assert 0 <= guess.share <= 1


def test_what_is_guessed_says_how_likely_it_is_and_what_is_read_is_certain() -> None:
    (read,) = said("到岗了").readings
    assert read.share == 1
    guessed = [reading for reading in said("报告 人已就座 今儿我顶班哈").readings if reading.share < 1]
    assert all(0.5 <= reading.share < 1 for reading in guessed)


@pytest.mark.parametrize(
    "words", ["收到", "收到，谢谢", "阅", "已阅", "累死人了", "今天天气不错", "群里炸锅了", "中午吃啥"]
)
def test_small_talk_completes_nothing_and_tells_no_incident(words: str) -> None:
    grave = {Intent.COMPLETE, Intent.INCIDENT, Intent.DIRECTIVE, Intent.CLOSE_OUT, Intent.DRILL}
    assert not grave & {reading.intent for reading in said(words).readings}


def test_a_question_about_something_is_not_it() -> None:
    assert said("刘洋到岗了吗？").readings == ()


def test_a_short_cry_is_never_talked_away() -> None:
    for words in ("化工园着火了", "学校塌了", "河西镇爆炸了", "有人掉河里了"):
        assert said(words).first(Intent.INCIDENT) is not None, words


def test_the_model_is_read_once() -> None:
    assert classifier.model() is classifier.model()
