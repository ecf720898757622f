# `gazette new`、`gazette add` 和 `gazette template` 所说、所问和所拒绝的。

start-bad-toml = `{ $file }` 的 TOML 有错；用 `gazette check` 可以查出错在哪里
start-link = `{ $file }` 是符号链接，请把文件本身放在那里
start-there = `{ $path }` 已经存在，没有改动任何内容；请换一个名称
start-no-folder = `{ $path }` 不是文件夹，而是文件或链接；请把它移走，没有写入任何内容
start-no-series = `{ $folder }` 里没有 `gazette.toml`；请把新一期放在其他各期旁边，或者用 `gazette new --series { $folder }` 新办一种公报
start-no-sponsor = `{ $file }` 没有写主办单位；请加上一行，如 `sponsor = "某某区人民政府"`
start-unnumbered = `{ $file }` 没有写明年（`year`）和期（`number`），无法知道最近一期是哪一期；请补上
start-issue-there = { $year }年第{ $number }期已经有了，在 `{ $folder }`；请换一个名称
start-before-last = { $year }年第{ $number }期排在最近一期 `{ $folder }` 之前；请改用后面的期号
start-no-sections = `{ $file }` 里没有可以沿用的栏目；请加上一行 `[[sections]]` 和它的 `title`

new-bad-date = `{ $date }` 不是日期；请写成“年-月-日”，如 `2024-09-30`
new-typed-date = 日期不能写成 `{ $date }`；请写 `{ $day }`
new-absent-date = 日历上没有 `{ $date }` 这一天；请改写日历上有的日期
new-nothing = 请写明新一期的文件夹，或者用 `--series` 新办一种公报
new-unnamed = `{ $path }` 不能作为新文件夹的名称；请写成 `issues/2024-03` 这样
new-no-terminal = 当前不在终端上，无法提问；请用选项写明 { $options }，或者用 `--yes` 采用建议的内容
new-cannot-ask = 无法在此终端上提问
new-no-answer = 没有得到回答；没有写入任何内容
new-try-again = `{ $answer }` 不能用，请重新输入
new-ask-date = 本期的出版日期（年-月-日）：
new-ask-sponsor = 公报的主办单位：
new-ask-name = 公报的刊名：
new-made-series = 已新建 `{ $folder }`：{ $name }
new-made = 已新建 `{ $folder }`：{ $year }年第{ $number }期，{ $date } 出版
new-made-serial = 已新建 `{ $folder }`：{ $year }年第{ $number }期（总第{ $serial }期），{ $date } 出版
new-skipped = 请注意：中间跳过了几期，最近一期是{ $year }年第{ $number }期；请核对 `year`、`number` 和 `serial`
new-earlier = 请注意：出版日期 { $date } 不晚于最近一期的 { $last }；请核对 `date`
new-first-folio = 请注意：全年连续编页码，请把 `first-folio` 改为上一期最后一页的下一个页码
new-next = 接下来：用 `gazette add { $issue }` 添加公文，替换示例 `{ $example }`，然后运行 `gazette build { $issue }`
new-next-series = 接下来：填写 `{ $file }`，然后运行 `gazette build { $issue }`

add-bad-file = `{ $file }` 不能作为公文的文件名；请只用字母、数字、汉字、`-` 和 `_`，并以 `.md` 结尾
option-empty = 选项 `{ $option }` 是空的；请填写，或者去掉这个选项
add-no-issue = `{ $folder }` 不是一期公报的文件夹，里面没有 `issue.toml`；请写一期公报的文件夹
add-series = `{ $folder }` 不是一期公报的文件夹，里面有几期公报；请写其中一期：{ $issues }
add-no-issues = `{ $folder }` 是公报的文件夹，里面还没有一期公报；可以用 `gazette new { $first }` 新建一期
add-nothing-in-series = 没有 `{ $folder }`；可以用 `gazette new { $folder }` 新建一期
add-nothing = 没有 `{ $folder }`；可以用 `gazette new --series { $folder }` 新办一种公报
add-no-section = 本期没有栏目 `{ $section }`；本期的栏目有 { $all }
add-no-section-near = 本期没有栏目 `{ $section }`；是不是 `{ $near }`？本期的栏目有 { $all }
add-cannot-list = 无法在 `{ $file }` 的栏目 `{ $section }` 里添加公文；请把它的 `documents` 写成文件名的列表
add-made = 已新建 `{ $file }`，列入栏目 `{ $section }`
add-next = 接下来：在 `{ $file }` 里写入正文，核对各要素，尤其是日期，然后运行 `gazette check { $issue }`

template-no-series = `{ $folder }` 里没有 `gazette.toml`；请写明公报的文件夹，也就是 `gazette.toml` 和各期所在的文件夹
template-unknown = 没有模板 `{ $name }`；模板有 { $all }
template-unknown-near = 没有模板 `{ $name }`；是不是 `{ $near }`？
template-there = { $all } 已经存在，没有写入任何内容；请给这 { $files } 个文件改名，或者只写明其他文件
template-made = 已新建 `{ $file }`
template-next = 接下来：修改新建的 { $files } 个文件，然后运行 `gazette build { $series }/…`；没有改动的请删除，以便今后随程序更新
