"""Printed words for comparison: widths, blanks, brackets, traditional characters and slips of the pen folded away."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from xlperf.lazy_regex import lazy

EXACT: Final = 1.0
BARE: Final = 0.95
ONE_SLIP: Final = 0.85
TWO_SLIPS: Final = 0.78
_LONG_ENOUGH_FOR_ONE, _LONG_ENOUGH_FOR_TWO = 4, 8
_TRADITIONAL: Final = (
    "萬與專業嚴箇個臨爲為於產産價眾衆會體餘關養內寫決況準減幾憑齣劃刪彆別製辦務動區单單佔捲縣發髮變隻號閤衕後曏嚮員響迴國場處備復複夠頭實審對侷佈帶併並幷應開異歸當噹徑"
    "逕態總戰戶釦執報撥擠據撐數無時機權條來極構査標欄覈檢彙匯滙沒註淺濟滿燈點環現電監眞碼礎確離積稱稅籤簽類繫係纍紅級納組細織經結絡統績續維綜編職聯緻節範藍虛補錶見規視"
    "計議論設證証評試話該説說請調負財責質購費資車轉較達過運進適選郵埰採寀針鍼鎖鍵長門問間際隱麪麫麵頁項須鬚預題額驗黃它帐岀"
)
_SIMPLIFIED: Final = (
    "万与专业严个个临为为于产产价众众会体余关养内写决况准减几凭出划删别别制办务动区单单占卷县发发变只号合同后向向员响回国场处备复复够头实审对局布带并并并应开异归当当径"
    "径态总战户扣执报拨挤据撑数无时机权条来极构查标栏核检汇汇汇没注浅济满灯点环现电监真码础确离积称税签签类系系累红级纳组细织经结络统绩续维综编职联致节范蓝虚补表见规视"
    "计议论设证证评试话该说说请调负财责质购费资车转较达过运进适选邮采采采针针锁键长门问间际隐面面面页项须须预题额验黄他账出"
)
_FOLDED: Final = {
    **str.maketrans(_TRADITIONAL, _SIMPLIFIED),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f*★☆▲●·"), None),
    **str.maketrans("〔〕【】[]{}“”‘’—–―－_", "()()()()\"\"''-----"),
}
_BRACKETED = lazy(r"\([^()]*\)")
_NUMBERING = lazy(
    r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.)](?!\d))"
)
_AMONG = lazy(r"^其中:?(?=..)")
_UNIT = lazy(r"[(,，:：/\s单位]*(亿元|千元|万元|元)\)?$")
_CHINESE = lazy(r"[\u4e00-\u9fff]")
_EDGES = ":;,。、."


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The words alone: half width, simplified, no blanks, no colon at the end."""
    plain = unicodedata.normalize("NFKC", text).translate(_FOLDED)
    return "".join(plain.split()).strip(_EDGES).lower()


@lru_cache(maxsize=65536)
def bare(folded: str) -> str:
    """The same without numbering and without what stands in brackets; "" when hardly anything is left."""
    plain = _AMONG.sub("", _NUMBERING.sub("", folded))
    while (shorter := _BRACKETED.sub("", plain)) != plain:
        plain = shorter
    plain = plain.split("(")[0].strip(_EDGES)  # 产出指标(25分 without its closing bracket
    return plain if len(plain) > 1 else ""


def core(text: str) -> str:
    """A text folded and bare, or only folded when hardly anything would be left."""
    folded = fold(text)
    return bare(folded) or folded


def is_chinese(text: str) -> bool:
    """Whether a text holds any Chinese character."""
    return _CHINESE.search(text) is not None


def money_unit(label: str) -> str:
    """The unit of money that a label names at its end or in brackets: 万元 for 预算数（万元）; "" for none."""
    plain = unicodedata.normalize("NFKC", label).strip()
    for part in (*(found.group() for found in _BRACKETED.finditer(plain)), plain):
        found = _UNIT.search(part.rstrip(")") if part.startswith("(") else part)
        if found and (part.startswith("(") or "单位" in part):
            return found.group(1)
    return ""


def slips(one: str, other: str, most: int) -> int:
    """How many characters must be changed, added or left out to turn one into the other; more than ``most`` is ``most + 1``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        row = [number]
        for place, against in enumerate(other, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != against)))
        if min(row) > most:
            return most + 1
        before = row
    return before[-1]


def slips_allowed(label: str) -> int:
    """How many slips a label bears: short ones none, since 数量 and 质量 differ by one."""
    if len(label) < _LONG_ENOUGH_FOR_ONE:
        return 0
    return 1 if len(label) < _LONG_ENOUGH_FOR_TWO else 2
