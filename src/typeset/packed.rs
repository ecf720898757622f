//! A finished PDF file with its objects in compressed streams (ISO 32000-1, 7.5.7), which PDF/A has allowed since its second part.
//!
//! No object is read or changed. Those that are streams stay as they are; all others are put beside each other and compressed. What
//! becomes of it the proofs read with a reader that knows nothing of this.

use std::io::Write;
use std::ops::Range;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

/// More objects in one stream compress no better.
const OBJECTS: usize = 200;
/// Bytes of an entry in the table of objects.
const ENTRY: usize = 20;
/// Bytes of each field of an entry in the stream that takes its place: kind, place, index.
const WIDTHS: [usize; 3] = [1, 4, 2];

/// The same file, packed; `None` where it is not of the form that the exporter gives it.
pub(super) fn packed(pdf: &[u8]) -> Option<Vec<u8>> {
    let Table { objects, trailer } = Table::read(pdf)?;
    let first = objects.iter().flatten().map(|object| object.start).min()?;
    let mut file = pdf[..first].to_vec();
    let mut places = vec![Place::Free; objects.len()];
    let mut others = Vec::new();
    for (number, object) in objects.into_iter().enumerate() {
        let Some(object) = object else { continue };
        let body = body(&pdf[object], number)?;
        if body.ends_with(b"endstream") {
            places[number] = put(&mut file, number, &[body])?;
        } else {
            others.push((number, body));
        }
    }
    let streams: Vec<_> = others.par_chunks(OBJECTS).map(stream).collect();
    for (objects, stream) in others.chunks(OBJECTS).zip(streams) {
        let holder = places.len();
        for (index, (number, _)) in objects.iter().enumerate() {
            places[*number] = Place::Within { stream: u32::try_from(holder).ok()?, index: index as u16 };
        }
        let place = put(&mut file, holder, &stream.parts())?;
        places.push(place);
    }
    let start = file.len();
    places.push(Place::At(u32::try_from(start).ok()?));
    let table = table(&places, trailer);
    put(&mut file, places.len() - 1, &table.parts())?;
    write!(file, "startxref\n{start}\n%%EOF").ok()?;
    Some(file)
}

/// Where the file has its objects, and what its trailer says beside their number.
struct Table<'a> {
    /// By their numbers.
    objects: Vec<Option<Range<usize>>>,
    trailer: &'a str,
}

impl<'a> Table<'a> {
    fn read(pdf: &'a [u8]) -> Option<Self> {
        let (_, start) = split(&pdf[pdf.len().saturating_sub(64)..], b"startxref\n")?;
        let start: usize = std::str::from_utf8(start).ok()?.lines().next()?.parse().ok()?;
        let (count, entries) = split(pdf.get(start..)?.strip_prefix(b"xref\n0 ")?, b"\n")?;
        let count: usize = std::str::from_utf8(count).ok()?.parse().ok()?;
        let (entries, rest) = entries.split_at_checked(count.checked_mul(ENTRY)?)?;
        let starts: Option<Vec<Option<usize>>> = entries.chunks(ENTRY).map(entry).collect();
        let starts = starts?;
        let mut ends: Vec<usize> = starts.iter().flatten().copied().chain([start]).collect();
        ends.sort_unstable();
        let range = |from: usize| Some(from..*ends.get(ends.partition_point(|end| *end <= from))?);
        let objects = starts.into_iter().map(|start| start.and_then(range)).collect();
        let (trailer, _) = split(rest.strip_prefix(b"trailer\n<<")?, b">>\nstartxref")?;
        let trailer = std::str::from_utf8(trailer).ok()?.strip_prefix(&format!("/Size {count}"))?;
        Some(Self { objects, trailer })
    }
}

/// The place of an object; one that is free has none. The outer `None` is an entry that cannot be read.
fn entry(entry: &[u8]) -> Option<Option<usize>> {
    let entry = std::str::from_utf8(entry).ok()?;
    match entry.get(11..18)? {
        "00000 n" => Some(Some(entry.get(..10)?.parse().ok()?)),
        kind => kind.ends_with('f').then_some(None),
    }
}

/// What stands before and after the first `mark`.
fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|window| window == mark)?;
    Some((&bytes[..at], &bytes[at + mark.len()..]))
}

/// What an object is, without the words around it.
fn body(object: &[u8], number: usize) -> Option<&[u8]> {
    let body = object.strip_prefix(format!("{number} 0 obj\n").as_bytes())?;
    body.trim_ascii_end().strip_suffix(b"\nendobj")
}

/// Where an object is found.
#[derive(Debug, Clone, Copy)]
enum Place {
    Free,
    /// The byte at which it begins.
    At(u32),
    /// Its index among the objects of a stream.
    Within {
        stream: u32,
        index: u16,
    },
}

/// Puts an object at the end of the file.
fn put(file: &mut Vec<u8>, number: usize, parts: &[&[u8]]) -> Option<Place> {
    let place = Place::At(u32::try_from(file.len()).ok()?);
    writeln!(file, "{number} 0 obj").ok()?;
    parts.iter().for_each(|part| file.extend_from_slice(part));
    file.extend_from_slice(b"\nendobj\n");
    Some(place)
}

/// A stream of the file's own.
struct Stream {
    dict: String,
    bytes: Vec<u8>,
}

impl Stream {
    /// As hard as can be, since a file is packed once and fetched often.
    fn compressed(entries: &str, bytes: &[u8]) -> Self {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        let bytes = encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory can be written to");
        let dict = format!("<<{entries}/Filter/FlateDecode/Length {}>>\nstream\n", bytes.len());
        Self { dict, bytes }
    }

    fn parts(&self) -> [&[u8]; 3] {
        [self.dict.as_bytes(), &self.bytes, b"\nendstream"]
    }
}

/// Objects beside each other, below a list of where each of them begins.
fn stream(objects: &[(usize, &[u8])]) -> Stream {
    let (mut list, mut bodies) = (String::new(), Vec::new());
    for (number, body) in objects {
        list.push_str(&format!("{number} {} ", bodies.len()));
        bodies.extend_from_slice(body);
        bodies.push(b'\n');
    }
    let entries = format!("/Type/ObjStm/N {}/First {}", objects.len(), list.len());
    Stream::compressed(&entries, &[list.as_bytes(), &bodies].concat())
}

/// What takes the place of the table of objects and of the trailer (7.5.8). What each row has beyond the one above it compresses well.
fn table(places: &[Place], trailer: &str) -> Stream {
    let row = |place: &Place| {
        let (kind, at, index): (u8, u32, u16) = match *place {
            Place::Free => (0, 0, u16::MAX),
            Place::At(at) => (1, at, 0),
            Place::Within { stream, index } => (2, stream, index),
        };
        let (at, index) = (at.to_be_bytes(), index.to_be_bytes());
        [kind, at[0], at[1], at[2], at[3], index[0], index[1]]
    };
    /// Of PNG, whose predictors PDF takes over: up.
    const UP: u8 = 2;
    let (mut above, mut rows) = ([0; 7], Vec::with_capacity(places.len() * 8));
    for place in places {
        let row = row(place);
        rows.push(UP);
        rows.extend(row.iter().zip(above).map(|(byte, above): (&u8, u8)| byte.wrapping_sub(above)));
        above = row;
    }
    let [kind, at, index] = WIDTHS;
    let columns = kind + at + index;
    let entries = format!(
        "/Type/XRef/Size {}{trailer}/W[{kind} {at} {index}]/DecodeParms<</Predictor 12/Columns {columns}>>",
        places.len()
    );
    Stream::compressed(&entries, &rows)
}

#[cfg(test)]
mod tests {
    use lopdf::{Document, Object, Stream, dictionary};

    use super::*;

    /// A file of the exporter's form with so many objects, every third of which is a stream.
    fn file(objects: usize) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n".to_vec();
        let mut entries = "0000000000 65535 f\r\n".to_owned();
        for number in 1..=objects {
            entries.push_str(&format!("{:010} 00000 n\r\n", file.len()));
            let body = match number {
                1 => "<</Type/Catalog>>".to_owned(),
                _ if number % 3 == 0 => format!("<</Length 3>>\nstream\n{:03}\nendstream", number % 1000),
                _ => format!("[{number} (endobj) 1 0 R]"),
            };
            file.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n\n").as_bytes());
        }
        let (count, start) = (objects + 1, file.len());
        file.extend_from_slice(format!("xref\n0 {count}\n{entries}").as_bytes());
        file.extend_from_slice(format!("trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").as_bytes());
        file
    }

    #[test]
    fn every_object_of_a_packed_file_is_what_it_was() {
        for objects in [2, 200, 1000] {
            let packed = packed(&file(objects)).expect("it can be packed");
            let read = Document::load_mem(&packed).expect("it can be read");
            assert_eq!(read.trailer.get(b"Root").expect("it has a catalog"), &Object::Reference((1, 0)));
            for number in 2..=objects as u32 {
                let found = read.get_object((number, 0)).expect("it is there");
                let expected = match number {
                    _ if number.is_multiple_of(3) => {
                        let bytes = format!("{:03}", number % 1000).into_bytes();
                        Object::Stream(Stream::new(dictionary! {}, bytes).with_compression(false))
                    }
                    _ => vec![number.into(), Object::string_literal("endobj"), (1, 0).into()].into(),
                };
                match (found, &expected) {
                    (Object::Stream(found), Object::Stream(expected)) => assert_eq!(found.content, expected.content),
                    _ => assert_eq!(found, &expected),
                }
            }
        }
    }

    #[test]
    fn a_file_of_another_form_is_left_alone() {
        let whole = file(9);
        assert!(packed(&whole).is_some());
        let text = String::from_utf8_lossy(&whole[20..]).into_owned();
        for (from, to) in [("startxref", "startxxxx"), ("trailer", "Trailer"), ("4 0 obj", "5 0 obj"), (" n\r", " x\r")]
        {
            let other = [&whole[..20], text.replacen(from, to, 1).as_bytes()].concat();
            assert_eq!(packed(&other), None, "{to}");
        }
        assert_eq!(packed(b""), None);
    }
}
