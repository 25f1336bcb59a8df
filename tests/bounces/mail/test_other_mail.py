"""What is no failure: automatic replies, challenges, feedback reports, receipts; in many languages."""

from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)
KAI = "kai@corp.example.net"
SUBJECTS = [
    "Automatic reply: letter",
    "Out of Office: letter",
    "Out of the office",
    "OOO: letter",
    "Auto: letter",
    "AutoReply: letter",
    "Auto-Reply: letter",
    "Autoreply: x",
    "I'm on vacation",
    "Vacation reply",
    "On vacation until May 5",
    "Away from my mail",
    "Away until Monday",
    "I am out of the office",
    "Out of Office AutoReply: x",
    "[Auto-Reply] x",
    "Abwesenheitsnotiz: Brief",
    "Abwesend: Brief",
    "Automatische Antwort: Brief",
    "Abwesenheit",
    "Ich bin nicht im Büro",
    "Urlaub: bin nicht da",
    "Réponse automatique : lettre",
    "Réponse automatique: lettre",
    "Absence du bureau",
    "Absent du bureau : lettre",
    "Je suis absent",
    "Message d'absence",
    "Respuesta automática: carta",
    "Fuera de la oficina",
    "Ausente de la oficina",
    "Respuesta automatica",
    "Resposta automática: carta",
    "Fora do escritório",
    "Ausência temporária",
    "Risposta automatica: lettera",
    "Fuori sede",
    "Fuori ufficio",
    "Assente dall'ufficio",
    "Automatisch antwoord: brief",
    "Afwezig: brief",
    "Afwezigheidsbericht",
    "Niet op kantoor",
    "Автоответ: письмо",
    "Автоматический ответ: письмо",
    "Нет на месте",
    "Автоответчик",
    "自動返信\uff1a手紙",
    "自動応答: 手紙",
    "不在通知",
    "自动回复: 信",
    "自动答复\uff1a信",
    "外出自动回复",
    "不在办公室",
    "Autosvar: brev",
    "Odpowiedź automatyczna: list",
    "Thank you for contacting us",
    "Vielen Dank für Ihre Nachricht",
    "Automatisk svar: brev",
    "Fraværende",
    "Automaattinen vastaus: kirje",
    "Automaatvastus: kiri",
    "Automatická odpověď: dopis",
    "Mimo kancelář",
    "Automatikus válasz: levél",
    "Automatski odgovor: pismo",
    "Samodejni odgovor: pismo",
    "Automatinis atsakymas: laiškas",
    "Automātiska atbilde: vēstule",
    "Răspuns automat: scrisoare",
    "Otomatik yan\u0131t: mektup",
    "Αυτόματη απάντηση: γράμμα",
    "תשובה אוטומטית: מכתב",
    "رد تلقائي: رسالة",
    "자동 회신: 편지",
    "부재 중 응답",
    "ตอบกลับอัตโนมัติ: จดหมาย",
    "Trả lời tự động: thư",
    "Balasan otomatis: surat",
]
ABSENT = [
    "Ich bin zurzeit nicht im Büro.",
    "Je suis actuellement absente.",
    "Jag är på semester.",
    "Jeg er for tiden ikke på kontoret.",
    "Olen lomalla 30.11. asti.",
    "Jsem na dovolené do pondělí.",
    "Szabadságon vagyok.",
    "Sunt în concediu până luni.",
    "Pazartesiye kadar ofis d\u0131\u015f\u0131nday\u0131m.",
    "Θα απουσιάζω από το γραφείο.",
    "אני בחופשה עד יום שני.",
    "월요일까지 휴가 중입니다.",
    "月曜日まで休暇をいただいております。",
    "我正在休假\uff0c下周一回来。",
]
UNREAD = [
    "This mailbox is not monitored; use the form on our page.",
    "Please do not answer: this is an unattended mailbox.",
    "Dieses Postfach wird nicht gelesen.",
    "Les messages à cette adresse ne sont pas lus.",
    "Esta dirección no se supervisa.",
]
FIELDS = [
    "Auto-Submitted: auto-replied",
    "Auto-Submitted: auto-replied (vacation)",
    "Auto-Submitted: auto-generated",
    "X-Autoreply: yes",
    "X-Autorespond: Letter",
    "X-Autoresponder: x",
    "X-MS-Exchange-Inbox-Rules-Loop: kai@corp.example.net",
    "Precedence: auto_reply",
    "X-Apple-Action: VACATION",
    "X-Auto-Reply-From: kai@corp.example.net",
    "X-Mail-Autoreply: 1",
]
CHALLENGES = [
    ("Your mail requires confirmation", "Please reply to confirm that your message was sent by a person."),
    ("Re: letter (verify)", "I use SpamArrest. Please verify that you are human by clicking below."),
    ("Boxbe: your message", "boxbe waiting list: your mail is not on my guest list."),
    ("Please approve yourself", "To be delivered, approve yourself once."),
    ("Bestätigung erforderlich", "Bitte bestätigen Sie Ihre Nachricht, damit sie zugestellt wird."),
    ("Confirmation requise", "Veuillez confirmer votre message pour qu'il soit remis."),
    ("Sender verification", "Your message will be delivered once you confirm that you are a real person."),
    ("Boxbe", "Your message is on hold."),
]


def kinds(raw: str) -> list[tuple[str, str | None]]:
    return [(record.kind, record.recipient) for record in records_of("x", raw.encode(), KNOWLEDGE)]


def answer(subject: str, *fields: str, text: str = "I am not here, your mail could not be read.") -> str:
    lines = [f"From: Kai <{KAI}>", "To: news@example.com", f"Subject: {subject}", *fields]
    return "\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", text, ""])


@each("subject", SUBJECTS)
def test_automatic_replies_by_subject(subject: str) -> None:
    assert kinds(answer(subject, "Return-Path: <>")) == [("autoreply", KAI)]


@each("text", ABSENT)
def test_a_short_answer_that_says_that_nobody_is_there(text: str) -> None:
    assert kinds(answer("Re: letter", text=text)) == [("autoreply", KAI)]
    assert kinds(answer("Re: letter", text=f"Thank you for the letter. {'We shall see. ' * 20}{text}")) == []


def test_who_forwards_an_automatic_reply_is_there() -> None:
    text = "> Automatic reply: I am out of the office."
    assert kinds(answer("Fwd: letter", text=text)) == kinds(answer("WG: letter", text=text)) == []
    assert kinds(answer("Re: letter", text=text)) == [("autoreply", KAI)]


@each("text", UNREAD)
def test_nobody_reads_what_comes_there(text: str) -> None:
    assert kinds(answer("Hello", "Return-Path: <>", text=text)) == [("autoreply", KAI)]
    assert kinds(answer("Hello", f"Return-Path: <{KAI}>", text=text)) == []


def test_an_answer_without_envelope_sender_is_a_machines() -> None:
    """RFC 3834 section 3.3: no person answers with the null reverse-path."""
    text = "Kai has left the company. Your message was not forwarded; please write to info@corp.example.net."
    assert kinds(answer("Re: letter", "Return-Path: <>", text=text)) == [("autoreply", KAI)]
    assert kinds(answer("letter", "Return-Path: <>", "In-Reply-To: <1@example.com>", text=text)) == [
        ("autoreply", KAI)
    ]
    assert kinds(answer("Re: letter", f"Return-Path: <{KAI}>", text=text)) == []


@each("field", FIELDS)
def test_automatic_replies_by_field(field: str) -> None:
    assert kinds(answer("Re: letter", field)) == [("autoreply", KAI)]


@each("field", ["X-Auto-Response-Suppress: All", "Auto-Submitted: no", "Precedence: bulk"])
def test_fields_that_prove_nothing(field: str) -> None:
    assert kinds(answer("Re: letter", field)) == []


@each("subject", ["The office", "Re: vacation plans", "autumn", "Absolute beginners"])
def test_subjects_that_sound_alike(subject: str) -> None:
    assert kinds(answer(subject)) == []


def test_what_a_machine_sends_by_itself_is_no_reply() -> None:
    assert kinds(answer("Nightly report", "Auto-Submitted: auto-generated")) == []


def test_a_notice_with_the_fields_of_a_reply_is_a_notice() -> None:
    raw = (
        "Return-Path: <>\nFrom: Mail Delivery System <Mailer-Daemon@mta1.example.com>\n"
        "Auto-Submitted: auto-replied\n"
        f"Subject: Mail delivery failed: returning message to sender\n\n  {KAI}\n    Unrouteable address\n"
    )
    assert kinds(raw) == [("bounce", KAI)]


@each("subject, text", CHALLENGES)
def test_challenges(subject: str, text: str) -> None:
    raw = answer(
        subject, "Return-Path: <>", "In-Reply-To: <1@example.com>", "Auto-Submitted: auto-replied", text=text
    )
    assert kinds(raw) == [("challenge", KAI)]


def test_a_person_who_asks_for_a_confirmation_is_no_challenge() -> None:
    assert kinds(answer("Re: order", text="The order requires your confirmation by Friday.")) == []


REPORT = (
    "From: fbl@example.net\nTo: abuse@example.com\nSubject: complaint\nMIME-Version: 1.0\n"
    "Content-Type: multipart/report; report-type=feedback-report; boundary=x\n\n--x\n\nan abuse report\n\n{}"
    f"--x\nContent-Type: message/rfc822\n\nFrom: news@example.com\nTo: {KAI}\nSubject: s\n\nhi\n--x--\n"
)


def feedback(kind: str, *lines: str) -> str:
    return "\n".join(
        ["--x", "Content-Type: message/feedback-report", "", f"Feedback-Type: {kind}", *lines, "", ""]
    )


@each("kind", ["abuse", "fraud", "virus", "not-spam", "auth-failure", "opt-out", "other"])
def test_feedback_reports(kind: str) -> None:
    raw = REPORT.format(feedback(kind, "Source-IP: 192.0.2.25", f"Original-Rcpt-To: <{KAI}>"))
    (record,) = records_of("x", raw.encode(), KNOWLEDGE)
    assert (record.kind, record.recipient, record.source_ip) == ("feedback", KAI, "192.0.2.25")
    assert record.sender_blocked is None


def test_several_reports_in_one_mail() -> None:
    parts = feedback("abuse", f"Original-Rcpt-To: {KAI}") + feedback(
        "abuse", "Original-Rcpt-To: ann@shop.example"
    )
    assert kinds(REPORT.format(parts)) == [("feedback", KAI), ("feedback", "ann@shop.example")]


def test_a_report_without_recipient_has_that_of_the_mail() -> None:
    assert kinds(REPORT.format(feedback("abuse"))) == [("feedback", KAI)]


def test_hotmails_old_form_has_no_report_part() -> None:
    raw = (
        "From: staff@hotmail.com\nSubject: complaint about message from 192.0.2.25\n"
        "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n"
        f"X-HmXmrOriginalRecipient: {KAI}\nFrom: news@example.com\nTo: {KAI}\n\nhi\n--x--\n"
    )
    assert kinds(raw) == [("feedback", KAI)]


@each("disposition", ["displayed", "deleted", "denied", "failed"])
@each("named", ["; report-type=disposition-notification", ""])
def test_read_receipts_say_nothing_of_the_delivery(disposition: str, named: str) -> None:
    raw = (
        f"From: {KAI}\nSubject: Read: letter\nContent-Type: multipart/report{named}; boundary=x\n\n--x\n\n"
        "Your mail was displayed.\n--x\nContent-Type: message/disposition-notification\n\nReporting-UA: x\n"
        f"Final-Recipient: rfc822;{KAI}\nDisposition: manual-action/MDN-sent-manually; {disposition}\n\n"
        "--x--\n"
    )
    assert kinds(raw) == []
