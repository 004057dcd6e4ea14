"""The command line."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from parcels import __version__, commands
from parcels.errors import Problem


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    top = argparse.ArgumentParser(prog="parcels", description="Pack, sign, exchange and keep parcels of files.")
    top.add_argument("--version", action="version", version=f"parcels {__version__}")
    top.add_argument("--locker", type=Path, default=Path(".locker"), help="folder of the locker (.locker)")
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    one = sub.add_parser("init", help="make a locker")
    one.add_argument("name", help="the name of this office")
    one.set_defaults(run=commands.init)

    one = sub.add_parser("key", help="list keys, make one, or add one that a partner gave")
    one.add_argument("action", choices=("list", "new", "add"))
    one.add_argument("partner", nargs="?", default="")
    one.add_argument("file", nargs="?", type=Path, default=Path("-"), help="for add: a file with the key")
    one.set_defaults(run=commands.key)

    one = sub.add_parser("pack", help="make a parcel of a folder")
    one.add_argument("folder", type=Path)
    one.add_argument("--to", metavar="PARTNER", help="whom it is for")
    one.add_argument("--draft", action="store_true", help="for nobody, with a checksum instead of a signature")
    one.add_argument("--title", default="", help="what it is about")
    one.add_argument("-o", "--out", type=Path, help="file to write; if not given, it goes to the outbox")
    one.set_defaults(run=commands.pack)

    one = sub.add_parser("list", help="show what is in a parcel, unchecked")
    one.add_argument("file", type=Path)
    one.set_defaults(run=commands.show)

    one = sub.add_parser("check", help="check a parcel")
    one.add_argument("file", type=Path)
    one.set_defaults(run=commands.check)

    one = sub.add_parser("unpack", help="check a parcel and lay out what is in it")
    one.add_argument("file", type=Path)
    one.add_argument("--into", type=Path, required=True, metavar="FOLDER")
    one.add_argument("--draft", action="store_true", help="also if it is a draft")
    one.set_defaults(run=commands.unpack)

    one = sub.add_parser("keep", help="check a parcel and keep it")
    one.add_argument("file", type=Path)
    one.set_defaults(run=commands.keep)

    one = sub.add_parser("stored", help="show what is kept")
    one.add_argument("words", nargs="*", help="only what has these in its title or id")
    one.add_argument("--from", dest="sender", default="", help="only from this partner")
    one.set_defaults(run=commands.stored)

    one = sub.add_parser("forget", help="remove a parcel from the store")
    one.add_argument("id")
    one.set_defaults(run=commands.forget)

    one = sub.add_parser("prune", help="remove the oldest parcels of each sender")
    one.add_argument("--keep", type=int, help="how many stay")
    one.add_argument("--dry-run", action="store_true", help="only say which")
    one.set_defaults(run=commands.prune)

    one = sub.add_parser("verify", help="check that what is kept is as it was")
    one.set_defaults(run=commands.verify)

    one = sub.add_parser("report", help="fill a template in for each parcel that is kept")
    one.add_argument("template", type=Path)
    one.add_argument("words", nargs="*", help="only what has these in its title or id")
    one.set_defaults(run=commands.report)

    one = sub.add_parser("contacts", help="take in, write out or shorten the address book")
    one.add_argument("action", choices=("import", "export", "remove"))
    one.add_argument("what", nargs="?", default="", help="a table to import, a name to remove")
    one.set_defaults(run=commands.contacts)

    one = sub.add_parser("sync", help="send what is in the outbox through a folder, and keep what came")
    one.add_argument("folder", type=Path)
    one.set_defaults(run=commands.exchange)
    return top


PARSER = parser()


def main(argv: Sequence[str]) -> int:
    """Run one command; its exit code."""
    os.umask(0o022)
    args = PARSER.parse_args(argv)
    try:
        return int(args.run(args))
    except Problem as error:
        print(f"parcels: {error}", file=sys.stderr)
        return error.code
