"""Tertius: evidence on what outside powers do in a host country, computed and questioned."""

__version__ = "0.2.0"
