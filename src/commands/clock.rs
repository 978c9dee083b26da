//! What time it is. Nothing that is published asks: the same files give the same site.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970, or what `SOURCE_DATE_EPOCH` says, for a result that can be had again.
pub fn now() -> i64 {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok();
    if let Some(fixed) = fixed.and_then(|text| text.parse().ok()) {
        return fixed;
    }
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |time| time.as_secs() as i64)
}

/// The day of a time in UTC as `YYYY-MM-DD`; `seconds` are since 1970.
///
/// The calendar is counted in eras of 400 years from the 1st of March, so that a leap day is the last day of its year.
/// (Howard Hinnant, `civil_from_days` in *chrono-Compatible Low-Level Date Algorithms*.)
pub fn day(seconds: i64) -> String {
    const ERA: i64 = 146_097;
    let days = seconds.div_euclid(86_400) + 719_468;
    let of_era = days.rem_euclid(ERA);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let year = year + 400 * days.div_euclid(ERA) + i64::from(month >= 10);
    let month = (month + 2) % 12 + 1;
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_709_251_199, "2024-02-29"),
            (1_830_297_600, "2028-01-01"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(seconds), expected, "{seconds}");
        }
    }
}
