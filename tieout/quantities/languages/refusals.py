"""What around a quantity or a date takes it back in each language: "没有超过", "kein … mehr als", "…の半分".

Patterns are of the text in lower case: those ``before`` end where the reading starts, those ``behind`` start
where it ends. A clause is what stands before it without a mark of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge, Quantity

Value = Quantity | Date


@dataclass(frozen=True)
class Refusals:
    """Patterns by what they take back: any value, a hedge of comparison (anywhere in its clause), a date."""

    before: str = "(?!)"
    clause: str = "(?!)"
    behind: str = "(?!)"
    before_date: str = "(?!)"
    behind_date: str = "(?!)"
    before_number: str = "(?!)"
    behind_number: str = "(?!)"
    inside: str = "(?!)"
    inside_date: str = "(?!)"

    def refuse(self, text: str, start: int, end: int, value: Value) -> bool:
        """Whether what stands around ``value``, read from ``start`` to ``end`` of ``text``, takes it back."""
        first = text[max(start - _BACK, 0) : start].lower()
        last = text[max(end - _BACK, 0) : end].lower()
        before, behind = self._around[isinstance(value, Date)]
        if first and before.search(first):
            return True
        if end < len(text) and behind.match(last + text[end : end + _BACK].lower(), len(last)):
            return True
        inside, clause, inside_date = self._within
        written = text[start:end].lower()
        if isinstance(value, Date):
            return not value.by and inside_date.match(written) is not None
        if value.hedge in _COMPARES and first and clause.search(_CLAUSE.split(first)[-1]):
            return True
        return inside.search(written) is not None

    @cached_property
    def _around(self) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
        """Return what takes back a number and what takes back a date, each before it and behind."""
        pairs = (self.before_number, self.behind_number), (self.before_date, self.behind_date)
        return tuple(
            (re.compile(rf"(?:{self.before}|{before})$"), re.compile(rf"{self.behind}|{behind}"))
            for before, behind in pairs
        )

    @cached_property
    def _within(self) -> tuple[re.Pattern[str], ...]:
        return re.compile(rf"(?:{self.inside})$"), re.compile(self.clause), re.compile(self.inside_date)


_BACK = 60
_CLAUSE = re.compile(r"[;:!?，。；：！？、,]|\.\s")
_COMPARES = frozenset(
    (Hedge.MORE_THAN, Hedge.AT_LEAST, Hedge.LESS_THAN, Hedge.UP_TO, Hedge.JUST_OVER, Hedge.NEARLY)
)


def _scales_behind(*scales: str) -> str:
    """Return what matches a number that goes on behind one of ``scales``: "1 milliard 500 millions"."""
    ends = "|".join(rf"(?<={one})" for one in scales)
    return rf"(?:{ends})\s+(?:\d|\w*(?:hundert|tausend))"


def _scales_before(*scales: str) -> str:
    return rf"\b(?:{'|'.join(scales)})\.?\s+"


_DE_SCALES = ("million", "millionen", "milliarde", "milliarden", "mio", "mrd", "tsd", "tausend")
_FR_SCALES = ("million", "millions", "milliard", "milliards", "mille", "md", "mds")
_ES_SCALES = ("millón", "millones", "billón", "billones", "mil")
_IT_SCALES = ("milione", "milioni", "miliardo", "miliardi", "mila")
_PT_SCALES = ("milhão", "milhões", "bilhão", "bilhões", "mil")
_SPAN = r"\d{2,4}/"
_GAP = r"\d\s?(?:…|\.{3}|‒|―)\s?|(?:\b(?:von|de|um|di)|:)\s+[-–−—]\s+|\./\.\s*"
# "$ AU" is of Australia, and "$ au Canada" is not: no "au" stands before these, nor before a mark.
_NO_PLACE = r"(?!-|\s(?!(?:en|par|pour|de|des|du|d|l|à|et|ou|sur|dans|contre|ont|est|sont)\b)\w)"
_GERMAN = Refusals(
    before=r"\b(?:keine?[nmrs]?|nie(?:mals)?|selten|kaum|weder|statt|anstatt|anstelle von|weit entfernt von"
    r"|weit weg von|nicht(?! nur)(?: (?:mehr|ganz|die|den|das|der|auf))?"
    r"|keine?[nmrs]? (?:weiteren?|vollen?))(?: (?:die|den|das|der|auf|von))?\s+",
    clause=r"\b(?:keinesfalls|keineswegs|ohne)\b|"
    r"\b(?:keine?[nmrs]?|niemals|nie|selten|niemand|weder|nirgends|nicht(?! nur))\b",
    before_number=_GAP + r"|\b(?:je|jeweils"
    r"|zweimal|dreimal|halb|maximal \w+:?)\s+|\d oder |\bzwischen\b[^.,;]*\bund\s+|"
    + _scales_before(*_DE_SCALES)
    + r"|(?:\b(?:hälfte|drittel|viertel|fünftel|zehntel|prozent)|%|\b(?:doppelte|\w+fache)n?)"
    r"\s+(?:von|der|des)(?: (?:den|der|diesen|insgesamt|rund))?\s+|\b(?:doppelt|\w+mal) so (?:viel|hoch"
    r"|groß)\w*"
    r" wie (?:die |den |das )?",
    before_date=r"(?:haushaltsjahr|rechnungsjahr)\s+|"
    + _SPAN
    + r"|\b(?:vor|nach|ab|gegen|um|circa|ca\.?|etwa|rund|ungefähr|spätestens nach|frühestens)"
    r"(?: (?:dem|der|das|jahr|jahre|anfang|mitte|ende|beginn))*\s+|\bnicht bis(?: zum| ende| mitte)*\s+",
    behind_number=r"\s+(?:überschreit|überst|unterschreit|nicht\b|wurden?\b.{0,20} (?:überschritten|erreicht"
    r"|unterschritten)|hinaus|heran|im maximum|an\b|plus\b|±)|\s?\((?:geschätzt|ca|max|mind|circa|rund)"
    r"|(?<=%)\s?-?punkte|(?<=prozent)-punkte|(?<=prozent-)punkte|\s(?:kanadisch|australisch)|"
    + _scales_behind(*_DE_SCALES),
    inside=r"\d\s?bn\b.*|t\s?€",
    inside_date=r"(?:ab|nahe|gegen|etwa|rund|ungefähr|circa|zirka|ca|geschätzt|schätzungsweise|um die)\b",
)
_FRENCH = Refusals(
    before=r"\b(?:n'(?:atteint|atteignait|atteindra|est|a|aura) pas|loin d(?:e|es|u)|pas|jamais|aucune?"
    r"|ni|au lieu d(?:e|es|u)"
    r"|plutôt que(?: d(?:e|es))?|sans)(?:\s+(?:de|des|les|le|la|l'|d'))?\s+",
    clause=r"\bnon\b|"
    r"\b(?:aucune?|jamais|personne|rien|ni|rarement|sans|n'\w+ pas|ne \w+ pas|n'\w+|ne)\b(?! que\b)",
    before_number=_GAP + r"|\b(?:plus|moins"
    r"|non|pas encore|pas même|chacun|une moyenne de|moins des)\s+|\d (?:ou|voire) |\bentre\b[^.,;]*\bet\s+|"
    + _scales_before(*_FR_SCALES)
    + r"|(?:\b(?:moitié|tiers|quarts?|double|triple|quadruple|pour cent)|\d ?%|\bfois)"
    r"\s+(?:(?:plus )?(?:que )?(?:des|du|de|d')?(?: ?(?:les|la|l'|ces))?)\s*",
    before_date=r"\bau plus tôt (?:en |le )?|"
    + _SPAN
    + r"|\b(?:avant|après|vers|à partir de|dès|à compter de|autour de|aux alentours de|environ)"
    r"(?: (?:le|la|l'|fin|début|mi|année))*[ -]+",
    behind_number=r"\s?\((?:max|env|environ|estim)|\s+chacune?\b|\s+par (?:site|centre|usine|client"
    r"|salarié|personne|habitant)\b|\s?can\b|\s(?:belges?|égyptiennes?|libanaises?|syriennes?|turques?)\b|"
    + _scales_behind(*_FR_SCALES)
    + r"|\s?(?:ca|cfa)\b|\s?au\b"
    + _NO_PLACE
    + r"|\s(?:canadiens?|australiens?|néo-zélandais|singapouriens?|taïwanais"
    r"|de hong|hongkongais|cfa|pacifique)\b",
    inside_date=r"(?:à partir|dès|sous)\b|(?:environ|env|vers|autour|aux|près|quelque|proche)\b",
    inside=r"\d\s?bn\b.*",
)
_SPANISH = Refusals(
    before=r"\b(?:no (?:llega|llegan|llegó|alcanza|alcanzan|alcanzó|son|es|eran|fueron|tiene|tienen)"
    r"|lejos de|nunca|jamás"
    r"|ningún|ninguna|ni|en lugar de|en vez de|sin)(?:\s+(?:a|de|los|las|el|la))*\s+|\bno\s+",
    clause=r"\b(?:ningún|ninguna|ninguno|nunca|jamás|nadie|nada|raramente|rara vez|sin|no(?! solo| sólo))\b",
    before_number=_GAP + r"|\b(?:tampoco"
    r"|sin (?:llegar a|alcanzar)(?: los)?|dos veces|una media de)\s+|\d [oóu] |\bentre\b[^.,;]*\by\s+|"
    + _scales_before(*_ES_SCALES)
    + r"|(?:\b(?:mitad|tercio|tercios|doble|triple|cuádruple|por ciento|parte)|\d ?%|\bveces)"
    r"\s+(?:de|del|que)(?: (?:los|las|la|el|esos|esas))?\s+",
    before_date=_SPAN
    + r"|\b(?:antes de|antes del|después de|después del|a partir de|hacia|alrededor de|en torno a"
    r"|sobre|tras)(?: (?:el|la|los|año|finales|principios|mediados|de))*\s+",
    behind_number=r",? aproximadamente|\s?\((?:aprox|máx|mín|estim)|\s+cada un|\s+por (?:sede|planta"
    r"|centro|cliente|empleado)\b|\s+mensuales|\s(?:egipcias|libanesas)\b|\s?-?puntos|"
    + _scales_behind(*_ES_SCALES)
    + r"|\s(?:canadienses?|australianos?|neozelandeses|taiwaneses|de hong|de singapur|singapurenses"
    r"|hongkoneses)\b|\s(?:de )?pesos\b(?! mexicanos)",
    inside_date=r"a partir\b|"
    r"(?:alrededor|sobre|cerca|en torno|hacia|aproximadamente|aprox|casi|unos|próximo)\b",
    inside=r"\d\s?bn\b.*",
)
_ITALIAN = Refusals(
    before=r"\b(?:non (?:raggiunge|raggiungono|sono|è)|nessun[ao]?|mai|lontano da|lontani da|invece di"
    r"|anziché|né|senza)"
    r"(?:\s+(?:i|gli|le|la|il|dai|di))*\s+|\bnon\s+",
    clause=r"\b(?:nessun[ao]?|mai|nessuno|raramente|senza|non)\b",
    before_number=_scales_before(*_IT_SCALES)
    + r"|(?:\b(?:metà|terzo|doppio|triplo|per cento)|\d ?%|\bvolte)\s+(?:dei|di|delle|del|i|le)\s+",
    before_date=_SPAN + r"|\b(?:prima del|dopo il|verso il)(?: (?:fine|inizio|metà))*\s+",
    behind_number=_scales_behind(*_IT_SCALES) + r"|\s(?:canadesi|australiani|neozelandesi)\b",
)
_PORTUGUESE = Refusals(
    before=r"\b(?:não (?:chega|chegam|atinge|atingem|são|é)|nenhuma?|nunca|jamais|longe de|em vez de|nem|sem)"
    r"(?:\s+(?:a|aos|os|as|dos|das))*\s+|\bnão\s+",
    clause=r"\b(?:nenhuma?|nunca|jamais|ninguém|raramente|sem|não)\b",
    before_number=_scales_before(*_PT_SCALES)
    + r"|(?:\b(?:metade|terço|dobro|triplo|por cento)|\d ?%|\bvezes)\s+(?:dos|das|de|os|as)\s+",
    before_date=_SPAN + r"|\b(?:antes de|após|depois de|a partir de|por volta de)\s+",
    behind_number=_scales_behind(*_PT_SCALES) + r"|\s(?:canadenses|canadianos|australianos)\b",
)
_SPOKEN = "〇零一二三四五六七八九十百千0-9"
_JAPANESE = Refusals(
    behind=r"\s?(?:では|じゃ|とは|に(?:は)?)(?:なく|ない|なかった|ありません|程遠|ほど遠|遠く|届か|達し(?:ない|なかった|ていない))"
    r"|\s?(?:を|は|も)?(?:超え|上回|下回|越え|超過|割|超)(?:ない|なかった|ず|ら(?:ない|なかった|ず)|ることは(?:ない|なかった)"
    r"|ていない|ってい(?:ない|なかった)|ったことは?ない|たことは?ない|わけでは)"
    r"|\s?(?:ない|なかった|ことは(?:ない|なかった)|ていない)|\s?未満ではない|\s?(?:を|に)満たさない",
    before=r"[〜～~]",
    before_number=r"[0-9〇一二三四五六七八九]、|[‐ー—―]|(?:[a-z円元ル]より|ないし|乃至|以上|各|それぞれ|半分の|約、|最大[(（])|"
    rf"[{_SPOKEN}][点・·]|(?<![{_SPOKEN}])[1一](?:株|個|台|人|件|本|枚|回|口|世帯|名|戸)"
    r"(?:当たり|あたり|につき)?(?:の?(?:純?利益|配当))?|(?:令和|平成|昭和|大正|明治)"
    rf"|[{_SPOKEN}]割",
    behind_number=r"(?:級|クラス|ずつ|・h|ちょっと|(?<=円)台半ば|(?<=割)[台引]|程(?!度)|の倍|ないし|乃至|でない)|(?<=以上)[0-9]|[(（](?:概算|豪|加|香港|カナダ|台湾)|"
    rf"\s?[〜～~](?![{_SPOKEN}])|\s?[(（](?:最大|最高|上限|最低|最小|約|程度|推定|以上|以下|超|未満)"
    rf"|[・·点][{_SPOKEN}]|の(?:半分|半数|[{_SPOKEN}・.]+(?:倍|割|分の|%|％)|数倍|約)|(?<=[a-z円元ルンロ％%])台(?![{_SPOKEN}])(?:に|の|を|へ|$|、|。|後半|前半)"
    r"|[1-9一二三四五六七八九]分|%?・?ポイント|パーセント",
    before_date=_SPAN + r"|(?:およそ|約)",
    behind_date=r"比|"
    r"\s?(?:以降|以前|以後|頃|ごろ|ころ|前後|より前|より後|よりも前|からは?(?!\s?(?:\d|翌))|前(?!年|期)"
    r"|後(?!半))",
    inside=r"[万億兆][1-9一二三四五六七八九](?:円|元|ドル|人|社)?|割[1-9一二三四五六七八九]分?",
)
_NOT_ZH = (
    "没有|沒有|从未|從未|尚未|不会|不會|不得|不能|难以|難以|未能|并未|並未|并没|並沒|很少|从不|從不"
    "|无法|無法|绝不|絕不|未必|没|沒|远未|遠未|不曾|未曾|未"
)
_CHINESE = Refusals(
    before=rf"(?:{_NOT_ZH}|不是|并不是|並不是|并非|並非|而非|而不是|远非|遠非|不在)(?:达到|達到|有|到|达|達|满|滿|过|過|任何|再)?\s?",
    clause=rf"(?:{_NOT_ZH})",
    behind=r"(?:都|也)?(?:不到|没有|沒有)",
    before_number=r"[0-9〇一二三四五六七八九]、|[0-9][与與]|各|两倍于|兩倍於|不再是|—|人民[币幣][-（(]|"
    rf"[{_SPOKEN}万萬亿億兆][点點・·]|[{_SPOKEN}]\s?个|(?:民國|民国)",
    behind_number=r"(?:级|級|量级|关口|還不到|还不到|每[股吨噸人])|[·][时時h]|"
    rf"\s?[圓圆元]|\s?[(（](?:约|約|最大|最高|上限|最多|最低|至少|左右|估计|估計|预计|預計)"
    rf"|[点點·・][{_SPOKEN}]"
    rf"|的(?:一半|半数|半數|[{_SPOKEN}.两兩]+(?:倍|成|%|％|分之)|百分之)|小[时時]|[时時](?![代间間候])|[～〜~—―]"
    r"|个百分点|個百分點",
    before_date=r"最早(?:在)?|"
    + _SPAN
    + r"|(?:不早于|不早於|早于|早於|晚于|晚於|大约|大約|约|約|自|从|從)(?:在)?\s?",
    behind_date=r"\s?(?:以后|以後|之后|之後|起|左右|前后|前後|后(?!半)|後(?!半)|开始|開始|至今)",
    inside=r"(?:[千百万萬亿億兆][1-9一二三四五六七八九](?:元|美元|家|人)?|^[千百万萬亿億兆](?!分).*)",
)
_SCRIPTS = r"[\u0400-\u1cff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_SCRIPT = re.compile(_SCRIPTS)
SPACED = Refusals(before=rf"{_SCRIPTS}\s?", behind=rf"\s?{_SCRIPTS}")
"""Where words have spaces: letters of another script around a number say what no one here can read."""


def foreign_letters(text: str) -> bool:
    """Whether ``text`` has letters of a script without our words."""
    return not text.isascii() and _SCRIPT.search(text) is not None


def mostly_foreign(text: str) -> bool:
    """Whether more than a third of the letters of ``text`` are of a script without our words."""
    return 3 * len(_SCRIPT.findall(text)) > sum(map(str.isalpha, text))


REFUSALS: Mapping[str, Refusals] = {
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "it": _ITALIAN,
    "pt": _PORTUGUESE,
    "ja": _JAPANESE,
    "zh": _CHINESE,
}
