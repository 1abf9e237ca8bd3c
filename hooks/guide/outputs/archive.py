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


def write(site: Path, folder: Path, name: str, moment: int) -> Path:
    """Pack a site into `folder`/`name`.zip, list the checksums of all archives there in `folder`/SHA256SUMS,
    and return the archive's Path.

    site: Path of the built site, or of the kit; name: also the folder that the archive unpacks to; moment:
    seconds since 1970 that date every entry.
    The same bytes need the same zlib, too: it squeezes, here and in the site's own .gz files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.zip"
    date = time.gmtime(min(max(moment, EARLIEST), LATEST))[:6]
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    with zipfile.ZipFile(target, "w") as archive:
        for place, path in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{name}/{place}", date)
            # As if made on Unix, a plain file that its owner may write and everyone may read.
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            method = zipfile.ZIP_STORED if path.suffix in SQUEEZED else zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), method, compresslevel=9)
    packed = sorted(folder.glob("*.zip"))
    sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in packed)
    (folder / SUMS).write_bytes("".join(sums).encode())
    return target


if __name__ == "__main__":
    site, folder, name, moment = sys.argv[1:]
    print(write(Path(site), Path(folder), name, int(moment)))
