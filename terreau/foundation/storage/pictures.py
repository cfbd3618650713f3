"""Pictures as they come, made safe to show: decoded under limits and written anew, without anything but pixels.

Position, camera, comments, colour profiles and trailing bytes are gone; the orientation is applied. Also runs as a
child process (`python -m terreau.foundation.storage.pictures FOLDER < picture`). Knows nothing of Django.
"""

import contextlib
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, ImageCms, ImageOps, ImageSequence, JpegImagePlugin

from terreau.foundation.storage import child

FORMATS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/avif": "AVIF",
}
MOST_PIXELS = 50_000_000  # all frames together
MOST_FRAMES = 500
AT_ONCE = 4_000_000  # pixels unpacked in this very process; larger pictures go to a child
WIDTHS = (96, 320, 1280)
WHOLE = "whole"
STILL: dict[str, dict[str, Any]] = {
    "PNG": {},
    "WEBP": {"quality": 86, "method": 3},
    "GIF": {"optimize": False},
    "AVIF": {"quality": 70, "speed": 8, "max_threads": 2},
}
LARGE: dict[str, dict[str, Any]] = {
    "PNG": {"compress_level": 2},
    "WEBP": {"quality": 84, "method": 1},
    "GIF": {"optimize": False},
    "AVIF": {"quality": 65, "speed": 10, "max_threads": 2},
}  # more bytes for less time
MOVING: dict[str, dict[str, Any]] = {
    "PNG": {},
    "WEBP": {"quality": 80, "method": 2},
    "GIF": {"disposal": 2, "optimize": False},
    "AVIF": {"quality": 65, "speed": 9, "max_threads": 2},
}


class TooBig(Exception):
    """More pixels or frames than we unpack."""


class Broken(Exception):
    """Not a picture after all."""


@dataclass(frozen=True)
class Picture:
    """What was written into the folder: the whole picture, and one file for each narrower width."""

    media_type: str
    width: int
    height: int
    variants: list[int]


def measure(file: BinaryIO, media_type: str) -> int:
    """Pixels of all frames, from the headers. Raises TooBig, Broken."""
    with opened(file, media_type) as image:
        return image.width * image.height * frames_of(image)


def prepare(file: BinaryIO, media_type: str, folder: Path) -> Picture:
    """Write the picture anew into `folder`, with its variants. Raises TooBig, Broken."""
    with opened(file, media_type) as image, broken_told():
        if frames_of(image) > 1:
            write_moving(image, folder / WHOLE)
            image.seek(0)
            still = plain_colours(image.convert("RGBA"))
        else:
            still = write_still(image, folder / WHOLE)
        variants = [width for width in WIDTHS if write_variant(still, width, folder / str(width))]
        return Picture(media_type, still.width, still.height, variants)


@contextlib.contextmanager
def broken_told() -> Iterator[None]:
    """Pillow’s many ways to fail on bad bytes, as one."""
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooBig from error
    except TooBig:
        raise
    except Exception as error:
        # Of the machine’s own troubles (memory, a full disk) the bytes are innocent.
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno):
            raise
        raise Broken from error


@contextlib.contextmanager
def opened(file: BinaryIO, media_type: str) -> Iterator[Image.Image]:
    """The picture with only its headers read, within the limits. Raises TooBig, Broken."""
    with broken_told():
        image = Image.open(file, formats=[FORMATS[media_type]])
    with image:
        with broken_told():
            if image.width * image.height * frames_of(image) > MOST_PIXELS or frames_of(image) > MOST_FRAMES:
                raise TooBig
        yield image


def frames_of(image: Image.Image) -> int:
    return int(getattr(image, "n_frames", 1))


def write_still(image: Image.Image, path: Path) -> Image.Image:
    """One picture, upright, in common colours, with nothing but pixels. Returns it unpacked, for the variants."""
    form = image.format or ""
    options = options_of(image)
    still = without_notes(plain_colours(upright(image)))
    if form == "JPEG" and still.mode not in ("L", "RGB"):
        still = still.convert("RGB")
    still.save(path, format=form, **options)
    return still


def options_of(image: Image.Image) -> dict[str, Any]:
    """How to write the same kind of file at the quality it came with."""
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        keeps = image.mode in ("L", "RGB") and image.layers in (1, 3)
        kept = {"qtables": image.quantization, "subsampling": JpegImagePlugin.get_sampling(image)}
        return {"optimize": True, **(kept if keeps else {"quality": 88})}
    return (STILL if image.width * image.height <= AT_ONCE else LARGE)[image.format or ""]


def upright(image: Image.Image) -> Image.Image:
    """Turned as the camera says it was held."""
    image.load()
    return ImageOps.exif_transpose(image)


def plain_colours(image: Image.Image) -> Image.Image:
    """In sRGB: a colour profile would have to travel with the file, and profiles name machines and people."""
    profile = image.info.get("icc_profile")
    if image.mode == "CMYK" and not profile:
        return image.convert("RGB")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    mode = "RGB" if image.mode == "CMYK" else image.mode
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image.convert(mode)


def without_notes(image: Image.Image) -> Image.Image:
    """A copy that holds pixels, palette and transparency, and nothing anybody wrote beside them."""
    clean = image.copy()
    clean.info = {key: clean.info[key] for key in ("transparency",) if key in clean.info}
    for note in ("text", "encoderinfo", "applist"):
        clean.__dict__.pop(note, None)
    return clean


def write_moving(image: Image.Image, path: Path) -> None:
    """All frames written anew, each at its own pace."""
    frames, durations = [], []
    loop = int(image.info.get("loop", 0))
    for frame in ImageSequence.Iterator(image):
        durations.append(min(max(int(frame.info.get("duration", 100) or 100), 20), 60_000))
        frames.append(without_notes(frame.convert("RGBA")))
    first, *rest = frames
    more = dict(MOVING[image.format or ""])
    if image.format != "AVIF":
        more["loop"] = loop
    first.save(path, format=image.format, save_all=True, append_images=rest, duration=durations, **more)


def write_variant(still: Image.Image, width: int, path: Path) -> bool:
    """A narrower copy as WebP. False where the picture is not wider than that."""
    if still.width <= width:
        return False
    height = max(1, round(still.height * width / still.width))
    small = still if still.mode in ("RGB", "RGBA") else still.convert("RGBA" if has_holes(still) else "RGB")
    without_notes(small.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)).save(
        path, format="WEBP", quality=80, method=4
    )
    return True


def has_holes(image: Image.Image) -> bool:
    return image.mode in ("LA", "PA", "RGBa", "La") or "transparency" in image.info


def main() -> None:
    """In the child process: write the picture, say what was written."""
    child.confine(megabytes=1500, seconds=60, writes=600 * 2**20)
    folder, media_type = Path(sys.argv[1]), sys.argv[2]
    answer: dict[str, Any]
    try:
        answer = asdict(prepare(sys.stdin.buffer, media_type, folder))
    except TooBig:
        answer = {"refused": "too big"}
    except Broken:
        answer = {"refused": "broken"}
    except OSError:
        answer = {"refused": "no room"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
