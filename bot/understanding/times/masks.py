"""What looks like a time and is none: document numbers, telephones, plates, mileposts, measures, people's names.

Such stretches are blanked, one character for one, before any time is looked for, so that 〔2026〕3号, K1123+500 and
川H12306 need no thought further on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

BLANK: Final = "\x00"
PERSON: Final = "\x01"  # somebody's name: no time is in it, and a time may stand right before it

_FIGURES: Final = r"[0-9零〇一二两三四五六七八九十百]{1,6}"
_MEASURES: Final = (
    "元|公里|千米|米|厘米|毫米|mm|cm|km|公斤|平方|亩|级|%|℃|摄氏度|户|人|余人|名|件|份|辆|台|套|间|栋|幢|层|楼|室|单元"
    "|倍|个百分点|岁|页|册|斤|升|立方|吨|伏"
)
_STANDING: Final = "值班|值守|在岗|在线|不间断|制|热线|电话|带班|开机|畅通|轮|监测|备勤|服务|巡|待命|专人|有人|守"
_TITLED: Final = "同志|局长|书记|主任|县长|科长|股长|镇长|乡长|所长|队长|先生|女士|老师|医生|警官"

_FAMILIES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔"
    "向汤"
)

_OPENS: Final = r"(?:^|(?<=[，。,、;:\s请由让给和与@叫派找通知催问]))"
_ACTS: Final = (  # what somebody does, and no day
    "反映|打电话|打来|来电|来拿|来领|来访|投诉|报警|报告|报名|说|称|负责|主持|带队|带班|牵头|签|陪|家[，。的]|的电话"
    "|已|没|到岗|在岗"
)
_FESTIVE: Final = (
    "国庆|元旦|端午|中秋|重阳|清明|除夕|立春|立夏|立秋|立冬|春分|秋分|夏至|冬至|谷雨|小满|白露|腊八|元宵|七夕|惊蛰"
    "|霜降|寒露"
)
_GIVEN: Final = "妹姐哥弟娃伢升顺强军平华民明伟刚勇杰峰涛英芳兰梅秀珍玉凤霞红"
_NO_TIMES: Final = (
    r"[〔\[【(《][ ]?(?:19|20)\d\d[ ]?[〕\]】)》][ ]?第?[ ]?\d{1,5}[ ]?号?",  # 文号
    r"(?<!\d)0\d{2,3}[-—–][ ]?\d{7,8}(?:-\d{1,6})?(?!\d)",  # a telephone with its area
    r"(?!20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ ]?(?:之?前|以前|截止|[-—–~至到][ ]?20\d{6}(?!\d)))"
    r"(?<!20\d{6}[-—–~至到])(?<!\d)\d{7,}",  # telephones, identity numbers, passwords
    r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])",  # the address of a computer
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{4,6}",  # plates
    r"(?<![A-Za-z])(?!T ?\+|(?<=[Oo]f )Q[1-4](?!\d)|(?<=the )Q[1-4](?!\d)"
    r"|(?<=\d)T\d\d:\d)[A-Z]{1,5}[-_]?\d[A-Z0-9]*(?:[-+.]\d+)*",  # roads, mileposts, matters
    rf"第[ ]?{_FIGURES}[ ]?(?:号|点|条|款|章|项|期|次|批|名|届|稿|版|日(?!内|前)|时|类|标段)",
    rf"(?<![\d:])\d+(?:\.\d+)?[ ]?[万亿]?(?:{_MEASURES})(?!内|前)",
    r"(?:比例|配比|比分|规范|坡[道度]|按|比|以)[尺为是约:]{0,2}[ ]?\d{1,3}:\d{1,3}(?![\d:])"
    r"|\d{1,3}:\d{1,3}(?=的?(?:比例|配比|比分))",
    r"(?i:\b(?:scale|score[ds]?|lost|won|beat|ratio)\b)[^.;\d]{0,10}\d{1,3}:\d{1,3}(?![\d:])",
    r"(?<![\d:])\d+\.\d+[ ]?(?:万|亿|级|度|米)",
    rf"24小时(?={_STANDING})|(?<=全天)24小时|7[xX×*]24小时?",
    rf"每(?:隔|个)?(?:{_FIGURES}个?)?"  # what comes again and again has no one moment
    r"(?:天|日|晚|早上?|周[一二三四五六日天]?|星期[一二三四五六日天]?|季度?|年|半个?月|小时|分钟"
    rf"|月(?:{_FIGURES}[日号])?)(?:(?:[上下中]午|[早晚]上?|早晨|傍晚|凌晨)?[ ]?{_FIGURES}[ ]?(?:点半?|时"
    r"|:\d\d)(?:[ ]?[-—~至到][ ]?(?:次日|第二天)?(?:凌晨|早上?)?\d{1,2}(?::\d\d|[点时]半?))?)?(?:之?前)?",
    r"逢(?:单|双)?(?:周|星期|礼拜)[一二三四五六日天]",
    rf"(?:^|(?<=[，。、:\s请由给让和与@]))[{_FAMILIES}][一-鿿]{{1,2}}(?=同志)",  # 王中午同志
    rf"周[一二三四五六日][一-鿿](?={_TITLED})",  # 周一鸣同志
    r"周[一二三四五六日][一-鿿](?=[、和与][一-鿿]{2,3}(?:[、和与等]|[两二三四五]位|同志))",  # 周三强、金秋月两位同志
)
_NO_TIMES_EITHER: Final = (
    r"过一天[算是]一天",
    r"(?:净胜|[大战险]胜|击败|告负|惜败|门牌号?|房号)[^，。;\d]{0,4}\d{1,3}:\d{1,3}",
    r"《[^》0-9]{1,8}》",
    r"第[一二三四五1-5]个?(?:周|星期|礼拜)(?:的?(?:周|星期|礼拜)[一二三四五六日天])",
    r"一时(?:半会儿?|半刻|一刻)",
    r"(?:周末|节日|元旦|国庆|中秋|春节|端午|新年|小年|除夕|元宵|七夕|重阳|[妇护教青]\w{1,2}节|圣诞)节?(?:快乐|愉快"
    r"|安康)",
    r"[明今昨]日(?:科技|传媒|文化|教育|之星|说法|关注|头条)",
    rf"{_OPENS}[夏冬]至[一-鿿](?=[、和与及跟]|{_TITLED}|[两二三]位|{_ACTS})",
    rf"{_OPENS}[{_FAMILIES}](?:{_FESTIVE})(?![前后节当那这期假至到]|以前|之前|、(?![{_FAMILIES}]))",
    rf"周[一二三四五六日][{_GIVEN}](?={_ACTS}|[、和与][一-鿿]{{2,3}}(?:[、和与等来去]|$))",
)
_MASKS: Final = re.compile("|".join(_NO_TIMES + _NO_TIMES_EITHER))


def masked(text: str, names: Iterable[tuple[int, int]] = ()) -> str:
    """The text with everything blanked that is no time, of the same length. `names` are places of known people."""
    letters = list(text)
    for start, end in names:
        letters[start:end] = PERSON * (end - start)
    return _MASKS.sub(lambda match: BLANK * len(match[0]), "".join(letters))
