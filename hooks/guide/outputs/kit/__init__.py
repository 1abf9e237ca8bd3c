"""The kit for those who study the self-check: forms, codebook, rule, protocol, made-up data and an analysis.

All of it is made from docs/, and nothing of it needs the built site.
"""
