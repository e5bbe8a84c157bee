"""Filled workbooks made from public documents: what the checks find in real life, as data."""

from __future__ import annotations

from xlperf.demo.loading import Example, ExampleError, examples, parse

__all__ = ["Example", "ExampleError", "examples", "parse"]
