# What is wrong with what an editor writes: files, TOML, Markdown, and what they come to as an issue.
