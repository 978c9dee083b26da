"""`cp -r` of as many files as there are questions: what it costs only to write a site."""

from . import generator, tools

BYTES_A_FILE = 9 * 1024


class Copy(generator.Generator):
    """The floor under all builds: one folder of files of 9 KiB, copied."""

    name = "cp"
    title = "`cp -r`"
    runs_once = False
    makes_pages = False

    def install(self, build):
        del build
        tools.program("cp")

    def version(self):
        return f"`cp -r` of one folder with as many files as questions, {BYTES_A_FILE // 1024} KiB each"

    def command(self, folder, scratch):
        del scratch
        return [tools.program("cp"), "-r", str(self.content(folder)), str(self.output(folder))], folder

    def content(self, folder):
        return self.site(folder) / "files"

    def output(self, folder):
        return self.site(folder) / "copy"

    def start(self, folder):
        self.content(folder).mkdir(parents=True)

    def page(self, question):
        times = BYTES_A_FILE // len(question.body.encode()) + 1
        return (question.body * times).encode()[:BYTES_A_FILE].decode(errors="ignore").ljust(BYTES_A_FILE)

    def path(self, number, slug):
        del number
        return f"{slug}.html"

    def search_problems(self, output, manifest):
        """It has no index, but all copies."""
        copies = sum(1 for _ in output.iterdir())
        return [] if copies == len(manifest["slugs"]) else [f"it has {copies} files"]
