"""What to do about each kind of failure in a report on TLS (RFC 8460 section 4.3)."""

_CERTIFICATE = (
    "Install a certificate on the mail server that is valid now and names the host of the MX record."
)
_STS = "Correct the MTA-STS policy file, and change the id in its DNS record: repcheck domain shows both."
_DANE = "Publish TLSA records that match the certificate the mail server shows now, and sign the zone."
_REMEDIES = {
    "starttls-not-supported": "Let the mail server offer STARTTLS on port 25 to everybody.",
    "certificate-host-mismatch": _CERTIFICATE,
    "certificate-expired": _CERTIFICATE,
    "certificate-not-trusted": "Install the whole chain of a certificate that a public authority signed.",
    "validation-failure": "Check the certificate and the policy of the mail server: the report says no more.",
    "tlsa-invalid": _DANE,
    "dnssec-invalid": "Repair the DNSSEC signatures of the zone: senders that check them cannot deliver.",
    "dane-required": _DANE,
    "sts-policy-fetch-error": "Serve the policy without redirects at https://mta-sts.<domain>/.well-known/mta-sts.txt.",
    "sts-policy-invalid": _STS,
    "sts-webpki-invalid": "Give the host mta-sts.<domain> a certificate that browsers trust.",
}


def tls_remedy(kind: str | None) -> str:
    """What to do; for a word that the RFC does not have, where to look."""
    return _REMEDIES.get(kind or "", "The report of the sender names the servers and the reasons: read it.")
