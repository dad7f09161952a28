"""Contents in a folder and in a bucket: the same to whoever keeps and reads them.

The bucket is an HTTP server that keeps objects as S3's API says; signatures are not checked.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask import Flask

from eventkit.files.storage import Storage, storage

# The sums of FIPS 180-2's first example and of the empty message.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


class Objects(BaseHTTPRequestHandler):
    """Objects are put, got and deleted."""

    kept: dict[str, bytes]

    def do_PUT(self) -> None:
        self.kept[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200)

    def do_GET(self) -> None:
        content = self.kept.get(self.path)
        if content is None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._answer(200, content)

    def do_POST(self) -> None:
        """Delete the objects that the body names."""
        wanted = self.rfile.read(int(self.headers["Content-Length"])).decode()
        bucket = self.path.partition("?")[0]
        keys = re.findall("<Key>(.+?)</Key>", wanted)
        for key in keys:
            self.kept.pop(f"{bucket}/{key}", None)
        deleted = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self._answer(200, f"<DeleteResult>{deleted}</DeleteResult>".encode())

    def _answer(self, status: int, content: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", '"1"')
        self.send_header("Last-Modified", "Fri, 06 Nov 2026 09:00:00 GMT")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def objects(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """What the bucket holds, by path; the AWS_… variables lead to it."""
    kept: dict[str, bytes] = {}
    handler = type("Kept", (Objects,), {"kept": kept})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
        monkeypatch.setenv("AWS_REGION", "us-east-1")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        yield kept
        server.shutdown()


@pytest.fixture(params=["folder", "bucket"])
def place(
    request: pytest.FixtureRequest, app: Flask, objects: dict[str, bytes], tmp_path: Path
) -> Storage:
    """The store that the setting names."""
    bucket = "s3://region/contests"
    folder = (tmp_path / "contents").as_uri()
    app.config["STORAGE_URL"] = bucket if request.param == "bucket" else folder
    return storage()


def read(place: Storage, key: str) -> bytes:
    with place.open(key) as content:
        return content.read()


def test_a_kept_content_is_read_back_and_forgotten(place: Storage, tmp_path: Path) -> None:
    source = tmp_path / "эссе.txt"
    source.write_bytes(b"abc")
    place.put(ABC, source)
    place.put(ABC, source)
    assert read(place, ABC) == b"abc"
    place.delete(ABC)
    place.delete(ABC)
    with pytest.raises(FileNotFoundError):
        place.open(ABC)


def test_readers_may_go_back_in_a_content(place: Storage, tmp_path: Path) -> None:
    source = tmp_path / "long.bin"
    source.write_bytes(bytes(range(256)) * 8192)
    place.put(ABC, source)
    with place.open(ABC) as content:
        content.seek(-256, 2)
        assert content.read() == bytes(range(256))
        content.seek(0)
        assert content.read(3) == b"\x00\x01\x02"


def test_the_bucket_is_filled_below_the_folder_of_its_address(
    app: Flask, objects: dict[str, bytes], tmp_path: Path
) -> None:
    app.config["STORAGE_URL"] = "s3://region/contests"
    (tmp_path / "empty").touch()
    storage().put(NOTHING, tmp_path / "empty")
    assert objects == {f"/region/contests/{NOTHING}": b""}


def test_an_unknown_kind_of_store_is_named(app: Flask) -> None:
    app.config["STORAGE_URL"] = "ftp://region/contests"
    with pytest.raises(ValueError, match="ftp://"):
        storage()
