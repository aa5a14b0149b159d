"""logic-v2 of nomenklatura, run by an interpreter that has it: what `screening` is compared with."""

from __future__ import annotations

import subprocess

SETUP = """
import json, sys, time
from followthemoney.proxy import EntityProxy
from nomenklatura.matching import get_algorithm
logic = get_algorithm("logic-v2")
config = logic.default_config()
def entity(id, schema, **names):
    return EntityProxy.from_dict({"id": id, "schema": schema, "properties": names})
"""
"""What every program begins with. It may use no id twice: logic-v2 remembers the names of an entity by its id."""


def run_logic_v2(python: str, program: str, given: str) -> str:
    """Return what a program prints that is given a text.

    Raises:
        subprocess.CalledProcessError: the other process failed; it has said why.
    """
    command = [python, "-c", SETUP + program]
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True).stdout
