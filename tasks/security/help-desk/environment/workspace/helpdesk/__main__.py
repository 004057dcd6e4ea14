"""`python3 -m helpdesk PORT`: the server, in the foreground."""

import argparse
from pathlib import Path

from helpdesk.database import connect
from helpdesk.demo import fill
from helpdesk.desk import Desk
from helpdesk.views import ROUTES
from helpdesk.web import serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="helpdesk", description="A small help desk.")
    parser.add_argument("port", type=int)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", type=Path, default=Path("data"), help="directory of database and attachments")
    parser.add_argument("--demo", action="store_true", help="begin with some people and tickets to look at")
    options = parser.parse_args()
    options.data.mkdir(parents=True, exist_ok=True)
    desk = Desk(connect(options.data / "helpdesk.db"), options.data)
    if options.demo:
        fill(desk)
    serve(options.host, options.port, ROUTES, desk)


if __name__ == "__main__":
    main()
