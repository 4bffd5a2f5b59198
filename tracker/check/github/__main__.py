"""``python -I -m tracker.check.github STEP``: one step of the composite action or of a workflow."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from tracker.check.github.steps import main

if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # a runner's locale may be C
    sys.exit(main(sys.argv[1:], dict(os.environ)))
