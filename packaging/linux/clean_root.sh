#!/usr/bin/env bash
# Installs a Debian package in a clean system, lets what it installed prove itself, removes it
# and looks for what it left. As root, with debootstrap:
#   packaging/linux/clean_root.sh PACKAGE.deb [SUITE [MIRROR]]
set -euo pipefail

package=$(realpath "$1")
root=$(mktemp --directory)
chmod 755 "$root"
trap 'umount "$root/proc" 2>/dev/null || true; rm -rf --one-file-system "$root"' EXIT

inside() {
    chroot "$root" /usr/bin/env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

as_a_user() {
    inside unshare --net su --login --shell /bin/sh --command "LANG=C.UTF-8 $*" reader
}

debootstrap --variant=minbase "${2:-bookworm}" "$root" ${3:+"$3"} >"$root.log" 2>&1 ||
    { tail "$root.log"; exit 1; }
rm "$root.log"
mount -t proc proc "$root/proc"
inside useradd --create-home reader
cp "$package" "$root/package.deb"

echo "Installing"
inside apt-get update --quiet --quiet
inside apt-get install --yes --quiet --quiet --no-install-recommends /package.deb >/dev/null 2>&1
inside dpkg-query --show interlinear
rm "$root/package.deb"

echo "Libraries"
bundle=/usr/lib/interlinear
linked=$(inside LD_LIBRARY_PATH=$bundle/_internal find $bundle -type f \
    '(' -name '*.so*' -o -name interlinear ')' -exec ldd {} + 2>/dev/null || true)
missing=$(grep 'not found' <<<"$linked" | sort --unique || true)
[ -z "$missing" ] || { echo "$missing"; exit 1; }

echo "Starting"
as_a_user interlinear selftest
as_a_user interlinear models list
as_a_user interlinear

echo "Removing"
inside apt-get purge --yes --quiet --quiet interlinear >/dev/null
left=$(find "$root" -xdev -iname '*interlinear*' \
    -not -path "$root/home/*" -not -path "$root/var/log/*")
[ -z "$left" ] || { echo "Left behind:"; echo "$left"; exit 1; }
echo "Nothing is left."
