#!/bin/sh
# A box's own /etc, /var/lib and /run, its D-Bus and a real NetworkManager, private to this process and its children;
# then a program among them. Run in the box's network: unshare --mount sh network_manager.sh FOLDER PROGRAM...
set -eu
folder=$1
shift
mount --make-rprivate /
mkdir "$folder/system"
mount -t tmpfs none "$folder/system"
for place in etc var/lib; do
    name=$(basename $place)
    mkdir "$folder/system/$name" "$folder/system/$name.work"
    mount -t overlay none -o "lowerdir=/$place,upperdir=$folder/system/$name,workdir=$folder/system/$name.work" /$place
done
mount -t tmpfs none /run
mount -o remount,ro /sys # ip-netns(8) has mounted it; writable, NetworkManager waits for a udev that is not there
mkdir -p /run/dbus /etc/NetworkManager/system-connections /etc/NetworkManager/dnsmasq-shared.d
cat >/etc/NetworkManager/NetworkManager.conf <<'END'
[main]
plugins=keyfile
no-auto-default=*
[device-all]
match-device=*
managed=1
END
dbus-daemon --system --nofork --nopidfile &
until [ -S /run/dbus/system_bus_socket ]; do sleep 0.05; done
NetworkManager --no-daemon >"$folder/network-manager.txt" 2>&1 &
exec "$@"
