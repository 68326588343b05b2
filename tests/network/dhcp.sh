#!/bin/sh
# What busybox udhcpc calls: the phone takes what it was given, and writes it down in $LEASE.
[ "$1" = bound ] || exit 0
ip address replace "$ip/$mask" dev "$interface"
ip route replace default via "$router" dev "$interface"
printf '%s\n' "ip=$ip" "router=$router" "dns=$dns" "ntpsrv=$ntpsrv" "opt114=$opt114" "lease=$lease" >"$LEASE"
