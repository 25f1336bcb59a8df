"""Rarer words for the same reasons, as stems; ``vocabulary`` reads them.

What people say who choose their words: postmasters of universities and ministries, help desks, forums,
angry administrators, and those who write in a language that they learned.
"""

#: Matched at the beginning of a word.
RARER: dict[str, str] = {
    "machine": r"""
        origin(?:ating)? (?:network|host|server|ip|asn)
        (?:put|placed|added|entered|took|banned|listed|barred|shut|kicked|caught|struck) you\b
        you (?:on|to|in|onto) (?:his|her|their|our|the|its|a)\b
        (?:address|place|range|line) (?:that )?you (?:send|mail|connect|come|call|speak|talk)\b
    """,
    "absent": r"""
        liquidat|dismantl|unclaimed|hitherto|ascertain|supersed|knows? no\b
        (?:hold|holds|have|has) no (?:post|mail)\b
        dissolved
        not to find|gives it not|not resolvable|un-?resolvable
        not such\b
        nx(?:domain)?\b
        incorrect|not (?:right|correct)\b|erroneous|not result\b|not (?:an? )?local\b|getpwnam
        figment|imaginary|made[- ]up|invented|phantom|mythical|non-?entity|fiction|anonymous here
        (?:does|did) not (?:ring|answer to|mean anything)|means nothing to
    """,
    "off": r"""
        escrow|disconnected
        (?:not|n.t|never) (?:\w{1,9} )?(?:signed|logged) (?:in|on) (?:for|since)
        no longer (?:takes|accepts|receives) mail
        resigned|(?:is|was) quit\b
        susp\b|deact\b|inact\b
        (?:is|was) stopped by|is cut\b|has been ceased
        out of commission|under lock|taken offline|offline by (?:its|the|his|her)|locked up|passed away
        put (?:to pasture|away)|moth-?eaten|retired by|made dormant|wound down|scrapped|sunset
    """,
    "full": r"""
        exceed(?:s|ed)? (?:its|their|his|her) (?:\w{1,9} )?(?:entitle|share|allot|ration)|vacancy
        saturat
        chock|crammed|stuffed|overloaded with (?:mail|mess)|swamped with (?:mail|mess)|glutted|replete
    """,
    "bad": r"""
        blackball|boycott
        bl\b|blk\b|such a past
        bad-?(?:hosts?|ips?|senders?|guys)\b|black (?:house|room|book|file)|exiled|expelled
        (?:sending|recent|past|earlier|previous) (?:\w{1,9} )?(?:behaviou?r|practices|habits|conduct|history)
        (?:watch|reject|refuse|refusal|exclusion|kill|shame|no-fly|stop|ban|drop)[- ]?(?:lists?|roll|file)
        sin bin|dog ?house|bad books|naughty step|penalty bench|undesirable|outlaw|proscrib|pariah|scum
        ill repute|disreput|unsavou?ry|crook|miscreant|wrongdo|villain|unworthy|fishy|shady|dodgy|culprit
        (?:trust|confidence|faith) (?:we |that we )?(?:had |placed |put )?in\b|forfeit|betray
    """,
    "source": r"""
        peddl|spread(?:s|ing)|pump(?:s|ing)|hawk(?:s|ing)|churn(?:s|ing)|blast(?:s|ing)|pours?\b|pouring
        dishes out|belch|gush|vomit|disgorg|relays? (?:spam|junk)|hands? out
    """,
    "spam": r"""
        filth|garbage|rubbish|trash|muck\b|crap|sewage|dross\b|tripe
    """,
    "many": r"""
        surfeit|plethora|excess of|numerous|closely spaced|spacing|stint\b|beset\b|besieged|abate\b|curb\b
        first (?:e-?)?(?:mails?|messages?|letters?) (?:\w{1,8} )?(?:waits?|held|delayed)
        more than \d{1,6} (?:people|persons|addresses|letters|copies|different)
        no (?:further|more) (?:messages|mails?|connections?) [^.;]{0,24}(?:before|until|till) \d
        triple\b
        gl\b
        more than \d{1,4} open
        in (?:one|a single|the last|the past) (?:minute|hour|second|day)|a lot of (?:e-?)?(?:mail|mess)
        (?:short|brief) (?:time|period|while|space|interval)\b|at a time\b
        first (?:\w{1,10} )?(?:attempt|try)\b
        2 ?many\b|too(?:fast|many|much|often)\b
        gr[ea]y(?:ed)?\b(?! (?:area|zone|market))
        thick and fast|breather|hog(?:s|ging)\b|shaping|ration\b|take it easy|go easy|greedy|impatien|hasty
        overzealous|too eager|in (?:such )?a rush|torrent|deluge|avalanche|barrage|bombard|inundat|glut\b
        at (?:such|this|that) (?:a )?(?:pace|speed|rate|clip)|overdo|fire ?hose|whoa|slower please
    """,
    "outside": r"""
        (?:does(?: not|n.t)|never|not) (?:take|accept|read|receive) (?:replies|answers)
        (?!letters|numbers|characters|headers)(?:[a-z]{4,12}ers|residents|parents|pupils|friends) only\b
        belongs? to a different|no (?:agreement|contract|arrangement|peering) with
        (?:write|send|post|mail) as @
        not (?:be )?(?:admitted|entertained)|impermissible|disallow|remailer|by (?:prior )?appointment
        only (?:gets?|wants?|hears?|reads?) (?:e-?)?mail (?:from|of)
        for outgoing|does not receive (?:answers|replies)
        (?:should|must|has to|have to) be (?:sent|submitted|lodged|made|filed) (?:by|via|through|over|in)
        (?:may|must|can)(?: ?not|n't) (?:enter|pass|cross|leave)\b
        only open to|open only to|(?:trust|user) level
        (?:people|persons|users|those|addresses) (?:who (?:may|can)|allowed|permitted|entitled|cleared)
        (?:may|must|can)(?: ?not|n't) be (?:lodged|e?-?mailed|sent|filed|submitted|posted|written|put)
        (?:from|via|through|over|within|inside) (?:[\w'-]{1,14} ){1,5}only\b|only (?:receive|take|accept|to @)
        not cleared
        (?:not|n't) (?:accept|take|read|receive) (?:ordinary|plain|normal|regular|anonymous|unencrypted|open)
        by (?:e-?mail|fax) (?:is|are) not (?:accept|possib|allow|permit)
        (?:members|clients|customers|users|colleagues|subscribers|partners|residents|students) alone\b
        yours is not|not chosen to|chosen not to|(?:domain|reception|receiving) (?:reception|specification)
        (?:prior|previous|advance) (?:registration|arrangement|agreement|notice|approval|clearance)
        only (?:[\w-]{1,14} ){1,5}(?:may|can|are|is) (?:be )?(?:deliver|sen[td]|writ|accept|receiv|let|post)
        (?:accepts?|takes?|receives?|serves?|sent by|handles?|admits?) (?:[\w-]{1,14} ){1,6}only\b
        (?:free|public|private|personal) (?:web-?|e-?)?mail\b|nor [^.;]{0,30}(?:authoris|authoriz|entitled)
        (?:authori[sz]ed|entitled|cleared|licensed) to (?:send|mail|write|correspond|contact|address|communic)
        (?:members|subscribers|staff|employees|invitation|invite|internal|students|partners)[- ]only
        (?:outgoing|send)[- ]only|join (?:first|the list)|belongs? to (?:another|someone|somebody)
        beyond the (?:firm|company|organi[sz]|campus|house|ministry)|uninvited|unbidden|intruder
        not (?:be )?let (?:in|through|past)|no (?:business|dealings) with|not on speaking terms
    """,
    "form": r"""
        undated|dateless|plain-?text (?:session|conn|auth|log)|clear-?text
        name (?:that )?(?:your|the) (?:\w{1,8} )?(?:server|host|client) (?:gave|uses|says|gives|shows)
        suspected auto|replies (?:by|via|from|per) |turned off for
        (?<!suspected )auto-?respon|(?:empty|blank|missing) (?:from|return|envelope|reply)
        auto(?:-?generated|mated|matic(?:ally generated)?|-?repl\w{1,3}) (?:messages?|mails?|repl|response)
        introduces? (?:it|your|him)self|greet(?:s|ed|ing)? (?:properly|us|by|with|as)|calls? itself
        (?:false|fake|invented|another's) name|eight-?bit (?:letter|char|head|data)|8-?bit
        years? (?:back|ahead|ago|old)|(?:date|clock) of (?:the|your) (?:message|mail|letter|host)
    """,
    "judged": r"""
        dubious (?:offer|content|link|attach|text)|prize|raffle|sweepstake
        unseemly|lewd|smut|condemned|tracking pixel|salacious|libel|slander|defamat|blasphem|bawdy|pernicious
        steal(?:s|ing)?\b|links? (?:in it|lead)|such (?:contents?|wording|material)\b
        watched words?|screened|(?:bogus|sham|phon[e]?y) (?:invoice|offer|bill|order|link)
        data-loss|leak(?:age|ing)?\b|(?:illegal|improper|unlawful) (?:words?|content|phrase|text)
        judged (?!by)
        content (?:engine|scan|analysis|screen|control|classif)|fail\w{0,3} (?:\w{1,8} )?(?:screening|vetting)
        viagra|cialis|pharma|bitcoin|crypto-?curr|dating\b|weight loss|pills\b|withheld by
        not something (?:\w{1,9} ){1,3}(?:wants?|likes?|accepts?|needs?)
        (?:cannot|can't|could not|unable to) (?:be )?(?:convert|render|decode|transcod)|contraven|swear|vulgar
        (?:naughty|foul|indecent|explicit|filthy|coarse) (?:words?|language|content|text)
        nasty|tripped|saniti[sz]|hidden inside|(?:points|score) for content|shortened|calendar files?
        (?:picture|image)s?-only|objectionable|contraband|reek|stink|stench|hoax|hateful|violen|narcotic
        weapon|nudity|sexual|sexy|erotic|escort|loan offer|replica|miracle|pyramid|get rich|inheritance
        booby|poisonous|tampered|crafted|weaponi|payload (?:found|detect)|cryptolock|keylog|stealer
    """,
    "authentic": r"""
        (?:uses?|using) our (?:own )?domain|our domain without
        (?:confirm|verify|establish|prove|show) (?:that|whether) (?:your|the|this) (?:mail|message|e-?mail)
        purloined|stolen (?:from|sender|ident)|misappropriat|usurped
        proves? (?:that|its|where|the (?:sender|origin))|proof of origin
        counterfeit (?:sender|from|mail|address|message|header|ident)|impost[oe]r|masquerad|vouch|disown
        pos(?:es|ing|ed) as\b|not genuine|no proof (?:that|of)|passes itself off|falsehood|pretender
    """,
    "large": r"""
        (?:twice|thrice|times) (?:as|the|too) (?:big|large|size|long)
        more (?:as|then) \d|chunky|bloated
        2 ?(?:big|large)\b|too(?:big|large)\b
        whopp|hefty|gigantic|monstrous|overweight|colossal
        voluminous|octet count|\d{5,10} ?> ?\d{5,10}|\d{1,4} ?[mk]i?b ?> ?\d|too (?:fat|wide|massive)
    """,
    "broken": r"""
        (?:closed|shut) for (?:repair|mainten|lunch|stock|inventory)
        h(?:ung|angs|anged) up
        (?:prophyla\w{0,5}|preventive|technical|repair) works?\b
        (?:tmp|temp) ?fail|db\b|(?:fault|problem|error|trouble)s? (?:lies|is|are) (?:with us|ours)|our fault
        connect failed|died at|uninitiali[sz]ed|cannot access|object reference|perturb|disturbance
        waiting for a lock
        gave up waiting|not enough values|null reference|segfault|core dumped|assertion|panic\b|traceback
        fatal error
        (?:value|key|type|index|attribute|runtime|io|os|import|name|argument|memory) ?(?:error|exception)\b
        reload|in progress|prematurely|upstream (?:clos|reset|gone|err)|machine room|snag\b|glitch|hiccup
        e(?:timedout|nomem|nospc|io|again|connrefused|hostunreach)\b
        (?:handset|phone|mobile|terminal|fax|modem|telephone) (?:\w{1,8} )?(?:is )?(?:switched |powered )?off
        (?:server|system|host|service|machine) (?:is )?(?:switched |powered |turned )?off\b
        on (?:its|our) knees|botched|wrong end|indisposed|unwell|out to lunch|gone fishing|went dead
        choked|stumbled|tripped over|derailed|in a (?:bad way|mess)|kaput|bust\b|mishap
    """,
    "message": r"""
        postings? (?!to)|missive
    """,
    "over": r"""
        pass(?:es|ed) the|superior to
        max\b
    """,
    "reverse": r"""
        no-?rdns
    """,
    "person": r"""
        request[eo]r|submitter|applicant
    """,
    "refused": r"""
        declin
    """,
    "holder": r"""
        (?:customer|pensioner|membership|student|staff|personnel|client|patient|badge) (?:number|id)\b
        correspondent|postbag|parishioner|passenger|lodger|household|consignee|screen name|mail ?slot
        (?:that|this|such an?) handle\b
        receiver\b|post box
        surname|(?:given|first|family) name\b|organi[sz]ational unit
        letter ?box|mail ?bag|pigeon ?hole|in-?tray
        (?:this|that) e-?mail (?=(?:id )?(?:is|was) (?:incorrect|wrong|unknown|non-?exist|closed|deactiv))
        (?:this|that) e-?mail (?=(?:id )?(?:is|was|has been) (?:disabled|suspend|discont|no longer in))
    """,
    "size": r"""
        weight\b|volume of (?:the|your) (?:mail|mess|letter)
    """,
    "relay": r"""
        transit (?:mail|traffic)
        (?:mail|messages) (?:for|to) (?:other|foreign|alien|third) (?:domains|hosts|sites|part)
    """,
}
