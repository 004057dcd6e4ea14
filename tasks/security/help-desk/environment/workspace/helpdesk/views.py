"""What each path does."""

from typing import Any

from helpdesk import pages
from helpdesk.accounts import Session, User
from helpdesk.attachments import kind_of
from helpdesk.desk import Desk
from helpdesk.markup import render
from helpdesk.preferences import chosen, packed, unpacked
from helpdesk.tickets import MAX_TEXT, Comment, Ticket, may_edit, may_see
from helpdesk.transfer import as_table, take_in
from helpdesk.web import HttpError, Request, Response, Routes, as_json, see_other

ROUTES = Routes()
HOME = "/tickets"


def _session(desk: Desk, request: Request) -> Session:
    return desk.accounts.session(request.cookies.get("sid"))


def _user(desk: Desk, request: Request) -> User:
    """Whoever is logged in. Raises HttpError 401."""
    user = _session(desk, request).user
    if user is None:
        raise HttpError(401, "Log in first")
    return user


def _staff(desk: Desk, request: Request) -> User:
    user = _user(desk, request)
    if not user.is_staff:
        raise HttpError(403, "This is for staff")
    return user


def _admin(desk: Desk, request: Request) -> User:
    user = _user(desk, request)
    if not user.is_admin:
        raise HttpError(403, "This is for admins")
    return user


def _ticket(desk: Desk, user: User, number: int) -> Ticket:
    """A ticket that somebody may see. Raises HttpError 404 for any other, so that nobody learns that it exists."""
    ticket = desk.tickets.find(number)
    if ticket is None or not may_see(user, ticket):
        raise HttpError(404, "No such ticket")
    return ticket


def _own_comment(desk: Desk, user: User, ticket: Ticket, number: int) -> Comment:
    """A comment that somebody may change. Raises HttpError 403 or 404."""
    comment = desk.tickets.found_comment(number)
    if comment is None or comment.ticket_id != ticket.id:
        raise HttpError(404, "No such comment")
    if not may_edit(user, comment):
        raise HttpError(403, "That is somebody else's comment")
    return comment


def _kept(make: Any, *values: Any, **named: Any) -> Any:
    """What a function makes of values that somebody typed. Raises HttpError 400 with its complaint."""
    try:
        return make(*values, **named)
    except ValueError as error:
        raise HttpError(400, str(error)) from None


def _local(target: str) -> str:
    """Where to go after the login: a path of this site, or the list of tickets."""
    return target if target.startswith("/") else HOME


@ROUTES.on("GET", "/")
def home(desk: Desk, request: Request) -> Response:
    return see_other(HOME)


@ROUTES.on("GET", "/login")
def login_form(desk: Desk, request: Request) -> Response:
    session = _session(desk, request)
    desk.accounts.tell(session, "")
    shown = pages.login_page(request.query.get("next", ""), session.notice, desk.banner)
    return Response(shown).cookie("sid", session.sid)


@ROUTES.on("POST", "/login")
def login(desk: Desk, request: Request) -> Response:
    form, session = request.form, _session(desk, request)
    user = desk.accounts.login(form.get("name", ""), form.get("password", ""))
    if user is None:
        desk.accounts.tell(session, "Name or password is wrong")
        return see_other("/login").cookie("sid", session.sid)
    entered = desk.accounts.enter(session, user)
    return see_other(_local(form.get("next", ""))).cookie("sid", entered.sid)


@ROUTES.on("POST", "/logout")
def logout(desk: Desk, request: Request) -> Response:
    desk.accounts.leave(_session(desk, request))
    return see_other("/login").cookie("sid", "")


@ROUTES.on("GET", "/tickets")
def ticket_list(desk: Desk, request: Request) -> Response:
    session = _session(desk, request)
    if session.user is None:
        return see_other("/login?next=/tickets")
    query = request.query
    found = _kept(desk.tickets.listed, session.user, query.get("sort", ""), query.get("status", ""), query.get("q", ""))
    number = query.get("page", "1")
    if not number.isdecimal() or not 1 <= int(number) <= 10_000:
        raise HttpError(400, "No such page")
    view = unpacked(request.cookies.get("view", ""))
    desk.accounts.tell(session, "")
    return Response(pages.list_page(found, view, int(number), session.user, session.notice))


@ROUTES.on("POST", "/view")
def choose_view(desk: Desk, request: Request) -> Response:
    _user(desk, request)
    view = _kept(chosen, request.form.get("columns", ""), request.form.get("per_page", "10"))
    return see_other(HOME).cookie("view", packed(view))


@ROUTES.on("GET", "/tickets/new")
def new_form(desk: Desk, request: Request) -> Response:
    return Response(pages.new_page(_user(desk, request)))


@ROUTES.on("POST", "/tickets")
def new_ticket(desk: Desk, request: Request) -> Response:
    user, form = _user(desk, request), request.form
    subject, body = form.get("subject", ""), form.get("body", "")
    ticket = _kept(desk.tickets.add, user, subject, body, form.get("priority", "3"))
    desk.accounts.tell(_session(desk, request), f"Ticket {ticket.id} is ours now")
    return see_other(f"/tickets/{ticket.id}")


@ROUTES.on("GET", "/tickets/<number:int>")
def show_ticket(desk: Desk, request: Request, number: int) -> Response:
    user, session = _user(desk, request), _session(desk, request)
    ticket = _ticket(desk, user, number)
    comments, files = desk.tickets.comments(ticket, user), desk.files.names(ticket.id)
    desk.accounts.tell(session, "")
    return Response(pages.ticket_page(ticket, comments, files, user, session.notice))


@ROUTES.on("PATCH", "/api/tickets/<number:int>")
def change_ticket(desk: Desk, request: Request, number: int) -> Response:
    ticket = _ticket(desk, _staff(desk, request), number)
    return as_json(_kept(desk.tickets.change, ticket, request.json).public())


@ROUTES.on("GET", "/api/tickets")
def api_tickets(desk: Desk, request: Request) -> Response:
    user, query = _user(desk, request), request.query
    found = _kept(desk.tickets.listed, user, query.get("sort", ""), query.get("status", ""), query.get("q", ""))
    return as_json([ticket.public() for ticket in found])


@ROUTES.on("GET", "/api/tickets/<number:int>")
def api_ticket(desk: Desk, request: Request, number: int) -> Response:
    user = _user(desk, request)
    ticket = _ticket(desk, user, number)
    comments = [comment.public() for comment in desk.tickets.comments(ticket, user)]
    return as_json({**ticket.public(), "comments": comments, "files": desk.files.names(ticket.id)})


@ROUTES.on("POST", "/tickets/<number:int>/comments")
def add_comment(desk: Desk, request: Request, number: int) -> Response:
    user, form = _user(desk, request), request.form
    ticket = _ticket(desk, user, number)
    if ticket.status == "closed" and not user.is_staff:
        raise HttpError(409, "The ticket is closed")
    _kept(desk.tickets.comment, ticket, user, form.get("text", ""), internal="internal" in form)
    if user.is_staff and form.get("status"):
        _kept(desk.tickets.change, ticket, {"status": form["status"]})
    return see_other(f"/tickets/{ticket.id}")


@ROUTES.on("PUT", "/api/tickets/<number:int>/comments/<comment:int>")
def edit_comment(desk: Desk, request: Request, number: int, comment: int) -> Response:
    user = _user(desk, request)
    found = _own_comment(desk, user, _ticket(desk, user, number), comment)
    _kept(desk.tickets.rewrite, found, str(request.json.get("text", "")))
    return as_json({"id": found.id})


@ROUTES.on("DELETE", "/api/tickets/<number:int>/comments/<comment:int>")
def delete_comment(desk: Desk, request: Request, number: int, comment: int) -> Response:
    _user(desk, request)
    found = desk.tickets.found_comment(comment)
    if found is None:
        raise HttpError(404, "No such comment")
    desk.tickets.remove(found)
    return Response(status=204)


@ROUTES.on("GET", "/tickets/<number:int>/files/<name>")
def get_file(desk: Desk, request: Request, number: int, name: str) -> Response:
    ticket = _ticket(desk, _user(desk, request), number)
    content = _kept(desk.files.read, ticket.id, name)
    if content is None:
        raise HttpError(404, "No such file")
    return Response(content, kind=kind_of(name)).header("X-Content-Type-Options", "nosniff")


@ROUTES.on("PUT", "/tickets/<number:int>/files/<name>")
def put_file(desk: Desk, request: Request, number: int, name: str) -> Response:
    ticket = _ticket(desk, _user(desk, request), number)
    new = _kept(desk.files.write, ticket.id, name, request.body)
    desk.tickets.touch(ticket.id)
    return as_json({"size": len(request.body)}, 201 if new else 200)


@ROUTES.on("DELETE", "/tickets/<number:int>/files/<name>")
def delete_file(desk: Desk, request: Request, number: int, name: str) -> Response:
    ticket = _ticket(desk, _user(desk, request), number)
    if not _kept(desk.files.remove, ticket.id, name):
        raise HttpError(404, "No such file")
    return Response(status=204)


@ROUTES.on("POST", "/preview")
def preview(desk: Desk, request: Request) -> Response:
    _user(desk, request)
    text = request.form.get("text", "")
    if len(text) > MAX_TEXT:
        raise HttpError(413, "The text is too long")
    return Response(render(text) + "\n")


@ROUTES.on("GET", "/api/me")
def me(desk: Desk, request: Request) -> Response:
    return as_json(_user(desk, request).public())


@ROUTES.on("PATCH", "/api/me")
def change_me(desk: Desk, request: Request) -> Response:
    return as_json(_kept(desk.accounts.update, _user(desk, request), request.json).public())


@ROUTES.on("POST", "/api/me/password")
def change_my_password(desk: Desk, request: Request) -> Response:
    user, given = _user(desk, request), request.json
    _kept(desk.accounts.change_password, user, str(given.get("old", "")), str(given.get("new", "")))
    return as_json({"changed": True})


@ROUTES.on("GET", "/api/users")
def users(desk: Desk, request: Request) -> Response:
    _admin(desk, request)
    return as_json([user.public() for user in desk.accounts.everyone()])


@ROUTES.on("POST", "/api/users")
def add_user(desk: Desk, request: Request) -> Response:
    _admin(desk, request)
    given = {name: str(request.json.get(name, "")) for name in ("name", "display", "email", "role", "password")}
    return as_json(_kept(desk.accounts.add, **given).public(), 201)


@ROUTES.on("PATCH", "/api/users/<number:int>")
def change_user(desk: Desk, request: Request, number: int) -> Response:
    _admin(desk, request)
    user = desk.accounts.by_id(number)
    if user is None:
        raise HttpError(404, "Nobody has that number")
    return as_json(_kept(desk.accounts.set_role, user, str(request.json.get("role", ""))).public())


@ROUTES.on("GET", "/export.csv")
def export(desk: Desk, request: Request) -> Response:
    user = _staff(desk, request)
    found = _kept(desk.tickets.listed, user, "id", request.query.get("status", ""))
    response = Response(as_table(found), kind="text/csv; charset=utf-8")
    return response.header("Content-Disposition", 'attachment; filename="tickets.csv"')


@ROUTES.on("POST", "/import")
def import_tickets(desk: Desk, request: Request) -> Response:
    _admin(desk, request)
    return as_json({"added": _kept(take_in, request.text, desk.tickets, desk.accounts)}, 201)
