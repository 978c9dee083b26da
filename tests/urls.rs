//! Percent coding of addresses.

use studypress::urls::{decode, encode, recode};

#[test]
fn what_is_encoded_decodes_to_what_it_was() {
    for (text, coded) in [
        ("a/b-c_d.html", "a/b-c_d.html"),
        ("a b.png", "a%20b.png"),
        ("über.md", "%C3%BCber.md"),
        ("100%.md", "100%25.md"),
        ("c#?.md", "c%23%3F.md"),
        ("it's \"so\"", "it%27s%20%22so%22"),
        ("(1)*2", "(1)*2"),
    ] {
        assert_eq!(encode(text), coded);
        assert_eq!(decode(coded).as_deref(), Some(text));
        assert_eq!(recode(coded), coded);
    }
}

#[test]
fn a_percent_sign_without_digits_is_one() {
    assert_eq!(decode("100%").as_deref(), Some("100%"));
    assert_eq!(decode("%+f%zz%4").as_deref(), Some("%+f%zz%4"));
    assert_eq!(decode("%FF"), None);
}
