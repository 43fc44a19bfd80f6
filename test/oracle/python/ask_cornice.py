"""`source` is statements that make `service`."""

import re
import warnings

from common import FAILED, answered, wsgi_environ

warnings.simplefilter("ignore")

import cornice  # noqa: E402
from cornice.resource import resource  # noqa: E402
from pyramid.config import Configurator  # noqa: E402

SET = "access-control-allow-headers"
EXPOSED = "access-control-expose-headers"
METHODS = ("get", "post", "put", "patch", "delete")
reached = []
applications = {}


def application(source):
    """The application of a source, or None where it does not start."""
    if source not in applications:
        cornice.service.SERVICES.clear()
        names = {"cornice": cornice, "Service": cornice.Service, "resource": resource, "re": re}
        try:
            exec(source, names)
            config = Configurator(settings={})
            config.include("cornice")
            service = names.get("service")
            if isinstance(service, cornice.Service):
                for method in METHODS:

                    def view(request):
                        reached.append(True)
                        return {}

                    getattr(service, method)()(view)
                config.add_cornice_service(service)
            else:
                config.add_cornice_resource(names["Resource"])
            applications[source] = config.make_wsgi_app()
        except Exception:
            applications[source] = None
    return applications[source]


def ordered(name, value):
    """What has been through a set has no order."""
    if name.lower() == SET:
        return (name, ",".join(sorted(value.split(","))))
    if name.lower() == EXPOSED:
        return (name, ", ".join(sorted(value.split(", "))))
    return (name, value)


def answer(case):
    app = application(case["source"])
    if app is None:
        return [FAILED for _ in case["requests"]]

    def ask(request):
        started = []
        reached.clear()
        try:
            app(wsgi_environ(request), lambda status, headers, *rest: started.append((status, headers)))
        except Exception:
            return FAILED
        status, headers = started[0]
        return answered(int(status.split(" ")[0]), [ordered(name, value) for name, value in headers], not reached)

    return [ask(request) for request in case["requests"]]
