"""What Chinese and Japanese have in common: numerals, and marks."""

from tieout.quantities.languages.words import numbers

DIGITS = numbers(0, "〇|零", "一|壱", "二|两|兩|弐", "三|参", "四", "五", "六", "七", "八", "九")
TIMES = {
    "十": 10,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
    "兆": 10**12,
}
