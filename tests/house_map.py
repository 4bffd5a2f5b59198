"""The map in ``docs/architecture.md``: every room and module with the first line of its docstring.

python -m tests.house_map            says whether the map is of today; exit status 1 where it is not
python -m tests.house_map --write    makes it so
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- map: made by `make map` -->", "<!-- end of the map -->"


def house_map(package: Path) -> Iterator[str]:
    """The lines of the map: a list, rooms before their modules, a level deeper for each wing."""
    modules = sorted(package.glob("*.py"))
    rooms = sorted(path for path in package.iterdir() if (path / "__init__.py").is_file())
    for module in modules:
        if module.name != "__init__.py":
            yield f"- `{module.name}`: {_first_line(module)}"
    for room in rooms:
        yield f"- **`{room.name}/`**: {_first_line(room / '__init__.py')}"
        yield from (f"  {line}" for line in house_map(room))


def _first_line(module: Path) -> str:
    said = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    return said.split("\n", 1)[0]


def page_of_today(page: str) -> str:
    """The page with the map that the code has now.

    Raises:
        ValueError: the page has no place for it.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE} lacks the lines {BEGIN} and {END}")
    lines = "\n".join(house_map(ROOT / "tracker"))
    return f"{before}{BEGIN}\n{lines}\n{END}{after}"


def main() -> int:
    """Check the page, or write it."""
    page = PAGE.read_text("utf-8")
    today = page_of_today(page)
    if page == today:
        return 0
    if "--write" in sys.argv:
        PAGE.write_text(today, encoding="utf-8")
        return 0
    sys.stderr.write("the map in docs/architecture.md is of yesterday: run `make map`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
