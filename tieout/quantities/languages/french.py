"""French."""

from fractions import Fraction

from tieout.quantities.calendars import Calendar, months, numbered
from tieout.quantities.interval import Hedge
from tieout.quantities.languages.words import Counting, Words, numbers, prefixed, words

CALENDAR = Calendar(
    months(
        "janvier|janv",
        "février|fevrier|févr|fév",
        "mars",
        "avril|avr",
        "mai",
        "juin",
        "juillet|juil",
        "août|aout",
        "septembre|sept",
        "octobre|oct",
        "novembre|nov",
        "décembre|decembre|déc",
    ),
    numbered(
        "premier|première|1er|1re",
        "deuxième|second|seconde|2e|2ème|2nd",
        "troisième|3e|3ème",
        "quatrième|4e|4ème",
    ),
    {"début": "early", "mi": "mid", "milieu": "mid", "fin": "end"},
    (
        r"{D}(?:er)? {M}(?: {Y})?",
        r"{D}/(?P<month>0?[1-9]|1[0-2])/{Y}",
        r"(?:{P}[- ](?:de )?)?{M} {Y}",
        r"(?:T{Q}|S{H}|{Q}T|{H}S) ?(?:de )?(?:l['’]?{F} )?{y}",
        r"{N} (?:{q}|{h})(?:(?: de| du)? (?:l['’]année |l['’])?(?:{F} )?{Y})?",
        r"(?:l['’])?{F}(?: de)? {y}",
        r"{P}[- ](?:de )?(?:l['’]année )?{Y}",
        r"(?:l['’]année )?{Y}",
    ),
    "trimestre",
    "semestre|moitié",
    "exercice(?: fiscal| comptable)?|année fiscale",
    r"(?:d['’]ici(?: à)?|au plus tard|avant(?= (?:la )?fin| \d{4}))(?: la| le| en"
    r"| à)?(?: la)?(?: fin)?(?: de| du)?"
    r"(?: l['’]an(?:née)?)? ",
    "d' d’ l' l’ au avant début mi milieu fin exercice année l'exercice l’exercice l'année l’année premier"
    " première deuxième second seconde troisième quatrième",
)

_COUNTING = Counting(
    adds=numbers(1, "un|une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze")
    | numbers(12, "douze", "treize", "quatorze", "quinze", "seize")
    | {"zéro": 0, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70}
    | {"quatre vingt": 80, "quatre vingts": 80, "huitante": 80, "octante": 80, "nonante": 90},
    times={"cent": 100, "cents": 100, "mille": 1000},
    wide=frozenset((10, 60, 80)),
    joins=words("et"),
    articles=words("un une"),
    groups={"douzaine": 12, "douzaines": 12},
    rounds={"dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40}
    | {"cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000},
    parts={"tiers": 3, "quart": 4, "quarts": 4, "cinquième": 5, "cinquièmes": 5, "sixième": 6, "sixièmes": 6}
    | {"septième": 7, "huitième": 8, "neuvième": 9, "dixième": 10, "dixièmes": 10, "centième": 100},
    half=words("demi demie"),
    and_half=(
        "et demi",
        "et demie",
    ),
    shares={"moitié": Fraction(1, 2)},
    multiples=dict.fromkeys(("double", "doublé", "doublée", "doubler", "doublera", "doublent"), 2)
    | dict.fromkeys(("triple", "triplé", "triplée", "tripler", "triplera"), 3)
    | dict.fromkeys(("quadruple", "quadruplé", "quadrupler"), 4),
    out_of="sur",
    among=True,
    vague=words("plusieurs quelques"),
)
_PREFIXES = {"k": "kilo", "M": "méga|mega", "G": "giga", "T": "téra|tera", "P": "péta|peta"}
WORDS = Words(
    CALENDAR,
    {
        Hedge.MORE_THAN: "dépasser|dépasser les|franchit|franchit les|franchi les|au-delà des|au delà de"
        "|au delà des|plus de|plus d'|plus du|plus des|au-delà de|au-delà d'|supérieur à"
        "|supérieure à|supérieurs à|supérieures à|au-dessus de|au-dessus d'|bien plus de"
        "|largement plus de|plus que|excède|excèdent|excédant"
        "|dépasse|dépassent|dépassait|dépassera|dépassant|dépassé",
        Hedge.AT_LEAST: "à partir de|dès|supérieur ou égal à|supérieure ou égale à|au moins|au minimum"
        "|un minimum de|minimum|pas moins de|pas moins d'|à tout le moins",
        Hedge.LESS_THAN: "au-dessous de|sous|moins de|moins d'|moins du|même pas|inférieur à|inférieure à"
        "|inférieurs à"
        "|inférieures à"
        "|en dessous de|en-dessous de|sous les|sous le|sous la|bien moins de",
        Hedge.UP_TO: "un plafond de|dans la limite de|jusqu'aux|inférieur ou égal à|inférieure ou égale à"
        "|plafonné à|plafonnée à|plafonnés à|plafonnées à|limité à|limitée à|max .|jusqu'à"
        "|jusqu'en|au plus|au maximum|tout au plus|un maximum de|maximum|pas plus de"
        "|pas plus d'",
        Hedge.ABOUT: "voisin de|voisine de|proche des|environ|env .|avoisinant|avoisine|avoisinent"
        "|proche de|proches de|quelque|estimé à"
        "|estimée à|estimés à|estimées à|évalué à|évaluée à|autour de"
        "|autour d'|aux alentours de|aux environs de"
        "|à peu près|approximativement|de l' ordre de|de l' ordre d'|plus ou moins|grosso modo",
        Hedge.NEARLY: "frôle les|frise les|approche les|légèrement inférieur à|légèrement inférieure à"
        "|près de|près d'|près du|près des|presque|un peu moins de|un peu moins d'|pas loin de"
        "|juste sous|juste en dessous de|quasi|quasiment",
        Hedge.JUST_OVER: "légèrement supérieur à|légèrement supérieure à|guère plus de|un peu plus de"
        "|un peu plus d'|légèrement plus de|juste au-dessus de"
        "|à peine plus de",
        Hedge.EXACTLY: "exactement|précisément",
    },
    {
        Hedge.AT_LEAST: "ou plus|ou davantage|et plus|au moins|au minimum|minimum",
        Hedge.UP_TO: "max|max .|ou moins|au plus|au maximum|maximum|tout au plus",
        Hedge.ABOUT: "environ|à peu près",
    },
    {
        "mille": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "mio.": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "md": 10**9,
        "mds": 10**9,
        "mrd.": 10**9,
        "mrds": 10**9,
        "billion": 10**12,
        "billions": 10**12,
        "trillion": 10**18,
        "trillions": 10**18,
    },
    {
        "USD": "dollar|dollars|dollars américains|dollars US|dollar américain",
        "EUR": "euro|euros",
        "GBP": "livre|livres|livre sterling|livres sterling",
        "CHF": "franc suisse|francs suisses|francs",
        "JPY": "yen|yens",
        "CNY": "yuan|yuans|renminbi",
        "INR": "roupie|roupies",
        "CAD": "dollar canadien|dollars canadiens",
        "AUD": "dollar australien|dollars australiens",
    },
    {
        "percent": "pour cent|p . cent|pourcent",
        "percentage_point": "point de pourcentage|points de pourcentage|points de %|point de %",
        "times": "fois",
        "s": "seconde|secondes|sec",
        "ms": "milliseconde|millisecondes",
        "us": "microseconde|microsecondes",
        "ns": "nanoseconde|nanosecondes",
        "min": "minute|minutes",
        "hour": "heure|heures",
        "day": "jour|jours",
        "week": "semaine|semaines",
        "month": "mois",
        "year": "an|ans|année|années",
        "W": "watt|watts",
        "Wh": "wattheure|wattheures",
        "Hz": "hertz",
        "m": "mètre|mètres",
        "km": "kilomètre|kilomètres",
        "cm": "centimètre|centimètres",
        "mm": "millimètre|millimètres",
        "um": "micromètre|micromètres",
        "nm": "nanomètre|nanomètres",
        "g": "gramme|grammes",
        "kg": "kilogramme|kilogrammes|kilo|kilos",
        "t": "tonne|tonnes",
        "mm^2": "millimètre carré|millimètres carrés",
        "m^2": "mètre carré|mètres carrés",
        "m^3": "mètre cube|mètres cubes",
        "km^2": "kilomètre carré|kilomètres carrés",
        "V": "volt|volts",
        "barrel": "baril|barils",
        "token": "jeton|jetons|token|tokens",
        "kB": "Ko|ko|kilooctets",
        "MB": "Mo|mégaoctet|mégaoctets",
        "GB": "Go|gigaoctet|gigaoctets",
        "TB": "To|téraoctet|téraoctets",
        "PB": "Po|pétaoctet|pétaoctets",
    }
    | prefixed(_PREFIXES, "watt|watts", "W")
    | prefixed(_PREFIXES, "wattheure|wattheures|watt heure|watt heures|watts heure|watts heures", "Wh")
    | prefixed(_PREFIXES, "hertz", "Hz")
    | prefixed(_PREFIXES, "bit|bits", "bit"),
    _COUNTING,
    pieces={
        "centime|centimes|cent d' euro|cents d' euro": ("EUR", Fraction(1, 100)),
        "point de base|points de base|pb": ("percentage_point", Fraction(1, 100)),
        "pour mille": ("percent", Fraction(1, 10)),
        "trimestres": ("month", Fraction(3)),
    },
    ranges=("entre|et", "de|à", "d'|à", "|à", "|jusqu'à"),
    fillers="le la les l' un une d' de du des",
    stops="le la les l' un une des du de d' et ou mais à au aux en dans par pour sur sous avec sans vers"
    " chez qui que dont où contre entre depuis est sont était étaient sera seront a ont avait plus moins soit"
    " selon",
    labels="chapitre section page pages figure tableau annexe article numéro n no version phase étape tome",
    denying="peine pas jamais",
    divided="action actions titre part",
    per="par",
    linking="de d' prochaines prochains dernières derniers premières premiers",
    minus="moins",
    turns="à",
    priced="le la l'",
    during="sur en dans pendant durant",
    of_multiples="plus que",
    change="pass|augment|baiss|grimp|chut|recul|hauss|diminu|tomb|mont|progress|relev|réduit|ramen|bond",
)
