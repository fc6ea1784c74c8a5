"""People harmed, by kind, from the words: 2死7伤, 三人重伤, 十余人被困, 没人受伤.

Figures of people and words of harm are found first, then paired clause by clause: 「1人轻伤2人重伤」 runs forward,
「重伤1人轻伤3人送医」 backward, and in 「死亡人数由2人上升至3人」 the last figure counts. Every number is one that
stands in the text, and its place comes with it. 有人受伤 is one, and only near it; 多人受伤 gives none: it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from bot.domain.elements import Casualties
from bot.understanding.incidents.events import event_in
from bot.understanding.incidents.everyday import TOGETHER, Said, in_everyday_words, together
from bot.understanding.incidents.harm_words import (
    ALL_WELL,
    BRIEF,
    ENGLISH,
    FIGURE_ALONE,
    GONE,
    GRIM,
    HARM,
    KINDS,
    LEFT,
    NOBODY,
    NOBODY_DEAD,
    NOBODY_TRAPPED,
    NOT_HARMED,
    PEOPLE,
    SOFT,
    SOMEBODY,
)
from bot.understanding.incidents.only_talk import without_talk
from bot.understanding.numbers import COUNT, HAN, Count, count, english

Span = tuple[int, int]

_TOKENS: Final = re.compile(
    rf"(?P<aside>\([^()\d]{{0,6}}(?:\d{{1,3}}岁[^()\d]{{0,4}})?\))|(?P<stop>[，。;!?\n、()]|,(?!\d))|"
    rf"(?P<sum>{TOGETHER})|(?P<n>(?<![\d.第号])(?:{COUNT}|俩|仨))(?:(?P<who>[ ]?{PEOPLE}多?(?:以上|左右|上下)?)"
    r"|(?<=[俩仨]))"
    rf"|(?P<bare>(?<![\d.:/+A-Za-z万统第唯同单专-])(?:\d{{1,4}}|[{HAN}]{{1,4}}))(?![\d:.]|[多余来]?岁|家[^，。;]{{0,2}}[口人])|{HARM}"
)
_HINT: Final = re.compile(
    "[死亡伤难失丧牺殉猝遗困埋压卡病重症骨触毒呕泻痛热烧适晕昏暑窒院医诊抢咬溺不没无未零走垂命关围夹拉熏闷捂疼事安吊血砸烫砍捅轧刮破崴扭呛蛰蜇遭撞倒]|[a-z]{4}"
)
_DENIES: Final = re.compile("[无没未暂]")
_MOST: Final = 200  # figures, words and signs that are looked at; no report has as many
_LONGEST_GAP: Final = 14
_DOES: Final = re.compile(  # whoever does this is not the one harmed
    r"赶|处置|出动|到场|调查|安抚|核实|维持|参与|负责|前往|增援|支援|排查|[搜寻扑]|转运|护送|陪|值守|获救|脱险|安全"
    r"|疏散|转移|撤离|安置"
    r"|劝|围观|聚集|上访|目睹|报警|讨薪|看见|组成|看望|抢救|救治|救出|救护|灭火|[无未没非免](?!成年|戴|系|名)"
    r"|不(?!明|足|满|同|慎)|[ ]|小时|分钟|天|时|月|之?后|案"
)
_AGE: Final = re.compile(r"\([^()]*\)|\d{1,3}(?:多|余|来)?岁")
_ROSE: Final = re.compile(
    r"(?:的|了|有|一家|还有?|[报说][多少]了|病例|人员|人数|群众|学生|患者|病人|工人|村民|乘客|行人|总数|总|数|者|员|人"
    r"|上升|增加|增|升|下降|降|达|到|至|变|改|共|计|为|是|约|:|已|累计|由|从"
    r"|[一二两三四五六七八九十\d]{1,4}人?(?=上升|增|升|变|降)|[ ]){0,7}"
)
_RISES: Final = re.compile(r"(?:人)?(?:上升|增加|增长|增|升|变更?|更正|改|调整|下降|降)?[到至为成]{1,2}")
_HURT: Final = frozenset(("severe", "minor"))
_NO_FIGURE: Final = frozenset(("110", "119", "120", "122"))  # telephone numbers
_MEASURED: Final = re.compile(
    r"[ ]?(?:小时|吨|公?斤|克|分|时|天|楼|层|号|米|公里|处|间|辆|户|家|日|月|年|点|个|%|级|[a-zA-Z.])"
)
_DENIED: Final = re.compile(r"(?:不|不是|并非|原报|而不是|被)$")
_DENIED_HARM: Final = re.compile(r"(?:无|没有?|未)(?:人员?|发现|造成|出现)?$")
_DOUBTED: Final = re.compile(
    r"(?:可能|也许|估计|大概|大约|疑似|据说|好像|听说|预计|传)(?:有|了|是|[死伤]了?){0,2}(?:约)?$"
)
_STILL: Final = re.compile(r"(?:仍|尚|还|其|剩|只剩)(?:有|余|下)?(?:的)?$")
_MORE: Final = re.compile(r"另(?:外)?(?:还)?有?$")
_SUMMED: Final = re.compile(r"共|总|其中|累计|合计")
_LESS: Final = re.compile(r"^(?:近|约|上)|来$")
_ON_TOP_OF: Final = re.compile(r"上(?![十百千])")
_AROUND: Final = re.compile(r"以上$")
_NEAR: Final = re.compile(r"(?:左右|上下)$")
_GOES_ON: Final = re.compile(
    r"(?:均|都|全部|皆|双双|已经?|经|后|现|人|目前|最终|[ ]){1,4}(?=.)|(?=当场|不幸|抢救|医治|没|不治|送|已)"
)


@dataclass(frozen=True, slots=True)
class Harm:
    """People harmed, where each figure stands, and where the first words about it begin."""

    casualties: Casualties
    spans: Mapping[str, Span]
    start: int | None


@dataclass(frozen=True, slots=True)
class _Token:
    """A figure of people, a word of harm, or a sign that parts clauses."""

    start: int
    end: int
    kind: str  # of harm; empty for the others
    number: Count | None = None
    about: bool = False
    counted: bool = True  # False means a figure without 人 behind it
    still: bool = False  # 仍有3人被困: what is left of those told before
    more: bool = False  # 另有1人: beside those told before

    @property
    def stops(self) -> bool:
        return not self.kind and self.number is None


def casualties_in(text: str, *, last: bool = False) -> Casualties:
    """What a text says of people harmed. Of two numbers of one kind the higher counts, or the `last` (更正)."""
    return harm_in(text, last=last).casualties


@lru_cache(maxsize=32)  # several readers look at the same stretch
def harm_in(text: str, *, last: bool = False) -> Harm:
    """The same with the place of every figure; 有人受伤 and 没人受伤 stand where the words do."""
    found = _Tally(last)
    if _HINT.search(text) is None:
        return found.harm("")
    text = NOT_HARMED.sub(_blank, without_talk(text))
    if GRIM.search(text) is None:
        text = SOFT.sub(_blank, text)
    if "走了" in text:
        for match in LEFT.finditer(text):
            found.note("dead", count(match["n"]), match.span("n"), match.start())
        text = LEFT.sub(_blank, text)
    read = (_token(text, match) for match in islice(_TOKENS.finditer(text), _MOST))
    tokens = [token for token in read if token is not None]
    if any(token.kind for token in tokens):
        _pair(text, tokens, found)
    for match in ENGLISH.finditer(text):
        value = english(match["n"])
        figure = Count(value=value, approximate=False) if value else None
        found.note(_kind(match), figure, match.span("n"), match.start())
    _in_other_words(text, found)
    for said in in_everyday_words(text, update=last):
        _add(found, said)
    if not found.counts:
        for match in SOMEBODY.finditer(text):
            found.note(_kind(match), Count(value=1, approximate=True), match.span(), match.start())
    return found.harm(text)


def first_harm(text: str, start: int, end: int) -> int | None:
    """Where the first words about somebody harmed begin; None where there are none."""
    found = harm_in(text[start:end]).start
    return None if found is None else found + start


def _blank(match: re.Match[str]) -> str:
    return "·" * len(match[0])


# --- figures and words ----------------------------------------------------------------------------------------------


def _token(text: str, match: re.Match[str]) -> _Token | None:
    start, end = match.span()
    if match["aside"]:
        return None
    if match["stop"]:
        return _Token(start, end, "")
    if match.lastgroup in KINDS:
        denied = _DENIED_HARM.search(text, max(0, start - 6), start)
        return None if denied else _Token(start, end, _kind(match) or "")
    if match["sum"]:
        return _Token(start, end, "", together(match["sum"]))
    figures = match["n"] or match["bare"]
    if _ON_TOP_OF.match(figures):  # 车上5人
        figures, start = figures[1:], start + 1
    number = Count(value={"俩": 2, "仨": 3}[figures], approximate=False) if figures in "俩仨" else count(figures)
    if number is None or _DENIED.search(text, max(0, start - 3), start) or figures in _NO_FIGURE:
        return None
    if match["bare"]:
        return _Token(start, end, "", number, counted=False)
    who = match["who"] or ""
    doubted = _DOUBTED.search(text, max(0, start - 8), start) is not None
    about = doubted or _LESS.search(figures) is not None or _NEAR.search(who) is not None
    vague = number.approximate or about or _AROUND.search(who) is not None
    still = _STILL.search(text, max(0, start - 4), start) is not None
    more = _MORE.search(text, max(0, start - 4), start) is not None and _SUMMED.search(text, 0, start) is None
    return _Token(start, end, "", Count(value=number.value, approximate=vague), about, still=still, more=more)


def _pair(text: str, tokens: Sequence[_Token], found: _Tally) -> None:
    """Go through the clauses; what a clause says of the one before it (，均已死亡) is said of its last figure."""
    clause, before = list[_Token](), None
    word: _Token | None = None
    for token in (*tokens, _Token(len(text), len(text), "")):
        if not token.stops:
            clause.append(token)
            continue
        if clause:
            start = max(text.rfind(sign, 0, clause[0].start) for sign in "，。;!?\n、(),") + 1
            if before is not None and clause[0].kind == "dead" and _goes_on(text, start, clause[0].start):
                found.pair(clause[0], before)  # however long the clause before it is
            elif before is not None and clause[0].kind and _goes_on(text, start, clause[0].start):
                clause = [before, *clause] if before not in found.used else clause
            _pair_clause(text, clause, found)
            if word is not None and len(clause) == 1 and _is_bare(text, start, clause[0], token.start):
                found.pair(word, clause[0])  # 有人困在里面，3个
            word = clause[-1] if clause[-1].kind and not any(one.number for one in clause) else None
        before = next((one for one in reversed(clause) if one.number and one.counted), None) if clause else None
        clause = []
        if text[token.start : token.end] in ("。", ";", "!", "?", "\n"):
            before = None


def _is_bare(text: str, start: int, figure: _Token, end: int) -> bool:
    """Whether a clause is a figure of people and nothing else: 3个, 大概有四五个人."""
    if figure.number is None or not figure.counted:
        return False
    return not _AROUND_IT.sub("", text[start : figure.start] + text[figure.end : end])


_AROUND_IT: Final = re.compile(
    "一共|总共|共|有|大概|大约|约|估计|差不多|得|是|的|左右|人|学生|工人|娃儿?|孩子|老人|村民|游客| "
)


def _goes_on(text: str, start: int, word: int) -> bool:
    """Whether a clause speaks on of those before it: 均已死亡, 经抢救无效死亡, 当场死亡."""
    found = _GOES_ON.match(text, start)
    return found is not None and found.end() == word


def _pair_clause(text: str, tokens: Sequence[_Token], found: _Tally) -> None:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at = _backward(text, tokens, at, found) if token.kind else _forward(text, tokens, at, found)


def _forward(text: str, tokens: Sequence[_Token], at: int, found: _Tally) -> int:
    """3名工人当场死亡: the figure and the words behind it. 砍伤3人 is said of the figure behind."""
    figure, after = tokens[at], at + 1
    said = list[_Token]()
    while after < len(tokens) and tokens[after].kind and _is_who(text, said[-1] if said else figure, tokens[after]):
        said.append(tokens[after])
        after += 1
    if not said or not (figure.counted or _is_brief(text, figure, said[0])):
        return at + 1
    if len(said) == 1 and _has_object(text, tokens, after):
        return after - 1
    word = next((one for one in said if one.kind == "dead"), said[0])
    found.pair(word, figure)
    return after


def _has_object(text: str, tokens: Sequence[_Token], after: int) -> bool:
    """Whether a figure stands close behind the word before it, and has no word of its own."""
    if after >= len(tokens) or tokens[after].number is None or not _is_rise(text, tokens[after - 1], tokens[after]):
        return False
    own = after + 1 < len(tokens) and tokens[after + 1].kind and _is_who(text, tokens[after], tokens[after + 1])
    return not own


def _backward(text: str, tokens: Sequence[_Token], at: int, found: _Tally) -> int:
    """死亡人数由2人上升至3人: the word, and the last figure of those that follow it."""
    word, after = tokens[at], at + 1
    if after >= len(tokens) or not tokens[after].number or not _is_rise(text, word, tokens[after]):
        return at + 1
    while (
        after + 1 < len(tokens)
        and tokens[after + 1].number
        and _RISES.fullmatch(text, tokens[after].end, tokens[after + 1].start)
    ):
        found.used.add(tokens[after])
        after += 1
    figure = tokens[after]
    if not figure.counted and not _ends_there(text, figure):
        return at + 1
    behind = tokens[after + 1] if after + 1 < len(tokens) else None
    if behind is not None and behind.kind == "dead" and word.kind != "dead" and _is_who(text, figure, behind):
        alone = after + 2 >= len(tokens) or not tokens[after + 2].number
        word = behind if alone else word
    found.pair(word, figure)
    return after + 1


def _is_who(text: str, before: _Token, word: _Token) -> bool:
    """Whether what stands between can be who they are, and not what somebody does."""
    gap = text[before.end : word.start]
    if not before.counted and not before.kind:
        return not gap
    return len(gap) <= _LONGEST_GAP and _DOES.search(_AGE.sub("", gap)) is None


def _is_brief(text: str, figure: _Token, word: _Token) -> bool:
    return text[word.start : word.end] in BRIEF and figure.end == word.start


def _is_rise(text: str, word: _Token, figure: _Token) -> bool:
    return _ROSE.fullmatch(text, word.end, figure.start) is not None


def _ends_there(text: str, figure: _Token) -> bool:
    """Whether a bare figure is one of people: nothing is measured in it, and no words go on."""
    if _MEASURED.match(text, figure.end):
        return False
    return figure.end >= len(text) or text[figure.end] in " ，。,、;()!\n死伤亡重轻失"


# --- other words ----------------------------------------------------------------------------------------------------


def _in_other_words(text: str, found: _Tally) -> None:
    """至少4个没了, where something is told that kills; 更正 by the figure alone, of the kind told before."""
    if "没了" in text and (found.last or event_in(text) is not None):
        for match in GONE.finditer(text):
            found.note("dead", count(match["n"]), match.span("n"), match.start())
    if found.last and found.counts:
        for match in FIGURE_ALONE.finditer(text):
            kind = max(
                found.counts, key=lambda kind: found.counts[kind][0] if found.counts[kind][0] < match.start() else -1
            )
            found.note(kind, count(match["n"]), match.span("n"), match.start())


def _add(found: _Tally, said: Said) -> None:
    """One person of whom no figure is told counts only where none is; what is left replaces what was."""
    if said.left:
        kind = next((kind for kind in ("trapped", "missing") if kind in found.counts), said.kind)
        found.counts.pop(kind, None)
        found.note(kind, said.number, said.place, said.place[0])
    elif said.alone and not (said.kind in found.counts or (said.kind == "injured" and found.counts.keys() & _HURT)):
        found.note(said.kind, said.number, said.place, said.place[0])
    elif not said.alone:
        if said.once in found.counts and said.number and found.counts[said.once][1].value == said.number.value:
            found.counts.pop(said.once)
        found.note(said.kind, said.number, said.place, said.place[0])


class _Tally:
    """The numbers found so far, by kind."""

    def __init__(self, last: bool) -> None:
        self.last = last
        self.counts: dict[str, tuple[int, Count, bool, Span]] = {}
        self.used = set[_Token]()
        self._start: int | None = None

    def pair(self, word: _Token, figure: _Token) -> None:
        """A figure with its word. Said to be dead, people are no longer what was said of them before."""
        if figure in self.used and word.kind == "dead":
            place = figure.start, figure.end
            self.counts = {kind: kept for kind, kept in self.counts.items() if kept[3] != place or kind == "dead"}
        elif figure in self.used:
            return
        self.used.add(figure)
        start = min(word.start, figure.start)
        if figure.still and word.kind in ("trapped", "missing"):
            self.counts.pop(word.kind, None)
        number, told = figure.number, self.counts.get(word.kind)
        if figure.more and number is not None and told is not None and word.kind == "dead" and not self.last:
            number = Count(value=told[1].value + number.value, approximate=told[1].approximate or number.approximate)
        self.note(word.kind, number, (figure.start, figure.end), start, about=figure.about)

    def note(self, kind: str | None, number: Count | None, place: Span, start: int, *, about: bool = False) -> None:
        """Keep the higher number of a kind, or the later one."""
        if kind is None or number is None:
            return
        self._start = start if self._start is None else min(self._start, start)
        old = self.counts.get(kind)
        if old is None or (start >= old[0] if self.last else number.value > old[1].value):
            self.counts[kind] = (start, number, about, place)

    def harm(self, text: str) -> Harm:
        """All of it as one value, with what was said of nobody."""
        counts = {kind: number.value for kind, (_, number, _, _) in self.counts.items()}
        spans = {kind: place for kind, (*_, place) in self.counts.items()}
        denials = (("dead", NOBODY_DEAD), ("trapped", NOBODY_TRAPPED)) if _DENIES.search(text) else ()
        for kind, pattern in denials:
            if kind not in counts and (denied := pattern.search(text)) is not None:
                counts[kind], spans[kind] = 0, denied.span()
        none = None if any(counts.values()) else NOBODY.search(text) or self._all_well(text)
        if none is not None:
            return Harm(Casualties(none=True), {"none": none.span()}, self._start)
        approximate = any(number.approximate for _, number, _, _ in self.counts.values())
        about = tuple(kind for kind, (_, _, about, _) in self.counts.items() if about)
        return Harm(Casualties.of(counts, approximate=approximate, about=about), spans, self._start)

    def _all_well(self, text: str) -> re.Match[str] | None:
        """人没得事, where something is told that might have hurt somebody."""
        found = ALL_WELL.search(text) if _DENIES.search(text) or "都" in text or "人" in text else None
        return found if found and (self.last or event_in(text) is not None) else None


def _kind(match: re.Match[str]) -> str | None:
    """The kind whose words matched; 有人死亡 has its own name for it (dead2)."""
    kind = (match.lastgroup or "").rstrip("23")
    return kind if kind in KINDS else None
