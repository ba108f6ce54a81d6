# A Debian of its own in a folder of this machine, for what this machine's Debian has not. Read by other scripts,
# which set `root`, the folder, and `debian`, the release; needs root on Debian.
# shellcheck shell=bash disable=SC2154

checkout=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
mirror=http://deb.debian.org/debian

# in_root COMMAND...: run a command in the other Debian, which sees this machine's devices, processes and files
# that are passed on; what is mounted for it ends with it
in_root() {
    # shellcheck disable=SC2016  # these names are of the inner shells
    unshare --mount sh -c '
        root=$1 checkout=$2 folder=$3
        shift 3
        for shared in /dev /proc "${TMPDIR:-/tmp}" "$checkout"; do
            mkdir -p "$root$shared"
            mount --rbind "$shared" "$root$shared"
        done
        exec chroot "$root" sh -c "cd \"\$0\" && exec \"\$@\"" "$folder" "$@"
    ' sh "$root" "$checkout" "$PWD" "$@"
}

# program_in_root FILE PROGRAM: make a file of this machine that runs a program of the other Debian
program_in_root() {
    {
        echo '#!/usr/bin/env bash'
        printf 'root=%q\ncheckout=%q\n' "$root" "$checkout"
        declare -f in_root
        printf 'in_root %q "$@"\n' "$2"
    } >"$1"
    chmod +x "$1"
}

# make_root PROGRAM PACKAGE...: the Debian with packages, if what they bring is not there
make_root() {
    local program=$1 begin=$SECONDS
    shift
    [ ! -x "$root$program" ] || return 0
    [ ! -e "$root" ] || rmdir "$root" # what is in it is not ours
    command -v debootstrap >/dev/null || {
        apt-get update -qq
        apt-get install -qq -y --no-install-recommends debootstrap
    }
    rm -rf --one-file-system "$root.unfinished"
    mkdir -p "$(dirname "$root")"
    trap 'tail "$root.log"' EXIT
    root=$root.unfinished fill_root "$@" >"$root.log" 2>&1
    trap - EXIT
    mv "$root.unfinished" "$root"
    rm "$root.log"
    echo "made $root in $((SECONDS - begin)) s"
}

# fill_root PACKAGE...: a Debian that keeps nothing that is not needed, neither documentation nor what it fetched,
# nor waits for the disk
fill_root() {
    local recipe=/usr/share/debootstrap/scripts
    # An old debootstrap does not know the names of releases to come, which are made as unstable is.
    [ -e "$recipe/$debian" ] && recipe=$recipe/$debian || recipe=$recipe/sid
    debootstrap --variant=minbase "$debian" "$root" "$mirror" "$recipe"
    printf 'path-exclude=/usr/share/%s/*\n' doc man locale icons >"$root/etc/dpkg/dpkg.cfg.d/small"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/quick"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    export DEBIAN_FRONTEND=noninteractive
    # What a mirror that is behind has serves as well.
    in_root apt-get update -qq -o Acquire::Check-Valid-Until=false
    in_root apt-get install -qq -y --no-install-recommends "$@"
    in_root apt-get clean
    # Whom this machine trusts, it trusts.
    [ ! -e "$certificates" ] || install -D "$certificates" "$root$certificates"
}
certificates=/etc/ssl/certs/ca-certificates.crt
