"""Sizes and order of panels, folds and sheets: numbers only, no PDF."""
