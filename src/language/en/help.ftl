# What can be typed after gazette: commands, options, examples.
