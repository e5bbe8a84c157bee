"""The command line: the group, and which commands it has.

Exit status: 0 no error finding · 1 error findings · 2 something could not be read or written, or a wrong call.
"""

from __future__ import annotations

import click

from xlperf import __version__
from xlperf.commands import (
    checking,
    collecting,
    explaining,
    finding,
    installing,
    lettering,
    making,
    migrating,
    remembering,
    restoring,
    reviewing,
    rolling,
    scheme,
    sealing,
    serving,
    storing,
    watching,
)
from xlperf.printing.usage import Group


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="xlperf %(version)s", help="显示版本 · Show the version.")
def main() -> None:
    """预算绩效自评工作簿：出表样、查错误、写回结果 · Templates, checks and write-back for self-evaluation workbooks.

    \b
    先试一试 · try it:  xlperf demo
    检查文件 · check:   xlperf check 自评表.xlsx
    """  # noqa: D301  \b is click's mark for lines that stay as they are


for command in (
    checking.check,
    checking.clean,
    finding.where,
    restoring.restore,
    sealing.verify,
    sealing.diff,
    remembering.baseline,
    migrating.migrate,
    making.new,
    making.templates,
    making.demo,
    scheme.scheme,
    collecting.collect,
    collecting.status,
    rolling.ledger,
    rolling.dashboard,
    rolling.report,
    lettering.letters,
    reviewing.review,
    reviewing.audit,
    serving.serve,
    watching.watch,
    installing.install,
    installing.uninstall,
    storing.store,
    explaining.explain,
    explaining.completion,
):
    main.add_command(command)
