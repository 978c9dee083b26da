// Writes two small guides: one large enough for lists of several pages, in
// German and with every kind of content, and one from right to left, of whose
// address nothing is known.
import { mkdirSync, writeFileSync } from "node:fs";

const [, , folder] = process.argv;

function site(folder, language, count, rich, base) {
  const write = (path, text) => {
    mkdirSync(`${folder}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
    writeFileSync(`${folder}/${path}`, text);
  };
  const entry = (kind, id, title) => `[[${kind}]]\nid = "${id}"\ntitle = "${title}"\n`;
  write(
    "site.toml",
    `title = "Ein Buch"\ndescription = "Zum Prüfen."\nlanguage = "${language}"\n${base}` +
      entry("levels", "low", "Leicht") +
      entry("levels", "high", "Schwer") +
      entry("topics", "one", "Erstes Thema") +
      entry("topics", "two", "Zweites Thema") +
      entry("sources", "book", "Das Buch"),
  );
  for (let n = 1; n <= count; n++) {
    const name = `q${String(n).padStart(3, "0")}`;
    const extra = n === 1 ? `aliases = ["questions/former.html"]\nupdated = "2026-01-02"\ntags = ["a", "b"]\n` : "";
    write(
      `content/${name}.md`,
      `+++\ntitle = "Frage ${n} zu \`code_${n}\`?"\nlevel = "${n % 3 ? "low" : "high"}"\ntopic = "${n % 2 ? "one" : "two"}"\n` +
        `source = [{ id = "book", at = "${n}" }]\nsummary = "Kurze Antwort Nummer ${n} mit \`code\`."\n${extra}+++\n\n` +
        (n === 1 ? rich : "Die Antwort.\n\n## Ein Abschnitt\n\nText.\n"),
    );
  }
}

const RICH = `Ein Absatz mit [Link](q002.md), Fußnote[^1] und \`code\`.

[^1]: Was unten steht.

> [!NOTE]
> Ein Hinweis.

> [!TIP]
> Ein Tipp.

> [!IMPORTANT]
> Wichtiges.

> [!WARNING]
> Eine Warnung.

> [!CAUTION]
> Vorsicht.

> Ein Zitat.

## Tabelle

| links | rechts | ${"breit ".repeat(30)}|
|:------|-------:|---|
| a     | 1      | ${"inhalt ".repeat(30)} |

- [x] getan
- [ ] offen

### Code

\`\`\`python,title="Eine lange Zeile",hl="2",linenos,key
def f(x):
    return [${Array.from({ length: 60 }, (_, i) => i).join(", ")}]
\`\`\`

\`\`\`output
${"lang ".repeat(60)}
\`\`\`

\`\`\`pycon
>>> 1 + 1
2
>>> for i in range(1):
...     print(i)
0
\`\`\`

\`\`\`console
(.venv) $ pip install \\
    rich
Collecting rich
$ python -m rich
\`\`\`

---

## Schluss

${"Noch ein Absatz, damit die Seite lang genug ist. ".repeat(60)}
`;

site(folder, "de", 320, RICH, 'base_url = "https://example.org/"\n');
site(`${folder}-rtl`, "he", 6, RICH, "[book]\npage = true\n");
