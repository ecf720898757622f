# `gazette fmt` 所说的话。

fmt-changed = 已整理 `{ $file }`
fmt-would-change = `{ $file }` 需要整理
fmt-same = { $issue }：无需整理
next-formatted = 看一遍改动，再运行 `gazette check { $issues }`
next-well-formatted = 无须再整理；用 `gazette check { $issue }` 检查其他问题
next-format = 用 `gazette fmt { $issues }` 整理
fmt-locked = 注意：`{ $issue }` 已锁定，锁定记录含文件的写法；看过改动后，请运行 `gazette lock { $issue }`
fmt-meanwhile = `{ $file }` 其间被他人保存过，保持原样；请再运行一次
format-differs = 整理后，此处的内容会改变
    .help = 文件保持原样；请连同此文件报告此问题
