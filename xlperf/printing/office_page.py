"""``docs/office.md``: every key of ``xlperf.toml``, made from the definition of Office and the text below each setting."""

from __future__ import annotations

import ast
import enum
import inspect
from collections.abc import Iterator
from dataclasses import fields
from typing import get_args, get_type_hints

from xlperf import office
from xlperf.office import Office

_HEAD = """# 财政局设置

本页由程序生成，请勿手工修改：`python -m xlperf.printing.manual docs/checks.md`。

把要改的项写进 `xlperf.toml`（放在运行命令的文件夹，或用 `--config` 指明）；没写的用默认值。
单位名单、截止日期、落款写在同一文件的 `[collect]` 一节，见[收件](collecting.md#名单)。
不认识的键、不存在的编号、写错的值和日期会被拒绝，并说明错在哪一项。括号里的 A1…A29 见[怎样计分](scoring.md)。

| 键 | 可以写（粗体为默认） | 意思 |
|---|---|---|
"""
_TAIL = """
等次的别名默认：优＝优秀，良＝良好，中＝中等＝合格＝一般，差＝较差＝不合格。

## 例

```toml
step_mode = "whole"
trial = ["XF-04"]

[step_modes]
"S31-07" = "prorata"

[severity]
"SC-04" = "error"

[tolerances]
score = 0.1

[[waiver]]
code = "DATE-04"
unit = "某县水利局"
reason = "县里统一提前到11月自评"
approver = "预算绩效股 李股长"
expires = 2026-12-31

[[grades]]
name = "优秀"
at_least = 90
synonyms = ["优"]

[[grades]]
name = "合格"
at_least = 60
synonyms = ["中", "一般"]

[[grades]]
name = "不合格"
at_least = 0
synonyms = ["差", "较差"]
```

## 豁免、试行、上次已有：什么都不隐瞒

| | 怎么来的 | 怎么显示 | 计入错误和退出码 |
|---|---|---|---|
| 已豁免 | `[[waiver]]`，未过期 | 照常列出，写明理由、批准人、有效期；单元格浅绿 | 否 |
| 豁免过期 | `expires` 已过 | 照常列出，另有一条提示 OFF-01 | 是 |
| 试行 | `trial` | 照常列出，标“试行” | 否 |
| 上次已有 | `xlperf check --baseline`，见[命令行](command-line.md) | 照常列出，标“上次已有” | 否 |

每个文件的抬头、结束语和“检查结果”页都写明各有几条。没有用上的豁免在结束语里列出，提醒删去。
打不开、写不进的问题（OPEN、WRITE、XP）不能豁免。JSON 里每条有 `standing`（`counts`、`waived`、`trial`、`known`）和 `waiver`；
`severity` 始终是这条检查的级别。
"""


def markdown() -> str:
    """The whole page."""
    return _HEAD + "\n".join(_rows()) + "\n" + _TAIL


def explained() -> dict[str, str]:
    """What the definition says about each key, "" for one that says nothing."""
    tree = ast.parse(inspect.getsource(office))
    definition = next(
        node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == Office.__name__
    )
    told: dict[str, str] = {field.name: "" for field in fields(Office)}
    key = ""
    for node in definition.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            key = node.target.id
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and key in told:
            told[key] = told[key] or str(node.value.value)
        else:
            key = ""
    return told


def _rows() -> Iterator[str]:
    hints, texts = get_type_hints(Office), explained()
    for field in fields(Office):
        allowed = _allowed(hints[field.name], getattr(Office(), field.name))
        yield f"| `{field.name}` | {allowed} | {texts[field.name].replace('|', '｜')} |"


def _allowed(kind: object, default: object) -> str:
    """The values of a key, the default in bold; what a table may hold is in the text."""
    if kind is bool:
        return " ".join(_value(each, default) for each in (default, not default))
    choices = get_args(kind) or (tuple(kind) if isinstance(kind, enum.EnumMeta) else ())
    if isinstance(default, str) and choices:
        return " ".join(_value(each, default) for each in sorted(choices, key=lambda each: each != default))
    return (
        _value(default, default) if isinstance(default, str | int) else "**见右**" if default else "**没有**"
    )


def _value(value: object, default: object) -> str:
    written = f'"{value}"' if isinstance(value, str) else str(value)
    written = written.lower() if isinstance(value, bool) else written
    return f"**`{written}`**" if value == default else f"`{written}`"
