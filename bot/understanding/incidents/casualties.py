"""People harmed, by kind, from the words: 2死7伤, 三人重伤, 十余人被困, 没人受伤.

Every number is one that stands in the text. 有人受伤 is one, and only near it; 多人受伤 gives no number: it is asked.
"""

from __future__ import annotations

import re
from typing import Final

from bot.domain.elements import Casualties
from bot.understanding.incidents.events import without_hyperbole
from bot.understanding.numbers import COUNT, ENGLISH_NUMBER, HAN, Count, count, english

_KINDS: Final = {
    "dead": "(?:溺水|触电|中毒|坠楼|坠落|落水|被埋|烧伤|受伤)(?:后)?(?:身亡|死亡)|溺亡|坠亡|当场死亡|抢救无效死亡"
    "|不幸遇难|死亡|遇难|身亡|丧生|罹难|死了|没了命|死",
    "missing": "失踪|失联|下落不明|走失",
    "severe": "重伤|伤势(?:较|严)重|受重伤",
    "minor": "轻伤|轻微伤|受轻伤|擦伤",
    "injured": "不同程度受伤|受伤|负伤|受了伤|烧伤|烫伤|摔伤|砸伤|撞伤|被砍伤|刺伤|溺水|触电|中毒|呕吐|腹泻|腹痛|发热"
    "|不适|住院|送医|伤",
    "trapped": "被困|受困|被埋|被压|困在|被卡|困住",
}

_PEOPLE: Final = r"(?:名|个|位|人)"
_WHO: Final = r"(?:[^\d，。;,!?、\n零一二两三四五六七八九十百千几数]{0,8}?)"
_NOT_DENIED: Final = r"(?<![\d.不])(?<!原报)(?<!不是)(?<!并非)"
_HARMED: Final = "(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()) + ")"
_HARMED_PLAIN: Final = "(?:" + "|".join(_KINDS.values()) + ")"
_ROSE: Final = r"(?:了|有|上升|增加|增|升|达|由[^，。;]{1,4}人?|从[^，。;]{1,4}人?|变|改|共|为|是|至|到|:){0,4}"

_BEFORE: Final = re.compile(  # 3名工人当场死亡
    rf"{_NOT_DENIED}(?P<n>{COUNT})[ ]?(?:"
    rf"{_PEOPLE}(?:多|余)?{_WHO}{_HARMED}(?![ ]?\d{{1,4}}(?!\d|[ ]?{_PEOPLE}))|(?P<short>[死伤](?!者|员)))"
)
_BEHIND: Final = re.compile(  # 死亡人数上升至3人
    r"(?P<what>死亡|遇难|身亡|死者|死|失踪|失联|走失|重伤|轻伤|受伤|负伤|伤者|伤员|送医|溺水|中毒|伤|受困|被困"
    r"|被埋|困住)"
    rf"(?:总)?(?:人员|人数|群众|学生|者|员)?[ ]?{_ROSE}[ ]?(?P<n>{COUNT})[ ]?"
    rf"(?:{_PEOPLE}|(?<!1[12]0)(?<!119)(?<!122)(?=$|[ ，。,、;]))"
)
_ROW: Final = re.compile(  # 1人轻伤2人重伤: each number belongs to the word behind it
    rf"(?<![死亡伤踪联难困埋])(?:{COUNT}[ ]?{_PEOPLE}{_HARMED_PLAIN}[、，, ]?){{2,}}"
)
_SHORT: Final = re.compile(  # 2死7伤
    rf"(?<![\d.])(?P<n>\d{{1,4}}|[{HAN}]{{1,4}})[ ]?(?P<kind>死|伤|亡)(?!者|员|情|势|残|因|角|路|机|线|板|党)"
)
_SOMEBODY: Final = re.compile(
    rf"(?<!没)(?:有|还有|有个|有一个)人[^，。;,!?\n]{{0,4}}?{_HARMED}"
    r"|(?<!没)有(?:人员)?(?P<dead2>死亡)|(?<!没)有(?:人员)?(?P<injured2>受伤|伤者)|(?P<dead3>死人了)"
)
_NONE: Final = re.compile(
    r"(?:无|没有?|未|暂无|尚无|未造成|没造成|未发现|不存在|零)(?:任何|出现|发生|造成|接到)?(?:人员?|群众|人)?的?"
    r"(?:伤亡|死伤|受伤|伤害|人受伤|人伤亡)(?!报告|情况)"
    r"|(?:没有?人|无人)员?(?:受伤|伤亡|死伤|有事)|人员?都?(?:没事|平安|安全|无恙)|没伤(?:到|着)?人|没有?人伤"
)
_NOBODY_DEAD: Final = re.compile(r"(?:无|没有?|未造成|暂无)(?:人员?|人)?(?:死亡)|没死人|无人死亡|没人死")
_NOBODY_TRAPPED: Final = re.compile(r"(?:无|没有?|未发现|暂无)(?:人员?|人)?(?:被困|受困|失踪|失联)")
_ENGLISH: Final = re.compile(
    rf"\b(?P<n>{ENGLISH_NUMBER}) (?:[a-z]{{1,16}} ){{0,3}}?(?:(?P<dead>dead|killed|died)|(?P<injured>injured|hurt"
    r"|wounded)"
    r"|(?P<missing>missing)|(?P<trapped>trapped))\b",
    re.IGNORECASE,
)
_BY_CHARACTER: Final = {"死": "dead", "亡": "dead", "伤": "injured"}
_BY_WORD: Final = {
    word: kind
    for kind, words in {
        "dead": "死亡 遇难 身亡 死者 死",
        "missing": "失踪 失联 走失",
        "severe": "重伤",
        "minor": "轻伤",
        "trapped": "受困 被困 被埋 困住",
    }.items()
    for word in words.split()
}


def casualties_in(text: str, *, last: bool = False) -> Casualties:
    """What a text says of people harmed. Of two numbers of one kind the higher counts, or the `last` (更正)."""
    text, found = without_hyperbole(text), _Tally(last)
    for match in _SHORT.finditer(text):
        found.note(_BY_CHARACTER[match["kind"]], count(match["n"]), match.start())
    for match in _BEFORE.finditer(text):
        found.note(_kind(match), count(match["n"]), match.start())
    rows = [row.span() for row in _ROW.finditer(text)]
    for match in _BEHIND.finditer(text):
        if any(start < match.start() and match.end() <= end for start, end in rows):
            continue
        found.note(_BY_WORD.get(match["what"], "injured"), count(match["n"]), match.start())
    for match in _ENGLISH.finditer(text):
        value = english(match["n"])
        found.note(_kind(match), Count(value=value, approximate=False) if value else None, match.start())
    if not found.counts:
        for match in _SOMEBODY.finditer(text):
            found.note(_kind(match), Count(value=1, approximate=True), match.start())
    return found.casualties(text)


def first_harm(text: str, start: int, end: int) -> int | None:
    """Where the first words about somebody harmed begin; None where there are none."""
    found = (pattern.search(text, start, end) for pattern in (_SHORT, _BEFORE, _BEHIND, _SOMEBODY))
    return min((match.start() for match in found if match), default=None)


class _Tally:
    """The numbers found so far, by kind."""

    def __init__(self, last: bool) -> None:
        self._last = last
        self.counts: dict[str, tuple[int, Count]] = {}

    def note(self, kind: str | None, number: Count | None, place: int) -> None:
        """Keep the higher number of a kind, or the later one."""
        if kind is None or number is None:
            return
        old = self.counts.get(kind)
        if old is None or (place >= old[0] if self._last else number.value > old[1].value):
            self.counts[kind] = (place, number)

    def casualties(self, text: str) -> Casualties:
        """All of it as one value, with what was said of nobody."""
        counts = {kind: number.value for kind, (_, number) in self.counts.items()}
        if _NOBODY_DEAD.search(text):
            counts.setdefault("dead", 0)
        if _NOBODY_TRAPPED.search(text):
            counts.setdefault("trapped", 0)
        none = not any(counts.values()) and _NONE.search(text) is not None
        approximate = any(number.approximate for _, number in self.counts.values())
        if none:
            return Casualties(none=True)
        return Casualties.of(counts, approximate=approximate)


def _kind(match: re.Match[str]) -> str | None:
    """The kind whose words matched."""
    for group, words in match.groupdict().items():
        if words and group.rstrip("23") in _KINDS:
            return group.rstrip("23")
    short = match.groupdict().get("short")
    return _BY_CHARACTER[short] if short else None
