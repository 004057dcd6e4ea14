"""No import cycle: requests no longer look for the client that sends them, the client says that it is there."""

import re

from .statements import edit, put


def untie(files: dict[str, str]) -> None:
    """Let `client` enter itself with `request`, below it; the package imports it, so that it always has."""
    files["request.py"] = edit(
        files["request.py"],
        r"        global _client\n.*?        return client\.send_request_app\n",
        "        return _senders[-1]()\n",
    )
    files["request.py"] = edit(
        files["request.py"],
        r"(?=class BaseRequest:)",
        "# How a request is sent where nothing else is said: functions that return an\n"
        "# application, the last of which counts. What sends requests is above this module.\n"
        "_senders = []\n\n\n",
    )
    files["client.py"] = put(
        files["client.py"], "from webob import exc\n", "from webob import exc\nfrom webob.request import _senders\n"
    )
    files["client.py"] = put(
        files["client.py"],
        "send_request_app = SendRequest()\n",
        "send_request_app = SendRequest()\n_senders.append(lambda: send_request_app)\n",
    )
    files["__init__.py"] = re.sub(
        r"(?=from webob\.request import)",
        "import webob.client  # noqa: F401 - it enters itself\n",
        files["__init__.py"],
        count=1,
    )
