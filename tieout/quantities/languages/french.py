"""French."""

from tieout.quantities.calendars import Calendar, months, numbered

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
    {"début": "early", "mi": "mid", "milieu": "mid"},
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
    r"(?:d['’]ici(?: à)?|au plus tard|avant(?= (?:la )?fin))(?: la| le| en| à)?(?: la)?(?: fin)?(?: de| du)?"
    r"(?: l['’]an(?:née)?)? ",
    "d'ici d’ici au avant début mi milieu exercice année l'exercice l’exercice l'année l’année premier"
    " première deuxième second seconde troisième quatrième",
)
