# What is wrong with what is made: typesetting, editions, proofs, the lock.

no-font = there is no font family `{ $family }`
    .help = put its file into `fonts/` beside `gazette.toml`; the families there are { $known }
no-text-on-first-page = the first page of this document, page { $sheet } of the PDF, shows none of its text
    .help = shorten what stands above the text, or move the 主送机关 to `addressee` of `[colophon]` (7.3.2)
signed-alone = page { $sheet } of the PDF is signed and has none of the text
    .help = make the text a few lines longer or shorter, or change `lines` and `chars` of `[layout]` (7.3.5.5)
template-unused = no template imports `{ $path }`
    .help = to replace a template of the program, call it `{ $known }`; else import it
    .import = import it in a template that replaces one of the program, or move it away
spreadsheet-formula = a spreadsheet takes `{ $value }` in `contents.csv` for a formula
    .help = begin it with another sign; else tell whoever takes the file to import its columns as text
