"""Findings in two or three words, to stand before the names that they are about."""

#: Only what many targets share: everything else speaks for itself in its own sentence.
_FINDINGS = {
    "no_ptr": "No reverse name (PTR)",
    "ptr_name_missing": "Reverse name that does not exist",
    "ptr_other_address": "Reverse name of another address",
    "ptr_unknown": "Reverse name unknown",
    "no_spf": "No SPF record",
    "several_spf": "Several SPF records",
    "no_dmarc": "No DMARC record",
    "dmarc_policy_none": "DMARC only watches (p=none)",
    "dmarc_no_reports": "Nobody gets DMARC reports (rua)",
    "dmarc_publish": "DMARC record to correct",
    "spf_publish": "SPF record to correct",
    "dkim_none": "No DKIM key found",
    "mx_none": "No MX record",
    "mx_single": "Only one MX host",
    "null_mx": "Takes no mail (null MX)",
    "domain_missing": "Does not exist",
    "special_address": "Private or reserved, so not looked up",
    "reverse_not_looked_up": "Reverse name not looked up",
    "records_not_judged": "Records not judged",
    "host_unknown": "Addresses not looked up",
    "mail_hosts_unknown": "Mail hosts not looked up",
    "senders_unknown": "Addresses of SPF not looked up",
    "host_without_address": "Host without an address",
}


#: How ids write what has capitals, with the colon behind what comes first.
_SUBJECTS = {
    "mta_sts": "MTA-STS", "tls_rpt": "TLS-RPT", "tls": "TLS", "spf": "SPF", "dmarc": "DMARC", "dkim": "DKIM",
    "bimi": "BIMI", "mx": "MX", "helo": "HELO", "ptr": "PTR",
}  # fmt: skip
_WITHIN = {"ipv6": "IPv6", "mx": "MX", "https": "HTTPS", "ptr": "PTR", "sha1": "SHA-1", "sp": "sp", "p": "p"}


def finding_title(finding_id: str) -> str:
    """A heading for a kind of finding: "SPF: many lookups"."""
    if (words := finding_words(finding_id)) is not None:
        return words
    subject = next((one for one in _SUBJECTS if finding_id.startswith(f"{one}_")), None)
    rest = finding_id.removeprefix(f"{subject}_").split("_")
    said = " ".join(_WITHIN.get(word, word) for word in rest)
    return f"{_SUBJECTS[subject]}: {said}" if subject is not None else said[:1].upper() + said[1:]


def finding_words(finding_id: str) -> str | None:
    """A kind of finding in short; None: its own sentence says it best."""
    return _FINDINGS.get(finding_id)
