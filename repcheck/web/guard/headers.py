"""What each answer tells the browser not to do."""

from collections.abc import Mapping

#: Scripts, styles and pictures of our own only, none of them inline; no frame, no plug-in, no form elsewhere
#: (CSP Level 3). There is no CORS header, so no other site reads an answer (Fetch Standard section 3.2).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
#: What shows state is kept nowhere: not in a proxy, not behind the back button of the next user.
PRIVATE = "no-store"
#: A path below /static/ holds the digest of its content.
FOR_EVER = "public, max-age=31536000, immutable"

ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # "no-referrer" would have browsers send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Server": "repcheck",
}
