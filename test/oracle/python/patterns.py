"""Asks Python's own `re`.

Reads from standard input {"texts": […], "patterns": [[source, flags], …]}. Writes for each pattern null where it does not
compile, else for each text whether fullmatch, match and search find it.
"""

import json
import re
import sys
import warnings

warnings.simplefilter("ignore")
FLAGS = {"i": re.I, "m": re.M, "s": re.S, "x": re.X, "a": re.A}


def ask(source, letters, texts):
    flags = 0
    for letter in letters:
        flags |= FLAGS[letter]
    try:
        pattern = re.compile(source, flags)
    except re.error:
        return None
    ways = (pattern.fullmatch, pattern.match, pattern.search)
    return [[bool(way(text)) for way in ways] for text in texts]


task = json.load(sys.stdin)
json.dump([ask(source, flags, task["texts"]) for source, flags in task["patterns"]], sys.stdout)
