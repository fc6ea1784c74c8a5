"""That a matter is done: 0118办完了, 昨天就弄完了 忘了报 0107, 转水利局：0131已办结; and what is only a part of it.

Nothing else closes what is owed, so that whatever goes on, remains or waits for somebody keeps it open: 就差验收 and
初稿已送领导审 tell how far it has come.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.intents.progressing import progress
from bot.understanding.intents.rules import AFTER_NUMBER, QUESTION, N, P, Reach, Rule, Scope, T, U, either
from bot.understanding.message import NUMBER_MARK
from bot.understanding.numbers import HAN
from bot.understanding.situation import Topic
from bot.understanding.values import Intent, Reading

_DONE: Final = (
    r"(?:办[结完好妥毕]|办玩(?=了)|办理完[毕成]|完成|落实到位|落实|处理完毕?|处理好|解决|整改(?:完成|完毕|到位)"
    r"|搞[定掂]|交差"
    r"|妥当?(?=[了啦喽])|做完|干完"
    r"|忙完|改完|报完"
    r"|弄[好完妥]|整[好完]|搞[好完]|(?:弄|办|整|搞)归一|报结|扫尾完|收尾完)"
)
_IT: Final = r"[这那该](?:个|件|项)?(?:事情?|事项|任务|批示|工作|件)?"
_LONG_AGO: Final = (
    rf"(?:{T}|前几天|前两天|前天|昨儿|上周|上个?礼拜|上个?星期|早些时候|早先|头天|那天|刚刚?|刚才|老早|早早)"
)

_STRUCK_OFF: Final = re.compile("(?:核实|核查|查实|同意|予以|准予)[^。;!?\n]{0,20}销号")
_CHECKED: Final = re.compile("请[^，。;]{0,8}(?:核|销号|验收|复查|审)")
_REMAINS: Final = re.compile(
    "剩余|剩(?=[\\d一二两三四五六七八九十几点些下])|尾巴|大头|还剩|还差|就差|只差|只剩|剩下|其余|余下|尚欠|(?:还"
    "|尚)有[^，。;]{0,8}(?:没|未|待)|计划[^，。;]{0,8}[完好]"
    "|待验收|等验收|没验收"
)
_PUT_RIGHT: Final = re.compile("修好|修复|清理完|清完|抢通|恢复|拆[除完]|搬[完走]|补齐|通车|完工|竣工|打通")


_SOME: Final = re.compile(
    "(?:拆除|拆|修复|清理|搬|整改|处理|完成)(?:完|了)?\\d+(?:\\.\\d+)?(?:余|多)?(?:户|处|公里|米|个|件|家|栋|亩|吨|项"
    "|条)"
)
_ALL: Final = re.compile("全部|均|都|任务完成|办结|办[完妥]|销号")


def _complete(scope: Scope) -> Reading | None:
    """Done; what is verified is struck off, and what was mended is a matter only where somebody shall verify it."""
    words = scope.words()
    if _REMAINS.search(words):
        return replace(progress(scope), text=words) if scope.number else None
    if _STRUCK_OFF.search(words):
        return replace(scope.reading(Intent.CLOSE_OUT), leads=scope.message.units_in(scope.span), approve=True)
    if _SOME.search(words) and _ALL.search(words) is None:
        return replace(progress(scope), text=words) if scope.number else None
    about = scope.number or scope.message.situation.topic is Topic.DIRECTIVE
    if not about and _PUT_RIGHT.search(scope.match[0]) and _CHECKED.search(words) is None:
        return None
    return replace(scope.reading(Intent.COMPLETE), text=scope.words(scope.behind) or words)


_HOW: Final = "(?:已经?|都|全部|均|也|现已|基本上?|早就?|就|总算|终于|可算|刚刚?|全)"

COMPLETE: Final = Rule(
    intent=Intent.COMPLETE,
    cues=(
        *("办", "完成", "落实", "处理", "解决", "整改", "搞", "做完", "弄", "整", "报结", "已", "都", "干完", "忙完"),
        *("搞", "妥", "差", "勾", "划掉", "改完", "报完", "尾完", "one", "omplete", "inish"),
    ),
    pattern=either(
        rf"(?:转发?|报告?|反馈|来电|回复|称|说|我们?(?:局|这边|单位|股|镇)?|{U}|{P}|{N}|{_LONG_AGO}|{_IT}"
        r"|批示(?:件|事项)?|那?事情?|任务|督办件?|对了|\d{1,2}:\d{2}|[，,、: ])*+(?:[一-鿿]{0,6}(?:件|事项|任务"
        r"|工作))?(?:"
        rf"(?:{_LONG_AGO}|{_HOW})++(?:按要求|按时|如期)*(?:100%|百分之百|百分百)?{_DONE}(?!了?[ ]?(?:到|约|近|大概"
        rf"|将近|接近"
        rf"|差不多|不到)?(?:(?!100%)\d{{1,3}}(?:\.\d+)?[ ]?%|百分之(?!百)|[{HAN}\d]成|过半|大半|一半|一多半"
        rf"|多半))[了毕啦喽咯哒]?|{_DONE}[了啦毕喽咯哒]|已办(?=$"
        rf"|[，。;! ])"
        r"|(?:办结|报结)(?=$|[，。;:!])"
        rf"|(?:100%|百分之百|百分百)(?:完成|办结|落实|整改|到位|搞定)(?=$|[了，。;! ])|(?<={NUMBER_MARK})(?:整改到位"
        rf"|整改完成|完成|落实到位|办理完毕|搞[定掂]|办[妥讫]|完结)(?=$"
        rf"|[，。;!]))(?![一-鿿](?<![，已并结情忘]))",
        rf"[【\[]?(?:{U})?[】\] ]*关于{N}[^，。;!?\n:]{{0,10}}(?:情况|结果|报告)[:，, ]+(?:已|均已"
        rf"|都已)[^，。;!?\n]{{0,10}}{_DONE}",
        r"[^，。;!?\n]{1,14}?(?:已经?|都|均|全部)+(?:修好|修复|清理完|清完|抢通|恢复|拆[除完]|搬[完走]|补齐|整改|通车"
        r"|完工|竣工|处理|打通)"
        r"[^，。;!?\n]{0,8}$",
        r"(?i:(?:is |has been |all )?(?:done|completed?|finished))(?=[,.! ]|$)",
    ),
    unless=either(
        QUESTION,
        "(?:同意|予以|准予|可以)销号|没办|未办|没有?完成|未完成|还没|尚未|不能|没法|无法|何时|什么时候|怎么|如果|才能"
        "|完成情况|完成率",
        "(?<!按)要求|务必|必须|争取|力争|预计|计划|之前|马上就|快要|快(?=[办弄做搞整完好干改])|请(?!.{0,4}(?:督查"
        "|领导|销号|审|查收|核))",
    ),
    reach=Reach.TALK,
    read=_complete,
)

# --- handed in, of a matter that is named ---------------------------------------------------------------------------

_HANDED: Final = r"(?:交|报|送|呈|反馈|上报|报送|提交|上交|答复|回复|上传|填报)"
_AWAY: Final = r"(?:上去|过去|出去|完|齐|好|掉)?"
_NOT_FINAL: Final = re.compile(
    "初稿|草稿|一稿|草案|送审|审核|审批|审定|签批|签发|会签|征求|等[^，。]{0,8}(?:批|审|签|意见|回|改)|审$"
    "|[送呈报交][^，。;]{1,10}审(?!计)"
)


_ITS_NUMBER: Final = re.compile(rf"[，,。 ]{{0,3}}[(]?{N}[)]?[号件。! ]*$")


def _handed_in(scope: Scope) -> Reading | None:
    """Handed in is done, but for a draft, and for what lies before a leader."""
    words, message = scope.words(), scope.message
    if scope.match["late"] and _ITS_NUMBER.match(message.marked, scope.match.end()) is None:
        return None
    leaders = {person.id for person in message.lexicon.people if person.leads}
    above = leaders & set(message.people_in(scope.match.span())) or "呈" in scope.match[0]
    if above or _NOT_FINAL.search(words) or _REMAINS.search(words):
        return replace(progress(scope), text=words)
    return replace(scope.reading(Intent.COMPLETE), text=words)


HANDED_IN: Final = Rule(  # 0107材料昨天交督查室了
    intent=Intent.COMPLETE,
    cues=("交", "报", "送", "呈", "反馈", "答复", "回复", "传"),
    pattern=either(
        rf"{AFTER_NUMBER}[号的]?(?:[这那]?[件个份])?(?:事情?)?[，,: ]{{0,2}}[^，。;!?\n]{{0,12}}?{_HANDED}{_AWAY}"
        rf"(?:(?:给|到|至)?(?:{U}|{P}|县?领导|县?(?:政府|委)(?:办公室|办)?|[省市]里?)(?:办公室)?)?[了啦](?=$"
        rf"|[，。;! ])",
        rf"{AFTER_NUMBER}[号的]?(?:[这那]?[件个份])?(?:事情?)?[，,: ]{{0,2}}[^，。;!?\n]{{0,8}}?(?:已经?|都|均|全部"
        rf"|早就?){_HANDED}"
        rf"(?:(?:给|到|至)?(?:{U}|{P}|县?领导|县?(?:政府|委)(?:办公室|办)?|[省市]里?)(?:办公室)?)?(?=$|[，。;! ])",
        rf"(?:^|(?<=[，。;! ]))(?P<late>[^，。;!?\n ]{{0,10}}?{_HANDED}(?:上去|过去|出去|上来)?了)(?=$|[，。;! ])",
    ),
    anywhere=True,
    unless=either(
        QUESTION, "没|未|不|谁|哪|怎么|要(?!求)|准备|预计|争取|马上|忘|请(?!查收|销|核|督查)|延|收到|如果|等|意见了"
    ),
    reach=Reach.TALK,
    read=_handed_in,
)
