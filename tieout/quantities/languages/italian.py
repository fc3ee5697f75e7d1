"""Italian."""

from tieout.quantities.calendars import Calendar, months, numbered

CALENDAR = Calendar(
    months(
        "gennaio|gen",
        "febbraio|feb",
        "marzo|mar",
        "aprile|apr",
        "maggio|mag",
        "giugno|giu",
        "luglio|lug",
        "agosto|ago",
        "settembre|set",
        "ottobre|ott",
        "novembre|nov",
        "dicembre|dic",
    ),
    numbered("primo|prima|1°", "secondo|seconda|2°", "terzo|3°", "quarto|4°"),
    {"inizio": "early", "metà": "mid"},
    (
        r"{D}°? {M}(?: {Y})?",
        r"{D}/(?P<month>0?[1-9]|1[0-2])/{Y}",
        r"(?:{P} )?{M}(?: del)? {Y}",
        r"{N} (?:{q}|{h})(?: (?:del |dell['’]{F} )?{Y})?",
        r"(?:l['’])?{F} {Y}",
        r"{P}(?: del)? {Y}",
        r"{Y}",
    ),
    "trimestre",
    "semestre|metà",
    "esercizio(?: fiscale)?|anno fiscale",
    r"entro(?: la| il)?(?: fine)?(?: del| dell['’]anno)? ",
    "entro inizio metà esercizio anno primo prima secondo seconda terzo quarto",
)
