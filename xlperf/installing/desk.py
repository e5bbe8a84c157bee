"""Where things lie on one user's machine. Pure: the system and its variables are given, so any desk can be described."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xlperf.record import dataclass

WINDOWS, LINUX = "win32", "linux"


class NoSuchDesk(Exception):
    """A system for which nothing is known."""


@dataclass(frozen=True, slots=True)
class Desk:
    """``settings`` and ``local`` are the user's folders for programs' files; ``program`` starts xlperf.

    ``unpacked`` is the folder of the built program when it is the one that runs, else None.
    """

    system: str
    home: Path
    settings: Path
    local: Path
    program: tuple[str, ...]
    unpacked: Path | None = None

    @property
    def on_windows(self) -> bool:
        """Windows, else Linux."""
        return self.system == WINDOWS

    @property
    def record(self) -> Path:
        """The list of what was laid down."""
        return self.local / "xlperf" / "installed.json"

    @property
    def installed_program(self) -> Path:
        """The folder of the built program once it is installed; the macro looks there (xlperf/macro/xlperf.vba)."""
        return self.local / ("Programs/xlperf" if self.on_windows else "xlperf/program")

    @property
    def send_to(self) -> Path:
        """发送到."""
        return self.settings / "Microsoft/Windows/SendTo"

    @property
    def excel(self) -> Path:
        """Excel's folder for this user; there is one once Excel was started."""
        return self.settings / "Microsoft/Excel"

    @property
    def wps(self) -> Path:
        """WPS' folder for this user; there is one once WPS was started."""
        return self.settings / "kingsoft/wps" if self.on_windows else self.local / "Kingsoft/wps"

    @property
    def start_up(self) -> Path:
        """What lies here is started with the session."""
        if self.on_windows:
            return self.settings / "Microsoft/Windows/Start Menu/Programs/Startup"
        return self.settings / "autostart"

    @property
    def started_by(self) -> tuple[str, ...]:
        """The command that starts xlperf after the installation."""
        if self.unpacked is None:
            return self.program
        return (str(self.installed_program / ("xlperf.exe" if self.on_windows else "xlperf")),)


def desk_of(
    system: str,
    environ: Mapping[str, str],
    home: Path,
    program: tuple[str, ...],
    unpacked: Path | None = None,
) -> Desk:
    """The desk of a user: %APPDATA% and %LOCALAPPDATA%; ~/.config and ~/.local/share (XDG). Raises NoSuchDesk."""
    if system == WINDOWS:
        settings = Path(environ.get("APPDATA") or home / "AppData/Roaming")
        local = Path(environ.get("LOCALAPPDATA") or home / "AppData/Local")
    elif system == LINUX:
        settings = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
        local = Path(environ.get("XDG_DATA_HOME") or home / ".local/share")
    else:
        raise NoSuchDesk(system)
    return Desk(system, home, settings, local, program, unpacked)
