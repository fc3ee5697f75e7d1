"""Portuguese."""

from tieout.quantities.calendars import Calendar, months, numbered
from tieout.quantities.interval import Hedge
from tieout.quantities.languages.words import Counting, Words

CALENDAR = Calendar(
    months(
        "janeiro|jan",
        "fevereiro|fev",
        "março|mar",
        "abril|abr",
        "maio|mai",
        "junho|jun",
        "julho|jul",
        "agosto|ago",
        "setembro|set",
        "outubro|out",
        "novembro|nov",
        "dezembro|dez",
    ),
    numbered("primeiro|primeira|1º", "segundo|segunda|2º", "terceiro|3º", "quarto|4º"),
    {"início": "early", "meados": "mid", "fim": "end", "final": "end"},
    (
        r"{D}º? de {M}(?: de {Y})?",
        r"{D}/(?P<month>0?[1-9]|1[0-2])/{Y}",
        r"(?:{P} de )?{M} de {Y}",
        r"(?:{Q}T|{H}S) ?(?:de )?{y}",
        r"{N} (?:{q}|{h})(?: (?:de|do)(?: {F})? {Y})?",
        r"{F}(?: de)? {Y}",
        r"{P} de {Y}",
        r"{Y}",
    ),
    "trimestre",
    "semestre|metade",
    "(?:exercício|ano) fiscal|exercício",
    r"até o (?:fim|final) (?:de|do ano de) ",
    "até início meados fim final exercício ano primeiro primeira segundo segunda terceiro quarto",
)

WORDS = Words(
    CALENDAR,
    {
        Hedge.MORE_THAN: "acima de|superior a|superiores a|mais de",
        Hedge.AT_LEAST: "pelo menos|ao menos",
        Hedge.LESS_THAN: "abaixo de|inferior a|inferiores a|menos de",
        Hedge.UP_TO: "até|no máximo",
        Hedge.ABOUT: "cerca de|aproximadamente|em torno de",
        Hedge.NEARLY: "quase",
        Hedge.JUST_OVER: "pouco mais de",
    },
    {Hedge.AT_LEAST: "ou mais", Hedge.UP_TO: "ou menos"},
    {
        "mil": 10**3,
        "milhão": 10**6,
        "milhões": 10**6,
        "bilhão": 10**9,
        "bilhões": 10**9,
        "trilhão": 10**12,
        "trilhões": 10**12,
    },
    {"USD": "dólar|dólares", "EUR": "euro|euros"},
    {"percent": "por cento", "percentage_point": "ponto percentual|pontos percentuais"},
    Counting({}, {}),
    ranges=("entre|e", "de|a"),
    fillers="o a os as um uma",
    divided="ação ações",
    per="por",
    linking="de",
)
