"""Chinese, in both its scripts."""

from tieout.quantities.calendars import Calendar, numbered

CALENDAR = Calendar(
    {},
    numbered("一|上", "二|下", "三", "四"),
    {"初": "early", "年初": "early", "年中": "mid", "中": "mid"},
    (
        r"{Y} ?年 ?(?P<month>1[0-2]|0?[1-9]) ?月(?:份)?(?: ?{D} ?[日号號])?",
        r"{Y} ?(?:{F}|年)的?(?:第? ?(?:{N}|{Q}) ?{q}|{N}{h})",
        r"{Y} ?{F}",
        r"{Y} ?年?{P}(?!期)",
        r"{Y} ?年",
    ),
    "季度|季",
    "半年|半年度",
    "财政年度|財政年度|会计年度|會計年度|财年|財年|年度",
    "到 ?|不晚于 ?|不晚於 ?|不迟于 ?|不遲於 ?|最迟[到在于]? ?|最遲[到在於]? ?",
    "到 不 最",
    "(?:底|末)(?:之前|以前|前)",
)
