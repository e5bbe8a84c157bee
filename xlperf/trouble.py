"""What is said when the program itself, or the system under it, fails. Needs nothing else of xlperf."""

from __future__ import annotations

from xlperf import __version__

BUG = "XP-BUG"
BUG_HINT = (
    "这是程序的问题，不是填报的问题。请把“XP-BUG”这一行发给提供本程序的人；"
    "能附上该文件最好，附前请删去其中的人名和电话"
)


def bug_line(error: BaseException) -> str:
    """程序内部出错 with all that is needed to find the place."""
    import platform  # noqa: PLC0415  nobody waits for these who meets no failure
    import traceback  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "xlperf" in Path(frame.filename).parts] or frames
    place = ""
    if ours:
        parts = Path(ours[-1].filename).parts
        start = len(parts) - 1 - parts[::-1].index("xlperf") if "xlperf" in parts else len(parts) - 1
        place = f" {'/'.join(parts[start:])}:{ours[-1].lineno}"
    made = f"xlperf {__version__}，Python {platform.python_version()}，{platform.system()}"
    return f"程序内部出错（{type(error).__name__}{place}；{made}）"


def in_words(error: OSError) -> str:
    """Why the system refused, in Chinese where we know the words."""
    known = {
        "FileNotFoundError": "找不到文件或文件夹",
        "PermissionError": "没有权限，或文件正被打开",
        "IsADirectoryError": "是文件夹",
        "NotADirectoryError": "上级不是文件夹",
        "FileExistsError": "已经存在",
    }
    by_number = {
        5: "磁盘读写出错",
        27: "超过文件大小限制",
        28: "磁盘已满",
        30: "磁盘只读",
        36: "文件名过长",
        122: "磁盘配额已满",
    }
    return known.get(type(error).__name__) or by_number.get(error.errno or 0) or error.strerror or "系统拒绝"
