"""The words of English times, as one pattern: each alternative has a group of its own by which its reader is found.

An hour without its half of the day (tonight at 11, from 9 to 11 am) is only one where a day or another clock stands
beside it; the group is called `bare`.
"""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.numbers import ENGLISH_NUMBER

FESTIVALS: Final = {
    "new year's eve": "跨年夜",
    "national day": "国庆", "spring festival": "春节", "chinese new year": "春节", "new year's day": "元旦",
    "new year": "元旦", "labour day": "五一", "labor day": "五一", "may day": "五一", "mid-autumn festival": "中秋",
    "dragon boat festival": "端午", "qingming": "清明",
}  # fmt: skip

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_UNIT: Final = (
    r"(?:minutes?|mins?|hours?|hrs?|h(?![a-z])|(?:working|business|work) ?days?|workdays?|days?|weeks?|fortnights?"
    r"|months?|quarters?)"
)
_PERIOD: Final = "week|month|quarter|year"
_WEEKDAY: Final = "(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thu(?:rs?)?|fri)(?![a-z'])"
_NTH: Final = "first|second|third|fourth|fifth|last"
_PLACES: Final = (
    "(?! (?-i:Caf[eé]|Club|Bar|Restaurant|Hotel|Times|Market|Mart|Plaza|Inn|Bistro|School|Night Live)(?![a-z]))"
)
_BARE: Final = r"(?:1[0-2]|[1-9])"
_SOON: Final = "(?:tonight|tomorrow|last night|this (?:morning|afternoon|evening)|today)(?![a-z])"
_TH: Final = "(?:st|nd|rd|th)"

# Each alternative has one group of its own by which its reader is found.
_ALTERNATIVES: Final = (
    r"(?P<again>(?:every|each) (?:other )?(?:week|month|year|work(?:ing )?)?(?:day|week|month|year|mon|tue|wed|thu"
    r"|fri|sat|sun)[a-z]*"
    r"|have an? (?:nice|good|great|lovely) (?:weekend|evening|afternoon|morning|night)"
    rf"|happy (?:{'|'.join(FESTIVALS)}|weekend))",
    r"(?P<due>by|before|no later than|not later than|until|till|due(?: on| by| date(?: is)?:?)?"
    r"|deadline(?: for [a-z ]{1,30}?)?(?: is|:)?)(?= )",
    r"(?P<offset>the day after tomorrow|the day before yesterday|today|tonight|tomorrow|yesterday|last night"
    r"|this (?:morning|afternoon|evening))",
    r"(?P<iso>20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\d-])",
    rf"(?:the )?(?P<nth_weekday>{_NTH}) (?P<day_of_month>{_WEEKDAY}) (?:of|in) "
    rf"(?:(?P<in_month>{_MONTH})(?![a-z])|(?P<in_which>the|this|next) month)",
    rf"(?:the )?(?P<nth_workday>{_NTH}) (?:working|business|work) ?day (?:of|in) "
    rf"(?:(?P<of_month>{_MONTH})(?![a-z])|(?P<of_which>the|this|next) (?P<of_period>{_PERIOD}))",
    rf"(?P<from_day>{_WEEKDAY})(?: ?[-–] ?| to | through | until )(?P<to_day>{_WEEKDAY}),? (?P<both_of>this|next) week",
    rf"(?P<week_before>this|next) week,? (?:on )?(?P<weekday_in>{_WEEKDAY})",
    rf"(?P<day_in_week>{_WEEKDAY}),? (?:of )?(?P<of_week>this|next) week",
    r"(?<!every )(?<!each )(?:(?P<which>this|next|last|coming|this coming) )?"
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|tues?|wed|thu(?:rs?)?|fri)(?![a-z'])|(?:(?<=by )|(?<=on )|(?<=next )|(?<=this ))(?:sat|sun)(?![a-z'])"
    rf"|(?:sat|sun)(?=[,.] ?[a-z\d]| \d))(?![a-z]){_PLACES}",
    rf"(?P<from>[0-3]?\d){_TH}?(?: ?[-–] ?| to | through )(?P<last_of>[0-3]?\d){_TH}? (?P<month3>{_MONTH})(?![a-z])",
    rf"(?P<month>{_MONTH}) (?P<of>[0-3]?\d){_TH}?(?:,? (?P<year>20\d\d))?(?![\d:])",
    rf"(?:the )?(?P<of2>[0-3]?\d){_TH}?(?: of)? (?P<month2>{_MONTH})(?:,? (?P<year2>20\d\d))?(?![a-z])",
    rf"the (?P<nth>[0-3]?\d){_TH}(?: of (?P<named_month>this|next|last|the) month)?"
    r"(?=[.,;:!?)]|$| ?[-–]| (?:of|at|by|to|until|till|through|from|and|in|for|on|please|is|was|before|after|around"
    r"|noon|if"
    r"|morning|afternoon|evening|we|he|she|they|it|you|i|the|our|all|there|will|must|should|so|as|with|when)(?![a-z]))",
    rf"(?:the )?end of (?:the |this |(?P<next_period>next ))?(?P<period>{_PERIOD})",
    rf"(?:the )?(?P<which_part>end of|mid[- ])(?: ?the month of)? ?(?P<month4>{_MONTH})(?![a-z])",
    rf"(?P<period2>{_PERIOD})[- ]end",
    r"(?:the )?end of (?:the )?q(?P<quarter>[1-4])(?!\d)",
    r"(?:the )?end of the (?P<nth_quarter>first|second|third|fourth) quarter",
    r"(?:the |this |(?P<next_weekend>next ))?(?P<weekend>weekend)(?![a-z])",
    r"(?P<end_of>eo[wmqy])(?![a-z])",
    r"(?P<which_week>this|next) week(?! day|end)",
    r"(?:(?<=by )|(?<=due )|(?<=before )|(?<=until ))(?P<month5>1[0-2]|0?[1-9])/(?P<of5>3[01]|[12]\d|0?[1-9])(?![\d/])",
    r"(?:the )?(?P<close>(?:end|close) of (?:business|play|the day|day|the working day)|(?<![一-鿿])(?:eob|cob"
    r"|eod))(?: on)?",
    r"(?P<nth_after>(?:the )?(?:(?:first|1st) (?:working |business |work )?day )?after )?(?:the )?(?P<festival>"
    + "|".join(FESTIVALS)
    + ")",
    r"(?:the )?next (?P<workday>working|business) day",
    rf"(?P<count3>{ENGLISH_NUMBER}) (?:hours? and a half|and a half hours?) (?P<relation3>ago|from now|later)",
    rf"(?P<relation4>within|in|after) (?:the next )?(?P<count4>{ENGLISH_NUMBER}) (?:hours? and a half"
    rf"|and a half hours?)",
    r"half an hour (?P<half_hour>ago|from now|later)",
    rf"(?P<relation>within|in|after) (?P<next>the next |the coming )?"
    rf"(?:(?P<half>half an hour|half a day)|(?P<count>{ENGLISH_NUMBER}) ?(?P<unit>{_UNIT}))(?! of the)",
    rf"(?P<count2>{ENGLISH_NUMBER}) (?P<unit2>{_UNIT}) (?P<relation2>ago|from now|from today|later)",
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half_day>[ap]\.?m\.?(?![a-z]))",
    r"(?P<hour2>[01]?\d|2[0-4]):(?P<minute2>[0-5]\d)(?!\d)",
    r"(?P<hour3>1[0-2]|[1-9]) o'?clock",
    r"(?P<past>half|(?:a )?quarter|(?:(?<=at )|(?<=by )|(?<=until )|(?<=before )|(?<=around )|(?<=about )|(?<=since )"
    r"|(?<=after ))(?:five|ten|twenty|[1-5]?\d)) (?P<side>past|to) "
    r"(?P<hour5>1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![a-z\d])",
    r"(?P<hour4>(?:(?<=by )|(?<=at ))(?:1[0-2]|[1-9])(?= (?:on (?:mon|tue|wed|thu|fri|sat|sun|the )|in the|sharp)))",
    rf"(?P<bare>(?:(?<=ing at )|(?<=noon at )|(?<=night at )|(?<=row at )|(?<=day at )){_BARE}(?![\d:./%-])"
    rf"|(?:(?<=by )|(?<=at )|(?<=around )|(?<=about )){_BARE}(?=$|[,.;!?](?: |$)| {_SOON}| (?:mon|tue|wed|thu|fri))"
    rf"|(?<![\d:.] ){_BARE}(?= {_SOON}|(?: ?[-–] ?| to | and | until | till ){_BARE}(?::[0-5]\d)? ?(?:[ap]\.?m"
    rf"|{_SOON})))",
    r"(?P<military>(?:[01]\d|2[0-3])[0-5]\d) ?(?:hours|hrs|h)(?![a-z])",
    r"(?P<noon>noon|midday|lunch ?time)(?![a-z])",
    r"(?P<midnight>midnight)",
    r"(?P<part>morning|afternoon|evening|night)\b",
    rf"(?:to|through|-|–) ?(?P<until_day>[0-3]?\d)(?!\d){_TH}?(?![:.]\d| ?[ap]\.?m| ?[a-z])",
    r"(?P<to>(?:to|through|until|till|and)(?= )|[-–](?= |(?:mon|tue|wed|thu|fri|sat|sun)|[012]?\d(?: ?[ap]\.?m"
    r"|:[0-5]\d)))",
)
ATOMS: Final = re.compile(
    r"(?:\b|(?<= )(?=[-–] )|(?<=[一-鿿]))(?<!\d[:.])(?:" + "|".join(_ALTERNATIVES) + ")", re.IGNORECASE
)
