"""The plugin interface of Nagios, Icinga and their kin."""
