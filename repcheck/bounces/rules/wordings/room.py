"""Rules for room: a mailbox that is full, and a mail that is too large for it."""

from repcheck.bounces.rules.rule import Rule, rule
from repcheck.model.bounces import Category

ROOM_RULES: tuple[Rule, ...] = (
    rule(
        "large-of-552",
        Category.TOO_LARGE,
        False,
        "552 Requested mail action aborted: exceeded storage allocation; message too big",
        # The words of RFC 5321 section 4.2.3 for 552, and the reason.
        r"\bstorage allocation\b[^\n]{0,40}\b(?:message|mail) (?:is |was )?too (?:big|large|long)\b",
    ),
    rule(
        "quota",
        Category.MAILBOX_FULL,
        False,
        "552 5.2.2 Mailbox of this user is over quota",
        r"\b(?:mail ?box|inbox|account|user|recipient|folder|mail file)\b[^.;\n]{0,20}\b(?:holds?|contains?"
        r"|keeps?|stores?)"
        r" too (?:many|much) (?:mess|mail|e-?mail|data)",
        r"(?:\b(?:mail ?box|inbox|account|user|recipient|folder|mail file)\b|@)[^.;\n]{0,12}\b(?:over"
        r"|beyond) "
        r"(?:its|the|his|her|their) (?:\w{1,10} )?(?:size|quota|limit|space|storage)\b",
        r"\bcannot (?:store|hold|keep) (?:any )?more\b|@ (?:holds?|contains?|keeps?) too (?:many"
        r"|much) (?:mess|mail)",
        r"\b(?:mail file|folder|data ?base)\b[^.;\n]{0,20}\b(?:used up|insufficient|exhausted)\b"
        r"[^.;\n]{0,12}\b(?:quota|storage|space)\b",
        r"\b(?:mail ?box|inbox) size (?:limits? )?(?:is |was |has been )?(?:exceed|reach)",
        r"\b(?:mail ?box|inbox|account|user|recipient)\b[^.;\n]{0,20}\b(?:allowance|allocation|capacity)\b"
        r"[^.;\n]{0,20}\b(?:used up|exceeded|exhausted|reached|full|spent)\b",
        r"\b(?:over|exceed(?:s|ed|ing)?|exceeding|insufficient|out of|reached)\b[^.;\n]{0,30}\b(?:disk "
        r"|mail ?box |storage |mail |space ){0,3}(?:quota|storage allocation|storage limit|mailbox size)",
        r"\bquota\b[^.;\n]{0,25}\b(?:exceed|full|reached|over|violation)",
        r"(?<!size )\bover ?quota\b|\bmail ?quota exceeded\b",
        r"\b(?:mail ?box|mail ?folder|inbox|account|user'?s? (?:mail ?box|disk)|mail file|mail ?drop"
        r"|recipient)\b[^.;\n]{0,40}\b(?:is |was |too |almost )?full\b",
        r"\bfull (?:mail ?box|inbox)|mail ?box ?full|mailfull|storage (?:limit|is full|quota)"
        r"|exceeded storage|out of (?:disk )?(?:space|storage)"
        r"|(?:not enough (?:free )?|no (?:more |free |enough )?)(?:storage |disk |mailbox )?space"
        r"|no space left"
        r"|space (?:is )?not enough|insufficient (?:disk|mailbox) (?:space|storage)|disk (?:quota|full)",
        r"\b(?:mail ?box|inbox|mail ?folder|mail ?drop)\b[^.;\n]{0,16}\b(?:exceeds?|exceeded|over|above"
        r"|beyond"
        r"|reached)\b"
        r"[^.;\n]{0,14}\b(?:size|limit|space|storage|capacity)\b",
        r"\bnot enough (?:\w{1,8} )?(?:storage|space|room)\b|\bmail ?box (?:is |has |at |on |over "
        r"|above ){1,2}(?:its |the |a )?"
        r"(?:maximum|limit|capacity)|\brun out of (?:space|storage|room)",
        r"\binsufficient (?:space|room|storage) in (?:the |this )?(?:recipient'?s?|user'?s?|mail ?box|inbox)",
        r"\b(?:user|recipient|mail ?box|account|inbox)\b[^.;\n]{0,20}\btoo (?:many|much) (?:e?-?mails?"
        r"|messages?|data)"
        r"(?: are)? (?:stored|kept|in)\b",
        r"\bno room (?:left )?for (?:this|your|the|new|more)\b|\b(?:mail ?box|inbox) (?:has )?(?:no"
        r"|not enough) (?:more )?"
        r"(?:room|space)",
        r"\bmail ?box (?:size |storage |space )?(?:limits?|size) (?:is |was |has been )?(?:exceed|reach)",
        r"\b(?:space|quota|storage)\b[^.;\n]{0,20}\b(?:used up|exhausted|depleted)",
        r"\b(?:mail ?box|inbox|account|user|recipient)\b[^.;\n]{0,20}\b(?:exceeded|reached) "
        r"(?:(?!hourly|daily|sending|mess|mail\b|rate|connect)\w{1,12} ){0,4}(?:limit|capacity)\b"
        r"(?! (?:for|of|on) (?:\w{1,12} )?(?:number|send|mess|rate|recipients|mails|e-?mails"
        r"|outgoing|outside|external))",
        r"bo[iî]te (?:aux lettres )?(?:du destinataire )?pleine|postfach (?:ist )?voll|buz[oó]n lleno"
        r"|caixa (?:de correio )?cheia|casella piena|mailbox vol\b",
        r"too many (?:messages|mails) on the server|(?:user|recipient|mail ?box|account"
        r"|inbox) has too many (?:messages|mails)"
        r"|exceeded (?:his|her|its|their|the) disk"
        r"|overdrawn[^.;\n]{0,20}quota|\berror writing message: file too large",
        r"has (?:exceeded|reached) (?:his|her|its|their|the) (?:disk "
        r"|mailbox |storage ){0,3}(?:quota|limit of stor|maximum size)|too much mail (?:data|in (?:the"
        r"|this|your|his|her) (?:mail ?box|inbox|account))"
        r"|mailbox size limit",
    ),
    rule(
        "too-large",
        Category.TOO_LARGE,
        False,
        "552 5.3.4 Message size exceeds fixed limit",
        r"\b(?:messages?|e-?mails?|files?|attachments?)\b[^.;\n]{0,20}\b(?:over|above"
        r"|beyond) the limit of \d{1,9} ?[kmg]",
        r"\b(?:anha?e?nge?|pieces? jointes?|adjuntos?|anexos?|allegat[oi]|bijlagen?|вложени\w"
        r"|zalacznik\w{0,2}|priloh\w|vedlegg|bilag\w{0,2}|mails?|nachrichten?|messag\w{2}|mensaj\w{1,2}"
        r"|mensag\w{2})\b"
        r"[^.;\n]{0,20}\b(?:oltre|uber|ueber|plus de|mas de|mais de|powyzej|свыше|boven|meer dan|acima de"
        r"|superior\w{0,3} a) (?:i |de |los |os )?"
        r"\d{1,5} ?(?:mb|mo|kb|мб|megabyte)",
        r"\b(?:messages?|e-?mails?|files?|attachments?) of \d{1,9} ?(?:mb|mib|kb|kib|gb|bytes|megabytes?)\b",
        r"(?:^|: )too (?:big|large)\W{0,2}$",
        r"\bmax(?:imum)? (?:attachment|message|mail|file) size\b",
        r"\b(?:message(?!-id)|mail|e-?mail|file|attachment|body|data)\b[^.;\n]{0,30}\b(?:too (?:big|large)"
        r"|exceeds?\b[^.;\n]{0,40}\b(?:size|limit|maximum|bytes))",
        r"\bsize\b[^.;\n]{0,30}\b(?:exceed|larger|too (?:big|large)|over|limit)",
        r"\bexceeds?(?:ed)?\b[^.;\n]{0,40}\b(?:max(?:imum)?"
        r"|message|fixed|allowed)\b[^.;\n]{0,20}\bsize",
        r"\b(?:message|e?-?mail|file|attachment|body) (?:is |was )?too long\b(?! in)",
        r"\b(?:messages?|e?-?mails?|files?|attachments?)\b[^.;\n]{0,20}\bexceeds? \d"
        r"|\bmax(?:imum)? (?:message |mail )?size (?:is|of)\b",
        r"\b(?:length|size) of (?:the |this |your )?(?:message|e?-?mail|file"
        r"|attachment)\b[^.;\n]{0,30}\b(?:exceed|over|above"
        r"|beyond|than)",
        r"\b(?:message|e?-?mail(?! (?:spool|folder|store|drop|file|director))|file|attachment)\b[^.;\n]{0,20}"
        r"\b(?:larger|bigger|longer) than\b",
        r"\b(?:messages?|e?-?mails?|files?|attachments?)\b[^.;\n]{0,20}\b(?:over|above|beyond|more than) "
        r"(?:the )?\d{1,9} ?(?:mb|mib|kb|kib|gb|bytes|megabytes?)\b",
        r"\b(?:messages?|e?-?mails?) (?:of )?(?:up to|no larger than|below|smaller than) \d",
        r"\battachments? of (?:this|that|such an?) size\b|larger than the (?:current "
        r"|maximum )?(?:system|allowed|limit|size)|max(?:imum)? message size"
        r"|recipsizelimit|\bmailsize\b|too large for this recipient|message size",
    ),
)
