"""Japanese."""

from tieout.quantities.calendars import Calendar, numbered

CALENDAR = Calendar(
    {},
    numbered("一|上|前", "二|下|後", "三", "四"),
    {"初頭": "early", "初め": "early", "始め": "early", "半ば": "mid", "中頃": "mid", "終盤": "late"},
    (
        r"{Y} ?年 ?(?P<month>1[0-2]|0?[1-9]) ?月(?!期|[-〜～~–－])(?: ?{D} ?日)?",
        r"{Y} ?年 ?(?P<opens>10|1|4|7)(?: ?月)? ?[-–〜～~－] ?\d{1,2} ?月(?:期)?",
        r"{Y} ?(?:{F}|年)の? ?(?:第? ?(?:{N}|{Q}) ?{q}|{N}{h})",
        r"{Y} ?{F}",
        r"{Y} ?年の?{P}",
        r"{Y} ?年 ?\d{1,2} ?月(?P<vague>期)",
        r"{Y} ?年",
    ),
    "四半期",
    "半期|半|期",
    "会計年度|財政年度|年度",
    "(?!)",
    "",
    "(?:末|内|中)?までに",
)
