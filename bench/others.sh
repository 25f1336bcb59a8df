#!/usr/bin/env bash
# What other tools say of the demo's lists, for docs/comparison.md. Nothing leaves this machine: it runs in a network
# of its own, with the demo's name server as the only one. Needs root, Debian's rblcheck and monitoring-plugins-contrib,
# pydnsbl in the environment of $PYDNSBL (a python), and repcheck on PATH.
#   unshare --mount --net bench/others.sh
set -uo pipefail
scratch=$(mktemp -d)
trap 'kill "$server"; rm -r "$scratch"' EXIT
ip link set lo up
echo "nameserver 127.0.0.1" >"$scratch/resolv.conf"
mount --bind "$scratch/resolv.conf" /etc/resolv.conf
repcheck demo --serve --port 53 >"$scratch/said" &
server=$!
until grep -qs Try "$scratch/said"; do sleep 0.1; done

for list in honest wildcard refusing servfail dead; do
    zone=$list.dnsbl.example
    for address in 192.0.2.10 198.51.100.20; do
        printf '\n%s, %s\n' "$list" "$address"
        rblcheck -c -s "$zone" "$address"
        echo "  rblcheck: exit $?"
        /usr/lib/nagios/plugins/check_rbl -H "$address" -s "$zone"
        echo "  check_rbl: exit $?"
        "${PYDNSBL:-python3}" -W ignore - "$zone" "$address" <<'PYTHON'
import sys
from pydnsbl import DNSBLIpChecker
from pydnsbl.providers import Provider

found = DNSBLIpChecker(providers=[Provider(sys.argv[1])]).check(sys.argv[2])
print(f"  pydnsbl: blacklisted={found.blacklisted}, failed_providers={len(found.failed_providers)}")
PYTHON
        # its test entries need the answer of a list that lives, or every list would be silent
        repcheck check "$address" --catalog "$(dirname "$0")/../repcheck/demo/catalog.yaml" --resolver 127.0.0.1 \
            --lists "demo-$list,demo-second" --format jsonl | grep "\"list\":\"demo-$list\"" | grep -m1 observation |
            grep -o '"state":"[a-z]*","reason":[a-z_"]*'
    done
done
