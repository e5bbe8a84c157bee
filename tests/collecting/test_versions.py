"""Stores that earlier versions wrote are brought up to date, whole or not at all; those of later ones are refused."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.schema import CreateIndex, CreateTable

from xlperf.collecting import schema
from xlperf.collecting.database import StoreError
from xlperf.collecting.store import Store

SHAPES = {2: "a4c779", 3: "f6ac83", 4: "943c5a", 5: "73870e"}
"""By version, the shape of its tables. A change of the tables is a new version, and a new line here."""

FIRST = """
CREATE TABLE store (version INTEGER NOT NULL, PRIMARY KEY (version));
INSERT INTO store VALUES (1);
CREATE TABLE arrivals (
    id INTEGER NOT NULL, parcel VARCHAR NOT NULL, place VARCHAR NOT NULL, sha VARCHAR NOT NULL,
    name VARCHAR NOT NULL, sender VARCHAR NOT NULL, subject VARCHAR NOT NULL, received VARCHAR NOT NULL,
    source VARCHAR NOT NULL, raw VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (parcel, place, sha));
CREATE INDEX arrivals_sha ON arrivals (sha);
CREATE TABLE troubles (
    parcel VARCHAR NOT NULL, code VARCHAR NOT NULL, place VARCHAR NOT NULL, sender VARCHAR NOT NULL,
    received VARCHAR NOT NULL, PRIMARY KEY (parcel, code, place));
CREATE TABLE results (
    sha VARCHAR NOT NULL, rules VARCHAR NOT NULL, form VARCHAR NOT NULL, year VARCHAR NOT NULL,
    unit VARCHAR NOT NULL, project VARCHAR NOT NULL, errors INTEGER NOT NULL, warnings INTEGER NOT NULL,
    amount VARCHAR NOT NULL, basis VARCHAR NOT NULL, spent VARCHAR NOT NULL, self_score VARCHAR NOT NULL,
    at_most VARCHAR NOT NULL, reviewed VARCHAR NOT NULL, report TEXT NOT NULL, PRIMARY KEY (sha, rules));
INSERT INTO arrivals VALUES
    (1, '<1@x>', '2', 'aa', '水利局.xlsx', 'a@example.gov.cn', '自评', '2025-03-03T01:00:00+00:00', '来信.eml', 'bb');
INSERT INTO troubles VALUES ('<1@x>', 'COL-05', '水利局.xlsx', 'a@example.gov.cn', '2025-03-03T01:00:00+00:00');
INSERT INTO results VALUES
    ('aa', 'old', 'national', '2024', '某县水利局', '农村道路养护', 0, 1, '100', '预算数', '99.5', '98', '100', '', '{}');
"""
"""As version 1 laid and filled it (its own SQL, taken down from a store)."""


def lay_first(path: Path) -> Path:
    database = sqlite3.connect(path)
    database.executescript(FIRST)
    database.close()
    return path


def shape(path: Path) -> dict[str, object]:
    """By table: its columns with type, null and key, and its indexes with theirs."""
    database = sqlite3.connect(path)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: dict[str, object] = {}
    for table in tables:
        columns = {row[1]: row[2:] for row in database.execute(f"PRAGMA table_info({table})")}
        indexes = {
            row[1]: (row[2:4], [each[2] for each in database.execute(f"PRAGMA index_info({row[1]})")])
            for row in database.execute(f"PRAGMA index_list({table})")
        }
        found[table] = (columns, indexes)
    database.close()
    return found


def test_a_store_of_the_first_version_is_brought_up_to_date_and_keeps_everything(tmp_path: Path) -> None:
    old = lay_first(tmp_path / "old.db")
    with Store(old) as store:
        (arrival,) = store.arrivals()
        (told,) = store.troubles()
        result = store.results("old")["aa"]
    assert (arrival.name, arrival.received.isoformat()) == ("水利局.xlsx", "2025-03-03T01:00:00+00:00")
    assert (told.trouble.code, told.sender) == ("COL-05", "a@example.gov.cn")
    assert (result.unit, result.spent, result.self_score) == ("某县水利局", "99.5", "98")
    with Store(tmp_path / "new.db"):
        pass
    assert shape(old) == shape(tmp_path / "new.db")


def test_a_step_that_fails_leaves_the_store_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = lay_first(tmp_path / "old.db")
    before = shape(old)
    with monkeypatch.context() as patch:
        patch.setitem(schema.CHANGES, 2, ("UPDATE arrivals SET name = ''", "UPDATE nothing SET x = 1"))
        with pytest.raises(StoreError, match="这一步没有做成"):
            Store(old)
    assert shape(old) == before
    with Store(old) as store:
        assert [each.name for each in store.arrivals()] == ["水利局.xlsx"]


def test_a_store_of_a_later_version_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path / "store"):
        pass
    database = sqlite3.connect(tmp_path / "store" / "store.db")
    database.execute("UPDATE store SET version = 999")
    database.commit()
    database.close()
    with pytest.raises(StoreError, match=r"更新的版本（999）写的；请升级 xlperf"):
        Store(tmp_path / "store")


def test_changed_tables_are_a_new_version() -> None:
    engine = create_engine("sqlite://")
    tables = schema.METADATA.sorted_tables
    made = [str(CreateTable(table).compile(engine)) for table in tables]
    made += sorted(str(CreateIndex(each).compile(engine)) for table in tables for each in table.indexes)
    shaped = hashlib.sha256("".join("".join(made).split()).encode()).hexdigest()[:6]
    assert SHAPES.get(schema.VERSION) == shaped, "new tables: schema.VERSION + 1, and a line in SHAPES"
