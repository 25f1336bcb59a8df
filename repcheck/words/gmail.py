"""The words of Google Postmaster Tools in plain English."""

#: What Gmail demands of senders, by its word, and the findings of our own about the same record.
DEMANDS = {
    "SPF": "SPF",
    "DKIM": "DKIM",
    "SPF_AND_DKIM": "SPF and DKIM",
    "DMARC_POLICY": "a DMARC policy",
    "DMARC_ALIGNMENT": "SPF or DKIM that counts for From (DMARC)",
    "MESSAGE_FORMATTING": "the form of messages (RFC 5322)",
    "DNS_RECORDS": "matching reverse names (PTR)",
    "ENCRYPTION": "TLS",
    "USER_REPORTED_SPAM_RATE": "the spam rate, below 0.3 %",
    "ONE_CLICK_UNSUBSCRIBE": "leaving the list by one click (RFC 8058)",
    "HONOR_UNSUBSCRIBE": "heeding those who leave the list",
}
#: Reasons for which it refuses mail for good.
ERRORS = {
    "ip_in_rbls": "a public blocklist has the sending address",
    "low_ip_reputation": "the sending address has a bad reputation there",
    "low_domain_reputation": "the domain has a bad reputation there",
    "bad_or_missing_ptr_record": "the sending address has no reverse name (PTR), or a wrong one",
    "spammy_content": "the content looks like spam",
    "bad_attachment": "an attachment is not allowed",
    "stamp_policy_error": "its policy for this kind of mail is not met",
}


#: Its id in the catalog, and how the ids of findings about its demands begin.
PROVIDER = "gmail"
DEMAND = "gmail_needs_"
#: By the demand: how the ids of our own findings about the same records begin.
OWN_FINDINGS = {
    "spf": ("no_spf", "several_spf", "spf_"),
    "dkim": ("dkim_",),
    "spf_and_dkim": ("no_spf", "several_spf", "spf_", "dkim_"),
    "dmarc_policy": ("no_dmarc", "dmarc_"),
}


def demand_words(demand: str) -> str:
    """A demand in words; a new one as Google writes it."""
    return DEMANDS.get(demand, demand.lower().replace("_", " ")[:60])
