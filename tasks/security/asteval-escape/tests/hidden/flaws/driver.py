"""What is asked of the code under test, in whichever box: programs of strangers, and how things stand afterwards."""

import io
import os
import tempfile
import tracemalloc

from asteval import Interpreter
from asteval.astutils import Procedure

SECRET = "the safe opens with 4711"
SMALL = 4_000_000
"""Bytes; what an honest refusal needs is some ten thousand."""


class Account:
    """An object of the application."""

    kind = "guest"

    def __init__(self):
        self.owner, self.balance, self.parts = "ann", 7, [3 + 4j, "x"]

    def __repr__(self):
        return f"<{self.owner}>"

    def pay(self, amount=1):
        """A method of the application."""
        self.balance -= amount
        return self.balance


class Admin(Account):
    """What guests are not."""

    kind = "admin"


def grant(who, admin=False):
    """A function of the application."""
    return f"{who}:{admin}"


async def job():
    """Work of the application that has not begun."""


async def feed():
    """More of it."""
    yield 1


def failed():
    """A traceback of the application."""
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error.__traceback__


class Tenant:
    """An interpreter of the application, and what it puts there."""

    def __init__(self, options, own=""):
        self.out = io.StringIO()
        self.account, self.other = Account(), Account()
        self.given = {
            "account": self.account,
            "other": self.other,
            "grant": grant,
            "limit": 10,
            "Admin": Admin,
            "job": job(),
            "feed": feed(),
            "trace": failed(),
            "table": {"k": [1, 2]},
        }
        self.given["frame"] = self.given["trace"].tb_frame
        options = dict(options or {})
        self.raising = options.pop("raise_errors", False)
        self.interp = Interpreter(writer=self.out, err_writer=io.StringIO(), user_symbols=self.given, **options)
        if own:
            self.ask(own)

    def ask(self, program):
        """ "refused" where there is an error, else the value in a form that can be compared."""
        try:
            value = self.interp.eval(program, raise_errors=self.raising)
        except Exception:
            return "refused"
        return "refused" if self.interp.error else shown(value)

    def close(self):
        """Nothing is said of work that never began."""
        self.given["job"].close()


def shown(value):
    """Plain values as they are, all else by its name."""
    if value is None or type(value) in (bool, float, str) or (type(value) is int and value.bit_length() < 10_000):
        return value
    if type(value) in (list, tuple, set):
        return [shown(one) for one in value]
    return f"a {type(value).__name__}" if not isinstance(value, Procedure) else str(value)


def programs(texts, options=None, own=""):
    """The answer to each program of one tenant, and what was printed."""
    tenant = Tenant(options, own)
    answers = [tenant.ask(text) for text in texts]
    tenant.close()
    return {"answers": answers, "printed": tenant.out.getvalue()}


def changed(texts, options=None, own="", asked=()):
    """How things stand after programs: what the application's function and objects are, and how `asked` is answered."""
    tenant = Tenant(options, own)
    for text in texts:
        tenant.ask(text)
    account = tenant.account
    stands = [
        grant("eve"),
        type(account).__name__,
        account.kind,
        account.owner,
        Account().kind,
        tenant.other.pay.__name__,
    ]
    table = tenant.interp.symtable
    found = {"stands": stands, "asked": [tenant.ask(text) for text in asked], "limit": shown(table.get("limit"))}
    tenant.close()
    return found


def left(texts, options=None, own="", asked=()):
    """How `asked` is answered after programs, and the application's own call of a procedure."""
    tenant = Tenant(options, own)
    for text in texts:
        tenant.ask(text)
    found = {"asked": [tenant.ask(text) for text in asked], "limit": shown(tenant.interp.symtable.get("limit"))}
    tenant.close()
    return found


def raised(text, options=None, called="", told=False):
    """What comes out of an evaluation that raises errors, or of a procedure that the application calls."""
    tenant = Tenant(options)
    interp = tenant.interp
    try:
        found = shown(interp.eval(text, raise_errors=True))
        if called:
            found = shown(interp.symtable[called]())
    except Exception as error:
        found = f"raised {type(error).__name__}" if told else "raised an error"
    except BaseException:
        found = "ended the application"
    tenant.close()
    if not told:
        return {"found": found}
    return {"found": found, "error": interp.error[0].get_error()[0] if interp.error else ""}


def files(text, options=None):
    """A program that gets the number «fd» of an open file of the application, and the name of another one."""
    with tempfile.TemporaryDirectory() as directory:
        path, plain = os.path.join(directory, "secret.txt"), os.path.join(directory, "plain.txt")
        for name, content in ((path, SECRET), (plain, "line 1\nline 2\n")):
            with open(name, "w", encoding="utf-8") as file:
                file.write(content)
        number = os.open(path, os.O_RDONLY)
        tenant = Tenant(options)
        answer = tenant.ask(text.replace("«fd»", str(number)).replace("«plain»", plain))
        tenant.interp.symtable.clear()
        tenant.close()
        try:
            whole = os.read(number, 100).decode() == SECRET
            os.close(number)
        except OSError:
            whole = False
        return {"answer": answer, "whole": whole}


def measured(text, options=None):
    """A program's answer, and whether it needed little memory at any time (counted by the allocator, in bytes)."""
    tenant = Tenant(options)
    tracemalloc.start()
    answer = tenant.ask(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    tenant.close()
    return {"answer": answer, "small": peak < SMALL}
