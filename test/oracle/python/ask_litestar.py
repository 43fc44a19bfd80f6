"""`source` is statements that make `config`."""

import asyncio
import re

from common import FAILED, answered, asgi
from litestar import Litestar, route
from litestar.config.cors import CORSConfig

reached = []
applications = {}


@route("/", http_method=["GET", "POST", "PUT", "PATCH", "DELETE"], status_code=200)
async def view() -> None:
    reached.append(True)


def application(source):
    """The application of a source, or None where it does not start. Making one takes long."""
    if source not in applications:
        names = {"CORSConfig": CORSConfig, "re": re}
        try:
            exec(source, names)
            applications[source] = Litestar([view], cors_config=names["config"], openapi_config=None)
        except Exception:
            applications[source] = None
    return applications[source]


def answer(case):
    app = application(case["source"])
    if app is None:
        return [FAILED for _ in case["requests"]]

    def ask(request):
        reached.clear()
        try:
            status, headers = asyncio.run(asgi(app, request))
        except Exception:
            return FAILED
        if status == 500:
            return FAILED
        return answered(status, headers, not reached)

    return [ask(request) for request in case["requests"]]
