"""Word documents: one pass over the XML for each idea, so that what mammoth reads is plain. `passes` orders them."""
