"""Asks Python's own `re`.

Reads from standard input {"texts": […], "patterns": [[source, flags], …]}. Writes a text for each pattern: a dash where it
does not compile, else for each text one digit, 4 for fullmatch, 2 for match, 1 for search.
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
        return "-"
    ways = ((4, pattern.fullmatch), (2, pattern.match), (1, pattern.search))
    return "".join(str(sum(weight * bool(way(text)) for weight, way in ways)) for text in texts)


if __name__ == "__main__":
    task = json.load(sys.stdin)
    json.dump([ask(source, flags, task["texts"]) for source, flags in task["patterns"]], sys.stdout)
