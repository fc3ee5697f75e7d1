"""Spanish."""

from fractions import Fraction

from tieout.quantities.calendars import Calendar, months, numbered
from tieout.quantities.interval import Hedge
from tieout.quantities.languages.words import Counting, Words, numbers, prefixed, words

CALENDAR = Calendar(
    months(
        "enero|ene",
        "febrero|feb",
        "marzo|mar",
        "abril|abr",
        "mayo",
        "junio|jun",
        "julio|jul",
        "agosto|ago",
        "septiembre|setiembre|sept|sep",
        "octubre|oct",
        "noviembre|nov",
        "diciembre|dic",
    ),
    numbered(
        "primer|primero|primera|1er|1º",
        "segundo|segunda|2º|2.º",
        "tercer|tercero|3er|3º|3.er",
        "cuarto|4º|4.º",
    ),
    {"principios": "early", "comienzos": "early", "inicios": "early", "mediados": "mid", "finales": "end"}
    | {"fin": "end", "final": "end", "cierre": "end"},
    (
        r"{D}(?:º|°)? de {M}(?:(?: de| del)?,? (?:año )?{Y})?",
        r"{D} {M}(?: {Y})?",
        r"{D}/(?P<month>0?[1-9]|1[0-2])/{Y}",
        r"(?:{P} de )?{M}(?: de| del)?(?: año)? {Y}",
        r"(?:T{Q}|S{H}|{Q}T|{H}S) ?(?:de |del )?(?:{F} )?{y}",
        r"{N} (?:{q}|{h})(?: (?:de|del)(?: año)?(?: {F})? {Y})?",
        r"{F}(?: de)? {Y}",
        r"{P} de(?:l año|l {F})? {Y}",
        r"(?:año )?{Y}",
    ),
    "trimestre",
    "semestre|mitad",
    "(?:ejercicio|año) fiscal|ejercicio",
    r"(?:para|a más tardar|de aquí a|no más tarde de|antes de(?=l? (?:fin|final|finales|cierre|que)| \d{4}))"
    r"(?: que)?(?: el| en)?(?: (?:fin|final|finales|cierre|acabe|termine|finalice))?(?: de| del)?(?: el)?"
    r"(?: año)? ",
    "para a de no antes principios comienzos inicios mediados finales fin final cierre ejercicio año primer"
    " primero primera segundo segunda tercer tercero cuarto",
)

_COUNTING = Counting(
    adds=numbers(1, "un|uno|una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez")
    | numbers(11, "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho")
    | numbers(19, "diecinueve", "veinte", "veintiuno|veintiún|veintiuna", "veintidós", "veintitrés")
    | numbers(24, "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve")
    | {"cero": 0, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70}
    | {"ochenta": 80, "noventa": 90}
    | {
        stem + end: number
        for stem, number in (
            *(("doscient", 200), ("trescient", 300), ("cuatrocient", 400), ("quinient", 500)),
            *(("seiscient", 600), ("setecient", 700), ("ochocient", 800), ("novecient", 900)),
        )
        for end in ("os", "as")
    },
    times={"cien": 100, "ciento": 100, "mil": 1000},
    joins=words("y"),
    articles=words("un uno una"),
    groups={"docena": 12, "docenas": 12, "decena": 10, "veintena": 20, "centenar": 100, "millar": 1000},
    parts={"tercio": 3, "tercios": 3, "cuarto": 4, "cuartos": 4, "quinto": 5, "quintos": 5, "décimo": 10}
    | {"tercera parte": 3, "terceras partes": 3, "cuarta parte": 4, "cuartas partes": 4, "quinta parte": 5}
    | {"quintas partes": 5, "sexta parte": 6, "séptima parte": 7, "octava parte": 8, "décima parte": 10}
    | {"décimas partes": 10},
    half=words("medio media"),
    and_half=(
        "y medio",
        "y media",
    ),
    shares={"mitad": Fraction(1, 2)},
    multiples=dict.fromkeys(("doble", "duplicó", "duplicado", "duplicada", "duplicar", "duplica"), 2)
    | dict.fromkeys(("duplicaron", "duplicará", "duplicarán"), 2)
    | dict.fromkeys(("triple", "triplicó", "triplicado", "triplicar", "triplica", "triplicaron"), 3)
    | dict.fromkeys(("cuádruple", "cuadruplicó", "cuadruplicado", "cuadruplicar"), 4),
    out_of="de cada",
    among=True,
    vague=words("varios varias algunos algunas muchos muchas pocos pocas"),
)
_PREFIXES = {"k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta"}
WORDS = Words(
    CALENDAR,
    {
        Hedge.MORE_THAN: "superar|supere|excede|exceden|sobrepasa|sobrepasan|más allá de|arriba de"
        "|encima de|más que|más de|más del|por encima de|por encima del|superior a|superior al"
        "|superiores a|superiores al|supera los"
        "|supera|superan|superó|superaron|superará|supera el|superó el|superó los|superan los|rebasa|rebasó"
        "|mucho más de|muy por encima de",
        Hedge.AT_LEAST: "a partir de|al menos|por lo menos|como mínimo|mínimo|mín .|un mínimo de|no menos de"
        "|cuando menos",
        Hedge.LESS_THAN: "debajo de|menos de|ni siquiera|menos del|por debajo de|por debajo del|inferior a"
        "|inferior al|inferiores a|inferiores al"
        "|mucho menos de",
        Hedge.UP_TO: "limitado a|limitada a|un tope de|un límite de|hasta|hasta el|hasta un|como máximo"
        "|máximo|máx .|un máximo de|a lo sumo|no más de"
        "|no más del"
        "|como mucho",
        Hedge.ABOUT: "rondando|cercano a|cercana a|cercanos a|se estiman|se estima|estima|aprox ."
        "|próximo a|próxima a|próximos a|próximas a|ronda|rondan|rondaba|rondará"
        "|se estima en|estimado en|estimada en|estimados en"
        "|estimadas en|alrededor de"
        "|alrededor del|unos|unas|aproximadamente|cerca de|cerca del|en torno a"
        "|en torno al|del orden de|sobre|cosa de|más o menos|aproximado de|aproximada de",
        Hedge.NEARLY: "escasos|escasas|ligeramente inferior a|casi|roza|rozan|rozó|poco menos de"
        "|algo menos de|prácticamente|un poco menos de",
        Hedge.JUST_OVER: "ligeramente superior a|algo más de|algo más del|poco más de|poco más del"
        "|un poco más de|ligeramente más de"
        "|ligeramente por encima de",
        Hedge.EXACTLY: "exactamente|precisamente",
    },
    {
        Hedge.JUST_OVER: "y pico",
        Hedge.AT_LEAST: "o más|como mínimo|por lo menos|al menos|mínimo",
        Hedge.UP_TO: "máx|máx .|o menos|como máximo|a lo sumo|como mucho|máximo",
        Hedge.ABOUT: "estimados|estimadas|aproximadamente|más o menos|aprox|o así",
    },
    {
        "mil": 10**3,
        "millón": 10**6,
        "millones": 10**6,
        "mill.": 10**6,
        "millardo": 10**9,
        "millardos": 10**9,
        "billón": 10**12,
        "billones": 10**12,
        "trillón": 10**18,
        "trillones": 10**18,
    },
    {
        "USD": "dólar|dólares|dólares estadounidenses|dólares americanos",
        "EUR": "euro|euros",
        "GBP": "libra|libras|libras esterlinas",
        "CHF": "franco suizo|francos suizos",
        "JPY": "yen|yenes",
        "CNY": "yuan|yuanes|renminbi",
        "INR": "rupia|rupias",
        "CAD": "dólar canadiense|dólares canadienses",
        "AUD": "dólar australiano|dólares australianos",
        "MXN": "peso mexicano|pesos mexicanos",
        "BRL": "real brasileño|reales",
    },
    {
        "percent": "por ciento|por cien",
        "percentage_point": "punto porcentual|puntos porcentuales|pp|p . p",
        "times": "vez|veces",
        "s": "segundo|segundos",
        "ms": "milisegundo|milisegundos",
        "us": "microsegundo|microsegundos",
        "ns": "nanosegundo|nanosegundos",
        "min": "minuto|minutos",
        "hour": "hora|horas",
        "day": "día|días",
        "week": "semana|semanas",
        "month": "mes|meses",
        "year": "año|años",
        "W": "vatio|vatios",
        "Hz": "hercio|hercios|hertz",
        "m": "metro|metros",
        "km": "kilómetro|kilómetros",
        "cm": "centímetro|centímetros",
        "mm": "milímetro|milímetros",
        "um": "micrómetro|micrómetros",
        "nm": "nanómetro|nanómetros",
        "g": "gramo|gramos",
        "kg": "kilogramo|kilogramos|kilo|kilos",
        "t": "tonelada|toneladas",
        "mm^2": "milímetro cuadrado|milímetros cuadrados",
        "m^2": "metro cuadrado|metros cuadrados",
        "m^3": "metro cúbico|metros cúbicos",
        "km^2": "kilómetro cuadrado|kilómetros cuadrados",
        "V": "voltio|voltios",
        "barrel": "barril|barriles",
        "token": "token|tokens",
    }
    | prefixed(_PREFIXES, "vatio|vatios", "W")
    | prefixed(_PREFIXES, "vatio hora|vatios hora|vatio-hora|vatios-hora|vatioshora", "Wh")
    | prefixed(_PREFIXES, "byte|bytes", "B")
    | prefixed(_PREFIXES, "bit|bits", "bit")
    | prefixed(_PREFIXES, "hercio|hercios", "Hz"),
    _COUNTING,
    pieces={
        "céntimo|céntimos|céntimos de euro": ("EUR", Fraction(1, 100)),
        "centavo|centavos": ("USD", Fraction(1, 100)),
        "punto básico|puntos básicos|pb": ("percentage_point", Fraction(1, 100)),
        "por mil": ("percent", Fraction(1, 10)),
        "trimestres": ("month", Fraction(3)),
        "mdd": ("USD", Fraction(10**6)),
    },
    ranges=("entre|y", "de|a", "del|al", "desde|hasta", "|a", "|al", "|hasta"),
    fillers="el la los las un una de del otros otras ya se",
    stops="el la los las un una unos unas y e o u pero a al de del en con sin por para sobre bajo entre desde"
    " hasta que cuando donde contra según es son era eran será serán fue fueron ha han había más menos como",
    labels="capítulo sección página páginas figura tabla cuadro gráfico anexo artículo apartado número nota"
    " notas nº punto línea nivel sala zona versión fase etapa tomo",
    denying="apenas no nunca",
    divided="acción acciones título",
    per="por",
    each="al",
    linking="de",
    minus="menos",
    turns="a al hasta",
    priced="el la",
    during="en durante",
    of_multiples="más que",
    points="punto puntos",
    change="pas|aument|dismin|cre[cz]|subi|sube|baj|cay|caí|creci|reduj|redu|desc|avanz|elev|salt|sumi|mejor|empeor|recort|dispar|desplom"
    "|retroced|increment|escal|ascend|descend",
)
