//! 发文字号 in its parts (GB/T 9704, 7.2.5): 机关代字, 年份, 发文顺序号.

use serde::Serialize;

/// 发文字号; its parts where it has the form 市中政发〔2024〕2号.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct DocumentNumber {
    /// As printed, on one line.
    pub(crate) text: String,
    /// 机关代字
    pub(crate) agency: Option<String>,
    /// 年份, four digits.
    pub(crate) year: Option<u16>,
    /// 发文顺序号, from 1.
    pub(crate) serial: Option<u32>,
}

impl DocumentNumber {
    /// Takes a number apart; one of another form, such as the 令号 第2号, has its text only.
    pub(crate) fn of(text: String) -> Self {
        match parts(&text) {
            Some((agency, year, serial)) => {
                let agency = Some(agency.to_owned());
                Self { agency, year: Some(year), serial: Some(serial), text }
            }
            None => Self { text, agency: None, year: None, serial: None },
        }
    }
}

fn parts(text: &str) -> Option<(&str, u16, u32)> {
    let (agency, rest) = text.split_once('〔')?;
    let (year, rest) = rest.split_once('〕')?;
    let serial = rest.strip_suffix('号')?;
    let is_number = |digits: &str| !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_formed = !agency.is_empty() && year.len() == 4 && is_number(year) && is_number(serial);
    is_formed.then_some(())?;
    Some((agency, year.parse().ok()?, serial.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn only_the_form_of_the_standard_has_parts() {
        assert_eq!(parts("市中政办发〔2024〕4号"), Some(("市中政办发", 2024, 4)));
        assert_eq!(parts("〔2024〕4号"), None);
        for other in [
            "第2号",
            "市中政发[2024]4号",
            "市中政发〔24〕4号",
            "市中政发〔2024〕04号",
            "市中政发〔2024〕号",
            "甲〔2024〕4号、乙〔2024〕5号",
        ] {
            assert_eq!(parts(other), None, "{other}");
        }
    }
}
