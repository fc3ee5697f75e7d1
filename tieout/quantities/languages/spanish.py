"""Spanish."""

from tieout.quantities.calendars import Calendar, months, numbered

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
    {"principios": "early", "comienzos": "early", "inicios": "early", "mediados": "mid", "finales": "late"},
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
    r"(?:para|a más tardar|de aquí a|no más tarde de|antes de(?=l? (?:fin|final|finales|cierre|que)))"
    r"(?: que)?(?: el| en)?(?: (?:fin|final|finales|cierre|acabe|termine|finalice))?(?: de| del)?(?: el)?"
    r"(?: año)? ",
    "para a de no antes principios comienzos inicios mediados finales ejercicio año primer primero primera"
    " segundo segunda tercer tercero cuarto",
)
