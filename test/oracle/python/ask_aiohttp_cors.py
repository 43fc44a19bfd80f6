"""`source` is statements about `app` and `resource`, a resource of which all routes are in `routes`."""

import asyncio
import re

import aiohttp_cors
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from common import FAILED, answered

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD")
# Names that the library puts in an order that changes with each start of Python.
UNORDERED = ("access-control-allow-headers", "access-control-expose-headers")


def answer(case):
    return asyncio.run(_answer(case))


async def _answer(case):
    reached = []

    async def view(request):
        reached.append(True)
        return web.Response()

    app = web.Application()
    resource = app.router.add_resource("/")
    routes = [resource.add_route(method, view) for method in METHODS]
    names = {"app": app, "resource": resource, "routes": routes, "re": re, "aiohttp_cors": aiohttp_cors}
    names["ResourceOptions"] = aiohttp_cors.ResourceOptions
    try:
        exec(case["source"], names)
    except Exception:
        return [FAILED for _ in case["requests"]]
    client = TestClient(TestServer(app))
    await client.start_server()

    async def ask(request):
        reached.clear()
        async with client.request(request["method"], request["path"], headers=request["headers"]) as response:
            if response.status == 500:
                return FAILED
            headers = [
                (name, ",".join(sorted(value.split(","))) if name.lower() in UNORDERED else value)
                for name, value in response.headers.items()
            ]
            return answered(response.status, headers, not reached)

    try:
        return [await ask(request) for request in case["requests"]]
    finally:
        await client.close()
