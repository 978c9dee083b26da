# What Python 3.15 added to the forms of forms.py. Older versions refuse this file.

# --- lazy imports
lazy import json
lazy import json, os.path as path, lazy as lazy
lazy from json import dumps as d, loads
lazy from lazy import lazy; lazy import lazy; lazy
lazy from . import lazy; lazy from .. import x; lazy from ... import x; lazy from .... import x
lazy from .import x; lazy from..import x; lazy from...import x; lazy from....import x; lazy from......import x
lazy from .lazy import x; lazy from . lazy . x import y; lazy from ...lazy import x; lazy from ....lazy.lazy import x
lazy from a.b import (c, d as e,)  # lazy import x
lazy from a import (  # lazy
    b,
    lazy,
)
lazy import \
    json
lazy \
    import json
lazy\
import json
lazy from \
    json \
    import dumps
x = lazy; lazy import x; y = lazy; lazy from y import z; lazy
if x: lazy import y
elif lazy: lazy from y import z; lazy = 1
else: lazy
if lazy:
    lazy import x; lazy.x
    lazy from x import y
	# a tab
    lazy
while lazy: lazy import lazy
lazy	import	json
lazy  from  json  import  dumps
"lazy import x"; lazy import x; 'lazy'
{1: 2}; lazy import x
(1, 2); lazy import x
f"{x:lazy}"; lazy import x; t"{lazy}"
type lazy = lazy; lazy import x
match lazy:
    case lazy: lazy import x
    case lazy.x if lazy: lazy from x import y
    case _:
        lazy import _, match, case
        lazy from match import case
x: lazy; lazy import x
x = lambda: lazy; lazy import x
raise lazy from lazy; lazy from lazy import lazy

# --- unpacking in comprehensions
[*x for x in y], {*x for x in y}, {**x for x in y}, (*x for x in y), [*x for x in y if x for y in z if y]
f(*x for x in y), f((*x for x in y)), [*[*x for x in y] for y in z], {**{**x} for x in y}, {**x for x in y if x if y}
[*f'{x}' for x in y], [*'ab' for _ in y], {*"ab" for x in y}, {**{'a': 1} for x in y}, [*(1, 2)for x in y], [*x async for x in y]
[*lazy for lazy in lazy], {**lazy for lazy in lazy}, f'{[*x for x in y]}', f"{ {**x for x in y} !r}"
[
    *x  # a comment
    for x in y
]
