"""Logs and mails that several commands read."""

SENT = (
    "Nov 16 09:00:09 mta1 postfix/smtp[811]: 4XyZ9: to=<bo@good.example>, "
    "relay=mx.good.example[203.0.113.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 OK)\n"
)

MARK = "zqmarker"
LOCAL = f"{MARK}.person"
ADDRESS = f"{LOCAL}@corp.example.net"

MAIL = f"""Return-Path: <>
Delivered-To: bounces+{LOCAL}=corp.example.net@example.com
From: MAILER-DAEMON@mail.example.com (Mail Delivery System)
To: news@example.com
Subject: Undelivered Mail Returned to Sender
Date: Mon, 16 Nov 2026 09:0%d:05 +0000
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host mail.example.com.

<{ADDRESS}>: host mx.corp.example.net[198.51.100.7] said: %s
    (in reply to RCPT TO command)
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; {ADDRESS}
Original-Recipient: rfc822; {ADDRESS}
Action: failed
Status: %s
Remote-MTA: dns; mx.corp.example.net
Diagnostic-Code: smtp; %s
--b
Content-Type: message/rfc822

Received: from app by mail.example.com; Mon, 16 Nov 2026
Message-ID: <1@example.com>
To: Somebody <{ADDRESS}>
From: news@example.com

Hello
--b--
"""

REPLIES = (
    ("5.7.1", f"554 5.7.1 <{ADDRESS}>: host [192.0.2.10] blocked using honest.dnsbl.example for {LOCAL}"),
    ("5.7.1", f"554 5.7.1 Access denied to {LOCAL.upper()}, see https://help.example/?r={LOCAL}%40corp.example.net"),
    ("5.1.1", f'550 5.1.1 User "{LOCAL}" unknown, VERP bounces+{LOCAL}=corp.example.net@example.com'),
    ("4.2.2", f"452 4.2.2 mailbox {LOCAL} is full ({LOCAL}@corp.example.net)"),
)  # fmt: skip
