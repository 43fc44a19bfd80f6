"""Asks Python's own `re` about texts of each pattern's own.

Reads from standard input [[source, flags, texts], ...]. Writes a text for each pattern: a dash where it does not compile, else
for each text one digit, 4 for fullmatch, 2 for match, 1 for search.
"""

import json
import sys

from patterns import ask

json.dump([ask(source, flags, texts) for source, flags, texts in json.load(sys.stdin)], sys.stdout)
