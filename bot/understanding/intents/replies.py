"""What is said in reply to something, where the words alone would leave it open: 交了, 那天我也要开会, 按原期限.

A reply names its matter, so that these patterns may be wider than those of the table: 交了 in reply to a 批示 says that
it is done, and said to nobody it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.understanding.intents import extending, progressing, ruling
from bot.understanding.intents.rules import QUESTION, D, Reach, Rule, Scope, T, Table, U, either, plainly
from bot.understanding.intents.spot import CODE_FIGURES
from bot.understanding.numbers import HAN
from bot.understanding.situation import Topic
from bot.understanding.values import Intent, Reading

_DO: Final = "弄|办|搞|做|整|处理|交|报|发|送|传|写|改|落实|完成|补|填|提交|上报|报送|上传|打印|联系|对接|销|补齐|解决"
_NOT_YET: Final = (
    "没(?!问题)|未|还差|就差|一半|快|正在|还在|不|(?<!证|说|查)明(?!确)|马上|准备|要(?!求)|再|才|等|争取|预计|部分|之前"
    "|谁|哪|咋"
)


def _done(scope: Scope) -> Reading | None:
    """Done, unless the same breath says that it goes on (改了，正在重新报), or that only a stage of it is over."""
    words = scope.words()
    if _STAGE.search(words) and not _ALL.search(words):
        return progressing.progress(scope)
    return None if _GOES_ON.search(words) else replace(scope.reading(Intent.COMPLETE), text=words)


_GOES_ON: Final = re.compile(
    "正在|还在|重新[报交写做]|还差|只差|就差|剩(?=[\\d一二两三四五六七八九十几点些下])|余下|尾巴|大头"
)
_STAGE: Final = re.compile(  # 勘察做完了 图纸昨天送审的
    r"勘[察查测]|踏勘|测量|测绘|前期|第[一二三四]步|初稿|草稿|一稿|草案|图纸|招标|挂网|论证|送审|报审|会签|征求"
    r"|开了会|[送呈报交][^，。;]{1,10}审(?!计)"
    r"|(?:摸底|调查|走访|设计|检测)(?:都|已|做|搞|弄)*(?:完|好)|等[^，。;]{0,8}(?:批|审|签|意见|回|改)"
)
_ALL: Final = re.compile("全部(?:办|完成|整改|落实)|办[结完妥好]了|验收(?:完|通过|合格)|销号|核销")

DONE: Final = Rule(
    intent=Intent.COMPLETE,
    pattern=re.compile(
        rf"[^，。;!?\n]{{0,12}}?(?:{_DO})(?:完|好|妥|齐|毕|结|定|到位)?(?:了|啦|喽|咯|哒|过去了|上去了|出去了|完毕"
        r"|到位)"
        r"|[^，。;!?\n]{0,10}?(?:已|均已|都已|已经)(?:经)?[^，。;!?\n没未在]{1,10}(?:完毕|完成|到位|办结|整改|报送"
        r"|提交|上报)"
        rf"|[^，。;!?\n]{{0,8}}?(?:{_DO})(?:给|至|到|进)[^，。;!?\n]{{1,12}}了"
        rf"|[^，。;!?\n]{{0,12}}?已经?(?:{_DO})(?:给|到)?[^，。;!?\n没未]{{1,10}}了(?=$|[，。;! ])"
        r"|[^，。;!?\n]{0,10}?(?:可以|能|好)?(?:勾|划|抹|消|销)(?:掉|了|去)了?[哈吧啦]?(?=$|[，。;! ])"
        r"|(?:完事|齐活|搞定|归一|办妥|弄妥|OK(?=[了啦]))(?:了|啦|儿)?(?=$|[，。! ]|[^\w，。])"
    ),
    unless=either(QUESTION, _NOT_YET, rf"[{HAN}\d]成|%|一半|过半|大半|分之"),
    reach=Reach.TALK,
    read=_done,
)

UNDER_WAY: Final = Rule(
    intent=Intent.PROGRESS,
    pattern=re.compile(
        r"[^，。;!?\n]{0,14}?(?:正在?|还)(?:在)?(?=弄|办|做|搞|写|改|等|走|协调|征求|汇总|核|查|跟|开|推进|对接|排|整)"
        r"|[^，。;!?\n]{0,8}?还[没未](?:动|开始|弄|办|搞|启动|开工|进场|有眉目)|[^，。;!?\n]{0,8}?(?:还在"
        r"|快(?:[了好完]|弄|办|做|搞)|差不多|还差|就差|只差|完成了?(?=\d|一半|大半|百分)"
        r"|预计|估计|争取)"
        rf"|[^，。;!?\n]{{0,10}}?(?:[{HAN}\d]成(?!员|立)|\d%|分之|过半|大半)"
        r"|(?:目前|现在|现已|已经?)(?:联系|对接|安排|派|部署|布置|研究|组织|启动|开工|进场|下发|转发|转办|通知|去"
        r"|开始|发函|召开|开[了会]|摸|起草|完成(?=初稿|一|大))"
        r"|[^，。;!?\n]{0,10}?(?:初稿|一稿|方案|现场|合同|手续)[^，。;!?\n]{0,6}?(?:出来|看过|走完|在走|签了|有了)"
    ),
    unless=either(QUESTION, r"请(?!示)|不归|来不及|延期"),
    reach=Reach.TALK,
    read=progressing.progress,
)

LATER: Final = Rule(
    intent=Intent.EXTEND,
    pattern=re.compile(
        r"[^，。;!?\n]{0,14}?(?:来不及|赶不(?:出|完|上|及)|(?:完|办|弄|搞|做|写|交)不(?:成|完|出|了)"
        r"|(?:能|可)(?:不能|否|不可以)?(?:缓|晚|延|宽|多给)|再?(?:多?给|宽限?|缓|延)[^，。;]{0,6}?(?:天|周|日|时间)"
        rf"|晚[几一两三][天日]|延[期到至长]|往后[挪推延]|推[到迟]|放宽|[再多]要[^，。;]{0, 4}(?:天|周|日|时间)"
        rf"|想(?:要)?(?:{T}|{D})[^，。;]{{0,4}}再?[交报给办]|(?:能否|能不能|可否|可不可以)(?:{T}"
        rf"|{D})[^，。;]{{0,4}}[交报给办]"
        rf"|(?:{T}|{D})[^，。;]{{0,4}}?[交报给办][^，。;]{{0,4}}?(?:行不|可以[不吗么]|行[吗么]|成不|中不|要得不)"
        rf"|还(?:得|要|需)(?:再)?[几两三四五]天)"
    ),
    unless=re.compile(r"别延|不延|不得"),
    reach=Reach.REST,
    with_before=True,
    read=extending.extend,
)

NOT_OURS: Final = Rule(
    intent=Intent.OBJECT,
    pattern=re.compile(
        r"[^，。;!?\n]{0,14}?(?:不归我|不(?:赖|怪|关)我|不是我们?(?!不)|不该我|不属于?我|[和跟与]我们?(?:局|镇|股"
        r"|办)?(?:没关系|无关)"
        rf"|找错|{U}(?:养护|管辖|管理|主管|负责|实施|建设|审批)的(?=$|[，。;! ])|派错|发错|转错|不是(?:主管|责任|承办"
        rf"|牵头)单位|不(?:太)?(?:合适|妥当?|对口)|划(?:给|归)了?(?!我)"
        r"|(?:退回|另)(?:重)?派|改派"
        rf"|(?:应?该|应当|归)(?:是|由|找|给|转)?{U}|职责不在|管不了|管不到|没有?这个?职能)"
    ),
    unless=re.compile(QUESTION),
    reach=Reach.REST,
    read=ruling.objection,
)

_SURE: Final = (
    r"(?:好[的嘞滴哒]?|行|可以|要得|中|成|没问题|没意见|(?i:ok|okay)|同意|1|嗯+|收到|明白|知道|了解|清楚|照办|遵命"
    r"|得[嘞咧令]|晓得|遵照|妥妥?|安排|[👌👍🆗✅🫡🙏])"
)

WILL_DO: Final = Rule(
    intent=Intent.ACK,
    pattern=re.compile(
        r"(?:请)?(?:各位)?(?:领导|县长|主任|书记|您|你)?(?:请|就|尽管)?放心(?=$|[，。!~ 吧])|(?:我们?)?(?:保证|坚决"
        r"|一定|确保)"
        r"(?:按[时期]|如期|准时|不折不扣)?(?:地)?(?:完成|落实|办[好到]|做[好到]|执行|照办|交)[^，。了]{0,4}(?=$"
        r"|[，。!~ ])"
        rf"|[^\w，。]{{0,4}}(?:{_SURE}[了啦吧呢哈的，,! ]*)+(?=$|[，。!~]|我|马上|立即|这就|现在|领导|{U}|[^一-鿿])"
        r"|(?:[这那]?[件个]|文件?|批示|任务|通知)?(?:已|均已|都已|刚|[手首受]到){1,3}(?:收|签收|接收|收到|收悉"
        r"|接到|[手首受]到)?了?(?=$|[，。!~ ])"
        r"|(?:我们?|这边)?(?:这就|马上|立即|立刻|现在就|今天就|一定|抓紧)(?:去)?(?:办|弄|落实|安排|处理|去|组织|改|核"
        r"|布置|部署|跟进|抓|整)"
    ),
    unless=either(QUESTION, "不行|不可以"),
    reach=Reach.TALK,
    read=plainly(Intent.ACK),
)

ASKED: Final = Rule(
    intent=Intent.OPEN_ITEMS,
    pattern=re.compile(
        r"[^，。;!?\n]{0,8}?(?:到哪(?:了|一?步|里了|儿了)|(?:进展|进度)(?:如何|怎么?样?|咋样|呢)|(?:咋|怎么|怎)样了?"
        r"|(?:怎么|咋)(?:还|一直)?没"
        r"|办得(?:如何|怎)|(?:什么|啥)情况了|有(?:没有)?(?:动静|消息|眉目|下文)|(?:什么|啥)时候能?[办完好交出]"
        r"|还要多久|催一下|(?i:any update|what(?:'s| is) the status))"
    ),
    reach=Reach.REST,
    read=plainly(Intent.OPEN_ITEMS),
)

# --- what a leader rules ------------------------------------------------------------------------------------------

REFUSES: Final = Rule(
    intent=Intent.REJECT_EXTENSION,
    pattern=re.compile(
        r"[^，。;!?\n]{0,8}?(?:不(?:行|同意|准|能|可以?|批|允许|予|得)|按(?:原|时|期|规定)|别[拖再延]|没得(?:商量|延)"
        r"|没有余地"
        r"|一天[也都]不|必须|驳回|拖不得|抓紧(?:办|弄|报)|还是(?:原|按)|照原|理由不|早干[嘛啥什]|延什么|凭什么|不像话"
        r"|想都|[莫没]得(?:商量|谈)|没商量|没门"
        r"|门都没|免谈)"
    ),
    unless=re.compile("不行就|不行的话|不行那就|不能再[晚多拖]于"),
    reach=Reach.REST,
    read=lambda scope: replace(scope.reading(Intent.REJECT_EXTENSION), approve=False),
)

GRANTS: Final = Rule(
    intent=Intent.APPROVE_EXTENSION,
    pattern=re.compile(
        rf"(?:那就?|我|原则上?|[，, ])*(?:{_SURE}|准|批[了准]?|认可|延吧|缓吧|最[晚迟多]|给|就?(?:延|到|按)|放宽"
        rf"|下不为例|(?:{T}|{D})(?=$|[，。;!吧前嘛 ]))"
    ),
    unless=re.compile(QUESTION),
    reach=Reach.REST,
    read=lambda scope: replace(
        extending.extend(scope), intent=Intent.APPROVE_EXTENSION, approve=True, text=scope.words()
    ),
)

# --- shifts ---------------------------------------------------------------------------------------------------------

WONT: Final = Rule(
    intent=Intent.SWAP_REJECT,
    pattern=re.compile(
        r"[^，。;!?\n]{0,16}?(?:不(?!过|好意思|用谢|客气|是事|要紧)|没(?:法|空|时间|办法)|换不|恐怕|抱歉|对不起"
        r"|不好意思[，, ]?(?:我|那)"
        r"|(?:那天|当天|当晚|那晚|周[一二三四五六日天])?我也?(?:有事|要|得|有|在外|出差|开会|值班|答应)|难|算了|另找"
        r"|帮不[上了到]"
        r"|找别人)"
    ),
    unless=re.compile(r"没问题|没事|没意见|不影响|我要得"),
    reach=Reach.REST,
    read=lambda scope: replace(scope.reading(Intent.SWAP_REJECT), approve=False),
)

WILL: Final = Rule(
    intent=Intent.SWAP_ACCEPT,
    pattern=re.compile(
        rf"[^，。;!?\n]{{0,6}}?(?:{_SURE}|换(?:吧|嘛|就|呗|哈)|没事|我(?:来|值|顶|上|有空|替|ok|OK)|就这么|就这样"
        r"|说定|听你)"
    ),
    unless=re.compile(QUESTION),
    reach=Reach.REST,
    read=lambda scope: replace(scope.reading(Intent.SWAP_ACCEPT), approve=True),
)

_TAKES: Final = re.compile(
    rf"[^，。;!?\n]{{0,8}}?(?:接(?:了|班|手|收|过|下|上|住|(?=$|[，。!]))|(?:都|全|已经?)?(?:清楚|核对|清点|看过"
    rf"|点过|齐|点清)|签[认收字了]|对得上|收讫|[一二三两四五六七八九\d][项件样个]都?齐|{_SURE})"
)


def _takes(scope: Scope) -> Reading | None:
    """签认。三项齐。 is said once."""
    again = scope.start > 0 and _TAKES.match(scope.message.marked) is not None
    return None if again else scope.reading(Intent.TAKE_OVER)


TAKES: Final = Rule(
    intent=Intent.TAKE_OVER,
    pattern=_TAKES,
    unless=either(QUESTION, "没接|未接|不接|等"),
    reach=Reach.REST,
    read=_takes,
)

_HAN_FIGURES: Final = "零〇一二三四五六七八九幺两"
_CODE: Final = re.compile(rf"(?<![\d:.])(?=[A-Za-z]{{0,7}}\d)[0-9A-Za-z]{{3,8}}(?![\d:.])|[{_HAN_FIGURES}]{{3,8}}")


def _code(scope: Scope) -> Reading | None:
    found = _CODE.search(scope.message.text, *scope.span)
    return (
        replace(scope.reading(Intent.SPOT_REPLY), facts={"code": found[0].translate(CODE_FIGURES)}) if found else None
    )


CODE: Final = Rule(
    intent=Intent.SPOT_REPLY,
    pattern=re.compile(rf"[^。\n]{{0,24}}?(?:[0-9A-Za-z]{{3,8}}|[{_HAN_FIGURES}]{{3,8}})"),
    reach=Reach.REST,
    read=_code,
)

PLEADS: Final = Rule(
    intent=Intent.APPEAL,
    pattern=re.compile(
        r"[^。\n]{0,30}?(?:不是我|不该|冤|因为|由于|当时|系统|停电|网络|没[有人]?通知|不认|不服|申辩|解释|情况是|客观)"
    ),
    unless=re.compile(QUESTION),
    reach=Reach.REST,
    read=plainly(Intent.APPEAL),
)

PLEAS: Final = Table(NOT_OURS, LATER)  # what is no order in reply to one

REPLIES: Final[Mapping[Topic, Table]] = {
    Topic.DIRECTIVE: Table(ASKED, NOT_OURS, LATER, DONE, UNDER_WAY, WILL_DO),
    Topic.EXTENSION: Table(REFUSES, GRANTS),
    Topic.SWAP: Table(WONT, WILL),
    Topic.COVER: Table(WONT, WILL),
    Topic.HAND_OFF: Table(TAKES),
    Topic.SPOT_CHECK: Table(CODE),
    Topic.FAULT: Table(PLEADS),
}
