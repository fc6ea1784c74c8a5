"""What must not be kept: marks of secrecy, inner documents, identity numbers, lists of telephones.

This runs before anything is stored, so it errs on the side of small and sure patterns: a *mark* (机密★, 密级：秘密,
这份秘密文件) is refused, a word of the trade (保密局, 保密协议, 机要件 in a hand-over) is not.
"""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.wording import plain

SECRECY_MARK: Final = "secrecy-mark"
INNER_DOCUMENT: Final = "inner-document"
IDENTITY_NUMBER: Final = "identity-number"
PHONE_LIST: Final = "phone-list"

_PHONES: Final = 3

_GAP: Final = r"[ 　]{0,3}"
_LEVEL: Final = rf"(?:绝{_GAP}密|机{_GAP}密|(?<!商业)(?<!个人)秘{_GAP}密)"
_CUSTODY: Final = r"[ ]{0,2}[\d一二两三四五六七八九十]{1,3}[ ]?[份件本]"  # 机密文件2份在柜里: kept, not quoted
_SECRET: Final = re.compile(
    rf"{_LEVEL}{_GAP}[★☆*＊]"
    rf"|[★☆]{_GAP}{_LEVEL}"
    rf"|[【\[〔(《<]{_GAP}{_LEVEL}{_GAP}(?:[★☆*].{{0,8}})?[】\]〕)》>]"
    rf"|(?:密级|涉密等级|保密等级|定密){_GAP}(?:[是为:]){{0,2}}{_GAP}{_LEVEL}"
    rf"|{_LEVEL}级?(?:的)?(?:(?:文件|材料|电报|资料|公文|会议纪要|纪要|批件|信息|内容)(?!{_CUSTODY})|件(?:的?内容"
    r"|的?正文|里(?:说|写|讲)|说|写|讲|显示|要求|精神|原文|全文))"
    r"|(?:文件|材料|内容|电报|纪要|以下|下面|这(?=是|属)|这[份个件])(?:内容)?(?:是|属于?|为|系|定为|标(?:注|明)?"
    rf"(?:为|着|有|了)?){_LEVEL}(?!书)"
    rf"|{_LEVEL}级的?(?:通知|通报|函|来?文|[明密]?电|电文|明传|传真|会议(?!材料)|方案|预案|计划|命令|图纸?|表|指示|报告"
    rf"|档案|请示|批复|决定|简报|名单|数据|东西|件)(?!{_CUSTODY})"
    rf"|{_LEVEL}{_GAP}[〔\[(【]\d{{4}}[〕\])】]"
    r"|(?:[机绝]密件|密码电报|密电)(?:的)?(?:里[头面]?|上)?(?:说|写|讲|提|要求|内容|原文|精神|正文)"
    r"|密电[,，:]{0,1}(?:内容|说|要求)"
    rf"|^{_GAP}{_LEVEL}{_GAP}(?:\d|年|月|长期|启封|$|\n)"
    rf"|(?:{_LEVEL}|(?<=[委府办政局厅])密)(?:发|电|函|字)?{_GAP}[〔\[(【]{_GAP}(?:19"
    rf"|20)\d\d{_GAP}[〕\])】]"  # 青委机密〔2026〕3号
    r"|(?:属于?|涉及|涉)(?:国家秘密|工作秘密)(?:的)?(?:内容|事项|文件|信息|材料|如下|:)"
    r"|\b(?:top secret|confidential)\b(?: ?[★*:/]|$|\n)",
    re.IGNORECASE | re.MULTILINE,
)
_TALK: Final = re.compile(
    r"(?:不得|严禁|禁止|不要|不能|别|勿|不准)(?!外传|外泄|说出|扩散)|防止|杜绝|是否|有没有"
    r"|清退|清点|销毁|自查|检查|管理|制度|规定|培训|教育|登记表|台账"
)
_INNER: Final = re.compile(
    rf"内部(?:资料|文件|材料|刊物|情况|参考|明电)?{_GAP}[,，。:;!★()【】\[\]]?{_GAP}(?:请)?(?:注意|妥善)保[管存密]"
    rf"|内部(?:资料|文件|材料|刊物|传阅|使用|参考|掌握|信息)?{_GAP}[,，。:;!]?{_GAP}(?:不得|严禁|请勿|禁止|切勿|勿)"
    r"(?:外传|外泄|扩散|公开|转发|复印|泄露)"
    rf"|[【\[〔(★]{_GAP}内部(?:资料|文件|材料|使用|参考|明电){_GAP}[】\]〕)★]|内部(?:资料|文件|材料){_GAP}★"
    rf"|^{_GAP}内部(?:资料|文件)(?:{_GAP}$|{_GAP}\n|{_GAP}:)"
    r"|(?:工作秘密|内部事项)[,，]?(?:不得|请勿|严禁)(?:外传|公开|扩散)",
    re.MULTILINE,
)
_IDENTITY: Final = re.compile(r"(?<![0-9A-Za-z])(\d{17}[\dXx])(?![0-9A-Za-z])")
_PHONE: Final = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"


def classified(text: str) -> str | None:
    """The kind of mark a message carries, or None: secrecy-mark, inner-document, identity-number, phone-list."""
    words = plain(text)
    if any(_is_mark(match, words) for match in _SECRET.finditer(words)):
        return SECRECY_MARK
    if _INNER.search(words):
        return INNER_DOCUMENT
    if any(_valid(match[1]) for match in _IDENTITY.finditer(words)):
        return IDENTITY_NUMBER
    phones = {re.sub(r"[- ]", "", match[1]) for match in _PHONE.finditer(words)}
    return PHONE_LIST if len(phones) >= _PHONES else None


def _is_mark(match: re.Match[str], text: str) -> bool:
    """A star, a bracket or 密级 always is one; talk about the rules (严禁在群里发秘密文件) is not."""
    signed = any(sign in match[0] for sign in "★☆*【[〔(《<") or "密级" in match[0]
    return signed or not _talk(match, text)


def _talk(match: re.Match[str], text: str) -> bool:
    around = text[max(0, match.start() - 12) : match.end() + 8]
    return _TALK.search(around) is not None


def _valid(number: str) -> bool:
    """The check digit of an identity number (GB 11643)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECK[total % 11] == number[-1].upper()
