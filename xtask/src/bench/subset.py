"""What another subsetter makes of the same glyphs: the sum of the deflated subsets, in bytes.

Reads {"fonts": [{"file", "characters"}]} from standard input. Everything that a PDF does not need is left out, so that
the comparison is with the smallest that fontTools can make.
"""

import io
import json
import sys
import zlib

from fontTools import subset

options = subset.Options()
options.layout_features = []
options.hinting = False
options.glyph_names = False
options.name_IDs = []
options.notdef_outline = True
options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "VORG", "DSIG", "OS/2", "post", "name", "gasp"]

total = 0
for wanted in json.load(sys.stdin)["fonts"]:
    font = subset.load_font(wanted["file"], options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=wanted["characters"])
    subsetter.subset(font)
    written = io.BytesIO()
    subset.save_font(font, written, options)
    total += len(zlib.compress(written.getvalue(), 9))
print(total)
