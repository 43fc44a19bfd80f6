"""`source` is statements about `app` that make its views with `everywhere(…)`, which takes the options of `app.route`."""

import re

from chalice import Chalice, CORSConfig, Response
from chalice.config import Config
from chalice.local import LocalGateway
from common import FAILED, answered

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
TYPES = ["application/json", "text/plain"]
reached = []
gateways = {}


def gateway(source):
    """The gateway of a source, or None where it does not start."""
    if source not in gateways:
        app = Chalice("oracle", configure_logs=False)

        def view():
            reached.append(True)
            return Response(body="")

        def everywhere(**options):
            app.route("/", methods=METHODS, content_types=TYPES, **options)(view)

        try:
            exec(source, {"app": app, "re": re, "CORSConfig": CORSConfig, "everywhere": everywhere})
            gateways[source] = LocalGateway(app, Config())
        except Exception:
            gateways[source] = None
    return gateways[source]


def answer(case):
    local = gateway(case["source"])
    if local is None:
        return [FAILED for _ in case["requests"]]

    def ask(request):
        reached.clear()
        headers = {name.lower(): value for name, value in request["headers"]}
        headers["content-type"] = TYPES[0]
        try:
            result = local.handle_request(request["method"], request["path"], headers, b"")
        except Exception:
            return FAILED
        if result["statusCode"] == 500:
            return FAILED
        return answered(result["statusCode"], result["headers"].items(), not reached)

    return [ask(request) for request in case["requests"]]
