"""Recipe of the Dutch spaCy pipeline: treebanks, plan sentences and vectors in, `models/nl_lokale_foto` out.

Only used to build the model. The rest of the program loads the finished folder and never imports this package.
"""
