"""Whose business a matter is and whether it is over: 不归我们管, 销号, 退回重办, 0118转水利局办."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.domain.ids import UnitId
from bot.understanding.intents.parties import parties
from bot.understanding.intents.rules import AFTER_NUMBER, QUESTION, D, N, P, Reach, Rule, Scope, U, either
from bot.understanding.situation import Topic
from bot.understanding.values import Intent, Reading

# --- not our business ---------------------------------------------------------------------------------------------

_BELONGS: Final = re.compile(
    rf"(?:(?i:should go to|belongs to|up to) |应?该(?:是|找)?|应当?由?|应为|(?:主管|责任|主办|牵头)(?:部门|单位)(?:是"
    rf"|为)|(?:问|搵)(?:一下|问)?|建议[由转交给派]*|请|(?<!不)归|(?<!不)由|转给?|交给?"
    rf"|(?<!不)是|(?<!不)属于?|划给了?|退给|找|派给"
    rf"|改派|权限?在|责任在|职[责能]在)[由归转交给]?(?P<who>{U})"
    rf"|(?P<who2>{U})(?:才是|负责|主管|的(?:事|职责|职能|业务))"
)


def objection(scope: Scope) -> Reading:
    """Whose business it may be instead, and why."""
    suggested = _BELONGS.search(scope.message.marked, *scope.span)
    units = scope.message.units_in(suggested.span("who" if suggested["who"] else "who2")) if suggested else ()
    return replace(scope.reading(Intent.OBJECT), leads=units)


_OURS: Final = rf"(?:我们?|本|{U})[^，。;]{{0,4}}"

OBJECT: Final = Rule(
    intent=Intent.OBJECT,
    cues=(
        "无此",
        "没有这项",
        "只是配合",
        "不是牵头",
        "不归",
        "不是我",
        "不是本",
        "不属",
        "异议",
        "无关",
        "退办",
        "不该",
        "不应",
        "职责",
        "职能",
        "ot our",
        "退给",
        "改派",
        "重派",
        "派错",
        "不合适",
        "办不了",
        "应该",
        "应由",
        "建议",
    ),
    pattern=either(
        rf"[^，。;!?\n]{{0,12}}?(?:不归{_OURS}|不是{_OURS}(?:职责|职能|事|范围|业务|工作|管)|不属于?{_OURS}"
        rf"|与{_OURS}无关"
        rf"|{_OURS}(?:无此项?|没有[这此该]项?)(?:职能|职责)|只是配合单位|不是牵头单位"
        rf"|不(?:该|应(?:该|由)?)由?{_OURS}|超出{_OURS}(?:职责|职能)|提出异议|有异议|(?:申请)?退[办件]"
        rf"|(?:这[件个]?事?)?(?:应该?)?是{U}[^，。;]{{0,3}}的?(?:职责|职能|事|业务|范围)|应该?(?:归|由|是|交给?|找"
        rf"|转给?){U}(?:[^，。;]{{0,3}}(?:管|办|负责|牵头|承办)|(?=$|[，。;!吧撒嘛]))|建议(?:转|交|给|由"
        rf"|改)[给由派]?{U}|没有?[这此]?个?项?职能|调整(?:承办|牵头|责任)单位|另行交办|退给{U}|派错(?:了|人|单位)"
        rf"|不是(?:主管|责任|承办|牵头)单位)",
        r"[^，。;!?\n]{0,16}(?:申请|请|建议|麻烦)[^，。;]{0,4}(?:改派|重派|另派|退回重派)",
        r"(?i:(?:(?:this |it )?is )?not (?:our (?:business|responsibility|job)|ours))",
    ),
    unless=either(QUESTION, "无异议|没有?异议|有没有|缺陷|差错|失误|扣分|认定"),
    reach=Reach.TALK,
    with_before=True,
    read=objection,
)

# --- what the supervision office says -----------------------------------------------------------------------------

_NOT_YET: Final = re.compile("不销|暂缓销|[别莫]忙?销|不予|不(?:要|能|忙|急着)销|[缓慢]点销")
_VERIFIED: Final = re.compile("核实|核查|复核|查实|同意|予以|准予|督查|验收|属实")
_DONE: Final = re.compile(
    "(?:已|都已|均已|全部)经?(?:送|报|办|交|完成|整改|落实|印发|上报|修|拆|清|解决)|办[完结好]了|完成了"
)


def _close_out(scope: Scope) -> Reading:
    """Ready to be struck off, or not yet. Whoever says that his own work is done (已报，可以销了) only reports it."""
    text = scope.message.text[scope.start : scope.end]
    if _DONE.search(text) and not _VERIFIED.search(text):
        return replace(scope.reading(Intent.COMPLETE), text=scope.words())
    return replace(
        scope.reading(Intent.CLOSE_OUT),
        leads=scope.message.units_in(scope.span),
        approve=_NOT_YET.search(text) is None,
    )


CLOSE_OUT: Final = Rule(
    intent=Intent.CLOSE_OUT,
    cues=("销", "lose out"),
    pattern=either(
        rf"(?:核实|复核|核|请予|一并|一起|统一|都|全部|先|查|已|经|后|无误|属实|落实(?:到位)?|整改到位|办结|完成|达标"
        rf"|合格|可以?|同意|予以|准予|我?这边"
        rf"|督查室?|请|意见|这?[个件条]|把|给|{N}|{U}|{P}|的|[，、,: ])*"
        r"销(?:号(?:了|吧|处理|归档)?|了吧?)(?=$|[，。;!])",
        r"[^，。;!?\n]{0,16}?(?:先|暂|暂时|暂缓|还)?(?:不(?:要|能|忙|急着)?销号?|暂缓销号?|[别莫]忙?销号?"
        r"|[缓慢]点销)(?:[了吧]|$|(?=[，。;!]))",
        r"(?i:close out)",
    ),
    unless=either(QUESTION, "没|未|不能|不予|何时|申请销号", D),
    reach=Reach.TALK,
    with_before=True,
    read=_close_out,
)

_NOT_OURS: Final = re.compile(
    "不是我|不归|不属|与我|跟我们?|派错|发错|转错|找错|无此职能|没有?[这此]?项?职[能责]|不该|不合适|不妥|不对口"
    "|不(?:在|属)?(?:我|本)[们县局镇单位]{0,3}[^，。;]{0,6}(?:范围|辖区|管辖|职责)|[派转分]给我们?|管不[了到着]"
    "|[在属于](?:邻|外|隔壁|别的)[县市区镇]"
)
_SENT_BACK: Final = re.compile("重新|拿回|补齐")


def _returned(scope: Scope) -> Reading | None:
    """Not good enough; 重新整改 is said so only of a matter that is named or replied to."""
    if _NOT_OURS.search(scope.words()):
        return objection(scope)
    about = scope.number or scope.message.situation.topic is Topic.DIRECTIVE
    if not about and _SENT_BACK.search(scope.match[0]):
        return None
    return replace(
        scope.reading(Intent.RETURN),
        leads=scope.message.units_in(scope.span),
        text=scope.words(scope.behind) or scope.words(),
    )


RETURN: Final = Rule(
    intent=Intent.RETURN,
    cues=("退回", "重办", "打回", "不予", "返工", "不能", "重新", "拿回", "不算", "补齐"),
    pattern=re.compile(
        rf"(?:把|给|请|先|{N}|{U}|这?[个件]|材料|[，, ])*"
        rf"(?:退回(?:重办|重报|补充|整改|修改|去|给|{U})?|重办|打回(?:去)?(?:重[办报做写新])?|不予(?:销号|办结)"
        rf"|不能(?:销号|算办结|办结)|不算办结|返工)"
        rf"|[^，。;!?\n]{{0,8}}?(?:重新(?:整改|办理|办|报|写|做|弄|搞)|拿回去?[改重]|补齐了?再[报交销来])"
    ),
    unless=either(QUESTION, "正在|已重新|我们|请"),
    reach=Reach.TALK,
    with_before=True,
    read=_returned,
)


def _taken_on_by(scope: Scope) -> tuple[UnitId, ...]:
    """Whoever leads it now; 转给交通局 alone names him as well."""
    return parties(scope.message, scope.span).leads or scope.message.units_in(scope.match.span("who"))


MOVE_TO: Final = Rule(  # 0118转水利局办
    intent=Intent.MOVE_TO,
    cues=("转", "改由", "改派", "改交", "移交", "划给", "归", "交"),
    pattern=re.compile(
        rf"{AFTER_NUMBER}[，,: ]{{0,2}}(?:请|就|改|统一|决定)?"
        rf"(?:转[给由交]?|改由|改派给?|改交|移交给?|划给|归|交[给由]?)(?P<who>{U})"
    ),
    anywhere=True,
    unless=either(QUESTION, "异议|不归|已转"),
    reach=Reach.TALK,
    read=lambda scope: replace(scope.reading(Intent.MOVE_TO), leads=_taken_on_by(scope)),
)
