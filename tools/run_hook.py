"""Run a dangan command from the source tree: ``python tools/run_hook.py check``.

The hooks of this repository judge with the code beside the records, without
installing it and without a shell, on every system.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from dangan.cli.main import main

if __name__ == "__main__":
    main()
