"""JSON for other programs: the fields others rely on, and nothing else."""

from __future__ import annotations

import io
import json

from tests.printing.reports import BROKEN, CLEAN, REPORT
from xlperf.printing.as_json import as_object, write_json


def test_一份报告的全部字段() -> None:
    told = as_object(REPORT)
    assert list(told) == [
        "file",
        "form",
        "edition",
        "findings",
        "not_checked",
        "scores",
        "total",
        "unit",
        "project",
        "year",
        "seal",
    ]
    assert (told["file"], told["form"], told["edition"]) == ("报送/自评表.xlsx", "project", "2020")
    assert told["findings"][0] == {
        "code": "S32-06",
        "severity": "error",
        "sheet": "评分表",
        "cell": "I9",
        "label": "自评得分（到位率）",
        "message": "到位率 36.80%，按比例应得 1.1 分，自评 3 分",
        "hint": "按实际到位资金重新计分",
        "seen": "3",
        "expected": "1.1",
        "related": [
            {"sheet": "项目自评报告", "cell": "E19"},
            {"sheet": "项目自评报告", "cell": "H19"},
            {"sheet": "评分表", "cell": "J9"},
        ],
        "slip": None,
        "standing": "counts",
        "waiver": None,
    }
    assert told["not_checked"][3] == {"code": "H21-07", "reason": "综述没有填写"}
    assert told["scores"][0] == {
        "id": "S32-06",
        "name": "到位率",
        "max": "3",
        "self": "3",
        "computed": "1.10",
        "lo": "1.10",
        "hi": "1.10",
        "verdict": "high",
        "formula": "5057÷13742×3 = 1.10",
    }
    assert told["total"] == {"self": "99", "computed": None, "at_most": "97.10", "grade": "优秀"}


def test_不知道的写_null() -> None:
    whole_file = as_object(REPORT)["findings"][3]
    assert [whole_file[key] for key in ("sheet", "cell", "label", "seen", "expected")] == [None] * 5
    unverifiable = as_object(REPORT)["scores"][2]
    assert [unverifiable[key] for key in ("computed", "lo", "hi")] == [None] * 3
    assert as_object(CLEAN)["total"] == {"self": None, "computed": None, "at_most": None, "grade": None}
    assert (as_object(BROKEN)["form"], as_object(BROKEN)["edition"]) == (None, None)


def test_几个文件是数组_一个文件是对象() -> None:
    one, several = io.StringIO(), io.StringIO()
    write_json([CLEAN], one, as_array=False)
    write_json([CLEAN], several, as_array=True)
    assert json.loads(several.getvalue()) == [json.loads(one.getvalue())]


def test_国标编码的输出不丢一个字() -> None:
    buffer = io.BytesIO()
    out = io.TextIOWrapper(buffer, encoding="gbk", errors="replace")
    write_json([CLEAN.__class__("㎡𠮷.xlsx", None, None)], out, as_array=False)
    out.flush()
    assert json.loads(buffer.getvalue().decode("gbk"))["file"] == "㎡𠮷.xlsx"
