"""What `ask_sanic_ext` and `ask_sanic_cors` share: a Sanic application that is asked in process."""

import asyncio
import re

from common import FAILED, answered, asgi
from sanic import Sanic
from sanic.response import empty

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
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


def application(source, names, finish):
    """The application of a source, or None where it does not start. `finish` loads an extension that the source does not."""
    if source not in applications:
        app = Sanic(f"oracle{len(applications)}", configure_logging=False)
        # Sanic would rewrite its own methods, which works once in a process.
        app.config.TOUCHUP = False
        given = {"app": app, "re": re, "reach": reach, "METHODS": METHODS, **names}
        try:
            exec(source, given)
            if "view" not in given:
                app.add_route(view, "/", methods=METHODS)
            finish(app)
            loop.run_until_complete(start(app))
            applications[source] = app
        except Exception:
            applications[source] = None
    return applications[source]


def answers(app, case, ordered=lambda name, value: (name, value)):
    if app is None:
        return [FAILED for _ in case["requests"]]

    def ask(request):
        reached.clear()
        try:
            status, headers = loop.run_until_complete(asgi(app, request))
        except Exception:
            return FAILED
        if status == 500:
            return FAILED
        return answered(status, [ordered(name, value) for name, value in headers], not reached)

    return [ask(request) for request in case["requests"]]
