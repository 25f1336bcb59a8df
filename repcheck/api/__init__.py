"""The library: what ``import repcheck`` offers; its names are used from there (see ``docs/api.md``)."""
