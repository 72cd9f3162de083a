"""The hub's folder as wsgidav shows it: what goes away while it is listed is left out, where wsgidav would fail."""

import os
import stat
from typing import Any

from wsgidav.dav_error import HTTP_FORBIDDEN, DAVError
from wsgidav.fs_dav_provider import FileResource, FilesystemProvider, FolderResource


class HubFolder(FilesystemProvider):  # type: ignore[misc]  # wsgidav has no types
    """Files and folders below `root`. Stations put, move and remove their files while others list the same folder."""

    def __init__(self, root: str) -> None:
        super().__init__(root, fs_opts={"follow_symlinks": False})

    def get_resource_inst(self, path: str, environ: dict[str, Any]) -> Any:
        """Give what lies at `path`, None if nothing does: it may go between two looks. Raises DAVError for a link."""
        place = self._loc_to_file_path(path, environ)
        try:
            mode = os.lstat(place).st_mode
            if stat.S_ISLNK(mode):
                raise DAVError(HTTP_FORBIDDEN)
            return (_Folder if stat.S_ISDIR(mode) else FileResource)(path, environ, place)
        except (FileNotFoundError, NotADirectoryError):
            return None


class _Folder(FolderResource):  # type: ignore[misc]
    def get_member_list(self) -> list[Any]:
        """Give what lies in it now."""
        members = (self.get_member(name) for name in self.get_member_names())
        return [member for member in members if member is not None]
