"""Lists a place in a store that speaks S3: path, media type, caching and SHA-256 of each file.

With a third argument it first makes the bucket, or removes a file:

    list_store.py ENDPOINT s3://BUCKET/PREFIX [make | remove PATH]
"""

import hashlib
import sys
from urllib.parse import urlsplit

import boto3


def main(endpoint: str, place: str, *more: str) -> None:
    split = urlsplit(place)
    bucket, prefix = split.netloc, split.path.strip("/") + "/"
    store = boto3.client("s3", endpoint_url=endpoint)
    match more:
        case ("make",):
            store.create_bucket(Bucket=bucket)
        case ("remove", path):
            store.delete_object(Bucket=bucket, Key=prefix + path)
    pages = store.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    for found in (found for page in pages for found in page.get("Contents", [])):
        key = found["Key"]
        answer = store.get_object(Bucket=bucket, Key=key)
        digest = hashlib.sha256(answer["Body"].read()).hexdigest()
        assert key.startswith(prefix), key
        print(key.removeprefix(prefix), answer["ContentType"], answer["CacheControl"], digest, sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
