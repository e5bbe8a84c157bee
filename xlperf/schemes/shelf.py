"""The schemes of an office: the files that its xlperf.toml lists. Imported only where there are some."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from xlperf.schemes.loading import SchemeError, named, parse
from xlperf.schemes.model import Scheme


def read_scheme(path: Path, shelf: Iterable[Scheme] = ()) -> Scheme:
    """The scheme in a TOML file; SchemeError naming the file for whatever is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SchemeError(path.name, ["找不到这个文件；请核对路径"]) from None
    except OSError as error:
        raise SchemeError(path.name, [f"打不开（{error.strerror}）；请核对路径和权限"]) from None
    except UnicodeDecodeError:
        raise SchemeError(path.name, ["不是 UTF-8 文字；请用 xlperf scheme build 重新生成"]) from None
    return parse(text, path.name, shelf)


def shelve(names: object, folder: Path) -> tuple[Scheme, ...]:
    """The schemes of the files ``names``, which lie where ``folder`` says; SchemeError for the first that is not sound."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise SchemeError("schemes", ['应写成一组文件名，如 schemes = ["指标体系.toml"]'])
    shelf: tuple[Scheme, ...] = ()
    for name in names:
        scheme = read_scheme(folder / name, shelf)
        if named(scheme.name, shelf):
            raise SchemeError(name, [f"指标体系“{scheme.name}”已经有了；请改正 id 或 edition，或只列一次"])
        shelf = (*shelf, scheme)
    return shelf
