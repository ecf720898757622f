# What `gazette new`, `gazette add` and `gazette template` say, ask and refuse.

start-bad-toml = `{ $file }` is not sound TOML; `gazette check` says where
start-link = `{ $file }` is a symbolic link; put the file itself there
start-there = `{ $path }` is there already; nothing was changed, choose another name
start-no-folder = `{ $path }` is a file or a link, not a folder; move it away, nothing was written
start-no-series = there is no `gazette.toml` in `{ $folder }`; name a folder beside the other issues, or begin a series with `gazette new --series { $folder }`
start-no-sponsor = `{ $file }` has no `sponsor`; add a line such as `sponsor = "某某区人民政府"`
start-unnumbered = `{ $file }` does not say its `year` and `number`, so that the last issue cannot be told; add them
start-issue-there = there is a No. { $number } of { $year } already, in `{ $folder }`; choose another name
start-before-last = No. { $number } of { $year } would come before the last issue, which is `{ $folder }`; choose a later one
start-no-sections = `{ $file }` has no `sections` that could be kept; add a line `[[sections]]` and its `title`

new-bad-date = `{ $date }` is not a date; write year, month and day: `2024-09-30`
new-typed-date = `{ $date }` is not how a date is typed; write `{ $day }`
new-absent-date = there is no day `{ $date }` in the calendar; give another
new-nothing = name the folder of an issue, or a new series with `--series`
new-unnamed = `{ $path }` does not name a new folder; write one such as `issues/2024-03`
new-no-terminal = this is no terminal, so nobody can be asked; give { $options }, or `--yes` to take what is proposed
new-cannot-ask = cannot ask on this terminal
new-no-answer = there was no answer; nothing was written
new-try-again = `{ $answer }` cannot be used; try again
new-ask-date = date of the issue (year-month-day):
new-ask-sponsor = sponsor of the gazette:
new-ask-name = name of the gazette:
new-made-series = made `{ $folder }`: { $name }
new-made = made `{ $folder }`: { $year } No. { $number }, { $date }
new-made-serial = made `{ $folder }`: { $year } No. { $number } (serial { $serial }), { $date }
new-skipped = note: this leaves issues out; the last one is { $year } No. { $number }; look at `year`, `number` and `serial`
new-earlier = note: { $date } is not later than { $last }, the date of the last issue; look at `date`
new-first-folio = note: pages are numbered through the year; give `first-folio` the number after the last page of the last issue
new-next = next: put documents in place of `{ $example }` with `gazette add { $issue }`, then run `gazette build { $issue }`
new-next-series = next: fill in `{ $file }`, then run `gazette build { $issue }`

add-bad-file = `{ $file }` cannot be the file of a document; give a name of letters, digits, Chinese characters, `-` and `_` that ends in `.md`
option-empty = `{ $option }` is empty; fill it in, or leave it away
add-no-issue = `{ $folder }` is not the folder of an issue: it has no `issue.toml`; name one that has
add-series = `{ $folder }` is not the folder of an issue, but holds issues; name one of them: { $issues }
add-no-issues = `{ $folder }` is not the folder of an issue, but of a gazette without issues; make one with `gazette new { $first }`
add-nothing-in-series = there is no `{ $folder }`; make an issue with `gazette new { $folder }`
add-nothing = there is no `{ $folder }`; begin a gazette with `gazette new --series { $folder }`
add-no-section = there is no section `{ $section }` in this issue; its sections are { $all }
add-no-section-near = there is no section `{ $section }` in this issue; did you mean `{ $near }`? its sections are { $all }
add-cannot-list = cannot add to the section `{ $section }` in `{ $file }`; write its `documents` as a list of names
add-made = made `{ $file }` in the section `{ $section }`
add-next = next: write the text into `{ $file }` and look over its elements, dates above all, then run `gazette check { $issue }`

template-no-series = there is no `gazette.toml` in `{ $folder }`; name the folder of a series, which has it beside the folders of its issues
template-unknown = there is no template `{ $name }`; there are { $all }
template-unknown-near = there is no template `{ $name }`; did you mean `{ $near }`?
template-there = { $all } { $files ->
    [one] is there already; nothing was written, rename it or name other files
   *[other] are there already; nothing was written, rename them or name other files
}
template-made = made `{ $file }`
template-next = next: change { $files ->
    [one] it, then run `gazette build { $series }/…`; delete it if it stays as it is, so that it follows
   *[other] them, then run `gazette build { $series }/…`; delete those that stay as they are, so that they follow
} newer versions of the program
