# 各命令所说的话，以及使命令无法完成的原因。

system-not-found = 没有这个文件或文件夹（{ $detail }）
system-permission = 没有权限（{ $detail }）
system-exists = 已经存在（{ $detail }）
system-is-folder = 这是一个文件夹（{ $detail }）
system-no-folder = 这不是文件夹（{ $detail }）
system-loop = 链接 `{ $link }` 又指回它所在的 `{ $ancestor }`，成了循环；请删除它
system-full = 磁盘已满（{ $detail }）
system-read-only = 此磁盘只能读，不能写（{ $detail }）
system-address = 该地址已被其他程序占用（{ $detail }）

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
fonts-used = * 本期用到
fonts-no-substitute = 每个字都用其应有的字体
fonts-substitutes = 有 { $characters } 个字在应有的字体中没有，改用其他字体：
fonts-substitute = { $character }：{ $family }（{ $places }）
