//! Which form of a word goes with a number in a language.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};

/// The plural categories of Unicode's CLDR that have a form of their own; a language uses some of them. All other
/// numbers take the form `other`.
pub const CATEGORIES: [&str; 5] = ["zero", "one", "two", "few", "many"];

/// The category of a number in a language, `other` or one of [`CATEGORIES`], by the rules for cardinal numbers of CLDR.
/// Browsers have the same ones (`Intl.PluralRules`).
pub fn category(language: &str, count: usize) -> &'static str {
    let locale = language.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
    let rules = PluralRules::try_new((&locale).into(), PluralRuleType::Cardinal.into());
    match rules.map(|rules| rules.category_for(count)) {
        Ok(PluralCategory::Zero) => "zero",
        Ok(PluralCategory::One) => "one",
        Ok(PluralCategory::Two) => "two",
        Ok(PluralCategory::Few) => "few",
        Ok(PluralCategory::Many) => "many",
        Ok(PluralCategory::Other) | Err(_) => "other",
    }
}

/// Whether `tag` is one of a language, as BCP 47 has it and browsers take it.
pub fn is_language_tag(tag: &str) -> bool {
    tag.parse::<Locale>().is_ok()
}

/// A language tag from the most general to the whole, each part written as is usual: of `zh-hans-cn`, `zh`, `zh-Hans`
/// and `zh-Hans-CN`.
pub fn prefixes(language: &str) -> Vec<String> {
    let tag = language.parse::<Locale>();
    let tag = tag.map_or_else(|_| language.to_owned(), |locale| locale.id.to_string());
    let ends = tag.match_indices('-').map(|(at, _)| at);
    ends.chain([tag.len()])
        .map(|end| tag[..end].to_owned())
        .collect()
}
