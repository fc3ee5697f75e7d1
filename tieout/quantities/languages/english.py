"""What around a quantity or a date takes it back in English: "not the 20 MW", "half of 5 GW", "20 MW (est.)".

For what the patterns are of see ``Refusals``.
"""

from __future__ import annotations

from tieout.quantities.languages.refusals import Refusals

_DIGIT = r"(?:zero|nought|oh|one|two|three|four|five|six|seven|eight|nine)"
_SCALE = r"(?:thousand|million|billion|trillion)"
_THE = r"(?:(?:the|a|an|its|their|his|her|our|those|these|that|this|all|even|quite|full|promised|planned)\s)*"
_MONEY = r"[$€£¥]"
_CODES = r"(?:hk|hkd|au|aud|ca|cad|cop|mxn|nzd|sgd|twd|nt|ntd|clp|ars|uyu|dop)"
_NATIONS = r"(?:canadian|australian|hong kong|singapore|taiwan(?:ese)?|new zealand|mexican)"
_LIMITS = r"(?:upper|lower|outer|hard|soft|absolute|theoretical)"
_FALLS = r"(?:income|earnings|profits?|margins?|growth|cash flows?|ebitda|ebit|return|change)"
_DOES = (
    r"(?:yet|currently|ever|actually|have|has|had|be|been|going to be|reach(?:ed)?|met|meet|hit|get|got"
    r"|achieved?|attain(?:ed)?|total(?:ed)?|at|worth|for)"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DENIES = (
    r"(?:none|nobody|no one|nothing|unlikely|rarely|seldom|hardly|scarcely|nowhere|never"
    r"|(?:yet|fail(?:s|ed|ing)?|unable|refus(?:es|ed|ing)|declin(?:es|ed|ing)) to"
    r"|not(?! only| just| merely| simply| to)|cannot|[a-z]+n['’]t)"
)
ENGLISH = Refusals(
    values=(
        # "not the 20 MW it promised", "did not reach the full 20 MW", "instead of 20 MW"
        rf"(?:\b(?:not|never|neither|nor|no longer)|n['’]t)\s(?:{_DOES}\s)*{_THE}‹(?!not\b|no\b)",
        rf"\b(?:far from|nowhere near|rather than|instead of|without|lack(?:s|ed|ing)?)\s{_THE}‹",
        r"[≠≳≲≪≫≯≮≉≒˜＞＜]\s?‹|(?:=>|!=|<>|&[gl][te];)\s?‹",
    ),
    numbers=(
        # A sign or a dash, brackets of a loss or none: "growth: - 3%", "growth of (3%)"
        r"(?:^|[\s(:])(?:[—⁻]|[▼↓]\s?)‹|−\s+‹|:\s?[-–‐‑]\s‹|\b(?:of|was|were|at)\s[-–‐‑]\s‹|\./\.\s?‹",
        rf"\b(?:of|was|were|is|are|{_FALLS})\s\(‹(?![-−(])[^›]*(?:%|percent|[$€£¥]|usd|eur|dollars)[^›]*›\)",
        rf"\b(?:of|was|were|is|are|{_FALLS})\s\(‹(?:[$€£¥]|usd|eur|gbp)[^›]*›\)",
        rf"\b{_FALLS}\s[-–‐‑]\s‹",
        # "more-than-20 MW", "20 MW-plus", "20 MW ±", "20 MW (est.)", "an upper limit of 20 MW"
        r"than[-‐‑–]‹",
        r"›\s?[-‐‑]plus\b|›\s?\(?\s?(?:±|\+/[-−])",
        r"›\s?\(\s?(?:est|about|around|estimated|up to|at (?:most|least)|ca|roughly)\b",
        rf"\b{_LIMITS}\s(?:limit|bound|cap|ceiling|floor|range)(?:\s(?:of|is|was|at))?\s‹",
        r"›\s(?:cap|ceiling)\b",
        r"\b(?:approximately|about|roughly|around|nearly|almost),\s‹",
        # "five point five billion", "2 billion 500 million", "$20 thousands", "$20 b"
        rf"\b(?:{_DIGIT}|ten|\d+)\spoint\s‹",
        rf"›(?:(?<=\bpoint›)|\spoint)\s(?:{_DIGIT}\b|\d)",
        rf"‹[^›]*\b{_SCALE}›\s[\d.,]+\s{_SCALE}\b|\d\s{_SCALE}\s‹[^›]*{_SCALE}",
        r"›\s(?:hundreds|thousands?|millions?|billions?|trillions?|milliards?|lakhs?|crores?)(?:\b|[¹²³⁴-⁹])",
        rf"‹{_MONEY}[^›]*\d›\s?(?:b|m|k|t|mm|bil|mil|mill)\b",
        # Units that go on: "20 MW·h", "20 MW-h", "$20 million a quarter", "20 MW each", "(per share)"
        r"›(?:[·⋅∙*^]\w|[²³⁻])|›(?<=[a-z%]›)[-‐‑](?:h|hrs?|hours?|days?|weeks?|months?|years?|a|per)\b",
        r"›\s(?:a|each|every)\squarter\b",
        rf"\d\s{_SCALE}\s‹a quarter",
        rf"‹(?!{_MONEY})[^›]*›\s(?:each|apiece)(?:\s?[.,;:)]|$)|\bper\s[a-z]+:\s?‹",
        r"›\s?\(per\s\w|›\s/\s?[a-z]",
        # Another currency than the mark says: "HK $20 billion", "$20 billion (AUD)"
        rf"\b(?:{_CODES}|{_NATIONS})\s‹{_MONEY}|‹[^›]*{_MONEY}[^›]*›,?\s?\(?\b(?:{_CODES}|{_NATIONS}|pesos?)\b",
        # "5.3%p", "5 pct points"
        r"›(?<=%›)p+\b|›(?:(?<=%›)|(?<=percent›)|(?<=pct›))[\s-]?(?:pts?|points?)\b|›\s?pct[\s.-]",
        # A multiple or a part of it: "half of 5 GW", "twice the 5 GW", "20% of 5 GW"
        r"\b(?:half|twice|thrice|double|triple|quadruple|quintuple|(?<!at )times)\s(?:of\s)?"
        r"(?:(?:the|its|that|their|a)\s)*‹(?!a\b|an\b|half)[^›]*\d",
        rf"\b(?:thirds?|quarters?|fifths?|tenths?|percent|fraction|%)\sof\s(?:(?:the|its|that|their)\s)*"
        rf"‹(?:{_MONEY}|[^›]*(?:[mgtk]wh?|dollars|euros|watts?)›)|%\sof\s(?:the|its)\s‹{_MONEY}",
        # What is counted is something else: "24 complaints concerning customers"
        r"‹[\d.,]+\s(?:[a-z]+\s)*[a-z]{3,}s\s(?:[a-z]+ing|about|from|for|by|with|against|in|on)\s[^›]*›",
        # One end of a range: "20…30 MW", "20 — 30 MW", "20 or 30 MW", "between 20 MW in winter and 30 MW"
        r"\d\s?(?:…|\.{2,3}|‒|―|→|～|\s/\s)\s?‹",
        rf"›(?<=\d›)\s?(?:…|\.{{2,3}}|‒|―|→|～|\s/\s)\s?{_MONEY}?\d",
        rf"›(?<=[a-z]›)\s?(?:…|\.{{3}}|‒|―|～|~)\s?{_MONEY}?\d",
        rf"(?:^|\s){_MONEY}?[\d.,]+\s—\s‹{_MONEY}?\d|‹{_MONEY}?[\d.,]+›\s—\s{_MONEY}?\d",
        rf"(?:^|\s){_MONEY}?[\d.,]+\sor\s‹{_MONEY}?\d|‹{_MONEY}?[\d.,]+›\sor\s{_MONEY}?\d",
        rf"‹[^›]*\d\s?(?P<unit>\w+)›\sor\s{_MONEY}?[\d.,]+\s?(?P=unit)\b",
        r"\d\s?(?P<same>\w+)\sor\s‹[^›]*\d\s?(?P=same)›",
        r"\d\s?[a-z%]+‹[~～∼≈]|‹[^›]*\d\s?[a-z]{1,4}›\sup to\s\d",
        rf"(?<!from )‹(?!from)[^›]*[a-z]›\sto\s(?:over|more than|nearly|about|almost)\s{_MONEY}?\d",
        r"\bbetween\s‹(?!between)[^›]*›|\bbetween\s[^‹.;]*\d[^‹.;,]*\sand\s‹",
    ),
    dated=(
        # "before 2025" is no day of 2025; "circa 2025" may be none either.
        r"\b(?:before|after|circa|around|about|roughly|approximately|c\.|ca\.|prior to|beyond|past"
        r"|earlier than|later than|sooner than|earliest|not by)\s(?:(?:the|year|late|early|mid|end|of|start"
        r"|in|on)\s)*‹|\b(?:pre|post)[-‐‑–]\s?‹",
        rf"\b{_MONTH}\.?\s?[-–‐‑—]\s?‹",
        r"‹(?:about|around|circa|c|ca|some|near|over|above|under|below|pre|post)\b",
        r"\b20\d\d/‹|‹20\d\d›/(?:20)?\d\d\b(?!/)",
    ),
    unlike_fiscal=(r"\b(?:fiscal|fye|tax|financial)\b[^‹.;,]{0,12}‹|‹[^›]*\b(?:fiscal|tax|financial)\b",),
    compared=(
        rf"(?:^|[^\w‹])\b{_DENIES}\b(?!\sonly)(?![^‹]*(?:[;:!?,]|\.\s"
        rf"|\b(?:but|and|which|who|while|because|since)\b))[^‹]*‹",
        r"\b(?:possibly|perhaps|maybe|arguably)\s‹",
    ),
)
