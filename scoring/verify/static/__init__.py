"""Static verification: facts read from source text in a box of tools, judged on the host. No tree is ever imported.

One file per kind of check, each with `KIND`, `collect(tree, params)` for the box and `judge(facts, original, params)`
for the host. What runs in the box is standard library plus the tools, imported where they are used."""
