"""Copy as language: passages, sentences and words with their places in the file, how hard, and how spelt."""
