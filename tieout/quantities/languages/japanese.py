"""Japanese."""

from fractions import Fraction

from tieout.quantities.calendars import Calendar, numbered
from tieout.quantities.interval import Hedge
from tieout.quantities.languages.glyphs import DIGITS, TIMES
from tieout.quantities.languages.words import Counting, Words, prefixed, words

CALENDAR = Calendar(
    {},
    numbered("一|上|前", "二|下|後", "三", "四"),
    {
        "初頭": "early",
        "初め": "early",
        "始め": "early",
        "半ば": "mid",
        "中頃": "mid",
        "終盤": "late",
        "末": "end",
    },
    (
        r"{Y} ?年 ?(?P<month>1[0-2]|0?[1-9]) ?月(?!期|[-〜～~–－])(?: ?{D} ?日|の?{P})?",
        r"{Y} ?年 ?(?P<opens>10|1|4|7)(?: ?月)? ?[-–〜～~－] ?\d{1,2} ?月(?:期)?",
        r"{Y} ?(?:{F}|年)の? ?(?:第? ?(?:{N}|{Q}) ?{q}|{N}{h})",
        r"{Y} ?{F}",
        r"{Y} ?年の?{P}",
        r"{Y} ?年 ?\d{1,2} ?月(?P<vague>期)",
        r"(?P<month>1[0-2]|0?[1-9]) ?月(?: ?{D} ?日)?",
        r"{Y} ?年",
        r"(?P<opens>10|1|4|7)(?: ?月)? ?[-–〜～~－] ?\d{1,2} ?月期",
        # "28年" may be 2028
        r"(?<!今後)(?<!過去)(?<!ここ)(?<!向こう)[1-9]\d ?年"
        r"(?P<vague>度|末|までに|\d{1,2} ?月期?|(?![間半超余近分前強弱物債来以未ほ程]))",
    ),
    "四半期",
    "半期|半|期",
    "会計年度|財政年度|年度",
    "(?!)",
    "",
    "(?:内|中)?までに",
)

_PREFIXES = {"k": "キロ", "M": "メガ", "G": "ギガ", "T": "テラ", "P": "ペタ", "E": "エクサ"}
WORDS = Words(
    CALENDAR,
    {
        Hedge.MORE_THAN: "優に",
        Hedge.AT_LEAST: "下限|すくなくとも|最少|少なくとも|最低|最低でも|最低で|最小",
        Hedge.UP_TO: "せいぜい|最大出力|最大時|最大|最大で|最高|最高で|最多|最長|多くとも|多くても|高々|上限",
        Hedge.ABOUT: "凡そ|大凡|大よそ|概算|概算で|推定値|目安|約|およそ|おおよそ|おおむね|概ね|ざっと"
        "|推定|推計|だいたい|大体",
        Hedge.NEARLY: "ほぼ|ほとんど",
        Hedge.EXACTLY: "ちょうど",
    },
    {
        Hedge.MORE_THAN: "オーバー|を超過|超|超え|を超える|を超え|を越える|を越え|を超す|を上回る"
        "|を上回り|を上回った"
        "|余り|余|あまり|を突破",
        Hedge.AT_LEAST: "が下限|を下限|以上",
        Hedge.LESS_THAN: "を切る|を切り|を切った|を割り込|を割った|を割る|未満|を下回る|を下回り"
        "|を下回った|に満たない",
        Hedge.UP_TO: "上限|を上限|を限度|以下|以内|まで|が上限",
        Hedge.ABOUT: "近辺|付近|内外|見当|前後|程度|ほど|くらい|ぐらい",
        Hedge.NEARLY: "に近い|に近づく|に近付く|弱|近く|近い|足らず|に迫る|に迫り|に迫った|に迫っ",
        Hedge.JUST_OVER: "強",
    },
    {},
    {
        "USD": "米ドル|ドル",
        "EUR": "ユーロ",
        "JPY": "円",
        "GBP": "ポンド|英ポンド",
        "CHF": "スイスフラン",
        "CNY": "人民元|元",
        "KRW": "ウォン",
        "INR": "ルピー",
        "AUD": "豪ドル",
        "CAD": "カナダドル",
        "HKD": "香港ドル",
        "TWD": "台湾ドル",
    },
    {
        "percent": "パーセント",
        "percentage_point": "ポイント|パーセントポイント|パーセント・ポイント|%ポイント|％ポイント",
        "times": "倍",
        "s": "秒|秒間",
        "ms": "ミリ秒",
        "us": "マイクロ秒",
        "ns": "ナノ秒",
        "min": "分|分間",
        "hour": "時間",
        "day": "日間",
        "week": "週間|週",
        "month": "カ月|か月|ヶ月|ケ月|箇月|カ月間|か月間|ヶ月間",
        "year": "年|年間|カ年|か年",
        "W": "ワット",
        "Wh": "ワット時",
        "Hz": "ヘルツ",
        "byte": "バイト",
        "bit": "ビット",
        "m": "メートル",
        "km": "キロメートル",
        "cm": "センチメートル|センチ",
        "mm": "ミリメートル|ミリ",
        "um": "マイクロメートル|ミクロン",
        "nm": "ナノメートル|ナノ",
        "mm^2": "平方ミリメートル|平方ミリ",
        "m^2": "平方メートル",
        "m^3": "立方メートル",
        "km^2": "平方キロメートル",
        "V": "ボルト",
        "g": "グラム",
        "kg": "キログラム",
        "t": "トン",
        "token": "トークン",
    }
    | prefixed(_PREFIXES, "ワット", "W")
    | prefixed(_PREFIXES, "ワット時", "Wh")
    | prefixed(_PREFIXES, "バイト", "B")
    | prefixed(_PREFIXES, "ビット", "bit")
    | prefixed(_PREFIXES, "ヘルツ", "Hz")
    | prefixed(_PREFIXES, "フロップス", "FLOPS"),
    Counting(
        DIGITS,
        TIMES,
        over="分の",
        half=words("半"),
        and_half=("半",),
        shares={"半分": Fraction(1, 2), "半数": Fraction(1, 2)},
        most=words("過半数 過半"),
        multiples={"倍増": 2, "半減": Fraction(1, 2)},
        vague=words("数 何 第 令和 平成 昭和 大正 明治"),
    ),
    pieces={
        "割": ("percent", Fraction(10)),
        "ベーシスポイント": ("percentage_point", Fraction(1, 100)),
        "セント": ("USD", Fraction(1, 100)),
    },
    ranges=("|から", "|〜", "|～", "|~", "|−"),
    closes="まで",
    turns_behind="に へ",
    each="毎",
    each_then=dict.fromkeys(("あたり", "当たり", "につき"), "")
    | dict.fromkeys(("日あたり", "日当たり"), "day"),
    counters="件 個 本 枚 回 店 店舗 世帯 カ所 か所 ヶ所 拠点 名 棟 基 軒 台 社 人 種 品目 歳 カ国 か国",
    stops="が は を に で と の も へ や から ため など",
    linking="の",
    fillers="は が で も の",
    minus="マイナス △ ▲",
    labels="日経 日経平均 東証",
    labels_behind="指数 時 号 号機 番地 丁目 目 位 世紀",
    other="最近 近年 近代 強化 強い 強み 強調 弱点 超伝導 余地 余裕 多様 約束 契約 節約"
    " 予約 公約 条約 規約 一般 人口 人工 人間 社会 社員 社長 家庭 個人"
    " 目標 目的 目指 目安 目先 目途 位置 千葉 一部 一方 一時 統一 十分 万一 四半期 上半期 下半期 半期 半導体",
    point=".",
    unspaced=True,
)
