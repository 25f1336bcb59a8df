"""The words of ``abroad`` in more languages, a line of each.

Finnish, Hungarian, Romanian, Ukrainian, Greek, Croatian and Serbian, Vietnamese, Indonesian, Hebrew.
"""

#: Matched at the beginning of a word.
FURTHER: dict[str, str] = {
    "holder": r"""
        kayttaj|vastaanottaj|postilaati|osoitett?a?|tili[na]?\b
        felhasznalo|cimzett|postafiok|fiok\b|emailcim
        destinatar|utilizator|casut|contul?\b|adres[ae]\b
        обліков|користувач|скриньк|отримувач|одержувач|адреса отрим
        παραληπτ|παραλήπτ|χρηστ|χρήστ|λογαριασμ|θυρίδα|διεύθυνση(?! ip)
        korisnik|primatelj|primalac|sanduc|racun|nalog\b|adresa(?! ip)
        nguoi (?:dung|nhan)|hop thu|tai khoan|dia chi(?! ip)
        pengguna|penerima|kotak|alamat(?! ip)|akun
        המשתמש|משתמש|הנמען|נמען|תיבת|חשבון
    """,
    "person": r"""
        lahettaj|kuldo|felado|expeditor|відправник|αποστολ|posiljatelj|posiljalac|nguoi gui|pengirim|השולח
    """,
    "machine": r"""
        (?:δίκτυ\w{1,2}|διακομιστ\w{1,2}|τομέ\w{1,2}|ip) σας
        lahettava palvelin|kuldo szerver|serverul expeditor|διακομιστ\w{1,2} (?:σας|αποστ)
        posluzitelj posilj|may chu gui|server pengirim
        כתובת ה-?ip|ה-?ip של
        ip-?osoit|palvelimesi|ip-?cim|szerver\w{0,2} (?:ip|kuldo)|adresa ip|serverul (?:dvs|dumn)|ip-?адрес
        ваш\w{0,2} сервер
        διεύθυνση ip|διακομιστή σας|vas\w? (?:ip|server|posluzitelj)|ip adres|dia chi ip|may chu cua
        alamat ip|server anda
    """,
    "absent": r"""
        nem szerepel|nem tartozik|nincs (?:ilyen|bejegy)|nu (?:este|e) (?:alocat|atribuit|asociat)
        nu (?:avem|figureaza|corespunde)
        ei ole (?:enaa|kaytossa|rekister)|не (?:належить|знаходиться|обслуговується)
        δεν (?:είναι|ανήκει|έχει)|nije (?:registr|dodijelj|aktivna)
        khong (?:duoc tim thay|con ton tai|co nguoi dung)|tidak (?:tersedia|lagi|aktif)|לא רשום|אינו קיים
        אינה קיימת|لم يتم العثور
        torolve|δεν είναι έγκυρ|chua (?:dang ky|ton tai)
        ei ole (?:olem|\w{0,12}\b$)|ei (?:loydy|loytynyt|tunneta)|tuntematon|virheelli
        nem (?:letez|talal|ismer|ervenyes)|ismeretlen|nincs|ervenytelen|torolt
        necunoscut|inexistent|nu (?:exista|a fost gasit|este valid)|gresit
        не (?:існу|знайд|зареєстр|дійсн)|невідом|недійсн|видален
        δεν (?:υπάρχ|βρέθ|αναγνωρ)|άγνωστ|άκυρ|μη έγκυρ
        ne postoji|nepostoj|nepoznat|nije (?:pronad|nad|valjan)|neispravn|obrisan|nevazec
        khong (?:ton tai|tim thay|hop le|dung)
        tidak (?:ada|ditemukan|dikenal|terdaftar|valid|sah)|salah
        לא (?:קיים|נמצא|ידוע|תקין)
    """,
    "off": r"""
        fel van fugg|fel(?:lett)? fugg
        έχει (?:ανασταλεί|λήξει|κλείσει)|έληξε|istekao|het han
        suljettu|lukittu|poistettu kaytosta|jaadytetty|felfugg|letilt|megszunt|inaktiv|suspendat|dezactivat
        inchis|blocat
        заблок|відключ|призупин|деактив|закрит|ανενεργ|απενεργοπ|αναστολ|κλειδωμ|deaktivir|suspendir
        zatvoren|ugasen
        bi khoa|vo hieu|tam ngung|dinonaktif|ditangguh|ditutup|diblokir|מושבת|חסום|מושעה
    """,
    "full": r"""
        taynna|kiintio|megtelt|betelt|tele\b|kvot|plina?\b|depasit|переповн|заповн|перевищ
        γεμάτ|πλήρ|υπέρβαση|\bpun\b|puna\b|prepun|prekoracen|hop thu (?:da )?day|vuot qua|penuh|melebihi|מלא
    """,
    "bad": r"""
        חסומ|חסום|נחסמ
        estetty|estolist|musta\w{0,3} list|maine\b|tiltolist|feketelist|blokkol|lista neagra|blocat|заблок
        чорн\w{2,3} спис
        αποκλεισ|αποκλεί|μαύρη λίστα|blokiran|crn\w{1,2} list|chan\b|danh sach den|daftar hitam|diblokir|חסומ
        רשימה שחורה
    """,
    "judged": r"""
        vi rut\b|virut\b|فيروس|برمجيات خبيثة
        כספאם|דואר זבל
        roskapost|haittaohj|levelszemet|virust|karteko|nedorit|вірус|спам|шкідлив|реклам|ανεπιθύμητ|κακόβουλ
        nezeljen|neocekivan|thu rac|ma doc|sampah|berbahaya|ספאם|וירוס|دعائي|مزعج
    """,
    "message": r"""
        viesti|liite|uzenet|melleklet|mesaj|atasament|лист\b|повідомл|вкладен|μήνυμα|συνημμέν|poruk
        privit
        tin nhan|tep dinh|pesan|lampiran|ההודעה|הודעה
    """,
    "large": r"""
        prilis velk\w|privelk
        liian suuri|tul nagy|prea mare|завелик|занадто велик|πολύ μεγάλ|prevelik|qua lon|terlalu besar
        גדול מדי|גדולה מדי
    """,
    "many": r"""
        liian (?:monta|paljon|nopea)|tul sok|tul gyors|prea mult|занадто (?:багато|част)|пάρα πολλ|πάρα πολλ
        previse\b
        qua nhieu|qua nhieu|terlalu (?:banyak|sering|cepat)|יותר מדי
    """,
    "relay": r"""
        vality|edelleenlah|tovabbit|retransmi|пересил|ретрансл|αναμετάδ|προώθησ|prosljedi|prosledj
        chuyen tiep|penerusan
    """,
    "login": r"""
        autentific|kirjaudu|jelentkezz|увійдіть|συνδεθείτε|dang nhap|masuk (?:dulu|terlebih)
        kirjautum|tunnistautum|hitelesit|autentificar|автентиф|πιστοποίηση|ταυτοποίηση|prijav[ae]|xac thuc
        otentikasi
    """,
    "broken": r"""
        ei (?:vastaa|toimi)|nem (?:valaszol|elerheto)|nu (?:raspunde|poate fi)|не відповіда
        δεν (?:απαντ|ανταποκρ)|ne odgovara
        khong (?:phan hoi|ket noi)|tidak (?:merespons|menanggapi|dapat dihubungi)
        خطأ|صيانة|غير متاح
        virhe\b|kaytettavissa|huolto|hiba\b|karbantart|tulterhel|eroare|indisponib|помилк|збій|недоступ
        перевантаж
        σφάλμα|μη διαθέσιμ|συντήρηση|gresk|pogresk|nedostup|odrzavanj|loi|bao tri|gangguan|kesalahan
        pemeliharaan|שגיאה
    """,
    "later": r"""
        مؤقت|لاحق|مرة أخرى
        myohemmin|tilapai|kesobb|atmenet|temporar|mai tarziu|incercati|тимчас|пізніше|спробуйте|προσωριν
        αργότερα
        privremen|kasnije|pokusaj|tam thoi|thu lai|sementara|coba lagi|nanti\b|מאוחר יותר|זמנית
    """,
    "outside": r"""
        ei (?:oikeut|lupaa|sallit)|nem (?:engedely|jogosult)|nincs jogosult
        nu (?:aveti|este permis|sunteti autoriz)|neautoriz
        не (?:маєте|дозволен)|заборонено (?:писати|надсил)|δεν (?:επιτρέπ|έχετε)|nije (?:dopust|dozvol)|nemate
        khong (?:co quyen|duoc phep)|tidak (?:diizinkan|berwenang|berhak|memiliki izin)|אין (?:לך )?הרשאה
        לא מורשה|غير (?:مصرح|مسموح)
    """,
}
