"""Where the program starts: the window without arguments, the command line with some."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from desktop_app import garbage
from desktop_app.display import Finding, Lacking, NoScreen, Screen, here
from desktop_app.ending import interrupt, when_ended
from desktop_app.qt_libraries import how_to_add_here


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the result is its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        when_ended(interrupt)
        if not words:
            return start(here())
        from desktop_app import cli  # noqa: PLC0415  # the window starts without it

        return cli.main(words)
    except KeyboardInterrupt:
        print("interlinear: stopped.", file=sys.stderr)
        return 130


def start(finding: Finding) -> int:
    """Open the window where there is a screen for it, else do what can be done."""
    match finding:
        case Lacking(libraries):
            print(how_to_add_here(libraries), file=sys.stderr)
            return 1
        case NoScreen(reason):
            from desktop_app import headless  # noqa: PLC0415

            try:
                return headless.run(reason)
            except BrokenPipeError:
                sys.stdout = None  # nothing is left to flush to
                return 0
            except OSError as error:
                sys.stdout = None
                print(
                    f"interlinear: Writing failed: {error.strerror or error}. "
                    "Check the disk and the folder's permissions.",
                    file=sys.stderr,
                )
                return 1
        case Screen(platforms):
            with garbage.kept():
                from desktop_app.start import run  # noqa: PLC0415

            if platforms:
                os.environ["QT_QPA_PLATFORM"] = platforms
            return run()


if __name__ == "__main__":
    sys.exit(main())
