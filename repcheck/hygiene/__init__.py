"""List hygiene: what bounces say of the addresses that were written to. Pure: values in, values out."""
