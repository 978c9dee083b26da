"""Says whether a tag may become a release.

    python3 packaging/check.py TAG REPOSITORY

The tag has to be `v` and the version of Cargo.toml, and `repository` there the address of the repository that is about to publish it:
the program's `init --github`, the wheel's metadata and `cargo binstall` take it from there. Needs Python 3.11.
"""

import pathlib
import sys
import tomllib

MANIFEST = pathlib.Path(__file__).resolve().parent.parent / "Cargo.toml"


def main(tag, repository):
    package = tomllib.loads(MANIFEST.read_text("utf-8"))["package"]
    wanted = f"v{package['version']}"
    if tag != wanted:
        sys.exit(f"::error::the tag is {tag}, but `version` in Cargo.toml makes it {wanted}")
    if package.get("repository") != repository:
        sys.exit(f'::error::add `repository = "{repository}"` to [package] in Cargo.toml, and tag that commit')
    print(f"{wanted} of {repository}")


if __name__ == "__main__":
    main(*sys.argv[1:])
