"""`source` is a call of `launch`. Only the middleware is run: it is taken out of the installed files, since Gradio itself would
bring a hundred packages. A `server_name` stands for the host that requests name."""

import ast
import asyncio
import importlib.util
import inspect
import os
import pathlib
import sys
import types
from urllib.parse import urlparse

from common import FAILED, answered, asgi

NAMES = ("CustomCORSMiddleware", "get_hostname")
loop = asyncio.new_event_loop()
reached = []


def middleware():
    """Calls of it make the middleware around an application."""
    import functools
    from typing import Any

    from starlette.datastructures import Headers, MutableHeaders
    from starlette.middleware.base import BaseHTTPMiddleware
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse, Response

    def tree_of(name):
        spec = importlib.util.find_spec("gradio")
        return ast.parse(pathlib.Path(spec.origin).with_name(name).read_text(encoding="utf-8"))

    tree = tree_of("route_utils.py")
    tree.body = [node for node in tree.body if getattr(node, "name", None) in NAMES]
    if not tree.body:
        return starlettes(tree_of("routes.py"))
    names = {
        "Any": Any,
        "ASGIApp": Any,
        "BaseHTTPMiddleware": BaseHTTPMiddleware,
        "Headers": Headers,
        "Message": Any,
        "MutableHeaders": MutableHeaders,
        "PlainTextResponse": PlainTextResponse,
        "Receive": Any,
        "Response": Response,
        "Scope": Any,
        "Send": Any,
        "fastapi": types.SimpleNamespace(Request=Request, Response=Response),
        "functools": functools,
        "os": os,
        "sys": sys,
        "urlparse": urlparse,
    }
    exec(compile(tree, "route_utils.py", "exec"), names)
    return names["CustomCORSMiddleware"]


def starlettes(tree):
    """Before 4.19.2 Gradio adds Starlette's own."""
    import functools

    from starlette.middleware.cors import CORSMiddleware

    (call,) = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and [getattr(arg, "id", None) for arg in node.args] == ["CORSMiddleware"]
    ]
    return functools.partial(CORSMiddleware, **{one.arg: ast.literal_eval(one.value) for one in call.keywords})


Middleware = middleware()
TAKES_STRICT = "strict_cors" in inspect.signature(Middleware).parameters


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
        if "strict_cors" in given and not TAKES_STRICT:
            raise TypeError("launch() got an unexpected keyword argument 'strict_cors'")
        app = Middleware(application, **({"strict_cors": given.get("strict_cors", True)} if TAKES_STRICT else {}))
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
