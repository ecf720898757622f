# 命令进行到哪一步，以及下一步做什么。

progress-reading = { $subject }：正在读取
progress-documents = { $subject }：正在排版 { $documents } 件公文
progress-pages = { $subject }：正在写出 { $sheets } 页的 PDF 和网页
progress-proofs = { $subject }：正在核验成品
progress-second-build = { $subject }：正在再生成一次
progress-files = { $subject }：正在核验各文件
progress-issues = 共 { $issues } 期，已完成 { $done } 期
progress-time = { $line }：{ $seconds } 秒

next = 下一步：{ $what }
next-wrong = 改正以上问题后再次执行此命令；其间可用 `gazette serve { $issue }` 查看页面，用 `gazette explain 代码` 了解详情
next-built = 请查看 `{ $index }`；本期出版后，用 `gazette lock { $issue }` 锁定
next-checked = 用 `gazette build { $issue }` 写出成品
next-locked = 请提交 `{ $file }`；此后 `gazette check { $issue } --locked` 会指出与它不同之处
next-toc = 用 `gazette check { $issue }` 在成品上核验这些页码
next-verified = 核对清单的签名，由签名可知是谁出版的（见 README）；各文件与清单彼此一致
next-verified-pdf = 最好核验整个成品文件夹；单独一个 PDF 只能看出页码和字形前后一致
next-explained = 改正后，再次执行 `gazette check`
next-codes = `gazette explain 代码` 说明其中一个的含义
next-fonts = 在 gazette.toml 的 `[fonts]` 中可为各用途指定其他字体，`gazette build` 即会采用
next-file = 请把以上内容存入文件，写法见 `gazette { $command } --help`
next-doctor = 用 `gazette check` 检查一期公报
