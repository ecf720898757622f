# What is wrong with what is made: typesetting, editions, proofs, the lock.

no-font = there is no font family `{ $family }`
    .help = put its file into `fonts/` beside `gazette.toml`; the families at hand, those of the program among them, are { $known }
no-face = there is no face for { $role }: this program was built without fonts
    .help = put a font's file into `fonts/` beside `gazette.toml`, and name its family in `[fonts]`: `{ $key } = "…"`
no-text-on-first-page = the first page of this document, page { $sheet } of the PDF, shows none of its text
    .help = shorten what stands above the text, or move the 主送机关 to `addressee` of `[colophon]` (7.3.2)
signed-alone = page { $sheet } of the PDF is signed and has none of the text
    .help = make the text a few lines longer or shorter, or change `lines` and `chars` of `[layout]` (7.3.5.5)
template-unused = no template imports `{ $path }`
    .help = to replace a template of the program, call it `{ $known }`; else import it
    .import = import it in a template that replaces one of the program, or move it away
spreadsheet-formula = a spreadsheet takes `{ $value }` in `contents.csv` for a formula
    .help = begin it with another sign; else tell whoever takes the file to import its columns as text
head-long = the 发文机关标志 “{ $words }” is too long for a line
    .help = give the body's short name
head-high = the 发文机关标志 “{ $words }” is too high for the first page
    .help = name the sponsoring body alone in `head`, as 7.2.4 allows
table-wide = this table is too wide for the page
    .help = give it fewer columns or shorter numbers
table-head-high = the head of this table is as high as a page
    .help = give it shorter words, or put some of its rows into the table below it
turned-footnote = a footnote cannot stand in a table that is turned
    .help = write a paragraph `注：…` below the table
contents-unshown = no template shows these contents
note-unshown = no template shows this note
address-unshown = no template shows this address
table-unshown = no template shows this table
rows-of-no-table = the rows of a data-table are wanted
document-no-text = `{ $path }` is not text
document-mistaken = `{ $path }` has mistakes that were not reported
typst-unsettled = { $detail }
typst-absent = { $detail }
typst-font-licence = { $detail }
typst-standard = { $detail }
typst-picture = { $detail }
    .help = save the picture again as PNG or as JPEG in RGB
typst-no-font = { $detail }
typst-font = { $detail }
typst-page = { $detail }
typst-file = { $detail }
typst-package = { $detail }
typst-depth = { $detail }
typst-unknown = { $detail }
typst-other = { $detail }
    .help = compare the templates of the series with the program's files of the same paths
typst-hints = { $hints }
off-page = `{ $words }` runs off page { $sheet } of the PDF
    .help = break what is too long or too high to fit: a word or number, a cell, a merged cell, the head of a table
overprinted = `{ $words }` is printed over `{ $under }` on page { $sheet } of the PDF
short-last-line = a paragraph ends on a line of one character
    .help = divide the long word or number before it, which cannot be broken
unmarked-page = the templates do not mark the first page of `{ $slug }`
    .help = a template must mark the first page of each document
unmarked-last-page = the templates do not mark the last page of `{ $slug }`

edition-untrue =
    .help = get the edition again from where it was published
file-missing = `{ $file }` is missing, and the manifest lists it
file-changed = `{ $file }` was changed since it was built: { $how }
file-is-link = it is a symbolic link now
file-is-no-file = it is no file now
file-size = it has { $bytes } bytes, and the manifest says { $said }
file-large = it has { $bytes } bytes, and more than { $most } are not read
file-digest = its { $name } is { $found }…, and the manifest says { $said }…
unlisted-file = `{ $file }` is no part of the edition: the manifest does not list it
    .help = move it away, or do not trust it
manifest-absent = `{ $folder }` has no `{ $file }`
    .help = name a folder that `gazette build` wrote, or a PDF file
manifest-within =
    .help = name an edition in it: { $editions }
manifest-of-issue =
    .help = this is an issue; write `gazette build { $issue }`, then name the folder of the edition that it wrote
manifest-not-utf-8 = the manifest is not UTF-8 text
manifest-version = the manifest is of version { $version }, and this program reads version { $known }
    .help = use the gazette that wrote it
manifest-foreign =
    .help = this is no manifest that gazette wrote; get the edition again from where it was published
manifest-name-empty = the manifest lists a file without a name
manifest-name-outside = the name `{ $file }` leads out of the folder
manifest-name-parts = the name `{ $file }` has parts that name nothing; gazette writes none such
manifest-lists-itself = the manifest lists itself
manifest-digest = a digest of `{ $file }` is none: 64 digits or small letters a to f
manifest-lacks = the manifest does not list `{ $file }`, which every copy of this edition has
manifest-unreadable = the manifest cannot be read: { $what }
manifest-empty = it is empty
manifest-cut = it is cut off
manifest-nested = its brackets are nested too deeply
manifest-no-json = from here on it is no JSON
manifest-it = it
manifest-entry = entry { $at } of `{ $list }`
manifest-no-object = { $name } is { $found }, not an object in braces
manifest-unknown-key = { $name } has a key `{ $key }`, which gazette does not write
manifest-unknown-key-near = { $name } has a key `{ $key }`, which gazette does not write; did you mean `{ $near }`?
manifest-key-absent = { $name } has no `{ $key }`
manifest-value = `{ $key }` of { $name } is { $found }, not { $expected }
manifest-key-twice = the key `{ $key }` stands there twice
manifest-no-form = `{ $form }` is none of the forms of documents
manifest-value-foreign = a value here is none that gazette writes
json-text = a text in quotes
json-text-or-null = a text in quotes or null
json-number = a whole number without quotes
json-number-range = a whole number from 0 to 4294967295
found-word = { $word }
found-list = a list
found-object = an object
manifest-differs = the manifest says that the { $of } is `{ $said }`, and `{ $report }` says `{ $told }`
told-issue = issue
told-title = title of the issue
told-date = date of the issue
told-value = `{ $key }` of `{ $id }`
manifest-no-documents = the manifest has no documents
manifest-documents = the manifest has { $listed } documents, and `{ $report }` { $told }
manifest-page-twice = `{ $page }` is the page of two documents
manifest-page-foreign = the document `{ $id }` of `{ $source }` cannot have the page `{ $page }`
builds-absent = two builds differ: only one has `{ $file }`
builds-changed = two builds differ: `{ $file }` from byte { $byte } on

no-lock = there is no `{ $file }` in this folder
    .help = write one with `gazette lock { $issue }` when the issue is published, and commit it
lock-not-utf-8 = this is not UTF-8 text
lock-damaged = the lock is damaged: { $what }
    .help = bring back the committed one with git, or lock the issue anew with `gazette lock { $issue }`
lock-line = line { $line } is not as the program wrote it
lock-no-digest = `{ $text }` is no SHA-256
lock-no-block = `{ $text }` is no block: { $digits } hexadecimal digits, a blank, a number
lock-no-field = missing field { $field }
lock-version = the lock is of version { $version }, and this program reads version { $known }
    .help = compare with the program that wrote it, or lock the issue anew with `gazette lock { $issue }`
lock-foreign = this is the lock of the issue `{ $issue }`, not of `{ $own }`
    .help = put the issue's own lock beside its `{ $file }`; it came here by copying a folder
lock-differs =
    .help = if this is meant, lock the issue anew with `gazette lock { $issue }`; if not, take it back
    .doubt = { $help }; it changed together with others, any of which may move pages
lock-no-file = { $clause }; no file of the edition differs
lock-no-page = { $clause }; no page moved
lock-sheets = { $clause }; no document moved, but the PDF has { $now } pages, not { $was }
lock-file-unexplained = `{ $file }` differs from the locked one, though all that it is made of is the same
lock-unexplained = what the lock says differs from what is printed, though all that the issue is made of is the same
lock-moved = `{ $title }` { $was } → { $now }: { $cause }
lock-moved-more = `{ $title }` { $was } → { $now } and { $more ->
    [one] { $more } document
   *[other] { $more } documents
} after it: { $cause }
lock-title = the title of `{ $source }` was `{ $was }`, is `{ $now }`
lock-number = the 发文字号 of `{ $source }` was { $was }, is { $now }
lock-number-none = none
lock-unprinted = `{ $source }` changed where nothing is printed
lock-grew = `{ $source }` grew by { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
}
lock-shrank = `{ $source }` shrank by { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
}
lock-more-pages = `{ $source }` takes { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
} more in as many lines
lock-fewer-pages = `{ $source }` takes { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
} less in as many lines
lock-same-lines = `{ $source }` changed in as many lines
lock-at = { $what } ({ $places })
lock-gone = something { $place } was taken out
lock-touched = { $places } changed
lock-touched-more = { $places } and { $more ->
    [one] { $more } more place
   *[other] { $more } more places
} changed
lock-same-words = { $clause }, but none of its words
lock-lines-at = { $place }: { $lines }
lock-lines-more = { $more ->
    [one] { $more } more place
   *[other] { $more } more places
}: { $lines }
lock-lines-elsewhere = text that is as it was: { $lines }
lock-page-place = page { $page }, { $place }
lock-before = before { $place }
lock-after = after { $place }
lock-added = `{ $source }` was added, on { $pages }
lock-taken-out = `{ $source }` was taken out; it stood on { $pages }
lock-page = page { $page }
lock-pages = pages { $first } to { $last }
lock-moved-first = `{ $source }` was moved; it stands before all others
lock-moved-after = `{ $source }` was moved; it stands after `{ $before }`
lock-section = the section of `{ $source }` was `{ $was }`, is `{ $now }`
lock-sections = the section of `{ $source }` and of { $more ->
    [one] { $more } more document
   *[other] { $more } more documents
} was `{ $was }`, is `{ $now }`
lock-front = the first document begins on page { $now } of the PDF, not on { $was }: what stands before it changed
lock-program = { $name } with Typst { $typst }
lock-programs = the issue was locked with { $old }; this is { $new }
lock-own-templates = the program's own templates changed, though its version did not
lock-template-changed = the template `{ $name }` changed
lock-template-added = the series has a template `{ $name }` of its own now
lock-template-gone = the series has no template `{ $name }` any more
lock-picture = the picture `{ $name }` changed
lock-blank-lines = the blank lines of `{ $name }` changed
lock-font = `{ $family }` { $home }
lock-font-in = in `{ $path }`
lock-font-of-program = of the program
lock-font-gone = the font { $font } is used no more
lock-font-changed = the font { $font } changed
lock-font-replaced = the font { $font } takes the place of that { $home }
lock-font-added = the font { $font } is used now
pinned-page = this document begins on page { $page }, not on page { $promised } as promised here
    .help = shorten or lengthen what stands before it, or give the page that it begins on
    .since-lock = since the issue was locked: { $causes }; mend that, or give the page that it begins on
template-lacks = `{ $file }` does not define `{ $name }`
    .help = take over the line that begins with `#let { $name }` and its `#import` from the program's own `gazette.typ`, which `gazette template export` writes into a series that has none; or delete this file, so that the program's own is used
press-gradient = a gradient or pattern has no ink
press-transparent = something shines through, which a press cannot print
press-face = a face draws its characters in colours of its own
press-space = this colour names neither inks nor what screens mix
press-picture = the picture cannot be taken apart into inks
press-colour =
    .help = save the drawing with flat colours that cover what lies below, or as a PNG picture of 300 pixels to an inch
press-no-red = the marks around the pages do not tell the red of the gazette
    .help = keep the mark `gazette-red` of the program's `press.typ`, or delete this file, so that the program's own is used
press-uneven = the marks are drawn on { $drawn } pages for { $pages }, or not as far around each page as around the first
    .help = draw one page for each that is told, larger by one length on all four sides, or delete this file, so that the program's own is used
press-size = page { $sheet } of the PDF is { $width } × { $height } mm, most others { $most_width } × { $most_height } mm
    .help = the press edition needs pages of one size, of 60 mm or more a side; mend the template that sets this one
picture-coarse = the picture is printed on page { $sheet } with { $dots } pixels to an inch
    .help = print shops ask for { $dots } pixels; take a larger picture, or print it smaller
other-binding = `--impose { $imposition }` is not for the binding of this series
    .help = `booklet` is for `binding = "saddle-stitch"` in `[press]`, `signatures` for `binding = "perfect"`; ask for that, or set the binding
other-sides = `templates/sheets.typ` draws { $drawn } pages for { $sides } sides of sheets
    .help = let it draw one page for each side, or delete the file, so that the program's own is used
in-large-print = in large print: { $finding }
large-print-table = this table has no room for large print: some of its text is set in { $size } pt
    .help = let it be, or make two tables of it; the printed edition is the same either way
no-large-print = there is no edition in large print: the issue cannot be set that large
    .help = see what stands in the way, which the other warnings say; the printed edition is complete
proof-of-file = `{ $file }`: { $finding }
