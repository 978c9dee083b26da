"""What all generators share: where things stand in their folder, and what is asked of them."""

from pathlib import Path


class Generator:
    """A generator beside the others. What is not like this, its own class says."""

    # What it is called on the command line, and its folder beside the others' in the folder of the questions.
    name = ""
    # What it is called in the tables.
    title = ""
    # Slow ones run once, whatever `--runs` says.
    runs_once = True
    # Whether it builds pages of its own. One that does not has neither size nor weight.
    makes_pages = True
    # Whether the code is highlighted when the site is built, and not in the browser.
    highlights = True
    # What every site of it has beside questions and lists.
    fixed_pages = ["index.html", "404.html", "sitemap.xml"]
    # Whether it must be installed for the questions to be written.
    writes_with_itself = False
    # The generator whose finished site it works on.
    works_on = None

    def install(self, build):
        """Installs the pinned version if it is missing; `build` may build this repository."""
        raise NotImplementedError

    def version(self):
        """What it says of itself."""
        raise NotImplementedError

    def command(self, folder, scratch):
        """The command line of a build, and the folder it is run in. `scratch` is empty and its own for each run."""
        raise NotImplementedError

    def left_behind(self, folder):
        """What a build writes: set aside before each cold run."""
        return [self.output(folder)]

    def site(self, folder):
        """Its folder: everything that it reads and writes."""
        return folder / self.name

    def content(self, folder):
        """Where the files of questions stand."""
        return self.site(folder) / "content" / "questions"

    def output(self, folder):
        """The finished site."""
        return self.site(folder) / "public"

    def start(self, folder):
        """Writes everything but the questions."""
        raise NotImplementedError

    def page(self, question):
        """One content file."""
        raise NotImplementedError

    def end(self, folder):
        """Writes what needs to know all questions."""

    def path(self, number, slug):
        """Where the file of a question stands below `content`: 100 questions a folder."""
        return Path(f"{number // 100:03}", f"{slug}.md")

    def address(self, number, slug):
        """Where the page of a question stands in the finished site."""
        del number
        return f"questions/{slug}.html"

    def list_problems(self, output, manifest):
        """What the lists of levels, topics and sources lack. Asked of those that make pages."""
        raise NotImplementedError

    def search_files(self, output):
        """The files of the search index, without the scripts that read it; none if there is no search."""
        del output
        return []

    def search_problems(self, output, manifest):
        """What the search index lacks."""
        del output, manifest
        return []


def unlisted(manifest, listed, where):
    """The problem, as a list, that questions are not among the slugs that a list names."""
    missing = set(manifest["slugs"]) - set(listed)
    return [f"{len(missing)} questions are on no {where}"] if missing else []


def named(text, manifest):
    """The slugs of the questions that a list or an index links to."""
    slugs = set(manifest["slugs"])
    for mark in "/.\"'<>\\#?&":
        text = text.replace(mark, " ")
    return slugs.intersection(text.split())
