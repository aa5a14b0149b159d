"""The version of this library, read from the installed distribution or, in a checkout, fixed here."""

VERSION = "0.1.0"
