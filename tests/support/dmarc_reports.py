"""Aggregate reports as receivers write them."""

from typing import NamedTuple


class Row(NamedTuple):
    ip: str
    mails: int
    disposition: str = "none"
    dkim: str = "pass"
    spf: str = "pass"
    spf_domain: str = "example.com"
    spf_result: str = "pass"
    reason: str = ""


def report_xml(
    *rows: Row, receiver: str = "mail.receiver.example", report_id: str = "r1", domain: str = "example.com"
) -> bytes:
    records = "".join(
        f"<record><row><source_ip>{row.ip}</source_ip><count>{row.mails}</count><policy_evaluated>"
        f"<disposition>{row.disposition}</disposition><dkim>{row.dkim}</dkim><spf>{row.spf}</spf>"
        + (f"<reason><type>{row.reason}</type></reason>" if row.reason else "")
        + f"</policy_evaluated></row><identifiers><header_from>{domain}</header_from></identifiers>"
        f"<auth_results><spf><domain>{row.spf_domain}</domain><result>{row.spf_result}</result></spf>"
        "</auth_results></record>"
        for row in rows
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><feedback><report_metadata><org_name>{receiver}</org_name>'
        f"<report_id>{report_id}</report_id><date_range><begin>1760000000</begin><end>1760086400</end>"
        f"</date_range></report_metadata><policy_published><domain>{domain}</domain><p>reject</p>"
        f"</policy_published>{records}</feedback>"
    ).encode()
