//! The numbers by which periodicals are registered: ISSN (GB/T 9999.2) and CN (GB/T 9999.1).

use super::Text;
use crate::diag::Diagnostics;

/// Reports an ISSN that is not one; its last digit is computed from the others.
pub(super) fn check_issn(issn: &Text, diagnostics: &mut Diagnostics) {
    let text = issn.text.as_str();
    let Some(check) = issn_check_digit(text) else {
        let help = message!("no-issn.help");
        diagnostics.error("bad-issn", issn.place.clone(), message!("no-issn", text), help);
        return;
    };
    if !text.ends_with(check) {
        let message = message!("issn-check-digit", text, check);
        let help = message!("issn-check-digit.help", issn = format!("{}{check}", &text[..8]));
        diagnostics.error("bad-issn", issn.place.clone(), message, help);
    }
}

/// The check digit (modulus 11, `X` for 10) that a text in the form of an ISSN should have.
fn issn_check_digit(text: &str) -> Option<char> {
    let bytes: &[u8; 9] = text.as_bytes().try_into().ok()?;
    let digits: Vec<u32> =
        bytes.iter().filter(|byte| byte.is_ascii_digit()).map(|byte| u32::from(byte - b'0')).collect();
    let is_formed = bytes[4] == b'-' && matches!(bytes[8], b'0'..=b'9' | b'X') && digits.len() >= 7;
    let has_seven = bytes[..8].iter().filter(|byte| byte.is_ascii_digit()).count() == 7;
    if !is_formed || !has_seven {
        return None;
    }
    let sum: u32 = digits[..7].iter().zip((2..=8).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = (11 - sum % 11) % 11;
    Some(char::from_digit(check, 10).unwrap_or('X'))
}

/// Reports a CN number that does not have the form of one: region, serial number, class of the 中图法.
pub(super) fn check_cn(cn: &Text, diagnostics: &mut Diagnostics) {
    if !is_cn(&cn.text) {
        let message = message!("no-cn", text = &cn.text);
        let help = message!("no-cn.help");
        diagnostics.error("bad-cn", cn.place.clone(), message, help);
    }
}

fn is_cn(text: &str) -> bool {
    let is_number = |text: &str, digits: usize| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((number, class)) = text.split_once('/') else { return false };
    let Some((region, serial)) = number.split_once('-') else { return false };
    let letters = class.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_class = (1..=2).contains(&letters.len())
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && class.len() - letters.len() <= 2;
    is_number(region, 2) && is_number(serial, 4) && is_class
}
