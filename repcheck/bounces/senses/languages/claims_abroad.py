"""More words in other languages: of what a mail claims and carries, how a server greets, how much is sent.

German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Czech and Turkish.
"""

#: Matched at the beginning of a word.
CLAIMS_ABROAD: dict[str, str] = {
    "relay": r"""
        fremde\w? domain|direcciones ajenas|dominios ajenos|domaines tiers|domini estranei|vreemde domein
        obce domen|cizi domen
    """,
    "bad": r"""
        en quarantaine|en cuarentena|em quarentena|in quarantena|in quarantaine|w kwarantann|в карантин
        v karanten|karantina
    """,
    "login": r"""
        utiliser le port|usar el puerto|usar a porta|usare la porta|gebruik poort|uzyj portu
    """,
    "unwanted": r"""
        ne plus recevoir|no recibir mas|nao receber mais|non ricevere piu|geen mail meer te ontvangen
        nicht mehr (?:erhalten|empfangen) (?:will|mochte)
    """,
    "many": r"""
        mas (?:conex|mens|corre)\w{1,6} (?:de|que)|mais (?:conex|mens)\w{1,6} (?:do|que)
        plus de connexions que|mehr verbindungen als
        piu connessioni (?:di|del)|meer verbindingen dan|wiecej polaczen niz|больше соединений
    """,
    "judged": r"""
        ejecutable|executavel|executaveis|eseguibil|uitvoerbaar|wykonywaln|исполняем|spustiteln
        calistirilabilir|korbar|eksekver|kjorbar
    """,
    "authentic": r"""
        dice (?:venir|ser|provenir)|pretend (?:venir|etre)|afirma (?:ser|vir)|diz (?:ser|vir)
        dichiara di (?:ess|prov)|zegt afkomstig
        no esta firmad|nao (?:esta )?assinad|non (?:e )?firmat|pas signe|nicht signiert|niet ondertekend
        nie jest podpisan|neni podeps
        domaine [\w·-]{2,60} n'autoris|dominio [\w·-]{2,60} (?:no|nao|non) (?:autoriz|permit|consent)
        домен [\w·-]{2,60} не разреш
        domain [\w·-]{2,60} erlaubt
    """,
    "file": r"""
        compactad|zipad
    """,
    "forbidden": r"""
        barrad[oa]|retid[oa]
    """,
    "outside": r"""
        (?:apenas|somente|uniquement|unicamente|esclusivamente) (?:a|para|aux?|per|ai) (?:\w{1,12} )?intern
    """,
    "form": r"""
        представил|przedstawia sie|meldet sich (?:als|mit)|se (?:presente(?! comme)|annonce)|se presento
        se apresent|si (?:presenta|annuncia)|stelt zich voor|predstav
    """,
}
