"""`source` is a call of `launch`. Only the middleware is run: it is taken out of the installed file, since Gradio itself would
bring a hundred packages. A `server_name` stands for the host that requests name."""

import ast
import asyncio
import importlib.util
import os
import pathlib
import sys
from urllib.parse import urlparse

from common import FAILED, answered, asgi

NAMES = ("CustomCORSMiddleware", "get_hostname")
loop = asyncio.new_event_loop()
reached = []


def middleware():
    import functools
    from typing import Any

    from starlette.datastructures import Headers, MutableHeaders
    from starlette.responses import PlainTextResponse, Response

    spec = importlib.util.find_spec("gradio")
    source = pathlib.Path(spec.origin).with_name("route_utils.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if getattr(node, "name", None) in NAMES]
    names = {
        "Any": Any,
        "ASGIApp": Any,
        "Headers": Headers,
        "Message": Any,
        "MutableHeaders": MutableHeaders,
        "PlainTextResponse": PlainTextResponse,
        "Receive": Any,
        "Response": Response,
        "Scope": Any,
        "Send": Any,
        "functools": functools,
        "os": os,
        "sys": sys,
        "urlparse": urlparse,
    }
    exec(compile(tree, "route_utils.py", "exec"), names)
    return names["CustomCORSMiddleware"]


Middleware = middleware()


async def application(scope, receive, send):
    reached.append(True)
    status = 405 if scope["method"] == "OPTIONS" else 200
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def answer(case):
    given = {}

    class Demo:
        def launch(self, **options):
            given.update(options)

    try:
        exec(case["source"], {"demo": Demo()})
        app = Middleware(application, strict_cors=given.get("strict_cors", True))
    except Exception:
        return [FAILED for _ in case["requests"]]
    name = given.get("server_name", "127.0.0.1")
    host = "api.example" if name == "0.0.0.0" else f"{name}:7860"

    def ask(request):
        reached.clear()
        try:
            status, headers = loop.run_until_complete(asgi(app, request, host))
        except Exception:
            return FAILED
        return answered(status, headers, not reached)

    return [ask(request) for request in case["requests"]]
