# `gazette doctor` 检查程序、公报和运行环境时所说的话。

doctor-right = 好 { $text }
doctor-wrong = 错 { $text }
doctor-good = 没有问题
doctor-total = 有 { $wrong } 个问题

doctor-absent = 没有文件夹 `{ $folder }`
doctor-foreign = `{ $folder }` 里既没有 `issue.toml` 也没有 `gazette.toml`；请写明某一期或者整个公报的文件夹
doctor-empty = 公报 `{ $folder }` 还没有一期；用 `gazette new` 新建

doctor-versions = gazette { $version }，Typst { $typst }，模板 { $templates }

doctor-bundled = 程序自带 { $faces } 种字体
doctor-not-bundled = 程序不带字体，由公报自备
doctor-roles = 各种用途都有字体
doctor-face-role = 用途
doctor-face-family = 字体
doctor-face-file = 文件
doctor-face-program = 程序自带
doctor-face-stands-in = 补缺字
doctor-font-unreadable = `{ $file }` 不是能读取的字体文件；请换上完整的文件，或者删除它
doctor-font-unused = `{ $file }` 没有用处；请在 `[fonts]` 中写明其名称 `{ $family }`，或者删除它

doctor-mistakes = `{ $issue }` 有 { $errors } 处错误，可能没有读全；处理办法见 `gazette check { $issue }`
doctor-characters = 所用的 { $characters } 个不同的字都有字体
doctor-lacking = 有 { $number } 个字没有字体或者不能印：{ $codes }{ $more }；位置和处理办法见 `gazette check { $issues }`

doctor-no-templates = 公报没有自己的模板
doctor-templates = 公报自己的 { $files } 个模板代替程序的模板：{ $all }
doctor-templates-further = 公报另有 { $files } 个模板
doctor-template-same = `{ $file }` 与程序的模板相同；请删除它，以便今后随程序更新

doctor-out = `{ $out }` 可以存放成品
doctor-out-absent = `{ $out }` 还没有，可以新建来存放成品
doctor-out-closed = `{ $out }` 不能存放成品：{ $reason }；请用 `--out` 另选文件夹，或者为它开通写入权限
doctor-folder = `{ $folder }` 可以写入
doctor-folder-closed = `{ $folder }` 不能写入：{ $reason }；`new`、`add`、`lock` 需要写入权限

doctor-language-asked = 按 `--lang` 的要求使用中文
doctor-language-locale = 因为系统语言是 `{ $locale }`，使用中文；要在一次运行中改用英文，写 `--lang en`
doctor-language-none = 没有系统语言，使用中文
doctor-colours-always = 按 `--color` 的要求，检查结果带颜色
doctor-colours-never = 按 `--color` 的要求，检查结果不带颜色
doctor-colours-unwanted = 设置了 `NO_COLOR`，检查结果不带颜色；要在一次运行中带颜色，写 `--color always`
doctor-colours-terminal = 检查结果显示在终端上，带颜色；不要颜色，写 `--color never` 或者设置 `NO_COLOR`
doctor-colours-file = 检查结果不显示在终端上，不带颜色；要带颜色，写 `--color always`
