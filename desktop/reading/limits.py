"""The limits of this package, each with the measurement it comes from.

Measured with PySide6 6.11.3 and a real QTextBrowser, 720 and 1180 px wide, on two shared
cores. The aim: `setHtml` and the first paint of any result in 50 ms, never over 100 ms.
Text in a script that no installed font has is the exception: up to 250 ms for the first screen.
"""

# The worst megabyte found (100,000 table cells, 200,000 no-break spaces) takes 0.6 s off the GUI
# thread; what an article may cost the view is some 0.5 MB of plain text.
INPUT_CHARACTERS = 1_000_000

# ammonia needs time in the square of the depth (50,000 nested <div>: 6.9 s, 5,000: 0.1 s) and
# libxml2 drops everything below depth 2,048. Elements that close one another (p, li, td) are not
# counted and can at most double or triple this.
NESTING = 100

# 50,000 attributes on one element take ammonia 0.7 s and libxml2 3.5 s.
ATTRIBUTES = 40

# One unbroken word of 300 kB takes Qt 8.4 s, one of 30 kB 0.1 s. 60 letters fit in one line.
WORD_CHARACTERS = 60
CELL_WORD_CHARACTERS = 24

# Qt needs more than linear time for one paragraph: 100 kB of text in a single one take 54-89 ms,
# the same text in many take 6.
PARAGRAPH_CHARACTERS = 2_500
PARAGRAPH_BREAKS = 200
PARAGRAPH_RUNS = 150
# So many that shaping parts them anyway; reading on would only cost time.
UNBROKEN_RUNS = 2_000

# Levels that are still drawn; deeper ones are shown at the deepest.
QUOTE_DEPTH = 2
LIST_DEPTH = 3

# A table is laid out again for every column width tried: 1,000 cells with a sentence each take
# 240 ms. What is larger, or costs more than TABLE_US, is shown as paragraphs.
TABLE_ROWS = 60
TABLE_COLUMNS = 8
TABLE_CELLS = 200
CELL_CHARACTERS = 200

DATA_PICTURES = 4

ALT_CHARACTERS = 300

# What one part of an article costs the GUI thread, in microseconds: what is shown takes about
# two thirds of the sum.
BLOCK_US = 15.0
LIST_ITEM_US = 40.0
RUN_US = 12.0
LINE_BREAK_US = 10.0
CELL_US = 80.0
PICTURE_US = 150.0
DATA_PICTURE_US = 5_000.0
CHARACTER_US = 0.1
CODE_CHARACTER_US = 0.25
CELL_CHARACTER_US = 2.5
# Each is written as four or five.
ESCAPED_CHARACTER_US = 0.2
# Hebrew and Arabic are put in order line by line.
RTL_CHARACTER_US = 0.5
# Scripts that need another font than the reading face, emoji and stacked accents: the font is
# looked up again for each stretch.
RARE_CHARACTER_US = 6.0

# The sum that an article may cost; what comes after is left to the site.
ARTICLE_US = 50_000.0
TABLE_US = 20_000.0

# Pages with more are not articles: the largest of 181 news pages has 1.1 MB.
PAGE_CHARACTERS = 2_500_000
# trafilatura needs time in the square of a table's cells: 22 s for 100,000. The largest of some
# 200 real pages has 9,888 elements; what comes later on a page is rarely its article. Of 103 pages
# of 0.7 MB made to cost much, the dearest took 4.8 s of a core with 15,000.
PAGE_ELEMENTS = 10_000
# Below this the extractor has found a cookie notice or a caption; the shortest article known to
# be one has 190 characters.
SHORTEST_ARTICLE_CHARACTERS = 100
# Under the very title that a feed announced, without the words of a wall.
SHORTEST_ANNOUNCED_CHARACTERS = 40
