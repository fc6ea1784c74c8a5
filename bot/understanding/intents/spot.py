"""What is answered when the bot looks who is there: 在，口令3829, 人在的，三八二九, 在岗在位，验证码5521.

A code that is called one is believed anywhere. A bare one counts in a short message that says nothing but that somebody
is there, since four figures beside anything else are the number of a matter.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.intents.rules import N, P, Rule, Scope, U, either
from bot.understanding.message import NUMBER_MARK, PERSON_MARK
from bot.understanding.values import Intent, Reading

CODE_FIGURES: Final = str.maketrans("零〇一二三四五六七八九幺洞拐两", "001234567891072")
_HAN: Final = "零〇一二三四五六七八九幺洞拐两"
_FIGURES: Final = rf"(?:\d[ -]?\d[ -]?\d(?:[ -]?\d){{0,5}}(?![\d点:月年])|[0-9A-Za-z]{{3,8}}|[{_HAN}]{{3,8}})"
_CALLED: Final = r"(?:口[令领岭零]|抽查码|应答码|验证口令|暗号|(?i:kou ?ling|code))"
_LOOSELY: Final = r"(?:验证码|密码|数字|数|码)"
_CODE: Final = re.compile(
    rf"{_CALLED}(?:[那这]个)?(?:我?(?:看到|收到))?(?:错了)?(?:重发)?(?:的?是|为|就是|同上|[:： ])*[ ]*"
    rf"(?:(?P<code>{_FIGURES})|[“\"](?P<word>[一-鿿]{{2,4}}\d{{0,4}})[”\"]"
    r"|(?<=[:：])[ ]*(?P<name>(?!多少|什么|是|没|呢|错|请|发|稍)[一-鿿]{2,4}\d{0,4})(?=$|[，。! ]))"
)
_PRESENT: Final = (
    rf"(?:我|俺|人|本人|一直|值守|值班员?|带班(?:领导)?|[主副]班|[小老][一-鿿](?=在)|{P}|{U}|都|也|还|就|是|正|[ @])*+"
    r"(?:在(?!忙|办|外|路|家)(?:岗|位|线|的|呢|哦|嘛|啊|这|值班室|座机旁边?|岗位上?|没跑|应答|里|呀)*+|到(?=!|$)|应到"
    r"|没走开|喺度|(?i:here)"
    r"|(?i:zai)|(?:(?:收到|现在|回复?一?下?|应答|答|报)*+(?:抽查|查岗|应答|值守机器人)(?:收到|回复|一下|到了|应答)*+)"
    r"|回复|应答|答"
    r"|抽到我了|报?口[令领]|座机旁边?|我就是值班的|值班室)++(?:了|呢|啊|哈|在|人|的)*+"
)
_THERE: Final = re.compile(_PRESENT)
_BARE: Final = re.compile(
    rf"(?:刚刚?)?(?:[那这]个)?(?:{_LOOSELY})?(?:的?是|为|[:： ])*(?P<code>\d{{4,6}}|[{_HAN}]{{4,6}}|\d(?: \d){{3,5}})"
    r"(?:对吧|对不|哈|啊|到|[✅👌! ])*"
)
_PARTS: Final = re.compile(r"[，,!。;；、\n✅👌\s]+|(?<=[^\d]):|(?<=[一-鿿])(?=\d{4,6}(?!\d))|(?<=\d{4})(?=[一-鿿])")
_SHORT: Final = 40  # characters


def _spot(scope: Scope) -> Reading | None:
    text = scope.message.text
    called = _CODE.search(text, scope.start, min(scope.end + _SHORT, len(text)))
    code = (called["code"] or called["word"] or called["name"]) if called is not None else _bare(scope)
    if not code:
        return None
    figures = re.sub(r"[ -]", "", code.translate(CODE_FIGURES) if re.fullmatch(f"[{_HAN}]+", code) else code)
    return replace(scope.reading(Intent.SPOT_REPLY), number="", facts={"code": figures})


def _bare(scope: Scope) -> str:
    """The one code of a short message with somebody's being there beside it; empty where there is none."""
    text, marked = scope.message.text, scope.message.marked
    if len(text) > _SHORT:
        return ""
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    codes = [match["code"] for part in parts if (match := _BARE.fullmatch(part)) is not None]
    if len(codes) != 1:
        return ""
    numbered = NUMBER_MARK in marked
    there = [part for part in parts if _THERE.fullmatch(part) is not None]
    if numbered and len(parts) > len(there) + 1:
        return ""
    return codes[0] if there and not (numbered and all(part.startswith(("到", "回", "答")) for part in there)) else ""


SPOT_REPLY: Final = Rule(
    intent=Intent.SPOT_REPLY,
    cues=(
        *(
            "口令",
            "口领",
            "口岭",
            "口零",
            "抽查",
            "查岗",
            "码",
            "暗号",
            "ouling",
            "ou ling",
            "在",
            "应答",
            "应到",
            "数",
        ),
        *("答", "code", "zai", "here", "喺度", "没走开", "到!", "抽到", "到", "旁边"),
    ),
    pattern=either(
        rf"[^，。;!?\n]{{0,12}}?{_CALLED}",
        rf"(?=[^ ])(?![^，。;!?\n]{{0,8}}{PERSON_MARK})(?:{_PRESENT})?[ :✅👌]*+(?:{_LOOSELY}[是为:]?[ ]?)?"
        rf"(?:\d{{4,6}}|{N}|[{_HAN}]{{4,6}})?[✅👌 ]*(?:{_PRESENT})?(?=$)",
    ),
    unless=re.compile("什么口令|口令是什么|口令呢|发口令|口令多少"),
    read=_spot,
)
