"""Addresses within a site: folders from its root, and links from one page to another that need no server."""

from __future__ import annotations

INDEX = "index.html"


def href(here: str, there: str) -> str:
    """A relative link from the page in one folder to a file, or to the page of another folder (both end in ``/``).

    ``href("works/a/", "status/")`` is ``../../status/index.html``; what stands behind a # is kept.
    """
    path, mark, anchor = there.partition("#")
    if not path or path.endswith("/"):
        path += INDEX
    ours, theirs = here.split("/")[:-1], path.split("/")
    same = 0
    while same < min(len(ours), len(theirs) - 1) and ours[same] == theirs[same]:
        same += 1
    return "/".join([*[".."] * (len(ours) - same), *theirs[same:]]) + mark + anchor


def absolute(base_url: str, there: str) -> str:
    """The address of a page on its host; relative to the site's root where no host is known."""
    return f"{base_url.rstrip('/')}/{there}" if base_url else there
