# 各命令所说的话，以及使命令无法完成的原因。

system-not-found = 没有这个文件或文件夹（{ $detail }）
system-permission = 没有权限（{ $detail }）
system-exists = 已经存在（{ $detail }）
system-is-folder = 这是一个文件夹（{ $detail }）
system-no-folder = 这不是文件夹（{ $detail }）
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
