"""The review loop: sheets out (``export``, ``sample``), sheets in (``read``, ``confirm``), second looks (``doubts``)."""
