"""Italian."""

from tieout.quantities.calendars import Calendar, months, numbered
from tieout.quantities.interval import Hedge
from tieout.quantities.languages.words import Counting, Words

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
    {"inizio": "early", "metà": "mid", "fine": "end"},
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
    "entro inizio metà fine esercizio anno primo prima secondo seconda terzo quarto",
)

WORDS = Words(
    CALENDAR,
    {
        Hedge.MORE_THAN: "superiore a|superiore ai|superiori a|più di|oltre",
        Hedge.AT_LEAST: "almeno",
        Hedge.LESS_THAN: "inferiore a|inferiore ai|inferiori a|meno di",
        Hedge.UP_TO: "fino a|al massimo",
        Hedge.ABOUT: "intorno ai|intorno agli|circa|circa il|intorno a",
        Hedge.NEARLY: "quasi",
    },
    {Hedge.ABOUT: "circa", Hedge.AT_LEAST: "o più"},
    {
        "mila": 10**3,
        "milione": 10**6,
        "milioni": 10**6,
        "miliardo": 10**9,
        "miliardi": 10**9,
    },
    {"USD": "dollaro|dollari", "EUR": "euro"},
    {"percent": "per cento", "percentage_point": "punto percentuale|punti percentuali"},
    Counting({}, {}),
    ranges=("tra|e", "fra|e", "da|a"),
    fillers="il lo la i gli le un una",
    divided="azione azioni",
    per="per al",
    linking="di",
)
