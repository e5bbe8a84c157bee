"""What a figure is of: the noun phrase that is left when time, role and filler words are taken away. Pure."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from xlperf.lazy_regex import lazy

_CATEGORY: Final = lazy(
    r"(?:基本|项目|人员|公用|日常公用|工资福利|商品和?服务|资本性|其他|其它|公用经费|人员经费)支出$"
)
_TIME: Final = lazy(
    r"截[至止到]+(?:目前|评价日)?|(?:19|20)\d{2}(?:[-—~至](?:19|20)?\d{2,4})?年?度?|\d{1,2}(?:[-至]\d{1,2})?月份?(?:\d{1,2}日)?|"
    r"年[初末底中]|全年|当年|本年度?|目前|同期|年度"
)
_HEAD: Final = lazy(
    r"^(?:其中|其|该|本|此|我[局县区市镇乡校院所站]|全[县市区省]|主要|分别|一是|二是|三是|四是|和|及|与|以及|另|另外|另有|末|底|"
    r"调整后|共|对|由|将|按|通过|单位|部门|含|包含|包括|例如|如|[、，,:：“”\"'（）()《》\s\d.]|\d+[、.])"
)
_TAIL: Final = lazy(
    r"(?:为|是|达到?了?|约|近|共|共计|合计|总计|累计|总额|金额|数|额|资金|款|款项|的|了|有|仅|已|均|均为|分别|实际|预算|计划|安排|申请|申报|批复|下达|"
    r"总投资|总|投资|概算|债券|专项|综合|平均|总体|支出|支付|使用|发放|执行|结余|剩余|节余|结转|收回|尚余|整体|到位|拨付|完成|实施|投入|"
    r"[\u4e00-\u9fff]{2}率|办结|建成|超额|尚?未|任务|指标|目标|执行进度|支付进度|项目|共有|涉及|全年|年度|末|底|[、，,:：“”\"'（）()\s])$"
)


def bare(words: str) -> str:
    """The noun phrase of words before a figure without time, role and filler words; "" when they name nothing.

    三微工程 for 计划安排“三微工程”项目资金总计.
    """
    words = re.sub(r"[\s“”\"]+", "", words)
    category = _CATEGORY.search(words)
    if category:
        return category.group()
    words = _TIME.sub("", words)
    return _stripped(_TAIL, _stripped(_HEAD, words))


def _stripped(pattern: re.Pattern[str], words: str) -> str:
    while words and (shorter := pattern.sub("", words)) != words:
        words = shorter
    return words


def noun(words: str) -> str:
    """项目 for 项目已完工验收, 村(社区) for 村(社区)的11: what is counted, from the words after a count."""
    found = re.match(
        r"\s*((?:(?!已|尚|未|正在|处于|完成|存在|还|均|实现|达到|建设进度|开工|竣工|通过|被|的|和|及|与|共|纳入)[\u4e00-\u9fff]){1,8})",
        words,
    )
    return found[1] if found else ""


def alike(one: str, other: str) -> float:
    """How many characters two phrases share, 0 to 1, in whatever order (更新设备 is 设备更新)."""
    if not one or not other:
        return 0.0
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other))
