"""The numbers by which people speak of matters: 0118, DB-2026-0118, 突发〔2026〕3号, 3号事件.

A bare figure is one only with a leading nought, or at the head of a message that goes on as talk about a matter does:
1208 may be a room, and 国办发〔2024〕8号 is somebody else's document.
"""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(
    r"(?P<coded>(?<![A-Za-z])[A-Z]{1,4}-?20\d\d-\d{2,5}(?!\d))"
    r"|(?P<bracketed>(?:突发|督办|批示|交办|事项|要情|值班|差错|缺陷|登记|督|交|批"
    r"|事)[ ]?[〔\[【(][ ]?20\d\d[ ]?[〕\]】)][ ]?第?[ ]?\d{1,5}[ ]?号)"
    r"|(?P<spoken>(?<![\d.])\d{1,5}号(?:事件|件|批示|事项|督办件?|任务|单子?|差错|缺陷)(?!数|人))"
    r"|(?P<hash>[#№][ ]?\d{1,5}(?!\d))"
    r"|(?P<nought>(?<![\d.\-+/A-Za-z年第〕])(?:(?<!\d:)|(?<=\d:\d\d:))0\d{3}(?=号(?![楼线院车厂井库门机])|(?!:\d"
    r"|月(?![底初末中])|时(?!间|限)|[\d.年日点分号\-/%])))"
    r"|(?P<head>(?:^|(?<=[，。;,!?\n ]))[1-9]\d{3}(?=[ ]?(?:号?(?:进展|办[完好结妥]|已?办结|申请|延期?|延到|销号"
    r"|可以销号|收到|怎么样|办得|不归|有异议|退办|催|情况))))"
)


def numbers_in(text: str) -> tuple[tuple[tuple[int, int], str], ...]:
    """Each number with its place, as it is written."""
    return tuple((match.span(), match[0].lstrip("#№ ")) for match in _NUMBER.finditer(text))
