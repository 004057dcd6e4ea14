"""What the judge engine adds to the vendors' SDKs: 1,000 verdicts at 32 at a time, from a server that takes 50 ms.

Rounds of bare SDK calls with the same bodies and rounds of the engine alternate in one run; the ratio shown is
the median of the paired ratios with its exact 95 % interval. A second pass is served from the cache, with no request.
Everything stays on the loopback and stops by itself."""

import argparse
import asyncio
import json
import multiprocessing
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from scoring.judge.backends.openai import OpenAiBackend
from scoring.judge.cache import ReplyCache
from scoring.judge.hardening import Marks
from scoring.judge.judge import Judge, Work
from scoring.judge.prompt import Material, rubric_request
from scoring.spec import Anchor, Criterion, RubricSpec
from scoring.stats.intervals import median_interval

VERDICTS, ROUNDS, CONCURRENCY, LATENCY_S = 1_000, 8, 32, 0.05
TARGET = 1.25
ANCHORS = tuple(Anchor(score=n, text=f"What {n} looks like, in one line.") for n in range(4))
RUBRIC = RubricSpec(
    version="1", artifact="a.md", criteria=(Criterion(id="clear", weight=100, question="Is it?", anchors=ANCHORS),)
)
MATERIAL = Material(task="perf", instruction="Write a page.", sources="A fact, and another.\n" * 100)


def main() -> None:
    """Print the ratio, and what the cache saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verdicts", type=int, default=VERDICTS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    with _server() as (url, served), tempfile.TemporaryDirectory(prefix="meltbench-perf-") as scratch:
        cache = ReplyCache(Path(scratch) / "replies.sqlite")
        judge = Judge("x", OpenAiBackend("gpt-x", "openai", url, "k"), Marks(cache.secret()), cache)
        works = [
            Work(f"Page {at}.\n\n" + "It rained all day, and nobody minded. " * 60) for at in range(given.verdicts)
        ]
        requests = [rubric_request(work.text, MATERIAL, RUBRIC.criteria, (), judge.marks).request for work in works]
        bodies = [_body(request) for request in requests]
        ratios = []
        _bare(url, bodies[: 2 * CONCURRENCY])
        for at in range(given.rounds):
            sides = {"bare": partial(_bare, url, bodies), "ours": partial(_ours, judge, works, at)}
            seconds = {}
            for side in random.Random(at).sample(["bare", "ours"], 2):
                seconds[side] = _timed(sides[side])
            ratios.append(seconds["ours"] / seconds["bare"])
        low, high = median_interval(ratios)
        verdict = f"within {TARGET}x" if high <= TARGET else f"over {TARGET}x"
        figure = f"{median(ratios):.3f}x the bare SDK [{low:.3f}, {high:.3f}], n = {len(ratios)} rounds"
        print(f"judges: {figure} of {len(works)} verdicts at {CONCURRENCY} at a time ({verdict})")
        before, took_s = served.value, _timed(partial(_ours, judge, works, 0))
        print(f"from the cache: {took_s:.2f} s for {len(works)} verdicts, {served.value - before} requests")
        cache.close()


def _ours(judge: Judge, works: list[Work], repeat: int) -> None:
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        for opinion in pool.map(lambda work: judge.score(work, MATERIAL, RUBRIC, repeat), works):
            assert opinion.verdicts[0].score == 2, opinion


def _bare(url: str, bodies: list[dict[str, Any]]) -> None:
    from openai import OpenAI

    client = OpenAI(api_key="k", base_url=url, max_retries=0)
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        for answer in pool.map(lambda body: client.chat.completions.create(**body), bodies):
            assert answer.choices[0].message.content


def _body(request: Any) -> dict[str, Any]:
    form = {"name": "verdict", "strict": True, "schema": request.form}
    messages = [{"role": "system", "content": request.system}, {"role": "user", "content": request.turns[0].text}]
    return {
        "model": "gpt-x",
        "messages": messages,
        "max_tokens": request.max_tokens,
        "response_format": {"type": "json_schema", "json_schema": form},
    }


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _serve(port: Any, served: Any) -> None:
    """A server that thinks for 50 ms and then quotes the work."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    async def answer(request: Request) -> Response:
        body = (await request.body()).decode()
        served.value += 1
        await asyncio.sleep(LATENCY_S)
        token = re.search(r"token ([0-9a-f]{12}) in", body)
        verdict = {"criterion": "clear", "rationale": "r" * 200, "evidence": [{"quote": "nobody minded. It rained"}]}
        said = {"verdicts": [{**verdict, "score": 2, "abstain_reason": ""}], "injection_suspected": False}
        said |= {"token": token[1]} if token else {}
        message = {"role": "assistant", "content": json.dumps(said)}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        usage = {"prompt_tokens": 900, "completion_tokens": 90, "total_tokens": 990}
        reply = {
            "id": "c",
            "object": "chat.completion",
            "created": 1,
            "model": "gpt-x",
            "choices": [choice],
            "usage": usage,
        }
        return Response(json.dumps(reply), media_type="application/json")

    app = Starlette(routes=[Route("/v1/chat/completions", answer, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", access_log=False))

    async def run() -> None:
        task = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port.value = server.servers[0].sockets[0].getsockname()[1]
        await task

    asyncio.run(run())


@contextmanager
def _server() -> Iterator[tuple[str, Any]]:
    context = multiprocessing.get_context("spawn")
    port, served = context.Value("i", 0), context.Value("i", 0)
    process = context.Process(target=_serve, args=(port, served), daemon=True)
    process.start()
    try:
        while not port.value:
            if not process.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port.value}/v1", served
    finally:
        process.terminate()
        process.join()


if __name__ == "__main__":
    main()
