// Writes tests/search/vectors.txt anew: what the JavaScript tokenizer makes of
// the texts below. Review the difference before committing it; the tests of
// both languages then hold to it.

import { writeFileSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openSearch } from "./engine.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { engine } = openSearch("", root + "static/js/search");

const written = String.raw`
hello world
Hello, World!
What is the GIL, and why does it exist?
  spaces   around  
tab	and more
don't can't isn't won't they're I'm we've she'll he'd
Python's the class's it's
Python’s don’t
f'abc' b't' rock'n'roll 'quoted' ''
is vs ==
a == b != c
a <= b >= c <> d < e > f
:= walrus
if (n := len(a)) > 10:
x: int = 5
def f(a, /, b, *, c): ...
def f(*args, **kwargs) -> None:
**kwargs
*args
2**n a**b**c
a * b ** c // d % e / f
x += 1; x -= 1; x *= 2; x /= 2; x //= 2; x **= 2; x %= 2; x @= m
x &= 1; x |= 2; x ^= 3; x <<= 1; x >>= 1
a & b | c ^ ~d << 1 >> 2
a && b || !c
@property
@functools.lru_cache(maxsize=None)
@app.route("/")
a @ b
->
...
Ellipsis is ...
…
"""docstring""" '''other'''
[] {} () [:] [::-1] [1:2]
list[:] d = {} t = () s = set()
print("hello")
lambda x: x + 1
x++ --y
a::b
# a comment
$HOME
C:\path\n
100% %s %d
a-b
built-in
built-in function step-by-step f-string
e-mail key=value
re-raise – dash — long
__init__
__slots__
__name__ == "__main__"
_
__
___
_private
trailing_
snake_case
default_factory
collections.defaultdict
functools.lru_cache
a_b
x_1 y_2z
1_000_000
0xFF 0b1010 1e10
TestCase
unittest.TestCase
HTTPServer
HTTPServerError
getHTTPResponse
XMLHttpRequest
CPython
PyPI
GitHub JavaScript
APIs IDs URLs
ABC
aB
Ab
aBcD
utf8 UTF8 utf-8
python3 Python3
python3Version
IPv4Address
SomeClass_with_mixed_Parts
setUp tearDown assertEqual
3.12
Python 3.12.1
3.14159
1.2.3.4
1.
.5
x86.5
2.5kg
10abc.5
v1.0rc1
1..2
1.a
PEP 8
PEP-8
O(n log n)
O(1)
café
naïve résumé
Ünïcödé
ÀÉÎÕÜ
Straße STRASSE
ŒUVRE œuf Æsir
Łódź łódka
Øresund Đorđe
İstanbul ISTANBUL ışık
Σίσυφος ΣΊΣΥΦΟΣ ς
Ελλάδα
Привет мир
Ёлка йод
Україна їжак
Москва's
שלום עולם
مرحبا بالعالم
नमस्ते दुनिया
हिन्दी
தமிழ்
বাংলা
ไทย ภาษาไทย
ລາວ
ខ្មែរ
မြန်မာ
中文
中
中文搜索
你好，世界
Python语言
Python 3.12 的新特性
日本語の検索
カタカナ ひらがな
ﾊﾝｶｸ
東京タワー
한국어
안녕하세요 세계
가
人々
〇一二
𠮷野家
𠮷
ｆｕｌｌｗｉｄｔｈ ＡＢＣ１２３
ﬁle ﬂow
½ ² ③
Ⅷ
℃ ™
é é
ñandú
ẞ
a̐éö̲
👍 emoji 👩‍💻 test
🇩🇪
zero​width
soft­hyphen
non breaking
a b
line
ａ＿ｂ
ΑΒΓ_αβγ
größe_max
数据_x
名前Name
naïveBayes
éCole
state_of_the_art
i18n l10n
x.y.z
a.b_c.D
obj.method().other
"quoted phrase"
level:senior topic:concurrency
C++ C#
.NET
node.js
#hashtag @mention
https://example.org/path?x=1&y=2
user@example.org
C:\Users\me
~/.bashrc
./configure --prefix=/usr
rm -rf /
a/b/c
and/or
=>
<=>
===
!==
<-
|>
**=
//=
>>=
<<=
@=
:
::
:::
....
.....
==== ----
********
>>> print(1)
>>> x = [i for i in range(3)]
[x**2 for x in xs if x % 2 == 0]
{k: v for k, v in d.items()}
f"{x!r:>10}"
r"\d+\.\d*"
print(f'{a} is {b}')
'it''s'
s = 'don\'t'
rock-n-roll's
o'clock
d'accord l'homme
y'all'd've
'tis
'em
dogs'
'
''''
""
"
"""
\
\\
${"`"}code${"`"}
()()
(())
[[]]
[{}]
{[]}
while True: pass
None True False
not in
is not
yield from gen()
async def main(): await x
try: except* ValueError:
with open("f") as f:
global nonlocal
import this
from __future__ import annotations
if __name__ == '__main__':
class A(B, metaclass=C):
self.__dict__
super().__init__()
__getattr__ __getattribute__
__add__ __radd__
_Generic__T
__a__b__
a__b
_1
1_
_1a
A1B2C3
aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd
aaaaaaaaaabbbbbbbbbbccccccccccddddddddddE
abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ
ééééééééééééééééééééééééééééééééééééééé
éééééééééééééééééééééééééééééééééééééééé
éééééééééééééééééééééééééééééééééééééééééé
`.split("\n").slice(1, -1);
written.push("two\nlines", "cr\r\nlf", "nul\u0001control", "\u2028sep\u2029", "a\u0301b", "e\u0301\u0302", "\u0301", "\u0915\u094d\u0937", "x\u200dy", "\ud83d\ude00a", "");

// Cases made of pieces, by a generator of numbers that gives the same ones every time.
let seed = 42;
const random = (most) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
const pieces = ["a", "B", "ab", "Cd", "XYZ", "é", "Ü", "ß", "_", "__", "1", "42", ".", "..", "'", "’", "s", "t", "re", " ", "-", "=", ":", "*", "**", "/", "<", ">", "[", "]", "(", ")", "{", "}", "@", "%", "&", "|", "\"", "中", "文", "の", "한", "ก", "я", "Σ", "ﬁ", "\u0301", "𠮷", "!", "\\", "#", "~", "^", "+", "->", "..."];
const made = Array.from({ length: 160 }, () => Array.from({ length: 3 + random(9) }, () => pieces[random(pieces.length)]).join(""));

const lines = [...written, ...made].map((text) => `${JSON.stringify(text)}\t${engine.tokens(text).map(({ term }) => term).join(" ")}\n`);
writeFileSync(root + "tests/search/vectors.txt", lines.join(""));
console.log(`${lines.length} lines`);
