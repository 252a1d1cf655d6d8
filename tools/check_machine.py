"""Tell in one line what this machine lacks before anything is installed.

Runs with any Python 3, so that an old one is named and not a syntax error.
"""

import sys

OLDEST = (3, 11)


def lacks() -> str:
    """Return what is missing and the command that brings it, or nothing."""
    if sys.version_info < OLDEST:
        have = ".".join(str(part) for part in sys.version_info[:2])
        wanted = ".".join(str(part) for part in OLDEST)
        return (
            "Python "
            + wanted
            + " or newer is needed, this is "
            + have
            + "; name another one: make site PYTHON=python3.12"
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return "the venv module is missing; as root: apt install python3-venv"
    return ""


if __name__ == "__main__":
    sys.exit(lacks() or 0)
