# What `gazette fmt` says.

fmt-changed = formatted `{ $file }`
fmt-would-change = `{ $file }` would change
fmt-same = { $issue }: nothing to change
next-formatted = look over the changes, then run `gazette check { $issues }`
next-well-formatted = nothing is left to put in order; `gazette check { $issue }` finds what else may be wrong
next-format = `gazette fmt { $issues }` writes them
fmt-locked = note: `{ $issue }` is locked, and its lock knows how files were written; run `gazette lock { $issue }` once you have looked them over
fmt-meanwhile = `{ $file }` was saved by somebody else meanwhile and stays as it is; run the command again
format-differs = formatted, this would say something else
    .help = the file stays as it is; report this, with the file
