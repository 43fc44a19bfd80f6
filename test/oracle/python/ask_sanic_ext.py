"""`source` is statements about `app` and `METHODS`; where it makes no `view`, there is one. `reach()` says that it was called."""

from sanic_app import answers, application
from sanic_ext import Extend, cors

LISTS = ("access-control-allow-headers", "access-control-allow-methods", "access-control-expose-headers")


def ordered(name, value):
    """What has been through a set has no order."""
    return (name, ",".join(sorted(value.split(","))) if name.lower() in LISTS else value)


def answer(case):
    return answers(application(case["source"], {"cors": cors}, Extend), case, ordered)
