//! Exercises: how they are written, tested and shown.

#[path = "../common/mod.rs"]
mod common;

mod pages;
mod testing;
mod writing;

/// Front matter of an exercise of level junior and topic data, and nothing else.
pub const FRONT: &str = "+++\ntitle = \"Twice as much\"\nkind = \"exercise\"\nlevel = \"junior\"\ntopic = \"data\"\n+++\n";

/// A task whose three parts are as they should be. Fences are written `'''`.
pub const PARTS: &str = "Double a number.

'''python,starter
def double(number):
    raise NotImplementedError
'''

'''python,tests
def test_two():
    assert double(2) == 4

def test_nothing():
    \"\"\"twice nothing is nothing\"\"\"
    assert double(0) == 0
'''

> [!HINT]
> Think of a sum.

'''python,solution
def double(number):
    return number + number
'''

It takes one addition.
";

/// An exercise with this body.
pub fn exercise(body: &str) -> String {
    format!("{FRONT}{}", body.replace("'''", "```"))
}

/// [`PARTS`] with a text in the place of another.
pub fn with(old: &str, new: &str) -> String {
    assert!(PARTS.contains(old), "{old}");
    exercise(&PARTS.replace(old, new))
}
