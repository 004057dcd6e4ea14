"""The pages, as HTML."""

from collections.abc import Sequence
from html import escape
from string import Template
from urllib.parse import quote

from helpdesk.accounts import User
from helpdesk.markup import render
from helpdesk.preferences import View
from helpdesk.tickets import STATUSES, Comment, Ticket

PAGE = Template("""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>$title - Help desk</title></head>
<body>
<header><a href="/tickets">Help desk</a> $who</header>
$notice<main>
<h1>$title</h1>
$content
</main>
</body>
</html>
""")


def page(title: str, content: str, user: User | None = None, notice: str = "") -> str:
    """A whole page; `content` is HTML already."""
    who = f'<span class="who">{escape(user.display)} ({user.role})</span>' if user else '<a href="/login">Log in</a>'
    told = f'<p class="notice">{escape(notice)}</p>\n' if notice else ""
    return PAGE.substitute(title=escape(title), content=content, who=who, notice=told)


def error_page(status: int, message: str) -> str:
    """What went wrong."""
    return page(f"Error {status}", f"<p>{escape(message)}</p>")


def login_page(target: str, notice: str, banner: str) -> str:
    """The form to log in."""
    shown = f'<p class="banner">{escape(banner)}</p>\n' if banner else ""
    form = (
        '<form method="post" action="/login">\n'
        '<label>Name <input name="name"></label>\n'
        '<label>Password <input name="password" type="password"></label>\n'
        f'<input type="hidden" name="next" value="{escape(target)}">\n'
        "<button>Log in</button>\n</form>"
    )
    return page("Log in", shown + form, notice=notice)


def list_page(tickets: Sequence[Ticket], view: View, number: int, user: User, notice: str) -> str:
    """A page of a list of tickets."""
    first = (number - 1) * view.per_page
    shown = tickets[first : first + view.per_page]
    head = "".join(f"<th>{escape(column)}</th>" for column in view.columns)
    rows = "\n".join(f"<tr>{''.join(_cell(ticket, column) for column in view.columns)}</tr>" for ticket in shown)
    pages = max(1, -(-len(tickets) // view.per_page))
    content = f"<table>\n<tr>{head}</tr>\n{rows}\n</table>\n<p>Page {number} of {pages}, {len(tickets)} tickets</p>"
    return page("Tickets", content, user, notice)


def _cell(ticket: Ticket, column: str) -> str:
    value = getattr(ticket, column)
    text = escape("" if value is None else str(value))
    return f'<td><a href="/tickets/{ticket.id}">{text}</a></td>' if column == "subject" else f"<td>{text}</td>"


def ticket_page(ticket: Ticket, comments: Sequence[Comment], files: Sequence[str], user: User, notice: str) -> str:
    """A ticket with its comments and files."""
    facts = f"{ticket.status}, priority {ticket.priority}, by {ticket.owner}, {ticket.assignee or 'nobody'} answers"
    parts = [f'<p class="facts">{escape(facts)}</p>', f'<div class="body">{render(ticket.body)}</div>']
    parts += [_comment(comment) for comment in comments]
    if files:
        links = "".join(f"<li>{_file(ticket, name)}</li>" for name in files)
        parts.append(f'<ul class="files">{links}</ul>')
    parts.append(_forms(ticket, user))
    return page(f"#{ticket.id} {ticket.subject}", "\n".join(parts), user, notice)


def _comment(comment: Comment) -> str:
    kind = "comment internal" if comment.internal else "comment"
    return f'<div class="{kind}"><b>{escape(comment.display)}</b> {render(comment.text)}</div>'


def _file(ticket: Ticket, name: str) -> str:
    return f'<a href="/tickets/{ticket.id}/files/{quote(name, safe="")}">{escape(name)}</a>'


def _forms(ticket: Ticket, user: User) -> str:
    internal = '<label><input type="checkbox" name="internal"> internal</label>\n' if user.is_staff else ""
    options = "".join(f"<option{' selected' * (s == ticket.status)}>{s}</option>" for s in STATUSES)
    status = f'<select name="status">{options}</select>\n' if user.is_staff else ""
    return (
        f'<form method="post" action="/tickets/{ticket.id}/comments">\n'
        f'<textarea name="text"></textarea>\n{internal}{status}<button>Send</button>\n</form>'
    )


def new_page(user: User) -> str:
    """The form for a new ticket."""
    return page(
        "New ticket",
        '<form method="post" action="/tickets">\n<input name="subject">\n<textarea name="body"></textarea>\n'
        '<input name="priority" value="3">\n<button>Send</button>\n</form>',
        user,
    )
