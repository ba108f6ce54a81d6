#!/usr/bin/env bash
# Compares pynnet with the R of another Debian than this machine's: bash .ci/other_r.sh ROOT [COMMAND...]
#
# Makes a Debian of its own in the folder ROOT if there is none, by debootstrap, with R and what the comparison
# needs of it; then runs COMMAND with that R as `Rscript`, or the whole comparison if none is given. Python and
# pynnet are those of this machine: PYTHON names the interpreter. The folder can be used again, and deleted by
# rm -r. Needs root on Debian. DEBIAN is the release: trixie, unless given, which has R 4.5.
#
# What the comparison proves: the exp, log and BLAS of that R are those of the recordings; every kept case,
# search, effect and metric equals that R, run there and then; so do random formulas, functions and calls.
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,4s/^# //p' "$0"; exit 2; }
root=$(realpath -m "$1")
shift
cd "$(dirname "$0")/.."
checkout=$PWD
debian=${DEBIAN:-trixie}
mirror=http://deb.debian.org/debian
python=${PYTHON:-python3}

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

# make_root FOLDER: a Debian with R
make_root() {
    local root=$1
    debootstrap --variant=minbase "$debian" "$root" "$mirror"
    # Nothing is kept that is not needed: neither documentation nor packages; nor is the disk waited for.
    printf 'path-exclude=/usr/share/%s/*\n' doc man locale icons >"$root/etc/dpkg/dpkg.cfg.d/small"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/quick"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    export DEBIAN_FRONTEND=noninteractive
    in_root apt-get update -qq
    in_root apt-get install -qq -y --no-install-recommends \
        r-base-core r-cran-nnet r-cran-mass r-cran-e1071 r-cran-jsonlite
    in_root apt-get clean
}

if [ ! -x "$root/usr/bin/Rscript" ]; then
    [ ! -e "$root" ] || rmdir "$root" # what is in it is not ours
    command -v debootstrap >/dev/null || {
        apt-get update -qq
        apt-get install -qq -y --no-install-recommends debootstrap
    }
    begin=$SECONDS
    rm -rf --one-file-system "$root.unfinished"
    mkdir -p "$(dirname "$root")"
    trap 'tail "$root.log"' EXIT
    make_root "$root.unfinished" >"$root.log" 2>&1
    trap - EXIT
    mv "$root.unfinished" "$root"
    rm "$root.log"
    echo "made $root in $((SECONDS - begin)) s"
fi

# The comparison finds R on the PATH.
programs=$(mktemp -d)
trap 'rm -r "$programs"' EXIT
{
    echo '#!/usr/bin/env bash'
    printf 'root=%q\ncheckout=%q\n' "$root" "$checkout"
    declare -f in_root
    echo 'in_root /usr/bin/Rscript "$@"'
} >"$programs/Rscript"
chmod +x "$programs/Rscript"
export PATH=$programs:$PATH PYNNET_REQUIRE_R=1
Rscript --version

if [ $# -gt 0 ]; then
    "$@"
    exit
fi
"$python" -m pynnet info
"$python" -m compat.compare.counts
"$python" -m pytest -m r compat tests docs README.md
"$python" -m compat.fuzz.formula --number 1000
"$python" -m compat.fuzz.calls --nnet 100 --multinom 50
"$python" -m compat.fuzz.printing 2000
