"""`source` is statements that make `app`."""

import re

import falcon
from common import FAILED, answered, wsgi_environ

reached = []


class Resource:
    def _answer(self, req, resp):
        reached.append(True)

    on_get = on_post = on_put = on_patch = on_delete = _answer


def answer(case):
    names = {"falcon": falcon, "re": re}
    try:
        exec(case["source"], names)
        names["app"].add_route("/", Resource())
    except Exception:
        return [FAILED for _ in case["requests"]]

    def ask(request):
        started = []
        reached.clear()
        try:
            names["app"](wsgi_environ(request), lambda status, headers, *rest: started.append((status, headers)))
        except Exception:
            return FAILED
        status, headers = started[0]
        return answered(int(status.split(" ")[0]), headers, not reached)

    return [ask(request) for request in case["requests"]]
