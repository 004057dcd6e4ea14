"""Some people and tickets to look at. Everybody's password is the name, a dash and `secret`."""

from helpdesk.desk import Desk

PEOPLE = (
    ("root", "Rosa Root", "root@desk.example", "admin"),
    ("amy", "Amy Agent", "amy@desk.example", "agent"),
    ("bob", "Bob Buyer", "bob@shop.example", "customer"),
    ("eve", "Eve Ivers", "eve@mail.example", "customer"),
)


def fill(desk: Desk) -> None:
    """Add everything, once."""
    if desk.accounts.named("root"):
        return
    people = {}
    for name, display, email, role in PEOPLE:
        people[name] = desk.accounts.add(name, display, email, role, f"{name}-secret")
    printer = desk.tickets.add(people["bob"], "Printer prints blank pages", "Since *Monday*.\n\n- toner\n- cable", 2)
    desk.tickets.add(people["eve"], "Cannot log in from the train", "See [our page](https://mail.example/help).")
    refund = desk.tickets.add(people["bob"], "Refund for order 7781", "I paid twice.", 1)
    desk.tickets.comment(printer, people["amy"], "Does `lpstat -t` say anything?")
    desk.tickets.comment(printer, people["bob"], "It says that the printer is ready.")
    desk.tickets.comment(refund, people["amy"], "Ask accounting before answering.", internal=True)
    desk.tickets.change(refund, {"assignee": "amy", "status": "waiting"})
    desk.files.write(refund.id, "invoice.txt", b"Order 7781, card ending in 4242, 61.20 paid twice\n")
