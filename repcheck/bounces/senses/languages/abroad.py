"""The words of ``stems`` in other languages, a line or more of each: what all of them say, class by class.

German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Czech and Slovak, Turkish, Swedish,
Danish and Norwegian, in this order; German joins its words, so what is meant may stand at a word's end.
"""

#: Matched at the beginning of a word.
ABROAD: dict[str, str] = {
    "holder": r"""
        (?:plan|servicio|servico|service|servizio) (?:de|di|da) (?:correo|e-?mail|messagerie|posta)|usluga\b
        maildienst
        hosting-?(?:paket|konto|vertrag)|webhosting|hostingpaket|hostingpakket|pakiet hosting
        plano de hosped|plan de hosting|servicio de hosting
        anwender|ziel-?(?:adress|postfach|konto|domain)|adressinhaber|mailkonto|empfangskonto
        dies\w{1,2} (?:mail-?)?domain\b|domain (?:des|der) (?:empfang|kunden)|vertrag (?:zu|fur|der|des)\b
        domain [\w-]{1,60}·[\w·-]{2,60} (?:wird|ist|werden)\b|(?:courrier|mails?) du domaine
        usager|proprietaire|boitier|boites?\b|l'interesse|domaine de destination|dominio de destino
        apartado|funcionari[oa]|colaborador|alumn[oa]|escaninho|correntista|inscrit
        intestatari|caselle\b|utenze\b|mailbox\b|abbonat
        bewoner|klant\b|rekening|eindgebruiker
        wlasciciel|adresu?\b(?! ip| N)|konta\b
        ящик|владел|учётн|студент|контакт|абонент|домена? получат
        majitel|zakaznick|schranka|ucte?\b
        sahib|gelen kutu|alan ad
        kund(?:en)?\b|inneha|kontot\b|ejer\b|kunden\b|innehav
        posteingang|eingangskorb|boite de reception|inkorg|innboks|indbakke|skrzynka odbior|gelen kutusu
        anschrift|empfangsadresse|rubrique
        abonnement (?:de|du)|pouzivatel|odberatel|priemc|casella indicat
        domaine|dominio|domein|domena|домен|doman\w{0,2}\b|dom[aæ]e?ne|domene|alan ad
        e-?mail-?adres|e-?post-?adres|niemand (?:mit|unter|namens)
        ligne\b|linea\b|cliente|klient\b|клиент|zakaznik|musteri|usluga poczt|услуга почт
        postboks|utenza|nutzer|rufname|ablage\b|kennung|anschluss|mitarbeiter|kunde
        messagerie|salarie|employe\b|employee?s\b|bal\b
        bandeja|empleado|suscriptor|contacto
        assinante|funcionario|cadastro
        abbonato|dipendente|destinatari|account
        medewerker|abonnee|mailadres|postbus|brievenbus
        kont[oa]\b|abonent|pracowni
        адрес(?!\w{0,3} (?:ip|\d|отправител))|сотрудник|владел
        adres[aey]\b(?! ip| N)|prijem|konto|uct[ue]\b|postov\w{1,3} schrank
        adres[ie]?\b(?! ip)|alicin|hesab|abone
        adress\w{0,2}\b(?! ip)|konto|mottagare
        adresse\w?\b(?! ip)|konto|abonnent|medarbejder|ansat
    """,
    "person": r"""
        hat sie\b|vous (?:a|ont)\b|(?:lo|le|te|os) ha\b|(?:vi|ti|la) ha\b|o bloqueou|heeft u\b|sizi\b|dig\b
        вас\b
        absendeserver|absenderserver|absenderdomain|versender
        emisor|emissor|verzender|wysylaj|nadaw|отправля|odosielatel|gonderici|avsandar
    """,
    "machine": r"""
        serveur (?:banni|interdit|signale|liste)|server (?:segnalat|bandit|gemeld|gelist)
        servidor (?:banid|banead|vetad|listad|denunciad|reportad)
        dom\w{3,5} [\w-]{1,60}·[\w·-]{2,60} (?:[\w']{1,9} ){0,3}(?:blok|zablok)\w{1,6} (?:\w{1,9} ){1,2}spam
        (?:von|aus) (?:dies|ihr|euer)\w{1,2} (?:\w{1,9} )?(?:provider|anbieter|netz|server|rechner|host|ip)
        (?:de|depuis) (?:cet|cette|ce|votre) (?:\w{1,9} )?(?:fournisseur|hebergeur|operateur|reseau)
        (?:de|depuis) (?:cet|cette|ce|votre) (?:\w{1,9} )?(?:serveur|hote|plage|ip)
        (?:de|del|desde) (?:este|esta|ese|su) (?:\w{1,9} )?(?:proveedor|red|servidor|rango|host|ip)
        (?:deste|desta|desse|do seu|da sua) (?:\w{1,9} )?(?:provedor|rede|servidor|faixa|host|ip)
        (?:da|dal|dalla) (?:questo|questa|vostr\w|suo|sua|tuo|tua) (?:\w{1,9} )?(?:provider|gestore)
        (?:da|dal|dalla) (?:questo|questa|vostr\w|suo|sua|tuo|tua) (?:\w{1,9} )?(?:rete|server)
        (?:da|dal|dalla) (?:questo|questa|vostr\w|suo|sua|tuo|tua) (?:\w{1,9} )?(?:operatore|paese|host|ip)
        (?:van|vanuit) (?:dit|deze|uw) (?:\w{1,9} )?(?:provider|netwerk|server|host|ip)
        (?:z|ze) (?:tego|tej|panstwa|twojego|twojej) (?:\w{1,9} )?(?:operatora|dostawcy|sieci)
        (?:z|ze) (?:tego|tej|panstwa|twojego|twojej) (?:\w{1,9} )?(?:serwera|adresu ip|hosta)
        (?:из|от) (?:этого|этой|вашего|вашей) (?:\w{1,9} )?(?:провайдера|сети|сервера|узла)
        (?:из|от) (?:этого|этой|вашего|вашей) (?:\w{1,9} )?(?:хоста|подсети|ip|страны)
        (?:z|ze|od) (?:tohoto|teto|vaseho|vasi) (?:\w{1,9} )?(?:poskytovatele|site|serveru|adresy ip|ip)
        (?:fran|fra) (?:denna|denne|dette|ditt|din|jeres|deres) (?:\w{1,9} )?(?:leverant|natverk|server)
        (?:fran|fra) (?:denna|denne|dette|ditt|din|jeres|deres) (?:\w{1,9} )?(?:netv|nett|leverand)
        adresse dynami|direccion dinami|endereco dinami|indirizzo dinami|dynamisch\w{0,2} adress
        dynamick\w{1,2} adres|ips? residenc
        dom\w{3,5} [\w-]{1,60}·[\w·-]{2,60} (?:[\w']{1,9} ){0,3}(?:bloque|blocc)\w{1,4} \w{2,9} (?:spam|abus)
        dom\w{3,5} [\w-]{1,60}·[\w·-]{2,60} (?:[\w']{1,9} ){0,3}(?:gesperr|geblok|zablok)\w{1,4} \w{2,9} spam
        dom\w{3,5} [\w-]{1,60}·[\w·-]{2,60} (?:[\w']{1,9} ){0,4}(?:banni|blacklist|vetad)
        (?:absendende|sendende|versendende|anfragende|verbindende|fremde)\w? (?:\w{0,6}server|rechner|host)
        (?:absendende|sendende|versendende|anfragende|verbindende|fremde)\w? (?:ip|system|netz)
        (?:ihr|euer|dein)\w{0,2} (?:\w{0,6}system|internetanbieter|anschluss|leitung)
        (?:ihr|euer|dein)\w{0,2} (?:subnetz|adressbereich|rechenz|hoster)
        (?:serveur|hote|machine|client|adresse|domaine|plage) (?:d'envoi|d'origine|emett)
        (?:serveur|hote|machine|client|adresse|domaine|plage) (?:source|appelant|qui se)
        (?:votre|vos) (?:infrastruct|plateforme|passerelle|plage|relais|operateur|fai\b|systeme|connexion)
        (?:servidor|equipo|maquina|host|ip|red|dominio) (?:de envio|origen|de origen)
        (?:servidor|equipo|maquina|host|ip|red|dominio) (?:remitente|emisor|que conecta)
        (?:su|sus|tu|vuestr\w) (?:red\b|equipo|plataforma|sistema|organizacion|empresa|rango|conexion|isp\b)
        (?:servidor|maquina|host|ip|rede|dominio|provedor) (?:de origem|remetente|emissor)
        (?:servidor|maquina|host|ip|rede|dominio|provedor) (?:que envia|de envio|do remet)
        (?:seu|sua|vosso|vossa) (?:plataforma|sistema|conexao|ligacao|maquina|operadora|faixa|empresa|relay)
        (?:server|host|ip|rete|dominio|macchina|client) (?:di origine|di invio|mittente)
        (?:server|host|ip|rete|dominio|macchina|client) (?:chiamante|che invia|di partenza)
        (?:vostr|tu|su)[oa] (?:sistema|piattaforma|operatore|gestore)
        (?:vostr|tu|su)[oa] (?:connessione|azienda|macchina|classe|fornitore)
        (?:uw|jouw|jullie|je) (?:systeem|verbinding|hostingpartij|isp\b|reeks|platform|organisatie|bedrijf)
        (?:verzendende|aanbiedende|verbindende) (?:server|host|ip|partij|computer)
        (?:serwer|host|domena|siec|adres|klas) (?:\w{1,8} )?(?:nadawcz|wysylaj|nadawcy|laczac|zrodlow)
        (?:twoj|wasz|panstwa|pana)\w{0,3} (?:operator|system|lacz|host|klas|podsiec|firm)
        (?:сервер|узел|хост|сеть|адрес|домен)\w{0,2} (?:отправит|источник|подключ|откуда)
        ваш\w{0,3} (?:подсет|систем|релей|компан|соедин)
        (?:odesilaj|odchoz|pripojuj)\w{0,4} (?:server|stroj|host|ip|domen)
        vas\w{0,3} (?:rozsah|system|hosting|firm|ip adres|mailserver)
        (?:sunucu|ip|alan ad|ag|saglayici|sirket|sistem)\w{0,3}(?:iniz|unuz|niz)\w{0,3}\b
        gonderen (?:alan|ip|sunuc|host)
        (?:din|er|ert|era|ditt) (?:mejl|e-?post|natverk|internetlev|operator|ip-adress|system|adressrymd)
        sandande
        (?:jeres|deres|din|dit|ditt) (?:system|netv|nett|leverand|internetudb|ip-adress|mailsystem|firma)
        (?:afsendende|avsendende|sendende)
        (?:votre|su|seu|vostro|uw|twoj) (?:adresse|direccion|endereco|indirizzo|adres)\b|ditt? dom\w{2,5}\b
        (?:connexion|conexion) (?:\w{1,8} )?(?:refus|rechaz|deneg)
        (?:conexao|connessione) (?:\w{1,8} )?(?:recus|rejeit|rifiut|respint)
        (?:verbindung|verbinding|polaczeni\w) (?:\w{1,8} )?(?:abgelehnt|verweigert|geweigerd|odrzuc)
        (?:соединени\w|spojeni|baglanti\w?) (?:\w{1,8} )?(?:отклон|отказ|odmit|redded)
        (?:ihr|euer|eure|dein)\w{0,2} (?:mail ?|smtp-?)?(?:server|rechner|netz|provider|domain|ip\b|host)
        sendende\w? (?:mail)?(?:server|rechner|host|domain)
        (?:votre|vos|l'|le) ?(?:adresse ip|fournisseur|hebergeur|machine|ip\b|serveur d'envoi)
        (?:su|tu|sus) (?:proveedor|host|ip\b|direccion ip)|servidor (?:de origen|emisor|que envia)
        (?:seu|sua) (?:rede|host|ip\b|endereco ip)|servidor (?:de origem|de envio)
        (?:suo|sua|tuo|tua|vostr[oa]) (?:rete|host|provider|ip\b|indirizzo ip)|(?:server|dominio|ip) mittente
        (?:uw|jouw|je|jullie) (?:mail)?(?:provider|domein|host|ip\b|ip-adres)|verzendende
        (?:twoj|twoje|wasz|panstwa)\w{0,3} (?:siec|sieci|host|dostawc|ip\b|adres\w{0,2} ip)
        serwer\w{0,2} nadaw
        ваш\w{0,3} (?:адрес(?!ат)|провайдер|почтов)|отправляющ|сервер\w{0,2} отправ
        (?:vas|tvoj|tvuj)\w{0,3} (?:sit|sieto?v|poskytovatel|ip\b|host|domen)|server\w{0,2} odesil
        (?:sunucu|ip adres|ag|alan ad)i?niz\w{0,4}\b|gonderen (?:sunucu|ip\b)
        (?:din|er|ditt|ert) (?:server|doman|natverk|ip\b|ip-adress|leverantor)
        (?:din|jeres|deres|dit) (?:mail)?(?:server|dom[aæ]e?ne|domene|netv[aæ]e?rk|nettverk|ip\b|udbyder)
    """,
    "absent": r"""
        nao faz (?:mais )?parte|ne fait plus partie|non fa piu parte|ya no forma parte|gehort nicht mehr
        hort niet meer bij|nie nalezy|уже не работает
        causo baja|dejo la (?:empresa|compan)
        (?:aucun|pas de|kein\w?|sin|sem|ningun|nessun|geen|brak|нет|zadny) mx\b
        nicht (?:\w{1,9} )?(?:betreut|gehostet|verwaltet|bedient|zustandig|auffind|zuordn|hinterlegt|gepflegt)
        kein\w{0,2} (?:solch|derartig|anwender|adressat|nutzer|mitglied|teilnehmer|mitarbeiter|konten|account)
        (?:wurde|ist) (?:\w{1,9} )?(?:entfernt|aufgelassen)|verzogen|weggezogen|weder gefunden
        existiert\b.{0,9}nicht
        ne (?:gerons|desservons|hebergeons|traitons|figure|comporte|dispose|possed)
        ne fait (?:pas|plus) partie
        pas (?:gere|heberge|desservi|rattach|declar)
        pas (?:enregistr|repertori|referenc|attribu|pris en charge|distribu)
        n'a pas (?:pu )?(?:ete |etre )?(?:identif|resol|reconnu|trouv|localis)|a demenage
        non (?:repertor|referenc)
        no (?:esta |se |es )?(?:alojad|alojam|gestion|atend|atiend)
        no (?:esta |se |es )?(?:hosped|administr|dado de alta|vigent|vinculad)
        no (?:forma parte|pudo ser|pudimos|hemos (?:pod|encon))|de alta\b|ya no (?:exist|pertenec|form)
        nao (?:e |esta |foi )?(?:atendid|hosped|gerid|alojad|servid)
        nao (?:e |esta |foi )?(?:administr|vinculad|reconhecid|cadastr|configurad)
        nao (?:faz parte|existem|possui (?:conta|caixa|cadastro)|e mais|localizam|corresponde)|desligad
        non (?:e |viene |sono |piu )?(?:gestit|ospitat|servit|configurat)
        non (?:e |viene |sono |piu )?(?:censit|attestat|assegnat|associat|attribuit)
        non (?:fa (?:piu )?parte|corrispond|appartien|lavora|ricono)|trasferit
        niet (?:\w{1,6} )?(?:gehost|beheerd|bediend|geconfigureerd)
        niet (?:\w{1,6} )?(?:toegewezen|aangemaakt|thuis|aanwezig|ingericht)
        (?:komt|werkt) (?:\w{1,6} )?niet|weg bij|verhuisd|vertrokken
        nie (?:jest |sa )?(?:obslugiw|hostow|utrzymyw|przypisan|skonfigurow|dostepny pod|widnieje|funkcjonuje)
        nie (?:pracuje|udalo sie (?:znal|odnal|ustal))|niewlasciw|bez takiego|nie mamy
        не (?:обслужива|размещ|привязан|заведен|создан|имеет ящ|принадлеж|распозн)
        не работает в компан
        (?:такой|такого|таких) (?:\w{1,12} )?(?:не |нет)|нет (?:такого|такой|в списк|среди)|уволен|переехал
        neobsluhuj|nehostuj|neni (?:\w{1,6} )?(?:hostovan|obsluhov|zrizen|zaveden|veden|evidov|dostupna u)
        nenachaz|nepatri|neeviduj|nebyl\w? (?:zalozen|zrizen)|nepracuj|nie je (?:registr|zaved|zriad)
        taky?\b.{0,14}neni
        (?:tanimli|kayitli|gecerli|dogru) (?:bir )?(?:\w{1,12} )?degil|barindirilm|bulunm(?:a|uy)
        yok(?:tur)?\b
        kayitli (?:\w{1,12} )?yok|ayrilmis|tespit edilemed
        inte (?:hostas|hanteras|vart|upplagd|tilldelad|langre (?:kvar|hos|anstalld|i bruk)|kand|giltig)
        felstavad
        ikke (?:hostes|handteres|betjenes|tilknyttet|oprettet|opprettet|konfigurer)
        ikke l[aæ]e?nger(?:e)? (?:ansat|hos|i brug)
        ikke (?:lenger (?:ansatt|hos|i bruk)|gyldig|identific|identifis|kendt|kjent)|fratradt|sluttet
        niet (?:\w{1,9} ){1,3}(?:gevonden|herkend)|nie (?:\w{1,9} ){1,3}(?:znalezion|odnalezion|rozpoznan)
        не (?:\w{1,9} ){1,3}(?:найден|найти|обнаруж)
        non (?:\w{1,9} ){1,4}(?:trovat|individuat|localizzat|riconosciut)
        nao (?:\w{1,9} ){1,4}(?:encontr|localiz|reconhec)
        pas (?:pu )?(?:ete |etre )?(?:trouv|localis|identifi|reconnu)
        no (?:\w{1,9} ){1,4}(?:encontr|localiz|identific|reconoc)
        existier\w{1,2} (?:[\w·-]{1,20} ){1,5}nicht|kenn(?:t|en) (?:\w{1,12} ){1,3}nicht|nicht zu(?:ge)?stell
        nicht (?:gemeldet|bei uns|ansassig)|unzustellbar|nao (?:esta )?regist|nao encontra?m|non conosc
        (?:u nas|zde|tu) neni|kender vi ikke|kanner vi inte|kjenner vi ikke|kennen wir nicht
        ne connaissons pas|no conocemos|nao conhecemos|nie znamy|не знаем|neznam
        jamais (?:ete )?(?:ouvert|cree|attribu)|n.a jamais
        non (?:e|sono) (?:present|stat\w riconosc|stat\w trovat)|niet in gebruik|neexistuj|tanin(?:mi|ama)
        bestaat hier niet|kein\w{0,2} zugeordnet|erloschen|niet meer in gebruik
        niet geregistreerd|inte registrer|nebol[ao]? najden|nu (?:este|e) inregistr|chua dang ky
        nie jest zarejestr
        niemand|verlassen\b|arbeitet (?:\w{1,8} )?nicht mehr|a quitte|ya no trabaja|nao trabalha mais
        non lavora piu
        no se puede verif|non verificab|nao (?:pode|foi possivel) (?:ser )?verific|ne peut (?:pas )?etre verif
        no (?:se reconoce|valid[oa]|registrad)|non (?:e |risulta )?(?:registrat|riconosciut)
        nie jest (?:zarejestr|znan|popraw)
        niet (?:bestaat|gevonden|bekend)|tagits bort|echec de (?:la )?verif|verifica\w{3,5} (?:fall|falh)
        verifizierung fehlg|nicht verifiz
        fehlt\b
        unzustellbar|no se (?:ha |ha podido |pudo |puede )?(?:encontr|localiz)
        impossibile (?:trov|localiz|individ)
        nicht (?:mehr )?(?:vergeben|verzeichnet|ermittelbar|gultig)|fehlerhaft|falsch
        nie(?:mals)? (?:existiert|gegeben)
        erron|incorrect|mal (?:orthographi|saisi|ecrit|form)|jamais exist|(?:n'a|n'avons) pas
        pas d'(?:utilis|abonn)
        mal escrit|borrad|errone|equivocad|incorrect|nunca exist|no (?:tenemos|tiene|es valid|es correct)
        nunca exist|exclui|apagad|removid|incorret|errad|nao (?:pertence|temos|ha\b|e valid)
        errat|inesistent|mai esistit|cancellat|rimoss|eliminat|non (?:valid|corrett|present|abbiamo|e valid)
        onjuist|ongeldig|verkeerd|verwijderd|nooit bestaan|(?:kennen|hebben|vinden) (?:\w{1,6} )?(?:niet|geen)
        blednie?\b|bledny|brak (?:takie|uzytk|odbior|adres|kont|skrzyn)
        nie (?:figur|moz\w{1,4} znal|zosta\w{1,3} znal)
        ошибочн|несуществ|отсутству|недейств|некоррект|не (?:удалось найти|имеется|числ|значит|зарегистр)
        nemame|nemam\b|nenajd|neplatn|chybn|nespravn|smazan|zmazan|neni (?:znam|registr|platn)|nie je\b
        gecersiz|yanlis|hatali|tanimsiz|(?:tanimli|kayitli|gecerli) degil|silin
        (?:finns|existerar) ej|existerar inte|hittades|inte hittas|ogiltig|felaktig|saknas|borttag
        eksister\w{0,2} ikke|ikke (?:fund|funn|registr|kend|kjent)|ugyldig|forkert|slettet|fejlagtig
    """,
    "off": r"""
        pas (?:encore )?(?:ete )?activ|no (?:ha sido )?activad|nao (?:foi )?ativ|non (?:e stat[oa] )?attivat
        noch nicht (?:aktiv|freig)
        nicht freigeschaltet|nie (?:\w{1,9} )?aktywowan|не активирован|neni aktivov|etkinlestirilme
        pendiente de activ|vencio\b|caduco\b|expiro\b
        vertrag (?:\w{1,12} ){0,4}(?:ausgelaufen|abgelaufen|beendet|gekundigt)|zahlungsruck|nicht bezahlt
        ruhend
        (?:seit|uber|nach) (?:\w{1,9} ){1,5}nicht (?:mehr )?(?:genutzt|benutzt|abgerufen|verwendet)|stillleg
        ungenutzt
        ausser kraft|unbezahlt|lizenz (?:\w{1,12} ){0,2}abgelaufen|(?:zu|still)gemacht
        plus (?:releve|consult|en service|exploit)|impaye|non pay|arrete|archiv|defaut de paiement
        mis en sommeil
        en desuso|falta de pago|morosi|dada? de baja|ha sido (?:cancel|cerrad|bloq|archiv)|sin actividad
        archivad
        sem (?:uso|atividade|pagamento|utilizacao)|inadimpl|vencid|fora de uso|arquivad|cancelament|bloquei
        non (?:piu )?(?:utilizzat|in uso|in servizio|attiv|rinnovat)|dismess|moros|archiviat|sospension
        disattivaz
        buiten (?:gebruik|dienst)|stopgezet|niet betaald|gepauzeerd|ongebruikt|gearchiv|niet meer actief
        vervallen
        nieuzywan|nieoplac|wstrzyman|zarchiw|rozwiazan|brak (?:platnosc|oplat)|wypowiedz|dezaktyw|zakonczon
        выключен|не (?:оплач|актив)|деактив|архив|неоплач|расторг|не использ|просроч|прекращ
        zrusen\w? pro|neaktivit|nepouziv|neplac|archiv|ukoncen|vypoveze|zneaktiv|zablok|pozastaven
        kullanim disi|kullanilm|odenmed|arsivlen|durdurul|hizmet disi|sonlandir|etkin degil|devre disi
        avslutat|uppsag|obetal|vilande|arkiver|stangts|pausad|tagits ur bruk|inte betald
        afsluttet|avsluttet|ubetalt|arkiver|ophort|oppsagt|utgatt|sat i bero|sat pa pause|tatt ut av bruk
        annuller
        ausser dienst|außer dienst|hors d.usage|fuera de uso|askida
        a pris fin|ist ausgelaufen|ha terminado|e terminat|terminou|sona er|bitt?i\b|skonczyl
        закончил(?:ся|ась) (?:срок|подпис|договор)
        expirou|expirat|vyprsel|udl[oø]b|lejart|le van tiltva|vanhentun|poistettu|blokiran|wygas
        nicht (?:mehr )?aktiv|plus actif|ya no (?:esta )?activ|nao esta (?:mais )?ativ
        non (?:e )?(?:piu )?attiv
        inaktiv|inactiv|inattiv|brak\w? aktywn|neaktiv|hareketsiz
        aufgelost|erloschen|ausgeschieden|kundigung|abgeschlossen|suspendiert
        vorubergehend (?:gesperrt|stillgelegt)
        suspend|bloque|gele\b|gelee|expire|coupe
        impago|no pago|sin uso|falta de uso|suspendid|desactiv|inactiv|congelad|cerrad
        inativ|suspens|falta de (?:uso|pagamento)|desativ|assinatura (?:cancel|vencid|encerr)|interrompid
        mancato (?:rinnovo|pagamento)|cessat|inutilizz|revocat|bloccat
        opgeschort|gedeactiveerd|beeindigd|niet actief|afgesloten|bevroren
        wygas|zlikwid|nieoplac|odciet|skasow
        неуплат|истек|не используется|прекращ|отказался
        uzavren|vyprsel|neuhrad|zavren|uspan
        dondurul|kilitli|iptal|aktif degil|suresi dol
        sparra|upphor|avaktiver|inte (?:langre )?aktiv
        lukket|sp[aæ]e?rret|opsagt|nedlagt|utlop|ikke (?:l[aæ]e?ngere |lenger )?aktiv|stengt|deaktiv|suspender
    """,
    "full": r"""
        am limit|muss (?:\w{1,9} ){0,3}(?:loschen|leeren|aufraumen)
        doit (?:\w{1,9} ){0,3}(?:supprimer|vider|liberer)
        debe (?:\w{1,9} ){0,3}(?:borrar|vaciar|liberar|eliminar)
        deve (?:\w{1,9} ){0,3}(?:apagar|esvaziar|liberar|svuotare|cancellare)
        moet (?:\w{1,9} ){0,3}(?:opruimen|legen|wissen)
        musi (?:\w{1,9} )?(?:usun|oprozn|zwoln|smaz|uvoln|promaz)|должен (?:\w{1,9} )?(?:удал|очист)
        (?:speicher|postfach|mailbox)-?(?:grenze|limit|quota|platz|kontingent|kapazitat)|uberlauf|platz\b
        ausgereizt
        hochstgrenze des|ausgelastet
        place (?:disponible|libre)|debord|deborde|sature|volume (?:alloue|autorise)|quotas?\b|engorg
        rebos|rebas|desbord|tope\b|sin (?:capac|cupo|lugar|sitio)|capacidad (?:maxima|de almac)|cupo\b
        abarrot|transbord|no limite|limite (?:de|da) (?:cota|caixa|conta)|sem (?:capac|cota)
        atingiu (?:o|a) (?:limite|cota)
        intasat|raggiunto (?:il )?limite|oltre (?:il )?limite|limite della casella|saturazion|ingolf
        superament
        tot de nok|geen (?:plaats|plek|ruimte)|propvol|plaats\b|limiet van (?:de|het|zijn)|opslaglimiet
        pojemnosc|miejsca\b|zapelni|przepelni|wyczerp|limit (?:skrzyn|kont)|przekroczyl
        место|места\b|лимит (?:ящик|хранил|дисков)|забит|дисков|размер\w? (?:почтов\w{2} )?ящик|заканчив
        kapacit|mist[ao]\b|limit schran|naplnen|vycerp|zaplnil|plno\b
        alan\w{0,3} (?:dol|yeters|kalmad)|kapasite|taskin|sinirina ulas|kotayi|depolama|yeterli (?:alan|yer)
        kapacitet|utrymme|full\w{0,2}\b|gransen for (?:brevl|konto|lagr)|natt sin grans|slut pa
        kapacitet|kapasitet|lagerplads|lagringsplass|fyldt|opbrugt|sprengt|n[aå]dd? (?:sin )?gr[aæ]e?ns
        grensen for
        \w{0,12}kontingent|randvoll|kein\w{0,2} (?:platz|speicher|freier)|quota|platzmangel|uberfull
        quota|place\b|capacite|satur|comble
        cuota|excedid|sin capacidad|limite de (?:almac|espac|capac)|no (?:cabe|queda|hay) (?:mas|espac|lugar)
        lotad|cota\b|ultrapass|excedid|estourad|limite de (?:armaz|espac)|sem lugar
        capienza|superat|quota|satur|colm[oa]\b|traboccant
        quotum|opslag|vol\b|overvol
        kwot|zapelnion|limit (?:pojemn|miejsc|rozmiaru skrz)|zajet
        квот|заполн|нет (?:\w{1,12} )?мест
        kvot|prekroc|preplnen|zaplnen|plna\b|plny\b
        kota(?!k)|yer (?:yok|kalmad)|tasmis|dolmus
        kvot|utrymme|overskrid|overfull
        kvote|overskred|plads|plass|overfyldt|fuld\b
    """,
    "outside": r"""
        nur (?:dem|zum|fur den) versand|versandadresse|sendeadresse|keine antworten|ne sert qu'a
        envoi uniquement|ne pas repondre
        (?:de )?solo (?:de )?(?:envi|invio|salid|uscita)|(?:apenas|somente) (?:para |de )?envi
        sola (?:spedizione|trasmiss)|no responda
        alleen (?:voor )?(?:verzend|uitgaand)|tylko do wysyl|только для отправ|pouze (?:pro|k) odes
        yalnizca gonderim|nao responda
        endast for (?:utskick|sandning)|kun til (?:afsend|utsend)|non rispondere|nicht antworten
        aus dem internet|von aussen|depuis (?:l'internet|l'exterieur)|desde (?:internet|fuera|el exterior)
        da (?:internet|esterno)
        buitenaf|z zewnatrz|z internetu|извне|из интернета|zvenci|disaridan|utifran|udefra|utenfra
    """,
    "demand": r"""
        (?:uber|via|durch) (?:den|das|ihren?) (?:\w{1,10} )?\w{0,9}(?:server|relay|smarthost)\w{0,2} (?:ihre)
        (?:uber|via|durch) (?:den|das|ihren?) (?:\w{1,10} )?\w{0,9}(?:server|relay|smarthost)\w{0,2} (?:des)
        (?:uber|via|durch) (?:den|das|ihren?) (?:\w{1,10} )?\w{0,9}(?:server|relay|smarthost)\w{0,2} (?:deine)
        (?:utilis\w{1,4}|passe[rz] par) (?:le|un|votre) (?:serveur|relais)|(?:use|utilice|usar) el servidor
        (?:use|utilize) o servidor
        (?:usare|usi|utilizz\w{2,4}) il server|gebruik de (?:mail|smtp)|(?:uzyj|skorzystaj z) serwera
        используйте сервер|pouzijte server
    """,
    "form": r"""
        different\w? d[ue]|diferente d|divers[oa] da|ungleich|weicht (?:\w{1,9} )?ab\b|wijkt af
        verschilt van|rozni sie|inny niz|отличается|lisi se
    """,
    "judged": r"""
        massenmail|massensend|massenwerb|rundmail|inappropri|injurieu|grossier|insult|beleidig|obszon
        ofensiv|offensiv|wulg|нецензур
    """,
    "many": r"""
        prim\w{2,5} (?:entrega|envio|contat|contact|mensaj|mensag|consegna)
        premiere (?:livraison|remise|tentative)|erste (?:zustell|nachricht|mail)
        sinirina ulas|siniri as
    """,
    "count": r"""
        (?:nombre|numero) max\w{3,5} d[eio]s? destinat
        (?:max\w{0,8}|zu viele|trop de|demasiados|muitos|troppi|te veel) (?:empfanger|destinat|ontvangers)
    """,
}
