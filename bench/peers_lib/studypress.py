"""studypress: its site, its command, what it leaves behind."""

import json
import os
import sys
from pathlib import Path

from . import corpus, generator, splitlists, tools


class Studypress(generator.Generator):
    """studypress, built from this repository unless a binary is given."""

    name = "studypress"
    title = "studypress"
    runs_once = False

    def __init__(self, root, binary=None):
        self.root = root
        self.binary = binary

    def install(self, build):
        """Builds the release binary and finds it."""
        if self.binary:
            if not self.binary.is_file():
                raise tools.Failure(f"there is no file {self.binary}")
            return
        if build:
            print("cargo build --release", file=sys.stderr)
            tools.run(["cargo", "build", "--release"], cwd=self.root)
        described = tools.run(["cargo", "metadata", "--format-version", "1", "--no-deps", "--quiet"], cwd=self.root)
        described, _ = json.JSONDecoder().raw_decode(described[described.index("{") :])
        program = "studypress.exe" if os.name == "nt" else "studypress"
        self.binary = Path(described["target_directory"]) / "release" / program
        if not self.binary.is_file():
            raise tools.Failure("no release binary of studypress: run without --no-build")

    def version(self):
        return tools.run([self.binary, "--version"]).strip()

    def command(self, folder, scratch):
        del scratch
        return [str(self.binary), "build", str(self.site(folder))], self.root

    def left_behind(self, folder):
        return [self.output(folder), self.site(folder) / ".studypress"]

    def content(self, folder):
        return self.site(folder) / "content"

    def start(self, folder):
        self.content(folder).mkdir(parents=True)
        (self.site(folder) / "site.toml").write_text(_site_toml(), encoding="utf-8")

    def page(self, question):
        return corpus.front_matter({
            "title": question.title, "level": question.level, "topic": question.topic, "source": question.sources,
            "summary": question.summary, "tags": question.tags, "updated": question.updated,
        }) + question.body

    def list_pages(self, kind, id, pages):
        """The addresses of a list's pages."""
        return [f"{kind}/{id}.html"] + [f"{kind}/{id}-{page}.html" for page in range(2, pages + 1)]

    def list_problems(self, output, manifest):
        return splitlists.problems(self, output, manifest)

    def search_files(self, output):
        return [path for path in sorted((output / "search").glob("*")) if path.is_file()]

    def search_problems(self, output, manifest):
        """Each question has its words in the index: its address stands in one of the files."""
        found = set()
        for file in self.search_files(output):
            found |= generator.named(file.read_text(encoding="utf-8").replace(".html", ""), manifest)
        return generator.unlisted(manifest, found, "search index")


def _site_toml():
    text = [
        f"title = {json.dumps(corpus.SITE_TITLE)}",
        f"description = {json.dumps(corpus.SITE_DESCRIPTION)}",
        f"base_url = {json.dumps(corpus.BASE_URL)}",
        'language = "en"',
        f"author = {json.dumps(corpus.AUTHOR)}",
    ]
    for name, _, terms in corpus.LISTS:
        for term in terms:
            text += ["", f"[[{name}]]", f"id = {json.dumps(term.id)}", f"title = {json.dumps(term.title)}",
                     f"description = {json.dumps(term.description)}"]
            if name == "sources":
                text += ['publisher = "Nobody"', 'date = "2025-01-01"', f'url = "https://example.org/{term.id}"']
    return "\n".join(text) + "\n"
