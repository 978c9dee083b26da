"""MkDocs with the Material theme, set up as its documentation tells for many pages."""

import json
from pathlib import Path

from . import corpus, generator, tools

REQUIREMENTS = Path(__file__).with_suffix(".txt")


class MkDocs(generator.Generator):
    """MkDocs Material from PyPI, in a virtual environment of its own."""

    name = "mkdocs"
    title = "MkDocs Material"

    def __init__(self, tools_folder):
        self.tools_folder = tools_folder
        self.python = None

    def install(self, build):
        del build
        self.python = tools.virtual_environment(REQUIREMENTS, self.tools_folder)

    def version(self):
        pinned = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
        named = ("mkdocs==", "mkdocs-material==", "Pygments==")
        return ", ".join(line.replace("==", " ") for line in pinned if line.startswith(named))

    def command(self, folder, scratch):
        del scratch
        return [str(self.python), "-m", "mkdocs", "build", "--quiet"], self.site(folder)

    def content(self, folder):
        return self.site(folder) / "docs" / "questions"

    def address(self, number, slug):
        return f"questions/{self.path(number, slug).with_suffix('')}/index.html"

    def start(self, folder):
        self.content(folder).mkdir(parents=True)
        (self.site(folder) / "mkdocs.yml").write_text(_config(), encoding="utf-8")
        home = f"# {corpus.SITE_TITLE}\n\n{corpus.SITE_DESCRIPTION}\n"
        (self.site(folder) / "docs" / "index.md").write_text(home, encoding="utf-8")
        for name, _, terms in corpus.LISTS:
            listing = f"# {name.capitalize()}\n\n<!-- material/tags {{ include: {_titles(terms)} }} -->\n"
            (self.site(folder) / "docs" / f"{name}.md").write_text(listing, encoding="utf-8")

    def page(self, question):
        tags = [corpus.title_of(id) for id in [question.level, question.topic, *question.sources]]
        return corpus.yaml({"title": question.title, "description": question.summary, "tags": tags}) + (
            f"# {question.title}\n\n{question.summary}\n\n{question.updated}\n\n{question.body}\n"
            f"{', '.join(question.tags)}\n")

    def list_problems(self, output, manifest):
        problems = []
        for name, _, _ in corpus.LISTS:
            page = (output / name / "index.html").read_text(encoding="utf-8")
            problems += generator.unlisted(manifest, generator.named(page, manifest), f"list of {name}")
        return problems

    def search_files(self, output):
        return [output / "search" / "search_index.json"]

    def search_problems(self, output, manifest):
        entries = json.loads(self.search_files(output)[0].read_text(encoding="utf-8"))["docs"]
        found = {entry["location"].rstrip("/").rpartition("/")[2] for entry in entries}
        return generator.unlisted(manifest, found, "search index")


def _titles(terms):
    return json.dumps([term.title for term in terms])


def _config():
    # `not_in_nav`: with all questions in the navigation, each page would hold the addresses of all others.
    return f"""\
site_name: {json.dumps(corpus.SITE_TITLE)}
site_description: {json.dumps(corpus.SITE_DESCRIPTION)}
site_author: {json.dumps(corpus.AUTHOR)}
site_url: {json.dumps(corpus.BASE_URL)}
site_dir: public
theme:
  name: material
  language: en
  # The fonts of the system instead of a font service's.
  font: false
plugins:
  - search
  - tags
markdown_extensions:
  - pymdownx.highlight
  - pymdownx.superfences
nav:
  - index.md
  - levels.md
  - topics.md
  - sources.md
not_in_nav: /questions/
"""
