#!/usr/bin/env python3
"""Put the built site into a bucket of object storage, over the S3 API that most providers speak.

    python hosting/upload.py BUCKET [--endpoint https://...]

Who you are comes from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) or from your AWS settings.
Files go in with their type, how long they may be kept, and, where they are text, compressed: every browser takes that.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

import assets
import headers

# Settings for other kinds of host.
NOT_FOR_STORAGE = ("_headers", "hosting")
INDEX, NOT_FOUND, SELF_CHECK = "index.html", "404.html", "self-check.html"


@dataclass(frozen=True)
class Item:
    """One file as it goes into the bucket; `settings` are the S3 API's own names."""

    address: str
    body: bytes
    settings: dict


def items(site):
    """What is to be uploaded, pages last, so that none is there before what it asks for.

    site: Path of the built site. Raises FileNotFoundError if there is none.
    """
    if not (site / INDEX).exists():
        raise FileNotFoundError(f"{site}: there is no {INDEX}. Expected: the built site; python3 dev.py build makes it.")
    found = []
    for path in sorted(site.rglob("*")):
        parts = path.relative_to(site).parts
        if path.is_file() and path.suffix != ".gz" and parts[0] not in NOT_FOR_STORAGE and not any(part.startswith(".") for part in parts):
            found.append(_item(path, "/".join(parts)))
    return sorted(found, key=lambda item: item.address.endswith(".html"))


def _item(path, address):
    cache = headers.of("", address, SELF_CHECK)["Cache-Control"]
    settings = {"ContentType": headers.TYPES.get(path.suffix, "application/octet-stream"), "CacheControl": cache}
    if path.suffix in assets.TEXT_FILES:
        return Item(address, Path(f"{path}.gz").read_bytes(), {**settings, "ContentEncoding": "gzip"})
    return Item(address, path.read_bytes(), settings)


def upload(storage, bucket, prefix, wanted):
    """Put the items in; the keys under the prefix that belong to none of them.

    storage: a client of the S3 API; prefix: what all keys begin with, with its slash, or nothing.
    """
    for item in wanted:
        storage.put_object(Bucket=bucket, Key=prefix + item.address, Body=item.body, **item.settings)
    listed = storage.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    there = {entry["Key"] for page in listed for entry in page.get("Contents", [])}
    return sorted(there - {prefix + item.address for item in wanted})


def make_website(storage, bucket):
    """Let the bucket's own website answer a folder with its page, and what is not there with the guide's page for that."""
    documents = {"IndexDocument": {"Suffix": INDEX}, "ErrorDocument": {"Key": NOT_FOUND}}
    storage.put_bucket_website(Bucket=bucket, WebsiteConfiguration=documents)


def client(endpoint):
    """A client of the S3 API. endpoint: the address of a provider other than AWS, or None."""
    # Providers differ in what they know beyond the oldest part of the API; these settings ask for little more than it.
    settings = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}
    if endpoint:
        settings["s3"] = {"addressing_style": "path"}
    session = boto3.Session()
    return session.client("s3", endpoint_url=endpoint, region_name=session.region_name or "us-east-1", config=Config(**settings))


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bucket", help="the bucket; with a path after it (bucket/guide), the guide goes there")
    parser.add_argument("--endpoint", help="the address of your provider, if it is not AWS")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the folder of the built site (site/)")
    parser.add_argument("--website", action="store_true", help="also tell the bucket's own website of the first and the not-found page")
    parser.add_argument("--delete", action="store_true", help="take away all else that lies in the bucket, or under the path")
    asked = parser.parse_args(arguments)
    bucket, _, path = asked.bucket.partition("/")
    prefix = f"{path.strip('/')}/" if path.strip("/") else ""
    if asked.website and prefix:
        parser.error("--website: a bucket has one not-found page, at its top. Expected: a bucket without a path.")
    try:
        wanted = items(asked.site)
        storage = client(asked.endpoint)
        left = upload(storage, bucket, prefix, wanted)
        if asked.website:
            make_website(storage, bucket)
        if asked.delete:
            for key in left:
                storage.delete_object(Bucket=bucket, Key=key)
    except (FileNotFoundError, BotoCoreError, ClientError, ValueError) as error:
        return f"The guide was not uploaded, or not all of it: {error}"
    print(f"Put {len(wanted)} files into {asked.bucket}, {sum(len(item.body) for item in wanted):,} bytes.")
    if left:
        print(f"{'Took away' if asked.delete else 'Also there, and not of this build (--delete takes it away)'}: {', '.join(left)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
