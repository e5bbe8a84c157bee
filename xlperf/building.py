"""From a scheme to the files a bureau sends out: the rules (TOML), the template and the 评分手册."""

from __future__ import annotations

import tempfile
from pathlib import Path

from xlperf import fresh, schemes
from xlperf.forms import workbooks
from xlperf.forms.handbook import handbook
from xlperf.office import Office
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.reading import read
from xlperf.record import dataclass
from xlperf.schemebook import Book, read_book
from xlperf.schemes.editions import folded
from xlperf.schemes.model import Scheme
from xlperf.schemes.shelf import read_scheme
from xlperf.schemes.writing import mapping_of, toml_text


class NotBuilt(ValueError):
    """Why there is nothing to build from; a Chinese sentence with the next step."""


@dataclass(frozen=True, slots=True)
class Built:
    """The files made: rules, template, handbook."""

    scheme: Scheme
    files: tuple[Path, ...]
    base: Scheme | None = None

    @property
    def leans_on(self) -> str:
        """The name of the office's own edition that the rules extend, "" for none or a shipped one."""
        shipped = {schemes.load(each).name for each in schemes.available()}
        return self.base.name if self.base and self.base.name not in shipped else ""


def build(path: Path, folder: Path, office: Office, *, force: bool) -> Built:
    """Makes the files of the scheme in ``path`` (a scheme workbook or a TOML file) in ``folder``, all or none.

    NotBuilt when the scheme is not sound or a file is already there and ``force`` is not given.
    """
    book = _book(path, office)
    if book.scheme is None:
        raise NotBuilt(
            f'“{path.name}”还有 {len(book.faults)} 处要改，没有生成；请先运行 xlperf scheme check "{path}"'
            if book.faults
            else f'“{path.name}”没有指标，或有读不出的数字，没有生成；请先运行 xlperf scheme check "{path}"'
        )
    scheme = book.scheme
    rules = toml_text(folded(scheme, book.base) if book.base else mapping_of(scheme))
    template = workbooks.scored_by(scheme)
    targets = (
        folder / f"{scheme.name}.toml",
        folder / f"{template.title}（{scheme.name}）.xlsx",
        folder / f"评分手册（{scheme.name}）.xlsx",
    )
    if (taken := [each.name for each in targets if each.exists()]) and not force:
        raise NotBuilt(f"“{'”、“'.join(taken)}”已经存在，没有覆盖；请换个文件夹，或加 --force")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".xlperf-", dir=folder) as scratch:
        made = tuple(Path(scratch) / each.name for each in targets)
        made[0].write_text(rules, encoding="utf-8", newline="\n")
        names = {key: name for name, key in workbooks.source_names(scheme.applies).items()}
        fresh.lay_down(template, made[1])
        fresh.lay_down(handbook(scheme, names), made[2])
        for file, target in zip(made, targets, strict=True):
            file.replace(target)
    return Built(scheme, targets, book.base)


def meant(word: str, office: Office) -> Scheme:
    """The scheme that a word means: ``department``, an edition's name, a TOML file or a scheme workbook."""
    by_kind = {schemes.load(each).applies: schemes.load(each) for each in schemes.available()}
    known = by_kind.get(word) or schemes.named(word, office.schemes)
    if known:
        return known
    if not Path(word).is_file():
        names = "、".join(each.name for each in (*by_kind.values(), *office.schemes))
        raise NotBuilt(f"没有指标体系“{word}”，也没有这个文件；现有的：{names}")
    found = _book(Path(word), office).scheme
    if found is None:
        raise NotBuilt(f'“{word}”还有要改的地方；请先运行 xlperf scheme check "{word}"')
    return found


def _book(path: Path, office: Office) -> Book:
    """The scheme of a file, whichever of the two ways it is written."""
    if path.suffix.lower() == ".toml":
        try:
            return Book(read_scheme(path, office.schemes), ())
        except schemes.SchemeError as error:
            raise NotBuilt(str(error)) from None
    try:
        submission = read(open_workbook(path), office.schemes)
    except Refused as refused:
        raise NotBuilt(f"“{path.name}”{refused.message}；{refused.hint}") from None
    if submission is None or submission.form.key != "scheme":
        raise NotBuilt(f"“{path.name}”不是指标体系工作簿；请用 xlperf scheme new 生成")
    return read_book(submission, office.schemes)
