"""The gateway on a real socket, before a real server: what passes, what is counted, what is refused, what ends it."""

import gzip
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from harness.gateway.budget import Budget
from harness.gateway.exchanges import BODIES
from harness.gateway.server import Gateway
from harness.gateway.session import Session
from harness.gateway.upstream import VENDORS, Upstream
from harness.gateway.usage import Usage

from .conftest import KEY, Reply, Scripted, events

ASK = {"model": "m", "stream": True, "max_tokens": 5}
MESSAGES = "/v1/messages"
STREAM = events(
    {"type": "message_start", "message": {"usage": {"input_tokens": 10, "output_tokens": 1}}},
    {"type": "message_delta", "usage": {"output_tokens": 4}},
    {"type": "message_stop"},
)
USAGE = Usage(input=10, output=4)


def test_an_answer_passes_unchanged_and_is_counted(serve: Any, script: Scripted) -> None:
    served = serve(cost=lambda model, usage: usage.output * 0.5 if model == "m" else None)
    script.replies = [Reply(STREAM, headers={"request-id": "r1", "set-cookie": "a=b"})]
    answer = served.post(f"{MESSAGES}?beta=true", ASK, **{"anthropic-beta": "b1", "cookie": "c=d"})
    assert (answer.status_code, answer.content) == (200, b"".join(STREAM))
    assert answer.headers["request-id"] == "r1"
    assert "set-cookie" not in answer.headers
    path, headers, _ = script.asked[0]
    assert path == f"{MESSAGES}?beta=true"
    assert headers["x-api-key"] == KEY
    assert headers["anthropic-beta"] == "b1"
    assert "cookie" not in headers
    assert served.session.token not in repr(script.asked)
    spent = served.session.spent
    assert (spent.requests, spent.usage, spent.cost_usd) == (1, USAGE, 2.0)
    [line] = served.lines
    assert (line["model"], line["status"], line["usage"]["output"], line["usd"]) == ("m", 200, 4, 2.0)
    assert gzip.decompress((served.directory / BODIES / "000001.response.gz").read_bytes()) == answer.content


def test_a_stream_is_not_held_back(serve: Any, script: Scripted) -> None:
    served = serve()
    last = threading.Event()
    script.replies = [Reply(STREAM, wait=last)]
    with served.client.stream("POST", MESSAGES, json=ASK, headers={"x-api-key": served.session.token}) as answer:
        pieces = answer.iter_raw()
        assert next(pieces).startswith(STREAM[0])  # the rest is yet to be written
        last.set()
        assert b"".join(pieces).endswith(STREAM[-1])


def test_a_model_without_a_price_has_no_cost(serve: Any, script: Scripted) -> None:
    served = serve()
    script.replies = [Reply(STREAM)]
    served.post(MESSAGES, ASK)
    assert served.session.spent.unpriced == ("m",)
    assert served.session.spent.cost_usd is None


def test_a_cut_answer_is_cut_for_the_client_too_and_counted_as_a_lower_bound(serve: Any, script: Scripted) -> None:
    served = serve()
    script.replies = [Reply(STREAM[:1], cut=True)]
    with pytest.raises(httpx.RemoteProtocolError):
        served.post(MESSAGES, ASK)
    assert served.session.spent.usage == Usage(input=10, output=1, partial=True)
    assert served.lines[0]["message"].startswith("the answer was cut")


def test_a_client_that_leaves_ends_the_answer(serve: Any, script: Scripted) -> None:
    served = serve()
    last = threading.Event()
    script.replies = [Reply(STREAM, wait=last)]
    with served.client.stream("POST", MESSAGES, json=ASK, headers={"x-api-key": served.session.token}) as answer:
        next(answer.iter_raw())
    deadline = time.monotonic() + 10
    while not served.lines and time.monotonic() < deadline:
        time.sleep(0.01)
    last.set()
    assert served.lines[0]["usage"]["partial"] is True


@pytest.mark.parametrize("status", [429, 500, 503, 529])
def test_what_passes_by_is_tried_again_and_the_time_is_told(status: int, serve: Any, script: Scripted) -> None:
    served = serve()
    script.replies = [Reply([b"{}"], status=status, headers={"retry-after": "0.2"}), Reply(STREAM)]
    assert served.post(MESSAGES, ASK).status_code == 200
    assert served.session.lost_s >= 0.2
    assert served.session.spent.usage == USAGE
    assert not served.session.over.is_set()
    assert (served.lines[0]["tries"], served.session.spent.requests) == (2, 1)


def test_an_upstream_that_stays_down_is_given_up(serve: Any, script: Scripted) -> None:
    served = serve()
    script.replies = [Reply([b"{}"], status=500)] * 3
    assert served.post(MESSAGES, ASK).status_code == 502
    assert served.session.over.is_set()
    assert "500" in served.session.trouble
    assert served.lines[0]["lost_s"] == pytest.approx(served.session.lost_s, abs=0.001)
    assert served.session.lost_s > 0.03  # both pauses
    assert served.post(MESSAGES, ASK).json()["error"]["type"] == "api_error"
    assert len(script.asked) == 4, "three tries, and a question of our own"


def test_an_agent_whose_request_makes_a_server_fail_goes_on_alone(serve: Any, script: Scripted) -> None:
    served = serve()
    script.replies = [*[Reply([b"{}"], status=500)] * 3, Reply(STREAM)]
    answer = served.post(MESSAGES, ASK)
    assert answer.status_code == 502
    assert "to this request but not to others" in answer.text
    assert not served.session.over.is_set()
    assert not served.session.trouble
    assert json.loads(script.asked[-1][2])["messages"] == [{"role": "user", "content": "Hi"}]


def test_a_refused_key_is_not_tried_again(serve: Any, script: Scripted) -> None:
    served = serve()
    script.replies = [Reply([b'{"error": "invalid key ' + KEY.encode() + b'"}'], status=401)]
    answer = served.post(MESSAGES, ASK)
    assert (answer.status_code, served.session.trouble) == (502, "the model's server refuses the key")
    assert KEY not in answer.text
    assert len(script.asked) == 1


def test_a_refusal_that_repeats_the_key_is_passed_without_it(serve: Any, script: Scripted) -> None:
    served = serve()
    script.replies = [Reply([b"no credit left for " + KEY.encode()], status=403)]
    assert served.post(MESSAGES, ASK).text == "no credit left for [key]"
    assert KEY.encode() not in gzip.decompress((served.directory / BODIES / "000001.response.gz").read_bytes())


def test_a_server_that_says_nothing_is_given_up(serve: Any, script: Scripted) -> None:
    served = serve()
    held = threading.Event()
    script.replies = [Reply(STREAM[:1], wait=held)] * 3
    with pytest.raises(httpx.RemoteProtocolError):
        served.post(MESSAGES, ASK)
    held.set()
    assert served.lines[0]["message"] == "the answer was cut: ReadTimeout"


def test_a_refusal_by_the_model_passes_and_costs_nothing(serve: Any, script: Scripted) -> None:
    served = serve()
    script.replies = [Reply([b'{"usage": {"input_tokens": 9}}'], status=400)]
    assert served.post(MESSAGES, ASK).status_code == 400
    assert served.session.spent.usage == Usage()
    assert not served.session.over.is_set()


@pytest.mark.parametrize(
    ("budget", "reason"),
    [
        (Budget(requests=1), "1 requests"),
        (Budget(tokens=14), "14 tokens"),
        (Budget(usd=0.5), "0.5 US dollars"),
        (Budget(wall_s=0.001), "0.001 seconds"),
    ],
)
def test_a_spent_budget_ends_it(budget: Budget, reason: str, serve: Any, script: Scripted) -> None:
    served = serve(budget=budget, cost=lambda model, usage: 0.5)
    script.replies = [Reply(STREAM)]
    assert served.post(MESSAGES, ASK).status_code == 200
    answer = served.post(MESSAGES, ASK)
    assert (answer.status_code, answer.json()["error"]["type"]) == (403, "permission_error")
    assert reason in answer.json()["error"]["message"]
    assert reason in served.session.exhausted
    assert served.session.over.is_set()
    assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("/v1/files", b"{}", {}, 404),
        ("/v1/messages/../files", b"{}", {}, 404),
        (MESSAGES, b"{}", {}, 400),
        (MESSAGES, b"[" * 100_000, {}, 400),
        (MESSAGES, b"\xff", {}, 400),
        (MESSAGES, rb'{"model": "\ud800"}', {}, 400),
        (MESSAGES, b'{"model": "' + b"m" * 300 + b'"}', {}, 400),
        (MESSAGES, b"{}", {"content-encoding": "gzip"}, 400),
        (MESSAGES, b"{}", {"x-api-key": "another"}, 401),
        (MESSAGES, b"{}", {"upgrade": "websocket", "connection": "upgrade"}, 426),
    ],
)
def test_what_is_no_request_for_a_model_stays_here(
    path: str, body: bytes, headers: dict[str, str], status: int, serve: Any, script: Scripted
) -> None:
    served = serve()
    request = httpx.Request("POST", "http://gateway/x", content=body, headers={"x-api-key": served.session.token})
    request.headers.update(headers)
    request.extensions["target"] = path.encode()
    answer = served.client.send(request)
    assert answer.status_code == status
    assert script.asked == []
    assert not served.session.over.is_set()


def test_requests_do_not_fill_our_memory(serve: Any, script: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harness.gateway.proxy.MAX_REQUEST", 1000)
    monkeypatch.setattr("harness.gateway.proxy.MAX_HELD", 1500)
    monkeypatch.setattr("harness.gateway.proxy.PART", 0)
    served = serve()
    assert served.post(MESSAGES, {**ASK, "text": "x" * 1000}).status_code == 413
    script.replies = [Reply(STREAM)]
    held, headers = b'{"text": "' + b"x" * 900, {"x-api-key": served.session.token}

    def slowly() -> Iterator[bytes]:
        yield held
        first = served.post(MESSAGES, {**ASK, "text": "x" * 800})
        assert first.status_code == 413  # both together are too much
        yield b'"}'

    assert served.client.post(MESSAGES, content=slowly(), headers=headers).status_code == 400
    assert served.post(MESSAGES, {**ASK, "text": "x" * 800}).status_code == 200


def test_the_hello_of_a_client_is_answered(serve: Any) -> None:
    assert serve().client.head("/api/hello").status_code == 200


def test_another_trials_token_opens_nothing(serve: Any, script: Scripted) -> None:
    one, other = serve(), serve()
    headers = {"x-api-key": "", "authorization": f"Bearer {other.session.token}"}
    assert one.client.post(MESSAGES, json=ASK, headers=headers).status_code == 401
    script.replies = [Reply(STREAM)]
    assert other.client.post(MESSAGES, json=ASK, headers=headers).status_code == 200


def test_a_chat_is_counted_though_it_did_not_ask(serve: Any, script: Scripted) -> None:
    served = serve("openai")
    chunk = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    count = {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 2}}
    script.replies = [Reply([*events(chunk, count), b"data: [DONE]\n\n"])]
    answer = served.client.post(
        "/v1/chat/completions", json=ASK, headers={"authorization": f"Bearer {served.session.token}"}
    )
    assert answer.content == b"".join(events(chunk)) + b"data: [DONE]\n\n"
    path, headers, body = script.asked[0]
    assert (path, headers["authorization"]) == ("/v1/chat/completions", f"Bearer {KEY}")
    assert b"include_usage" in body
    assert served.session.spent.usage == Usage(input=3, output=2)


def test_a_key_in_the_query_is_replaced(serve: Any, script: Scripted) -> None:
    served = serve("google")
    chunk = {"candidates": [{"finishReason": "STOP"}], "usageMetadata": {"promptTokenCount": 1}}
    script.replies = [Reply(events(chunk))]
    path = "/v1beta/models/m:streamGenerateContent"
    answer = served.client.post(f"{path}?alt=sse&key={served.session.token}", json={})
    assert answer.status_code == 200
    assert script.asked[0][0] == f"{path}?alt=sse"
    assert script.asked[0][1]["x-goog-api-key"] == KEY


def test_no_search_through_the_models_server(serve: Any, script: Scripted) -> None:
    served = serve()
    search = {"type": "web_search_20250305", "name": "web_search"}
    script.replies = [Reply(STREAM), Reply(STREAM)]
    served.post(MESSAGES, {**ASK, "tools": [search]})
    assert b"web_search" not in script.asked[0][2]
    assert served.lines[0]["dropped"] == [search["type"]]
    served.session.online = True
    served.post(MESSAGES, {**ASK, "tools": [search]})
    assert b"web_search" in script.asked[1][2]


def test_half_a_character_harms_no_record(serve: Any, script: Scripted) -> None:
    served = serve()
    script.replies = [Reply(STREAM)]
    body = rb'{"model": "m", "stream": true, "tools": [{"type": "\ud800"}], "messages": ["\udfff"]}'
    answer = served.client.post(MESSAGES, content=body, headers={"x-api-key": served.session.token})
    assert answer.status_code == 200
    assert rb"\udfff" in script.asked[0][2]
    assert served.lines[0]["dropped"] == [r"\ud800"]


def test_many_streams_at_a_time(serve: Any, script: Scripted) -> None:
    served = serve()
    script.replies = [Reply(STREAM) for _ in range(32)]
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(served.post(MESSAGES, ASK).status_code)) for _ in range(32)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 32
    assert served.session.spent.usage == Usage(input=320, output=128)
    assert len(served.lines) == 32


def test_a_session_that_ends_cuts_what_is_open_and_books_it(gateway: Gateway, script: Scripted, tmp_path: Path) -> None:
    session = Session(Budget(), lambda m, u: None)
    upstream = Upstream("anthropic", script.url, VENDORS["anthropic"].wires, KEY)
    last, where = threading.Event(), tmp_path / "a.sock"
    script.replies = [Reply(STREAM, wait=last)]
    with httpx.Client(transport=httpx.HTTPTransport(uds=str(where)), base_url="http://gateway") as client:
        with gateway.serving(session, upstream, where, tmp_path / "kept"):
            headers = {"x-api-key": session.token}
            answer = client.send(client.build_request("POST", MESSAGES, json=ASK, headers=headers), stream=True)
            pieces = answer.iter_raw()
            next(pieces)
        assert session.spent.usage.partial
        with pytest.raises(httpx.HTTPError):
            list(pieces)
    last.set()


def test_a_session_that_has_ended_answers_nobody(gateway: Gateway, script: Scripted, tmp_path: Path) -> None:
    session = Session(Budget(), lambda m, u: None)
    where = tmp_path / ("deep" * 30) / "a.sock"
    where.parent.mkdir()
    upstream = Upstream("anthropic", script.url, VENDORS["anthropic"].wires, KEY)
    with gateway.serving(session, upstream, where, tmp_path / "kept"):
        assert where.stat().st_mode & 0o777 == 0o666
    assert not where.exists()
    assert session.over.is_set()
    assert KEY not in repr(upstream)
