"""`source` is statements about `app`, made of a resolver and `CORSConfig`."""

import re

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig
from common import FAILED, answered

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
reached = []


def view():
    reached.append(True)
    return {}


def event(request):
    headers = dict(request["headers"])
    return {
        "httpMethod": request["method"],
        "path": request["path"],
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "requestContext": {"path": request["path"], "stage": "$default"},
        "body": None,
        "isBase64Encoded": False,
    }


def answer(case):
    names = {"APIGatewayRestResolver": APIGatewayRestResolver, "CORSConfig": CORSConfig, "re": re}
    try:
        exec(case["source"], names)
        app = names["app"]
        for method in METHODS:
            app.route("/", method=method)(view)
    except Exception:
        return [FAILED for _ in case["requests"]]

    def ask(request):
        reached.clear()
        try:
            result = app.resolve(event(request), None)
        except Exception:
            return FAILED
        headers = {**(result.get("headers") or {})}
        for name, values in (result.get("multiValueHeaders") or {}).items():
            headers[name] = ",".join(values)
        return answered(result["statusCode"], headers.items(), not reached)

    return [ask(request) for request in case["requests"]]
