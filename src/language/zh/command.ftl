# 各命令所说的话，以及使命令无法完成的原因。

system-not-found = 没有这个文件或文件夹
system-permission = 没有权限
system-exists = 已经存在
system-is-folder = 这是一个文件夹
system-no-folder = 这不是文件夹
system-loop = 链接 `{ $link }` 又指回它所在的 `{ $ancestor }`，成了循环；请删除它
system-full = 磁盘已满
system-read-only = 此磁盘只能读，不能写
system-address = 该地址已被其他程序占用
system-busy = 正被其他程序使用
system-other-disk = 两者不在同一个磁盘上
system-file-name = 系统不允许这样的文件名
system-memory = 内存不足
system-address-foreign = 本机没有这个地址
system-not-text = 不是 UTF-8 文本
system-other = 系统提示的原文是：{ $detail }

errors = { $errors } 处错误
warnings = { $warnings } 处警告
totals = { $subject }：{ $errors }，{ $warnings }
severity-error = 错误
severity-warning = 警告
severity-help = 处理办法
failure = 错误：{ $failure }
finding-help = 处理办法：{ $help }

cannot-print = 无法输出
no-command = 没有命令 `{ $name }`；`gazette --help` 列出全部命令
no-command-near = 没有命令 `{ $name }`；是不是 `{ $near }`？
fonts-role = 用途
fonts-key = 键
fonts-families = 字体（按取用顺序）
fonts-not-bundled = 这个程序在构建时没有放入字体：须把字体文件放进与 `gazette.toml` 并列的 `fonts/`，再在 `[fonts]` 中写明
fonts-used = * 本期用到
fonts-no-substitute = 每个字都用其应有的字体
fonts-substitutes = 有 { $characters } 个字在应有的字体中没有，改用其他字体：
fonts-substitute = { $character }：{ $family }（{ $places }）

explain-head = { $severity }[{ $code }]：{ $summary }
explain-source = 依据：{ $source }
explain-body = 错误示例，在文件正文中：
explain-front-matter = 错误示例，在文首信息中：
explain-file = 错误示例，在 `{ $path }` 中：
explain-without = 错误示例：没有 `{ $path }`。
explain-prose = 错误示例：{ $words }
explain-remedy = 处理办法：{ $remedy }

cannot-read = 无法读取 `{ $file }`
cannot-find = 找不到 `{ $path }`
cannot-write = 无法写入 `{ $file }`
cannot-write-into = 无法写入文件夹 `{ $folder }`
code-near = 没有代码 `{ $code }`；是不是 `{ $near }`？
code-unknown = 没有代码 `{ $code }`；`gazette explain` 列出全部代码
same-name = 这些公报中有两期都叫 `{ $name }`；请用 --out 给它们不同的文件夹
too-many-bytes = `{ $file }` 有 { $bytes } 字节，超过 { $most } 字节的文件不读取
second-build-cannot = 无法再次生成 `{ $issue }`
second-build-failed = 第二次生成 `{ $issue }` 失败：{ $told }
former-kept = 无法放回原来的成品；它在 `{ $folder }`
out-link = `{ $target }` 是符号链接；请用 --out 另选文件夹
out-file = `{ $target }` 是文件；请用 --out 另选文件夹
out-foreign = `{ $target }` 里的 `{ $path }` 不是生成的成品；请把它移走，或者用 --out 另选文件夹
out-changed = `{ $target }` 中的 `{ $path }` 在生成之后被改动过；请把它移走，或用 --out 换一个文件夹

built-file = { $bytes } 字节  { $file }
built-document = { $pages } 页    { $title }
check-good = { $issue }：没有问题，刊登文件 { $documents } 件，共 { $sheets } 页
check-good-locked = { $issue }：没有问题，刊登文件 { $documents } 件，共 { $sheets } 页，与锁定时一致
not-reproducible =
    .help = 如果这期间没有改动过本期的文件，请连同本期文件夹一起报告此事
reproducible = { $issue }：两次生成的 { $files } 个文件完全相同
locked = { $file }：已锁定，刊登文件 { $documents } 件，共 { $sheets } 页
verify-file-good = { $bytes } 字节  完好    { $file }
verify-file-missing = { $bytes } 字节  缺失    { $file }
verify-file-changed = { $bytes } 字节  已改动  { $file }
verify-good = { $path }：没有问题，文件 { $files } 个，刊登文件 { $documents } 件
verify-good-pdf = { $path }：没有问题，刊登文件 { $documents } 件
