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
    r"(?<!全)县城|(?<![本我全各该])县(?=[^，。]{0,2}(?:城|道))|(?<![本我全各该乡俺咱们这个])镇(?!里|上|政府报)"
    r"|(?<![本我全各该家俺咱们这个下的])乡(?!里|镇)"
    r"|(?<![本我全各该农进出回入下驻俺咱们这个致])村(?!里|民|上|干|支书|委|医|桥|后(?!山(?!体))|前)"
    r"|(?<=[一-鿿])(?<![卧店床商当桩])铺(?!子|设|路|盖|开|面)|(?<=[一-鿿])(?:屯(?![粮田])|寨(?!子)|滩(?!涂)"
    r"|(?<![俺咱])庄(?!稼))|[一二三四五六七八九]小(?![时学区])|社区|小区|街道|大道"
    r"|(?<![道公铁马网走半上一带线思出销修堵封断让天])路(?!过"
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
    r"|水库|河堤|堤防|大坝|坝脚|(?<![淹])河(?:边|滩|道|坝|段)|支流|水塘|鱼塘|湖边|山庄"
    r"|(?<=[一-鿿])(?<![翻入进到下掉水路])沟(?!通|里)"
    r"|(?<=[一-鿿])湾|(?<=[一-鿿])岩|(?<=[一-鿿])坪(?!米)|(?<=[一-鿿])(?<![滑下上护边])坡(?!度|[上下])"
    r"|(?<![上爬登])山(?:上|脚|脊|头|坳)|林场|坟地|地里|田里"
    r"|(?:粮|油|气|水电|变电|污水|提灌|泵|燃气|充电|养路|畜牧|水文|收购|垃圾|转运|检查)站|变电所|供电所|看守所|储蓄所"
    r"|(?<=[一-鿿])(?<![说下到在去过往大个])(?:江|河)(?=$|里|边|中|面|岸|段|大桥)|河道|江边|沙洲|水渠|渠道|防汛墙"
    r"|(?<=[村庄镇乡屯寨])[东南西北][头边面]|桩号[Kk]?\d{1,4}\+\d{1,4}|(?<=[一-鿿])(?:坝|垭口|坳|垭|圩|塬|峡|湖"
    r"|崖)(?=$|那|这|一带|附近|边|头|里)"
    r"|粮[库管]所?|油库|气库|冷库|筒仓|尾矿库|矿区|矿井|井下|窑厂|选厂|[东南西北]门|家属院|安置房|安置点|民房|自建房"
    r"|住宅|大院"
    r"|院子|老街|门面|铺子|红绿灯|环岛|转盘|天桥|高架|铁路|道口|候车[厅室]|航站楼|操场|球场|游泳[馆池]|体育场|图书馆"
    r"|博物馆|文化宫|剧院"
    r"|礼堂|教堂|祠堂|陵园|监狱|康复中心|月子中心|商贸城|(?:建材|家具|服装|灯具|汽配|商业|水果)城|商铺|酒楼|酒吧"
    r"|茶[楼馆]|浴池|洗浴中心"
    r"|民宿|农家乐|度假村|游乐[场园]|动物园|峡谷|瀑布|栈道|观景台|农场|牧场|果园|茶园|[鸡鸭猪羊牛鱼]场|砖厂|瓦厂|驾校"
    r"|银行|信用社"
    r"|营业厅|服务厅|政务大厅|门诊大厅|(?:透析|手术|急诊|候诊|分诊|配电|更衣|制氧机?|实验|会议)[室房]|透析间"
    r"|血透[室间]|(?:急诊|感染|儿|产)科"
    r"|锅炉房|地下车库|地下室|停车场|化粪池|污水[井池]|窨井|沼气池|地窖|机井|深井|村委会|居委会|县府"
    r"|政府(?=[大东南西北]?门)"
    r"|公司|集团|合作社|殡仪馆|废品站|回收站|拆迁现场|垃圾场|填埋场|采砂场|砂场|石场|林区|保护区|湿地|牧区|考场|教室"
    r"|病房"
    r"|大厦|居民楼|楼栋|公寓|(?<!\d)\d{1,4}(?:号楼|栋|单元|公里处?)|[GS]\d{2,4}(?:线|高速)?"
    r"|[Kk]\d{1,5}(?:\+\d{1,4})?处?|(?:局|大队|支队|办事处|工商联|妇联)(?=门口|门前|大门|大厅|院[里内])|生活区|家属区"
    r"|搅拌站|焚烧厂|晒谷场|晒场|打谷场|集市|集镇|集上"
)
_TAIL: Final = (
    r"(?:[东南西北]{1,2}(?:侧|面|门外?|头|边|段)|[上下背后前里外][面头边]|底下|背后|[出入进]口|内|外围?|后厨|厨房"
    r"|旁边?|附近|那边|那头|边上|门口|门前|对面|路口|段|里头|一带|[ABC]区|\d{1,4}(?:号|栋|楼"
    r"|单元"
    r"|层)|[一二三四五六七八九十\d]{1,4}楼"
    r"|[一二三四五六七八九十\d]{1,4}(?:号|期|车间|教学楼)|女生宿舍|男生宿舍|宿舍楼?|食堂|楼顶|急诊|住院部)"
)
_SITE: Final = re.compile(
    rf"(?:{_KINDS})(?:(?:(?![说来有了把被正到去啊报在])[一-鿿A-Za-z0-9]){{0,7}}?(?:{_KINDS})){{0,3}}{_TAIL}{{0,2}}"
)
_STRONG: Final = re.compile(_KINDS)
_ENDS: Final = re.compile(  # what a name without a word for its kind ends in: 王家坝, 城西, 鑫旺家具
    r"(?:[县镇乡村组社街巷桥园厂矿店场站校院楼湾口段旁边湖库沟岭寨屯坝洞港江塘局馆所室门井隧东南西北头角岸庄坊铺集坪岩崖滩洲岛"
    r"台坳垭塬埂堤闸池棚仓山窑庙寺祠陵宫亭坡区城厅河处]|附近|一带|[那这][边里头儿]|境内|疙瘩|化工|家具|机械|食品|建材"
    r"|酒业|纸业|纺织"
    r"|矿业|煤业|实业|能源|物流|木业|烟花|鞭炮|电子|药业|冶炼|电镀|铸造|背后|后面|前面|里面|上面|下面|对面|隔壁)$"
)
_NO_NAME: Final = re.compile(
    r"^(?:新增|关停|修路|桥梁|现场|那个|本次|这起|火场|头|边|里面|上面|下面|对面|隔壁|背后|后面|前面|旁边|附近|这边"
    r"|那边|这里|那里|里头"
    r"|外面|外边|最后|屋里|家里|身上|手上|车上|车里|船上|水里|地上|天上|路边|道路|路段|路口|院坝|楼上|楼下|全校|本校"
    r"|头上|屋头|屋后|[^，]{0,3}晚上)$"
    r"|[了过着吃喝说正已没不被把让给跟]|晚上|早上|[上下]午|^(?:有|又|还|突然|群众|家属|业主|工人|司机|环卫|老人|学生"
    r"|驴友)"
    r"|[进出回入掉翻冲落跳][村河沟塘库江湖坑井桥楼]|[垮塌崩停裂]|[短断]路$|[多十百\d]头$|[爬进]山|形成|堰塞|^@|打捞"
    r"|脑袋|半米|一家子"
    r"|[\d两几]个[村镇乡]$|[拆修堵封]"
)
_GOES_THERE: Final = re.compile(r"(?<=火)往|(?:正|已|赶|送|转|开)往|赶[到赴去]|送[到去至往]|转[到去至运]|直奔|前往")
_LEADS: Final = re.compile(
    r".*(?:[:】\]\)—]|把|被困|困在|滞留|流[进到入向]|被(?=[一-鿿])|反映|导?致|造成|不让|烧了|堵断|冲到|灌进?|砸[到中]"
    r"|挂在|叫|打电话|过后|[去朝]|我是|传[咱我]?|直?排[到进入]?|是(?=[一-鿿]{2,})|我家?在|来电|报告|漂到|漏到|漫过"
    r"|淹了|压塌|引着了?|冲毁|烧到|掉到|掉进|翻进"
    r"|冲进|地址|位置|地点|家住|住|[上下]边是"
    r"|有个视频说|据说|听说|说(?!明)|称|我们|咱们|(?<!安)(?<!正)在(?!建|线)|(?<=[一-鿿])位于|^[报接转称](?![社春]))"
)
_STAYS: Final = 5  # characters behind the last word for a kind that still belong to the name
_NAMED: Final = re.compile(r"[一-鿿A-Za-z0-9]{1,9}$")  # what stands before the kind: 青江支流, 城南
_BEFORE: Final = re.compile(
    r"(?:报告|紧急|突发|刚刚?|刚才|今[天早晚]|昨[天晚夜]|现在|听说|据说|据|有人|有个|有|在|从|到|去|往|于|位于|发生"
    r"|发现|我们|我县|我|这边|那个|那边"
    r"|值班室|接|关于|由于|因|受|随后|转发?|一起|一个|一家|又|就|是|的|了|说|看到|出租车司机|司机|农民工|爬上"
    r"|[，,、:：【】\[\]!！。 ])+"
)
_NEVER: Final = re.compile(
    r"^(?:已|正)?往|^(?:交通|派出所|医院|救援|应急|公安|消防|供电|自来水)$|[报来]电$|请|送|已报|赶往|赶到|转"
)


def looks_like_a_site(words: str) -> bool:
    """Whether words name a kind of place."""
    return _STRONG.search(words) is not None


def clipped(words: str) -> Span | None:
    """The part of a stretch that is a place: without what leads up to it, and without what happened there."""
    if len(words) > _WHOLE:
        found = clipped(words[-_WHOLE:])
        return found and (found[0] + len(words) - _WHOLE, found[1] + len(words) - _WHOLE)
    sites = list(_SITE.finditer(words))
    if not sites:
        led = _LEADS.match(words)
        start = led.end() if led else 0
        short = 2 <= len(words) - start <= _PLAIN and _ENDS.search(words, start) is not None
        return (start, len(words)) if short and _NO_NAME.search(words[start:]) is None else None
    last = sites[-1]
    if _GOES_THERE.search(words, 0, last.start()) is not None:
        return None
    apart = len(sites) > 1 and _APART.search(words, sites[-2].end(), last.start()) is not None
    first, start = (last, sites[-2].end()) if apart else (sites[0], 0)
    led = _LEADS.match(words[start : first.start()])
    start += led.end() if led else 0
    end = _kept(words, last.end())
    named = words[start:end]
    return (start, end) if len(named) > 1 and not _ALONE.search(named) else None


def _kept(words: str, end: int) -> int:
    """Where a name ends whose last word for a kind ends here: 南头, 那边 and 三公里处 belong to it."""
    rest = words[end:]
    short = len(rest) <= _STAYS and _ENDS.search(rest) is not None and _NO_NAME.search(rest) is None
    return len(words) if short or (rest and _FAR.fullmatch(rest)) else end


_WHOLE: Final = 48  # characters before an event in which its place is looked for
_PLAIN: Final = 7  # characters of a name without a word for its kind
_FAR: Final = re.compile(
    r"[一-鿿]{0,4}(?:\d{1,4}(?:米|公里)|[东南西北]\d{1,4}米|[一二两三四五六七八九十百]{1,4}(?:米|公里))处?"
)
_APART: Final = re.compile("[说啊报是，]|我们")
_ALONE: Final = re.compile(
    r"^(?:大院|院子|公司|住宅|民房|自?建房|房子|[我咱俺这]们?[村镇乡县]"
    r"|[一二两三四五六七八九十几\d]{1,3}[家个户栋间口座条][^，]*)$"
)


def site_in(message: Message, parts: Iterable[Span], taken: Iterable[Span] = ()) -> Span | None:
    """The first place by its shape in some clauses; `taken` are stretches that are something else (the source)."""
    others = [time.span for time in message.times] + list(taken)
    for start, end in parts:
        begin = start
        for other_start, other_end in others:
            near = start <= other_start < end and other_start <= begin + _NEAR
            if near and _STRONG.search(message.text, begin, max(begin, other_start)) is None:
                begin = max(begin, min(other_end, end))
        match = _SITE.search(message.text, begin, end)
        if match is None:
            continue
        named = _NAMED.search(message.text, max(begin, match.start() - _NAME), match.start())
        start = named.start() if named else match.start()
        head = _BEFORE.match(message.text, start, match.end())
        begins = head.end() if head else start
        led = _LEADS.match(message.text[begins : match.start()])
        begins += led.end() if led else 0
        within = max(message.text.rfind(word, begins, match.start()) for word in "在到于")
        found = (within + 1 if within >= begins else begins, match.end())
        words = message.words(found)
        goes = _GOES_THERE.search(message.text, max(begin, begins - _NEAR), match.start()) is not None
        if (
            not goes
            and not _ALONE.search(words)
            and 2 <= len(words) <= _LONGEST
            and not _NEVER.search(words)
            and looks_like_a_site(words)
        ):
            return found
    return None


_NAME: Final = 9  # characters of a name before the word for its kind
_NEAR: Final = 12  # characters from a clause's beginning within which a time stands before the place
_LONGEST: Final = 26
