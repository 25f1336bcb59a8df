"""What strangers write to harm who reads it: one set, for every output that shows texts of others."""

#: Each by what it is meant to do.
HOSTILE = {
    "clears the screen": "\x1b[2J\x1b]0;owned\x07\x1b]8;;https://evil.example/\x07link",
    "steers by C1": "\x9b31m\x9downed\x9c",
    "turns the text round": "\u202eelttil\u202c\u2066\u200b\u00ad\ufeff",
    "ends a script": "</script><script>alert(1)</script><img src=x onerror=alert(1)>]]>",
    "ends an attribute": "\"'><b onmouseover='alert(1)'>&amp;&#x3c;",
    "is a formula": "=cmd|' /C calc'!A0",
    "is a formula behind a plus": "+SUM(1+1)*cmd|' /C calc'!A0",
    "is a formula behind a tab": "\t=1+1",
    "commands the runner": "x\n::error file=a.txt,line=1::owned\n::set-output name=x::y\n::stop-commands::t",
    "commands the agent": "##vso[task.setvariable variable=x]y ##[add-mask]z",
    "starts perfdata": "ok | listed=0;;;; 'x'=1\n| evil=1",
    "ends a heredoc": "x\nEOF\nghadelimiter\nname=value",
    "breaks lines": "a\r\nb\nc\rd\x0be\x0cf\x85g\u2028h\u2029i",
    "ends the string": "a\x00b",
    "is too long": "A" * 65_536,
    "is long and without spaces in it": "\u5bb6=" * 32_768,
    "is no UTF-8": "caf\udce9 \udcff\udcfe",
    "is half a pair": "\ud83d x \ude00",
    "formats": "%s%n%x{}{0}{target}${HOME}$(id)`id`%0A%25",
    "is markup": "**b** _i_ ~~s~~ `c` ``d`` | x | @team #1 <u> a@example.com",
    "is a link": "[a](javascript:alert(1)) ![i](https://evil.example/i) <javascript:alert(1)> [b]: x",
    "is a heading": "# head\n- list\n1. one\n> quote\n```\ncode",
    "ends a label": 'x",target="y"} 1\nrepcheck_listed{} 0\\',
    "ends a comment": "--> <!-- <![CDATA[ ]]> <?xml?>",
    "piles marks": "z" + "\u0301" * 200,
}  # fmt: skip

#: All in one, none of it too long.
ALL_AT_ONCE = " ".join(text[:200] for text in HOSTILE.values())
