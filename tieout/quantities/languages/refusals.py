"""What around a quantity or a date takes it back in each language: "没有超过", "kein … mehr als", "…の半分".

A pattern is of the text in lower case with the reading in it between ‹ and ›; it may look at both sides and
at the reading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from tieout.quantities.dates import Date
from tieout.quantities.interval import COMPARING, Quantity

Value = Quantity | Date


@dataclass(frozen=True)
class Refusals:
    """Patterns by what they take back.

    All ways of a pattern begin at the end of the reading, ›, or all at its start or before it.

    ``values`` take back any value, ``numbers`` a quantity, ``compared`` one with a hedge of comparison.
    ``dates`` take back a date, ``dated`` one that is no deadline, ``unlike_fiscal`` one that is read as a
    year of the calendar.
    """

    values: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    unlike_fiscal: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()

    def refuse(self, text: str, start: int, end: int, value: Value) -> bool:
        """Whether what stands around ``value``, read from ``start`` to ``end`` of ``text``, takes it back."""
        around = (text[max(start - _AROUND, 0) : start], text[start:end], text[end : end + _AROUND])
        before, written, behind = (part.replace("‹", "").replace("›", "") for part in around)
        amid = f"{before}‹{written}›{behind}".lower()
        if isinstance(value, Date):
            return (
                self._date.match(amid) is not None
                or (not value.by and self._dated.match(amid) is not None)
                or (not (value.fiscal or value.month) and self._unlike_fiscal.match(amid) is not None)
            )
        return self._number.match(amid) is not None or (
            value.hedge in COMPARING and self._compared.match(amid) is not None
        )

    @cached_property
    def _number(self) -> re.Pattern[str]:
        return _any(*self.values, *self.numbers)

    @cached_property
    def _compared(self) -> re.Pattern[str]:
        return _any(*self.compared)

    @cached_property
    def _date(self) -> re.Pattern[str]:
        return _any(*self.values, *self.dates)

    @cached_property
    def _dated(self) -> re.Pattern[str]:
        return _any(*self.dated)

    @cached_property
    def _unlike_fiscal(self) -> re.Pattern[str]:
        return _any(*self.unlike_fiscal)


_AROUND = 60  # characters looked at on either side


def _any(*patterns: str) -> re.Pattern[str]:
    """Return what matches, from the start of a text, where one of ``patterns`` is found in it."""
    behind = [one for one in patterns if one.startswith("›")]
    before = [one for one in patterns if not one.startswith("›")]
    # Nothing is looked for where it can't begin: most of what is read has nothing of this around it.
    ways = (rf"[^‹]*?(?:{'|'.join(before)})" if before else "(?!)", rf"[^›]*(?:{'|'.join(behind) or '(?!)'})")
    return re.compile("|".join(ways))


def _scales(*scales: str) -> tuple[str, str]:
    """Return what matches a number that goes on around one of ``scales``: "1 milliard 500 millions"."""
    one = "|".join(scales)
    return rf"\b(?:{one})\.?\s+‹", rf"‹[^›]*(?:{one})›\s+(?:\d|\w*(?:hundert|tausend))"


def _in_clause(words: str) -> str:
    """Return what matches ``words`` before the reading, with no mark of the sentence between."""
    return rf"(?:{words})(?![^‹]*(?:[;:!?，。；：！？、,]|\.\s))[^‹]*‹"


_SPAN = r"\d{2,4}/‹"
_GAP = r"\d\s?(?:…|\.{3}|‒|―)\s?‹|(?:\b(?:von|de|um|di)|:)\s+[-–−—]\s+‹|\./\.\s*‹"
_BILLION = r"‹[^›]*\d\s?bn\b[^›]*›"
_GERMAN = Refusals(
    values=(
        r"\b(?:keine?[nmrs]?|nie(?:mals)?|selten|kaum|weder|statt|anstatt|anstelle von|weit entfernt von"
        r"|weit weg von|nicht(?! nur)(?: (?:mehr|ganz|die|den|das|der|auf))?"
        r"|keine?[nmrs]? (?:weiteren?|vollen?))(?: (?:die|den|das|der|auf|von))?\s+‹",
    ),
    numbers=(
        _GAP,
        _BILLION,
        r"‹[^›]*t\s?€›",
        *_scales("million", "millionen", "milliarde", "milliarden", "mio", "mrd", "tsd", "tausend"),
        r"\b(?:je|jeweils|zweimal|dreimal|halb|maximal \w+:?)\s+‹|\d oder ‹|\bzwischen\b[^.,;‹]*\bund\s+‹",
        r"(?:\b(?:hälfte|drittel|viertel|fünftel|zehntel|prozent)|%|\b(?:doppelte|\w+fache)n?)"
        r"\s+(?:von|der|des)(?: (?:den|der|diesen|insgesamt|rund))?\s+‹",
        r"\b(?:doppelt|\w+mal) so (?:viel|hoch|groß)\w* wie (?:die |den |das )?‹",
        r"›\s+(?:überschreit|überst|unterschreit|nicht\b|hinaus|heran|im maximum|an\b|plus\b|±)",
        r"›\s+wurden?\b.{0,20} (?:überschritten|erreicht|unterschritten)",
        r"›\s?\((?:geschätzt|ca|max|mind|circa|rund)|›\s(?:kanadisch|australisch)",
        r"›(?<=%›)\s?-?punkte|›(?<=prozent›)-punkte|›(?<=prozent-›)punkte",
    ),
    dates=(
        _SPAN,
        r"(?:haushaltsjahr|rechnungsjahr)\s+‹|\bnicht bis(?: zum| ende| mitte)*\s+‹",
        r"\b(?:vor|nach|ab|gegen|um|circa|ca\.?|etwa|rund|ungefähr|spätestens nach|frühestens)"
        r"(?: (?:dem|der|das|jahr|jahre|anfang|mitte|ende|beginn))*\s+‹",
    ),
    dated=(r"‹(?:ab|nahe|gegen|etwa|rund|ungefähr|circa|zirka|ca|geschätzt|schätzungsweise|um die)\b",),
    compared=(
        _in_clause(
            r"\b(?:keinesfalls|keineswegs|ohne|keine?[nmrs]?|niemals|nie|selten|niemand|weder|nirgends"
            r"|nicht(?! nur))\b"
        ),
    ),
)
_FRENCH = Refusals(
    values=(
        r"\b(?:n'(?:atteint|atteignait|atteindra|est|a|aura) pas|loin d(?:e|es|u)|pas|jamais|aucune?|ni"
        r"|au lieu d(?:e|es|u)|plutôt que(?: d(?:e|es))?|sans)(?:\s+(?:de|des|les|le|la|l'|d'))?\s+‹",
    ),
    numbers=(
        _GAP,
        _BILLION,
        *_scales("million", "millions", "milliard", "milliards", "mille", "md", "mds"),
        r"\b(?:plus|moins|non|pas encore|pas même|chacun|une moyenne de|moins des)\s+‹",
        r"\d (?:ou|voire) ‹|\bentre\b[^.,;‹]*\bet\s+‹",
        r"(?:\b(?:moitié|tiers|quarts?|double|triple|quadruple|pour cent)|\d ?%|\bfois)"
        r"\s+(?:(?:plus )?(?:que )?(?:des|du|de|d')?(?: ?(?:les|la|l'|ces))?)\s*‹",
        r"›\s?\((?:max|env|environ|estim)|›\s+chacune?\b",
        r"›\s+par (?:site|centre|usine|client|salarié|personne|habitant)\b",
        r"›\s(?:canadiens?|australiens?|néo-zélandais|singapouriens?|taïwanais|de hong|hongkongais|pacifique"
        r"|belges?|égyptiennes?|libanaises?|syriennes?|turques?)\b|›\s?(?:can?|cfa)\b",
        # "$ AU" is of Australia, and "$ au Canada" is not: no "au" stands before these, nor before a mark.
        r"›\s?au\b(?!-|\s(?!(?:en|par|pour|de|des|du|d|l|à|et|ou|sur|dans|contre|ont|est|sont)\b)\w)",
    ),
    dates=(
        _SPAN,
        r"\bau plus tôt (?:en |le )?‹",
        r"\b(?:avant|après|vers|à partir de|dès|à compter de|autour de|aux alentours de|environ)"
        r"(?: (?:le|la|l'|fin|début|mi|année))*[ -]+‹",
    ),
    dated=(r"‹(?:à partir|dès|sous|environ|env|vers|autour|aux|près|quelque|proche)\b",),
    compared=(
        _in_clause(
            r"\bnon\b|\b(?:aucune?|jamais|personne|rien|ni|rarement|sans|n'\w+ pas|ne \w+ pas|n'\w+|ne)\b"
            r"(?! que\b)"
        ),
    ),
)
_SPANISH = Refusals(
    values=(
        r"\b(?:no (?:llega|llegan|llegó|alcanza|alcanzan|alcanzó|son|es|eran|fueron|tiene|tienen)"
        r"|lejos de|nunca|jamás|ningún|ninguna|ni|en lugar de|en vez de|sin)"
        r"(?:\s+(?:a|de|los|las|el|la))*\s+‹|\bno\s+‹",
    ),
    numbers=(
        _GAP,
        _BILLION,
        *_scales("millón", "millones", "billón", "billones", "mil"),
        r"\b(?:tampoco|sin (?:llegar a|alcanzar)(?: los)?|dos veces|una media de)\s+‹",
        r"\d [oóu] ‹|\bentre\b[^.,;‹]*\by\s+‹",
        r"(?:\b(?:mitad|tercio|tercios|doble|triple|cuádruple|por ciento|parte)|\d ?%|\bveces)"
        r"\s+(?:de|del|que)(?: (?:los|las|la|el|esos|esas))?\s+‹",
        r"›,? aproximadamente|›\s?\((?:aprox|máx|mín|estim)|›\s+cada un|›\s+mensuales|›\s?-?puntos",
        r"›\s+por (?:sede|planta|centro|cliente|empleado)\b",
        r"›\s(?:canadienses?|australianos?|neozelandeses|taiwaneses|de hong|de singapur|singapurenses"
        r"|hongkoneses|egipcias|libanesas)\b|›\s(?:de )?pesos\b(?! mexicanos)",
    ),
    dates=(
        _SPAN,
        r"\b(?:antes de|antes del|después de|después del|a partir de|hacia|alrededor de|en torno a"
        r"|sobre|tras)(?: (?:el|la|los|año|finales|principios|mediados|de))*\s+‹",
    ),
    dated=(r"‹(?:a partir|alrededor|sobre|cerca|en torno|hacia|aproximadamente|aprox|casi|unos|próximo)\b",),
    compared=(
        _in_clause(
            r"\b(?:ningún|ninguna|ninguno|nunca|jamás|nadie|nada|raramente|rara vez|sin|no(?! solo| sólo))\b"
        ),
    ),
)
_ITALIAN = Refusals(
    values=(
        r"\b(?:non (?:raggiunge|raggiungono|sono|è)|nessun[ao]?|mai|lontano da|lontani da|invece di|anziché"
        r"|né|senza)(?:\s+(?:i|gli|le|la|il|dai|di))*\s+‹|\bnon\s+‹",
    ),
    numbers=(
        *_scales("milione", "milioni", "miliardo", "miliardi", "mila"),
        r"(?:\b(?:metà|terzo|doppio|triplo|per cento)|\d ?%|\bvolte)\s+(?:dei|di|delle|del|i|le)\s+‹",
        r"›\s(?:canadesi|australiani|neozelandesi)\b",
    ),
    dates=(_SPAN, r"\b(?:prima del|dopo il|verso il)(?: (?:fine|inizio|metà))*\s+‹"),
    compared=(_in_clause(r"\b(?:nessun[ao]?|mai|nessuno|raramente|senza|non)\b"),),
)
_PORTUGUESE = Refusals(
    values=(
        r"\b(?:não (?:chega|chegam|atinge|atingem|são|é)|nenhuma?|nunca|jamais|longe de|em vez de|nem|sem)"
        r"(?:\s+(?:a|aos|os|as|dos|das))*\s+‹|\bnão\s+‹",
    ),
    numbers=(
        *_scales("milhão", "milhões", "bilhão", "bilhões", "mil"),
        r"(?:\b(?:metade|terço|dobro|triplo|por cento)|\d ?%|\bvezes)\s+(?:dos|das|de|os|as)\s+‹",
        r"›\s(?:canadenses|canadianos|australianos)\b",
    ),
    dates=(_SPAN, r"\b(?:antes de|após|depois de|a partir de|por volta de)\s+‹"),
    compared=(_in_clause(r"\b(?:nenhuma?|nunca|jamais|ninguém|raramente|sem|não)\b"),),
)
_ONES = "一二三四五六七八九"
_SPOKEN = f"〇零{_ONES}十百千0-9"
_JAPANESE = Refusals(
    values=(
        r"[〜～~]‹",
        r"›\s?(?:では|じゃ|とは|に(?:は)?)(?:なく|ない|なかった|ありません|程遠|ほど遠|遠く|届か"
        r"|達し(?:ない|なかった|ていない))",
        r"›\s?(?:を|は|も)?(?:超え|上回|下回|越え|超過|割|超)(?:ない|なかった|ず|ら(?:ない|なかった|ず)"
        r"|ることは(?:ない|なかった)|ていない|ってい(?:ない|なかった)|ったことは?ない|たことは?ない|わけでは)",
        r"›\s?(?:ない|なかった|ことは(?:ない|なかった)|ていない)|›\s?未満ではない|›\s?(?:を|に)満たさない",
    ),
    numbers=(
        rf"(?:[0-9〇{_ONES}]、|[‐ー—―]|[a-z円元ル]より|ないし|乃至|以上|各|それぞれ|半分の|約、|最大[(（]"
        rf"|[{_SPOKEN}][点・·割]|令和|平成|昭和|大正|明治)‹",
        rf"(?<![{_SPOKEN}])[1一](?:株|個|台|人|件|本|枚|回|口|世帯|名|戸)(?:当たり|あたり|につき)?"
        r"(?:の?(?:純?利益|配当))?‹",
        rf"‹[^›]*(?:[万億兆][1-9{_ONES}](?:円|元|ドル|人|社)?|割[1-9{_ONES}]分?)›",
        r"›(?:級|クラス|ずつ|・h|ちょっと|程(?!度)|の倍|ないし|乃至|でない|%?・?ポイント|パーセント)",
        rf"›(?<=円›)台半ば|›(?<=割›)[台引]|›(?<=以上›)[0-9]|›[1-9{_ONES}]分|›[・·点][{_SPOKEN}]|›\s?[〜～~](?![{_SPOKEN}])",
        r"›[(（](?:概算|豪|加|香港|カナダ|台湾)"
        r"|›\s?[(（](?:最大|最高|上限|最低|最小|約|程度|推定|以上|以下|超|未満)",
        rf"›の(?:半分|半数|[{_SPOKEN}・.]+(?:倍|割|分の|%|％)|数倍|約)",
        rf"›(?<=[a-z円元ルンロ％%]›)台(?![{_SPOKEN}])(?:に|の|を|へ|$|、|。|後半|前半)",
    ),
    dates=(
        _SPAN,
        r"(?:およそ|約)‹",
        r"›比|›\s?(?:以降|以前|以後|頃|ごろ|ころ|前後|より前|より後|よりも前|からは?(?!\s?(?:\d|翌))"
        r"|前(?!年|期)|後(?!半))",
    ),
)
_NOT_ZH = (
    "没有|沒有|从未|從未|尚未|不会|不會|不得|不能|难以|難以|未能|并未|並未|并没|並沒|很少|从不|從不"
    "|无法|無法|绝不|絕不|未必|没|沒|远未|遠未|不曾|未曾|未"
)
_CHINESE = Refusals(
    values=(
        rf"(?:{_NOT_ZH}|不是|并不是|並不是|并非|並非|而非|而不是|远非|遠非|不在)"
        r"(?:达到|達到|有|到|达|達|满|滿|过|過|任何|再)?\s?‹",
        r"›(?:都|也)?(?:不到|没有|沒有)",
    ),
    numbers=(
        rf"(?:[0-9〇{_ONES}]、|[0-9][与與]|各|两倍于|兩倍於|不再是|—|人民[币幣][-（(]"
        rf"|[{_SPOKEN}万萬亿億兆][点點・·]|[{_SPOKEN}]\s?个|民國|民国)‹",
        rf"‹[^›]*[千百万萬亿億兆][1-9{_ONES}](?:元|美元|家|人)?›|‹[千百万萬亿億兆](?!分)[^›]*›",
        r"›(?:级|級|量级|关口|還不到|还不到|每[股吨噸人]|[·][时時h]|个百分点|個百分點|[～〜~—―])",
        r"›\s?[圓圆元]|›小[时時]|›[时時](?![代间間候])",
        r"›\s?[(（](?:约|約|最大|最高|上限|最多|最低|至少|左右|估计|估計|预计|預計)",
        rf"›[点點·・][{_SPOKEN}]|›的(?:一半|半数|半數|[{_SPOKEN}.两兩]+(?:倍|成|%|％|分之)|百分之)",
    ),
    dates=(
        _SPAN,
        r"最早(?:在)?‹|(?:不早于|不早於|早于|早於|晚于|晚於|大约|大約|约|約|自|从|從)(?:在)?\s?‹",
        r"›\s?(?:以后|以後|之后|之後|起|左右|前后|前後|后(?!半)|後(?!半)|开始|開始|至今)",
    ),
    compared=(_in_clause(_NOT_ZH),),
)
_SCRIPTS = r"[\u0400-\u1cff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
SPACED = Refusals(values=(rf"{_SCRIPTS}\s?‹", rf"›\s?{_SCRIPTS}"))
"""Where words have spaces: letters of another script around a number say what no one here can read."""


@cache
def _script() -> re.Pattern[str]:
    return re.compile(_SCRIPTS)


def foreign_letters(text: str) -> bool:
    """Whether ``text`` has letters of a script without our words."""
    return not text.isascii() and _script().search(text) is not None


def mostly_foreign(text: str) -> bool:
    """Whether more than a third of the letters of ``text`` are of a script without our words."""
    return 3 * len(_script().findall(text)) > sum(map(str.isalpha, text))


REFUSALS: Mapping[str, Refusals] = {
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "it": _ITALIAN,
    "pt": _PORTUGUESE,
    "ja": _JAPANESE,
    "zh": _CHINESE,
}
