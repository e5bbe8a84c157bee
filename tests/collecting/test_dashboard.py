"""看板.html in a real browser: the figures of 晋城市城区财政局, and names that try to be more than names."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.calls import xlperf
from tests.collecting.jincheng import LINES
from tests.collecting.post import lay_return
from tests.collecting.test_ledger import RANKS

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="浏览器（chromium）未安装")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def board(jincheng: Path) -> Iterator[Path]:
    """The dashboard of the nine projects."""
    before = Path.cwd()
    os.chdir(jincheng)
    try:
        result = xlperf("dashboard", "-o", "看板.html")
        assert result.exit_code == 0, result.output
        yield jincheng / "看板.html"
    finally:
        os.chdir(before)


def opened(browser: Browser, path: Path, told: list[str], **options: object) -> Page:
    """The page as a double click opens it; whatever it logs, asks for or pops up is ``told``."""
    page = browser.new_page(**options)  # type: ignore[arg-type]
    page.on("console", lambda message: told.append(f"console {message.text}"))
    page.on("pageerror", lambda error: told.append(f"error {error}"))
    page.on("dialog", lambda dialog: (told.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: told.append(request.url))
    page.goto(path.as_uri())
    return page


def table(page: Page, section: str) -> list[list[str]]:
    """The body of the table of a section, as a reader sees it."""
    rows = page.locator(f"#{section} tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


def test_it_shows_the_figures_of_the_document(browser: Browser, board: Path) -> None:
    page = opened(browser, board, [])
    assert page.title() == "2024年度预算绩效自评看板"
    assert "晋城市城区财政局" in page.locator("header").inner_text()
    tiles = dict(zip(page.locator("dt").all_inner_texts(), page.locator("dd").all_inner_texts(), strict=True))
    assert tiles["金额合计"] == "51,078.42 万元"
    assert tiles["总体执行率"].startswith("70.25%")
    assert tiles["未报"] == "0 项"
    rows = table(page, "detail")
    assert [row[1] for row in rows] == [line[2] for line in LINES]
    assert [row[7] for row in rows] == [line[6] for line in LINES]
    assert [int(row[9]) for row in rows] == RANKS
    assert {row[2] for row in rows} == {"良好"}
    assert table(page, "grades")[1] == ["良好", "9", "100.00%", "51,078.42"]


def test_every_chart_has_its_table_and_says_so(browser: Browser, board: Path) -> None:
    page = opened(browser, board, [])
    charts = page.locator("svg[role=img]")
    assert charts.count() == 6
    for chart in charts.all():
        section = chart.locator("xpath=ancestor::section")
        assert "数据见下表" in str(chart.get_attribute("aria-label"))
        assert section.locator("table tbody tr").count() > 0
    bars = page.locator("#ranking svg rect.blue")
    widths = [float(str(bar.get_attribute("width"))) for bar in bars.all()]
    assert widths == [647.5, 644.8, 643.4, 633.6, 624.7, 621.8, 620.4, 619.5, 607.6]  # 7.2 a point


def test_it_asks_for_nothing_and_complains_of_nothing(browser: Browser, board: Path) -> None:
    told: list[str] = []
    page = opened(browser, board, told)
    assert told == [board.as_uri()]
    assert page.evaluate("document.scripts.length") == 0
    assert len(board.read_bytes()) < 60_000


@pytest.mark.parametrize("width", [390, 1120])
def test_it_fits_a_phone_and_a_screen(browser: Browser, board: Path, width: int) -> None:
    page = opened(browser, board, [], viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_is_dark_where_the_desk_is_dark_and_white_on_paper(
    browser: Browser, board: Path, tmp_path: Path
) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page = opened(browser, board, [], color_scheme="dark")
    assert page.evaluate(ground) == "rgb(15, 18, 22)"
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.pdf(path=tmp_path / "看板.pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "看板.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "51,078.42" in text
    assert text.count("良好") >= len(LINES)


HOSTILE = (
    "<script>alert(1)</script>水利局",
    '"><img src=x onerror=alert(1)>局',
    "{{ 7*7 }}{% raw %}局",
    "</style><svg onload=alert(1)>局",
    "\u202e局政财",
    "很长的名称" * 30,
)


def test_a_name_is_a_name_and_nothing_else(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(HOSTILE):
        lay_return(Path(f"收件/{number}.xlsx"), name, f"项目{name}", quality="25")
    assert xlperf("collect", "收件").exit_code == 0
    assert xlperf("dashboard").exit_code == 0
    told: list[str] = []
    page = opened(browser, tmp_path / "看板.html", told, viewport={"width": 390, "height": 800})
    assert told == [(tmp_path / "看板.html").as_uri()]
    assert page.evaluate("document.querySelectorAll('script, img, svg[onload]').length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shown = {row[0] for row in table(page, "detail")}
    assert shown == {name.replace("\u202e", "\\u202e") for name in HOSTILE}


def test_another_kind_of_file_is_refused_and_one_that_is_there_is_kept(board: Path) -> None:
    before = board.read_bytes()
    result = xlperf("dashboard", "-o", "看板.html")
    assert result.exit_code == 2
    assert "已经存在；换个名字，或加 --force 覆盖" in result.stderr
    assert "应是 .html 文件" in xlperf("dashboard", "-o", "看板.pdf").stderr
    assert xlperf("dashboard", "--force").exit_code == 0
    assert board.read_bytes() == before
