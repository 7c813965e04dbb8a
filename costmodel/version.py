"""The version of this package, part of every estimate's fingerprint."""

VERSION = "0.1.0"
