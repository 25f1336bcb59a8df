"""Sources over HTTP: one module each, found by ``repcheck.catalog.sources.KNOWN``."""
