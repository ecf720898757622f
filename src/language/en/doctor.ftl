# What `gazette doctor` says of the program, a series and its surroundings.

doctor-right = ✓ { $text }
doctor-wrong = ✗ { $text }
doctor-good = nothing is wrong
doctor-total = { $wrong ->
    [one] { $wrong } thing is wrong
   *[other] { $wrong } things are wrong
}

doctor-absent = there is no folder `{ $folder }`
doctor-foreign = `{ $folder }` has neither `issue.toml` nor `gazette.toml`; name the folder of an issue or of a series
doctor-empty = the series `{ $folder }` has no issue yet; `gazette new` makes one

doctor-versions = gazette { $version }, Typst { $typst }, templates { $templates }

doctor-bundled = { $faces ->
    [one] { $faces } face is in the program
   *[other] { $faces } faces are in the program
}
doctor-not-bundled = no face is in the program; a series brings its own
doctor-roles = every role has a face
doctor-face-role = role
doctor-face-family = family
doctor-face-file = file
doctor-face-program = the program
doctor-face-stands-in = stands in
doctor-font-unreadable = `{ $file }` is no font that can be read; put a whole copy in its place, or delete it
doctor-font-unused = `{ $file }` is used for no role; name its family `{ $family }` in `[fonts]`, or delete it

doctor-mistakes = `{ $issue }` has { $errors ->
    [one] { $errors } error and may not have been read wholly
   *[other] { $errors } errors and may not have been read wholly
}; `gazette check { $issue }` tells what to do
doctor-characters = every character has a face, of { $characters } different ones
doctor-lacking = { $number ->
    [one] { $number } character has no face or cannot
   *[other] { $number } characters have no face or cannot
} be printed: { $codes }{ $more }; `gazette check { $issues }` tells where and what to do

doctor-no-templates = the series has no templates of its own
doctor-templates = { $files ->
    [one] { $files } template of the series takes
   *[other] { $files } templates of the series take
} the place of the program's: { $all }
doctor-templates-further = { $files ->
    [one] { $files } template of the series stands
   *[other] { $files } templates of the series stand
} beside the program's
doctor-template-same = `{ $file }` is the same as the program's; delete it, so that it follows newer versions of the program

doctor-out = `{ $out }` takes editions
doctor-out-absent = `{ $out }` is not there yet and can be made; it will take editions
doctor-out-closed = `{ $out }` cannot take editions: { $reason }; name another folder with `--out`, or have this one opened for writing
doctor-folder = `{ $folder }` can be written
doctor-folder-closed = `{ $folder }` cannot be written: { $reason }; `new`, `add` and `lock` need it opened for writing

doctor-language-asked = messages are in English, as `--lang` says
doctor-language-locale = messages are in English, since the locale is `{ $locale }`; `--lang zh` makes one run Chinese, and `LANG=zh_CN.UTF-8` every run
doctor-language-none = messages are in English, since there is no locale; `--lang zh` makes one run Chinese, and `LANG=zh_CN.UTF-8` every run
doctor-colours-always = findings have colours, as `--color` says
doctor-colours-never = findings have no colours, as `--color` says
doctor-colours-unwanted = findings have no colours, since `NO_COLOR` is set; `--color always` gives them to one run
doctor-colours-terminal = findings have colours, since they go to a terminal; `--color never` or `NO_COLOR` takes them away
doctor-colours-file = findings have no colours, since they do not go to a terminal; `--color always` gives them
