"""Letters in Spanish."""

from repcheck.render.letters.wording import LetterWords

WORDING = LetterWords(
    our_server="nuestro servidor de correo",
    host_name="<nombre completo del servidor de correo>",
    to="Para",
    subject="Asunto",
    subjects={
        "operator": "{who} en {label}",
        "network_owner": "{who} en {label}",
        "reverse_name": "DNS inverso (PTR) de {who}",
        "misread": "Su servidor toma un error de {label} por una inclusión",
        "dead": "Su servidor consulta la lista cerrada {label}",
        "receiver": "Se rechaza el correo de {who}",
    },
    greeting="Buenos días:",
    requests={
        "operator": (
            "{label} incluye {who}. Les rogamos que retiren la entrada o que nos digan qué siguen observando."
        ),
        "provider": (
            "{label} rechaza el correo de {who}. Les rogamos que vuelvan a aceptarlo o que nos digan "
            "qué siguen observando."
        ),
        "network_owner": (
            "Usamos {who} en su red, y {label} la incluye. Les rogamos que pidan la retirada y nos "
            "digan qué se encontró, o que nos den una dirección que no esté afectada."
        ),
        "service": (
            "Algunos destinatarios rechazan el correo que enviamos por {who}{of_label}. Les rogamos "
            "que lo resuelvan y que nos pasen a un grupo de direcciones no afectado o nos ofrezcan una "
            "dirección propia."
        ),
        "reverse_name": "Les rogamos que definan el DNS inverso (PTR) de {who} como {host}.",
        "misread": (
            "Su servidor rechaza el correo de {who} por {label}, que no la incluye. La respuesta cita "
            "un error de esa lista: su resolvedor no puede consultarla. Les rogamos que usen un "
            "resolvedor propio y que no tomen los errores por inclusiones."
        ),
        "dead": (
            "Su servidor rechaza el correo de {who} por {label}, una lista cerrada. Les rogamos que la "
            "quiten de su configuración: lo que responde su zona ya no incluye a nadie."
        ),
        "receiver": (
            "Su servidor rechaza el correo de {who}{of_label}. Les rogamos que nos dejen pasar o que "
            "nos digan qué regla se aplica, para corregir la causa."
        ),
    },
    said={
        "operator": (
            "Algunos destinatarios rechazan nuestro correo y dicen que {label} incluye {who}. Les "
            "rogamos que retiren la entrada o que nos digan qué siguen observando."
        ),
        "network_owner": (
            "Usamos {who} en su red, y {label} al parecer la incluye. Les rogamos que pidan la "
            "retirada y nos digan qué se encontró, o que nos den una dirección que no esté afectada."
        ),
    },
    answers="Respuesta de la lista el {checked}:",
    refused="Mensajes rechazados hasta ahora: {bounces}.",
    refused_between="Mensajes rechazados hasta ahora: {bounces}, entre {first} y {last} (UTC).",
    reply="Una de las respuestas, con los destinatarios ocultos:",
    reverse_names="Nombres inversos que llevan de vuelta a su dirección:",
    direct="Pertenece al servidor de correo {host}, que envía su correo directamente.",
    found=(
        "Hemos encontrado la causa: <qué la causó>. Terminó el <fecha y hora en UTC>, y <qué la impide "
        "desde ahora>."
    ),
    thanks="Gracias.",
    signature="<su nombre y dirección>",
)
