"""What refusals say in the same languages of everything that is neither a mailbox nor a blocked sender."""

from repcheck.bounces.rules.rule import Rule, rule
from repcheck.bounces.rules.wordings.languages import both, cjk
from repcheck.model.bounces import Category

OTHER_REASONS: tuple[Rule, ...] = (
    rule(
        "large-elsewhere", Category.TOO_LARGE, False, "552 Die Nachricht ist zu groß",
        *both("nachricht|e?-?mail|anhang|datei", "zu gro(?:ss|ß)|(?:zulae?ssige|maximale) gro(?:ss|ß)e"),
        *both("message|fichier|courriel|piece jointe", "trop (?:volumineux|gros|grande?)|taille maximale"),
        *both("mensaje|correo|archivo|adjunto", r"demasiado grande|tamano maximo|excede el tamano"),
        *both("mensagem|arquivo|anexo", r"muito grande|grande demais|tamanho maximo|excede o tamanho"),
        *both("messaggio|allegato|file", r"troppo grande|dimensione massima|supera la dimensione"),
        *both("bericht|bijlage|bestand", r"te groot|maximale grootte"),
        *both("сообщени[ея]|письм[оа]|вложени[ея]", r"слишком больш\w{2}|превышен\w{0,2}|размер превышает"),
        *cjk("邮件|附件|郵件|大小", "过大|太大|超过(?:限制|大小)|超出(?:限制|大小)|過大"),
        *cjk("メール|メッセージ|添付|サイズ", "大きすぎ|サイズ(?:を|が)?超|上限を超"),
        r"\btaille (?:du message|maximale)|\bsize too big",
    ),
    rule(
        "too-many-elsewhere", Category.RATE_LIMITED, False, "421 Zu viele Verbindungen",
        r"\bzu viele (?:\w{1,20} )?(?:verbindungen|nachrichten|e?-?mails|empfae?nger)|\bzu hae?ufig",
        r"\btrop de (?:connexions|messages|courriels|destinataires|mails)",
        r"\bdemasiad[oa]s (?:conexiones|mensajes|correos|destinatarios)",
        r"\b(?:muit[oa]s|demasiad[oa]s) (?:conexoes|mensagens|destinatarios|ligacoes)",
        r"\btropp[ei] (?:connessioni|messaggi|destinatari)",
        r"\bte veel (?:verbindingen|berichten|ontvangers)",
        r"слишком (?:много|часто)|превышен лимит",
        "过多|過多|过于频繁|频率|太频繁|灰名单|灰名單|超过限制次数",
        *cjk("接続|メール|送信", "多すぎ|数が超過|頻繁|制限されて"),
    ),
    rule(
        "virus-elsewhere", Category.CONTENT, False, "550 Письмо содержит вирус",
        "(?<!анти)вирус|病毒|ウイルス|ウィルス",
    ),
    rule(
        "spam-elsewhere", Category.CONTENT, False, "550 邮件被判定为垃圾邮件",
        "спам|垃圾|迷惑メール|スパム|\\bpourriel|\\bcorreo (?:basura|no deseado)|\\blixo eletronico"
        "|\\bposta indesiderata|\\bongewenste e?-?mail",
    ),
    rule(
        "network-elsewhere", Category.UNDELIVERABLE, False, "La connexion a échoué, délai dépassé",
        *both("verbindung", "abgelehnt|fehlgeschlagen|unterbrochen|abgebrochen|nicht moe?glich"),
        r"\bzeitue?berschreitung|\bnicht erreichbar|\bserver antwortet nicht",
        *both("connexion", "echoue\\w{0,2}|refusee|interrompue|impossible|perdue"),
        r"\bdelais? (?:d.attente |de connexion )?(?:est )?(?:depasse|expire)|\bserveur (?:est )?injoignable",
        *both("conexion", "rechazada|fallida|perdida|fallo"),
        r"\btiempo de espera",
        *both("conexao|ligacao", "recusada|falhou|perdida|expirou"),
        r"\btempo (?:limite|de espera|de conexao)|czas (?:oczekiwania|polaczenia)|zaman asimi|\bvyprsel cas",
        *both("connessione", "rifiutata|fallita|interrotta|scaduta"),
        r"\btempo (?:di \w{1,12} )?scaduto|\btimeout scaduto|\btijd verstreken|\btidsavbrud",
        *both("verbinding", "geweigerd|mislukt|verbroken"),
        *both("соединени[ея]", "отклонено|разорвано|не установлено|прервано"),
        "время ожидания|истекло время|сервер (?:не отвечает|недоступен)",
        *cjk("连接|連線|連接|服务器", "超时|逾時|失败|失敗|无响应|拒绝连接|无法连接|中断"),
        *cjk("接続|サーバ", "タイムアウト|失敗|応答がありません|できませんでした"),
        *cjk("接続", "拒否(?!リスト)"),
    ),
)  # fmt: skip

WEAK_LANGUAGE_RULES: tuple[Rule, ...] = (
    rule(
        "down-elsewhere", Category.UNDELIVERABLE, False, "451 Serviço temporariamente indisponível",
        *both(
            r"dienst|service|server|serveur|servicio|servidor|servico|servizio|dienst|сервис|сервер|usluga"
            r"|serwer"
            r"|sluzba|hizmet|sunucu|tjanst\w{0,2}|tjeneste\w{0,2}",
            r"nicht verfue?gbar|indisponible|no disponible|indisponivel|non disponibile|niet beschikbaar"
            r"|недоступ\w{1,3}"
            r"|niedostepn\w|nedostupn\w|kullanilamiyor|ej tillganglig|ikke tilgengelig",
        ),
        r"\b(?:spae?ter|spater) (?:erneut|noch ?mals|wieder)|\breessayez|\bessayer plus tard"
        r"|\bintent\w{1,4} mas tarde"
        r"|\btente (?:novamente )?mais tarde|\briprov\w{1,4} (?:piu tardi)|\bprobeer het later"
        r"|повторите попытку"
        r"|попробуйте позже|\bsprobuj (?:ponownie )?pozniej|\bzkuste to pozdeji|\bdaha sonra tekrar"
        r"|\bforsok igen senare|\bprov igjen senere",
        "稍后(?:再试|重试)|稍後再試|(?:后|後)ほど(?:再|お)|나중에 다시",
    ),
    rule(
        "refused-elsewhere", Category.POLICY, None, "550 Zugriff verweigert",
        r"\b(?:zugriff|annahme|zustellung|mail|nachricht)\b[^.;\n]{0,20}\b(?:verweigert|abgelehnt"
        r"|zurue?ckgewiesen)",
        r"\b(?:acces|message|courriel)\b[^.;\n]{0,20}\b(?:refuse|rejete|interdit|non autorise)",
        r"\b(?:acceso|mensaje|correo)\b[^.;\n]{0,20}\b(?:denegad|rechazad|prohibid)",
        r"\b(?:acesso|mensagem)\b[^.;\n]{0,20}\b(?:negad|rejeitad|recusad|proibid)",
        r"\b(?:accesso|messaggio)\b[^.;\n]{0,20}\b(?:negat|rifiutat|respint|vietat)",
        r"\b(?:toegang|bericht)\b[^.;\n]{0,20}\b(?:geweigerd|afgewezen)",
        "доступ запрещ|отклонен|отказано|заблокирован|拒绝|拒絕|被拒|拦截|拒否|ブロック",
        r"\b(?:nachricht|message|mensaje|mensagem|messaggio|bericht)\b[^.;\n]{0,30}\b"
        r"(?:blockiert|bloque|bloquead|bloccat|geblokkeerd)",
    ),
)  # fmt: skip
