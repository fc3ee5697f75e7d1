"""Labelled phrases with one thing changed, so that they no longer say what their label says.

Each change is made by tables of words that differ in meaning; the grammar that is measured takes no part in
it. A change is *refused* where no reading of the changed text agrees with the label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from phrasebook import LANGUAGES, LISTS, Label, Phrase, phrases

KINDS = ("number", "unit", "hedge")
Change = tuple[str, str]  # a pattern and what stands for it afterwards


@dataclass(frozen=True)
class Corruption:
    """A phrase whose ``label`` no longer holds, since its number, unit or hedge (``kind``) was changed."""

    phrase: Phrase
    label: Label
    kind: str
    text: str

    def refused(self, values: Iterable[object]) -> bool:
        """Return whether none of ``values``, read out of ``text``, bears out the label."""
        return not any(self.label.borne_out_by(value) for value in values)


def corruptions(language: str, lists: Sequence[str] = LISTS) -> tuple[Corruption, ...]:
    """Return the corruptions of all phrases of one language, in the order of the lists."""
    found: dict[tuple[str, int], Corruption] = {}
    for phrase in phrases(language, lists):
        for label in phrase.labels:
            if _twins(label, phrase.labels) > 1:
                continue
            for kind, words in _changed(phrase, label):
                text = phrase.text[: label.at] + words + phrase.text[label.at + len(label.words) :]
                if text != phrase.text:
                    found.setdefault((text, label.at), Corruption(phrase, label, kind, text))
    return tuple(found.values())


def everything(lists: Sequence[str] = LISTS) -> tuple[Corruption, ...]:
    """Return the corruptions of all languages."""
    return tuple(one for language in LANGUAGES for one in corruptions(language, lists))


def _twins(label: Label, labels: Sequence[Label]) -> int:
    """Return how many of ``labels`` say the same as ``label``, itself included."""
    return sum(label.borne_out_by(value) for other in labels for value in other.values[:1])


def _changed(phrase: Phrase, label: Label) -> Iterator[tuple[str, str]]:
    for words in _digits(label):
        yield "number", words
    for words in _by_table(label.words, (_DATE_WORDS if not label.hedge else _NUMBER_WORDS)[phrase.language]):
        yield "number", words
    if not label.hedge:
        for words in _by_table(label.words, _DATE_UNITS[phrase.language]):
            yield "unit", words
        if len(label.values) == 1:
            for words in _by_table(label.words, _DATE_HEDGES[phrase.language]):
                yield "hedge", words
        return
    for words in _by_table(label.words, _UNITS[phrase.language]):
        # "150–$160" has lost nothing.
        if (len(_MARKS.findall(label.words)), len(_MARKS.findall(words))) != (2, 1):
            yield "unit", words
    for words in _counted(label, phrase.language):
        yield "unit", words
    rest = phrase.text[label.at + len(label.words) :]
    for words in _HEDGERS[phrase.language].changed(label, rest):
        yield "hedge", words


def _by_table(words: str, table: Sequence[Change]) -> Iterator[str]:
    """Yield ``words`` with each occurrence of each pattern replaced, one at a time."""
    for pattern, instead in table:
        for found in _compiled(pattern).finditer(words):
            yield words[: found.start()] + found.expand(instead) + words[found.end() :]


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


# --- numbers -------------------------------------------------------------------------------------

_WHOLE = re.compile(r"(?<![\w.,’'\u00a0-])[1-9]\d*(?![\w.,’'%]*\d)(?=[ \w%]|$)")
_DIGIT = re.compile(r"(?<!mm)\d")


def _digits(label: Label) -> Iterator[str]:
    """Yield the words with one digit changed, or with one digit more."""
    words = label.words
    for found in _DIGIT.finditer(words):
        at = found.start()
        leading = not words[at - 1 : at].isdigit()
        yield words[:at] + _another(found[0], at, leading) + words[at + 1 :]
    if label.hedge:
        for found in _WHOLE.finditer(words):
            yield words[: found.end()] + "0" + words[found.end() :]


def _another(digit: str, at: int, leading: bool) -> str:
    """Return a digit of the same script other than ``digit``; never a leading 0."""
    value = int(digit)
    other = (value + 1 + at % 7) % 10
    if leading and other == 0:
        other = 5 if value != 5 else 6
    return chr(ord(digit) - value + other)


def _words(*pairs: str) -> tuple[Change, ...]:
    """Return changes of whole words out of "one two"; a hyphen or an apostrophe ends a word too."""
    return tuple((rf"(?<![^\W\d_]){old}(?![^\W\d_])", new) for old, new in (pair.split() for pair in pairs))


_NUMBER_WORDS: Mapping[str, tuple[Change, ...]] = {
    "en": (
        (r"\bhalf (?=an? )", ""),
        (r"\b[Hh]alf$", "a quarter"),
        (r"(?<=and[ -]a[ -])half", "quarter"),
        (r"\ba third\b", "a fifth"),
        (r"\ba fifth\b", "a third"),
        (r"-thirds\b", "-fifths"),
        (r"-fifth\b", "-sixth"),
        (r"\ba tenth\b", "a ninth"),
        (r"\ba quarter\b", "a fifth"),
        (r"\bquarter(?=-point)", "half"),
        (r"^halved\b", "doubled"),
        (r"^triple\b", "quadruple"),
        (r"-quarters\b", "-fifths"),
        (r"\ba dozen\b", "two dozen"),
        (r"\ba (?=hundred|million)", "two "),
        (r"½", "¼"),
        (r"¾", "¼"),
        *_words("zero two", "one two", "two three", "three four", "four five", "five seven", "six seven"),
        *_words(
            "seven eight",
            "eight nine",
            "nine eight",
            "ten eleven",
            "eleven twelve",
            "twelve thirteen",
            "fifteen sixteen",
        ),
        *_words("twenty thirty", "forty fifty", "fifty sixty", "ninety eighty"),
        *_words("double triple", "doubled tripled", "tripled quadrupled", "quadrupled tripled"),
        *_words("twice thrice", "threefold fourfold", "tenfold ninefold"),
    ),
    "de": (
        (r"\bzwei(?=einhalb| )", "drei"),
        (r"\banderthalb", "zweieinhalb"),
        (r"\bein(?= Dutzend)", "zwei"),
        (r"\bsieben(?=hundert)", "acht"),
        (r"fünfzig\b", "sechzig"),
        (r"\bfünfte\b", "vierte"),
        (r"Dreifache", "Vierfache"),
        (r"\bdritte\b", "vierte"),
        (r"\bdrei(?= Viertel)", "zwei"),
        (r"\bhalben (?=Milliarde)", ""),
        (r"\bfünf(?= Jahre)", "sechs"),
        (r"\bzehn\b", "elf"),
        (r"verdoppelt", "verdreifacht"),
        (r"die Hälfte", "ein Viertel"),
        (r"Drittel", "Fünftel"),
    ),
    "fr": (
        (r"quatre-vingt-dix", "soixante-dix"),
        (r"vingtaine", "trentaine"),
        (r"\bcinq\b", "six"),
        (r"\bdeux tiers", "deux cinquièmes"),
        (r"la moitié", "le quart"),
        (r"\bmille(?= milliards)", "deux mille"),
        (r"\bun million et demi", "deux millions et demi"),
        (r"\bet demi\b", "et quart"),
        (r"centaine", "trentaine"),
        (r"\bun(?= an$)", "deux"),
        (r"un tiers", "un quart"),
        (r"(?<=sur )dix\b", "neuf"),
        (r"\bdix(?= ans)", "douze"),
        (r"^moitié", "trois quarts"),
        (r"Trois quarts", "Deux tiers"),
        (r"doublé", "triplé"),
        (r"\btrois\b", "quatre"),
    ),
    "es": (
        (r"\bdos tercios", "dos quintos"),
        (r"\bcinco\b", "seis"),
        (r"\bla mitad", "un cuarto"),
        (r"\bsesenta\b", "setenta"),
        (r"\bmedio millón", "un millón"),
        (r"\buna docena", "dos docenas"),
        (r"\bduplicó", "triplicó"),
        (r"triplicaron", "cuadruplicaron"),
        (r"(?<=cada )cuatro", "cinco"),
        (r"(?<=cada )diez", "doce"),
        (r"doscientos", "trescientos"),
        (r"\bel triple", "el doble"),
        (r"\bun tercio", "un quinto"),
        (r"\btres\b", "cuatro"),
        (r"\bdos(?= años)", "tres"),
        (r"^mil(?= millones)", "dos mil"),
    ),
    "ja": ((r"半分", "4分の1"), (r"倍増", "3倍増"), (r"二十", "三十")),
    "zh": (
        (r"三分之", "四分之"),
        (r"三分之一", "三分之二"),
        (r"一半", "三分之一"),
        (r"两倍", "三倍"),
        (r"一番", "两番"),
        (r"十二", "十三"),
        (r"三(?=年|家|成)", "四"),
        (r"两(?=年半)", "三"),
        (r"近一番", "近两番"),
        (r"半数$", "四分之一"),
        (r"一百", "二百"),
        (r"两亿", "三亿"),
        (r"五千", "六千"),
    ),
}
_DATE_WORDS: Mapping[str, tuple[Change, ...]] = {
    "en": _words(
        "first second", "second third", "third fourth", "January March", "April May", "December October"
    )
    + _words("March June", "Nov Oct", "Sept Aug"),
    "de": _words("Januar März", "ersten zweiten"),
    "fr": _words("janvier mars", "premier deuxième"),
    "es": _words("enero marzo", "primer segundo"),
    "ja": ((r"上半期", "下半期"),),
    "zh": ((r"一季", "三季"), (r"上半年", "下半年")),
}


# --- units, scales and currencies ----------------------------------------------------------------

_MARKS = re.compile(r"[$€£¥₹]")
_NUMBER_BEFORE = r"(?<=[\d.)])"
_SYMBOLS: tuple[Change, ...] = (
    *((rf"(?<![A-Za-z]){old}(?![A-Za-z])", new) for old, new in (("US\\$", "A$"), ("A\\$", "US$"))),
    *((rf"(?<![A-Za-z]){old}(?![A-Za-z])", new) for old, new in (("C\\$", "A$"), ("HK\\$", "NT$"))),
    *((rf"{old}(?![A-Za-z])", new) for old, new in (("NT\\$", "HK$"), ("US\\$", ""), ("HK\\$", ""))),
    (r"(?<![A-Z])\$", "€"),
    (r"(?<![A-Z])\$", "A$"),
    (r"(?<![A-Z])\$", ""),
    (r"€", "£"),
    (r"€", "$"),
    (r"£", "$"),
    (r"£", "€"),
    (r"¥", "$"),
    (r"¥", ""),
    (r"₹", "$"),
    (r"\bRs\b", "€"),
    (r"\bRMB\b", "USD"),
    (r"\bCHF\b", "SEK"),
    (r"\bCHF\b", "USD"),
    (r"\bSEK\b", "EUR"),
    (r"\bAED\b", "SAR"),
    (r"\bSAR\b", "AED"),
    (r"\bEUR\b", "USD"),
    (r"\bUSD", "EUR"),
)
_UNIT_SYMBOLS: tuple[Change, ...] = (
    (r" ?%", " percentage points"),
    (r" ?%", " MW"),
    (r"\bkW(?!h)", "MW"),
    (r"\bkWh", "MWh"),
    (r"\bkWh", "kW"),
    (rf"{_NUMBER_BEFORE} ?MW(?!h)", " GW"),
    (rf"{_NUMBER_BEFORE} ?MW(?!h)", " kW"),
    (rf"{_NUMBER_BEFORE} ?GW(?!h)", " MW"),
    (rf"{_NUMBER_BEFORE} ?GW(?!h)", " GWh"),
    (r"\bGWh", "TWh"),
    (r"\bTWh", "GWh"),
    (r"\bWh\b", "kWh"),
    (r"(?<=\d )W\b", "kW"),
    (r"(?<=\d)W\b", "kW"),
    (r"GB\b", "TB"),
    (r"GB\b", "GiB"),
    (r"GB\b", "Gb"),
    (r"(?<=\d )MB\b", "GB"),
    (r"TB(?=/|ps|\b)", "GB"),
    (r"TB(?=/|ps)", "Tb"),
    (r"GBps", "Gbps"),
    (r"Tbps", "TBps"),
    (r"Gb/s", "GB/s"),
    (r"GiB", "GB"),
    (r"KiB", "kB"),
    (r"kB\b", "MB"),
    (r"MHz", "GHz"),
    (r"kHz", "MHz"),
    (r"\bmW\b", "MW"),
    (r"\bMWh", "GWh"),
    (r" V\b", " kV"),
    (r" V\b", " W"),
    (r"µm", "nm"),
    (r"(?<=\d )mm$", "nm"),
    (r"GHz", "MHz"),
    (r"PFLOPS", "TFLOPS"),
    (r"TFLOP/s", "GFLOP/s"),
    (r"TOPS", "TFLOPS"),
    (r"mm2", "cm2"),
    (r"mm²", "cm²"),
    (r"\bnm\b", "mm"),
    (r"\bkm(?!/)", "mm"),
    (r"km/h", "m/s"),
    (r"(?<=\d )ms\b", "s"),
    (r"(?<=\d)ms\b", "s"),
    (r"\bµs\b", "ms"),
    (r"\bns\b", "µs"),
    (r"\bMJ\b", "MW"),
    (r"/s\b(?!/)", ""),
    (r"/s(?:ec)?\b", "/hour"),
    (r"(?<=\d)x\b", "%"),
    (r"(?<=\d)x\b", " MW"),
)
_UNITS: Mapping[str, tuple[Change, ...]] = {
    "en": (
        *_SYMBOLS,
        (r"\bbillion\b", "million"),
        (r"\bbillion\b", "trillion"),
        (r"\bmillion\b(?! tokens)", "billion"),
        (r"\bmillion\b(?! tokens)", "thousand"),
        (r"(?<=per )million(?= tokens)", "billion"),
        (r"(?<=per )million tokens", "token"),
        (r"\btrillion\b", "billion"),
        (r"\bthousand\b", "million"),
        (r"\bhundred\b(?! and)", "thousand"),
        (r"\blakh\b", "crore"),
        (r"\bcrore\b", "lakh"),
        (r"\bcrore\b", "million"),
        (rf"{_NUMBER_BEFORE}bn\b", "m"),
        (rf"{_NUMBER_BEFORE}bn\b", "tn"),
        (rf"{_NUMBER_BEFORE} ?tr?n\b", "bn"),
        (rf"{_NUMBER_BEFORE}B\b", "M"),
        (rf"{_NUMBER_BEFORE}M\b", "B"),
        (rf"{_NUMBER_BEFORE}M\b", "K"),
        (rf"{_NUMBER_BEFORE}mn?\b", "bn"),
        (rf"{_NUMBER_BEFORE}K\b", "M"),
        (rf"{_NUMBER_BEFORE}k\b", "m"),
        (r"\bdollars?\b", "euros"),
        (r"(?<=-)dollar\b", "euro"),
        (r"\beuros\b", "dollars"),
        (r"\byen\b", "won"),
        (r"\bwon\b", "yen"),
        (r"\byuan\b", "rupees"),
        (r"\bSwiss francs\b", "Swedish kronor"),
        (r"\bcents?\b", "dollars"),
        (r"\bpaise\b", "rupees"),
        (r"\bcr\b", "lakh"),
        (r"\bcr\b", "million"),
        (r"\bpence\b", "pounds"),
        (r"\bpence\b", "cents"),
        (r"(?<=\d)p\b(?!\.)", "c"),
        (r"\b(?<!-)[Pp]ercent\b", "percentage points"),
        (r"\bper cent\b", "percentage points"),
        (r"\bp\.c\.", "percentage points"),
        (r"(?<!a )\bpercentage points?\b", "percent"),
        (r"(?<!a )\bpercentage points?\b", "basis points"),
        (r"\bbasis points?\b", "percentage points"),
        (r"\bbasis points?\b", "percent"),
        (r"\bbps?\b", "%"),
        (r"(?<=\d)bps\b", "%"),
        (r"-point\b", " percent"),
        (r"\bpp\b", "%"),
        *_UNIT_SYMBOLS,
        (r"\bmegawatts\b", "gigawatts"),
        (r"(?<!per )\bgigawatt(?=s?\b)", "megawatt"),
        (r"\bterawatt-hours\b", "gigawatt-hours"),
        (r"\bterawatt-hours\b", "terawatts"),
        (r"\bwatt-hours\b", "kilowatt-hours"),
        (r"\bpetabytes\b", "terabytes"),
        (r"\bpetabytes\b", "petabits"),
        (r"\bpetabits\b", "terabits"),
        (r"\bpetaflops\b", "teraflops"),
        (r"\bpetaFLOPS\b", "exaFLOPS"),
        (r"\bexaflops\b", "petaflops"),
        (r"\bsquare millimeters\b", "square centimeters"),
        (r"\bnanometers\b", "micrometers"),
        (r"\btonnes\b", "kilograms"),
        (r"\bfeet\b", "metres"),
        (r"\bsquare feet\b", "feet"),
        (r"\bmetres\b", "feet"),
        (r"\bbpd\b", "barrels"),
        (r"-bit\b", "-byte"),
        (r"-month\b", "-week"),
        (r"\bmonths\b", "years"),
        (r"^factor of |^a factor of ", ""),
        (r"\bseconds\b", "minutes"),
        (r"\bminutes\b", "seconds"),
        (r"(?<!-)\bhours\b", "days"),
        (r"\bdays\b", "weeks"),
        (r"\bweeks\b", "months"),
        (r"\byear(?=s?\b)", "month"),
        (r"\bper second\b", "per minute"),
        (r" per second(?! per)$", ""),
        (r"\btok(?:ens?)?/s", "tokens/hour"),
        (r"\bper megawatt\b", "per gigawatt"),
        (r" per megawatt\b", ""),
        (r"\bper gigawatt\b", "per megawatt"),
        (r"\bper MW\b", "per GW"),
        (r" per (?:share|rack|core|user|token|query|GPU per hour)$", ""),
        (r" (?:a|per) (?:share|year)$", ""),
        (r" per lane$", ""),
        (r"(?<= a )(?:month|year|day)\b", "week"),
        (r"\btimes\b(?=$)", "percent"),
    ),
    "de": (
        *_SYMBOLS,
        (r"\bMilliarden", "Millionen"),
        (r"\bMrd\.", "Mio."),
        (r"\bMio\.", "Mrd."),
        (r"\bMillionen\b", "Milliarden"),
        (r"\bBillionen\b", "Milliarden"),
        (r"\bTEUR\b", "EUR"),
        (r"\bTEUR\b", "TUSD"),
        (r"\bUS-Dollar\b", "Euro"),
        (r"(?<!-)\bDollar\b", "Euro"),
        (r"-Dollar-", "-Euro-"),
        (r"\bEuro\b", "Dollar"),
        (r"\bCent\b", "Euro"),
        (r"\bje Kilowattstunde\b", "je Megawattstunde"),
        (r" je Kilowattstunde\b", ""),
        (r"\bMegawatt\b", "Gigawatt"),
        (r"\bMegawatt\b", "Megawattstunden"),
        (r"\bGigawatt\b", "Megawatt"),
        (r"\bWatt\b", "Kilowatt"),
        (r"\bProzent\b", "Prozentpunkte"),
        (r"\bProzentpunkte\b", "Prozent"),
        (r"\bProzentpunkte\b", "Basispunkte"),
        (r"\bBasispunkte\b", "Prozentpunkte"),
        (r" ?%", " Prozentpunkte"),
        (r"\bKubikmeter\b", "Quadratmeter"),
        (r"\bJahre\b", "Monate"),
        (r"\bpro Sekunde\b", "pro Stunde"),
        (r" pro Sekunde\b", ""),
        *_UNIT_SYMBOLS[1:],
    ),
    "fr": (
        *_SYMBOLS,
        (r"\bmilliards?\b", "millions"),
        (r"\bmillion\b", "milliard"),
        (r"\bMd(?=€)", "M"),
        (r"\bM(?=€)", "Md"),
        (r"\bk(?=€)", "M"),
        (r"\bde dollars\b", "d’euros"),
        (r"d’euros\b", "de dollars"),
        (r"\bcentimes\b", "euros"),
        (r"\bmégawatts\b", "gigawatts"),
        (r"\bgigawatts\b", "mégawatts"),
        (r"(?<=\d )euros?\b", "dollars"),
        (r"\bMo\b", "Go"),
        (r"\bGo\b", "To"),
        (r"\bGo\b", "Gb"),
        (r"\bTo(?=/s)", "Go"),
        (r" ?%", " points de pourcentage"),
        (r"\bpoint$", "%"),
        (r"l’once$", "la tonne"),
        (r"\bun an$", "un mois"),
        (r"\bpour cent\b", "points de pourcentage"),
        (r" points de pourcentage\b", " %"),
        (r"\bpoints de pourcentage\b", "points de base"),
        (r" points de base\b", " %"),
        (r"\bpoints de base\b", "points de pourcentage"),
        (r"\bans\b", "mois"),
        *_UNIT_SYMBOLS[1:],
    ),
    "es": (
        *_SYMBOLS,
        (r"(?<=\d )millones\b", "billones"),
        (r"(?<=\d )millones\b", "miles"),
        (r"\bbillones\b", "millones"),
        (r"^mil (?=millones)", ""),
        (r"\bM€", "k€"),
        (r"\bdólares\b", "euros"),
        (r"\beuros\b", "dólares"),
        (r"\bcéntimos\b", "euros"),
        (r"\bpor kWh\b", "por MWh"),
        (r" por kWh\b", ""),
        (r"\bmegavatios\b", "gigavatios"),
        (r"\bgigavatios\b", "megavatios"),
        (r" ?%", " puntos porcentuales"),
        (r"\bpor ciento\b", "puntos porcentuales"),
        (r" puntos porcentuales\b", " %"),
        (r"\bpuntos porcentuales\b", "puntos básicos"),
        (r" puntos básicos\b", " %"),
        (r"\bpuntos básicos\b", "puntos porcentuales"),
        (r"\bmeses\b", "semanas"),
        (r"\baños\b", "meses"),
        (r"\bpor segundo\b", "por hora"),
        (r" por segundo\b", ""),
        *_UNIT_SYMBOLS[1:],
    ),
    "ja": (
        (r"億(?!\d)", "兆"),
        (r"億(?!\d)", "万"),
        (r"兆(?!\d)", "億"),
        (r"万(?=株)", "億"),
        (r"ドル", "円"),
        (r"ドル", "ユーロ"),
        (r"円", "ドル"),
        (r"円", "元"),
        (r"メガワット", "ギガワット"),
        (r"ギガワット", "メガワット"),
        (r"ミリ秒", "秒"),
        (r"ポイント", "％"),
        (r"[%％](?!ポイント)", "ポイント"),
        (r"割", "ポイント"),
        (r"年間", "カ月間"),
        (r"(?<=\d)年$", "カ月"),
        (r"キロワット(?!時)", "メガワット"),
        (r"(?<=\d)W(?=未満)", "kW"),
        (r"トークン", "クエリ"),
        (r"毎秒", "毎時"),
        (r"テラバイト", "ギガバイト"),
        (r"テラバイト", "テラビット"),
        (r"倍$", "割"),
        *_UNIT_SYMBOLS[1:],
    ),
    "zh": (
        *_SYMBOLS,
        (r"亿(?!五)", "万"),
        (r"亿(?!五)", "万亿"),
        (r"(?<!万)億", "萬"),
        (r"万亿", "亿"),
        (r"美元", "欧元"),
        (r"美元", "元"),
        (r"美元", "日元"),
        (r"美元", ""),
        (r"美元", "港元"),
        (r"美元", "英镑"),
        (r"(?<!美)元", "美元"),
        (r"(?<!美)元", "日元"),
        (r"人民币", "美元"),
        (r"美元|美圓", "加元"),
        (r"兆瓦", "吉瓦"),
        (r"千瓦", "兆瓦"),
        (r"纳米", "微米"),
        (r"吨", "公斤"),
        (r"(?<=[三四])成", "个百分点"),
        (r"(?<=两)年半", "个半月"),
        (r"毫秒", "秒"),
        (r"%", "个百分点"),
        (r"个百分点", "%"),
        (r"个百分点", "个基点"),
        (r"个基点", "个百分点"),
        (r"个基点", "%"),
        (r"(?<=三)年", "个月"),
        (r"每秒", "每小时"),
        (r"每秒", ""),
        (r"每百万", "每十亿"),
        (r"每百万", "每"),
        (r"百分之", "千分之"),
        (r"(?<=两)倍", "成"),
        (rf"{_NUMBER_BEFORE}B\b", "M"),
        *_UNIT_SYMBOLS[1:],
    ),
}
_DATE_UNITS: Mapping[str, tuple[Change, ...]] = {
    "en": (
        (r"\bQ(?=[12])", "H"),
        (r"\bH(?=[12])", "Q"),
        (r"\bhalf\b", "quarter"),
        (r"\bquarter\b", "half"),
        (r"\bfiscal (?:year )?", ""),
        (r"\bFY(\d\d)\b", r"20\1"),
    ),
    "de": ((r"\bQuartal\b", "Halbjahr"), (r"Geschäftsjahr", "Kalenderjahr")),
    "fr": ((r"\btrimestre\b", "semestre"), (r"\bsemestre\b", "trimestre"), (r"\bexercice ", "")),
    "es": ((r"\btrimestre\b", "semestre"), (r"\bsemestre\b", "trimestre")),
    "ja": ((r"年度", "年"), (r"第1四半期", "上半期")),
    "zh": ((r"第一季度", "上半年"), (r"上半年", "第一季度")),
}


def _counted(label: Label, language: str) -> Iterator[str]:
    """Yield the words with the counted noun changed, for another known one and for one nobody counts."""
    for pattern, instead in _NOUNS[language]:
        found = _compiled(pattern).search(label.words)
        if found:
            for noun in instead.split():
                yield label.words[: found.start()] + noun + label.words[found.end() :]


_NOUNS: Mapping[str, tuple[Change, ...]] = {
    "en": (
        (r"\bcustomers\b", "employees offices"),
        (r"\bemployees\b", "customers offices"),
        (r"\bshares\b", "warrants employees"),
        (r"\bshare$", "unit"),
        (r"\bchips\b", "wafers boards"),
        (r"\bGPUs\b", "racks boards"),
        (r"\bwafers\b", "chips boards"),
        (r"\bracks\b", "servers halls"),
        (r"(?<=per )rack\b", "core"),
        (r"(?<=per )core\b", "chip"),
        (r"\bcores\b", "chips boards"),
        (r"\btransistors\b", "cores"),
        (r"\bparameters\b", "tokens"),
        (r"\bhomes\b", "offices"),
        (r"\bstores\b", "offices jobs"),
        (r"\bjobs\b", "offices stores"),
        (r"\baircraft\b", "vehicles ships"),
        (r"\blanes\b", "chips"),
        (r"-acre\b", "-hectare"),
        (r"\bbarrels\b", "ounces tonnes"),
        (r"\bclaimants\b", "households witnesses"),
        (r"\busers\b", "customers"),
        (r"\buser$", "rack"),
        (r"\bquery\b", "token"),
        (r"\btokens\b", "queries"),
        (r"\btoken\b", "query"),
        (r"\btok\b", "queries"),
    ),
    "de": (
        (r"\bKunden\b", "Aktien"),
        (r"\bHaushalte?\b", "Aktien"),
        (r"\bToken\b", "Chips"),
        (r"\bStellen\b", "Aktien Filialen"),
    ),
    "fr": (
        (r"\bclients\b", "actions"),
        (r"\bfoyers?\b", "actions"),
        (r"\baction$", "client"),
        (r"\b(?:emplois|logements|salariés)\b", "actions bureaux"),
    ),
    "es": (
        (r"\bclientes\b", "acciones"),
        (r"\bhogar(?:es)?\b", "acciones"),
        (r"\btokens\b", "chips"),
        (r"\b(?:empleados|vehículos)\b", "acciones"),
    ),
    "ja": ((r"株", "人"), (r"社", "人"), (r"人", "社"), (r"台|店舗", "株")),
    "zh": ((r"股", "人"), (r"家", "人"), (r"(?<=万)[人辆]", "家"), (r"(?<=\d)人", "家"), (r"token", "股")),
}


# --- hedges --------------------------------------------------------------------------------------

HEDGES = ("more than", "at least", "less than", "up to", "about", "nearly", "just over")
_VERBAL = ("more than", "about", "nearly")  # the hedges that a verb takes: "more than doubled"
_TIMES = frozenset(("s", "ms", "us", "ns", "min", "hour", "day", "week", "month", "year"))
_BETWEEN = re.compile(r"(?<=[\w%％]) ?[-–—~〜] ?(?=[\d$€])| (?:to|and|bis|und|à|et|a|y) |至|到|から")
_LOOSE = re.compile(r"(?:about|around|roughly|approximately|order of) |~", re.IGNORECASE)
_FOLLOWED_BY = re.compile(r"$|[,;.)]| (?:of|in|at|to|on|for|from|de|du|des|en|sur|im|der)\b")
_COMPOUND = re.compile(r"\w[-‑][a-z]+$")
_FRAMED = re.compile(r"(?:between|from|zwischen|von|entre|de) |介于", re.IGNORECASE)


def _may_follow(bare: str, rest: str) -> bool:
    """Return whether a hedge may stand between the two: not in "a 10-gigawatt or so commitment"."""
    return bool(_FOLLOWED_BY.match(rest)) and not _COMPOUND.search(bare)


@dataclass(frozen=True)
class Hedger:
    """The hedges of one language by what they mean: those put ``before`` a number and those put ``behind``.

    ``met`` are further spellings of the labelled phrases, so that they can be taken off. ``verbs`` take the
    hedges that a verb takes (and none at all in the languages that put them elsewhere). A language that
    ``elides`` says "plus d’un". ``alike`` are hedges of which the first may be heard as the second.
    """

    before: Mapping[str, str]
    behind: Mapping[str, str]
    met: str
    met_behind: str
    verbs: re.Pattern[str]
    hedged_verbs: bool = False
    space: str = " "
    elides: bool = False
    alike: tuple[tuple[str, str], ...] = ()

    def changed(self, label: Label, rest: str) -> Iterator[str]:
        """Yield the words of ``label`` with its hedge dropped, swapped for another, or with one put to it.

        ``rest`` is what follows them in the phrase: not everywhere a hedge may stand behind.
        """
        if label.about and (exact := _LOOSE.sub("", label.words, count=1)) != label.words:
            yield exact
        if label.hedge == "from-to":
            yield from self._of_range(label)
            return
        bare = self.bare(label)
        if bare is None or (self.verbs.search(bare) and not self.hedged_verbs):
            return
        if "exactly" not in label.hedges:
            yield bare
        for hedge in _VERBAL if self.verbs.search(bare) else HEDGES:
            if hedge not in label.hedges and (hedge, label.hedge) not in self.alike:
                yield from self._held_to(hedge, bare, label, rest)

    def _held_to(self, hedge: str, bare: str, label: Label, rest: str) -> Iterator[str]:
        """Yield ``bare`` with a word of ``hedge`` before it, and with one behind it where that may stand."""
        turn = label.at + len(label.words)
        if before := self.before.get(hedge):
            choices = before.split("|")
            word = choices[turn % len(choices)]
            # "Over three years" bears out "three years" too.
            yield self.put("more than" if word == "over" and label.unit in _TIMES else word, bare)
        behind = self.behind.get(hedge)
        if not behind or self.verbs.search(bare) or (self.space and not _may_follow(bare, rest)):
            return
        choices = behind.split("|")
        word = choices[turn % len(choices)]
        if word[0] != ",":
            yield bare + self.space + word
        elif not rest:
            yield bare + word

    def _of_range(self, label: Label) -> Iterator[str]:
        """Yield the upper end alone, that end with a hedge, and the range made approximate."""
        last = _BETWEEN.split(label.words)[-1].strip()
        yield last
        yield self.put(self.before["up to"].split("|")[0], last)
        if not label.about:
            about = self.before["about"].split("|")[0]
            framed = _FRAMED.match(label.words)
            frame, inner = (framed[0], label.words[framed.end() :]) if framed else ("", label.words)
            yield frame + self.put(about, inner)

    def put(self, hedge: str, bare: str) -> str:
        """Return ``bare`` with ``hedge`` before it."""
        if hedge.endswith(" de") and bare.startswith("el "):
            return hedge + bare[1:]
        if self.elides and hedge.endswith(" de") and bare[0] in "aeiou":
            return hedge[:-1] + "’" + bare
        return hedge + ("" if hedge[-1] in "~≈<>≤≥" else self.space) + bare

    def bare(self, label: Label) -> str | None:
        """Return the words without their hedge; None where it can't be told off."""
        words = label.words
        if label.hedge == "exactly" and len(label.hedges) == 1:
            return words
        for one in self._longest_first:
            if words.lower().startswith(one):
                return words[len(one) :].lstrip()
        for one in self.met_behind.split("|") if self.met_behind else ():
            if one in words:
                return re.sub(" +", " ", words.replace(one, "", 1)).strip()
        return None

    @cached_property
    def _longest_first(self) -> tuple[str, ...]:
        known = "|".join((self.met, *self.before.values())).split("|")
        return tuple(sorted({one for one in known if one}, key=lambda one: (-len(one), one)))


_HEDGERS: Mapping[str, Hedger] = {
    "en": Hedger(
        {
            "more than": "more than|over|above|in excess of|north of|exceeding|upwards of|greater than|>",
            "at least": "at least|no less than|a minimum of|not less than|≥|as little as",
            "less than": "less than|below|under|<",
            "up to": "up to|no more than|at most|as much as|a maximum of|not exceeding|≤",
            "about": "about|roughly|approximately|around|an estimated|some|circa|~|≈",
            "nearly": "nearly|almost|just under|just below|just shy of",
            "just over": "just over|just above",
        },
        {
            "at least": "or more|at a minimum|or above",
            "up to": "or less|at most|at the most",
            "about": "or so|, give or take",
        },
        "close to|exceed|topped|well over|past|no fewer than|as few as|as low as"
        "|more than about|at least roughly|fewer than|sub-|up to around|up to ~|as high as|as many as"
        "|capped at|within|c.|near"
        "|in the region of|on the order of|order of|approaching|approach|a shade under|not quite"
        "|slightly below|slightly above|a little more than|just short of|slightly more than|crossed",
        ", give or take|give or take| or more| or less| or so| at a minimum| at most| maximum|-plus|-odd|+",
        re.compile("doubled|tripled"),
        hedged_verbs=True,
    ),
    "de": Hedger(
        {
            "more than": "mehr als|über",
            "at least": "mindestens|wenigstens",
            "less than": "weniger als|unter",
            "up to": "bis zu|höchstens|maximal",
            "about": "rund|etwa|ungefähr|ca.|circa",
            "nearly": "knapp|fast|nahezu|beinahe",
            "just over": "gut|etwas mehr als",
        },
        {"at least": "oder mehr", "up to": "oder weniger"},
        "nicht einmal|überschritt",
        " oder mehr",
        re.compile("verdoppelt"),
        hedged_verbs=True,
        alike=(("just over", "more than"),),
    ),
    "fr": Hedger(
        {
            "more than": "plus de|au-delà de",
            "at least": "au moins|au minimum",
            "less than": "moins de",
            "up to": "jusqu’à|au plus|au maximum",
            "about": "environ|à peu près",
            "nearly": "presque",
            "just over": "un peu plus de",
        },
        {"at least": "ou plus|au moins", "up to": "au maximum|ou moins", "about": "environ"},
        "quelque|près de|près d’|de l’ordre de|autour de|dépasse",
        "",
        re.compile("doublé"),
        elides=True,
        alike=(("just over", "more than"),),
    ),
    "es": Hedger(
        {
            "more than": "más de",
            "at least": "al menos|como mínimo|por lo menos",
            "less than": "menos de|por debajo de",
            "up to": "hasta|como máximo|no más de|a lo sumo",
            "about": "aproximadamente|alrededor de",
            "nearly": "casi",
            "just over": "algo más de|poco más de",
        },
        {"at least": "o más|como mínimo", "up to": "como máximo|o menos", "about": "aproximadamente"},
        "unos|cerca de|por debajo del|por debajo de los|como máximo un|aproximadamente el|supera ya los"
        "|ronda los",
        " o más",
        re.compile("duplicó"),
        alike=(("just over", "more than"),),
    ),
    "ja": Hedger(
        {"at least": "少なくとも|最低", "up to": "最大|最高", "about": "約|およそ|ほぼ"},
        {
            "more than": "超",
            "at least": "以上",
            "less than": "未満",
            "up to": "以下",
            "about": "程度|前後",
            "nearly": "弱",
            "just over": "強|余り",
        },
        "",
        "を上回った|を突破|を超える|以上|未満|以下|程度|前後|近く|超|弱|強",
        re.compile("倍増"),
        space="",
    ),
    "zh": Hedger(
        {
            "more than": "超过|逾|多于",
            "at least": "至少|不低于|不少于",
            "less than": "不到|不足|低于",
            "up to": "最多|不超过|高达|至多",
            "about": "约|大约",
            "nearly": "近|将近",
            "just over": "略高于|略超过",
        },
        {"at least": "以上", "up to": "以下", "about": "左右"},
        "超過|高達|跌破|最高",
        "左右|以上|多|余",
        re.compile("翻"),
        space="",
    ),
}
_DATE_HEDGES: Mapping[str, tuple[Change, ...]] = {
    "en": ((r"^[Bb]y (?:the end of |end-)?|^before the end of ", "in "),),
    "de": ((r"^bis Ende ", ""),),
    "fr": ((r"^d’ici fin ", ""),),
    "es": (),
    "ja": (("年末まで", "年"),),
    "zh": ((r"^到(\d{4}年)底", r"\1"),),
}
