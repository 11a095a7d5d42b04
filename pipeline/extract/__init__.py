"""Documents in, blocks out: one reader module per format, behind ``read.read_document``.

``run`` reads a folder with a cache, ``worker`` reads one document in a process of its own with limits, ``read`` picks the
reader by content and suffix. Readers share ``flow`` (numbering of blocks), ``rows`` (tables), ``package`` (zipped XML) and
``text`` (repair). Every reader raises ``DocumentError`` with a Dutch message for what it cannot read.
"""
