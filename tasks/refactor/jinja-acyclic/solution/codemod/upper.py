# ruff: noqa: E501, ISC004 - a pattern on a line
"""Stage 3: asynchronous rendering stands where it is called, so that the environment asks nobody above it."""

import re
import textwrap

from .statements import Statements, edit

TOOLS = '''"""What asynchronous rendering needs everywhere; it knows nothing of templates."""
import inspect

from .utils import concat


'''
FROM_TOOLS = "from ._asynctools import "
METHODS = "render_async generate_async make_module_async"
UNAVAILABLE = r"        # see asyncsupport for the actual implementation\n        raise NotImpl.*?\n        \)\n"
IN_RUNTIME = """    @internalcode
    async def {name}(self{more}):
        rv = await {call}
        if {safe}:
            rv = Markup(rv)
        return rv

"""
ON_LOOP = """    def _generate_on_loop(self, args, kwargs):
        loop = asyncio.get_event_loop()
        events = self.generate_async(*args, **kwargs)
        try:
            while 1:
                yield loop.run_until_complete(events.__anext__())
        except StopAsyncIteration:
            pass

"""
DEFAULT_MODULE = """    @internalcode
    async def _get_default_module_async(self):
        if self._module is None:
            self._module = await self.make_module_async()
        return self._module

"""
EDITS = (
    ("asyncsupport.py", r'"""The code for async.*?"""\n', '"""Loops of asynchronous templates."""\n'),
    (
        "asyncsupport.py",
        r"import asyncio\nimport inspect\n.*?(?=from \.runtime)",
        f"{FROM_TOOLS}auto_aiter\n{FROM_TOOLS}auto_await  # noqa: F401\n{FROM_TOOLS}concat_async  # noqa: F401\n",
    ),
    ("asyncsupport.py", r"from \.utils import concat\nfrom \.utils import internalcode\n", ""),
    ("asyncsupport.py", r"\n*patch_all\(\)\n*\Z", "\n"),
    ("asyncfilters.py", r"\.asyncsupport( import auto_aiter\nfrom )\.asyncsupport", r"._asynctools\1._asynctools"),
    (
        "environment.py",
        r"\n        if self\.is_async:\n            # runs patch_all.*?asyncsupport  # noqa: F401\n",
        "",
    ),
    (
        "environment.py",
        r"(        self\.filters = DEFAULT_FILTERS\.copy\(\)\n)",
        r"\1        if enable_async:\n            self.filters.update(ASYNC_FILTERS)\n",
    ),
    ("environment.py", r"import os\n", "import asyncio\nimport os\n"),
    ("environment.py", r"(?=from \._marks)", FROM_TOOLS + "concat_async\n"),
    ("environment.py", r"(?=from \.compiler import CodeG)", "from .asyncfilters import ASYNC_FILTERS\n"),
    (
        "environment.py",
        r"(?=        vars = dict\(\*args, \*\*kwargs\)\n        try:\n            return concat\()",
        "        if self.environment.is_async:\n            loop = asyncio.get_event_loop()\n"
        "            return loop.run_until_complete(self.render_async(*args, **kwargs))\n",
    ),
    (
        "environment.py",
        r"(?=        vars = dict\(\*args, \*\*kwargs\)\n        try:\n            for event)",
        "        if self.environment.is_async:\n            yield from self._generate_on_loop(args, kwargs)\n            return\n",
    ),
    (
        "environment.py",
        r"(    def _get_default_module\(self\):\n)",
        r"\1        if self.environment.is_async:\n"
        r'            raise RuntimeError("Template module attribute is unavailable in async mode")\n',
    ),
    ("environment.py", r"(?=    @property\n    def module\(self\))", DEFAULT_MODULE),
    ("environment.py", r"(?=    async def generate_async\()", ON_LOOP),
    ("runtime.py", r"(?=from \._marks)", FROM_TOOLS + "concat_async\n"),
    (
        "runtime.py",
        r"(    def __call__\(self\):\n)(        rv = concat.*?return rv\n\n)",
        r"\1        if self._context.environment.is_async:\n            return self._call_async()\n\2"
        + IN_RUNTIME.format(
            name="_call_async",
            more="",
            call="concat_async(self._stack[self._depth](self._context))",
            safe="self._context.eval_ctx.autoescape",
        ),
    ),
    (
        "runtime.py",
        r'        """This method is being swapped out by the async implementation."""\n(        rv = .*?return rv\n\n)',
        r"        if self._environment.is_async:\n            return self._invoke_async(arguments, autoescape)\n\1"
        + IN_RUNTIME.format(
            name="_invoke_async", more=", arguments, autoescape", call="self._func(*arguments)", safe="autoescape"
        ),
    ),
)


def untie_the_upper(files: dict[str, str]) -> None:
    """Methods for what was put in the place of methods."""
    support = Statements(files["asyncsupport.py"])
    files["_asynctools.py"] = TOOLS + support.take("concat_async auto_await auto_aiter")
    bodies = {name: support.take(name) for name in METHODS.split()}
    support.take(
        "wrap_generate_func wrap_render_func wrap_block_reference_call wrap_macro_invoke get_default_module_async"
    )
    support.take("wrap_default_module patch_template patch_runtime patch_filters patch_all")
    files["asyncsupport.py"] = support.rest()
    environment = files["environment.py"]
    for name, body in bodies.items():
        inner = textwrap.indent(body[body.index("\n") + 1 :], "    ")
        pattern = rf"    (def {name}\(.*?\n)(        \"\"\".*?\"\"\"\n){UNAVAILABLE}"
        environment = re.sub(
            pattern, lambda match, text=inner: "    async " + match[1] + match[2] + text, environment, flags=re.DOTALL
        )
    files["environment.py"] = environment
    for name, pattern, replacement in EDITS:
        files[name] = edit(files[name], pattern, replacement)
