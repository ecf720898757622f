# `watch` 和 `serve` 在终端和浏览器里所说的话。

watch-cannot = 无法留意 `{ $folder }` 的改动
watch-sarif = SARIF 日志须有结尾，而此命令没有结尾；请换一种 --format
watch-built = { $issue }：已生成到 { $target }，用时 { $seconds } 秒；等待下一次改动，按 Ctrl-C 结束
watch-wrong = { $issue }：未生成，原有成品保持不变；等待下一次改动，按 Ctrl-C 结束

serve-cannot = 无法在 `{ $address }` 上提供预览；请用 --listen 换一个地址，端口写 0 则自动选用空闲端口
serve-everywhere = 本机请在浏览器中打开 { $address }，别的电脑改用本机的 IP 地址；按 Ctrl-C 结束
serve-address = 请在浏览器中打开 { $address }；按 Ctrl-C 结束

serve-title = 公报预览
serve-beginning = 正在排版……
serve-proving = 页面已更新，正在核验……
serve-good = 没有问题
serve-warnings = 警告 # 处
serve-errors = 错误 # 处
serve-failed = 无法读取
serve-gone = `gazette serve` 已结束，请重新启动
serve-page = 第 # 页
serve-cover = PDF 第 # 面
serve-nowhere = 此处没有文字
serve-copied = 已复制
serve-views = 查看方式
serve-paper = 纸质版
serve-web = 网页版
serve-document = 公文
serve-stale = 这里仍是上一次排好的页面；此后保存的内容还不能排版。
serve-findings = 发现的问题
serve-none = 没有发现问题。
serve-hint = 点击页面上的一行，或者一处问题，即可得知它在哪个文件的哪一行。
serve-copy = 复制
serve-index = 目录

serve-not-ours = 此服务只答复从它自己的地址打开的页面
serve-read-only = 这里只能查看，不能改动
serve-no-place = 位置须写明 sheet、x 和 y 三个数
serve-nothing = 没有这个网页或文件
serve-no-request = 这不是浏览器发来的请求
serve-too-long = 请求头太长
serve-crowded = 等候更新的页面太多
