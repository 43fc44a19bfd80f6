"""`source` is statements about `app` and `METHODS`; where it makes no `view`, there is one. `reach()` says that it was called."""

import asyncio
import re

from common import FAILED, answered, asgi
from sanic import Sanic
from sanic.response import empty
from sanic_ext import Extend, cors

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
LISTS = ("access-control-allow-headers", "access-control-allow-methods", "access-control-expose-headers")
reached = []
applications = {}
loop = asyncio.new_event_loop()


def reach():
    reached.append(True)
    return empty(200)


async def view(request):
    return reach()


async def start(app):
    """What a server tells an application before the first request; raises where it does not start."""
    messages = [{"type": "lifespan.startup"}]
    said = []

    async def receive():
        if messages:
            return messages.pop()
        return await asyncio.Event().wait()

    async def send(message):
        said.append(message["type"])

    async def run():
        await app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send)

    task = asyncio.ensure_future(run())
    while not said and not task.done():
        await asyncio.sleep(0)
    if task.done():
        task.result()
    if "lifespan.startup.complete" not in said:
        raise RuntimeError(said)


def application(source):
    """The application of a source, or None where it does not start."""
    if source not in applications:
        app = Sanic(f"oracle{len(applications)}", configure_logging=False)
        # Sanic would rewrite its own methods, which works once in a process.
        app.config.TOUCHUP = False
        names = {"app": app, "re": re, "cors": cors, "reach": reach, "METHODS": METHODS}
        try:
            exec(source, names)
            if "view" not in names:
                app.add_route(view, "/", methods=METHODS)
            Extend(app)
            loop.run_until_complete(start(app))
            applications[source] = app
        except Exception:
            applications[source] = None
    return applications[source]


def ordered(name, value):
    """What has been through a set has no order."""
    return (name, ",".join(sorted(value.split(","))) if name.lower() in LISTS else value)


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
