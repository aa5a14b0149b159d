"""The command line as a process of its own: `python -m screening`, and the command `screening`."""

from __future__ import annotations

from screening.garbage import collect_rarely


def main() -> None:
    """Run the command line."""
    collect_rarely()
    from screening.cli import cli  # only now: loading it makes many lasting objects

    cli()


if __name__ == "__main__":
    main()
