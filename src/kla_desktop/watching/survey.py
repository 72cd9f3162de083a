"""Count what lies on a drive before anybody takes it in: photos, papers, how many are new, folder by folder.

Nothing is opened; names and sizes must do. What is taken in later is judged by its bytes.
"""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from kla_desktop.watching.scan import FolderState, Listing, walk

KnownSizes: TypeAlias = Callable[[Sequence[str]], Collection[tuple[str, int]]]
"""Asked once for each directory with the names in it: the (name, size) that the library has had from anywhere."""

MOST_FILES: Final = 50_000
"""Files counted at most: a whole backup disk is no offer."""
CAMERA_FOLDER: Final = "dcim"
_PHOTOS = frozenset({".jpg", ".jpeg", ".heic", ".heif", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif"})
_MOVIES = frozenset({".mp4", ".mov", ".3gp", ".m4v", ".mkv", ".avi"})
_PAPERS = frozenset(
    {".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".txt", ".eml", ".zip"}
)


@dataclass(frozen=True, slots=True)
class FolderCount:
    """What lies in one directory itself. `new` counts files that the library has not had by name and size."""

    path: str
    photos: int = 0
    movies: int = 0
    papers: int = 0
    new: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Survey:
    """All of a drive, or of its camera folders where it has some. `complete` is False when counting was ended early."""

    folders: tuple[FolderCount, ...]
    camera: bool
    complete: bool

    @property
    def photos(self) -> int:
        """Photos."""
        return sum(folder.photos for folder in self.folders)

    @property
    def movies(self) -> int:
        """Films."""
        return sum(folder.movies for folder in self.folders)

    @property
    def papers(self) -> int:
        """Documents."""
        return sum(folder.papers for folder in self.folders)

    @property
    def new(self) -> int:
        """Files that the library has not had."""
        return sum(folder.new for folder in self.folders)

    @property
    def bytes(self) -> int:
        """Bytes of all of them."""
        return sum(folder.bytes for folder in self.folders)


def survey(root: str, known: KnownSizes, go_on: Callable[[], bool] = lambda: True) -> Survey:
    """Count below `root`; `go_on` is asked after each directory. A camera folder stands for the whole drive.

    Raises OSError if the drive cannot be listed.
    """
    cameras = list(_camera_folders(root))
    folders: list[FolderCount] = []
    seen = 0
    for start in cameras or [root]:
        for listing in walk(start, stable_inodes=False):
            counted = _count(listing, known)
            seen += len(listing.files)
            if counted.photos or counted.movies or counted.papers:
                folders.append(counted)
            if seen > MOST_FILES or not go_on():
                return Survey(tuple(folders), bool(cameras), complete=False)
    return Survey(tuple(folders), bool(cameras), complete=True)


def _camera_folders(root: str) -> Iterator[str]:
    """Give DCIM of a card, and of each storage of a phone ("Internal shared storage/DCIM")."""
    with os.scandir(root) as entries:
        places = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    for place in places:
        if place.name.lower() == CAMERA_FOLDER:
            yield place.path
            continue
        try:
            with os.scandir(place.path) as below:
                yield from (
                    one.path for one in below if one.name.lower() == CAMERA_FOLDER and one.is_dir(follow_symlinks=False)
                )
        except OSError:
            continue


def _count(listing: Listing, known: KnownSizes) -> FolderCount:
    if listing.state is not FolderState.PRESENT:
        return FolderCount(listing.folder)
    photos = movies = papers = size = 0
    wanted: list[tuple[str, int]] = []
    for name, (length, _, _) in listing.files.items():
        ending = name[name.rfind(".") :].lower()
        is_photo, is_movie, is_paper = ending in _PHOTOS, ending in _MOVIES, ending in _PAPERS
        photos, movies, papers = photos + is_photo, movies + is_movie, papers + is_paper
        if is_photo or is_movie or is_paper:
            wanted.append((name, length))
            size += length
    held = known([name for name, _ in wanted]) if wanted else ()
    new = sum(1 for one in wanted if one not in held)
    return FolderCount(listing.folder, photos, movies, papers, new, size)
