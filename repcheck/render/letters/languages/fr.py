"""Letters in French."""

from repcheck.render.letters.wording import LetterWords

WORDING = LetterWords(
    our_server="notre serveur de messagerie",
    host_name="<nom complet du serveur de messagerie>",
    to="À",
    subject="Objet",
    subjects={
        "operator": "{who} sur {label}",
        "network_owner": "{who} sur {label}",
        "reverse_name": "DNS inverse (PTR) de {who}",
        "misread": "Votre serveur prend une erreur de {label} pour une inscription",
        "dead": "Votre serveur interroge la liste fermée {label}",
        "receiver": "Le courrier de {who} est refusé",
    },
    greeting="Bonjour,",
    requests={
        "operator": (
            "{label} inscrit {who}. Merci de retirer cette inscription, ou de nous dire ce que vous "
            "observez encore."
        ),
        "provider": (
            "{label} refuse le courrier de {who}. Merci de l'accepter de nouveau, ou de nous dire ce "
            "que vous observez encore."
        ),
        "network_owner": (
            "Nous utilisons {who} dans votre réseau, et {label} l'a inscrite. Merci d'en demander le "
            "retrait et de nous dire ce qui a été constaté, ou de nous attribuer une adresse qui n'est "
            "pas concernée."
        ),
        "service": (
            "Des destinataires refusent le courrier que nous envoyons par {who}{of_label}. Merci d'y "
            "remédier, et de nous attribuer un groupe d'adresses qui n'est pas concerné ou une adresse "
            "dédiée."
        ),
        "reverse_name": "Merci de définir le DNS inverse (PTR) de {who} comme {host}.",
        "misread": (
            "Votre serveur refuse le courrier de {who} à cause de {label}, qui ne l'inscrit pas. La "
            "réponse cite une erreur de cette liste : votre résolveur n'a pas le droit de "
            "l'interroger. Merci d'utiliser votre propre résolveur, et de ne pas prendre les erreurs "
            "pour des inscriptions."
        ),
        "dead": (
            "Votre serveur refuse le courrier de {who} à cause de {label}, une liste fermée. Merci de "
            "la retirer de vos réglages : ce que répond sa zone n'inscrit plus personne."
        ),
        "receiver": (
            "Votre serveur refuse le courrier de {who}{of_label}. Merci de nous laisser passer, ou de "
            "nous indiquer la règle appliquée, afin que nous puissions corriger la cause."
        ),
    },
    said={
        "operator": (
            "Des destinataires refusent notre courrier et disent que {label} inscrit {who}. Merci de "
            "retirer cette inscription, ou de nous dire ce que vous observez encore."
        ),
        "network_owner": (
            "Nous utilisons {who} dans votre réseau, et {label} l'aurait inscrite. Merci d'en demander "
            "le retrait et de nous dire ce qui a été constaté, ou de nous attribuer une adresse qui "
            "n'est pas concernée."
        ),
    },
    answers="Réponse de la liste le {checked} :",
    refused="Messages refusés jusqu'ici : {bounces}.",
    refused_between="Messages refusés jusqu'ici : {bounces}, entre {first} et {last} (UTC).",
    reply="L'une des réponses, destinataires masqués :",
    reverse_names="Noms inverses qui ramènent à leur adresse :",
    direct="Elle appartient au serveur de messagerie {host}, qui envoie son courrier directement.",
    found=(
        "Nous avons trouvé la cause : <ce qui l'a causé>. Elle a cessé le <date et heure en UTC>, et "
        "<ce qui l'empêche désormais>."
    ),
    thanks="Merci.",
    signature="<votre nom et votre adresse>",
)
