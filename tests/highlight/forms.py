# The forms of Python that are easy to take for something else. CPython 3.14 and
# 3.15 parse this file; nobody runs it. What 3.15 added is in forms315.py.
# coding is Unicode: naïve = "ä" 名前 = 1
from __future__ import annotations
import os, sys as system; from . import (a, b as c,); from .. import *
import print_function, matches, cases, types, nots, ins, iff

# --- numbers
0, 00, 0_0, 1, 12_345, 0xFf_0, 0XAB, 0o17_7, 0O7, 0b1_0, 0B1
1., .5, 1.5, 1_0.0_1, 1e5, 1E+5, 1e-5, 1_0e1_0, 1.e5, .5e5, 0e0, 00.5, 09.5, 00e1
1j, 1J, 1.5j, .5J, 1e5j, 1.e-5J, 0j, 1_0j, 09j
x = -1; x = +1; x = ~0x1; x = 1 .real; x = 1..real; x = 1.0.real; x = 1j.imag
x1, x_1, _1, x0x1, e5, x1e5, j1, 名1, é2
a[1:2], a[1:], a[:-1], a[::2], a[.5:1.], a[...], a[..., 1], a[1:2, ::3]
1if 1else 0, 1 if 1else 0, 1or 1, 0and 1, 1in[1], 1is 1, 1not in[1], 0x1for x in y, [1for x in y], 0b1or 2, 1.if 1.else.5
x = 1if x else(2); x = .1if x else.2
x<1; x>1; x==1; x!=1; x-1; x*1; x**1; x//1; x%1; x@1; x&1; x|1; x^1; x<<1; x>>1; x--1; x+-1

# --- strings
'', "", '''''', """""", 'a', "b", '''c''', """d""", 'a"b', "a'b", '\'', "\"", '\\', "\\", '"', "'", '""', "''"
r'', R"", b'', B"", u'', U"", rb'', bR"", Rb'', BR"", br'', RB""
r'\'', r"\"", r'\\', rb'\'', b'\'', Rb"\"", r'''\'''', r"""\""""
'''a'b''c''', """a"b""c""", '''a\'''b''', """a\"""b""", '''\\''', """\\""", r'''\\''', r"""\
"""
'# no comment', "# no comment"  # 'a comment' "too"
'''# no
# comment'''  # a comment
'if else 1 2 3', "def f(): return None", '{x}', "{not} {a} {field}", b'{x}'
'a\
b', "a\
# b", r'a\
b', 'a\
\
b' "c\
d"
'implicit' "concatenation" r'of' u"" if 0 else '''strings''' """here"""
"a" 'b' u"c" r"d" f"e" rf"f"
x = ('a'
     "b"  # between
     f'c')
'\N{EM DASH}', "\N{LATIN SMALL LETTER A}", '\x41\u0041\U00000041\101', b'\N{x}'
'tab	in	string', 'é', "名前", '🐍', b'\xff'
print('a')if'b'else"c"; x ='a'in"b"; x = not'a'; x = 'a'or'b'and"c"; lambda:'a'; x = [*'a',*"b"]
x.f, x.r, x.b, f, r, b, u, t, fr, rb, bu, f(x), r[x], b .x, t (x), rf, Rb
def f(r, b=b"", u=u'', f=f''): return r, b

# --- f-strings
f'', F"", f'''''', f"""""", fr'', rF"", Fr'''''', RF""""""
f'{x}', f"{x}", f'''{x}''', f"""{x}""", f'a{x}b', f"{x}{y}", f'{x} {y}', f'{{}}', f'{{{x}}}', f'{{{{{x}}}}}', f'}}{{'
f'{x!r}', f'{x!s}', f'{x!a}', f'{x!r:>10}', f'{x=}', f'{x = }', f'{x=!r}', f'{x = !s:^20}', f'{x=:>10}', f'{ x !r }'
f'{x:}', f'{x:>10}', f'{x:{w}}', f'{x:{w}.{p}}', f'{x:>{w}.{p}f}', f'{x:{"a"}}', f'{x:%Y-%m-%d %H:%M:%S}', f'{x:{y:{z}}}'
f'{x!r:{w!s:>{y}}}', f'{x:{{}}}', f'{x:,}', f'{x:_}', f'{x:#x}', f'{x:0=5}', f'{x:!r}', f"{x:'>10}", f'{x:">10}', f'{x::}', f'{x:a:b}'
f'{x["a"]}', f"{x['a']}", f'{x['a']}', f"{x["a"]}", f'{f'{f'{x}'}'}', f"{f"{f"{f"{1}"}"}"}", f'{"'"}', f"{'"'}", f'{'\n'}', f"{"\n".join(x)}"
f"{f'''{x}'''}", f"""{f'{x}' f"{y}"}""", f'{x + f"{y + f'{z}'}"}', f'{r"\n"}', f'{b"x"!r}', f"{rb'\''}", f'{u"" 'a' "b"}'
f'{x!=y}', f'{x==y}', f'{x<=y}', f'{x>=y}', f'{x<y}', f'{(x:=5)}', f'{x:=5}', f'{x!=y!r}', f'{x==y=}', f'{x!=y:>{z!=w}}'
f'{(lambda x: 1)}', f'{(lambda: 1)()}', f'{ {1: 2} }', f'{ {1, 2} }', f'{ {"a": 1}["a"] }', f'{ {x: y for x, y in z} !r:>10}', f'{[x for x in y if x]}'
f'{x[1:2]}', f'{x[::]}', f'{x[a:b, c:d]:>5}', f'{x(a, b=1)}', f'{x(lambda y: y)}', f'{x if y else z}', f'{not x}', f'{x and y or z}', f'{*x,}'
f'{await x}', f'{yield}', f'{(yield x)}', f'{None}', f'{True!r}', f'{...}', f'{1}', f'{1.5}', f'{0x1F:x}', f'{1j}', f'{.5}', f'{-1}', f'{1,}', f'{1:d}'
f'\N{EM DASH}{x}\N{BULLET}', f"\N{LATIN SMALL LETTER A}", f'{x:\N{DOLLAR SIGN}>10}', f'\x41{x}\n', f'\\{x}', f'\\\\{x}', f'\'{x}\'', f"\"{x}\""
rf'\{x}', fr'\N{x}', rf'\\{x}', rf'\'{x}\'', Rf"\{{{x}}}", fR'''\'{x}''', rf"""\"""" rf'\d{{{x}}}', rf'{x:\d}'
f'{x
}', f"{
    x  # a comment: } " '
    + 1
}", f'{
    f"{
        y
    }"
}', f'''{
    x  # another }}
    !r
    :>10}''', f"{x:{
    y
}}", f"{(
    1, 2,
)}"
f'''
{x} "text" 'text' # no comment
  {y:>10} if else 1
{{no field}} \{z} \\{z} {"}"} {'{'}
''', f"""
{x:
  %d }{'''a
b'''}
{x!r}"" "{y}" ""{z}" """
f'a\
{x} b\
def {y} \
class' f'c'
f'abc' 'def' f'{x}' "ghi" rf'{y}'  # f'{x}' in a comment
f'{x}'.upper(), f'{x}'[0], f'{x}'if 1else f'{y}', f'{x}'f'{y}', f"{x}"'y', x if f''else f""
f'{a}{b}{c}' f'{d!r}{e=}{f:1}', f'{type(x).__name__}', f'{print}', f'{match}', f'{case:{type}}', f'{_}', f'{x.match!r}', f'{class_}', f'{ifs}'
f'{x:{y}{z}}', f'{x:a{y}b{z}c}', f'{x!r:a{y!s}b}', f'{x:{y=}}', f'{x:{y:>{z}}}', f'{x:{(lambda: 1)()}}', f'{x:{ {1: 2}[1] }}'
F'{x}', fR'{x}', FR'{x}', rF'{x}', RF'{x}', Rf'{x}'

# --- t-strings
t'', T"", t'''''', t"""""", tr'', rT"", Tr'', RT"", Rt'''{x}''', rt"\{x}"
t'{x}', t"{x!r:>{w}}", t'{x=}', t'{t'{x}'}', t"{f'{t"{x}"}'}", t'{{}}', t'a' t'b{x}', t'''
{x} # no comment
{y:
 >10}
''', t"\N{EM DASH}{x:%d}", tr'\N{x}', t"{x["a"]}{ {1: 2}[1] }", t'{(lambda: x)()}'

# --- soft keywords as names
match = 1; case = 2; type = 3; _ = 4
match, case, type, _ = 1, 2, 3, 4
match: int = 1
case: int = 2
type: int = 3
match.x = case.y = type.z
match[1], case[1], type[1]
match(x), case(x), type(x), _(x)
match (x)
case (x)
type (x)
match(x).y; match (x).y[1](z)
match [1]
match [1] = 2
match (x), y
match -1
match - 1
match + x
match * x
match ** x
match / x
match % x
match @ x
match // x, match << x, match & x, match | x, match ^ x
match < x
match > x
match == x
match != x
match <= x
match >= x
match += x
match -= 1
match *= x
match @= x
match in x
match not in x
match is x
match is not x
match and x
match or x
match if x else y
match if case else type
match; case; type
match, case
match,
(match, case, type)
[match, case], {match: case, **type}, {match, case}
match(a, b)(c)[d:e].f
match[a:b], case[a:b], type[a:b]
match[x]: int = 3
case[x]: int = 3
match (x) == y
match (
    x
)
case (
    x,
)
match(
    x, y
).z
x = match
x = case
x = type
x.match, x.case, x.type, x._
def match(case, type=type, *_): return match
def case(): ...
def type(): pass
class match(case): type = 1
class _(type): pass
for match in case: type
for _ in _: _
with match as case, case as type: pass
import match, case; from type import match as case
lambda match: case; lambda case, type=1, *_: match; lambda: match
print(match=1, case=2, type=3, _=4)
print(match
      , case)
print(
    match, x,
    match (x),
    case (x),
    type (x),
    match
    (x),
    -x if match else
    case [1],
)
x = {
    match (x): y,
    case [1]: z,
    match: 1,
    case: 2,
    match (y):
        3,
    case (y):
        4,
    type: 5,
}
x = y[
    match (x):
    case (x):
    type (x)
]
x = \
match (x)
x = y + \
    match [1]
if x and \
match (y):
    pass
while x or \
    match (y):
    pass
if match:
    match = 1
elif case: case = 1
else: type = 1
if match(x): match(y)
while case (x): case (y)
@match
def f(): pass
@match.case(type)
class C: pass
global_ = match if match(match) else (match) (match)
del match, case, type, _
assert match, case
return_ = match; match = case; case: int
type = type = type
type[1] = type[2]
type: type = type
type in x
type not in x
type is x
type and x
type or x
type if x else type
type
type += 1
type | None
type == x
type . x
type, x
type; type
print(type if x else type, type in x, type is type)
x: type = type(type)
def f(x: type | None = None, *type, **match) -> type: return type
try: type
except type: pass

lazy = 1; lazy, lazy = lazy
lazy: int
lazy: lazy = 3
lazy(x), lazy [1], lazy.lazy, -lazy
lazy (x)
lazy
lazy in x
lazy -1
lazy; lazy
import lazy; import lazy as lazy; from lazy import lazy; from .lazy import (lazy); from . import lazy
from . lazy import x; from lazy . lazy import x; from ...lazy import x
def lazy(lazy, *, x=lazy) -> lazy: yield from lazy; return lazy
class lazy(lazy): lazy = 1
try: raise lazy from lazy
except lazy: raise lazy.lazy from error
if lazy: raise lambda: lazy from error
else: lazy
lambda lazy: lazy; {lazy: lazy, **lazy}; x[lazy:lazy]
@lazy
def f(): "lazy import x"; f'{lazy}'; global lazy

# --- soft keywords as keywords
match x:
    case _: pass
match x:  # a comment
    # another
    case 1: pass  # _ here
    case -1: pass
    case 1 + 2j | -1.5 - 2j: pass
    case 'a' "b" | b'c' | r'd': pass
    case """long
    string""": pass
    case None | True | False: pass
    case y: pass
match x:

    case _ if _: _
    case [_, 1, *_]: _ = 1
    case [*_]: pass
    case (_): pass
    case ((_)): pass
    case _, _: pass
    case _,: pass
    case (_, _, *_, _): pass
    case (_,): pass
    case []: pass
    case (): pass
    case {}: pass
    case {"a": _, 'b': [_, _], **rest}: pass
    case {None: _, -1: _, a.b: _, "c" 'd': (_ | 1)}: pass
    case C(): pass
    case C(_, _, x=_, _=_, y=_x): pass
    case a.b.C(_) | a._ | a._.b(_): pass
    case a._(_=_): pass
    case [C(_) as c, D(x=_)] as d: pass
    case (_ as e): pass
    case _ as f if f: pass
    case int(_) | str(_): pass
    case int() as _x: pass
    case _ if (lambda _: _)(_): pass
    case _ if {_: _}[_]: pass
    case _ if _ == _: pass
    case __: pass
    case _a, a_, __, _1: pass
    case case: pass
    case match: pass
    case type: pass
    case match(case=_), type(_), case(_): pass
    case match.case | case.match | type.x: pass
    case (
        _,  # a comment: _
        [
            _
        ],
        *_,
    ): pass
    case \
        _: pass
    case {
        "a": _,
        "b": C(
            _=_,
        ),
    } if (
        _
    ): _
    case [1,
          _] if x[_:_]: pass
    case -0: pass
    case -0j: pass
    case 0x1F: pass
    case *_, x: pass
    case *a, _: pass
    case x if x: print(_)
    case x if not _: match (_)
    case 1:
        match = 1
        match(x)
        case = 2
        case(x)
        case [1]
        case[x]: int = 3
        match y:
            case _:
                case (1)
                match -y:
                    case _: _
                    case 2: pass
            case 3: case = 1
            case 4:
                pass
    case 5:
        type X = int
        type (x)
match match:
    case case: pass
match case:
    case match: pass
match type:
    case type: pass
match _:
    case _: pass
match match(match):
    case case(case): pass
match (match):
    case (case): pass
match(x):
    case(x): pass
match(x, y):
    case(x, y): pass
match (x):
    case (x): pass
match[x]:
    case[x]: pass
match [x, y]:
    case [x, y]: pass
match [x][0]:
    case [x]: pass
match{}:
    case{}: pass
match {1: 2}:
    case {1: _}: pass
match{x: y for x, y in z}:
    case {}: pass
match -x:
    case -1: pass
match +x: #
    case 1: pass
match - x:
    case - 1: pass
match ~x:
    case 1: pass
match not x:
    case True: pass
match not x in y:
    case True: pass
match await x:
    case 1: pass
match lambda: x:
    case 1: pass
match lambda x: x, lambda y: y:
    case 1: pass
match lambda: (yield):
    case 1: pass
match None:
    case None: pass
match ...:
    case 1: pass
match 'a':
    case 'a': pass
match'a':
    case'a': pass
match"a":
    case"a": pass
match f'{x}':
    case 'a': pass
match f"{x:{y}}" 'a':
    case 'a': pass
match 1:
    case 1: pass
match .5:
    case .5: pass
match 0x1:
    case 0x1: pass
match x, y:
    case _, _: pass
match x,:
    case _,: pass
match *x, y:
    case *_, _: pass
match *x,:
    case _: pass
match x if y else z:
    case 1: pass
match x.y.z(1)[2:3]:
    case 1: pass
match x[1:2]:
    case 1: pass
match x == y:
    case True: pass
match x != y:
    case True: pass
match x <= y, x >= y:
    case True: pass
match x := y:
    case 1: pass
match (x := y), z:
    case 1: pass
match x in y:
    case 1: pass
match x is y:
    case 1: pass
match x and y or z:
    case 1: pass
match x @ y:
    case 1: pass
match (yield x):
    case 1: pass
match (
    x  # a comment :
):
    case 1: pass
match x, (
    y
), z :
    case 1 : pass
match \
    x:
    case \
        1:
        pass
match \
    (x):
    case (1): pass
match x \
    + y:
    case 1 \
        | 2: pass
match x(
    match (y),
    case=1,
    lambda_=lambda match: match,
):
    case C(
        match=1,
        case=_,
    ): pass
match """a
b""":
    case """a
b""": pass
match	x:
	case	1:
		pass
class C:
    def match(self, case):
        match self:
            case C(): return self.match(case)
            case _:
                def f():
                    match case:
                        case _: pass
                match = f
        case = 1
        case(1)
        match case:
            case 1: pass

        # between
        return match
    async def case(self):
        match await self: # ):
            case None: pass
if x:
    match x:
        case 1: pass
else:
    match (x)
    match x:
        case 1: pass
    case (1)
for x in y:
    match x:
        case 1: continue
        case 2: break
    match x:
        case _:
            pass
# type statements
type X = int
type Y[T] = list[T]
type Z[T: int = str, *Ts = *tuple[int], **P = [int]] = dict[T, P]
type	W = int
type A[
    T,
] = (
    T
)
type type = type
type match = int; type case = str; type _ = type
if x: type B = int
else: type B = str
class D: type E = int; type F[T] = T
type \
    G = int
type H \
    = int
type I = type | match
type print = None
type int = str
type In = in_; type isa = is_; type notable = 1; type order = 2; type iffy = 3

# --- type parameters, annotations
def f[T](x: T) -> T: ...
def f[T: int, *Ts, **P](*args: *Ts, **kwargs: P.kwargs) -> Callable[P, T]: ...
def f[T: (int, str) = int](x: T = ..., /, y: "T" = None, *, z: 'str' = "z") -> None: ...
class C[T]: x: T
class C[**P, *Ts = *tuple[int, ...]](Generic[T], metaclass=M): __slots__ = ()
async def f[T](x: T) -> T: return await x
x: int
x: int = 1
x.y: int = 1
x[1]: "int" = 1
(x): int = 1
x: list[int] | None = None

# --- functions, lambdas, decorators
@decorator
@decorator.with_.dots
@decorator(1, x=2)
@decorators[0].x
@(lambda f: f)
@x if y else z
@ spaced . out
@await_
@\
property
def f(a, /, b, c=1, *args, d, e=2, **kwargs): return a, b
@staticmethod
async def f(): await x; return await (y)
lambda: 0; lambda x: x; lambda *a, **k: (a, k); lambda x=1, /, y=2, *, z: x; lambda: (yield); lambda x: lambda y: x + y
x = (a
     @ b
     @ c)
x @ y; x @= y
def f(x=lambda y: y, *, z={1: 2}): pass
def 名前(é): return é
class Ünï(Base): pass
def f(): yield; yield x; yield from y; return
def f(
    a: int,
    b: str = "(",
) -> None: pass

# --- statements
if x: pass
elif y: ...
else: pass
while x: break
else: continue_
for x, *y in z: continue
else: pass
for x in *a, *b: pass
async def f():
    async for x in y: pass
    async with x as y, z: pass
    return [x async for x in y if await x]
with x: pass
with x as y, z as (a, b): pass
with (x as y, z as w,): pass
with (open(x) as f,
      open(y) as g): pass
try: pass
except: pass
try: pass
except E: pass
except (E, F) as e: pass
except E, F: pass
else: pass
finally: pass
try: pass
except* E as e: pass
except *F: pass
except* (G, H): pass
except* I, J: pass
raise; raise x; raise x from y; raise x from None
assert x; assert x, "message"; assert (x, y)
del x, y[0], z.a; global g; global h, i
def f(): nonlocal g, h; return
pass; ...; None; True; False; NotImplemented; Ellipsis; __debug__
import a.b.c as d, e
from a.b import c
from .a import b
from ...a.b import (c as d,
                    e,)
exec("code"); print("x", end=''); print; exec; print >> x; print, exec
x = y = z = 1
x += 1; x -= 1; x *= 1; x /= 1; x //= 1; x %= 1; x **= 1; x >>= 1; x <<= 1; x &= 1; x ^= 1; x |= 1
x, *y = z; [x, y] = z; (x) = y; *x, = y
(x := 1); [y := 2, y**2]; f(x := 1); x[y := 0]; {(a := 1): 2}; x[a:=1, b:=2]
not x; not(x); not-x; x if not y else z; x is not y; x not in y; x not\
 in y
x if(y)else(z); [x for(x)in(y)if(z)]; x and(y)or(z); lambda:(x); return_if, if_return, iffy, elsewhere, notx, inx
{**a, 'b': 1}; {*a, 'b'}; [*a, *b]; (*a, *b); f(*a, **b); {x: y for x in y}; {x for x in y}; (x for x in y)
[x for x in y for z in x if z if x]; [[x] for x in [y for y in z]]
x.if_, x._if, x.notin, x.Nonesuch, x.Truely, x.none, x.true
x . y . z; x. y; x .y
x = 1 \
    + 2 \
    # a comment after a continuation ends the statement
if x \
   and y: pass
x = (1 +  # a comment
     # another
     2)
x = [
    1, 2,

    3,
    # the end
]
x = {
    'a': 1,  # 'b'
    "c": '''d
e''',
}
x; y ;z;
if 1:
	x = 1  # a tab
	if 2:
		y = 2
if 1:
  pass;  pass
# a form feed:

x = 1 # -*- # not a second comment '"
#
#!
#no space
	# indented with a tab
x#a comment close by
"a"#another
1#another
x=1;#another
print("the end")
