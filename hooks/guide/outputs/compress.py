"""A compressed copy beside every text file, for servers that send it as it is."""

import zlib
from pathlib import Path

TEXT_FILES = {".html", ".js", ".css", ".svg", ".xml", ".txt", ".json", ".webmanifest"}
GZIP_WITHOUT_NAME_AND_TIME = 31
# With less memory than by default, zlib fits its codes to shorter stretches, and packs texts of this length
# tighter.
MEMORY_LEVEL = 5


def write(site: Path) -> None:
    """Write a .gz beside every text file of a built site, the same bytes each time."""
    for path in sorted(Path(site).rglob("*")):
        if path.suffix in TEXT_FILES:
            Path(f"{path}.gz").write_bytes(packed(path.read_bytes()))


def packed(data: bytes) -> bytes:
    """The bytes `data` in the form of gzip."""
    way = zlib.compressobj(9, zlib.DEFLATED, GZIP_WITHOUT_NAME_AND_TIME, MEMORY_LEVEL)
    return way.compress(data) + way.flush()
