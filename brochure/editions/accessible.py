"""What is done to pages that people read on a screen, with their eyes or with their ears."""

from __future__ import annotations

import io
from collections.abc import Collection

from brochure.content.article import Article
from brochure.editions import pictures
from brochure.typeset.blame import blame
from brochure.typeset.engine.render import Typeset
from brochure.workspace.language import is_right_to_left


def accessible(typeset: Typeset, article: Article, maps: Collection[str] = ()) -> bytes:
    """The pages as a PDF that anyone can read: PDF/UA-1 and PDF/A-2a, pictures at 150 ppi, small, first page first.

    `maps` are the addresses in it that lead to a place on a map. The same pages give the same bytes. Raises BadInput,
    with the article's line, for what the engine complains of.
    """
    import pikepdf

    from brochure.editions.tagging.artifacts import set_apart
    from brochure.editions.tagging.figures import measure
    from brochure.editions.tagging.links import describe
    from brochure.editions.tagging.standard import declare
    from brochure.editions.tagging.tidy import tidy
    from brochure.editions.tagging.tree import read, write
    from brochure.editions.tagging.writing import written

    with blame(article):
        tagged = typeset.pdf(tagged=True)
    with pikepdf.open(io.BytesIO(tagged)) as pdf:
        document = read(pdf)
        tidy(document)
        measure(pdf, document)
        describe(pdf, article.words.texts, maps)
        set_apart(pdf, write(pdf, document))
        if found := pictures.found(pdf):
            # Most leaflets have none, and what is needed for them takes longer to load than all else.
            from brochure.editions.screen_pictures import shrink

            shrink(pdf, found)
        declare(pdf)
        if is_right_to_left(article.front.language):
            pdf.Root.ViewerPreferences.Direction = pikepdf.Name.R2L
        return written(pdf)
