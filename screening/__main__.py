"""`python -m screening`: the command line."""

from screening.cli import main

main()
