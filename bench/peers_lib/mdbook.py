"""mdBook: a book with a part for each topic, set up as its documentation tells."""

import json
import re

from . import corpus, generator, tools

VERSION = "0.5.4"


class MdBook(generator.Generator):
    """mdBook from Cargo's registry. It highlights code in the browser."""

    name = "mdbook"
    title = "mdBook"
    highlights = False
    fixed_pages = ["index.html", "404.html"]

    def __init__(self, tools_folder):
        self.tools_folder = tools_folder
        self.binary = None
        self.chapters = {}

    def install(self, build):
        del build
        self.binary = tools.from_cargo("mdbook", VERSION, self.tools_folder)

    def version(self):
        return tools.run([self.binary, "--version"], env=tools.clean_environment()).strip()

    def command(self, folder, scratch):
        del scratch
        return [str(self.binary), "build", str(self.site(folder))], self.site(folder)

    def content(self, folder):
        return self.site(folder) / "src" / "questions"

    def address(self, number, slug):
        return f"questions/{self.path(number, slug).with_suffix('.html')}"

    def start(self, folder):
        self.content(folder).mkdir(parents=True)
        self.chapters = {topic.id: [] for topic in corpus.TOPICS}
        (self.site(folder) / "book.toml").write_text(_config(), encoding="utf-8")
        home = f"# {corpus.SITE_TITLE}\n\n{corpus.SITE_DESCRIPTION}\n"
        (self.site(folder) / "src" / "index.md").write_text(home, encoding="utf-8")

    def page(self, question):
        file = f"questions/{self.path(question.number, question.slug).as_posix()}"
        self.chapters[question.topic].append(f"- [{question.title}]({file})")
        about = [corpus.title_of(id) for id in [question.level, question.topic, *question.sources]]
        return (f"# {question.title}\n\n{question.summary}\n\n{' · '.join([*about, question.updated])}\n\n"
                f"{question.body}\n{', '.join(question.tags)}\n")

    def end(self, folder):
        """The table of contents: mdBook's one way to name chapters."""
        parts = [f"# {topic.title}\n\n" + "\n".join(self.chapters[topic.id]) + "\n"
                 for topic in corpus.TOPICS if self.chapters[topic.id]]
        summary = "\n".join(["# Summary\n", f"[{corpus.SITE_TITLE}](index.md)\n", *parts])
        (self.site(folder) / "src" / "SUMMARY.md").write_text(summary, encoding="utf-8")

    def list_problems(self, output, manifest):
        """The one list is the table of contents beside the pages, which a script fills in."""
        listed = set()
        for file in output.glob("toc*"):
            listed |= generator.named(re.sub(r"\.html\b", "", file.read_text(encoding="utf-8")), manifest)
        return generator.unlisted(manifest, listed, "table of contents")

    def search_files(self, output):
        return sorted(output.glob("searchindex*"))

    def search_problems(self, output, manifest):
        found = set()
        for file in self.search_files(output):
            found |= generator.named(file.read_text(encoding="utf-8").replace(".html", ""), manifest)
        return generator.unlisted(manifest, found, "search index")


def _config():
    return f"""\
[book]
title = {json.dumps(corpus.SITE_TITLE)}
description = {json.dumps(corpus.SITE_DESCRIPTION)}
authors = [{json.dumps(corpus.AUTHOR)}]
language = "en"

[build]
build-dir = "public"

[output.html]
site-url = {json.dumps(corpus.BASE_PATH)}

# One page that holds all others serves nobody who has thousands of them.
[output.html.print]
enable = false
"""
