"""What every file of the site is to be sent with: type, security headers, how long a browser may keep it."""

from pathlib import Path

# What lies in this folder is made to be used inside other people's pages; nothing else may be framed.
SHARED = "embed"

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Names stay the same when what they name changes, so a browser may keep a file but has to ask whether it is
# still the one.
# No name carries a hash: an open page then finds a search that fits it, and a change of one word leaves the
# other pages as they were.
CACHE = "no-cache"
# A shared device keeps no copy of the self-check, and Back has to fetch it anew, empty, even where its script
# did not get to empty it.
CACHE_OF_THE_SELF_CHECK = "no-store"

# Every kind of file that the guide has or may get, for hosts that know none.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".xml": "text/xml; charset=utf-8",
    ".epub": "application/epub+zip",
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


def own(policy: str) -> dict[str, str]:
    """Headers of what only this site may show in a frame or load. policy: as Assets.sent has it."""
    return {
        # Ignored in <meta>, so it stands only here.
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def shared(policy: str) -> dict[str, str]:
    """Headers of what other sites may show in a frame or load.

    No frame-ancestors, since even `*` leaves out pages opened from disk.
    """
    return {"Content-Security-Policy": policy, "Cross-Origin-Resource-Policy": "cross-origin"}


def of(policy: str, address: str, self_check: str) -> dict[str, str]:
    """All headers that a file of the site is to be sent with, as {name: value}.

    policy: that of its folder, as Assets.sent has it;
    address: its path inside the site, such as `levels/index.html`; self_check: the address of the
    self-check's page.
    """
    name = Path(address).name
    cache = CACHE_OF_THE_SELF_CHECK if name == self_check else CACHE
    of_folder = shared(policy) if Path(address).parent.name == SHARED else own(policy)
    return {**EVERYWHERE, **of_folder, "Cache-Control": cache}
