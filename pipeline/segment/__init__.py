"""Segmentation: from the blocks of documents to candidate actions."""
