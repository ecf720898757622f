# The help of the command line: commands, options, examples; and what is wrong with what was typed.

help-gazette = Compile the issues of a government gazette (政府公报) from Markdown and TOML to PDF and HTML
    .format = How findings are printed
    .format-human = With an excerpt of the file, for people
    .format-short = One line a finding, for editors and logs
    .format-json = One JSON object a line
    .format-sarif = One SARIF 2.1.0 document for the whole run
    .format-github = Workflow commands of GitHub Actions
    .deny = Treat findings of this kind as errors
    .deny-warnings = An issue with a warning fails
    .lang = The language of messages; that of the locale where it is not given
    .lang-zh = Chinese, in the simplified characters of the mainland
    .lang-en = English
    .color = When findings have colours; NO_COLOR in the environment stands for never
    .color-auto = On a terminal
    .color-always = Also in a file or a pipe
    .color-never = Not even on a terminal
    .quiet = Print findings and failures, and nothing else
    .verbose = Tell each step and the time that it takes
    .help = Print help (see more with '--help')
    .help-long = Print help (see a summary with '-h')
    .version = Print version
help-help = Print this message or the help of the given subcommand(s)
help-new = Make the next issue of a series, or a new series with its first issue
    .issue = The folder of the issue, named with year and number, in the folder that has gazette.toml
    .series = The folder of a new series, which gets its first issue
    .name = The name of the new series (刊名)
    .sponsor = Who publishes the new series (主办单位)
    .date = When the issue appears (出版日期): 2024-09-30
    .yes = Ask nothing and take what is proposed
    .example =
        gazette new issues/2024-03 --date 2024-09-30
        gazette new --series issues
help-add = Add a document to a section of an issue
    .issue = The folder of the issue
    .section = The title of the section that gets the document
    .number = The number of the document (发文字号); a document without one is a reprint
    .title = The title of the document (标题)
    .issuer = The body that issues it (发文机关)
    .file = The name of its file; after its number unless given
    .example = gazette add issues/2024-03 --section 区政府文件 --number '某政发〔2024〕9号'
help-build = Build the PDF and HTML editions of each issue into OUT/<issue>/
    .issues = Folders of issues
    .out = The folder that takes the editions
    .example = gazette build issues/2024-02
help-watch = Build an issue anew whenever something of it is saved
    .issue = The folder of an issue
    .out = The folder that takes the editions
    .example = gazette watch issues/2024-02
help-serve = Show an issue in a browser, and build and show it anew whenever something of it is saved
    .issue = The folder of an issue
    .out = The folder that takes the editions
    .listen = The address that answers; port 0 stands for any free one
    .example = gazette serve issues/2024-02
help-check = Find everything that a build would find wrong, and write nothing
    .issues = Folders of issues
    .locked = Report everything that differs from issue.lock, and why pages moved
    .reproducible = Build each issue a second time, in other surroundings, and compare the files byte by byte
    .example = gazette check issues/* --deny warnings
help-lock = Record a published issue in its issue.lock
    .issues = Folders of issues
    .example = gazette lock issues/2024-02
help-toc = Print the contents of an issue with its page numbers
    .issue = The folder of an issue
    .json = Print JSON for machines
    .example = gazette toc issues/2024-02 --json
help-verify = Prove built editions from their files alone, without the folders they were made of
    .paths = Folders of built editions, or PDF files
    .example = gazette verify dist/2024-02
help-explain = Tell what a code of a finding means and what to do, or list all codes
    .code = A code, as findings have it in square brackets
    .example = gazette explain unknown-key
help-fonts = List the faces of each role, mark those that an issue uses, and tell what stands in for others
    .issues = Folders of issues; without one, the faces that come with the program
    .example = gazette fonts issues/2024-02
help-template = Write the templates of the program into a series, to be changed there
    .example = gazette template export issues
help-template-export = Write templates of the program into the folder `templates` of a series; nothing that is there is written over
    .series = The folder of the series, which has gazette.toml
    .files = Templates, such as components/head.typ or gazette.css; all unless given
    .example = gazette template export issues components/head.typ
help-completions = Print the script that completes commands and options in a shell
    .shell = The shell
    .example = gazette completions bash > ~/.local/share/bash-completion/completions/gazette
help-man = Print the manual page of the program, or of one command
    .command = A command
    .example = gazette man build > gazette-build.1

usage-line = { $open }Usage:{ $close } { $usage }
usage-any-options = [OPTIONS]
usage-commands = Commands:
usage-arguments = Arguments:
usage-options = Options:
usage-values-explained = Possible values:
usage-value = - { $name }:{ $pad } { $help }
usage-values = [possible values: { $values }]
usage-default = [default: { $value }]
usage-examples = { $count ->
    [one] Example:
   *[other] Examples:
}{ " " }

man-name = NAME
man-synopsis = SYNOPSIS
man-description = DESCRIPTION
man-options = OPTIONS
man-commands = SUBCOMMANDS
man-extra = EXTRA
man-version = VERSION

usage-error = { $open }error:{ $close } { $wrong }
usage-tip = { $open }tip:{ $close } { $tip }
usage-more = For more information, try { $help }.
usage-name = '{ $name }'
usage-twice = the argument { $argument } cannot be used multiple times
usage-conflict = the argument { $argument } cannot be used with { $other }
usage-conflicts = the argument { $argument } cannot be used with:{ $others }
usage-no-value = a value is required for { $argument } but none was supplied
usage-bad-value = invalid value { $value } for { $argument }
usage-unread-value = invalid value { $value } for { $argument }: { $cause }
usage-too-many = unexpected value { $value } for { $argument } found; no more were expected
usage-unknown-command = unrecognized subcommand { $command }
usage-no-command = { $command } requires a subcommand but one was not provided
usage-commands-known = [subcommands: { $commands }]
usage-unknown-argument = unexpected argument { $argument } found
usage-missing = the following required arguments were not provided:{ $arguments }
usage-not-utf-8 = invalid UTF-8 was detected in one or more arguments
usage-near-command = { $count ->
    [one] a similar subcommand exists: { $near }
   *[other] some similar subcommands exist: { $near }
}
usage-near-argument = a similar argument exists: { $near }
usage-near-value = a similar value exists: { $near }
usage-as-value = to pass { $value } as a value, use { $written }
usage-elsewhere = { $written } exists
usage-dashes = subcommand { $command } exists; to use it, remove the { $dashes } before it
