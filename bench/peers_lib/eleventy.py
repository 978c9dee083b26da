"""Eleventy: the site of `eleventy_site/`, with the same pages at the same addresses as Hugo's and studypress's."""

import json
import shutil
from pathlib import Path

from . import corpus, generator, splitlists, tools

TEMPLATES = Path(__file__).parent / "eleventy_site"


class Eleventy(generator.Generator):
    """Eleventy from npm, with its own plugin for highlighted code. It has no search: Pagefind indexes its site."""

    name = "eleventy"
    title = "Eleventy"
    writes_with_itself = True

    def __init__(self, tools_folder):
        self.tools_folder = tools_folder
        self.modules = None

    def install(self, build):
        del build
        self.modules = tools.from_npm(self.tools_folder)

    def version(self):
        described = (self.modules / "@11ty" / "eleventy" / "package.json").read_text(encoding="utf-8")
        node = tools.run([tools.program("node"), "--version"]).strip()
        return f"Eleventy {json.loads(described)['version']}, Node {node}"

    def command(self, folder, scratch):
        del scratch
        program = self.modules / "@11ty" / "eleventy" / "cmd.cjs"
        return [tools.program("node"), str(program), "--quiet"], self.site(folder)

    def start(self, folder):
        site = self.site(folder)
        shutil.copytree(TEMPLATES, site)
        (site / "node_modules").symlink_to(self.modules)
        facts = {"title": corpus.SITE_TITLE, "description": corpus.SITE_DESCRIPTION, "author": corpus.AUTHOR,
                 "url": corpus.BASE_URL, "path": corpus.BASE_PATH}
        lists = [{"id": name, "field": field, "terms": [vars(term) for term in terms]}
                 for name, field, terms in corpus.LISTS]
        _write_json(site / "_data" / "site.json", facts)
        _write_json(site / "_data" / "lists.json", lists)

    def page(self, question):
        return corpus.yaml({
            "title": question.title, "summary": question.summary, "level": question.level, "topic": question.topic,
            "sources": question.sources, "labels": question.tags, "date": question.updated,
        }) + question.body

    def list_pages(self, kind, id, pages):
        """The addresses of a list's pages."""
        return [f"{kind}/{id}.html"] + [f"{kind}/{id}/page/{page}.html" for page in range(2, pages + 1)]

    def list_problems(self, output, manifest):
        return splitlists.problems(self, output, manifest)


def _write_json(path, data):
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
