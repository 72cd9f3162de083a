"""KLA Desktop: the offline evidence desk for the child-friendly city (Kota Layak Anak) evaluation."""

__version__ = "0.1.0"
