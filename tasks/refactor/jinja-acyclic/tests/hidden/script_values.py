# ruff: noqa: E501, I001, LOG001, PERF401, SIM118, SIM905, SLF001 - a case on a line, and private names are part of what must stay
"""Scripts on undefined values, exceptions, contexts and callables."""

import io
import logging
import operator
import pickle
import jinja2
from driver import plain, tell
from jinja2 import (
    exceptions,
    runtime,
    utils,
)
from markupsafe import Markup


def undefined_types():
    """Everything that can be done to undefined values."""
    told = []
    unary = [
        str,
        repr,
        bool,
        len,
        list,
        hash,
        int,
        float,
        complex,
        operator.neg,
        operator.pos,
        operator.invert,
        abs,
        lambda u: u.x,
        lambda u: u["x"],
        lambda u: u(),
        lambda u: u.__html__(),
        lambda u: u.__nope__,
        lambda u: u._undefined_message,
    ]
    binary = "add sub mul truediv floordiv mod pow lt le gt ge eq ne contains and_ getitem".split()
    made = [
        {"name": "q"},
        {"hint": "a hint", "name": "q"},
        {"obj": [1], "name": "attr"},
        {"obj": {"a": 1}, "name": 5},
        {"obj": None, "name": "x"},
        {"obj": runtime.Undefined(name="inner"), "name": "x", "exc": jinja2.TemplateRuntimeError},
    ]
    for cls in (jinja2.Undefined, jinja2.ChainableUndefined, jinja2.DebugUndefined, jinja2.StrictUndefined):
        for arguments in made:
            value = cls(**arguments)
            told.append([cls.__name__, [told_without_hash(tell(f, value), f) for f in unary]])
            told[-1].append([tell(getattr(operator, name), value, 1) for name in binary])
            told[-1].append([tell(getattr(operator, name), 1, value) for name in binary[:9]])
        told.append(
            [cls() == cls(), cls() != cls(name="x"), cls() == 5, tell(hasattr, cls, "__slots__")]
            if cls is not jinja2.StrictUndefined
            else []
        )
        told.append(
            [
                utils.is_undefined(cls()),
                utils.is_undefined(5),
                issubclass(cls, jinja2.Undefined),
                tell(pickle.dumps, cls)[:1],
            ]
        )
    return told


def told_without_hash(value, function):
    """Hashes of classes are places in memory."""
    return type(value).__name__ if function is hash else value


def logged():
    """What is undefined goes to a logger."""
    stream = io.StringIO()
    logger = logging.Logger("x")
    logger.addHandler(logging.StreamHandler(stream))
    told = []
    for base in (None, jinja2.StrictUndefined, jinja2.DebugUndefined):
        env = jinja2.Environment(undefined=jinja2.make_logging_undefined(logger, base))
        for source in (
            "{{ q }}",
            "{% for x in q %}{% endfor %}",
            "{% if q %}{% endif %}",
            "{{ a.q }}",
            "{{ a[5] }}",
            "{{ q.x }}",
            "{{ q + 1 }}",
            "{{ 1 if 0 }}",
            "{{ [][q] }}",
        ):
            told.append(tell(lambda e=env, s=source: e.from_string(s).render(a={})))
    silent = jinja2.make_logging_undefined()
    names = sorted(name for name in logging.Logger.manager.loggerDict if "jinja2" in name)
    return told, stream.getvalue(), silent.__name__, names


def errors():
    """Exceptions by hand, pickled too."""
    made = [
        exceptions.TemplateError("m"),
        exceptions.TemplateError(),
        exceptions.TemplateNotFound("n"),
        exceptions.TemplateNotFound("n", "message"),
        exceptions.TemplatesNotFound(["a", "b"]),
        exceptions.TemplatesNotFound(),
        exceptions.TemplatesNotFound(["a", runtime.Undefined(name="u")]),
        exceptions.TemplatesNotFound(["a"], "message"),
        exceptions.TemplateSyntaxError("m", 2, "name", "file"),
        exceptions.TemplateSyntaxError("m", 2, "name"),
        exceptions.TemplateAssertionError("m", 1),
        exceptions.SecurityError("s"),
        exceptions.FilterArgumentError("f"),
        exceptions.UndefinedError("u"),
    ]
    made[8].source = "one\n  two  \nthree"
    made[9].source = "one"
    told = []
    for one in made:
        told.append(
            [
                plain(one),
                one.message,
                str(one),
                repr(one),
                [c.__name__ for c in type(one).__mro__],
                type(one).__module__,
            ]
        )
        told.append(tell(lambda o=one: plain(pickle.loads(pickle.dumps(o)))))
    told.append(tell(exceptions.TemplateNotFound, runtime.Undefined(name="u")))
    made[8].translated = True
    return told, str(made[8])


def contexts():
    """Contexts by hand, and of classes of one's own."""
    env = jinja2.Environment()
    context = env.from_string("{% set a = 1 %}").new_context({"x": 1, "y": None})
    context.vars["a"] = 2
    context.exported_vars.add("a")
    told = [
        context["x"],
        tell(lambda: context["q"]),
        context.get("q", 5),
        context.get("y", 5),
        "x" in context,
        "q" in context,
        context.resolve("q"),
        context.resolve_or_missing("q"),
    ]
    told += [
        sorted(k for k in context.keys() if len(k) == 1),
        len(context.values()),
        context.get_exported(),
        context.get_all()["a"],
        context.keys.__name__,
        context.items.__doc__,
    ]
    derived = context.derived({"x": 9, "z": utils.missing})
    told += [
        derived["x"],
        derived["a"],
        "z" in derived,
        derived.eval_ctx is context.eval_ctx,
        context.name,
        repr(runtime.Context(env, {"p": 1}, "n", {})),
    ]
    told += [tell(context.super, "b", None), plain(context.call(lambda *a, **k: [a, k], 1, x=2)), tell(context.call, 5)]
    told.append(isinstance(context, __import__("collections").abc.Mapping))

    class Resolving(runtime.Context):
        def resolve(self, key):
            return "resolved " + key if key.startswith("q") else super().resolve(key)

    class Missing(runtime.Context):
        def resolve_or_missing(self, key):
            return "found " + key if key.startswith("q") else super().resolve_or_missing(key)

    for cls in (Resolving, Missing, type("Plain", (runtime.Context,), {})):
        env.context_class = cls
        told.append(
            [
                env.from_string("{{ q }}{{ x }}{{ z }}{% for q2 in [1] %}{{ q2 }}{{ q3 }}{% endfor %}").render(x=1),
                cls._legacy_resolve_mode,
                cls._fast_resolve_mode,
            ]
        )
    return told


def callables():
    """Functions that are given context, evaluation context or environment; objects too."""

    class Counting:
        @jinja2.contextfunction
        def __call__(self, context, *args):
            return [context.name, args]

    @jinja2.contextfilter
    def with_context(context, value, more=1):
        return f"{value}{context['x']}{more}"

    @jinja2.evalcontextfilter
    def with_eval(eval_ctx, value):
        return Markup("<b>") + value if eval_ctx.autoescape else value

    @jinja2.environmentfilter
    def with_environment(environment, value):
        return [type(environment).__name__, value]

    told = []
    for escaped in (True, False, lambda name: name is None):
        env = jinja2.Environment(autoescape=escaped)
        env.filters.update(c=with_context, v=with_eval, e=with_environment)
        source = "{{ f(1) }}{{ '<'|c }}{{ '<'|c(more=2) }}{{ '<'|v }}{{ 1|e }}{{ stop() }}{% filter v %}&{% endfilter %}{{ ['a']|map('c', 3)|list }}{{ ['<']|map('v')|list }}"
        told.append(env.from_string(source).render(f=Counting(), x=7, stop=lambda: next(iter(()))))
    return told
