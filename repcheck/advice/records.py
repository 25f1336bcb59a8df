"""Fix first, where the sender's own records are at fault: reverse name, HELO, SPF, DKIM, DMARC."""

from repcheck.advice.draft import Draft, draft, prose
from repcheck.advice.problems import Problem
from repcheck.model.causes import LiveState, Step


def of_records(item: Problem) -> Draft:
    """The step for a problem of kind "dns" or "authentication"."""
    if item.kind == "authentication":
        return _authentication(item)
    return _helo(item) if item.fault == "helo" else _reverse_name(item)


def _reverse_name(item: Problem) -> Draft:
    fault = item.state is LiveState.RECORD_FAULT
    how = prose(
        (
            "The reverse name (PTR) of the address has to be a name that resolves back to this very address. "
            "The owner of the address block publishes it, usually the hosting provider, often in its panel",
            "First publish the A or AAAA record of that name yourself",
            "For an IPv6 address, sending over IPv4 is a way round until it is set"
            if item.name is not None and ":" in item.name
            else "",
            "" if fault else "No fault of it was seen in this run: read the reply for the name that it means",
        )
    )
    title = (
        f"Set the reverse name of {item.who_is_hit}"
        if fault
        else f"Check the reverse name of {item.who_is_hit}"
    )
    do = "have your hosting provider set its reverse name (PTR)" if fault else "check its reverse name (PTR)"
    if fault and item.publish:
        title, do = f"{title} to {item.publish}", f"{do} to {item.publish}"
    return draft(
        (item,),
        Step(
            phase="fix",
            title=title,
            do=do,
            how=how,
            publish=item.publish or None,
            letter_kind="reverse_name" if fault else None,
            who="network_owner",
            certain=fault,
        ),
    )


def _admit(item: Problem) -> Draft:
    """SPF refuses the address: whether it is the user's own, only the user knows."""
    domain = item.publish.partition(" ")[0]
    how = prose(
        (
            f"SPF of {domain} does not permit {item.who_is_hit}. If you send from it, replace its record: "
            f"{item.publish}",
            "It permits this address beside those that may send already, and nobody else. If the address is "
            "not yours, somebody else sends in your name: change nothing",
        )
    )
    title = f"If {item.who_is_hit} is yours, add it to the SPF record of {domain}"
    do = f"if it is yours, add it to SPF of {domain}"
    return draft((item,), Step(phase="fix", title=title, do=do, how=how, publish=item.publish))


def _helo(item: Problem) -> Draft:
    how = prose(
        (
            "The name that the server gives in HELO has to be its full host name, with an address record "
            "that leads to it (RFC 5321 section 4.1.4); many receivers refuse other names",
            f"Publish {item.publish}" if item.publish else "",
            "Or let the server give another name of its own that resolves (Postfix: smtp_helo_name; Exim: "
            "helo_data; Sendmail: confDOMAIN_NAME)",
        )
    )
    title = f"Let the HELO name {item.who_is_hit} lead to the sending address"
    do = "let this HELO name lead to the sending address"
    return draft((item,), Step(phase="fix", title=title, do=do, how=how, publish=item.publish or None))


def _dkim(item: Problem) -> Draft:
    name = item.publish.partition(" ")[0]
    how = prose(
        (
            f"Publish {item.publish}" if item.publish else "Publish the whole key as your signer gives it",
            "Or sign with a selector whose key is published. Receivers fetch the key by the d= and s= of the "
            "DKIM-Signature field (RFC 6376 section 3.6.2)",
        )
    )
    title = f"Publish the DKIM key {name}" if name else f"Fix the DKIM key of {item.who_is_hit}"
    do = f"publish the DKIM key {name}" if name else "fix its DKIM key"
    return draft((item,), Step(phase="fix", title=title, do=do, how=how, publish=item.publish or None))


def _align(item: Problem) -> Draft:
    how = prose(
        (
            "DMARC counts SPF and DKIM only for the domain in From (RFC 9989 section 4.4): sign with DKIM "
            "and d= of that domain, or send with an envelope sender (Return-Path) below it",
            "A sending service calls this authenticating your domain: it gives the DKIM records to publish",
        )
    )
    title = f"Sign mail from {item.who_is_hit} with the domain in From, or send with a Return-Path of it"
    do = "sign with DKIM of the domain in From, or use a Return-Path of it"
    return draft((item,), Step(phase="fix", title=title, do=do, how=how))


def _authentication(item: Problem) -> Draft:
    if item.fault == "dkim":
        return _dkim(item)
    if item.fault == "alignment":
        return _align(item)
    if item.publish:
        return _admit(item)
    if item.state is LiveState.RECORD_FAULT:
        title = f"Publish exactly one SPF record for {item.who_is_hit}"
        do = "publish exactly one SPF record"
        how = prose(
            (
                "One TXT record that starts with v=spf1 and names every server that sends for the domain; "
                "without one nothing is protected; two or more make SPF fail (RFC 7208 4.5)",
                "If there are several, merge them into one and delete the others",
            )
        )
    else:
        title = f"Find which of SPF, DKIM and DMARC failed for {item.who_is_hit}"
        do = "find which of SPF, DKIM and DMARC failed"
        how = prose(
            (
                "Send a message to a mailbox that shows full headers and read Authentication-Results "
                "(RFC 8601): one of SPF or DKIM has to pass for the domain in From",
                "If the reply asks for a login or TLS, correct that in the sending program instead",
            )
        )
    return draft(
        (item,),
        Step(phase="fix", title=title, do=do, how=how, certain=item.state is LiveState.RECORD_FAULT),
    )
