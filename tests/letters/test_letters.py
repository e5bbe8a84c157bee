"""From a store with faulty returns to the letters of return: what stands in them, who gets them, and each only once."""

from __future__ import annotations

import email
import io
import json
import os
import shutil
from collections.abc import Iterator
from datetime import date
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document

from tests.calls import xlperf
from tests.collecting.post import lay_return, mail
from tests.collecting.servers import PASSWORD, Arrived, smtp
from xlperf.commands.secret import MAIL_VARIABLE
from xlperf.letters.addresses import is_address
from xlperf.letters.document import plain, written
from xlperf.letters.letter import Issue, Letter, chinese
from xlperf.package.workbook import open_workbook

OFFICE = """
[collect]
bureau = "某县财政局"
mend_by = 2099-04-30
address = "jxpj@example.gov.cn"

[[collect.units]]
name = "某县水利局"
senders = ["@slj.example.gov.cn"]

[[collect.units]]
name = "某县教育局"
senders = ["jyj@example.gov.cn"]

[[collect.units]]
name = "某县民政局"
senders = ["mzj@example.gov.cn"]
"""


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """水利局 claims 25 and 26 of 20 points in two returns, 教育局 26 in one, 民政局 is right."""
    desk, before = tmp_path_factory.mktemp("desk"), Path.cwd()
    os.chdir(desk)
    try:
        Path("xlperf.toml").write_text(OFFICE, encoding="utf-8")
        for number, (unit, project, quality, sender) in enumerate(
            (
                ("某县水利局", "农村道路养护", "25", "wang@slj.example.gov.cn"),
                ("某县水利局", "灌区改造", "26", "li@slj.example.gov.cn"),
                ("某县教育局", "校舍维修", "26", "jyj@example.gov.cn"),
                ("某县民政局", "敬老院", "20", "mzj@example.gov.cn"),
            )
        ):
            data = lay_return(desk / "1.xlsx", unit, project, quality=quality).read_bytes()
            letter = mail((f"{project}.xlsx", data), sender=sender, identity=f"<{number}@x>")
            Path("信").mkdir(exist_ok=True)
            Path(f"信/{number}.eml").write_bytes(letter)
        assert xlperf("collect", "信").exit_code == 0
        shutil.copytree("xlperf-store", "只收了的库")
        result = xlperf("letters")
        assert result.exit_code == 0, result.output
        yield desk
    finally:
        os.chdir(before)


@pytest.fixture
def desk(collected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same store, for one test."""
    shutil.copytree(collected, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def texts(path: Path) -> str:
    """All that stands in a .docx, paragraphs and tables."""
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def draft(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.usefixtures("desk")
def test_each_faulty_unit_gets_one_letter_that_names_its_cells() -> None:
    assert sorted(path.name for path in Path("退回通知").iterdir()) == ["某县教育局", "某县水利局"]
    told = texts(Path("退回通知/某县水利局/第1次/退回修改通知.docx"))
    assert "某县水利局：" in told
    assert "（共2份）经复核，发现错误2处" in told
    assert "一、农村道路养护（农村道路养护.xlsx）" in told
    assert "二、灌区改造（灌区改造.xlsx）" in told
    assert "（一）SC-05 自评得分在0到分值之间（错误 1 处）" in told
    assert "项目支出绩效自评表!J16\n自评得分25，应在0到20分之间\n25\n0—20" in told
    assert "请于2099年4月30日前" in told
    assert "某县财政局" in told
    assert "{{" not in told
    assert "校舍维修" not in told


@pytest.mark.usefixtures("desk")
def test_the_draft_goes_to_who_sent_the_files_and_carries_the_marked_workbooks() -> None:
    message = draft(Path("退回通知/某县水利局/第1次/邮件草稿.eml"))
    assert message["To"] == "wang@slj.example.gov.cn, li@slj.example.gov.cn"
    assert message["From"] == "jxpj@example.gov.cn"
    assert message["Subject"] == "退回修改通知：某县水利局2024年度绩效自评（第1次）"
    assert (message["X-Unsent"], message["Auto-Submitted"]) == ("1", "auto-generated")
    body = message.get_body(("plain",))
    assert body is not None
    assert "项目支出绩效自评表!J16：自评得分25，应在0到20分之间" in body.get_content()
    files = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert list(files) == ["退回修改通知.docx", "农村道路养护.xlsx", "灌区改造.xlsx"]
    Path("寄来.xlsx").write_bytes(files["农村道路养护.xlsx"])
    assert "检查结果" in [sheet.name for sheet in open_workbook(Path("寄来.xlsx")).sheets]


@pytest.mark.usefixtures("desk")
def test_a_second_run_changes_nothing_and_keeps_what_the_office_edited() -> None:
    edited = Path("退回通知/某县教育局/第1次/退回修改通知.docx")
    document = Document(str(edited))
    document.add_paragraph("联系人见附件。")
    document.save(str(edited))
    kept = {path: path.read_bytes() for path in Path("退回通知").rglob("*.*") if path.suffix != ".eml"}
    assert xlperf("letters").exit_code == 0
    assert {path: path.read_bytes() for path in kept} == kept
    enclosed = next(draft(edited.with_name("邮件草稿.eml")).iter_attachments())
    assert enclosed.get_content() == edited.read_bytes()
    assert xlperf("letters", "--force").exit_code == 0
    assert "联系人见附件" not in texts(edited)


@pytest.mark.usefixtures("desk")
def test_a_new_faulty_version_is_the_second_letter_and_a_right_one_is_none() -> None:
    for project, quality in (("农村道路养护", "20"), ("灌区改造", "27")):
        data = lay_return(Path("改.xlsx"), "某县水利局", project, quality=quality).read_bytes()
        again = mail(
            (f"{project}.xlsx", data),
            sender="li@slj.example.gov.cn",
            identity=f"<{project}@x>".encode().hex(),
        )
        Path(f"信/{project}.eml").write_bytes(again.replace(b"03 Mar", b"05 Mar"))
    xlperf("collect", "信")
    assert "某县水利局 · 第2次：错误 1" in xlperf("letters").stdout
    told = texts(Path("退回通知/某县水利局/第2次/退回修改通知.docx"))
    assert "（第2次退回）" in told
    assert "自评得分27，应在0到20分之间" in told
    assert "农村道路养护" not in told


@pytest.mark.usefixtures("desk")
def test_an_office_writes_its_own_letter() -> None:
    assert xlperf("letters", "--new-template", "模板.docx").exit_code == 0
    assert "已经存在" in xlperf("letters", "--new-template", "模板.docx").stderr
    document = Document("模板.docx")
    document.paragraphs[1].runs[0].text = "{{单"  # as Word cuts what was typed in two goes
    document.paragraphs[1].add_run("位}}财务科：")
    document.sections[0].header.paragraphs[0].text = "{{落款}}文件"
    document.add_table(1, 1).cell(0, 0).text = "共 {{ 错误数 }} 处"
    document.save("模板.docx")
    assert xlperf("letters", "--template", "模板.docx", "--force").exit_code == 0
    path = Path("退回通知/某县水利局/第1次/退回修改通知.docx")
    assert "某县水利局财务科：" in texts(path)
    assert "共 2 处" in texts(path)
    assert Document(str(path)).sections[0].header.paragraphs[0].text == "某县财政局文件"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{单位名}}{{问题清单}}", "{{单位名}} 不认识"),
        ("{{单位}}", "里没有 {{问题清单}}"),
        (None, "不是能打开的 .docx"),
    ],
    ids=["unknown word", "no list", "no document"],
)
def test_a_template_that_cannot_be_filled_is_refused(text: str | None, told: str) -> None:
    if text is None:
        Path("模板.docx").write_bytes(b"no document")
    else:
        document = Document()
        document.add_paragraph(text)
        document.save("模板.docx")
    result = xlperf("letters", "--template", "模板.docx", "--force")
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.usefixtures("desk")
def test_a_letter_without_a_day_until_which_to_mend_is_not_written() -> None:
    Path("xlperf.toml").write_text(OFFICE.replace("2099", "2020"), encoding="utf-8")
    fresh = ("letters", "--store", "只收了的库", "-o", "另放")
    result = xlperf(*fresh)
    assert result.exit_code == 2
    assert "改正期限2020-04-30 已经过了；请用 --due 写明" in result.stderr
    assert xlperf(*fresh, "--due", "2099-06-30").exit_code == 0
    assert "请于2099年6月30日前" in texts(Path("另放/某县水利局/第1次/退回修改通知.docx"))


def test_what_a_workbook_says_is_only_text_in_a_letter() -> None:
    evil = '{{落款}}</w:t><w:p>\x00\x07"\r\nBcc: x@y.cn'
    letter = Letter("k" * 64, 2024, evil, (), ())
    issue = Issue(1, date(2025, 4, 1), date(2025, 4, 30), "某县财政局")
    document = Document(io.BytesIO(written(letter, issue, None)))
    assert document.paragraphs[1].text == plain(evil) + "："
    assert "\n" not in plain(evil)
    assert "\x00" not in plain(evil)


def test_headings_are_numbered_in_chinese() -> None:
    assert [chinese(number) for number in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


@pytest.mark.parametrize(
    "sender",
    ["a b@example.gov.cn", "", "张三@例子.中国", "a@b@c", "<script>@x.cn", "a@b", "undisclosed-recipients:;"],
)
def test_a_sender_that_is_no_address_gets_no_mail_and_stops_nothing(sender: str) -> None:
    assert not is_address(sender)


@pytest.mark.usefixtures("desk")
def test_files_without_a_sender_go_back_to_the_first_address_of_the_unit() -> None:
    lay_return(Path("收件/1.xlsx"), "某县民政局", "养老院", quality="26")
    xlperf("collect", "收件")
    assert "（mzj@example.gov.cn）" in xlperf("letters").stdout
    Path("xlperf.toml").write_text(
        OFFICE.replace("mzj@example.gov.cn", "@mzj.example.gov.cn"), encoding="utf-8"
    )
    with smtp(handler := Arrived()) as address:
        result = xlperf("letters", "--send", address)
    assert result.exit_code == 2
    assert "某县民政局 · 第1次：没有收件地址，没有发" in result.stdout
    assert len(handler.mails) == 2


def test_nothing_is_sent_without_being_asked(desk: Path) -> None:
    handler = Arrived()
    with smtp(handler):
        assert xlperf("letters").exit_code == 0
    assert handler.mails == []
    assert desk.is_dir()


def test_each_letter_is_sent_once(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """STARTTLS and a password, as every real server wants them."""
    handler = Arrived()
    monkeypatch.setenv(MAIL_VARIABLE, PASSWORD)
    with smtp(handler, desk / "ca.pem") as address:
        monkeypatch.setenv("SSL_CERT_FILE", str(desk / "ca.pem"))
        result = xlperf("letters", "--send", address)
        assert result.exit_code == 0, result.output
        assert "某县教育局 · 第1次：已发给 jyj@example.gov.cn" in result.stdout
        again = xlperf("letters", "--send", address)
    assert (again.exit_code, again.stdout.count("已经发出，不再发")) == (0, 2)
    assert [each["To"] for each in handler.mails] == [
        "wang@slj.example.gov.cn, li@slj.example.gov.cn",
        "jyj@example.gov.cn",
    ]
    assert [each["X-Unsent"] for each in handler.mails] == [None, None]
    assert PASSWORD not in result.output
    xlperf("audit", "-o", "审计.xlsx")
    assert [row[2] for row in lines("审计.xlsx")] == ["拟退回修改通知"] * 3 + ["发出退回修改通知"] * 3


def lines(book: str) -> list[list[object]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    return CalamineWorkbook.from_path(book).get_sheet_by_name("审计").to_python()[3:]


@pytest.mark.usefixtures("desk")
def test_a_letter_that_the_server_refuses_is_told_and_goes_with_the_next_run() -> None:
    with smtp(Arrived(refuse=("jyj@example.gov.cn",))) as address:
        result = xlperf("letters", "--send", address)
    assert result.exit_code == 2
    assert "服务器没有收（jyj@example.gov.cn 550 5.1.1 no such user），没有发出" in result.stdout
    handler = Arrived()
    with smtp(handler) as address:
        assert xlperf("letters", "--send", address).exit_code == 0
    assert [each["To"] for each in handler.mails] == ["jyj@example.gov.cn"]


@pytest.mark.usefixtures("desk")
def test_an_address_that_the_server_refused_stands_in_the_audit() -> None:
    with smtp(Arrived(refuse=("li@slj.example.gov.cn",))) as address:
        assert xlperf("letters", "--send", address).exit_code == 2
    xlperf("audit", "-o", "审计.xlsx")
    sent = [row for row in lines("审计.xlsx") if row[2] == "发出退回修改通知" and row[4] == "某县水利局"]
    assert len(sent) == 2
    assert all("服务器不收 li@slj.example.gov.cn" in str(row[9]) for row in sent)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("smtp://a:secret@localhost", "地址里不能写密码"),
        ("http://localhost", "不是发件服务器的地址"),
        ("smtp://localhost:1", "COL-11 "),
    ],
)
def test_a_server_that_cannot_be_used_is_said_so(address: str, told: str) -> None:
    result = xlperf("letters", "--send", address)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "secret" not in result.output


@pytest.mark.usefixtures("desk")
def test_a_wrong_password_sends_nothing(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = Arrived()
    monkeypatch.setenv(MAIL_VARIABLE, "wrong")
    with smtp(handler, desk / "ca.pem") as address:
        assert "COL-13 " in xlperf("letters", "--send", address).stderr
        monkeypatch.setenv("SSL_CERT_FILE", str(desk / "ca.pem"))
        assert "COL-12 " in xlperf("letters", "--send", address).stderr
    assert handler.mails == []


@pytest.mark.usefixtures("desk")
def test_where_nothing_is_wrong_nothing_goes_back() -> None:
    codes = {
        each["code"]
        for path in Path("信").glob("*.eml")
        for part in draft(path).iter_attachments()
        for each in _findings(part.get_content())
    }
    Path("xlperf.toml").write_text(f"trial = {json.dumps(sorted(codes))}\n{OFFICE}", encoding="utf-8")
    result = xlperf("letters")
    assert (result.exit_code, "没有要退回的" in result.stdout) == (0, True)


def _findings(workbook: bytes) -> list[dict[str, str]]:
    Path("查.xlsx").write_bytes(workbook)
    told = json.loads(xlperf("check", "查.xlsx", "--no-write", "--format", "json").stdout)
    return [each for each in told["findings"] if each["severity"] == "error"]
