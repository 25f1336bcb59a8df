"""The things of a mail server: keys, routes and tables, and the passwords of its users.

"The certificate is unknown" and "user database not found" say nothing of a mailbox; and a wrong password is
its owner's, who is the sender. ``phrases`` reads the tables.
"""

from repcheck.bounces.prefilter import Pattern

#: What a mail server has, needs or is given besides mailboxes.
THING = (
    r"(?:certifi\w{1,6}|zertifi\w{1,6}|certyfikat|сертификат|\w{0,5}keys?|schlussel|selector|polic(?:y|ies)"
    r"|richtlinie|rules?|regel|(?:message )?templates?|campaigns?|tenants?|organi[sz]ation|commands?|befehl"
    r"|commande|comando|parameters?|arguments?|extensions?|scripts?|filters?|passwords?|approval|plan|tokens?"
    r"|sessions?|tickets?|licen[cs]es?|transports?|routes?|rout|hops?|smart ?hosts?|relay host"
    r"|(?:(?:spool|mailbox|alias|quota) )?files?|(?:(?:mailbox|home|user|mail) )?director(?:y|ies)"
    r"|(?:(?:user|mailbox|account|recipient|alias|mail) (?:\w{1,8} )?)?(?:servers?|tables?|maps?|data ?bases?"
    r"|services?(?! (?:of|for) (?:this|the|that) mailbox))"
    r"|dienst|charset|character set|encoding|headers?|(?:header )?fields?|message[- ]ids?"
    r"|message to be \w{5,9}|attachments?|threads?|mail exchangers?|mx (?:record|host)s?|ptr|host ?names?"
    r"|modules?|plug-?ins?|librar(?:y|ies)|ports?|regions?|programs?|(?:(?:user|mailbox|recipient"
    r"|account) )?stat(?:us|e)"
    r"|forward(?: file)?|ciphers?|protocols?|user agent|user part"
    r"|(?:recipient )?(?:count|parameter|option)|names? of (?:your|the) (?:\w{1,10} )?(?:server|host|network)"
    r"|\w{3,14}datenbank|base d[ei]s? \w{5,12})"
)
_NOBODY = (
    r"(?!user|recip|mail|addr|acc|person|name|alias|owner|one\b|in\b|on\b|of\b|for\b|by\b|to\b|at\b|the\b"
    r"|this\b)"
)
#: The thing as the subject: its verb, or what is wrong with it, stands behind it.
THING_AS_SUBJECT = Pattern(
    rf"\b{THING}"
    r"(?: (?:of|for) (?:the |this |all )?(?:user|recipient|mailbox|account)(?:s"
    r"|'s \w{1,12})?(?: [\w@]{1,16})?)?"
    r"(?= (?:is|was|were|are|has|have|had|does|do|did|could|can|cannot|can't|no|not|unknown|invalid|missing"
    r"|expired|lost|wurde|ist|nicht|a ete|n'est|introuvable|fue|ha|esta|foi|nie|jest|не)\b)"
)
#: The thing with what is wrong before it.
UNKNOWN_THING = Pattern(
    r"\b(?:unknown|invalid|wrong|no such|missing|expired|unrecogni[sz]ed|unsupported|bad"
    r"|(?:cannot|can't|could not|couldn't|unable to) (?:find|locate|open|read|load)(?: the| an?| any)?)"
    rf" (?:{_NOBODY}[\w-]{{2,14}} )?{THING}\b"
)
_WORD = (
    r"(?:pass ?word|passwor[dt]|kennwort|mot de passe|contrasena|senha|palavra-passe|wachtwoord|haslo|heslo"
    r"|parola|sifre|losenord|adgangskode|passord|salasana|jelszo|lozink|пароль|κωδικ|密码|密碼|パスワード"
    r"|비밀번호"
    r"|mat khau|kata sandi|كلمة المرور|סיסמ|รหัสผ่าน)"
)
#: "User name or password": two words, or one where the second is joined to it.
CREDENTIALS: tuple[str, ...] = (
    r"(?:\b(?:or|and|oder|und|ou|et|[oeyia]|of|en|lub|\u0438\u043b\u0438|nebo|alebo|veya|ve|eller|og|och|tai"
    r"|vagy|sau"
    r"|\u0430\u0431\u043e|ή|ili|hoac|atau|أو|או) (?:(?:the|das|le|la|el|il|an?|your) )?|(?:或|または|又は"
    r"|또는 ?|หรือ))" + _WORD,
)
