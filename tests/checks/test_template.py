"""TPL：工作簿是不是应有的那张表。"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.drawing import findings, opened, submission, told
from xlperf.forms import information, workbooks
from xlperf.forms.draft import Draft
from xlperf.forms.template import write_workbook
from xlperf.submission import Submission

FILLED = Draft().put(information.YEAR, Decimal(2022)).put(information.PROJECT, "水池改造")
Change = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Change], Submission]:
    """A filled project workbook after staff changed it."""

    def change(hand: Change) -> Submission:
        path = tmp_path / "changed.xlsx"
        write_workbook(workbooks.project(), path, FILLED)
        book = openpyxl.load_workbook(path)
        hand(book)
        book.save(path)
        return opened(path)

    return change


@pytest.mark.rejects("TPL-03")
def test_写在栏目之外的内容每张表提示一次(changed: Callable[[Change], Submission]) -> None:
    def beside(book: openpyxl.Workbook) -> None:
        book["项目自评报告"]["T30"] = "补充：二期另报"
        book["项目自评报告"]["T31"] = "联系财务股"

    (found,) = findings(changed(beside), "TPL-03")
    assert found.message == "“项目自评报告”有2处内容写在填报栏目之外，检查时没有采用"
    assert (str(found.at), [str(at) for at in found.related]) == ("项目自评报告!T30", ["项目自评报告!T31"])


def test_自己加的工作表说明没有采用(changed: Callable[[Change], Submission]) -> None:
    def another(book: openpyxl.Workbook) -> None:
        book.create_sheet("草稿")["B2"] = "测算"

    (found,) = findings(changed(another), "TPL-03")
    assert (str(found.at), found.message) == (
        "草稿!B2",
        "“草稿”不是表样中的工作表，检查时没有采用",
    )


def test_复制一张表填第二个项目_说明没有检查(changed: Callable[[Change], Submission]) -> None:
    def second(book: openpyxl.Workbook) -> None:
        lamps = book.copy_worksheet(book["项目支出绩效目标表"])
        lamps.title = "路灯项目"
        lamps["B5"] = 120

    found = changed(second)
    assert findings(found, "TPL-03") == []
    (told,) = findings(found, "TPL-11")
    assert told.at is not None
    assert (told.at.sheet, told.severity) == ("路灯项目", "warning")
    assert told.message.startswith("“路灯项目”A1:")
    assert told.message.endswith("也是“项目支出绩效目标表”，一个文件只检查一份，这一份没有检查")


def test_复制的空白表不提示没有检查(changed: Callable[[Change], Submission]) -> None:
    def blank(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book["负面清单"]).title = "负面清单 (2)"

    assert findings(changed(blank), "TPL-11") == []


@pytest.mark.accepts("TPL-03")
def test_只填栏目的工作簿没有表外内容() -> None:
    assert told(submission("project", FILLED), "TPL-03") == []


@pytest.mark.rejects("TPL-04")
def test_整张表被删除要说明哪张(changed: Callable[[Change], Submission]) -> None:
    (found,) = findings(changed(lambda book: book.remove(book["项目自评报告"])), "TPL-04")
    assert (found.at, found.severity) == (None, "warning")
    assert found.message == "工作表“项目自评报告”被删除，与它有关的检查无法进行"
    assert found.hint.startswith("用 xlperf new project 生成空白模板并打开，右键工作表标签“项目自评报告”，")


def test_评分表被删除要补回来(changed: Callable[[Change], Submission]) -> None:
    (found,) = findings(changed(lambda book: book.remove(book["评分表"])), "TPL-04")
    assert (found.severity, found.message) == ("warning", "工作表“评分表”被删除，与它有关的检查无法进行")


def test_栏目被删去的报在那张表(changed: Callable[[Change], Submission]) -> None:
    def without_grade(book: openpyxl.Workbook) -> None:
        del book.defined_names["xp_project_report_grade"]
        book["项目自评报告"]["A60"] = None

    (found,) = findings(changed(without_grade), "TPL-04")
    assert (str(found.at), found.severity) == ("项目自评报告!A3", "warning")
    assert found.message == "“项目自评报告”没有找到：评价等次"


def test_可不填的表被删除只提示(changed: Callable[[Change], Submission]) -> None:
    (found,) = findings(changed(lambda book: book.remove(book["负面清单"])), "TPL-04")
    assert (found.severity, found.message) == ("info", "工作表“负面清单”被删除，与它有关的检查无法进行")


@pytest.mark.accepts("TPL-04")
def test_完整的工作簿不缺部分() -> None:
    assert told(submission("project", FILLED), "TPL-04") == []
    assert told(submission("department", Draft()), "TPL-04") == []


@pytest.mark.rejects("TPL-05")
def test_另一版模板生成的文件有提示(changed: Callable[[Change], Submission]) -> None:
    def stamped(book: openpyxl.Workbook) -> None:
        book["xlperf"]["B3"] = "0123456789abcdef"

    (found,) = findings(changed(stamped), "TPL-05")
    assert (found.severity, found.seen) == ("info", "2020-01234567")


@pytest.mark.accepts("TPL-05")
def test_现行模板和没有标识的文件不提示(changed: Callable[[Change], Submission]) -> None:
    def unstamped(book: openpyxl.Workbook) -> None:
        book["xlperf"]["B3"] = None

    assert told(submission("project", FILLED), "TPL-05") == []
    assert told(changed(unstamped), "TPL-05") == []
