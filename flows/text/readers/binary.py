"""Tell binary data from text in any encoding."""

from flows.text.decoding.detection import wide_encoding
from flows.text.errors import NotText

_SIGNATURES = (
    (b"PK\x03\x04", "a zip archive (or an office document)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b\x08", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive"),
    (b"\x28\xb5\x2f\xfd", "zstandard data"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"OggS\x00", "sound"),
    (b"ID3\x03", "sound"),
    (b"fLaC\x00", "sound"),
)
_BEGINNINGS = tuple(signature for signature, _ in _SIGNATURES)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_SHARE_IN_UTF8 = 0.50
_SHARE_ELSEWHERE = 0.05
_MEND = "give it the suffix of its format, convert it to text, or remove it"


def refuse_binary(data: bytes) -> None:
    """Raise NotText for data that begins like a known binary format, or that is full of control characters.

    Text that is valid UTF-8 may hold some (they are mended later), other text next to none.
    """
    if data.startswith(_BEGINNINGS):
        kind = next(kind for signature, kind in _SIGNATURES if data.startswith(signature))
        raise NotText(f"holds {kind}, not text", _MEND)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _SHARE_ELSEWHERE * len(data) and not wide_encoding(data) and _too_many(controls, data):
        raise NotText(f"{controls / len(data):.0%} of its bytes are control characters", _MEND)


def _too_many(controls: int, data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return True
    return controls > _SHARE_IN_UTF8 * len(data)
