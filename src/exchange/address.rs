//! Where the files of an edition lie on the web, and by what its parts are known for good.

use crate::address::percent_encoded;
use crate::artefact::INDEX;
use crate::digest::sha256;
use crate::issue::Issue;

/// The addresses of an edition.
pub(super) struct Addresses {
    /// Its folder, with a `/` at the end; `None` where `[site]` has no `url`.
    folder: Option<String>,
    /// What names it: a tag without its end (RFC 4151), where the site is known.
    tag: Option<String>,
    /// What names it where no site is known.
    name: String,
    /// The issue's folder: `2024-02`.
    issue: String,
}

impl Addresses {
    /// Those of an issue.
    pub(super) fn of(issue: &Issue) -> Self {
        let site = issue.series.site.as_ref();
        let url = site.and_then(|site| site.url.as_deref());
        let host_and_path = url.and_then(|url| url.split_once("://")?.1.split_once('/'));
        let domain = site.and_then(|site| site.domain.as_ref()).map(|domain| (domain.text.as_str(), ""));
        let tag = host_and_path.or(domain).map(|(host, path)| {
            let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
            format!("tag:{host},{}:{path}", issue.year)
        });
        Self {
            folder: url.map(|url| format!("{url}{}/", percent_encoded(&issue.name))),
            tag,
            name: issue.series.name.joined(),
            issue: issue.name.clone(),
        }
    }

    /// The folder of the edition, where it is known.
    pub(super) fn folder(&self) -> Option<&str> {
        self.folder.as_deref()
    }

    /// The whole address of a file, where it is known; that of the contents is the folder, as on the pages.
    pub(super) fn url(&self, file: &str) -> Option<String> {
        let file = if file == INDEX { String::new() } else { percent_encoded(file) };
        Some(format!("{}{file}", self.folder.as_ref()?))
    }

    /// What leads to a file: its whole address or, where that is not known, the way to it from the files beside it.
    pub(super) fn link(&self, file: &str) -> String {
        self.url(file).unwrap_or_else(|| percent_encoded(file))
    }

    /// What a part of the issue is known by, the issue itself where `part` is empty: the same whatever is built again.
    ///
    /// It begins with the site's domain, which nobody else has. Where that is not known it is a UUID of the names of gazette,
    /// issue and part (RFC 9562, version 8 by SHA-256), so that two gazettes of one name are not told apart.
    pub(super) fn id(&self, part: &str) -> String {
        let path = if part.is_empty() { self.issue.clone() } else { format!("{}/{part}", self.issue) };
        match &self.tag {
            Some(tag) => format!("{tag}{}", percent_encoded(&path)),
            None => uuid(&format!("{}\n{path}", self.name)),
        }
    }
}

/// A UUID of version 8 with the first bits of a SHA-256.
fn uuid(name: &str) -> String {
    let digest = sha256(name.as_bytes());
    let variant = (digest.as_bytes()[16] as char).to_digit(16).map_or(8, |digit| digit & 3 | 8);
    format!(
        "urn:uuid:{}-{}-8{}-{variant:x}{}-{}",
        &digest[..8],
        &digest[8..12],
        &digest[13..16],
        &digest[17..20],
        &digest[20..32]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_says_its_version_and_variant() {
        // The digest of "abc" begins with ba7816bf8f01cfea414140de5dae2223.
        assert_eq!(uuid("abc"), "urn:uuid:ba7816bf-8f01-8fea-8141-40de5dae2223");
    }
}
