"""The words in which servers, filters and appliances give reasons, as stems; ``vocabulary`` reads them.

Those of ``reasons`` are what people write. These are of programs: what fails in a machine, what an engine
finds, what a limiter counts.
"""

#: Matched at the beginning of a word.
APPLIANCES: dict[str, str] = {
    "broken": r"""
        until (?:[\w']{1,14} ){1,5}(?:been |is |are )(?:replac|repair|restor|back\b|rebuil|install)
        (?:paus|suspend|stopp|clos)ed (?:while|as|until) we\b
        fork failed|(?:cannot|could not|can't|unable to) (?:fork|exec|spawn|bind|mount|allocate|acquire)
        (?:cannot|could not|can't|unable to|failed to) (?:save|commit|store|persist|enqueue|queue|fetch|sync)
        (?:cannot|could not|can't|unable to|failed to) (?:connect|contact|reach|query|parse|load|initiali)
        segfault|segmentation|core dump|kernel panic|panicked|traceback|stack ?trace|assertion|deadlock
        quorum|split-?brain|failover|fail-over|failing over|failed over|replica|standby|inode|stale
        mount point|unmounted|nfs\b|raid\b|out of swap|heap\b|malloc|allocation failed|cannot allocate
        buffer (?:space|overflow|full)|bad file descriptor|broken pipe|synchroni[sz]ing|rebuild|re-?index
        rebalanc|migration|migrating|cut-?over|upgrading|being updated|update in progress|deploying
        deployment|rollout|hot-?fix|circuit breaker|health ?check|unhealthy|not healthy|watchdog|flapping
        starting up|start-?up|initiali[sz]|warming up|degraded|impaired|malfunction|glitch|hiccup
        (?:not in|out of) rotation|deadline|context cancel|undefined value|fatal error|uncaught|unhandled
        can't call method|nonetype|transfer[- ]fail|slow to (?:answer|respond|react)|(?:write|copy)-protected
        sig(?:term|kill|hup|segv)|caught signal|e(?:io|again|busy|rofs|nospc|nomem|mfile|nfile|pipe)\b|econn
        etimedout|ehostunreach|enetunreach|db (?:is )?(?:locked|down|error|gone|fail|busy)
        (?:conserve|safe|protection|emergency|maintenance|drain|recovery) mode|fail(?:s|ing)?-? ?closed
        moving (?:house|servers?|our|to)|on (?:its|their|our) way back|paused by
        unstable|misconfigur|bad config|parse error|oom\b|out of memory|starved|starvation|backend
    """,
    "many": r"""
        eas(?:e|ing) off|tarpit(?:s|ted)?\b|back(?:ing|s|ed)? (?:you|this (?:host|client|sender)) off
        enough for (?:now|today)|(?:some|more|room|time) (?:air|breath|to breathe)|so many|waiting list
        maxim(?:um|al) of (?:\d{1,5} )?(?:mails?|messages|e-?mails|connections|recipients|sessions)
        maximum (?:of )?\d{1,4} (?:connections|clients|recipients|sessions)|fewer (?:conn|sess)|queue up
        gently\b
        are more than|asked to (?:try|come|retry|call)|(?:second|another) time|first-time
        (?:try|come|retry|call)(?: again| back)? once\b(?! more)|join the queue
        \d{1,3} (?:open )?(?:connections|sessions|channels)\b|for each (?:client|sender|host|ip)\b
        (?:server|host|client|ip) is (?:still )?new\b|speed (?:is|too)\b|less (?:haste|at)\b
        more (?:rarely|seldom)
        (?:one|two|three|four|five|ten) (?:connections?|sessions?|channels?)|(?:first|next) visit|a rest\b
        calm down|simmer|take turns|(?:your|its) turn|one by one|one after (?:another|the other)|stagger
        trickle|cool(?:ing)? off|take a (?:break|rest|pause)|hold off|let up\b|lay off|rest (?:a|for)\b
        space out
        new to us\b|please queue|than (?:its|your|the) (?:reputation|rating|history) (?:allow|permit)
        delayed (?:for|because|until|by)\b|backlog from|pausing\b
        re-?submit|re-?send (?:in|after|later)|new (?:client|sender|host)\b
        deferr(?:ing|ed) (?:mail|messages) (?:of|from) (?:new|unknown)
        post-?screened|pregreet
        meter(?:s|ed|ing)?\b|held back|initial (?:delivery|attempt|contact|try)|tarpitting
        channels? per\b|without (?:a )?history|no history
        token bucket|leaky bucket|back-?pressure|in-?flight|concurrency|cooling|cool-?off|slow-?start
        flow control|hammer|aggressive|fair use|retry-after|retry after|pacing|policed|metered|per-?ip\b
        unfamiliar|(?:not|never) (?:yet )?(?:met|heard of) (?:you|this|your)|not yet known
        one at a time|one by one|for today|today's (?:quota|limit|share)|this month|per month|monthly
        credits? (?:are |were |is |was )?(?:exceed|used|exhaust|spent|gone)
        (?:out of|no more|maximum) credits?\b
        new here|easing (?:you|your)|brand[- ]new|gr[ea]y(?:ed)?\b|(?:in|by) a queue of
        number of (?:communications|deliveries|attempts|transactions|submissions|requests|items|letters)
    """,
    "judged": r"""
        suspicious (?:subject|text|html|code|content)
        html forms?\b|(?:bank|wire) transfers?|gift cards?|too many (?:dots|extensions)
        suspicious (?:archive|file|document|macro|image|script|pdf)|archive in (?:an? )?archive|fake\b
        (?:link|url)[- ]shorten
        too many (?:capital|exclamation|links|urls|images|pictures|attachments)
        (?:prohibited|forbidden|banned|blocked|restricted|disallowed) (?:hyper)?(?:link|url|site)
        language (?:of|in) (?:this|the|your) (?:e-?)?(?:mail|message)
        (?:inappropriate|foul|rude|strong) language
        (?:could|can)(?: ?not|n't) (?:be )?(?:clean|disinfect|saniti|neutrali|cure)|vbscript|javascript
        applet|activex|iframe
        active (?:code|script)|(?:could|can)(?: ?not|n't) (?:be )?(?:unpack|decompress|extract|decode|unzip)
        razor2?\b|pyzor|dcc count|shortened (?:links?|urls?)
        nothing but (?:an? )?(?:link|url|image|picture|attach)
        (?:message|mail|e-?mail|it) (?:(?:is|was|has been) )?quarantined|held in quarantine
        (?:text|mail|message|content|body|it) scor(?:ed|es)\b
        (?<!code )(?:found|word|phrase|pattern|string|term)s? in (?:the |your )?(?:body|subject|text)
        (?:body|header|mime|nested_header)[_ ]checks|in body\b
        (?:body|subject|text|message) match|bad (?:attach|file|archive|zip|mime type)
        data protection|personal data|patient (?:data|ident|record|name)|medical|health (?:record|data)
        counterfeit|imitat|fake (?:site|page|login|copy)|filters? (?:ate|caught|dislike|object)
        content type (?:is |was )?(?:\w{1,12} )?(?:not|disallow|forbid|block)
        classifier|verdict(?! ?[:=] ?.?(?:reject|ref|den|de[fl]|drop|fail|temp|block))|fingerprint|hash match
        known bad hash|yara\b|bitcoin|spear-?phish|bec\b
        business e-?mail compromise|ceo fraud|look-?alike domain|homograph|homoglyph|typosquat|cousin domain
        zero-?day|vba\b|ole object|polyglot|weaponi[sz]|shellcode|detonat|static analysis|graymail|greymail
        solicitation|lexicon|lexical|keyword|regular expression|sexual|adult content|vulgar|racis|hate speech
        social security|credit cards?|national id|passport|iban\b|pii\b|phi\b|hipaa|gdpr|data leak
        leak prevention|information protection|classification label|copyright
    """,
    "message": r"""
        msg\b
        web ?sites?\b|web (?:page|address)|internet address|hyperlink
    """,
    "reverse": r"""
        (?:ip|address|host|server|client) (?:has|have) no (?:\w{1,8} )?name\b|nameless
        generic[- ](?:looking )?(?:host ?name|name|rdns|dns)|host ?name (?:is |looks )?(?:generic|dynamic)
        (?:proper|correct|consistent|working) dns\b|without (?:\w{1,9} )?dns\b
    """,
    "holder": r"""
        mail spool\b|spool of\b
        hosting (?:package|plan|account)|(?:subscription|contract|plan|package|membership) (?:of|for)\b
    """,
    "authentic": r"""
        faked\b|falsified|fabricated
        not from (?:who|whom|where) it|(?:does|did|do)(?: not|n't) sign\b(?! (?:in|on|up))
        authentication results?\b|claim(?:s|ing|ed)? our (?:own )?domain
        our own (?:address|domain|name)(?:es|s)? but|in our name
        signature (?:has |is )?(?:expired|too old|outdated)
        authenticity
        signs? (?:its |the |all )?(?:e-?mails? |messages? )?with (?:an? )?(?:\w{1,9} )?(?:key|selector)\b
        signature (?:\w{1,8} ){0,5}(?:got|was|were|is|has been) (?:broken|damaged|altered|destroyed|spoil)
        publish(?:es|ed) (?:an? )?["']?-all
        domain (?:owner )?(?:does|did)(?: not|n't) (?:confirm|authori|vouch|name)
        signature\b[^.;]{0,50}\b(?:not|n't) (?:be )?verif|(?:d|s)=\S{3,60} (?:key|sig|fail|invalid|none)
        p=quarantine|policy of (?:the |your )?\S{3,60} is reject|adkim|aspf=|body ?hash|hardfail|softfail
        composite auth|compauth|does not designate|not designate
        permerror|mfrom\b|v=spf1|canonicali[sz]|signature did not verify|signature does not verify
    """,
    "outside": r"""
        subscribe (?:first|before)|(?:before|to) (?:you )?post\b|for incoming faxes|(?:not|n't) consented to\b
        (?:accept|take|receive|want|allow)\w{0,2} (?:any )?internet (?:e-?)?mail
        (?:don't|do not|never) know you\b|unknown (?:organi[sz]ation|company|tenant)|consent (?:of|from|by)\b
        geo-?(?:fenc|block|filter|ip\b|policy|restrict)|(?:may|can) (?:e-?)?mail (?:only|your)
        own (?:depart|school|office|unit)
        from (?:colleagues|staff|members|partners|friends|customers|insiders) (?:alone|only)
        (?:not|n't) (?:on|in|among) (?:our|the|a|my) list of (?:accept|allow|permit|known|approved|trusted)
        tickets?\b(?! system)|on-?boarded|(?:authori[sz]ed|registered|verified) recipients
        (?:customers|servers|senders|users|hosts|partners|systems|devices|applications|domains|clients) only\b
        (?:may|can|must|could) only (?:e-?)?(?:mail|send|write|post|reach)|own (?:team|organi|tenant)
        invitation|invite-?only|allow-?list|by arrangement|clearance|vetted|accredited|enrolment
        must enrol|in-?house
        intranet|office hours|business hours|restricted to|confined to|(?<!open )(?<!opened )exclusively
        solely|nobody but|none but
        no one but|federat|distribution (?:list|group)|closed (?:list|group)|granted\b
    """,
    "form": r"""
        auto-?forward
        (?:bad|wrong|invalid|false|fake|strange|bogus) greeting|mime[- ]version
        (?:empty|missing|blank|absent|no|without|bad|invalid) (?:to|cc|bcc|from|date|subject|reply-to):
        no (?:valid |known )?commands?\b
        (?:address|header|command|mime) (?:parse|parsing)|unparse?able
        8-?bit|non-ascii|charset|content-type|content-transfer|mime-version|base64|quoted-printable|bdat\b
        address literal|domain literal|fqdn\b|source rout|percent hack|bang path|auto-?submitted
        auto-?responder|auto-?repl|control character|line ending|crlf|no subject|no body|empty body
    """,
    "absent": r"""
        not enrolled
        ceased to be\b|dead (?:e-?mail |mail )?(?:address|mail ?box|account|alias|box|inbox)
        unmapped|unassigned|unallocated|unprovisioned|unregistered|unresolved|does(?:n't| not) resolve
        resolves to (?:nothing|no)|no such object|no_such|nosuch|notfound|not_found|user_unknown|enoent
        empty (?:result|set)|null result|returned nothing|0 rows|zero rows|no rows|no hits|nonexistant
        phantom|fictitious|invented
    """,
    "off": r"""
        (?:no|without(?: an?)?) (?:valid |mail |mail ?box |exchange )?licen[cs]e|unlicen[cs]ed
        no (?:permission|rights?) to receive|(?:awaiting|pending|needs) (?:re-?)?activation
        delinquen|dunning|billing|quiesc|legal hold|litigation|off-?boarded|tombston|soft-?deleted
        recycle bin|trial (?:is |has )?(?:over|ended)|accountdisable
    """,
    "full": r"""
        edquot|quota_exceeded|overquota|mailboxfull|maxed out|at capacity|no quota left|no free space
    """,
    "large": r"""
        (?:megs|msg > max|> max)\b|too many bytes|databytes|exceeds size|over-?size
    """,
    "bad": r"""
        filtered out
        bad (?:manners|practices?|habits?|past)
        storm\b
        bad (?:boys?|guys?|actors?|neighbou?r|people|mailers?|clients?|hosts?)\b|kill ?files?
        bad senders?\b(?! (?:domain|address|name|host))
        drop ?list|sinkhol|iptables|nftables|ipset|snowshoe|bulletproof|repeat offender|abusive|open prox
        tor exit|anonymi[sz]er|bgp\b|indicators? of compromise
    """,
    "standing": r"""
        (?:poor|low|bad|weak|negative|insufficient|damaged|tarnished) (?:\w{1,9} )?(?:reputation|standing)
        reputation (?:\w{1,10} ){0,3}(?:low|poor|bad|weak|negative|below|insufficient|too)
        (?:trust|reputation|risk) (?:score|level|rating|grade|index)
    """,
    "listed": r"""
        listed (?:at|in|on|by) (?:zen|sbl|xbl|pbl|css|dbl)\b
        (?:in|on) (?:our|a|the|my) (?:\w{1,12} )?(?:no-?go|hate|ignore|stop|refusal|naughty)[ -]?list
        (?:in|on) (?:\w{1,12} ){0,3}(?:rbls?|dnsbls?|uribl|(?:black|block|deny|drop|reject)-?lists?)\b
    """,
    "room": r"""
        storage (?:limit|cap|allowance|allotment)|disk (?:limit|cap|allowance)|hard quota|soft quota
    """,
    "count": r"""
        max(?:imum)? (?:rcpts?|recipients?)\b|rcpts? (?:count|limit|max|cap)|recipients? (?:max|cap)\b
        number of recipients|recipients? count|recipients? limit|count of recipients
    """,
    "aged": r"""
        waited (?:for )?\d|given back|handed back|sent back|returned undelivered
        (?:after|for|within) (?:\d{1,4}|one|two|three|four|five|seven|several|many) (?:days?|hours?|minutes)
        expired|too old|gave up|giving up|given up|abandon|life ?time|time to live|ttl\b|timed? ?out
    """,
    "forbidden": r"""
        not let (?:in|through)|not (?:welcome|taken|carried|conveyed)|turned away|kept out
        not (?:allowed|permitted|accepted|admitted|wanted)|forbidden|prohibit|banned|blocked|disallow
        refused|rejected|denied|unacceptable|stripped|illegal|unwanted|restricted|barred|vetoed
    """,
    "demand": r"""
        needs? to\b|you should\b|shall (?:originate|be|have|use|come)|is expected to
    """,
    "login": r"""
        (?:invalid|expired|unknown|missing|wrong|revoked) (?:\w{1,10} )?token
        token (?:is )?(?:invalid|expired|revoked|missing)
        authenticate again|session (?:not found|expired|unknown|invalid)
        authenticated (?:users|clients|sessions|submission)
        auth (?:first|needed|required|missing|please)
        authenticate (?:by|via) pop|pop (?:first|before)
        authenticate (?:first|before|yourself)|log ?in (?:first|before)|smtp auth|credentials|pass ?word
    """,
    "relay": r"""
        pass(?:es|ing)? (?:it |mail |this |your mail )?on\b
    """,
    "pace": r"""
        \d{1,4} (?:open )?(?:sessions|connections)\b|sessions open
    """,
    "machine": r"""
        (?:hosting|cloud|vps|residential|dial-?(?:up|in)|dynamic) (?:ranges?|addresses|networks?|lines?)
        hosters?\b|netblocks?\b|exit nodes?\b|open (?:relays?|prox(?:y|ies))\b
        (?:ip|address|network) ranges?\b|address space
        (?<!at )(?<!with )(?<!by )(?:your|this|that) e-?mail (?:provider|service)\b
    """,
    "file": r"""
        (?<!mail )(?<!mailbox )(?<!spool )files?\b(?! (?:system|handle|descr|server|size|lock|table))
    """,
    "stopped": r"""
        (?:takes?|accepts?|wants?|receives?) no (?:e-?)?mail|not served
    """,
}
