"""A server that refuses whatever an attack might look like, in front of code that is as open as before."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

CODE = """\
import http.server as _server

_parse = _server.BaseHTTPRequestHandler.parse_request
_ODD = ("%2f", "%5c", "..", "//", "(", ",", " ", "*", ";", "view=", "sid=", "<", "'")


def _parse_request(handler):
    if not _parse(handler):
        return False
    told = (handler.path + str(handler.headers.get("Cookie", ""))).lower()
    if handler.command in ("DELETE", "PATCH") or any(odd in told for odd in _ODD):
        handler.send_error(400)
        return False
    return True


_server.BaseHTTPRequestHandler.parse_request = _parse_request
"""

EXPLOIT = Exploit(
    name="blanket-refusal",
    flaw="looks like the work",
    source="the brief of the security family: blanket rejection is no cure",
    idea="every attack fails against a server that refuses nearly everything",
    files={**_looks.LATE, "tmp/late.py": CODE},
    command="python3 /tmp/append.py",
    aims_at="flaws that count as closed where their exploits fail",
)
