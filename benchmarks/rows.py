"""The rows of the table: what the product does, what others need for the same, and what the machine allows at best."""

import desk_rows
import hub_rows
import intake_rows
import parcel_rows
import reading_rows
import reuse_row
import screen_rows
from place import MakeRow

ROWS: dict[str, MakeRow] = {
    "photos": intake_rows.photos,
    "glance": intake_rows.glance,
    "minutes": intake_rows.minutes,
    "rescan": intake_rows.rescan,
    "bundle": parcel_rows.bundle,
    "open": parcel_rows.opening,
    "again": parcel_rows.again,
    "search": desk_rows.search,
    "tagging": desk_rows.tagging,
    "start": desk_rows.start,
    "hub-photos": hub_rows.photos,
    "hub-small": hub_rows.small_files,
    "hub-unchanged": hub_rows.unchanged,
    "hub-parts": hub_rows.parts,
    "reuse": reuse_row.reuse,
    "window": screen_rows.window,
    "grid": screen_rows.grid,
    "jump": screen_rows.jump,
    "scans": reading_rows.scans,
    "page-photos": reading_rows.photographed,
}
