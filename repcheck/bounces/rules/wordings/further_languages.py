"""The same reasons in further languages: for each a row of word classes.

A class is a noun of what is meant, or a word for what is wrong with it. Texts come here without accents
(``plain_words``). A rule of this file joins the rows of one reason; a noun and its word may stand in either
order within a sentence.
"""

import msgspec

from repcheck.bounces.rules.rule import Rule, rule
from repcheck.model.bounces import Category

_NEAR = r"[^.;\n]{0,50}?"


class _Words(msgspec.Struct, frozen=True):
    """One language, as alternatives of patterns.

    ``box``      the recipient, the mailbox, the address, the account
    ``absent``   unknown, not found, does not exist, invalid
    ``off``      disabled, suspended, closed, locked
    ``full``     full, over quota
    ``client``   the sender or the sender's server, never the recipient
    ``blocked``  blocked, on a blacklist, of bad reputation
    ``mail``     the message or its attachment
    ``large``    too large
    ``many``     "too many messages", as one pattern
    ``spam``     what says that the mail is spam or a virus, as one pattern
    """

    box: str
    absent: str
    off: str
    full: str
    client: str
    blocked: str
    mail: str
    large: str
    many: str
    spam: str


_LANGUAGES: dict[str, _Words] = {
    "polish": _Words(
        box=r"uzytkownik\w{0,3}|odbiorc\w|adresat\w{0,2}|adres(?! ip)\w{0,2}|skrzynk\w|kont[oa]",
        absent=r"nieznan\w{1,2}|nie istnieje|nie znalezion\w|nie ma takiego|niepoprawn\w|nieprawidlow\w",
        off=r"zablokowan\w|wylaczon\w|zawieszon\w|nieaktywn\w|zamkniet\w",
        full=r"pelna|przepelnion\w|przekroczon\w|brak miejsca",
        client=r"(?:twoj\w{0,2} |wasz\w{0,2} )?(?:adres ip|serwer(?:a)?(?: poczty)?|ip)|nadawc\w",
        blocked=r"zablokowan\w{1,2}|czarn\w{1,2} li[sś]\w{1,3}|zla reputacj\w|niska reputacj\w",
        mail=r"wiadomosc\w{0,2}|zalacznik\w{0,2}",
        large=r"zbyt duz\w(?! liczb)|za duz(?!o\b)\w(?! liczb)",
        many=r"\b(?:zbyt|za) (?:wiele|duzo) (?:wiadomosci|polaczen|odbiorcow)",
        spam=r"\bwiadomosc\w{0,2}\b[^.;\n]{0,40}\b(?:spam|wirus)|\bniechcian\w{1,2} (?:poczt|wiadomosc)",
    ),
    "czech": _Words(
        box=r"uzivatel\w{0,2}|pouzivatel\w{0,2}|prijemc\w|adresat\w?|adresa(?! ip)|schrank\w|ucet",
        absent=r"neznam\w|neexistuj\w{1,2}|nenalezen\w?|nebyl\w? nalezen\w?|neplatn\w|nenajden\w",
        off=r"zablokovan\w?|deaktivovan\w?|pozastaven\w?|zrusen\w?|neaktivni",
        full=r"pln[aey]\b|preplnen\w|prekrocen\w",
        client=r"(?:vas[ei]? |vase )?(?:ip(?: adresa)?|server)|odesilatel\w?",
        blocked=r"blokovan\w?|zablokovan\w?|cern\w{1,3} listin\w|blacklist\w?",
        mail=r"zprav\w|priloh\w|sprav\w",
        large=r"prilis velk\w|moc velk\w",
        many=r"\bprilis (?:mnoho|vela) (?:zprav|sprav|spojeni|prijemcu)",
        spam=r"\b(?:zprav|sprav)\w\b[^.;\n]{0,40}\b(?:spam|virus)|\bnevyzadan\w (?:post|zprav)",
    ),
    "turkish": _Words(
        box=r"kullanici\w{0,3}|alici\w{0,3}|posta kutusu\w{0,2}|e-?posta adresi|adres(?:i)?(?! ip)|hesap"
        r"|hesabi",
        absent=r"bulunamadi|bilinmiyor|bilinmeyen|mevcut degil|(?<!yer )yok\b|gecersiz",
        off=r"devre disi|askiya alin\w{1,3}|kapatil\w{1,4}|kilitli|pasif",
        full=r"dolu|dolmus|kota\w{0,3} as\w{1,4}|doldu",
        client=r"ip(?: adresi\w{0,4})?|sunucunuz|gonderen",
        blocked=r"engellen\w{1,5}|kara liste\w{0,3}|yasakl\w{1,5}",
        mail=r"mesaj\w{0,3}|ileti\w{0,3}|ek dosya",
        large=r"cok buyuk",
        many=r"\bcok fazla (?:mesaj|ileti|baglanti|alici)",
        spam=r"\b(?:mesaj|ileti|e-?posta)\w{0,5}\b[^.;\n]{0,40}\b(?:spam|istenmeyen|virus)",
    ),
    "swedish": _Words(
        box=r"anvandar\w{0,3}|mottagar\w{0,3}|brevlad\w{0,3}|adress\w{0,2}(?! ip)|konto\w?",
        absent=r"okand\w?|finns inte|existerar inte|hittades inte|ogiltig\w?",
        off=r"avstangd?|inaktiver\w{1,2}|sparrat?|stangt?",
        full=r"full\b|overfull|fullt",
        client=r"(?:din |er )?(?:ip-?adress\w{0,2}|ip|server)|avsandar\w{0,4}",
        blocked=r"blockera\w{1,2}|svartlista\w{0,3}|sparrad|spärrad",
        mail=r"meddelande\w{0,2}|bilag\w{1,2}",
        large=r"for stor\w?",
        many=r"\bfor manga (?:meddelanden|anslutningar|mottagare)",
        spam=r"\bmeddelande\w{0,2}\b[^.;\n]{0,40}\b(?:skrappost|spam|virus)|\bskrappost",
    ),
    "danish-norwegian": _Words(
        box=r"bruger\w{0,2}|bruker\w{0,2}|modtager\w{0,2}|mottaker\w{0,2}|postkasse\w{0,2}|adresse\w?n?|konto\w{0,2}",
        absent=r"ukend\w{0,2}|ukjent\w?|findes ikke|finnes ikke|eksisterer ikke|ikke funnet|ikke fundet"
        r"|ugyldig\w?",
        off=r"deaktivere\w|sperret|sp[aæ]e?rret|lukket|stengt|suspendere\w",
        full=r"fuld\b|full\b|overskredet",
        client=r"(?:din |jeres |deres )?(?:ip-?adresse\w{0,2}|ip|server)|afsender\w{0,2}|avsender\w{0,2}",
        blocked=r"blokere\w|blokkert|sortliste\w?|svarteliste\w?",
        mail=r"besked\w{0,2}|melding\w{0,2}|vedh[aæ]e?ft\w{0,4}|vedlegg\w{0,2}",
        large=r"for stor\w?",
        many=r"\bfor mange (?:beskeder|meldinger|forbindelser|tilkoblinger|modtagere|mottakere)",
        spam=r"\b(?:besked|melding)\w{0,2}\b[^.;\n]{0,40}\b(?:spam|soppelpost|virus)|\bsoppelpost",
    ),
    "finnish": _Words(
        box=r"kayttaja\w{0,2}|vastaanottaja\w{0,2}|postilaatikko\w{0,2}|osoite\w{0,3}|tili\w?",
        absent=r"tuntematon|ei ole olemassa|ei loydy|ei loytynyt|virheellinen",
        off=r"poistettu kaytosta|suljettu|lukittu",
        full=r"taynna|ylitetty",
        client=r"ip-?osoit\w{1,5}|lahettaj\w{1,3}|palvelimesi",
        blocked=r"estetty|mustalla listalla|estolistalla",
        mail=r"viesti\w{0,2}|liite\w{0,2}",
        large=r"liian suuri",
        many=r"\bliian (?:monta|paljon) (?:viest|yhtey)",
        spam=r"\broskaposti|\bviesti\w{0,2}\b[^.;\n]{0,40}\bvirus",
    ),
    "hungarian": _Words(
        box=r"felhasznalo|cimzett\w?|postafiok\w?|cim\b|fiok",
        absent=r"ismeretlen|nem letezik|nem talalhato|ervenytelen",
        off=r"letiltva|felfuggesztve|inaktiv|megszunt",
        full=r"megtelt|tele van|betelt",
        client=r"ip(?:-?cim\w{0,3})?|felado\w?|kuldo\w?|szerver\w{0,2}",
        blocked=r"tiltolist\w{1,3}|feketelist\w{1,3}|blokkol\w{1,3}",
        mail=r"uzenet\w?|level|melleklet",
        large=r"tul nagy",
        many=r"\btul sok (?:uzenet|kapcsolat|cimzett)",
        spam=r"\b(?:uzenet\w?|level)\b[^.;\n]{0,40}\b(?:spam|virus)|\blevelszemet",
    ),
    "romanian": _Words(
        box=r"utilizator\w{0,2}|destinatar\w{0,2}|casut\w{1,2}|adres\w(?! ip)|cont(?:ul)?",
        absent=r"necunoscut\w?|nu exista|inexistent\w?|nu a fost gasit\w?|invalid\w?",
        off=r"suspendat\w?|dezactivat\w?|inchis\w?|blocat\w?",
        full=r"plin\w?|depasit\w?",
        client=r"(?:adresa )?ip(?:-ul)?|expeditor\w{0,2}|serverul (?:dvs|dumneavoastra)",
        blocked=r"blocat\w?|lista neagra",
        mail=r"mesaj\w{0,2}|atasament\w{0,2}",
        large=r"prea mare",
        many=r"\bprea multe (?:mesaje|conexiuni)",
        spam=r"\bmesaj\w{0,2}\b[^.;\n]{0,40}\b(?:spam|virus)",
    ),
    "ukrainian": _Words(
        box=r"користувач\w{0,2}|отримувач\w{0,2}|одержувач\w{0,2}|скриньк\w|адрес\w",
        absent=r"невідом\w{1,3}|не існує|не знайден\w|не зареєстрован\w|недійсн\w",
        off=r"заблокован\w|відключен\w|вимкнен\w|призупинен\w",
        full=r"переповнен\w|перевищен\w",
        client=r"ip(?:-?адрес\w)?|відправник\w?|ваш\w? сервер",
        blocked=r"заблокован\w|чорн\w{2,3} спис\w{2}",
        mail=r"повідомлен\w{2}|лист|вкладен\w{2}",
        large=r"занадто велик\w{1,2}|завелик\w{1,2}",
        many=r"занадто багато (?:листів|повідомлень|з.єднань)",
        spam=r"(?:лист|повідомлен\w{2})[^.;\n]{0,40}спам",
    ),
    "greek": _Words(
        box=r"χρήστης|παραλήπτης|γραμματοκιβώτιο|διεύθυνση(?! ip)|λογαριασμός",
        absent=r"άγνωστ\w{1,2}|δεν υπάρχει|δεν βρέθηκε|μη έγκυρ\w{1,2}",
        off=r"απενεργοποι\w{3,8}|ανενεργ\w{1,2}|σε αναστολή",
        full=r"πλήρες|γεμάτο|υπέρβαση",
        client=r"(?:διεύθυνση )?ip|αποστολέας",
        blocked=r"αποκλει\w{3,6}|μαύρη λίστα",
        mail=r"μήνυμα|συνημμένο",
        large=r"πολύ μεγάλο",
        many=r"πάρα πολλ\w{1,3} (?:μηνύματα|συνδέσεις)",
        spam=r"μήνυμα[^.;\n]{0,40}(?:spam|ανεπιθύμητ)",
    ),
    "korean": _Words(
        box="사용자|수신자|받는 ?사람|메일함|편지함|주소|계정",
        absent="존재하지 않|(?<!수 )없습니다|없는|찾을 수 없|알 수 없|잘못된|유효하지 않",
        off="휴면|정지|비활성|사용 중지|해지|잠겨|잠김",
        full="가득|(?<!발송 한도를 )(?<!전송 한도를 )초과|부족|꽉",
        client="ip|발신자|보낸 ?사람|발송 ?서버|송신 ?서버",
        blocked="차단|블랙리스트|거부 ?목록",
        mail="메일|메시지|첨부 ?파일|크기",
        large="너무 (?:큽|크)|크기[^.;\n]{0,10}초과",
        many="(?:너무 많은|과도한) (?:메일|메시지|연결|접속)|(?:메일|연결|접속)[^.;\n]{0,10}너무 많",
        spam="스팸|바이러스",
    ),
    "vietnamese": _Words(
        box=r"nguoi dung|nguoi nhan|hop thu|dia chi(?! ip)|tai khoan",
        absent=r"khong ton tai|khong tim thay|khong hop le",
        off=r"bi khoa|bi vo hieu|tam ngung",
        full=r"day|da day|vuot qua",
        client=r"ip|nguoi gui|may chu cua ban",
        blocked=r"bi chan|danh sach den",
        mail=r"thu|tin nhan|tep dinh kem",
        large=r"qua lon",
        many=r"qua nhieu (?:thu|ket noi|email)",
        spam=r"thu rac",
    ),
    "indonesian": _Words(
        box=r"pengguna|penerima|kotak (?:surat|pos|masuk)|alamat(?! ip)|akun",
        absent=r"tidak dikenal|tidak ada|tidak ditemukan|tidak valid",
        off=r"dinonaktifkan|ditangguhkan|ditutup|tidak aktif",
        full=r"penuh|melebihi kuota",
        client=r"(?:alamat )?ip(?: anda)?|pengirim|server anda",
        blocked=r"diblokir|daftar hitam",
        mail=r"pesan|lampiran|surat",
        large=r"terlalu besar",
        many=r"\bterlalu banyak (?:pesan|koneksi|surat)",
        spam=r"\bpesan\b[^.;\n]{0,40}\b(?:spam|sampah|virus)",
    ),
    "arabic": _Words(
        box="المستخدم|المستلم|صندوق البريد|العنوان|الحساب",
        absent="غير موجود|غير معروف|لا يوجد|غير صالح|مجهول",
        off="معطل|موقوف|مغلق|غير نشط",
        full="ممتلئ|تجاوز",
        client="ip|المرسل|خادمك",
        blocked="محظور|حظر|القائمة السوداء",
        mail="الرسالة|المرفق",
        large="كبيرة جدا|كبير جدا",
        many="(?:عدد كبير|الكثير) من (?:الرسائل|الاتصالات)",
        spam="بريد مزعج|غير مرغوب",
    ),
}


def _both(noun: str, word: str) -> tuple[str, str]:
    """Both in one sentence, in either order; scripts that join words are matched inside of them too."""
    edge = r"\b" if noun.isascii() else ""
    return (
        rf"{edge}(?:{noun})(?!\w{{4}}){_NEAR}(?:{word})",
        rf"(?<!\w)(?:{word}){_NEAR}{edge}(?:{noun})(?!\w{{4}})",
    )


_ALL = tuple(_LANGUAGES.values())

#: Whose account or whose server is blocked; to be read with the English rules on senders.
MORE_SENDER_RULES: tuple[Rule, ...] = (
    rule(
        "blocked-further",
        Category.BLOCKED,
        True,
        "554 IP adresiniz engellendi",
        *(form for words in _ALL for form in _both(words.client, words.blocked)),
    ),
    rule(
        "inactive-further",
        Category.INACTIVE,
        False,
        "550 Konto zostało zawieszone",
        *(form for words in _ALL for form in _both(words.box, words.off)),
    ),
)

MORE_DELIVERY_RULES: tuple[Rule, ...] = (
    rule(
        "full-further",
        Category.MAILBOX_FULL,
        False,
        "552 Skrzynka odbiorcy jest pełna",
        *(form for words in _ALL for form in _both(words.box, words.full)),
    ),
    rule(
        "unknown-further",
        Category.NONEXISTENT,
        False,
        "550 Nieznany użytkownik",
        *(form for words in _ALL for form in _both(words.box, words.absent)),
    ),
    rule(
        "large-further",
        Category.TOO_LARGE,
        False,
        "552 Wiadomość jest zbyt duża",
        *(form for words in _ALL for form in _both(words.mail, words.large)),
    ),
    rule(
        "many-further",
        Category.RATE_LIMITED,
        False,
        "421 Zbyt wiele połączeń",
        *(words.many for words in _ALL),
    ),
    rule(
        "spam-further",
        Category.CONTENT,
        False,
        "550 스팸 메일로 분류되었습니다",
        *(words.spam for words in _ALL),
    ),
)
