"""Words said straight to somebody who shall do something: 小李 马上把日志补齐, 高翔你把项目库再核一遍.

Nobody says 请 to his own clerk. What makes such words an order is that somebody is called by name, and that the verb
behind it bids: it has its outcome (补齐, 理顺, 核一遍) and no sign that it has happened (了, 过, 已, 正在). Of a unit
the same words may as well tell what it does, so that 你们, or 再…一遍 must be there.
"""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.message import DUE_MARK, PERSON_MARK, TIME_MARK, UNIT_MARK, Message, Span

_P: Final = f"[{PERSON_MARK}]++"
_U: Final = f"[{UNIT_MARK}]++"
_WHEN: Final = f"[{TIME_MARK}{DUE_MARK}]++"
_GAP: Final = rf"[^，。;!?\n{PERSON_MARK}{UNIT_MARK}]"
_TOPIC: Final = rf"[^，。;!?\n{PERSON_MARK}]"
_STARTS: Final = r"(?:^|(?<=[，。;:!?\n \]】)）、和与]))[ @]*+(?:请|麻烦|烦请|劳烦|辛苦|让|叫|喊)?"
_CALL: Final = r"(?:同志|老师|那边|这边)?[，,:! ]{1,2}"

_OUTCOME: Final = (  # what a verb of bidding ends in
    r"(?:(?<=[一-鿿])(?:一[下遍次趟圈轮道]|下(?=$|[，。;!哈嘛吧哦嗯 给发报交])|齐|好|完|清楚?|全|准|实|顺|紧|牢|掉|通"
    r"|妥|平|稳|细|透|明白|归一"
    r"|到位|起来|出来|出去|上来|上去|下来|下去|回来|回去|过来|过去|进来|住)"
    r"|(?P<twice>[一-鿿])一(?P=twice)|到底|(?<=[发报交送传给拿印签贴放存填写做改删撤换停关封])(?:给|到|在|成|至)"
    r"|定下来|定(?=$|[，。;! 哈吧]))"
)
_OVER: Final = r"(?![了过没的吗啦咯]|完[了没]|好[了没]|[一-鿿]{0,2}了(?=$|[，。;!?\n ]))"
_BROUGHT: Final = rf"[把将][^，。;!?\n]{{1,24}}?{_OUTCOME}{_OVER}"
_WORK: Final = (
    r"跟(?!我)进?|催|盯|查|核|对(?!象|方|不)|写|印|打(?!架|球|牌)|拟|改(?!天|日)|补(?![休助贴班])|整理|通知|联系|对接"
    r"|落实|布置|准备|安排|修|搬|送"
    r"|接(?![班到手替])|取|拿|报(?![到名警告销社])|交(?![班接警通])|看(?=[一看着好紧住守])|问|统计|梳理|汇总|起草|校"
    r"|登记|归档|协调|处理|解决|更新|完善|复印"
    r"|打印|发(?![言火烧现])|调(?![休班走])|摸|跑|负责|牵头|收(?![到悉])|清点|检查|回复|回个?(?=电话)|办(?!公|事)|弄"
    r"|搞|做|理|填|录|贴|挂|订|租"
    r"|找(?!我)|列|拉|算|转|约|换(?!班)|备(?![岗勤班])|铺|带(?!班)|出(?=[个份一具面])|守|顶上|上传|拷|存|删|摆|扫|装"
    r"|研究|说明|盖|审|签(?!到|退)|传"
    r"|测算|摸排|排查|走访|请示"
)
_HASTE: Final = "马上|立即|立刻|即刻|抓紧|赶紧|赶快|尽快|从速|火速|麻利|快点?(?![报递照车速件])"
_ALSO: Final = rf"再|先|也|就|务必|一定|要|得|顺便|重新|帮忙?|帮我|给我|去|来|都|多|负责|现在|{_WHEN}|[ ，]"
_MANNER: Final = f"(?:{_HASTE}|{_ALSO})"
_CALLED: Final = re.compile(  # a person, and something he shall do
    rf"{_STARTS}(?P<who>{_P})(?:{_CALL}|同志)?(?:"
    rf"(?:你们?(?:{_U})?|您|{_MANNER})*+{_BROUGHT}"
    rf"|(?:{_CALL})?(?:你们?|您)(?:{_MANNER})*+(?:把[^，。;!?\n]{{1,24}}[发报交印送办]了|(?:{_WORK})(?![了过着]"
    rf"|的(?!事|情况|问题))"
    r"|负总责|总?负责|抓总|打头|主笔|执笔|上点?心)"
    rf"|(?:你们?|您|{_MANNER})*+(?<=去){_GAP}{{0,10}}?(?:{_WORK})(?:一下|一趟|[看问查]看?)(?![了过没])"
    rf"|(?:{_CALL})?(?:{_ALSO})*+(?:{_HASTE})(?:{_MANNER})*+(?:{_WORK})(?![了过着])"
    rf"|(?:{_CALL})?(?:{_MANNER})*+(?:跑|去|走|来)一?[趟下](?!了)"
    rf"|(?:{_MANNER})*+(?:{_WORK})一下(?![了过没])"
    rf"|{_CALL}(?:{_MANNER})*+(?:{_WORK})(?:一下|一遍|好|齐|紧|牢|住|完)(?![了过没])"
    rf"|{_CALL}{_TOPIC}{{2,14}}?(?:(?:{_HASTE})(?:{_WORK})|(?P<verb>{_WORK})(?:一下|一遍|一(?P=verb)|好|齐|出来|上来"
    rf"|掉|紧点?)"
    rf"|你们?(?:{_MANNER})*+(?:负总责|{_WORK}|上点?心))(?![了过没的吗]|[一-鿿]{{0,2}}[了吗](?=$|[，。;!?]))"
    rf")"
)
_BIDDEN: Final = re.compile(  # 麻烦赵敏把纪要印50份, 让小李把钥匙送来
    rf"(?:^|(?<=[，。;:!?\n \]】)）]))[ ]*+(?:请|麻烦|烦请|劳烦|劳驾|辛苦|有劳|让|叫"
    rf"|喊)(?P<who>{_P})(?:同志)?(?:{_MANNER})*+"
    rf"(?:[把将][^，。;!?\n]{{2,}}|(?:{_WORK}|回电)(?![了过着没]))"
)
_UNIT_CALLED: Final = re.compile(
    rf"{_STARTS}{_U}(?:你们|那边|这边|[，,: ])*+(?:{_MANNER})*+(?:"
    rf"[把将][^，。;!?\n]{{1,20}}?(?:再[^，。;!?\n]{{1,4}}一[遍下次]|(?<=[一-鿿])一[遍下]){_OVER}"
    rf"|(?<=[们])[把将][^，。;!?\n]{{1,20}}?{_OUTCOME}{_OVER})"
)
_IN_CHARGE: Final = re.compile(  # 赵敏负责会务，何静负责材料, with a day on which it is wanted
    rf"{_STARTS}(?P<who>{_P})(?:同志)?(?:你|来|具体|全权|总)?(?:负责|牵头|主笔|执笔|起草|统稿|把关|对接|联系|盯|写|印"
    rf"|打印|准备|安排)(?![了过])[^，。;!?\n]{{1,16}}"
)
_TOLD: Final = re.compile(  # between his name and the verb
    rf"{_P}[，,: ]?(?:说(?!明)|会(?!议|场|务|同|签|后|前)|想|愿意|打算|准备(?!一|好)|可以|能(?!源|力|耗)|一直|总是"
    rf"|平时|不(?:来|在|去|愿|会|肯|行)"
    rf"|在(?=[改写办弄搞做打核查整开跑忙统印等])|是|怎么|为什么|什么时候|答应"
    rf"|我(?![桌这的办]))|{_P}那[份个]|[跟和给同]你"
    rf"|{_P}[^，。;!?\n]{{0,6}}?(?:已|正在|还在|昨|没(?!问题)|未(?!办|销|报|交)|每次|去年|上周|上个?月|今早)"
)
_ASKED: Final = re.compile(r"吗|[么没呢](?=$|[?])|\?|对不对|行不行|好不好|是不是|可不可以|不错|真好|辛苦")


def called(message: Message, span: Span) -> int | None:
    """Where the person stands who is called by name to do something; None where nobody is."""
    marked = message.marked[span[0] : span[1] + 1]
    if PERSON_MARK not in marked:
        return None
    found = _CALLED.search(marked) or _BIDDEN.search(marked)
    if found is None and DUE_MARK in marked:
        found = _IN_CHARGE.search(marked)
    if found is None or not _is_bid(marked, found):
        return None
    place = span[0] + found.start("who")
    return None if _speaks(message, place) else place


def _speaks(message: Message, place: int) -> bool:
    """李县长：河西镇把警示牌装好 is what a leader says, and nobody calls him."""
    told = _COLON.match(message.marked, place)
    said = set(message.people_in((place, place + 1)))
    return told is not None and any(person.leads and person.id in said for person in message.lexicon.people)


def _is_bid(marked: str, found: re.Match[str]) -> bool:
    """Whether the words neither tell what he does nor ask about it."""
    if _TOLD.search(marked, found.start(), found.end()) is not None:
        return False
    behind = _TO_THE_END.match(marked, found.end())
    if behind is None:
        return True
    wonders = _CLEAR.search(found[0]) is None and _WONDERS.search(behind[0]) is not None
    return not wonders and _ASKED.search(behind[0]) is None


_COLON: Final = re.compile(f"{_P}(?:同志)?[ ]?:")
_CLEAR: Final = re.compile("[一看问查]下|[把将清明]")
_WONDERS: Final = re.compile("怎么|咋|如何|为什么|为啥|谁|几[点号时]|多少|哪|什么")
_TO_THE_END: Final = re.compile(r"[^，。;!?\n]*+\??")


def bids(message: Message, span: Span) -> bool:
    """Whether a stretch calls somebody by name to do something."""
    if called(message, span) is not None:
        return True
    marked = message.marked[span[0] : span[1] + 1]
    found = _UNIT_CALLED.search(marked) if UNIT_MARK in marked else None
    return found is not None and _is_bid(marked, found)


_NEWS: Final = re.compile(
    "报警|着火|起火|火灾|爆炸|爆燃|有人|[一-鿿\\d]人|受伤|伤亡|遇难|被困|失联|中毒|溺水|管涌|溃|决口|塌了|翻了|泄[漏露]"
)
_COMMANDED: Final = re.compile(  # 速办！@交通局 二龙沟塌方点的便道今天还不通; 交通局！塌方那儿今天必须通车
    rf"[ ]*(?:(?:[速即急特]|立即|马上|立刻|抓紧)[办处]理?)[!,，。: ]++@?(?:{_U}|{_P})++"
    rf"|[ @]*(?:{_U}|{_P})++[!,，: ]++[^。;!?\n]{{0,30}}?(?:必须|务必|限(?:{_WHEN})|给我(?!们))"
)


def commanded(message: Message) -> bool:
    """Whether a message is an order to whoever it names first, whatever it says has happened."""
    found = _COMMANDED.match(message.marked)
    return found is not None and _NEWS.search(message.text) is None
