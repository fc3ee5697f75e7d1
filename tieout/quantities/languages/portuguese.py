"""Portuguese."""

from tieout.quantities.calendars import Calendar, months, numbered

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
    {"início": "early", "meados": "mid"},
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
    "até início meados exercício ano primeiro primeira segundo segunda terceiro quarto",
)
