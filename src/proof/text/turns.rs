//! Where a web page says that printed pages begin, held against the pages of the PDF.

use super::difference::quote;
use super::screen::Screen;
use super::stream::Item;
use crate::language::Message;

/// What is wrong with the marks of a web page whose text is that of `items`, in a sentence; `labels` are what the PDF calls its
/// pages.
///
/// Every printed page after the first is marked once, in order, and what stands before its mark is on an earlier page. Notes do not
/// count: they stand at the foot of the page, or go on to the next. Where a page turns within the elements above the text or
/// within a long list of signatures, the mark stands at the end or the beginning of those.
pub(super) fn fault(items: &[(Item, usize)], screen: &Screen, labels: &[String]) -> Option<Message> {
    let turns = &screen.turns;
    let folio = |sheet: usize| labels.get(sheet.checked_sub(1)?)?.parse::<u32>().ok();
    let folios: Vec<Option<u32>> = outside_notes(items).map(|sheet| folio(sheet?)).collect();
    let first = folios.iter().flatten().next().copied()?;
    let last = items.iter().filter_map(|(_, sheet)| folio(*sheet)).max()?;
    let marked: Vec<&str> = turns.iter().map(|(_, text)| text.as_str()).collect();
    let expected: Vec<String> = (first + 1..=last).map(|folio| folio.to_string()).collect();
    if marked.iter().ne(&expected) {
        let list = |folios: &[&str]| match folios {
            [] => message!("text-no-page"),
            _ => {
                Message::joined(&folios.iter().map(|folio| Message::verbatim(*folio)).collect::<Vec<_>>(), [", ", "、"])
            }
        };
        let expected = list(&expected.iter().map(String::as_str).collect::<Vec<_>>());
        return Some(message!("text-other-pages", first, marked = list(&marked), expected));
    }
    let is_again = |index: usize| turns.windows(2).any(|pair| pair[0].0 == index && pair[1].0 == index);
    let wrong = turns.iter().zip(first + 1..).find(|((index, _), folio)| {
        let before = folios[..(*index).min(folios.len())].iter().rev().flatten().next();
        let behind = folios.get(*index..).unwrap_or_default().iter().flatten().next();
        before.is_some_and(|before| before >= folio) && *index != screen.above_text
            || behind.is_some_and(|behind| behind < folio) && !is_again(*index)
    });
    let ((index, text), _) = wrong?;
    let before = quote(&items[index.saturating_sub(10)..*index]);
    Some(message!("text-other-turn", text, before))
}

/// The pages of the characters and pictures outside of notes, from 1; `None` for other items.
fn outside_notes(items: &[(Item, usize)]) -> impl Iterator<Item = Option<usize>> {
    let mut depth = 0;
    items.iter().map(move |(item, sheet)| {
        if *item == Item::Note {
            depth += 1;
        }
        let is_outside = depth == 0;
        if *item == Item::NoteEnd {
            depth -= 1;
        }
        let is_seen = matches!(item, Item::Char(_) | Item::Picture(_));
        (is_outside && is_seen).then_some(*sheet)
    })
}
