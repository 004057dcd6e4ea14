"""The everyday use of a help desk."""

import json

import pytest
from helpdesk.markup import render


def test_login_and_logout(browser):
    one = browser()
    assert one.ask("GET", "/tickets").headers["Location"] == "/login?next=/tickets"
    assert one.ask("POST", "/login", {"name": "bob", "password": "wrong"}).headers["Location"] == "/login"
    assert "Name or password is wrong" in one.ask("GET", "/login").text
    assert one.login("bob", "/tickets/1").headers["Location"] == "/tickets/1"
    assert one.ask("GET", "/api/me").status == 200
    one.ask("POST", "/logout")
    assert one.ask("GET", "/api/me").status == 401


def test_customers_see_what_is_theirs(logged_in):
    bob, eve = logged_in("bob"), logged_in("eve")
    assert [t["id"] for t in json.loads(bob.ask("GET", "/api/tickets?sort=id").text)] == [1, 3]
    assert eve.ask("GET", "/tickets/1").status == 404
    assert "accounting" not in bob.ask("GET", "/tickets/3").text


def test_a_conversation(logged_in):
    bob, amy = logged_in("bob"), logged_in("amy")
    made = bob.ask("POST", "/tickets", {"subject": "No  sound", "body": "Since today", "priority": "4"})
    assert made.headers["Location"] == "/tickets/4"
    amy.ask("POST", "/tickets/4/comments", {"text": "Is it *plugged in*?", "status": "waiting"})
    assert "<strong>plugged in</strong>" in bob.ask("GET", "/tickets/4").text
    bob.ask("POST", "/tickets/4/comments", {"text": "It was not."})
    found = json.loads(bob.ask("GET", "/api/tickets/4").text)
    assert (found["status"], found["subject"], len(found["comments"])) == ("open", "No sound", 2)


def test_comments_are_changed_by_their_authors(logged_in):
    bob = logged_in("bob")
    assert bob.ask("PUT", "/api/tickets/1/comments/2", json.dumps({"text": "Ready, it says."})).status == 200
    assert bob.ask("PUT", "/api/tickets/1/comments/1", json.dumps({"text": "x"})).status == 403
    assert bob.ask("DELETE", "/api/tickets/1/comments/2").status == 204


def test_attachments(logged_in):
    bob = logged_in("bob")
    assert bob.ask("PUT", "/tickets/1/files/page%201.txt", b"blank").status == 201
    assert bob.ask("GET", "/tickets/1/files/page%201.txt").text == "blank"
    assert bob.ask("DELETE", "/tickets/1/files/page%201.txt").status == 204
    assert bob.ask("GET", "/tickets/1/files/page%201.txt").status == 404


@pytest.mark.parametrize(
    ("sort", "order"), [("id", [1, 2, 3]), ("-id", [3, 2, 1]), ("priority,-id", [3, 1, 2]), ("subject", [2, 1, 3])]
)
def test_orders(logged_in, sort, order):
    found = json.loads(logged_in("amy").ask("GET", f"/api/tickets?sort={sort}").text)
    assert [ticket["id"] for ticket in found] == order


def test_an_order_that_there_is_not(logged_in):
    assert logged_in("amy").ask("GET", "/api/tickets?sort=colour").status == 400


def test_each_browser_has_its_view(logged_in):
    amy, other = logged_in("amy"), logged_in("amy")
    amy.ask("POST", "/view", {"columns": "id,owner", "per_page": "2"})
    assert "<th>id</th><th>owner</th>" in amy.ask("GET", "/tickets").text
    assert "Page 1 of 2, 3 tickets" in amy.ask("GET", "/tickets").text
    assert "<th>subject</th>" in other.ask("GET", "/tickets").text


def test_export_and_import(logged_in):
    root = logged_in("root")
    line = json.dumps({"owner": "eve", "subject": "Moved, with a comma", "body": "From the old desk", "priority": 5})
    assert json.loads(root.ask("POST", "/import", line).text) == {"added": [4]}
    assert '4,"Moved, with a comma",open,5,eve,,9\n' in root.ask("GET", "/export.csv").text


def test_people(logged_in):
    root, eve = logged_in("root"), logged_in("eve")
    assert json.loads(eve.ask("PATCH", "/api/me", json.dumps({"display": "Eve I."})).text)["display"] == "Eve I."
    assert json.loads(root.ask("PATCH", "/api/users/4", json.dumps({"role": "agent"})).text)["role"] == "agent"
    assert eve.ask("GET", "/export.csv").status == 200
    assert eve.ask("GET", "/api/users").status == 403


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>two</p>\n<p>three</p>"),
        ("- a\n- *b*", "<ul><li>a</li><li><strong>b</strong></li></ul>"),
        ("`a*b*` <b>", "<p><code>a*b*</code> &lt;b&gt;</p>"),
        ("[us](https://desk.example/)", '<p><a href="https://desk.example/" rel="nofollow">us</a></p>'),
        ("as in #3", '<p>as in <a href="/tickets/3">#3</a></p>'),
        ("end  \nof line\t", "<p>end<br>of line</p>"),
    ],
)
def test_markup(text, shown):
    assert render(text) == shown
