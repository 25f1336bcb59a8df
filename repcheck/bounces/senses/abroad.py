"""The words of ``stems`` in other languages, a line or more of each: what all of them say, class by class.

German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Czech and Slovak, Turkish, Swedish,
Danish and Norwegian, in this order; German joins its words, so what is meant may stand at a word's end.
"""

#: Matched at the beginning of a word.
ABROAD: dict[str, str] = {
    "holder": r"""
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
}
