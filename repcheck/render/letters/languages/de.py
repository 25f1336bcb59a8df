"""Letters in German."""

from repcheck.render.letters.wording import LetterWords

WORDING = LetterWords(
    our_server="unser Mailserver",
    host_name="<vollständiger Name des Mailservers>",
    to="An",
    subject="Betreff",
    subjects={
        "operator": "{who} auf {label}",
        "network_owner": "{who} auf {label}",
        "reverse_name": "Reverse-DNS (PTR) von {who}",
        "misread": "Ihr Server hält einen Fehler von {label} für einen Eintrag",
        "dead": "Ihr Server fragt die abgeschaltete Liste {label}",
        "receiver": "Mail von {who} wird abgelehnt",
    },
    greeting="Guten Tag,",
    requests={
        "operator": (
            "{label} führt {who}. Bitte entfernen Sie den Eintrag, oder teilen Sie uns mit, was Sie "
            "weiterhin sehen."
        ),
        "provider": (
            "{label} lehnt Mail von {who} ab. Bitte nehmen Sie sie wieder an, oder teilen Sie uns mit, "
            "was Sie weiterhin sehen."
        ),
        "network_owner": (
            "Wir nutzen {who} in Ihrem Netz, und {label} führt diese Adresse. Bitte lassen Sie den "
            "Eintrag entfernen und teilen Sie uns mit, was gefunden wurde, oder geben Sie uns eine "
            "Adresse, die nicht betroffen ist."
        ),
        "service": (
            "Empfänger lehnen Mail ab, die wir über {who} versenden{of_label}. Bitte kümmern Sie sich "
            "darum, und geben Sie uns einen Adressbereich, der nicht betroffen ist, oder eine eigene "
            "Adresse."
        ),
        "reverse_name": "Bitte setzen Sie den Reverse-DNS-Eintrag (PTR) von {who} auf {host}.",
        "misread": (
            "Ihr Server lehnt Mail von {who} wegen {label} ab, obwohl diese Liste sie nicht führt. Die "
            "Antwort nennt eine Fehlermeldung der Liste: Ihr Resolver darf sie nicht fragen. Bitte "
            "fragen Sie über einen eigenen Resolver, und werten Sie Fehler nicht als Einträge."
        ),
        "dead": (
            "Ihr Server lehnt Mail von {who} wegen {label} ab, einer abgeschalteten Liste. Bitte "
            "nehmen Sie sie aus den Einstellungen: Was ihre Zone heute antwortet, ist kein Eintrag."
        ),
        "receiver": (
            "Ihr Server lehnt Mail von {who} ab{of_label}. Bitte lassen Sie uns zu, oder nennen Sie "
            "uns die Regel, damit wir die Ursache bei uns beheben können."
        ),
    },
    said={
        "operator": (
            "Empfänger lehnen unsere Mail ab und geben an, dass {label} {who} führt. Bitte entfernen "
            "Sie den Eintrag, oder teilen Sie uns mit, was Sie weiterhin sehen."
        ),
        "network_owner": (
            "Wir nutzen {who} in Ihrem Netz, und {label} soll diese Adresse führen. Bitte lassen Sie "
            "den Eintrag entfernen und teilen Sie uns mit, was gefunden wurde, oder geben Sie uns eine "
            "Adresse, die nicht betroffen ist."
        ),
    },
    answers="Antwort der Liste am {checked}:",
    refused="Bisher abgelehnte Nachrichten: {bounces}.",
    refused_between="Bisher abgelehnte Nachrichten: {bounces}, zwischen {first} und {last} (UTC).",
    reply="Eine der Antworten, Empfänger unkenntlich gemacht:",
    reverse_names="Reverse-Namen, die jetzt auf ihre Adresse zurückführen:",
    direct="Sie gehört zum Mailserver {host}, der seine Mail selbst zustellt.",
    found=(
        "Wir haben die Ursache gefunden: <was die Ursache war>. Sie endete am <Datum und Uhrzeit in "
        "UTC>, und <was sie künftig verhindert>."
    ),
    thanks="Vielen Dank.",
    signature="<Ihr Name und Ihre Adresse>",
)
