"""Pagefind: the search index of the site that Eleventy has made."""

import json

from . import generator, tools


class Pagefind(generator.Generator):
    """Pagefind from npm: the program itself, not the script that starts it."""

    name = "pagefind"
    title = "Pagefind, on Eleventy's site"
    makes_pages = False
    works_on = "eleventy"

    def __init__(self, tools_folder, eleventy):
        self.tools_folder = tools_folder
        self.eleventy = eleventy
        self.binary = None

    def install(self, build):
        del build
        modules = tools.from_npm(self.tools_folder)
        resolve = "const { resolveBinaryPath } = await import('./pagefind/lib/resolveBinary.js');"
        found = tools.run([tools.program("node"), "--input-type=module", "-e",
                           f"{resolve} console.log(resolveBinaryPath(['pagefind_extended', 'pagefind']))"], cwd=modules)
        self.binary = found.strip().splitlines()[-1]

    def version(self):
        return tools.run([self.binary, "--version"], env=tools.clean_environment()).strip()

    def command(self, folder, scratch):
        del scratch
        return [self.binary, "--site", str(self.eleventy.output(folder)),
                "--output-path", str(self.output(folder))], folder

    def site(self, folder):
        """What it reads."""
        return self.eleventy.output(folder)

    def output(self, folder):
        return folder / self.name

    def search_files(self, output):
        """Without its scripts, style sheets and WebAssembly."""
        files = [path for path in sorted(output.rglob("*")) if path.is_file()]
        data = [path for path in files if path.suffix in {".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter"}]
        return [output / "pagefind-entry.json", *data]

    def search_problems(self, output, manifest):
        entry = json.loads((output / "pagefind-entry.json").read_text(encoding="utf-8"))
        count = sum(language["page_count"] for language in entry["languages"].values())
        expected = len(manifest["slugs"])
        return [] if count == expected else [f"the search index has {count} pages instead of {expected}"]
