"""German."""

from tieout.quantities.calendars import Calendar, months, numbered

CALENDAR = Calendar(
    months(
        "Januar|Jänner|Jan",
        "Februar|Feber|Febr|Feb",
        "März|Mär|Mrz",
        "April|Apr",
        "Mai",
        "Juni|Jun",
        "Juli|Jul",
        "August|Aug",
        "September|Sept|Sep",
        "Oktober|Okt",
        "November|Nov",
        "Dezember|Dez",
    ),
    numbered(
        "erste|ersten|erstes|erster|erstem|1.|I.",
        "zweite|zweiten|zweites|zweiter|zweitem|2.|II.",
        "dritte|dritten|drittes|dritter|drittem|3.|III.",
        "vierte|vierten|viertes|vierter|viertem|4.|IV.",
    ),
    {"anfang": "early", "beginn": "early", "mitte": "mid"},
    (
        r"{D}\. ?{M}(?: {Y})?",
        r"{D}\. ?(?P<month>0?[1-9]|1[0-2])\. ?{Y}",
        r"(?:{P} )?{M} {Y}",
        r"(?:Q{Q}|H{H})(?: ?/ ?{y}| {F} {Y})",
        r"{N} ?(?:{q}|{h})(?: (?:des |im |von )?(?:(?:Kalender)?Jahr(?:es)? |{F} )?{Y})?",
        r"{F} {y}",
        r"{P} (?:des Jahres |von |{F} )?{Y}",
        r"(?:Kalenderjahr(?:es)? )?{Y}",
    ),
    "Quartals?",
    "Halbjahre?s?",
    "(?:Geschäfts|Fiskal|Finanz|Wirtschafts)jahr(?:es|s|e)?|GJ",
    r"(?:bis(?: spätestens)?|spätestens(?: bis)?)(?: zum| zur| im| in| am)?(?: Jahresende| Ende)?"
    r"(?: des| der| im)?(?: Kalenderjahr(?:es)?| Jahre?s?)? "
    r"|vor (?:dem )?(?:Jahresende|Ende)(?: des Jahres)? ",
    "bis spätestens vor anfang beginn mitte geschäftsjahr geschäftsjahres fiskaljahr fiskaljahres finanzjahr"
    " wirtschaftsjahr gj kalenderjahr erste ersten erstes erster erstem zweite zweiten zweites zweiter"
    " zweitem dritte dritten drittes dritter drittem vierte vierten viertes vierter viertem",
    capital=True,
)
