"""Prometheus: the text that the textfile collector of node_exporter reads."""
