"""A folder as one archive with its checksum beside it: the same files give the same bytes, whoever packs
them, where and when.

A zip, since every system opens it without another program. Knows nothing of MkDocs.
"""

import hashlib
import shutil
import sys
import time
import zipfile
from pathlib import Path

SUMS = "SHA256SUMS"
# What a zip archive can tell: from the start of 1980 to the end of 2107.
EARLIEST, LATEST = 315532800, 4354819198
# Squeezing these a second time makes them larger.
SQUEEZED = {".gz", ".png", ".jpg", ".webp", ".woff2", ".epub", ".pdf"}


def write(site: Path, target: Path, inside: str, moment: int) -> None:
    """Pack a built site into the archive `target`.

    site: Path of the built site; inside: what stands before each path, such as the `guide/` that it unpacks
    to, or nothing; moment: seconds since 1970 that date every entry.
    The same bytes need the same zlib, too: it squeezes, here and in the site's own .gz files.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    with zipfile.ZipFile(target, "w") as archive:
        for place, path in sorted(files.items()):
            method = zipfile.ZIP_STORED if path.suffix in SQUEEZED else zipfile.ZIP_DEFLATED
            archive.writestr(entry(inside + place, moment), path.read_bytes(), method, compresslevel=9)


def entry(name: str, moment: int) -> zipfile.ZipInfo:
    """What an archive says of a file, which is the same wherever it is packed."""
    made = zipfile.ZipInfo(name, time.gmtime(min(max(moment, EARLIEST), LATEST))[:6])
    # As if made on Unix, a plain file that its owner may write and everyone may read.
    made.create_system, made.external_attr = 3, 0o100644 << 16
    return made


def list_sums(folder: Path, release: str) -> None:
    """Write the checksum of every file of a release into `folder`/SHA256SUMS.

    release: how their names begin.
    """
    archives = sorted(folder.glob(f"{release}*"))
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in archives)
    (folder / SUMS).write_bytes("".join(lines).encode())


def put_beside(editions: Path, folder: Path, release: str) -> None:
    """Copy the editions, which lie in a folder for each language, to where the archives of a release lie."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(editions.glob("*/*")):
        if path.suffix != ".json":
            shutil.copyfile(path, folder / f"{release}-{path.parent.name}-{path.name}")


if __name__ == "__main__" and sys.argv[1] == "--beside":
    editions, folder, release = sys.argv[2:]
    put_beside(Path(editions), Path(folder), release)
    list_sums(Path(folder), release)
elif __name__ == "__main__":
    # The site and its archive; what stands before each path in it; how names of the release begin; the date.
    site, target, inside, release, moment = sys.argv[1:]
    write(Path(site), Path(target), inside, int(moment))
    list_sums(Path(target).parent, release)
    print(target)
