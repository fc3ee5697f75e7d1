"""German."""

from fractions import Fraction

from tieout.quantities.calendars import Calendar, months, numbered
from tieout.quantities.interval import Hedge
from tieout.quantities.languages.words import Counting, Words, numbers, prefixed, words

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
    {"anfang": "early", "beginn": "early", "mitte": "mid", "ende": "end", "jahresende": "end"},
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
    "bis spätestens vor anfang beginn mitte ende jahresende"
    " geschäftsjahr geschäftsjahres fiskaljahr fiskaljahres finanzjahr"
    " wirtschaftsjahr gj kalenderjahr erste ersten erstes erster erstem zweite zweiten zweites zweiter"
    " zweitem dritte dritten drittes dritter drittem vierte vierten viertes vierter viertem",
    capital=True,
)

_ONES = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_COUNTING = Counting(
    adds=numbers(1, "ein|eine|eins|einen|einem|einer|eines", *_ONES[1:], "zehn", "elf", "zwölf", "dreizehn")
    | numbers(14, "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn")
    | {"null": 0, "zwo": 2, "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50}
    | {"sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90},
    times={"hundert": 100, "tausend": 1000},
    joins=words("und"),
    solid=True,
    articles=words("ein eine einen einem einer eines"),
    groups={"dutzend": 12},
    parts={"drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8, "neuntel": 9}
    | {"zehntel": 10, "zwanzigstel": 20, "hundertstel": 100},
    half=words("halb halbe halbes halben halber"),
    and_half=("einhalb",),
    shares={"hälfte": Fraction(1, 2), "anderthalb": Fraction(3, 2)},
    multiples=dict.fromkeys(("doppelt", "doppelte", "doppelten", "doppelter", "doppeltes"), 2)
    | dict.fromkeys(("verdoppelt", "verdoppelte", "verdoppelten", "verdoppeln"), 2)
    | dict.fromkeys(("verdreifacht", "verdreifachte", "verdreifachten", "verdreifachen"), 3)
    | dict.fromkeys(("vervierfacht", "vervierfachte", "vervierfachten", "vervierfachen"), 4),
    fold=(
        "fach",
        "fache",
        "fachen",
        "faches",
        "facher",
        "mal",
    ),
    out_of="von",
    every=words("jeder jede jedes jedem"),
    nth=numbers(2, "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte")
    | {"zwanzigste": 20, "hundertste": 100},
    vague=words("mehrere mehreren einige einigen viele vielen etliche zig paar"),
)
_PREFIXES = {"k": "Kilo", "M": "Mega", "G": "Giga", "T": "Tera", "P": "Peta"}
WORDS = Words(
    CALENDAR,
    {
        Hedge.MORE_THAN: "überschritt|überschreitet|überschreiten|übersteigt|übersteigen|überstieg|übertrifft"
        "|übertraf|mehr als|über|jenseits von|oberhalb von|deutlich mehr als|weit über"
        "|weit mehr als|deutlich über|größer als",
        Hedge.AT_LEAST: "mindestens|wenigstens|zumindest|nicht weniger als|nicht unter|ein Minimum von"
        "|minimal|mind .|ab|von mindestens",
        Hedge.LESS_THAN: "unterschritt|unterschreitet|weniger als|nicht einmal|unter|unterhalb von"
        "|deutlich unter|weit unter|kleiner als",
        Hedge.UP_TO: "bis hin zu|bis zu|bis|höchstens|maximal|nicht mehr als|nicht über|allenfalls"
        "|längstens|max ."
        "|maximale|maximalen",
        Hedge.ABOUT: "cirka|in der Größenordnung|im Bereich von|mehr oder weniger|etwa|rund|ungefähr"
        "|zirka|circa|ca|ca .|gegen|in etwa|um die|geschätzt|geschätzte"
        "|geschätzten|schätzungsweise|an die"
        "|annähernd|in der Größenordnung von|zwischenzeitlich etwa",
        Hedge.NEARLY: "nah an|geringfügig unter|nahe|knappe|knappen|knapp|fast|beinahe|nahezu|knapp unter"
        "|etwas weniger als",
        Hedge.JUST_OVER: "geringfügig über|wenig mehr als|geringfügig mehr als|gut|kaum mehr als"
        "|etwas mehr als|knapp über|leicht über|etwas über",
        Hedge.EXACTLY: "genau|exakt",
    },
    {
        Hedge.MORE_THAN: "überschritten|überstiegen|übertroffen|deutlich überschritten|weit überschritten",
        Hedge.JUST_OVER: "knapp überschritten|leicht überschritten",
        Hedge.LESS_THAN: "unterschritten",
        Hedge.AT_LEAST: "oder mehr|und mehr|oder darüber|mindestens|und darüber",
        Hedge.UP_TO: "oder weniger|oder darunter|höchstens|maximal",
        Hedge.ABOUT: "oder so",
    },
    {
        "hundert": 10**2,
        "tausend": 10**3,
        "tsd.": 10**3,
        "million": 10**6,
        "millionen": 10**6,
        "mio.": 10**6,
        "mill.": 10**6,
        "milliarde": 10**9,
        "milliarden": 10**9,
        "mrd.": 10**9,
        "mia.": 10**9,
        "billion": 10**12,
        "billionen": 10**12,
        "billiarde": 10**15,
        "billiarden": 10**15,
        "trillion": 10**18,
        "trillionen": 10**18,
    },
    {
        "USD": "US-Dollar|Dollar|US-Dollars|Dollars",
        "EUR": "Euro|Euros",
        "GBP": "Pfund|Pfund Sterling|britische Pfund",
        "CHF": "Franken|Schweizer Franken",
        "JPY": "Yen",
        "CNY": "Yuan|Renminbi",
        "INR": "Rupien|Rupie",
        "KRW": "Won",
    },
    {
        "percent": "Prozent|prozentig|prozentige|prozentigen|prozentiger|prozentiges|v . H|vH",
        "percentage_point": "Prozentpunkte|Prozentpunkt|Prozentpunkten",
        "times": "Mal",
        "s": "Sekunde|Sekunden|Sek",
        "ms": "Millisekunde|Millisekunden",
        "us": "Mikrosekunde|Mikrosekunden",
        "ns": "Nanosekunde|Nanosekunden",
        "min": "Minute|Minuten|Min",
        "hour": "Stunde|Stunden|Std",
        "day": "Tag|Tage|Tagen",
        "week": "Woche|Wochen",
        "month": "Monat|Monate|Monaten",
        "year": "Jahr|Jahre|Jahren|Jahres",
        "W": "Watt",
        "Wh": "Wattstunde|Wattstunden",
        "Hz": "Hertz",
        "m": "Meter|Metern",
        "km": "Kilometer|Kilometern",
        "cm": "Zentimeter|Zentimetern",
        "mm": "Millimeter|Millimetern",
        "um": "Mikrometer|Mikrometern",
        "nm": "Nanometer|Nanometern",
        "g": "Gramm",
        "kg": "Kilogramm|Kilo",
        "t": "Tonne|Tonnen",
        "mm^2": "Quadratmillimeter|Quadratmillimetern",
        "m^2": "Quadratmeter|Quadratmetern",
        "m^3": "Kubikmeter|Kubikmetern",
        "km^2": "Quadratkilometer|Quadratkilometern",
        "V": "Volt",
        "kV": "Kilovolt",
        "token": "Token|Tokens",
    }
    | prefixed(_PREFIXES, "watt", "W")
    | prefixed(_PREFIXES, "wattstunde|wattstunden", "Wh")
    | prefixed(_PREFIXES, "byte|bytes", "B")
    | prefixed(_PREFIXES, "bit|bits", "bit")
    | prefixed(_PREFIXES, "hertz", "Hz"),
    _COUNTING,
    pieces={
        "Cent|Cents|Eurocent": ("EUR", Fraction(1, 100)),
        "Rappen": ("CHF", Fraction(1, 100)),
        "Basispunkt|Basispunkte|Basispunkten": ("percentage_point", Fraction(1, 100)),
        "Promille": ("percent", Fraction(1, 10)),
        "TEUR": ("EUR", Fraction(1000)),
        "Quartale|Quartalen": ("month", Fraction(3)),
    },
    heads={"teur": ("EUR", 1000)},
    ranges=("zwischen|und", "von|bis", "|bis", "|bis zu"),
    fillers="der die das den dem des ein eine einen einem einer jedoch aber insgesamt zusammen noch"
    " sogar weitere weiteren weiterer zusätzliche zusätzlichen",
    stops="der die das den dem des ein eine einen einem einer und oder aber im in am an auf aus bei bis mit"
    " nach von vom vor zu zum zur für über unter durch gegen ohne um seit wegen als wie auch nur noch nicht"
    " ist sind war waren wird werden wurde wurden hat haben hatte pro je sowie während gegenüber",
    labels="abs art ziff kap abb tab kapitel abschnitt seite seiten abbildung tabelle anhang artikel absatz"
    " nummer nr version phase stufe band zeile punkt paragraf",
    denying="kaum nicht nie",
    per="pro je",
    minus="minus",
    turns="auf",
    priced="das die",
    during="in binnen innerhalb während",
    points="punkt punkte punkten",
)
