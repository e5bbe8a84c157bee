"""xlwings' own classes for Windows, on any system: pywin32 is a stand-in whose COM objects are counted.

One count is one call into another process: a property read or set, or a method called. (Looking up a name by
GetIDsOfNames is not counted: pywin32 remembers it.)
"""

from __future__ import annotations

import ctypes
import importlib
import sys
import types
from collections import Counter
from typing import Any

import pytest
import xlwings

from tests.excel.objects import Application, ExcelError, Workbook

calls: Counter[str] = Counter()
"""How often each word of the object model was said since it was cleared."""


class ComError(Exception):
    """``pywintypes.com_error``."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.hresult = -2147352567
        self.excepinfo = (0, "Microsoft Excel", words, None, 0, -2146827284)


class Dispatch:
    """A COM object as pywin32 hands it out."""

    def __init__(self, thing: Any) -> None:
        object.__setattr__(self, "_thing", thing)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        held = getattr(type(self._thing), name, None)
        if isinstance(held, types.FunctionType):
            return _Method(self._thing, name)
        calls[name] += 1
        return _out(_asked(lambda: getattr(self._thing, name)))

    def __setattr__(self, name: str, value: Any) -> None:
        getattr(self._thing, name, None)
        calls[f"{name}="] += 1
        _asked(lambda: setattr(self._thing, name, _in(value)))

    def __call__(self, *given: Any, **named: Any) -> Any:
        return _Method(self._thing, "__call__")(*given, **named)

    def __iter__(self) -> Any:
        for each in self._thing:
            calls["Next"] += 1
            yield _out(each)


class _Method:
    def __init__(self, thing: Any, name: str) -> None:
        self.thing, self.name = thing, name

    def __call__(self, *given: Any, **named: Any) -> Any:
        calls[self.name] += 1
        told = {key: _in(value) for key, value in named.items()}
        return _out(_asked(lambda: getattr(self.thing, self.name)(*map(_in, given), **told)))


def _asked(work: Any) -> Any:
    try:
        return work()
    except ExcelError as error:
        raise ComError(str(error)) from error


def _out(value: Any) -> Any:
    return Dispatch(value) if type(value).__module__ == "tests.excel.objects" else value


def _in(value: Any) -> Any:
    """Back to the object itself, also out of the wrapper that xlwings puts around it."""
    value = getattr(value, "_inner", value) if type(value).__module__ == "xlwings._xlwindows" else value
    return value._thing if isinstance(value, Dispatch) else value


def windows() -> Any:
    """``xlwings._xlwindows``, imported over the stand-in."""
    name = "xlwings._xlwindows"
    if name in sys.modules:
        return sys.modules[name]
    fakes: dict[str, dict[str, object]] = {
        "pywintypes": {"com_error": ComError, "error": OSError, "TimeType": type("TimeType", (), {})},
        "win32api": {}, "win32con": {}, "win32gui": {}, "win32process": {"GetWindowThreadProcessId": lambda _: (1, 1)}, "win32timezone": {},
        "pythoncom": {"__file__": None, "com_error": ComError, "CoInitialize": lambda: None},
        "win32com": {},
        "win32com.client": {
            "CDispatch": Dispatch, "Dispatch": Dispatch, "DispatchEx": Dispatch,
            "CoClassBaseClass": type("CoClassBaseClass", (), {}), "DispatchBaseClass": type("DispatchBaseClass", (), {}),
        },
    }  # fmt: skip
    for title, words in fakes.items():
        vars(module := types.ModuleType(title)).update(words)
        sys.modules[title] = module
    sys.modules["win32com"].client = sys.modules["win32com.client"]  # type: ignore[attr-defined]
    silent = types.SimpleNamespace(
        oledll=types.SimpleNamespace(ole32=types.SimpleNamespace(CLSIDFromString=lambda *_: 0)),
        windll=types.SimpleNamespace(),
        PyDLL=lambda _: types.SimpleNamespace(PyCom_PyObjectFromIUnknown=types.SimpleNamespace()),
    )
    with pytest.MonkeyPatch.context() as patch:
        for title, thing in vars(silent).items():
            patch.setattr(ctypes, title, thing, raising=False)
        engine = importlib.import_module(name)
    for title in fakes:
        del sys.modules[title]
    xlwings._xlwindows = engine
    return engine


def opened(application: Application) -> xlwings.Book:
    """The active workbook of an application as the ``xlwings.Book`` that Windows would give."""
    engine = windows()
    assert isinstance(application.ActiveWorkbook, Workbook)
    return xlwings.Book(
        impl=engine.Book(xl=engine.COMRetryObjectWrapper(Dispatch(application.ActiveWorkbook)))
    )
