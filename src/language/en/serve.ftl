# What `watch` and `serve` say, on the terminal and in the browser.

watch-cannot = cannot watch `{ $folder }`
watch-sarif = a SARIF log has an end, and this command has none; choose another --format
watch-built = { $issue }: built into { $target } in { $seconds } s; waiting for the next change, Ctrl-C ends
watch-wrong = { $issue }: not built, the former edition stays; waiting for the next change, Ctrl-C ends

serve-cannot = cannot listen at `{ $address }`; choose another address with --listen, or a free port with port 0
serve-everywhere = open { $address } in a browser here, and the address of this machine in its place on others; Ctrl-C ends
serve-address = open { $address } in a browser; Ctrl-C ends

serve-title = Preview of the gazette
serve-beginning = laying out …
serve-proving = pages are new, proving …
serve-good = good
serve-warnings = warnings: #
serve-errors = errors: #
serve-failed = cannot be read
serve-gone = `gazette serve` has ended; start it again
serve-page = page #
serve-cover = sheet #
serve-nowhere = nothing is printed there
serve-copied = copied
serve-views = views
serve-paper = Pages
serve-web = Web edition
serve-document = Document
serve-stale = These are the last good pages; what was saved since cannot be laid out.
serve-findings = Findings
serve-none = Nothing is wrong.
serve-hint = Click on a line of a page, or on a finding, to learn its file and line.
serve-copy = Copy
serve-index = Contents

serve-not-ours = this server answers only pages of its own address
serve-read-only = nothing can be changed here
serve-no-place = a place has sheet, x and y
serve-nothing = there is nothing of this name
serve-no-request = this is no request that a browser sends
serve-too-long = the head of the request is too long
serve-crowded = too many pages wait for news
