"""`source` is statements about `app`; where it makes no `view`, there is one. `reach()` says that it was called."""

import asyncio
import re

from common import FAILED, answered
from quart import Quart
from quart_cors import cors, route_cors
from werkzeug.datastructures import Headers

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
LISTS = ("access-control-allow-headers",)
reached = []
applications = {}


def reach():
    reached.append(True)
    return ""


async def view():
    return reach()


def application(source):
    """The application of a source, or None where it does not start."""
    if source not in applications:
        app = Quart("oracle")
        names = {"app": app, "re": re, "cors": cors, "route_cors": route_cors, "reach": reach}
        try:
            exec(source, names)
            if "view" not in names:
                app.add_url_rule("/", "view", view, methods=METHODS)
            applications[source] = app
        except Exception:
            applications[source] = None
    return applications[source]


def ordered(name, value):
    """What has been through a set has no order."""
    return (name, ", ".join(sorted(value.split(", "))) if name.lower() in LISTS else value)


def answer(case):
    app = application(case["source"])
    if app is None:
        return [FAILED for _ in case["requests"]]

    async def ask(request):
        reached.clear()
        headers = Headers(request["headers"])
        response = await app.test_client().open(request["path"], method=request["method"], headers=headers)
        if response.status_code == 500:
            return FAILED
        pairs = [ordered(name, value) for name, value in response.headers.items()]
        return answered(response.status_code, pairs, not reached)

    return [asyncio.run(ask(request)) for request in case["requests"]]
