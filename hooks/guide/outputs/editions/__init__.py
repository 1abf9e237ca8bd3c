"""The guide to take along: a book for e-readers, pages to print, and all of it on one page.

Made from the articles of the built site and from the model, after MkDocs.
"""
