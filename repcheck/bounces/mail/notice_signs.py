"""Whether a mail is a notice of a failed delivery, or only talks of one.

Who wrote it, what its subject says and an empty envelope sender (RFC 5321 section 4.5.5) are signs; the
text must say that something could not be delivered. Texts come here without accents (``bare_letters``).
"""

import re
from functools import lru_cache

from repcheck.bounces.addresses import ADDRESS
from repcheck.bounces.mail.mime import Headers
from repcheck.bounces.prefilter import Sieved
from repcheck.bounces.smtp.codes import enhanced_status, join_reply, reply_code
from repcheck.bounces.smtp.plain import bare_letters
from repcheck.patterns import compiled

_ADDRESS = compiled(ADDRESS)
_ABOUT_MAIL = compiled(
    r"\b(?:e?-?mails?|messages?|recipients?|mailbox|deliver\w{0,4})\b|メール|邮件", re.IGNORECASE
)
_ROLE = compiled(
    r"(?:support|help\w{0,8}|info|service\w{0,10}|contact|kontakt|kundenservice|customer\w{0,10}|sales|billing"
    r"|abuse|postmaster|mailer-daemon|(?:no|do-?not|not)[-_.]?reply|admin\w{0,10}|hostmaster|webmaster|security"
    r"|privacy|feedback|hello|team|office|orders?|shop)@",
    re.IGNORECASE,
)
_LOOKED_AT = 8000
_SYSTEM = compiled(
    r"mailer[-_ ]?daemon|post[-_]?master|mail delivery|delivery (?:sub)?system|delivery[-_ ]status|mdaemon"
    r"|mail[-_ ]?administrator|mail-?delivery|system administrator|mail[-_ ]?robot|mail system|double-bounce"
    r"|microsoft ?exchange|microsoft outlook"
    r"|internet mail|mrelay|amavis|smtp[-_ ]\w{0,10}[-_ ]?(?:service|agent|server)|mail[-_ ]service",
    re.IGNORECASE,
)
# How notices of well-known systems begin; nobody begins a letter so.
_OPENING = compiled(
    r"[\s*#=_-]{0,20}(?:this is the (?:mail|postfix|qmail|mail delivery|mailer|dragonfly)[\w -]{0,30}"
    r"(?:system|program|agent|server)"
    r"|hi\. this is the |this is an automatically generated delivery status"
    r"|this message was created automatically by (?:the )?mail"
    r"|(?:the original message was received at|----- the following addresses had)"
    r"|your (?:message|mail|e-?mail) (?:did not reach|was not delivered to|(?:cannot"
    r"|could not) be delivered to)"
    r"|(?:delivery (?:has failed )?to (?:the following|these) recipients?)"
    r"|i'm sorry to have to inform you that"
    r"|(?:sorry|unfortunately),? we were unable to deliver|message from \S{3,80} unable to deliver"
    r"|a message that you sent could not be delivered"
    r"|(?:address not found|message (?:blocked|not delivered)) \*\*)",
    re.IGNORECASE,
)
_ROBOT = compiled(
    r"\b(?:bounces?|auto-?reply|mail ?server|complaints|(?:no|not|do-?not)-?_?reply|anti-?spam|spam\w{0,6}"
    r"|administrator|daemon|imss|mail)\b",
    re.IGNORECASE,
)
# Words of a subject that hardly anybody but a mail system writes, in the order of the languages.
_FAILURE_SUBJECT = compiled(
    r"undeliver|non-?deliver|returned mail|returning message|failure notice|delivery[- ]status"
    r"|delivery (?:has )?(?:fail|notification|report|error|problem|system)"
    r"|delivered? fail|mail (?:system )?(?:error|failure)|could not (?:be delivered|send)|unable to deliver"
    r"|can'?t deliver|not delivered|delayed mail|message (?:delayed|not delivered|status)"
    r"|warning: (?:could|message)|user unknown|nondeliverable|error (?:sending|delivering)"
    r"|unzustellbar|nicht zugestellt|zustell(?:fehler|bericht|ung fehl)|zustellung\b[^\n]{0,30}fehlgeschlagen"
    r"|non (?:remis|distribu|delivre)|echec de (?:la )?(?:remise|distribution|livraison)|n.a pas pu etre"
    r"|no se (?:puede|pudo|ha podido) entregar|no entregado|error de entrega|fallo (?:de|en la) entrega"
    r"|nao (?:entregue|foi (?:possivel )?entreg)|falha (?:na|de) entrega"
    r"|non (?:recapitabile|consegnat)|mancat[ao] (?:consegna|recapito)|impossibile (?:consegnare|recapitare)"
    r"|onbestelbaar|niet (?:bezorgd|afgeleverd)|bezorgfout"
    r"|недоставл|не доставлен|ошибка доставки|не удалось доставить|сбой доставки"
    r"|退信|无法(?:送达|投递|传递)|投递(?:失败|错误|状态)|未送达|無法(?:傳遞|投遞)"
    r"|配信(?:エラー|不能|失敗|できません)|エラーメール|送信(?:エラー|失敗)|返送|不達"
    r"|zwrot|niedorecz|nie (?:zostala |zostal )?dostarczon|kunde inte (?:levereras|skickas)|inte levererat"
    r"|(?:kunne|kan) ikke (?:leveres|sendes)|uleverbar|ei voitu toimittaa|nedorucit|nedorucen|nepodarilo sa"
    r"|kezbesithetetlen|nu a (?:putut fi|fost) livrat|teslim edilemedi|iletilemedi|gonderilemedi"
    r"|반송|발송 ?실패|배달 ?(?:실패|불가)|khong gui duoc|gagal (?:dikirim|terkirim)|tidak terkirim"
    r"|ส่งไม่สำเร็จ|не вдалося доставити",
    re.IGNORECASE,
)
_MAYBE_SUBJECT = compiled(
    r"deliver|rejected|mailbox|permanent|failed|failure|bounce|returned|processing error|spam|blocked|delayed"
    r"|mail (?:rejected|could not)|message rejected|\berror\b|エラー|配信|投递",
    re.IGNORECASE,
)
_ANSWERED = compiled(
    r"\s{0,20}(?:\[[^\]]{0,40}\]\s{0,4})?(?:re|aw|fwd?|wg|tr|rv|ynt|antw|vs|sv|enc|r|i|ответ|回复|答复|返信)\s?(?:\[\d\])?[:\uff1a]",
    re.IGNORECASE,
)
# What a notice says in its own words.
_FAILURE_TEXT = compiled(
    r"(?:could|can|did|was|were|has|have|is|are|will)(?: ?not|n[o']?t)(?: \w{1,12}){0,3} (?:be "
    r"|been )?(?:able to )?(?:deliver|sent|process|reach|accept)"
    r"|(?:unable|failed|failure|impossible|not possible) to (?:deliver|send|relay|process)"
    r"|not able to deliver|undeliver(?:able|ed)|delivery (?:to|of|has|status|failed|error|failure"
    r"|attempt|problem)[^\n]{0,80}"
    r"|permanent (?:fatal )?(?:error|failure)|fatal errors?|delivery errors?|failed (?:permanently"
    r"|recipients?|addresses)|mail system at host|qmail-send program|transcript of session"
    r"|(?:has been|was|is being|is) (?:returned|rejected|bounced|refused)|did not reach|returned (?:to"
    r"|because)|not (?:been )?delivered|non-?deliver|user unknown|unknown user|mailbox (?:is )?(?:full"
    r"|unavailable)|said: ?[45]\d\d|\b5\d\d[ -]#?5\.\d\.\d|<<< ?5\d\d"
    r"|error (?:message|occurred|has occurred|from)"
    r"|no (?:such user|mail ?box)|invalid user|failure reason|problem delivering|does not exist|bounced"
    r"|delayed|blocked|still undelivered|couldn'?t|doesn'?t have an? \S{1,40} account|over quota"
    r"|address(?:es)? (?:were|was) rejected"
    r"|konnten? (?:leider )?nicht|nicht (?:zugestellt|zustellen|erreicht)|unzustellbar|fehlgeschlagen"
    r"|n.(?:a|ont) pas (?:pu|ete (?:remis|distribu|livr|delivr))|impossible de (?:remettre|distribuer"
    r"|livrer)|echec de la|non remis|non distribue"
    r"|no (?:se )?(?:pudo|puede|ha podido|han podido)|no entregado|error al entregar"
    r"|nao (?:pode|foi)|falha (?:na|de|ao)"
    r"|non (?:e stat|e possibile|puo|sono stat)|impossibile (?:consegnare|recapitare)|mancata consegna"
    r"|kon(?:den)? niet|niet (?:worden|bezorgd|afgeleverd)"
    r"|не (?:удалось|может|могло|была|было|доставлен)|недоставл|ошибка доставки"
    r"|无法|無法|退信|未能|投递失败|配信|送信|不達|届けられません|nie (?:mozna|zosta)"
    r"|kunde (?:tyvarr )?inte|inte (?:har )?levererats|(?:kunne|kan) (?:dessverre |desverre )?ikke"
    r"|ikke (?:leveret|levert)|olevererbar|uleverbar|ei voi(?:tu|da)|toimitt\w{1,8} epaonnistui"
    r"|ei onnistunut|ei (?:onnestunud|saanud)|nemohl[aoy]? byt|nedoruc|nepodarilo|nelze"
    r"|neb[yo]lo mozne|nepavyko|nepristatyt|neizdevas"
    r"|no s.ha pogut|не (?:беше|можа) |nem (?:sikerult|lehetett)|kezbesithetetlen|nem kezbesithet"
    r"|nu a (?:putut|fost)|(?:teslim|iletim)? ?edilemedi|gonderilemedi|iletilemedi|nije (?:isporucen|mogu"
    r"|uspjel)|ni bilo mogoce|δεν (?:ηταν|ήταν|μπόρεσε|μπορεσε|παραδόθηκε)|не вдалося"
    r"|발송되지|전달(?:되지|할 수)|배달(?:되지|할 수)|반송|발송 실패|khong (?:the|gui)"
    r"|tidak (?:dapat|terkirim)"
    r"|gagal (?:dikirim|terkirim|mengirim)|ไม่สามารถส่ง|ส่งไม่สำเร็จ|تعذر|لم يتم تسليم|לא ניתן|לא נמסר",
    re.IGNORECASE,
)
#: What servers write to their postmaster of sessions in which they refused others. What comes back from a
#: filter on the same host is the user's own mail.
_OF_SESSIONS = compiled(
    r"\s{0,4}postfix smtp (?:server|client): errors (?:from|to) (?!\S{0,255}\[(?:127\.|::1\]|ipv6:::1\]))",
    re.IGNORECASE,
)
#: Things that somebody brings, and that "could not be delivered" either.
_PARCEL = compiled(
    r"\b(?:parcels?|packages?|shipments?|couriers?|consignment|your order|pakete?s?|paketsendung|ihre sendung"
    r"|colis|paquetes?|pacc[oh]i?|encomenda|pakket(?:je)?|paczk\w|przesylk\w|zasilk\w|balik|kargo)\b|посылк"
    r"|заказ|包裹|快递|荷物|小包|택배",
    re.IGNORECASE,
)

# Words of no notice of a final failure, in small letters, as the next two.
_STILL_TRYING = Sieved(
    r"this is a warning (?:message )?only|do not need to re-?send|no action is required on your part"
    r"|only a temporary failure|will (?:be retried|retry for|keep (?:re)?trying|continue (?:trying|to try))"
    r"|delivery incomplete|not yet been delivered|delivery is delayed|delivery attempts will continue"
    r"|zustellung (?:ist )?unvollstae?ndig|(?:versucht|versuchen) es (?:noch|weiter)"
    r"|(?:remise|distribution) incomplete|nouvelles tentatives|va (?:re)?essayer|reessaiera"
    r"|entrega (?:esta )?incompleta|seguira intentando|se volvera a intentar"
    r"|(?:consegna|recapito) incomplet[ao]|tentera ancora|verra effettuato un nuovo tentativo"
    r"|continuara tentando|vai continuar a tentar|tentara novamente"
    r"|bezorging onvolledig|probeert het nog|wordt opnieuw geprobeerd"
    r"|доставка не завершена|пока не доставлен|попытки доставки (?:будут|продолж)|будет пытаться"
    r"|配信(?:が|は)完了していません|再試行(?:します|を続け)|未完成|将继续(?:尝试|重试)"
    r"|dostarczanie (?:jest )?niepelne|bedzie probowac|ponowi probe"
)
_DELAY_TEXT = Sieved(
    r"this is a warning|warning only|has been delayed|delivery (?:has been )?delayed"
    r"|message delayed|delayed mail|still (?:being re|undelivered|trying)|do not need to send"
    r"|no action is required|temporarily delayed|is delayed for|\bwird weiter versucht|sera retente"
    r"|noch nicht zugestellt|verzoe?gert|\(verzoe?gerung\)|retarde|\(retard\)|retrasad|\(retraso\)|atrasad"
    r"|\(atraso\)|ritardat|\(ritardo\)|vertraagd|\(vertraging\)|задержан|\(задержка\)|延迟|遅延|opoznion"
)
_FINAL_TEXT = compiled(r"giving up|permanent|could not be delivered|gave up|no further|failed permanently")


@lru_cache(maxsize=4)  # asked by the reader of reports, and by that of notices
def says_failure(headers: Headers, text: str) -> bool:
    """True for a mail that says that another one could not be delivered (or not yet); ``text`` is its own.

    A person's answer and forward, and bulk mail with a real envelope sender, are none.
    """
    return not _is_bulk(headers) and _has_signs(headers, text)


def _has_signs(headers: Headers, text: str) -> bool:
    sender = " ".join(headers.get(name) for name in ("from", "sender", "return-path"))
    subject = bare_letters(headers.get("subject"))
    empty_sender = headers.get("return-path").strip() == "<>"
    system = _SYSTEM.search(sender) is not None
    answered = _ANSWERED.match(subject) is not None or text.lstrip().startswith(">")
    opening = _OPENING.match(text[:300].replace("\n", " ")) is not None
    by_person = answered and not (system or empty_sender or opening)
    if by_person or _is_of_other(subject, text, system=system or opening):
        return False
    system = system or opening
    failure = _FAILURE_SUBJECT.search(subject) is not None
    robot = _ROBOT.search(sender) is not None and _MAYBE_SUBJECT.search(subject) is not None
    if not (system or empty_sender or ((failure or robot) and _by_machine(headers, sender))):
        return False
    if system and failure and not _sent_by_somebody(headers):
        return True
    if _FAILURE_TEXT.search(bare_letters(text)) is None and not says_delay(text):
        return False
    if empty_sender and (system or failure):
        return True
    about_mail = system or empty_sender or failure or _ABOUT_MAIL.search(text) is not None
    return about_mail and _has_proof(headers, text)


def is_answer(headers: Headers) -> bool:
    """Whether the subject says that a person answers or forwards a mail; a machine has no envelope sender."""
    answered = _ANSWERED.match(bare_letters(headers.get("subject"))) is not None
    return answered and headers.get("return-path").strip() != "<>"


def says_delay(text: str) -> bool:
    """Whether the words say that the system still tries."""
    text = bare_letters(text[:_LOOKED_AT]).lower()
    if _STILL_TRYING.search(text):
        return True
    return _DELAY_TEXT.search(text) is not None and _FINAL_TEXT.search(text) is None


def _by_machine(headers: Headers, sender: str) -> bool:
    """No person wrote it; people write of failed deliveries too, and quote what servers said."""
    if "auto-submitted" in headers or "x-auto-response-suppress" in headers:
        return True
    return _ADDRESS.search(sender) is None or _ROBOT.search(sender) is not None


def _is_of_other(subject: str, text: str, *, system: bool) -> bool:
    """Whether it is about sessions of a server, or goods: these only where it gives no status (RFC 3463)."""
    if _OF_SESSIONS.match(subject):
        return True
    goods = not system and _PARCEL.search(subject) is not None
    return goods and enhanced_status(text[:_LOOKED_AT]) is None


def _sent_by_somebody(headers: Headers) -> bool:
    """It has the envelope sender of a person or shop, as mails have that only look like notices."""
    local, at, _ = headers.get("return-path").rpartition("@")
    return bool(at) and not (_SYSTEM.search(local) or _ROBOT.search(local))


def _has_proof(headers: Headers, text: str) -> bool:
    """A reply code, or an address that is not the reader's, the writer's or that of an office.

    Parcels "could not be delivered" too, and payments "failed".
    """
    if reply_code(join_reply(text[:_LOOKED_AT])) is not None or enhanced_status(text[:_LOOKED_AT]):
        return True
    joined = " ".join(headers.get(name) for name in ("to", "from", "sender", "reply-to"))
    own = {match[0].lower() for match in _ADDRESS.finditer(joined[:_LOOKED_AT])}
    return any(
        match[0].lower() not in own and not match[0].startswith("//") and _ROLE.match(match[0]) is None
        for match in _ADDRESS.finditer(text[:_LOOKED_AT])
    )


def _is_bulk(headers: Headers) -> bool:
    """Newsletters and list traffic talk about deliveries too, with a real envelope sender."""
    return "list-unsubscribe" in headers and "list-help" not in headers
