"""``python -m dangan``."""

from __future__ import annotations

from dangan.cli.main import main

if __name__ == "__main__":
    main()
