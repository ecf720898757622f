# 所生成内容中的问题：排版、成品文件、各项证明、锁定记录。

no-font = 没有字体 `{ $family }`
    .help = 把字体文件放进与 `gazette.toml` 并列的 `fonts/`；那里已有 { $known }
no-text-on-first-page = 此文件的首页（PDF 第 { $sheet } 页）没有正文
    .help = 缩短正文以上的内容，或者把主送机关移到 `[colophon]` 的 `addressee`（7.3.2）
signed-alone = PDF 第 { $sheet } 页有署名而没有正文
    .help = 正文增减几行，或者改 `[layout]` 的 `lines` 和 `chars`（7.3.5.5）
template-unused = 没有模板引入 `{ $path }`
    .help = 要替换程序的模板，改名为 `{ $known }`；否则引入它
    .import = 在替换程序模板的模板中引入它，或者移走
spreadsheet-formula = 电子表格会把 `contents.csv` 中的 `{ $value }` 当作公式
    .help = 改用别的符号开头；否则告知使用者按文本导入各列
