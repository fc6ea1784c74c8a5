"""Places by their shape: what ends in a word for a kind of place, whatever stands around it.

Taken where the words before the event give none that looks like a place: 「青江支流小河沟死鱼一片」 has no word for an
event, and 「河西镇这边鸡蛋大的冰雹」 none before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bot.understanding.message import Message, Span

_KINDS: Final = (
    r"(?<!全)县城|(?<![本我全各该])县(?=[^，。]{0,2}(?:城|道))|(?<![本我全各该乡])镇(?!里|上|政府报)"
    r"|(?<![本我全各该家])乡(?!里|镇)"
    r"|(?<![本我全各该农])村(?!里|民|上|干|支书|委|医)|社区|小区|街道|大道|(?<![道公铁马网走半上一带线思出销])路(?!过"
    r"|况|面|上|边|人|通|由|径)"
    r"|(?<![上逛])街(?!上|坊)|(?<![小里])巷(?!子)|国道|省道|县道|高速(?:公路)?|匝道|立交|隧道|大桥"
    r"|(?<![断危修架])桥头?(?!面|墩|下沉)|路口|交叉口|岔口"
    r"|收费站|服务区|加油站|加气站|客运站|火车站|高铁站|(?<!到)车站|码头|渡口|机场|工业园|化工园区?|产业园|园区"
    r"|开发区|工地|厂区|化肥厂|机械厂|水泥厂|酱菜厂|自来水厂|水厂|电厂|纺织厂"
    r"|(?<![出在进本我])厂(?!里|方|家|长|房(?=[^，。]{0,2}[烧塌]))|车间|仓库|库房|煤矿|(?<![本我])矿(?!上|里|工|难"
    r"|长)|煤业|采石场|养殖场|屠宰场|批发市场|农贸市场|菜市场|(?<!监督)市场(?!监)"
    r"|超市|商场|商城|步行街|饭店|酒店|宾馆|餐馆|火锅城|夜市|网吧|KTV|影院|体育馆|体育公园|公园|广场|景区|漂流|索道"
    r"|庙会|寺|庙"
    r"|幼儿园|小学|中学|一中|二中|三中|职中|中心校|学校|高中|大学|宿舍(?:楼)?|食堂|卫生院|医院|敬老院|养老院|福利院"
    r"|诊所|派出所|法院|县政府|镇政府|乡政府|大门口"
    r"|水库|河堤|堤防|大坝|坝脚|(?<![淹])河(?:边|滩|道|坝|段)|支流|水塘|鱼塘|湖边|山庄|(?<=[一-鿿])沟(?!通)"
    r"|(?<=[一-鿿])湾|(?<=[一-鿿])岩|(?<=[一-鿿])坪(?!米)|(?<=[一-鿿])坡(?!度)|山(?:上|脚|脊|头|坳)|林场|坟地|地里|田里"
    r"|大厦|居民楼|楼栋|公寓|(?<!\d)\d{1,4}(?:号楼|栋|单元|公里处?)|[GS]\d{2,4}(?:线|高速)?|[Kk]\d{1,5}\+\d{1,4}"
)
_TAIL: Final = (
    r"(?:[东南西北]{1,2}(?:侧|面|门|头|边|段)|旁边?|附近|门口|门前|对面|路口|段|里头|一带|[ABC]区|\d{1,4}(?:号|栋|楼|单元"
    r"|层)|[一二三四五六七八九十\d]{1,4}楼"
    r"|[一二三四五六七八九十\d]{1,4}(?:号|期|车间|教学楼)|女生宿舍|男生宿舍|宿舍楼?|食堂|楼顶|急诊|住院部)"
)
_SITE: Final = re.compile(rf"(?:{_KINDS})(?:[一-鿿A-Za-z0-9]{{0,7}}?(?:{_KINDS})){{0,3}}{_TAIL}{{0,2}}")
_STRONG: Final = re.compile(_KINDS)
_NAMED: Final = re.compile(r"[一-鿿A-Za-z0-9]{1,9}$")  # what stands before the kind: 青江支流, 城南
_BEFORE: Final = re.compile(
    r"(?:报告|紧急|突发|刚刚?|刚才|今[天早晚]|昨[天晚夜]|现在|听说|据说|据|有人|有个|有|在|从|到|去|往|于|位于|发生"
    r"|发现|我们|我县|我|这边|那个|那边"
    r"|值班室|接|关于|由于|因|受|随后|转发?|一起|一个|一家|又|就|是|的|了|说|看到|出租车司机|司机|农民工|爬上"
    r"|[，,、:：【】\[\]!！。 ])+"
)
_NEVER: Final = re.compile(r"^(?:交通|派出所|医院|救援|应急|公安|消防|供电|自来水)$|[报来]电$|请|送|已报|赶往|赶到|转")


def looks_like_a_site(words: str) -> bool:
    """Whether words name a kind of place."""
    return _STRONG.search(words) is not None


def site_in(message: Message, parts: Iterable[Span], taken: Iterable[Span] = ()) -> Span | None:
    """The first place by its shape in some clauses; `taken` are stretches that are something else (the source)."""
    others = [time.span for time in message.times] + list(taken)
    for start, end in parts:
        begin = start
        for other_start, other_end in others:
            if start <= other_start < end and other_start <= begin + _NEAR:
                begin = max(begin, min(other_end, end))
        match = _SITE.search(message.text, begin, end)
        if match is None:
            continue
        named = _NAMED.search(message.text, max(begin, match.start() - _NAME), match.start())
        start = named.start() if named else match.start()
        head = _BEFORE.match(message.text, start, match.end())
        found = (head.end() if head else start, match.end())
        words = message.words(found)
        if 2 <= len(words) <= _LONGEST and not _NEVER.search(words) and looks_like_a_site(words):
            return found
    return None


_NAME: Final = 9  # characters of a name before the word for its kind
_NEAR: Final = 12  # characters from a clause's beginning within which a time stands before the place
_LONGEST: Final = 26
