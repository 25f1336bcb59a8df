"""What works for the receiver: scanners, checkers, directories, their servers; and that it does not work.

"The SPF checker timed out" names SPF and says nothing of it: whatever the machine was about to look at, it
did not look at. So a reply in which a part of the receiver's own system is the subject, and a trouble what
is said of it, is a trouble, before any noun in the name of that part is read as the reason.
"""

#: What such a part works on, in its name before the noun.
_OF = (
    r"(?:anti[- ]?(?:spam|virus|malware|phishing|abuse)|spam|virus|av|malware|phishing|content|attachment"
    r"|url|link|spf|dkim|dmarc|arc|dns|dns[rb]l|rbl|block[- ]?list|black[- ]?list|reputation|gr[ea]y[- ]?list"
    r"(?:ing)?"
    r"|sender|recipient|address|rcpt|user|alias|account|quota|auth|authentication|login|sasl|ldap|sql|radius"
    r"|licen[cs]e|rate|throttl\w{0,3}|policy|rules?|directory|relay|domain|mail ?box|routing"
    r"|certificate|encryption|archive|journal|compliance|ptr|rdns|dlp|tls|virtual"
    r"|verification|validation|inspection|check(?:ing)?|look ?up|scan(?:ning)?|limit(?:ing)?|filter(?:ing)?"
    r"|control)"
)
#: The noun that makes it a machine, whatever stands before it.
_MACHINE = (
    r"(?:scanner|checker|verifier|validator|filter|milter|daemon|engine|back-?end|server|service|data ?base"
    r"|resolver|cache|module|plug-?in|proxy|sandbox|store|agent|handler|appliance|gateway|limiter"
    r"|compiler|interpreter)s?"
)
#: Nouns that are a machine alone.
_ALONE = (
    r"(?:scanner|checker|verifier|validator|milter|daemon|back-?end|resolver|anti-?virus|sandbox|limiter"
    r"|greylister|rspamd|spamd|spam ?assassin|clamd|clamav|clamav-milter|amavisd?|opendkim|opendmarc"
    r"|dovecot|ldap|redis|mysql|postgres\w{0,5}|mariadb"
    r"|(?:next|remote|upstream|inner|internal|downstream) (?:relay|hop|host|server|system|mta|mail ?server)"
    r"|(?:relay|server|host|hop|system) (?:behind|after) (?:us|this))"
)
#: Parts whose name needs nothing before it.
_INNER = (
    r"(?:engine|data ?base|cache|module|plug-?in|parser|gateway|layer|store|counter|table|map|rewriting"
    r"|expansion|transport|archive|directory|filter|handler|index|cluster(?: member)?|shard|replica|spool"
    r"|(?:ocsp )?responder|library|balancer|node|pod|instance|volume|partition|uplink|queue (?:runner"
    r"|manager)"
    r"|storage(?! (?:(?:is|was|has been) )?(?:exhaust|ran out|gone))|program)"
)
#: What a scanner looks for, which grows old.
_KNOWN_BAD = (
    r"(?:anti[- ]?(?:spam|virus|malware)|spam|virus|av|malware) (?:signatures?|definitions?|patterns?"
    r"|updates?|licen[cs]e|subscription)"
)
#: What it does, which may go wrong as well as come out badly: "the SPF check failed" is its result.
_DOING = (
    r"(?:(?:verif|valid|inspec|evalua|resolu|classifica)\w{0,5}tion|look ?up|check|query|scan|callout|test)s?"
)
_WHOSE = r"(?<!your )(?<!sender's )(?<!sending )"
_PART = rf"\b{_WHOSE}(?:{_OF}[- ]{_MACHINE}|{_ALONE})"
_WORK = rf"\b{_WHOSE}{_OF}[- ](?:{_DOING}|map|table|director(?:y|ies)|tree|list)"

_NOW = r"(?:(?:currently|temporarily|momentarily|presently|just|right|now|still|at the moment|seems?) )?"
#: Of a machine or of what it does, these mean that there is no result.
_DOWN = (
    rf"(?:(?:is|are|was|were|be|been|has|have|seems?|appears?|went|being) ){{0,2}}{_NOW}"
    r"(?:not (?:yet )?(?:\w{1,12}ly )?(?:available|reachable|respond\w{0,3}|running|working|up\b|ready|answer"
    r"|operational|accessible|started|loaded|complet|usable|functioning)"
    r"|interrupted|not initiali"
    r"|unavailable|unreachable|inaccessible|down\b|offline|out of (?!date)|overload|busy\b|dead\b"
    r"|stuck\b|hung\b|restart|reboot|being (?:re)?(?:start|upgrad|maintain|updat|mov|repair|migrat|rebuilt)"
    r"|(?:under|in|for|on) (?:\w{1,12} )?(?:maintenance|repair|upgrade)|timed? ?-?out|time-?out\b|crash"
    r"|died\b|stopped (?:work|answer|respond)|hangs\b|gone\b|away\b|ran out|encounter"
    r"|too (?:slow|busy)|read[- ]only|abort|exhausted|silent\b|pending\b|corrupt|locked\b"
    r"|misconfigured|unstable|malfunction|saturated|lagging|degraded|remounted|refuse\w? to start|wedged"
    r"|halted"
    r"|(?:re)?(?:updating|upgrading|loading|starting|building|indexing|booting)\b|paused|recovering"
    r"|catching up|failing over|in recovery|slow\b|outdated|took too long|ran into"
    r"|unusable|broke down|overdue"
    r"|(?:report|return|threw|throw|gave|give|rais|produc|had|has)\w{0,3} an? (?:\w{1,12} ){0,2}"
    r"(?:error|exception|fault|time-?out|problem)"
    r"|(?:gave|give|sent|return)\w{0,3} (?:nothing|no (?:answer|reply|response|verdict)|garbage)"
    r"|lost (?:its|the)"
    r"|refuse\w? (?:our |the |all |to )?(?:connect|talk|answer)|(?:closed|dropped|lost|reset) (?:our |the )"
    r"?connect"
    r"|need\w{0,2} (?:attention|repair|to be restart)"
    r"|(?:did|do|does|could|can|would|will)(?: ?not|n't) (?:\w{1,12} )?(?:answer|respond|reply|work|start"
    r"|connect"
    r"|complet|finish|come back|load|be (?:reach|contact|ask|quer|open|read\b|start|load|connect|complet"
    r"|done\b|made\b|carried))"
    r"|(?:has |have )?(?:a |an )?(?:\w{1,12} )?(?:technical )?(?:problem|trouble|hiccup|outage))"
)
#: Of a machine alone: what it does may fail for what it found.
_FAILED = (
    rf"(?:(?:has|have|is|was|had) )?{_NOW}(?:broken|failed|fails|failing|failure|fault|error|problem"
    r"|trouble)\b"
)
_SAID = (
    r"[:,] (?:connection (?:refused|reset|timed|lost|closed)|time-?out|timed? ?out|no (?:answer|route|resp))"
)
_TO = (
    r"(?:(?:time-?out|timed out|no (?:connection|answer|reply|response|contact|result)|lost connection"
    r"|connection (?:lost|refused|closed|reset|timed out|problem|error|failure)|error|fail(?:ure|ed)"
    r"|problem|trouble|fault)s? (?:(?:occurred|happened) )?"
    r"(?:(?:while|when) )?(?:talking (?:to|with)|speaking (?:to|with)|contacting|asking|querying|reaching"
    r"|calling"
    r"|connecting (?:to|with)|opening|reading|loading|waiting for|to"
    r"|(?:(?<=answer )|(?<=reply )|(?<=response ))from|of|in|at|with|by|on)"
    r"|(?:cannot|can't|could not|couldn't|unable to|not able to|failed to|fails to)"
    r" (?:connect to|contact|reach|query|ask|talk to|open|read|start|load|access|use|call)):? "
    r"(?:[\w-]{1,12} ){0,3}?"
)

#: A part of the receiver's system is in trouble.
BROKEN: tuple[str, ...] = (
    rf"{_PART} {_DOWN}",
    rf"\b{_WHOSE}{_INNER} {_DOWN}",
    rf"\b{_KNOWN_BAD} (?:{_DOWN}|(?:(?:is|are|has|have) )?(?:too old|expired|stale|missing|lapsed))",
    rf"\b(?:our|outside|external|leased|internet) (?:line|link|connection)\b(?: to (?:the )?\w{{1,12}})?"
    rf" {_DOWN}",
    r"\bno (?:verdict|decision|ruling) from\b",
    rf"\bno {_ALONE} (?:is |was )?(?:available|found|running|left|ready)",
    r"\b(?:ldap|[a-z]{0,6}sql|data ?base|db|back-?end|directory|spamd|redis)\b[^.;\n]{0,30}\btoo many"
    r" (?:open )?(?:connections|clients|sessions)\b",
    # These are said of machines alone.
    r"\b(?:failed to (?:load|start|initiali[sz]e)|returned garbage|lost (?:its|their) connection"
    r"|(?:is|are) being (?:rebuilt|restarted|reloaded)|wait(?:s|ing) for a restart"
    r"|(?:could|can)(?: ?not|n't) be (?:loaded|started|restarted))\b",
    # What it works by could not be read.
    r"\b(?:cannot|can't|could not|couldn't|unable to|failed to) (?:load|read|open|parse|fetch|get) "
    r"(?:the |its |our |any )?(?:\w{1,12} )?(?:polic(?:y|ies)|rules?|rule ?set|access list|table|map"
    r"|config\w{0,8})\b",
    r"\bcut off from\b|\bclosed (?:for|during|until) (?:the |our )?(?:\w{1,10} )?(?:maintenance|repairs?"
    r"|upgrade)",
    r"\bunder (?:an? )?(?:\w{1,9} ){0,2}(?:attack|siege)\b(?! (?:from|by) (?:you|\[?N\b))",
    r"\bfiltering (?:is |was )?(?:temporarily )?(?:disabled|off|out|broken|stopped)\b",
    rf"{_PART} {_FAILED}",
    rf"{_PART}{_SAID}",
    rf"{_WORK} {_DOWN}",
    # "The lookup did not finish", and a fault "on our side".
    r"\b(?:look ?up|query|scan) (?:has |was )?(?:did not|didn't|could not|abort|pending|timed? ?-?out)",
    r"\b(?:fail\w{0,4}|errors?|problems?|faults?|trouble|wrong|broken?|hiccup)\b[^.;\n]{0,12} (?:on|at) our"
    r" (?:side|end)\b",
    r"\b(?:resources|time|capacity|threads) of (?:the |our )?(?:[\w-]{1,12} ){1,2}(?:is |are )?"
    r"(?:exhausted|used up)",
    rf"\b(?:{_OF}[- ]{_MACHINE}|{_ALONE}|milter-\w{{2,12}}): (?:no |cannot |can't |lost |failed )(?!such)",
    rf"{_WORK}{_SAID}",
    rf"\b{_TO}{_PART}\b",
    rf"\b{_TO}{_OF}[- ](?:{_DOING}|map|table|directory|tree|list)\b(?<!check)(?<!verification)",
)

#: The same in other languages, where the part is joined of words or named in front of its kind.
_PART_ABROAD = (
    r"(?:(?:viren|virus|spam|inhalts|content)-?(?:scanner|filter|prufung|schutz|erkennung)\w{0,2}"
    r"|(?:spf|dkim|dmarc)-?(?:prufung|abfrage|dienst)|verificador(?:es)? (?:de )?\w{3,8}"
    r"|controllo (?:de\w{1,2} )?\w{3,9}|проверк\w (?:на )?\w{3,8}|sprawdzani\w{1,2} \w{3,8}"
    r"|(?:sperr|block)listen-?(?:server|abfrage)|datenbank|verzeichnisdienst"
    r"|anti-?(?:virus|vir|spam|malware)|filtr[eo]s? (?:de |do |di |dei )?\w{4,14}|filtr\w{0,3} anty\w{4,8}"
    r"|verification (?:spf|dkim|dmarc)|verificacion (?:spf|dkim|dmarc)|verifica (?:spf|dkim|dmarc)"
    r"|base de d(?:onnees|atos)|banco de dados|annuaire|directorio"
    r"|virus-?scanner|spam-?filter|skaner\w{0,2} \w{4,16}|baza danych"
    r"|антивирус\w{0,2}|(?:анти)?спам-?фильтр\w{0,2}|фильтр \w{4,14}|база данных"
    r"|virus tarayici\w{0,3}|spam filtre\w{0,3}|veri ?tabani)"
)
_DOWN_ABROAD = (
    r"(?:antwortet nicht|keine antwort|versagt|falhou|"
    r"reagiert nicht|nicht (?:erreichbar|verfugbar|bereit)|uberlastet|abgesturzt|gewartet"
    r"|ausgefallen|ausser betrieb|defekt|gestort|zeituberschreitung|fehler gemeldet"
    r"|ne repond (?:pas|plus)|injoignable|indisponible|surcharge|en panne|maintenance|signale une erreur"
    r"|no (?:responde|contesta|esta disponible|se puede alcanzar|funciona)|sobrecargad|caid[oa]\b"
    r"|mantenimiento"
    r"|informo de un error|nao (?:responde|funciona)|indisponivel|fora do ar|manutencao|retornou um erro"
    r"|non (?:risponde|e disponibile|disponibile|funziona)|sovraccaric|fuori servizio|manutenzione"
    r"|segnalato un errore|antwoordt niet|reageert niet|niet (?:beschikbaar|bereikbaar)|overbelast"
    r"|buiten werking"
    r"|onderhoud|foutmelding|storing|nie (?:odpowiada|dziala)|niedostepn|przeciazon|konserwac|zglosil"
    r"|не (?:отвечает|работает)|недоступ|перегруж|обслуживан|ошибк"
    r"|yanit vermiyor|kullanilamiyor|asiri yuklu|calismiyor|bakimda|hata verdi)"
)
_PART_JOINED = (
    r"(?:(?:ウイルス|ウィルス|スパム|迷惑メール)(?:スキャナ|フィルタ|チェッカ|対策|検査)|病毒(?:扫描|检测|掃描|查杀)\w{0,2}"
    r"|(?:反)?垃圾邮件(?:过滤|检测)\w{0,2}|(?:바이러스|스팸) ?(?:검사기|필터|스캐너|백신))"
)
_DOWN_JOINED = (
    r"(?:応答し|応答があり|利用できません|過負荷|停止し|メンテナンス|エラー|タイムアウト|没有响应|无响应|不可用|过载|維護|维护"
    r"|故障|错误|超时"
    r"|응답하지|사용할 수 없|과부하|점검|오류|시간 ?초과)"
)
BROKEN_ABROAD: tuple[str, ...] = (
    rf"\b{_PART_ABROAD} (?:[\w']{{1,12}} ){{0,3}}?{_DOWN_ABROAD}",
    rf"{_PART_JOINED}[^。;]{{0,4}}{_DOWN_JOINED}",
)

_CHECK = r"(?:check|verify|validate|look ?up|look up|scan|inspect|evaluate|determine|complete|fetch|retrieve)"
_CHECKING = r"(?:checking|verifying|validating|looking up|scanning|inspecting|evaluating|fetching|resolving)"
_CANNOT = r"(?:cannot|can't|could not|couldn't|unable to|not able to|failed to)"
_FOR_NOW = (
    r"(?:now\b|at (?:the|this) (?:moment|time)|for the moment|temporar|momentar|currently|presently|later\b"
    r"|time-?out|timed out|again)"
)
_LOOKED_AT = (
    r"(?:(?:the|your|its|any|an?|this|that) )?(?:(?:sender|message|mail|sending|client|host|domain)(?:'s)? )?"
    r"(?:spf|dkim|dmarc|arc|ptr|rdns|reverse|reputation|black|block|dns|mail ?box|quota|credentials"
    r"|password|login|attachments?|(?:message|mail|text|content|body) for)\b"
)
#: What was about to be looked at could not be, for now: it says nothing of what stands there.
UNCHECKED: tuple[str, ...] = (
    rf"\b{_CANNOT} (?:\w{{1,9}}ly )?{_CHECK}\b[^.;\n]{{0,50}}\b{_FOR_NOW}",
    r"\b4(?:\d\d[ -]|\.\d\.\d{1,3} )[^\n]{0,30}?\b(?:could|can)(?: ?not|n't) be (?:scanned|inspected"
    r"|analy[sz]ed)",
    r"\b4(?:\d\d[ -]|\.\d\.\d{1,3} )[^\n]{0,30}?\b(?:unable|failed) to (?:scan|inspect|analy[sz]e)\b",
    rf"\b{_CANNOT} (?:perform|run|complete|execute|make|do) (?:an? |the |our )?(?:\w{{1,12}} )?"
    r"(?:query|look-?up|check|verification|scan|test)\b",
    # What receivers call it that the record could not be fetched (RFC 7208 section 2.6.6).
    r"\btemp-?error\b",
    rf"\b(?:could|can)(?: ?not|n't) (?:\w{{1,9}}ly )?be (?:check|look|scann?|inspect|evaluat|determin|fetch"
    rf"|retriev)(?:ed|ed up)[^.;\n]{{0,16}}\b{_FOR_NOW}",
    rf"\b4(?:\d\d[ -]|\.\d\.\d{{1,3}} )[^\n]{{0,30}}?\b{_CANNOT} {_CHECK} {_LOOKED_AT}",
    r"\b(?:failure|error|problem|fault|trouble|time-?out) (?:while|when|during|on|in) "
    rf"{_CHECKING}\b",
    r"\b(?:could|can)(?: ?not|n't) be (?:verified|validated|resolved|confirmed)[^.;\n]{0,24}"
    r"\b(?:temporar\w{0,3}|tran\w{0,5}) (?:error|fail|fault|problem)",
    rf"\b(?:domain|dns|mx|name) look-?ups? (?:fail\w{{0,4}}|error|problem)[^.;\n]{{0,16}}\b{_FOR_NOW}",
    r"\bnot (?:resolvable|verifiable) (?:temporar|for now|at the moment|just now)",
    r"\b(?:mx|mail) ?(?:hosts?|servers?|exchangers?) (?:did not|do not|fail\w{0,2} to) (?:resp|answ)",
)
