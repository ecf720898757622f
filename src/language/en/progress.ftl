# How far a command has come, and what comes next.

progress-reading = { $subject }: reading
progress-documents = { $subject }: laying out { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
}
progress-pages = { $subject }: writing { $sheets ->
    [one] { $sheets } page
   *[other] { $sheets } pages
} as PDF and web pages
progress-proofs = { $subject }: proving what is finished
progress-second-build = { $subject }: building once more
progress-files = { $subject }: proving files
progress-issues = { $done } of { $issues } issues done
progress-time = { $line }: { $seconds } s

next = next: { $what }
next-wrong = mend what is named above and call this again; `gazette serve { $issue }` shows the pages meanwhile, `gazette explain CODE` tells more
next-built = look at `{ $index }`; when the issue is published, `gazette lock { $issue }` records it
next-checked = `gazette build { $issue }` writes the edition
next-locked = commit `{ $file }`; `gazette check { $issue } --locked` tells what differs from it
next-toc = `gazette check { $issue }` proves these numbers on the finished files
next-verified = check the signature of the manifest, which tells who published this (see README); the files and the manifest agree
next-verified-pdf = verify the whole folder of the edition; a PDF alone shows no more than that its page numbers and glyphs agree
next-explained = mend it, and call `gazette check` again
next-codes = `gazette explain CODE` tells what one of them means
next-fonts = `[fonts]` in gazette.toml names other families for a role; `gazette build` uses them
next-file = redirect this into a file; `gazette { $command } --help` shows how
next-doctor = `gazette check` proves an issue
