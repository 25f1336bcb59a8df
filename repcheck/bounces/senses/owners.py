"""What belongs to a sender: his address, account, domain or server, in the languages that replies are in.

"The mailbox of the sender" and "your account" name no recipient, though "mailbox" and "account" do. Texts
come here as ``plain_words`` makes them. Each language says whose a thing is in its own place: before the
noun, behind it, or by its ending. ``phrases`` reads the tables.
"""

import re

from repcheck.patterns import compiled

_PERSON = (
    r"(?:expedi[tț]|emett|emiss?or|remit|remet|mittent|afzend|verzend|absend|versend|nadaw|wysylaj|odesil"
    r"|odosiel"
    r"|gonder|avsand|afsend|avsend|felado|kuldo|lahettaj|posilja|pengirim|nguoi gui)\w{0,8}"
)
_OF = r"\w{0,6} (?:\w{1,4}[' ] ?){0,2}"
_ADDRESS = (
    r"(?:e-?(?:mail|post|posta)-?)?(?:adress|adres|indirizz|direcci|endere|alamat|dia chi|osoite|adres)"
)
_ACCOUNT = (
    r"(?:kont[oau]|compte|cuenta|conta|account|utenz|ucet|uct[ue]|racun|nalog|contul?|hesab|akun|tai khoan"
    r"|tili|postfach|mailbox|boite|buzon|caixa|casella|postvak|postbus|skrzynk|schrank|casut|sanduc|brevlad"
    r"|postkass"
    r"|postboks|kotak \w{3,6}|hop thu|inbox|usuario|utente|benutzer|gebruiker|utilisateur)"
)
_DOMAIN = r"(?:domain|domin|domein|domen|dom[aæ]n|alan ad|ten mien|verkkotunnu)"
_HOST = (
    r"(?:(?:mail-?|smtp-?)?server|serveur|servidor|serwer|hostn|host\b|nom d'hote|nom(?:e|bre)? (?:de "
    r"|do )?host"
    r"|may chu)"
)
_NOUN = rf"(?:{_ADDRESS}|{_ACCOUNT}|{_DOMAIN})"
_YOUR = (
    r"(?:ihr|eur|dein)e?[nmrs]?|votre|vos|tus?|su|vuestr[oa]|sua|seu|voss[oa]|suo|tua|tuo|vostr[oa]|uw|jouw"
    r"|jullie"
    r"|twoj\w{0,3}|wasz\w{0,3}|pan[ai]|panstwa|vas[aeiu]?|vase\w?|tvuj|tvoj\w?|dine?|ditt|dit(?= dom)|ert?"
    r"|jeres"
    r"|deres"
)
_MAILS = (
    r"(?:e-?mails?|mails?|nachrichten?|berichten|messages?|courriels?|mensajes?|correos?|mensagens|messaggi"
    r"|wiadomosci|iletil\w{0,8}|e-?postal\w{0,9}|adressen?|adresse)"
)

_ASIAN_NOUN = (
    r"(?:电子|電子)?(?:e-?mail ?|メール|메일|邮件|郵件)?"
    r"(?:アドレス|ドメイン|アカウント|メールボックス|地址|位址|邮箱|郵箱|信箱|账号|帐号|帳號|账户|帳戶|域名"
    r"|網域"
    r"|주소|도메인|계정|메일함|편지함)"
)

#: The sender's.
OWNED: tuple[str, ...] = (
    # Behind its noun: "l'adresse de l'expediteur", "twoje konto nadawcy", "alamat pengirim".
    rf"\b{_NOUN}{_OF}{_PERSON}",
    # Before it, as in the North, in Hungarian and Turkish: "avsandarens konto", "gonderenin hesabi".
    r"\b(?:gonder|avsandar|afsender|avsender|lahettaj|felado|kuldo)\w{0,6}[ -]?"
    rf"(?:{_NOUN}|cim|fiok|postafiok|postilaat|posta kutu|eposta|e-?post)\w{{0,8}}",
    # Where answers go: "Ruckadresse", "adresse de retour", "adres zwrotny".
    r"\b(?:ruck|retour|retur|sende|versand|antwort)-?(?:adress|adres|konto|account)\w{0,3}",
    r"\b(?:adresse|direccion|indirizzo|endereco|compte|cuenta|conta|account) (?:de |d'|di )"
    r"(?:retour|retorno|ritorno|respuesta|resposta|risposta|envoi|envio|invio|emission)",
    r"\badres\w{0,2} zwrotn\w{1,3}|\b(?:zpatecni|spiatocn)\w? adres\w",
    r"\b(?:адрес(?!ат)|домен|ящик|аккаунт|обліков\w{1,3} запис|учетн\w{2} запис|скриньк|почт)\w{0,3} "
    r"(?:отправ|відправ)\w{0,8}|\b(?:обратн|зворотн)\w{1,3} адрес\w?",
    r"(?:διεύθυνσ|λογαριασμ|γραμματοκιβώτι|τομέα|θυρίδα)\w{0,2} του αποστολέα",
    r"(?:כתובת|חשבון|תיבת|דומיין|הכתובת|החשבון|התיבה|הדומיין) (?:של )?ה?שולח",
    r"(?:عنوان|حساب|صندوق بريد|نطاق|خادم) ال?مرسل",
    r"(?:送信者|送信元|送信|発信者|発信元|差出人|发件人?|发信人?|发送者?|寄件[人者]|發信人?|발신자?"
    r"|보낸 ?(?:사람|이)"
    rf"|송신자?)(?:[の의的] ?| )?(?:服务器)?{_ASIAN_NOUN}|(?:回信|返信先?|返信用の?|返回"
    rf"|회신 ?){_ASIAN_NOUN}",
    r"(?:ที่อยู่|บัญชี|กล่องจดหมาย|โดเมน|อีเมล)(?:อีเมล)?(?:ของ)?ผู้ส่ง",
)
#: Yours: a reply is written to the sender.
YOURS: tuple[str, ...] = (
    rf"\b(?:{_YOUR}) (?:\w{{3,10}} )?(?:{_NOUN}|{_HOST})(?<!adresat)\w{{0,6}}\b",
    # Behind its noun: "adressen din", "akun anda", "dia chi cua ban", "adresa dumneavoastra".
    rf"\b{_NOUN}\w{{0,4}} (?:(?:e-?)?mail )?(?:dine?|ditt|deres|anda|cua ban|cua quy vi|dvs|dumneavoastra)\b",
    # By its ending: "tilisi", "hesabiniz"; and in Hungarian.
    r"\b\w{0,16}(?:osoitteesi|tunnuksesi|tilisi|laatikkosi|palvelimesi)\b",
    r"\b(?:adres|hesab|ad|kutu|sunucu|domain)\w{0,2}n[iu]z\w{0,4}\b",
    r"\baz on (?:e-?mail ?)?(?:cime|domainje|fiokja|postafiokja|szervere)\b",
    r"\bваш\w{0,3} (?:(?:почтов|электронн|поштов|учетн|обліков|доменн)\w{2,3} )?"
    r"(?:домен|сервер|адрес(?!ат)|ящик|аккаунт|запис|хост|узел|им[яе]|скриньк)\w{0,3}",
    r"(?:διεύθυνσή?|λογαριασμός?|γραμματοκιβώτι|τομέας?|θυρίδα|διακομιστής?)\w{0,2} σας",
    r"(?:כתובת|חשבון|תיבת|דומיין|השרת|הכתובת|החשבון|התיבה|הדומיין) שלך",
    r"(?:عنوان|حساب|نطاق|خادم|بريد)ك(?!\w)",
    r"(?:您的?|你的?|貴社の|お客様の|ご利用の|귀하의 ?|고객님의 ?|贵方|貴方)"
    rf"(?:{_ASIAN_NOUN}|サーバ|服务器|伺服器|서버)",
    r"(?:ที่อยู่|บัญชี|กล่องจดหมาย|โดเมน|อีเมล|เซิร์ฟเวอร์)(?:อีเมล)?(?:ของ)?(?:คุณ|ท่าน)",
)
#: You, whom somebody blocks.
YOU_BLOCKED: tuple[str, ...] = (
    r"\bbloqueou voce\b|\b(?:cie|ciebie|pana|was) zablok|\bzablok\w{2,4} (?:cie|ciebie|pana|was|vas)\b"
    r"|\bvas zablok"
    r"|\bletilt\w{1,5} ont?\b|\b(?:v|te)-a blocat\b|\bestanyt sinut\b|\bblockerat dig\b|\bblokeret dig\b"
    r"|\bblokkert deg\b|\bsizi engel|\bchan ban\b|\bmemblokir anda\b|\bvi ha bloccato\b|\bvous a bloque\b",
    r"あなたを|(?:将|把)您|귀하를|บล็อกคุณ|بحظرك|חסם אותך",
    # By the recipient.
    r"\b(?:bloquead|gesperr|geblockt|blockiert|bloque|bloccat|geblok|zablok|заблок|engellen|blocker"
    r"|bloker|blokk"
    r"|letilt|estett|blocat|diblokir)\w{0,5} "
    r"(?:pel[oa]|por (?:el|la)|par (?:le|la|l|son)|vom|von (?:dem|der)|durch (?:den|die)|door(?: de)?"
    r"|dal(?:la|l)?|przez|av|af|de catre|oleh)[ ']"
    r"(?:destinat|empfang|ontvang|odbior|kull|mottag|modtag|mottak|penerima)",
    # Or your mail.
    r"\b(?:blockier|gesperr|sperr|bloqu|blocc|geblok|blokk|zablok|заблок|blokov|engel|blokk|blocker|bloker"
    r"|letilt|estany|blocat|blokir|chan)\w{0,6} "
    r"(?:(?:\w{1,4}|correos|poczte|wiadomosci|письма|сообщения) ){0,2}"
    rf"(?:{_YOUR}|sus|se?us|suas|tuas|suoi|tuoi|vostri|vasi|ваш\w{{0,3}})\b",
    rf"\b(?:{_YOUR}|ваш\w{{0,3}}) (?:{_MAILS}) (?:\w{{1,6}} ){{0,2}}(?:blockier|gesperr|blokk|geblok|engel)",
)
_OWNER = r"(?:sender|originator|author|submitter|client|peer|ip\b|sending \w{1,10}|mail (?:server|host))"
_OWNED = (
    r"(?:e?-?mail )?(?:address(?:es)?|domain(?: name)?|path|host(?: ?name)?|server|mailbox|user|name|site"
    r"|account|network|login|ip\b)"
)
_YOUR_SERVICE = r"your (?:mail )?(?:network|domain|organi[sz]ation|company|site|server|host)\b"
#: What he does with it: "the account you send with", "the domain in HELO", "the postmaster of your network".
BY_ROLE: tuple[str, ...] = (
    r"\b(?:e?-?mail )?(?:address|account|mailbox|domain(?: name)?|user(?: ?name| ?id)?|identity|host ?name)"
    r" (?:that |which )?you(?:'re| are)? (?:send|sent|mail|wr[io]te|submi|connect|log|authentic|post)\w{0,10}"
    r" (?:(?:your |this |the )?(?:mails?|e-?mails?|messages?|in) )?(?:from|with|as|by|under)\b",
    r"\b(?:submitting|submission|auth\w{0,12}|relay(?:ing)?|logged[- ]in|login|sending|posting|smtp|sasl|api"
    r"|db|sql|bind) (?:user(?: ?name)?|account|identity|address)\b|\baccount login\b"
    r"|\b(?:user|account)(?: \w{1,12})? (?:is |who is )?(?:logged|signed) in\b"
    r"|\blogin of \w{1,9} (?:failed|refused|rejected)\b",
    # What an account may no longer do, and who may no longer do it.
    r"\b(?:sending|outgoing|outbound|submission|relaying|smtp access)\b[^.;\n]{0,24}\b(?:from|for|of|by)"
    r" (?:this|that|the|your) (?:user|account|mailbox|address)\b",
    # What is said of the recipient's account by its name is said of no sender's.
    r"\b(?<!recipient )(?<!recipient's )(?<!addressee's )(?<!rcpt )(?:user|account|mailbox|address)\b"
    r"[^.;\n]{0,30}\b(?:from|for) (?:sending|outgoing|outbound|submission|relay)",
    # What a sender's server made of his address, to know its own bounces again.
    r"\b(?:srs|verp|batv|prvs) (?:address|tag|recipient|signature|hash)\b",
    r"\byours (?:is|was|does|has)\b|\bidentity @",
    r"\b(?:user|local|domain)[- ]part (?:of|in) (?:the )?(?:mail from|sender|from|envelope)\b",
    r"\b(?:reply|bounce|errors)(?:-to)? (?:address|path|mailbox)\b",
    r"\b(?:from|of|by) (?:unknown|unregistered|unverified|unlisted|invalid|strange)"
    r" (?:senders|hosts|sources|clients|servers|networks|domains|addresses)\b",
    r"\b(?:address|domain|name|line) in (?:the |your )?(?:from|helo|ehlo|return-path|reply-to)\b"
    r"(?: (?:header|line|field|command))?|\breply-to(?: (?:address|domain))?",
    rf"\b\w{{4,16}} (?:of|for|at|in) {_YOUR_SERVICE}",
    # The sender himself, his greeting and his host.
    rf"\b(?:(?:envelope|mail) )?(?:sender|originator|author|submitter"
    rf"|requester)(?:'s)?(?: {_OWNED})?(?: ?<?@>?)?"
    rf"|\b(?:envelope|mail) from:?(?: {_OWNED})?(?: ?<?@>?)?"
    r"|\bfrom:? (?:header )?(?:address|domain|line|header)\b(?: domain| address)?"
    rf"|\b(?:return|reverse)[- ](?:address|path)(?: ?<?@>?)?|\b(?:sending|originating) {_OWNED}"
    r"|\b(?:address|domain(?: name)?|name|host(?: ?name)?|account|mailbox|user) of "
    rf"(?:the |your )?(?:envelope )?(?:mail )?{_OWNER}"
    rf"|\byour (?!recip|dest|intend|target)(?:\w{{1,12}} )?{_OWNED}\b(?! (?:book|list))"
    r"|\byou(?:(?: are|'re) (?:not|unknown)| aren't| have no)\b|\bip address\b|\baddress:? \[?N\b"
    r"|\b(?:client|connecting|helo|ehlo) (?:host|name|domain|argument|string)\b|\bhost you connect\b",
)
_ANY_PERSON = (
    rf"(?:senders?|{_PERSON}|отправител\w{{0,3}}|відправник\w{{0,3}}|αποστολ\w{{1,5}}|发件人|发信人"
    rf"|寄件[人者]"
    r"|送信[者元]|差出人|발신자|보낸 ?사람|ผู้ส่ง|ال?مرسل|ה?שולח)"
)
#: "Unknown senders", and in other languages, whether the adjective stands before its noun or behind it.
SENDER_BEHIND = compiled(rf"\A\w{{0,4}}[的な]? ?{_ANY_PERSON}", re.IGNORECASE)
SENDER_BEFORE = compiled(rf"\b{_PERSON} (?:\w{{1,3}} )?\w{{4,16}}\Z", re.IGNORECASE)
