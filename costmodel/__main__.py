"""`python -m costmodel` is the command `costmodel`."""

import sys


def main() -> int:
    """Run one command; Ctrl-C counts from the first moment on, while the program is still being loaded."""
    try:
        from costmodel.cli import main as run

        return run()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted before anything was done\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
