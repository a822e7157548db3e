"""The command `sfph`: everything the window does with data, without a window."""

from __future__ import annotations

import os
import sys

from sfph_desktop.cli.arguments import read
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.problems import Stopped, UserCanFix

READ_SPREADSHEET = "--read-spreadsheet"


def main(words: list[str] | None = None) -> int:
    """Run one command; the exit status: 0 done, 1 refused, 2 wrong usage, 3 wrong passphrase or damaged store."""
    given = sys.argv[1:] if words is None else words
    if given[:1] == [READ_SPREADSHEET]:
        # In a built program the reader of spreadsheets is this program again, as a child of itself.
        from sfph_desktop.core.usecases.spreadsheet_child import read_as_child

        return read_as_child()
    asked = read(given)
    saying = Saying(quiet=asked.quiet)
    os.umask(0o077)
    try:
        return int(asked.do(asked, saying) or 0)
    except UserCanFix as trouble:
        saying.trouble(trouble)
        return trouble.exit_status
    except (KeyboardInterrupt, Stopped):
        saying.error("Stopped. Nothing was changed.")
        return 1
    except BrokenPipeError:
        # Whoever read our output went away, as `| head` does: no more can be said, and that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as trouble:
        saying.error(f"The computer refused: {trouble.strerror or trouble}. {trouble.filename or ''}".strip())
        return 1
    except Exception as fault:  # noqa: BLE001 - the last edge: a person never sees a traceback
        saying.fault(fault, debug=asked.debug)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
