"""The tables of the store.

To change them: alter the tables here, count VERSION up by one, and write the new shape into
tests/collecting/test_versions.py. A store of an older version gets tables, columns and indexes that it lacks when it
is opened (a new column needs a ``server_default``, unless it may be empty); what else an old store needs, such as
rows to be filled in, stands in CHANGES. A store of a newer version is refused, never misread.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

VERSION = 5
METADATA = MetaData()
CHANGES: dict[int, tuple[str, ...]] = {}
"""By version, SQL that older rows need to be of it; both databases must understand it."""
ORIGINAL = {"original": True}
"""``info`` of a column that holds the hash of an original ("" for none): ``xlperf store check`` proves that it is there."""

EDITIONS = Table(
    "store",
    METADATA,
    Column("version", Integer, primary_key=True),
    Column(
        "originals", String, nullable=False, server_default=""
    ),  # where they lie, "" for beside the database
)

ARRIVALS = Table(
    "arrivals",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("parcel", String, nullable=False),  # Message-ID, or the file and its time
    Column("place", String, nullable=False),  # of the file in the parcel
    Column("sha", String, nullable=False, info=ORIGINAL),
    Column("name", String, nullable=False),
    Column("sender", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("received", String, nullable=False),  # ISO 8601, UTC
    Column("source", String, nullable=False),
    Column("raw", String, nullable=False, info=ORIGINAL),  # hash of the whole mail, "" for a file
    UniqueConstraint("parcel", "place", "sha"),
    Index("arrivals_sha", "sha"),
)
MAILS = Table(
    "mails",
    METADATA,
    Column("box", String, primary_key=True),  # imaps://user@host/Folder
    Column(
        "validity", BigInteger, primary_key=True
    ),  # UIDVALIDITY: another one, and every UID means another mail
    Column("uid", BigInteger, primary_key=True),
    Column("parcel", String, nullable=False),
    Column("files", Integer, nullable=False),  # how many came with it
    Column("raw", String, nullable=False, info=ORIGINAL),  # hash of the whole mail, "" for one too large
)
TROUBLES = Table(
    "troubles",
    METADATA,
    Column("parcel", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("sender", String, nullable=False),
    Column("received", String, nullable=False),
)
RESULTS = Table(
    "results",
    METADATA,
    Column("sha", String, primary_key=True),
    Column("rules", String, primary_key=True),  # program and settings that judged it
    Column("form", String, nullable=False),  # "" when it is none of ours
    Column("year", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("project", String, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("amount", String, nullable=False),  # 万元 as written, "" when not given
    Column("basis", String, nullable=False),
    Column("spent", String, nullable=False),
    Column("self_score", String, nullable=False),
    Column("at_most", String, nullable=False),
    Column("reviewed", String, nullable=False),
    Column("report", Text, nullable=False),  # the JSON of ``xlperf check``
    Column("content", String, nullable=False, server_default=""),  # hash of what the unit wrote
    Column(
        "review", Text, nullable=False, server_default=""
    ),  # JSON of what the bureau wrote, "" for nothing
    Index("results_rules", "rules", "sha"),  # what is not judged yet: without reading the reports
)
LETTERS = Table(
    "letters",
    METADATA,
    Column("key", String, primary_key=True),  # year, unit and the files that are sent back
    Column("year", Integer, nullable=False),
    Column("unit", String, nullable=False),
    Column("number", Integer, nullable=False),  # the first, second … to this unit this year
    Column("dated", String, nullable=False),
    Column("due", String, nullable=False),
    Column("state", String, nullable=False),  # drafted, sending, sent
    Column("changed", String, nullable=False),  # ISO 8601, UTC
    UniqueConstraint("year", "unit", "number"),
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("mark", String, nullable=False, unique=True),
    Column("at", String, nullable=False),  # ISO 8601, UTC
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("year", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("project", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("place", String, nullable=False),
    Column("before", String, nullable=False),
    Column("after", String, nullable=False),
    Column("file", String, nullable=False),
    Column("sha", String, nullable=False, info=ORIGINAL),
)
