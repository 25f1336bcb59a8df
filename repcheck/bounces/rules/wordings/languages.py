"""What refusals say in German, French, Spanish, Portuguese, Italian, Dutch, Russian, Chinese and Japanese.

Each language has a noun for who or what is meant and a word for what is wrong with it, in either order.
Texts come here without accents (``plain_words``); "ue" for "ü" and the like are written out. These rules
stand behind the English ones of their kind: a notice in the reader's language often holds an English reply.
"""

from repcheck.bounces.rules.rule import Rule, rule
from repcheck.bounces.rules.wordings.further_languages import MORE_DELIVERY_RULES, MORE_SENDER_RULES
from repcheck.model.bounces import Category

_NEAR = r"[^.;\n]{0,50}?"


def both(noun: str, verb: str) -> tuple[str, str]:
    """Both words in one sentence, in either order."""
    return rf"\b(?:{noun})\b{_NEAR}(?<!\w)(?:{verb})", rf"(?<!\w)(?:{verb})\b{_NEAR}\b(?:{noun})\b"


def cjk(noun: str, verb: str) -> tuple[str, str]:
    """The same for scripts without spaces between words."""
    gap = r"[^。.;\n]{0,30}?"
    return rf"(?:{noun}){gap}(?:{verb})", rf"(?:{verb}){gap}(?:{noun})"


_BLOCKED: tuple[Rule, ...] = (
    rule(
        "blocked-german", Category.BLOCKED, True, "550 Ihre IP-Adresse wurde gesperrt",
        *both(
            r"ip|ip-?adresse\w{0,2}|absender\w{0,20}"
            r"|ihr\w{0,2} (?:mail-?)?(?:servers?|rechner|netz\w{0,10}|provider|domain)",
            r"gesperrt\w{0,2}|geblockt\w{0,2}|blockiert\w{0,2}|black ?list|schwarze[nr]? liste|(?:sperr"
            r"|block)-?liste"
            r"|schlechte[rn]? reputation|geblacklistet",
        ),
        r"\bauf (?:ein|d|unser|ihr)er schwarzen liste\b",
    ),
    rule(
        "blocked-french", Category.BLOCKED, True, "550 Votre adresse IP est bloquée",
        *both(
            r"ip|expediteurs?|(?:votre|vos) (?:serveurs?|hote|reseau|fournisseur|domaine)|domaine expediteur",
            r"bloque\w{0,2}|black-?list\w{0,2}|bannie?s?|(?:sur|dans) (?:une |la |notre )?liste noire"
            r"|(?:mauvaise|faible) reputation",
        ),
    ),
    rule(
        "blocked-spanish", Category.BLOCKED, True, "550 Su dirección IP está en una lista negra",
        *both(
            r"ip|remitentes?|su (?:servidor|red|proveedor|dominio)",
            r"bloquead[oa]s?|list(?:a|as) negras?|black ?list|vetad[oa]s?|mala reputacion|baja reputacion",
        ),
        r"\b(?:esta|figura|se encuentra|aparece) en (?:una |la |nuestra )?lista negra\b",
    ),
    rule(
        "blocked-portuguese", Category.BLOCKED, True, "550 O remetente foi bloqueado",
        *both(
            r"ip|remetentes?|seu (?:servidor|provedor|dominio)|sua rede",
            r"bloquead[oa]s?|listas? negras?|black ?list|banid[oa]s?|ma reputacao|baixa reputacao",
        ),
    ),
    rule(
        "blocked-italian", Category.BLOCKED, True, "550 Il tuo indirizzo IP è bloccato",
        *both(
            r"ip|mittent[ei]|(?:tuo|suo|vostro) (?:server|provider|dominio)|(?:tua|sua|vostra) rete",
            r"bloccat[oaie]|lista nera|blacklist|bandit[oa]|cattiva reputazione|bassa reputazione",
        ),
        r"\b(?:si trova|inserito|e|presente) (?:in|nella|nella nostra) lista nera\b",
    ),
    rule(
        "blocked-dutch", Category.BLOCKED, True, "550 Uw IP-adres is geblokkeerd",
        *both(
            r"ip|ip-?adres\w{0,2}|afzender|(?:uw|je|jouw) (?:mail)?(?:server|netwerk|provider|domein)",
            r"geblokkeerd|geblacklist|zwarte lijst|blacklist|slechte reputatie",
        ),
    ),
    rule(
        "blocked-russian", Category.BLOCKED, True, "550 Ваш IP адрес заблокирован",
        *both(
            r"ip|ip-?адрес\w{0,2}|отправител\w{1,2}"
            r"|ваш\w{0,3} (?:сервер\w{0,2}|сет[ьи]|хост\w{0,2}|домен\w{0,2})",
            r"заблокирован\w{0,2}|блокирован\w{0,2}|черн\w{2} списк\w|черный список|плох\w{2} репутаци\w"
            r"|низк\w{2} репутаци\w",
        ),
    ),
    rule(
        "blocked-chinese", Category.BLOCKED, True, "550 您的IP已被列入黑名单",
        *cjk(
            "(?i:ip)|发件人|发信人|寄件者|寄件人|(?:您|你|贵方|发件|发信|发送)的?(?:邮件)?(?:服务器|伺服器)",
            "黑名单|黑名單|屏蔽|封禁|拦截|攔截|被封|信誉(?:太|过|较)?低|信誉差",
        ),
    ),
    rule(
        "blocked-japanese", Category.BLOCKED, True, "550 送信元IPアドレスはブラックリストに登録されています",
        *cjk(
            "(?i:ip)|送信元|送信者|(?:貴|お客様の|ご利用の)サーバ",
            "ブラックリスト|拒否リスト|ブロック(?:され|し)|評価が(?:低|悪)|レピュテーション",
        ),
    ),
)  # fmt: skip

_FULL: tuple[Rule, ...] = (
    rule(
        "full-german", Category.MAILBOX_FULL, False, "550 Das Postfach des Empfängers ist voll",
        *both(
            r"postfach\w{0,2}|mailbox|posteingang|speicher\w{0,10}|quota|kontingent\w{0,2}|konto",
            r"voll\b|zu voll|ue?berschritten|ue?berfue?llt|erschoe?pft|ausgeschoe?pft",
        ),
    ),
    rule(
        "full-french", Category.MAILBOX_FULL, False, "550 La boîte du destinataire est pleine",
        *both(
            r"boite|messagerie|quota(?! (?:d.envoi|horaire|journ))|espace|compte|bal",
            r"pleine?|saturee?|depassee?|satur[eé]e|insuffisant",
        ),
    ),
    rule(
        "full-spanish", Category.MAILBOX_FULL, False, "550 El buzón está lleno",
        *both(
            r"buzon|bandeja|casilla|cuota(?! (?:de envi|diari|horari))|espacio|cuenta",
            r"llen[oa]|excedid[oa]|superad[oa]|agotad[oa]"
        ),
        r"\bexcede (?:la|su) cuota",
    ),
    rule(
        "full-portuguese", Category.MAILBOX_FULL, False, "550 A caixa de entrada está cheia",
        *both(
            r"caixa|(?:cota|quota)(?! (?:de envi|diari|horari))|espaco|conta",
            r"chei[oa]|excedid[oa]|esgotad[oa]|ultrapassad[oa]",
        ),
    ),
    rule(
        "full-italian", Category.MAILBOX_FULL, False, "550 La casella è piena",
        *both(
            r"casella|mailbox|quota(?! (?:di inv|giorn|orari))|spazio|account",
            r"pien[oa]|superat[oa](?! il limite (?:di inv|orari|giorn))|esaurit[oa]",
        ),
    ),
    rule(
        "full-dutch", Category.MAILBOX_FULL, False, "550 Het postvak is vol",
        *both(r"postvak|mailbox|postbus|quotum|quota|inbox", r"vol\b|overschreden"),
    ),
    rule(
        "full-russian", Category.MAILBOX_FULL, False, "550 Почтовый ящик переполнен",
        *both(
            r"ящик\w{0,2}|квот\w{1,2}|мест\w(?! на (?:диск|серв))",
            r"переполнен\w{0,2}|превышен\w{0,2}|исчерпан\w{0,2}|недостаточно",
        ),
    ),
    rule(
        "full-chinese", Category.MAILBOX_FULL, False, "550 收件人邮箱空间已满",
        *cjk("邮箱|信箱|空间|空間|容量|配额|郵箱", "已满|已滿|满了|不足|超出|超过|超過"),
    ),
    rule(
        "full-japanese", Category.MAILBOX_FULL, False, "550 メールボックスがいっぱいです",
        *cjk(
            "メールボックス|受信箱|容量|ディスク|保存領域",
            "いっぱい|一杯|満杯|空きが(?:ありません|ない)|超え|超過|不足|オーバー",
        ),
    ),
)  # fmt: skip

_INACTIVE: tuple[Rule, ...] = (
    rule(
        "inactive-german", Category.INACTIVE, False, "550 Das Konto wurde gesperrt",
        *both(
            r"konto|account|postfach|mailbox|benutzer|empfae?nger|mail-?adresse",
            r"gesperrt\w?|deaktiviert\w?|inaktiv\w?|geschlossen|stillgelegt|abgemeldet|nicht aktiv",
        ),
    ),
    rule(
        "inactive-french", Category.INACTIVE, False, "550 Le compte a été suspendu",
        *both(
            r"compte|boite|messagerie|utilisateur|destinataire|adresse(?! ip)",
            r"suspendue?|inacti(?:f|ve)|desactivee?|fermee?|bloquee?|cloturee?",
        ),
    ),
    rule(
        "inactive-spanish", Category.INACTIVE, False, "550 La cuenta está suspendida",
        *both(
            r"cuenta|buzon|usuario|destinatario|casilla",
            r"suspendid[oa]|inactiv[oa]|desactivad[oa]|deshabilitad[oa]|cancelad[oa]"
            r"|bloquead[oa](?! por otro proc)|cerrad[oa]",
        ),
    ),
    rule(
        "inactive-portuguese", Category.INACTIVE, False, "550 Conta desativada",
        *both(
            r"conta|caixa|usuario|destinatario|utilizador",
            r"desativad[oa]|desactivad[oa]|suspens[oa]|inativ[oa]|bloquead[oa]|cancelad[oa]|desabilitad[oa]",
        ),
    ),
    rule(
        "inactive-italian", Category.INACTIVE, False, "550 La casella è disabilitata",
        *both(
            r"account|casella|utente|destinatario|indirizzo(?! ip)",
            r"disattivat[oa]|disabilitat[oa]|sospes[oa]|inattiv[oa]|chius[oa]|bloccat[oa]",
        ),
    ),
    rule(
        "inactive-dutch", Category.INACTIVE, False, "550 Dit account is uitgeschakeld",
        *both(
            r"account|postvak|mailbox|gebruiker|ontvanger",
            r"uitgeschakeld|geblokkeerd|opgeschort|inactief|gesloten|gedeactiveerd",
        ),
    ),
    rule(
        "inactive-russian", Category.INACTIVE, False, "550 Почтовый ящик отключен",
        *both(
            r"аккаунт\w{0,2}|ящик\w{0,2}|пользовател\w{1,2}|учетн\w{2} запис\w|получател\w{1,2}"
            r"|почта(?! (?:\w|от|из) )",
            r"заблокирован\w{0,2}|отключен\w{0,2}|приостановлен\w{0,2}|не ?активен|деактивирован\w{0,2}",
        ),
    ),
    rule(
        "inactive-chinese", Category.INACTIVE, False, "550 邮箱已停用",
        *cjk(
            "邮箱|账号|帐号|账户|帐户|用户|收件人|帳號|信箱",
            "停用|禁用|冻结|冻結|凍結|锁定|鎖定|(?<!或已)注销|关闭",
        ),
    ),
    rule(
        "inactive-japanese", Category.INACTIVE, False, "550 アカウントは停止されています",
        *cjk("アカウント|メールボックス|ユーザ|受信者", "停止|無効|凍結|ロック|(?<!一時的に)利用できません"),
    ),
)  # fmt: skip

_NONEXISTENT: tuple[Rule, ...] = (
    rule(
        "unknown-german", Category.NONEXISTENT, False, "550 Die Adresse existiert nicht",
        *both(
            r"empfae?nger\w{0,2}|empfae?ngeradresse|benutzer\w{0,4}|nutzer|teilnehmer|postfach|mailbox"
            r"|(?:mail-?)?adresse|konto|account|domaie?n|domae?ne|rechner|host",
            r"unbekannte?[rn]?|existiert nicht|existieren nicht|nicht (?:gefunden|vorhanden|bekannt|existent)"
            r"|gibt es nicht|ungue?ltige?[rn]?",
        ),
        r"\bkeine?n? (?:solche[rsn]? )?(?:empfae?nger|benutzer|postfach|mailbox|konto|account)\b",
    ),
    rule(
        "unknown-french", Category.NONEXISTENT, False, "550 Cette adresse n'existe pas",
        *both(
            r"destinataires?|utilisateur|adresse|boite(?: aux lettres)?|compte|domaine|bal",
            r"inconnue?s?|n.existe pas|n.existent pas|inexistante?s?|introuvables?|invalides?|pas trouvee?s?"
            r"|non trouvee?s?",
        ),
    ),
    rule(
        "unknown-spanish", Category.NONEXISTENT, False, "550 La cuenta no existe",
        *both(
            r"usuario|destinatario|direccion|buzon|cuenta|casilla|dominio|correo",
            r"desconocid[oa]s?|no existen?|inexistente|no (?:fue |ha sido )?encontrad[oa]|no se encontro"
            r"|no se encuentra|invalid[oa]|no valid[oa]",
        ),
    ),
    rule(
        "unknown-portuguese", Category.NONEXISTENT, False, "550 Usuário não existe",
        *both(
            r"usuario|utilizador|destinatario|endereco|caixa(?: postal| de correio)?|conta|dominio",
            r"desconhecid[oa]s?|nao existe|inexistente|nao (?:foi )?encontrad[oa]|invalid[oa]",
        ),
    ),
    rule(
        "unknown-italian", Category.NONEXISTENT, False, "550 Utente inesistente",
        *both(
            r"utente|destinatario|indirizzo|casella|account|dominio",
            r"sconosciut[oa]|inesistente|non esiste|non (?:e stato )?trovat[oa]|non valid[oa]",
        ),
    ),
    rule(
        "unknown-dutch", Category.NONEXISTENT, False, "550 Gebruiker onbekend",
        *both(
            r"gebruiker|ontvanger|geadresseerde|adres|mailbox|postvak|account|domein",
            r"onbekende?|bestaat niet|niet gevonden|ongeldige?",
        ),
    ),
    rule(
        "unknown-russian", Category.NONEXISTENT, False, "550 Неизвестный пользователь",
        *both(
            r"пользовател\w{1,2}|получател\w{1,2}|адрес\w{0,2}|адресат\w{0,2}|ящик\w{0,2}|домен\w{0,2}",
            r"неизвест\w{2,4}|не существует|не найден\w{0,2}|не зарегистрирован\w{0,2}|нет такого"
            r"|нет\b(?! (?:\w{1,12} )?мест)"
            r"|такого нет|недействител\w{2,4}",
        ),
    ),
    rule(
        "unknown-chinese", Category.NONEXISTENT, False, "550 收件人地址不存在",
        *cjk(
            "用户|用戶|收件人|收件者|邮箱|信箱|地址|账号|帐号|域名|邮件地址|郵箱",
            "不存在|找不到|未找到|无效|無效|不正确|未知|没有找到",
        ),
    ),
    rule(
        "unknown-japanese", Category.NONEXISTENT, False, "550 ユーザが見つかりません",
        *cjk(
            "ユーザー?|受信者|(?<!IP)(?<!IP )アドレス|宛先|あて先|メールボックス|ドメイン|アカウント",
            "存在し(?:ません|ない)|見つかりません|見つからない|不明|無効|(?<!許可して)(?<!許可されて)(?<!認証されて)いません|(?<!容量が)(?<!空きが)ありません|誤り|間違",
        ),
    ),
)  # fmt: skip

#: Whose account or whose server is blocked; to be read with the English rules on senders.
SENDER_LANGUAGE_RULES: tuple[Rule, ...] = (*_INACTIVE, *_BLOCKED, *MORE_SENDER_RULES)

LANGUAGE_RULES: tuple[Rule, ...] = (*_FULL, *_NONEXISTENT, *MORE_DELIVERY_RULES)
