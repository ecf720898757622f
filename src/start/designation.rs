//! 年, 期, 总期号 and 出版日期 of a new issue, as they go on from the last one.

use anyhow::{Result, bail};

use super::SeriesDir;
use crate::manifest::Date;
use crate::source::show;

/// What an issue is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Designation {
    /// 年, four digits.
    pub(crate) year: u16,
    /// 期, from 1 within the year.
    pub(crate) number: u16,
    /// 总期号, where the last issue has one.
    pub(crate) serial: Option<u32>,
    /// 出版日期
    pub(crate) date: Date,
}

/// Year and number in the name of a folder, `2024-03`.
pub(crate) fn numbers_of(name: &str) -> Option<(u16, u16)> {
    let (year, number) = name.split_once('-')?;
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_formed = year.len() == 4 && (1..=3).contains(&number.len()) && is_digits(year) && is_digits(number);
    let numbers = (year.parse().ok()?, number.parse().ok()?);
    (is_formed && numbers.0 >= 1000 && numbers.1 > 0).then_some(numbers)
}

/// The issue that comes after the last one: that of the folder's name, or the next one by number, or the first one of
/// the year of its date.
///
/// # Errors
/// There is such an issue, or it would come before the last one.
pub(crate) fn next(series: &SeriesDir, named: Option<(u16, u16)>, date: Date) -> Result<Designation> {
    let Some(last) = series.last() else {
        let (year, number) = named.unwrap_or((date.year, 1));
        return Ok(Designation { year, number, serial: None, date });
    };
    let following = if date.year > last.year { (date.year, 1) } else { (last.year, last.number.saturating_add(1)) };
    let (year, number) = named.unwrap_or(following);
    if let Some(same) = series.issues.iter().find(|issue| (issue.year, issue.number) == (year, number)) {
        bail!(message!(
            "start-issue-there",
            year = year.to_string(),
            number = u32::from(number),
            folder = show(&same.folder)
        ));
    }
    if (year, number) < (last.year, last.number) {
        let folder = show(&last.folder);
        bail!(message!("start-before-last", year = year.to_string(), number = u32::from(number), folder));
    }
    let further = if year == last.year { number - last.number } else { number };
    let serial = last.serial.map(|serial| serial.saturating_add(u32::from(further)));
    Ok(Designation { year, number, serial, date })
}

/// The date to propose for an issue: the months between issues are those that the last one has for each of its year,
/// and who appears on the last day of a month goes on with that.
pub(crate) fn date_after(last: Date, last_number: u16, named: Option<(u16, u16)>) -> Date {
    let months = (u16::from(last.month) / last_number.max(1)).max(1);
    let (year, month) = match named {
        Some((year, number)) => (year, number.saturating_mul(months).min(12)),
        None if u16::from(last.month) + months > 12 => (last.year + 1, u16::from(last.month) + months - 12),
        None => (last.year, u16::from(last.month) + months),
    };
    let month = u8::try_from(month).unwrap_or(12);
    let end = days(year, month);
    let day = if last.day == days(last.year, last.month) { end } else { last.day.min(end) };
    Date { year, month, day }
}

/// The days of a month, from 1 to 12.
fn days(year: u16, month: u8) -> u8 {
    time::Month::try_from(month).map_or(31, |month| month.length(i32::from(year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_year_and_number_name_an_issue() {
        assert_eq!(numbers_of("2024-03"), Some((2024, 3)));
        assert_eq!(numbers_of("2024-12"), Some((2024, 12)));
        for other in ["2024", "2024-00", "24-03", "2024-3a", "2024-+3", "增刊"] {
            assert_eq!(numbers_of(other), None, "{other}");
        }
    }

    #[test]
    fn dates_go_on_as_the_last_one_was() {
        let proposed = |last: Date, number, named| date_after(last, number, named).iso();
        let june = Date { year: 2024, month: 6, day: 30 };
        assert_eq!(proposed(june, 2, Some((2024, 3))), "2024-09-30");
        assert_eq!(proposed(june, 2, Some((2024, 4))), "2024-12-31");
        assert_eq!(proposed(june, 2, Some((2025, 1))), "2025-03-31");
        assert_eq!(proposed(june, 6, None), "2024-07-31");
        assert_eq!(proposed(Date { year: 2024, month: 12, day: 15 }, 12, None), "2025-01-15");
    }
}
