"""`source` is statements about `app`; where it makes no `view`, there is one. `@routed` makes the routes of a view, and
`reach()` says that it was called."""

import asyncio
import re

from blacksheep.messages import Response
from blacksheep.server import Application
from blacksheep.server.routing import Router
from common import FAILED, answered, asgi

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "QUERY", "TRACE"]
LISTS = ("access-control-allow-methods", "access-control-expose-headers")
reached = []
applications = {}
loop = asyncio.new_event_loop()


def reach():
    reached.append(True)
    return Response(200)


async def view():
    return reach()


def application(source):
    """The application of a source, or None where it does not start."""
    if source not in applications:
        app = Application(router=Router())

        def routed(function):
            for method in METHODS:
                app.router.add(method, "/", function)
            return function

        names = {"app": app, "re": re, "reach": reach, "routed": routed}
        try:
            exec(source, names)
            if "view" not in names:
                routed(view)
            loop.run_until_complete(app.start())
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

    def ask(request):
        reached.clear()
        status, headers = loop.run_until_complete(asgi(app, request))
        if status == 500:
            return FAILED
        return answered(status, [ordered(name, value) for name, value in headers], not reached)

    return [ask(request) for request in case["requests"]]
