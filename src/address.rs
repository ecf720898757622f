//! Names of files as parts of addresses on the web.

/// A path as addresses have it (RFC 3986): letters and digits of ASCII, `-`, `_`, `.`, `~` and `/` as they are, the bytes of
/// all others in hexadecimal digits.
pub(crate) fn percent_encoded(path: &str) -> String {
    encoded(path, |c| c.is_ascii_alphanumeric() || "-_.~/".contains(c))
}

/// A name as a part of an address for readers (IRI, RFC 3987): signs of ASCII that mean something there and white space in
/// hexadecimal digits, Chinese characters as they are.
pub(crate) fn iri_part(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.~".contains(c);
    encoded(name, |c| if c.is_ascii() { is_plain(c) } else { !c.is_whitespace() && !c.is_control() })
}

fn encoded(text: &str, is_kept: impl Fn(char) -> bool) -> String {
    let mut encoded = String::new();
    for c in text.chars() {
        if is_kept(c) {
            encoded.push(c);
        } else {
            let mut buffer = [0; 4];
            encoded.extend(c.encode_utf8(&mut buffer).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_addresses_cannot_hold_is_written_in_bytes() {
        assert_eq!(percent_encoded("2024-02/甲.html"), "2024-02/%E7%94%B2.html");
        assert_eq!(percent_encoded("a&b#c"), "a%26b%23c");
        assert_eq!(iri_part("某政发〔2024〕6号"), "某政发〔2024〕6号");
        assert_eq!(iri_part("甲/乙\u{3000}丙?"), "甲%2F乙%E3%80%80丙%3F");
    }
}
