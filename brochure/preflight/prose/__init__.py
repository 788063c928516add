"""Copy as language: passages, sentences and words with their places in the file; what is hard to read, what is spelt how."""
