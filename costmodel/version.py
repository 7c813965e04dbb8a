"""The version of this package, part of every estimate's fingerprint."""

__version__ = "0.1.0"
