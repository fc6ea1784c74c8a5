"""A mark of secrecy is recognised; the words of the trade are not taken for one."""

from __future__ import annotations

import pytest

from bot.understanding import classified

MARKED = [
    ("secrecy-mark", "机密★10年"),
    ("secrecy-mark", "绝密"),
    ("secrecy-mark", "【秘密】关于防汛工作的通知"),
    ("secrecy-mark", "密级：秘密"),
    ("secrecy-mark", "机 密"),
    ("secrecy-mark", "这份秘密文件说的是人事安排"),
    ("secrecy-mark", "机密件内容如下"),
    ("secrecy-mark", "绝密级文件"),
    ("secrecy-mark", "这是机密，别外传"),
    ("secrecy-mark", "文件标注为秘密"),
    ("secrecy-mark", "秘密\n青禾县人民政府文件"),
    ("secrecy-mark", "Top secret: the roster"),
    ("secrecy-mark", "这份秘密级通知我拍了照，要点如下"),
    ("secrecy-mark", "转：青委机密〔2026〕3号，请各单位周五前报人员名单"),
    ("secrecy-mark", "那份机密件里头说下月要搞集中行动"),
    ("secrecy-mark", "县委机要局发的密电，内容是调整部署"),
    ("secrecy-mark", "机密级的方案发群里了"),
    ("secrecy-mark", "青府办密电〔2026〕12号要求今晚到位"),
    ("secrecy-mark", "按青办秘密[2026]7号办"),
    ("inner-document", "内部资料 注意保管"),
    ("inner-document", "内部文件，不得外传"),
    ("inner-document", "【内部资料】"),
    ("inner-document", "内部材料 严禁外传"),
    ("identity-number", "身份证11010519491231002X"),
    ("identity-number", "１１０１０５１９４９１２３１００２ｘ"),
    ("phone-list", "张13800138000 李13900139000 王13700137000"),
    ("phone-list", "138-0013-8000、139 0013 9000、13700137000"),
]

UNMARKED = [
    "保密局来检查",
    "青保密〔2026〕1号要求开展自查",
    "秘密级会议材料2份已入柜",
    "按青府办〔2026〕3号办",
    "签订保密协议",
    "保密培训通知",
    "交班：机密件1份在柜里",
    "机密文件2份已入柜",
    "收到机要件一份",
    "交班：昨夜接报2起都已报，防汛办通知1件待转水利局，机要件1份在柜里，钥匙给王磊",
    "秘密调查",
    "公开的秘密",
    "秘密投票选举",
    "商业秘密保护",
    "严禁在群里发送秘密文件",
    "不得在微信传输涉密文件和秘密材料",
    "保守国家秘密，人人有责",
    "加强机密文件管理",
    "内部控制制度",
    "内部审计",
    "秘书股",
    "联系电话13800138000",
    "两个电话13800138000和13900139000",
    "同一个13800138000 13800138000 13800138000",
    "身份证号110105194912310021",
    "订单号202611111234567890",
    "泄密隐患自查",
    "",
]


@pytest.mark.parametrize(("kind", "words"), MARKED)
def test_a_mark_is_named(kind: str, words: str) -> None:
    assert classified(words) == kind


@pytest.mark.parametrize("words", UNMARKED)
def test_talk_about_secrecy_is_no_mark(words: str) -> None:
    assert classified(words) is None


def test_a_mark_at_the_end_of_a_very_long_message_is_seen() -> None:
    assert classified("防汛" * 4_000 + "机密★") == "secrecy-mark"
