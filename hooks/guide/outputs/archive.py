"""A folder as one archive with its checksum beside it: the same files give the same bytes, whoever packs
them, where and when.

A zip, since every system opens it without another program. Knows nothing of MkDocs.
"""

import hashlib
import sys
import time
import zipfile
from pathlib import Path

SUMS = "SHA256SUMS"
# What a zip archive can tell: from the start of 1980 to the end of 2107.
EARLIEST, LATEST = 315532800, 4354819198
# Squeezing these a second time makes them larger.
SQUEEZED = {".gz", ".png", ".jpg", ".webp", ".woff2"}


def write(site: Path, target: Path, inside: str, moment: int) -> None:
    """Pack a built site into the archive `target`.

    site: Path of the built site; inside: what stands before each path, such as the `guide/` that it unpacks
    to, or nothing; moment: seconds since 1970 that date every entry.
    The same bytes need the same zlib, too: it squeezes, here and in the site's own .gz files.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    date = time.gmtime(min(max(moment, EARLIEST), LATEST))[:6]
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    with zipfile.ZipFile(target, "w") as archive:
        for place, path in sorted(files.items()):
            entry = zipfile.ZipInfo(inside + place, date)
            # As if made on Unix, a plain file that its owner may write and everyone may read.
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            method = zipfile.ZIP_STORED if path.suffix in SQUEEZED else zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), method, compresslevel=9)


def list_sums(folder: Path, release: str) -> None:
    """Write the checksum of every archive of a release into `folder`/SHA256SUMS.

    release: how the names of its archives begin.
    """
    archives = sorted(folder.glob(f"{release}*.zip"))
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in archives)
    (folder / SUMS).write_bytes("".join(lines).encode())


if __name__ == "__main__":
    # The site and its archive; what stands before each path in it; how names of the release begin; the date.
    site, target, inside, release, moment = sys.argv[1:]
    write(Path(site), Path(target), inside, int(moment))
    list_sums(Path(target).parent, release)
    print(target)
