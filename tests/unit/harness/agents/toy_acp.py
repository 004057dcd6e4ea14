"""A program that speaks the Agent Client Protocol and misbehaves as told: `python3 toy_acp.py [FAULT ...]`.

It writes what it was asked into `asked.jsonl`, and asks for a permission before it works."""

import json
import sys
import time
from pathlib import Path

FAULTS = set(sys.argv[1:])


def send(**message):  # type: ignore[no-untyped-def]
    print(json.dumps({"jsonrpc": "2.0", **message}), flush=True)


def receive():  # type: ignore[no-untyped-def]
    line = sys.stdin.readline()
    if not line:
        sys.exit(0)
    with Path("asked.jsonl").open("a") as log:
        log.write(line)
    return json.loads(line)


def work(message):  # type: ignore[no-untyped-def]
    send(method="session/update", params={"update": {"sessionUpdate": "agent_message_chunk"}})
    send(id="f", method="fs/read_text_file", params={"path": "/etc/passwd"})
    refused = receive()
    options = [{"optionId": "no", "kind": "reject_once"}, {"optionId": "yes", "kind": "allow_once"}]
    send(id=message["id"], method="session/request_permission", params={"options": options})
    allowed = receive()
    chosen = {"outcome": "selected", "optionId": "yes"}
    if refused["error"]["code"] == -32601 and allowed["result"]["outcome"] == chosen:
        Path("worked").write_text(message["params"]["prompt"][0]["text"])
    usage = {"inputTokens": 10, "cachedReadTokens": 5, "outputTokens": 3}
    return {"stopReason": "refusal" if "refuses" in FAULTS else "end_turn", "usage": usage}


def main():  # type: ignore[no-untyped-def]
    locked = "locked" in FAULTS
    while True:
        message = receive()
        method = message["method"]
        if method == "session/new" and locked:
            send(id=message["id"], error={"code": -32000, "message": "who are you?"})
        elif method == "session/new":
            modes = {"availableModes": [{"id": "plan"}, {"id": "yolo"}], "currentModeId": "plan"}
            send(id=message["id"], result={"sessionId": "s1", "modes": modes})
        elif method == "session/prompt" and "dies" in FAULTS:
            sys.exit(7)
        elif method == "session/prompt" and "fails" in FAULTS:
            send(id=message["id"], error={"code": -32603, "message": "the model is away"})
        elif method == "session/prompt":
            if "noisy" in FAULTS:
                print("no json\n[]\n" + "[" * 100_000, flush=True)
            send(id=message["id"], result=work(message))
            while "stays" in FAULTS:
                time.sleep(60)
        else:
            locked = locked and method != "authenticate"
            send(id=message["id"], result={"authMethods": [{"id": "oauth"}, {"id": "gemini-api-key"}]})


main()
