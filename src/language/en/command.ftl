# What commands say, and what keeps them from their work.

system-not-found = there is no such file or folder
system-permission = this is not allowed
system-exists = there is one already
system-is-folder = this is a folder
system-no-folder = this is no folder
system-full = the disk is full
system-large = the system takes no file that large
system-read-only = nothing can be written to this disk
system-address = another program listens there
system-busy = another program uses it
system-other-disk = the two are on different disks
system-file-name = the system has no files with such names
system-memory = the memory is full
system-address-foreign = this machine does not have that address
system-not-text = it is not UTF-8 text
system-other = { $detail }

errors = { $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
}
warnings = { $warnings ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}
totals = { $subject }: { $errors }, { $warnings }
severity-error = error
severity-warning = warning
failure = error: { $failure }
finding-help = help: { $help }

cannot-print = cannot print
no-command = there is no command `{ $name }`; `gazette --help` lists all
no-command-near = there is no command `{ $name }`; did you mean `{ $near }`?
fonts-role = role
fonts-key = key
fonts-families = families, in the order in which they are tried
fonts-not-bundled = this program was built without fonts: a series brings them in `fonts/` beside `gazette.toml` and names them in `[fonts]`
fonts-used = * the issue uses it
fonts-no-substitute = every character stands in the face of its role
fonts-substitutes = { $characters ->
    [one] { $characters } character stands
   *[other] { $characters } characters stand
} in another face, since that of the role lacks it:
fonts-substitute = { $character } in { $family }: { $places }

explain-head = { $severity }[{ $code }]: { $summary }
explain-source = Source: { $source }
explain-body = Wrong, in the text of a document:
explain-front-matter = Wrong, in the front matter of a document:
explain-file = Wrong, in `{ $path }`:
explain-without = Wrong: there is no `{ $path }`.
explain-prose = Wrong: { $words }
explain-remedy = Remedy: { $remedy }

cannot-read = cannot read `{ $file }`
cannot-find = cannot find `{ $path }`
cannot-write = cannot write `{ $file }`
cannot-write-into = cannot write into `{ $folder }`
code-near = there is no code `{ $code }`; did you mean `{ $near }`?
code-unknown = there is no code `{ $code }`; `gazette explain` lists all
same-name = two of these issues are called `{ $name }`; give them different folders with --out
too-many-bytes = `{ $file }` has { $bytes } bytes, and more than { $most } are not read
second-build-cannot = cannot build `{ $issue }` a second time
second-build-failed = the second build of `{ $issue }` failed: { $told }
former-kept = cannot put the former output back; it is in `{ $folder }`
out-link = `{ $target }` is a symbolic link; choose another folder with --out
out-within = `{ $out }` lies in the folder of the issue `{ $issue }`, whose next build would find the edition unused; choose a folder beside it, such as `--out { $beside }`
out-file = `{ $target }` is a file; choose another folder with --out
out-foreign = `{ $target }` holds `{ $path }`, which no build wrote; move it away, or choose another folder with --out
out-signed = `{ $target }` is signed (`{ $path }`) and is not replaced; move the whole folder away, or choose another with --out
out-changed = `{ $target }` holds `{ $path }`, which was changed since it was built; move it away, or choose another folder with --out

built-file = { $bytes } bytes  { $file }
built-document = { $pages } pages  { $title }
build-unchanged = { $folder }: unchanged, { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
} on { $sheets } pages
ended-built = built
ended-unchanged = unchanged
ended-good = good
ended-wrong = wrong
ended-failed = failed
summary-issue = issue
summary-documents = documents
summary-pages = pages
summary-errors = errors
summary-warnings = warnings
summary-end = result
summary-why = { $issue }: { $end }: { $why }
summary-count = { $count } { $end }
summary-totals = { $issues } issues: { $ends }
broken-off = `{ $issue }` cannot be finished because of a fault of gazette; report this, with the issue's folder: { $what }
no-thread = cannot work on several issues at once
nothing-wrong = good
no-errors = no errors, { $warnings }
check-good = { $issue }: { $state }, { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
} on { $sheets } pages
check-good-locked = { $issue }: { $state }, { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
} on { $sheets } pages, as locked
not-reproducible =
    .help = if no file of the issue was changed meanwhile, report this, with the issue's folder
reproducible = { $issue }: 2 builds of { $files ->
    [one] { $files } file
   *[other] { $files } files
} are identical
locked = { $file }: locked, { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
} on { $sheets } pages
verify-file-good = { $bytes } bytes  good     { $file }
verify-file-missing = { $bytes } bytes  MISSING  { $file }
verify-file-changed = { $bytes } bytes  CHANGED  { $file }
verify-good = { $path }: { $state }, { $files ->
    [one] { $files } file
   *[other] { $files } files
}, { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
}
verify-good-pdf = { $path }: { $state }, { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
}
