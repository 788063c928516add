"""How much an input may ask for. Each bound is far above what leaflets need, and far below what ties a machine up.

Times are those of one core of an office computer, for an input that just keeps the bound.
"""

from __future__ import annotations

# ---- Drawings (SVG): pictures, logos, and what a layout brings along -------------------------------------------------

#: Bytes of a drawing. Maps and traced pictures have up to 5 MB.
LARGEST_DRAWING = 8_000_000
#: Elements as written. A map of a town has 10,000.
MOST_DRAWING_ELEMENTS = 30_000
#: Elements within elements, as written. Editors' layers and groups come to 20; the engine recurses over them.
DEEPEST_DRAWING = 60
#: The same with what is referred to put in its place.
DEEPEST_EXPANSION = 90
#: Gradients that take what they lack from one another.
LONGEST_CHAIN = 20
#: Letters of one attribute. The engine reads paths in a time that grows with the square: this takes 2 s.
LONGEST_ATTRIBUTE = 250_000
#: Shapes, letters, stops and stretches of path that are drawn once all that is referred to is put in its place: 10 s.
MOST_DRAWN = 100_000
#: Letters of a path or a row of points that count as another shape; beside it, the square of their number in others.
LETTERS_OF_A_SHAPE = 50
LETTERS_SQUARED = 2_500
#: Looking up one name takes the engine a walk over all elements: names times elements, 5 s.
MOST_LOOKED_AT = 20_000_000
#: Colours of a repeated gradient, with its repeats. A hundred repeats of a dozen stops are plenty.
MOST_STOPS = 2_000
#: Magnitude of a number; coordinates of a town's map in millimetres are below it.
LARGEST_NUMBER = 1e8
#: Dashes along the diagonal of a drawing; a fine dotted line across a poster has 5,000.
MOST_DASHES = 20_000
#: Masks, filters and faded groups of a drawing that is drawn as pixels: each may take a picture of 20 MB, and 50 ms.
MOST_LAYERS = 200
#: Seconds and bytes that drawing it as pixels may take. Blurs of designers take 1 s and 300 MB.
RENDERING_SECONDS = 20
RENDERING_MEMORY = 1_500_000_000
#: The same for a photograph in HEIC. One of 48 million pixels takes 3 s and 600 MB.
READING_SECONDS = 30
READING_MEMORY = 2_000_000_000
#: Entities that a drawing declares (Illustrator: about ten, names of namespaces), and the letters of one.
MOST_ENTITIES = 50
LONGEST_ENTITY = 200

# ---- Word documents ------------------------------------------------------------------------------------------------

#: Parts of a package; a long report with pictures has 200.
MOST_PARTS = 2_000
#: Bytes of one part of text, and of all, unpacked. Twenty pages are 1 MB; 10 MB of paragraphs take 5 s.
LARGEST_PART = 10_000_000
LARGEST_TEXT_PARTS = 20_000_000
#: Bytes of everything, unpacked, pictures too.
LARGEST_UNPACKED = 200_000_000
#: Elements of one part, and how deeply they lie in one another. Twenty pages: 30,000 and 25.
MOST_PART_ELEMENTS = 150_000
DEEPEST_PART = 100

# ---- Web pages -----------------------------------------------------------------------------------------------------

#: Tags as written, before menus and scripts are left out. News sites have 5,000, the longest encyclopedia pages 30,000.
MOST_TAGS = 60_000
#: Elements and stretches of text in the part of a page that is the article: 5 s.
MOST_PAGE_NODES = 20_000
#: Of them, those that lie directly in one element: each is looked for among its neighbours.
MOST_NEIGHBOURS = 3_000
#: Elements within elements; real pages come to 60, and every step looks at what holds an element.
DEEPEST_PAGE = 250

# ---- Articles, and other text in Markdown --------------------------------------------------------------------------

#: Letters of an article. 20,000 words, the most that an article may have, are 130,000.
LONGEST_ARTICLE = 600_000
#: Lines with something on them: each is a paragraph, a heading or an item, and a leaflet has some hundred.
MOST_LINES = 5_000
#: Headings; each begins a part of its own, and a page holds a dozen.
MOST_HEADINGS = 500
#: Signs that may be markup or quotation marks between two empty lines: how they pair up is found in a time that
#: grows with the square of their number.
MOST_SIGNS = 4_000
#: Cells in one row of a table; eight fill a page.
MOST_CELLS = 100
#: Letters of one text of the front matter, such as the summary, and references in it.
LONGEST_FRONT_TEXT = 5_000
MOST_REFERENCES = 500

# ---- Heads and settings --------------------------------------------------------------------------------------------

#: Letters of an article's front matter, and of brochure.toml or layout.toml. With comments, real ones have 10,000.
LONGEST_FRONT_MATTER = 50_000
LONGEST_SETTINGS = 500_000
#: Brackets within brackets in front matter, and parts of a key of brochure.toml: the parsers take the square of them.
DEEPEST_BRACKETS = 100
DEEPEST_KEY = 20

# ---- Press profiles and fonts --------------------------------------------------------------------------------------

#: Bytes of a press profile, and tags in it. The largest of the trade have 10 MB and 30.
LARGEST_PROFILE = 32_000_000
MOST_PROFILE_TAGS = 200
#: Names in a font, in all languages, and characters in one of its tables. The largest have 1,000 and 100,000.
MOST_FONT_NAMES = 5_000
MOST_FONT_CHARACTERS = 300_000
#: Bytes of an unpacked font, the fonts of one file, and the axes of a variable one. Chinese, Japanese and Korean
#: together have 30 MB, ten faces in one file; the most flexible Latin has 13 axes.
LARGEST_FONT = 64_000_000
MOST_FONTS_OF_A_FILE = 64
MOST_FONT_AXES = 32

# ---- Lists of people -----------------------------------------------------------------------------------------------

#: Bytes of a workbook's text when unpacked, and rows with words in it. A clinic with 10,000 patients has 5 MB.
LARGEST_WORKBOOK = 100_000_000
MOST_WORKBOOK_ROWS = 200_000
