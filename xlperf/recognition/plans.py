"""What to look for on a sheet, taken from the definition of its form: labels and synonyms of every part, by part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import takewhile

from xlperf.forms.formulas import Joined
from xlperf.forms.layout import header_depth
from xlperf.forms.model import Banner, Column, Entry, Field, Label, Line, Look, Owner, SheetForm, Table
from xlperf.lazy_regex import lazy
from xlperf.recognition.words import BARE, EXACT, ONE_SLIP, TWO_SLIPS, bare, fold, slips, slips_allowed
from xlperf.record import dataclass

_TITLES = (Look.TITLE, Look.COVER)
_YEAR_BEFORE = lazy(r"上年|去年|上一年|前年|往年|上期")
_AROUND = lazy(r"^[^()]+\([\u4e00-\u9fff]+\)[\u4e00-\u9fff]+$")
RIVALLED = 0.2
"""How much less sure a misprint is that may be one label as well as another."""
TOTALS = (
    "合计",
    "总计",
    "总分",
    "小计",
    "合计得分",
    "总得分",
    "自评总分",
    "得分合计",
    "总分合计",
    "资金总额",
    "年度资金总额",
)
"""What a total row is called on any form."""


@dataclass(frozen=True, slots=True)
class WantedField:
    """A field in a line of the form. ``use`` of ``uses``: which of the equal labels of the form is its own."""

    field: Field
    labels: tuple[str, ...]
    line: int
    use: int
    uses: int
    context: str  # the label before its own in the same line
    after: frozenset[str] = frozenset()  # what the form prints behind the value: its unit, a remark

    @property
    def crossing(self) -> tuple[str, str] | None:
        """计划安排资金·中央财政: the heading above and the label of the row, folded."""
        above, _, row = self.field.label.partition("·")
        return (fold(above), bare(fold(row)) or fold(row)) if row else None


@dataclass(frozen=True, slots=True)
class WantedColumn:
    """A column with its labels and the headings above it, folded."""

    column: Column
    labels: tuple[str, ...]
    headings: tuple[str, ...]

    @property
    def ours(self) -> bool:
        """Whether a foreign form cannot be expected to have it."""
        return self.column.owner in (Owner.XLPERF, Owner.BUREAU) or self.column.key == "live"


@dataclass(frozen=True, slots=True)
class WantedTable:
    """A table with its columns; ``totals`` are the labels of its total row."""

    table: Table
    columns: tuple[WantedColumn, ...]
    totals: frozenset[str]
    depth: int


@dataclass(frozen=True, slots=True)
class Plan:
    """One sheet form as it is looked for. ``marks`` are its headings: they end whatever stands above them."""

    form: SheetForm
    fields: tuple[WantedField, ...]
    tables: tuple[WantedTable, ...]
    titles: tuple[str, ...]
    marks: frozenset[str]
    phrases: frozenset[str]

    @property
    def parts(self) -> int:
        """How many labelled parts the printed form has."""
        return len(self.fields) + sum(not column.ours for table in self.tables for column in table.columns)


def _labels(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded for text in texts if (folded := fold(text))))


@cache
def plan(form: SheetForm) -> Plan:
    """What to look for of that sheet."""
    fields = tuple(_fields(form))
    tables = tuple(_table(table) for table in form.tables)
    titles, marks = _titles(form), _marks(form)
    phrases = {*marks, *titles}
    for wanted in fields:
        phrases |= {*wanted.labels, wanted.context}
        if wanted.crossing:
            phrases |= set(wanted.crossing)
    for each in tables:
        phrases |= each.totals
        for column in each.columns:
            phrases |= {*column.labels, *column.headings}
    return Plan(form, fields, tables, titles, marks, frozenset(phrases - {""}))


def _fields(form: SheetForm) -> Iterator[WantedField]:
    entries = [
        (number, *entry)
        for number, block in enumerate(form.blocks)
        if isinstance(block, Line)
        for entry in _entries(block)
    ]
    uses: dict[str, int] = defaultdict(int)
    for _, _, printed, *_ in entries:
        uses[bare(printed) or printed] += 1
    met: dict[str, int] = defaultdict(int)
    for number, target, printed, context, after in entries:
        own = bare(printed) or printed
        labels = _labels((printed, target.label, *target.synonyms))
        yield WantedField(target, labels, number, met[own], uses[own], context, after)
        met[own] += 1


def _entries(line: Line) -> Iterator[tuple[Field, str, str, frozenset[str]]]:
    """Each field of a line with the label before it, the one before that, and those behind it."""
    label = context = ""
    for number, item in enumerate(line.items):
        if isinstance(item, Label) and item.text:
            context, label = label, fold(item.text)
        elif isinstance(item, Entry) and label:
            behind = takewhile(lambda each: isinstance(each, Label), line.items[number + 1 :])
            texts = frozenset(fold(each.text) for each in behind if isinstance(each, Label) and each.text)
            yield item.field, label, context, texts


def _table(table: Table) -> WantedTable:
    columns = tuple(
        WantedColumn(column, _labels((column.label, *column.synonyms)), _labels(column.heading))
        for column in table.columns
    )
    totals = {*TOTALS, fold(table.total)} if table.total else set(TOTALS)
    return WantedTable(table, columns, frozenset(totals - {""}), header_depth(table))


def _titles(form: SheetForm) -> tuple[str, ...]:
    found: list[str] = []
    for block in form.blocks:
        if isinstance(block, Banner) and block.look in _TITLES:
            text = block.text
            if isinstance(text, str):
                found.append(text)
            elif isinstance(text.formula, Joined):
                found += [part for part in text.formula.parts if isinstance(part, str)]
    return tuple(title for title in _labels(found) if len(title) > 3)  # noqa: PLR2004  not just 年度


def _marks(form: SheetForm) -> frozenset[str]:
    texts = [
        block.text
        for block in form.blocks
        if isinstance(block, Banner) and isinstance(block.text, str) and block.look is Look.HEADING
    ]
    return frozenset(_labels((*texts, *(table.side_label for table in form.tables))))


def same_year(text: str, label: str) -> bool:
    """Whether both speak of the same year: 上年执行数 is no slip of the pen for 全年执行数."""
    return bool(_YEAR_BEFORE.search(text)) == bool(_YEAR_BEFORE.search(label))


class Vocabulary:
    """All labels of some forms; says which of them a text of a sheet may be, and how surely."""

    def __init__(self, phrases: Iterable[str], crossing: Iterable[str] = ()) -> None:
        self._phrases = frozenset(phrases)
        self._crossing = frozenset(crossing)
        self._bare: dict[str, list[str]] = defaultdict(list)
        for phrase in sorted(self._phrases):
            self._bare[bare(phrase) or phrase].append(phrase)
        self._around = {phrase for phrase in self._phrases if _AROUND.search(phrase)}
        self._lengths: dict[int, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for core in self._bare:
            self._lengths[len(core)].append((core, frozenset(core)))
        self._longest = max(self._lengths, default=0)
        self._known: dict[str, Mapping[str, float]] = {}

    def __contains__(self, folded: str) -> bool:
        return folded in self._phrases

    def crosses(self, folded: str) -> bool:
        """Whether a label stands under several headings: 中央财政 below 计划安排资金, 实际到位资金 and so on."""
        return (bare(folded) or folded) in self._crossing

    def exact(self, folded: str) -> bool:
        """Whether a folded text is a label, brackets and numbering aside."""
        return folded in self._phrases or (bare(folded) or folded) in self._bare

    def find(self, folded: str) -> Mapping[str, float]:
        """The labels that a folded text may be, each with how sure that is; several when it may be several."""
        if folded not in self._known:
            self._known[folded] = self._find(folded)
        return self._known[folded]

    def _find(self, folded: str) -> Mapping[str, float]:
        core = bare(folded) or folded
        found = dict.fromkeys(self._bare.get(core, ()), BARE)
        if folded in self._phrases:
            found[folded] = EXACT
        return found or self._nearly(core) or self._nearly_around(folded)

    def _nearly_around(self, folded: str) -> Mapping[str, float]:
        """指示(目标)值 for 指标(目标)值: too short without its brackets to bear a slip, with words in the middle long enough."""
        if not _AROUND.search(folded):
            return {}
        near = [phrase for phrase in self._around if slips(folded, phrase, 1) == 1]
        return {near[0]: ONE_SLIP} if len(near) == 1 else {}

    def _nearly(self, core: str) -> Mapping[str, float]:
        """Labels that differ by a slip of the pen; surer when no other label is as near."""
        allowed = slips_allowed(core)
        if not allowed or len(core) > self._longest + allowed:
            return {}
        letters, near = set(core), dict[str, int]()
        for length in range(len(core) - allowed, len(core) + allowed + 1):
            for label, own in self._lengths.get(length, ()):
                if len(own - letters) <= allowed and (count := slips(core, label, allowed)) <= allowed:
                    near[label] = count
        near = {label: count for label, count in near.items() if same_year(core, label)}
        fewest = min(near.values(), default=0)
        best = [label for label, count in near.items() if count == fewest]
        sure = ONE_SLIP if fewest == 1 else TWO_SLIPS
        if len(best) > 1:
            sure -= RIVALLED
        return {phrase: sure for label in best for phrase in self._bare[label]}

    def nearest(self, label: str, texts: Iterable[str]) -> str:
        """The one among folded ``texts`` that is most like a label, "" when none is."""
        wanted = set(bare(label) or label)
        most, best = 0.6, ""
        for text in texts:
            core = bare(text) or text
            if core and not self.exact(text):
                shared = 2 * len(wanted & set(core)) / (len(wanted) + len(set(core)))
                if shared > most:
                    most, best = shared, text
        return best
