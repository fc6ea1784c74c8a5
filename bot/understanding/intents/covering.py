"""Who cannot keep a shift and asks that somebody else does: 今晚谁能顶, 求顶班, 这班我值不了."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from bot.understanding.intents.days import days_in
from bot.understanding.intents.roster import GIVES_BACK
from bot.understanding.intents.rules import P, Rule, Scope, T, either
from bot.understanding.message import Span
from bot.understanding.values import Intent, Reading

_PLEA: Final = re.compile(
    r"[帮替]我(?!妈|爸|娃|家|爱人)|加钱|[改回]天还|请吃饭|^@|大佬|^急+$|^(?:请|麻烦|求|谁|哪|回头|谢|拜托|辛苦)"
    r"|找个?人|安排|顶一?顶|帮忙|行不|吃饭|可以[吗不]|(?:班|岗"
    r"|值)[^，。]{0,6}不(?:了|成)$"
)
_SHIFTS: Final = (
    ("night", re.compile(r"[今明后当那天]晚|晚上|[夜晚]班|[^今昨]夜|[周日一二三四五六号]晚")),
    ("day", re.compile(r"[白日早]班|白天")),
)


def _cover(scope: Scope) -> Reading | None:
    """The reason is what is said around the request, in clauses of its own."""
    if _GAME.search(scope.message.text) is not None:
        return None
    if GIVES_BACK.search(scope.message.marked, scope.match.end(), scope.match.end() + _NEAR):
        return None  # what is given back for it makes it a swap
    span, days = scope.span, days_in(scope, scope.span)
    if not days:  # 求顶班！！！12月8号白班，我那天驾校考科三
        span = (0, len(scope.message.text))
        days = days_in(scope, span)
    clauses = scope.message.clauses_in(span)
    told = [scope.message.words(part).strip("，。, !") for part in clauses if _apart(part, scope.match)]
    why = [words for words in told if words and not _PLEA.search(words) and _NO_REASON.match(words) is None]
    shift = next((kind for kind, words in _SHIFTS if words.search(scope.message.text, *span)), "")
    return replace(
        scope.reading(Intent.COVER),
        people=scope.message.people_in(scope.span),
        days=_since_then(days),
        what="night" if shift == "night" else "",
        facts=({"reason": "，".join(why)} if why else {}) | ({"shift": shift} if shift else {}),
    )


def _since_then(days: tuple[date, ...]) -> tuple[date, ...]:
    """今晚和明晚 is from tonight on, whatever is named first."""
    return tuple(sorted(days)) if len(days) > 1 else days


_NO_REASON: Final = re.compile(
    r"(?:各位|大家|同志们|老师|领导|你?好|有人吗|急|在线等|重谢|谢谢|万分感谢|啥条件都行|[?!])++$"
    r"|[^，。]{0,12}(?:[夜白早晚日]班|的班|值班|那[天晚]的?|晚上的|[日号])(?:的|能|可以|来|替|急需|需要?|替补|顶班"
    r"|没人|无法履行"
    r"|空着|要|都|麻烦|大家|要人|求人|接手"
    r"|替班|顶|起|谁|接|下|帮忙)*+$"
)
_GAME: Final = re.compile("王者|开黑|[五三]缺一|打牌|麻将")
_NEAR: Final = 40  # characters


def _apart(span: Span, match: re.Match[str]) -> bool:
    return span[1] <= match.start() or span[0] >= match.end()


_WHO: Final = r"(?:谁|哪位|哪个同志|哪个|有没有人|有没有哪个|有人|哪个兄弟)"
_PLEASE: Final = r"(?:一?下|一天|一晚|个班|一班|班|值班?|顶|替|我(?:值|顶|上|的?班)?(?:个?班|一天|一晚|一?下)?)"
_AH: Final = r"(?=$|(?<=我)我|[^一-鿿]|[吗呢啊哈嘛哦呀哟不没])"

COVER: Final = Rule(
    intent=Intent.COVER,
    cues=(
        "顶",
        "替",
        "值不",
        "代班",
        "代值",
        "上不了",
        "上不成",
        "不了岗",
        "帮忙值",
        "来不了",
        "不成班",
        "值一",
        "帮我值",
        *("能上", "来上", "愿意上", "帮我", "替我", "站"),
    ),
    pattern=either(
        rf"{_WHO}[^，。;替代顶?]{{0,8}}(?:顶|替|代){_PLEASE}?(?:{T}的?(?:白班|夜班|班)?)?{_AH}",
        rf"{_WHO}[^，。;?]{{0,8}}(?:帮忙|帮我|来|能)(?:来)?(?:值|上)(?:一?下|一天|一晚|个班|一班|班|我的班){_AH}",
        r"[^，。;]{0,10}(?:班我?(?:也|都|就|真|实在|可能|怕是?|是|恐怕|今天|是真)*(?:上|值|来|顶)不(?:了|成)"
        r"|值不(?:了|成)班?"
        r"|上不了班|到不了岗)(?=$|[，。!?了 ])",
        r"(?:能|可以|请|麻烦|求)[^，。;]{0,6}(?:帮我|替我)(?:顶|值|代|上)(?:一下|一天|一晚|个)?(?:班|岗)?",
        rf"(?:想|要)?(?:请|找){P}(?:帮我)?(?:顶|替)(?:一下|一天|一晚|个|我)?(?:的)?(?:班|岗)",
        rf"(?:班|{T}的?|[，, ])[^，。;!?\n]{{0,3}}{_WHO}[^，。;!?\n]{{0,4}}(?:能|可以|愿意|方便|来)(?:上|值|顶|站"
        rf"|替)(?=$|[，。;!? ]|一|个|下|班|吗|不)",
        rf"{_WHO}[^，。;?]{{0,8}}(?:帮忙|帮我|替我)(?:站|守|带|看|值|上|顶)(?:一?下|一?个|一天|一晚)?(?:夜|白"
        rf"|晚)?班{_AH}",
        rf"(?:能不能|可不可以|能否|可否|麻烦)[^，。;]{{0,6}}(?:帮我|替我)(?:顶|值|代|上|站|带|守)(?:一?下|一天|一晚"
        rf"|一?个)?(?:班|岗)?{_AH}",
        rf"(?:{T}|班|岗)[^，。;!?\n]{{0,6}}(?:帮我|替我)(?:顶|值|替|上|站|代)(?:一?下|一?个|一天|一晚)?(?:班|岗)?{_AH}",
        rf"(?:班|{T})[^，。;!?\n]{{0,4}}(?:找|来|要|需要|有)(?:个)?人(?:来)?(?:替我|顶我|替|顶)(?:班)?{_AH}",
        rf"(?:求|跪求|急求|求人|求个?大佬|[找请托]个?人)(?:来|帮忙|帮我)?(?:人)?(?:顶|替|代|接)(?:个|一?下"
        rf"|一个)?(?:班|岗)?{_AH}",
        rf"(?:请|请求|申请|麻烦|恳请)(?:领导|办公室|主任|帮忙|给|另|重新)*(?:安排|找|派)(?:个"
        rf"|一?个)?人(?:来)?(?:帮我)?(?:顶|替|代)"
        rf"(?:个|一?下)?(?:班|岗|值)?{_AH}",
    ),
    anywhere=True,
    with_before=True,
    unless=re.compile(
        r"谁在顶|谁顶的|不用|不需要|不必|用不着|找到人|顶岗实习|顶格|代表|开会|会议|昨|前天|上周|[值顶替]的班|拿|取"
        r"|快递|文件|材料|天气|的位置"
    ),
    read=_cover,
)
