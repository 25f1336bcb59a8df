"""A reply whose letters were spoilt on the way, made legible again; only rules see it so.

Servers that know no SMTPUTF8 (RFC 6531) print letters beyond ASCII as encoded words (RFC 2047), as octal
escapes, as the octets of UTF-8 taken for Latin-1, or as question marks. What nobody can guess stays as it is.
"""

import re
from functools import cache

from repcheck.bounces.smtp.encoded import decode_words
from repcheck.patterns import compiled

#: "Empf\\303\\244nger", as Exim and sendmail log it.
_OCTAL = compiled(r"(?:\\[23][0-7]{2}){2,400}")
#: A first octet of UTF-8 and what follows it, each as a letter of Latin-1 or of Windows-1252.
_CONTINUES = (
    r"[\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019"
    r"\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
)
_TAKEN_FOR_LATIN = compiled(rf"(?:[\xc2-\xf4]{_CONTINUES}{{1,3}}){{1,400}}")
#: A word with a letter that is lost.
_LOST = compiled(r"(?<![\w?\ufffd/&=])[A-Za-z]{0,20}[?\ufffd]{1,2}(?=[A-Za-z])[A-Za-z?\ufffd]{1,20}(?![\w=])")
_MARK = re.compile("\ufffd")

#: Words of refusals that have such letters, in many languages.
_WORDS = """
    empfänger empfängers empfängeradresse ungültig ungültige ungültiger größe größer grösse überschritten
    überschreitet übersteigt überfüllt zulässig zulässige zulässigen unzulässig unzulässige unzulässiger für
    über gelöscht gekündigt verschlüsselt verschlüsselte verschlüsselung anhänge prüfung überprüfung geprüft
    möglich verfügbar später zurückgewiesen rückwärtsauflösung nachrichtengröße schädlich verdächtig häufig
    ausgeschöpft erschöpft groß vorübergehend aufgelöst auflösen auflösbar domäne absenderdomäne schließen
    geschützt benötigt gehört müssen dürfen können nächsten eingeschränkt abgeschlossen unterstützt
    boîte boîtes dépassé dépassée dépasse refusé refusée rejeté rejetée bloqué bloquée désactivé désactivée
    fermée expéditeur expéditeurs émetteur réessayez réessayer pièce pièces détecté détectée indésirable
    saturée suspendue supprimé supprimée résilié résiliée échec échoué authentifié authentifiez autorisé
    autorisée autorisés limité limitée élevé élevée réputation réseau système trouvé trouvée répond envoyé
    envoyés enregistré expiré expirée été très clôturé clôturée numéro écrire désolé problème opération
    buzón dirección inválido inválida válido válida límite tamaño está contraseña autenticación conexión
    conexiones máximo más rechazó superó envío envíos después reputación verificación resolución
    autorización electrónico página número también según extensión
    usuário usuários não endereço endereços destinatário destinatária domínio serviço temporário temporária
    conexão conexões reputação autenticação verificação até já indisponível possível extensão política após
    permissão eletrônico conteúdo restrição configuração resolução endereçamento inexistência proteção
    più può già perché verrà è
    mottagaren användare användaren avsändare avsändaren avsändarens för är på från brevlådan brevlåda
    spärrad spärrat stängt stängd okänd tillåten tillåtet tillåts gräns gränsen överskriden skräppost nått
    største størrelse større vedhæftet vedhæftning spærret må nået oppføring søppelpost få ugyldig
    wiadomość wiadomości pełna przepełniona duża załącznik załącznika użytkownik użytkownika użytkownikiem
    błąd błędny później spróbuj proszę nieprawidłowy wyłączone wyłączona zamknięta połączeń połączenie
    została został zostało liście niedostępny usunięta usunięte wysyłania moźliwe możliwe hasło
    uživatel příjemce příliš zpráva schránka plná překročena překročen neplatný neplatná odmítnuto odmítnuta
    později přístup účet zablokován odesílatel není připojení záznam velká příloha ověření dočasně dočasná
    kullanıcı kullanıcısı alıcı alıcının gönderen gönderici büyük çok geçersiz bulunamadı kapalı değil
    engellenmiş başarısız doğrulama doğrulaması erişim aşıldı aşıyor yanlış hatalı kayıtlı şüpheli içerik
    dosyası lütfen bağlantı kutusu
    felhasználó címzett létezik található túl küldő feladó elutasítva később próbálja üzenet
    căsuța plină există adresă expeditorul mesajului
"""


def legible(text: str) -> str:
    """The text with such words put right, as far as they can be guessed."""
    if "=?" in text:
        text = decode_words(text)
    if "\\" in text:
        text = _OCTAL.sub(_octets, text)
    if not text.isascii():
        text = _TAKEN_FOR_LATIN.sub(_from_latin, text)
    return _LOST.sub(_found_again, text) if "?" in text or "\ufffd" in text else text


def _octets(match: re.Match[str]) -> str:
    octets = bytes(int(each, 8) for each in match[0].split("\\")[1:])
    return octets.decode("utf-8", "replace")


def _from_latin(match: re.Match[str]) -> str:
    try:
        return b"".join(map(_octet, match[0])).decode("utf-8")
    except UnicodeError:
        return match[0]


def _octet(letter: str) -> bytes:
    return letter.encode("latin-1" if letter <= "\xff" else "cp1252")


def _found_again(match: re.Match[str]) -> str:
    word = _MARK.sub("?", match[0]).lower()
    return _words().get(word, match[0])


@cache
def _words() -> dict[str, str]:
    """Each of the words by what is left of it: a sign for each letter, or for each octet of it."""
    left: dict[str, str] = {}
    for word in _WORDS.split():
        for sign in ("?", "??"):
            left["".join(letter if letter.isascii() else sign for letter in word)] = word
    return left
