#!/usr/bin/env bash
# Makes an environment of a Python that this machine has not: bash .ci/other_python.sh ROOT FOLDER [OPTION...]
#
# Makes a Debian of its own in the folder ROOT if there is none, by debootstrap, with Python 3.14, its headers and
# GCC; then, with the options of venv, a virtual environment in FOLDER, whose bin/python is called from here and
# runs there. It sees the checkout and /tmp, where FOLDER must be too. Both can be deleted by rm -r. Needs root on
# Debian. DEBIAN is the release: forky, unless given.
set -euo pipefail

[ $# -gt 1 ] || { sed -n '2,7s/^# //p' "$0"; exit 2; }
root=$(realpath -m "$1")
folder=$(realpath -m "$2")
shift 2
debian=${DEBIAN:-forky}
version=3.14
# shellcheck source=.ci/debian.sh
. "$(dirname "$0")/debian.sh"

python=/usr/bin/python$version
make_root "$python" "python$version-venv" "python$version-dev" gcc libc6-dev
in_root "$python" -m venv "$@" "$folder"
rm "$folder/bin/python" # a link that leads nowhere from here
program_in_root "$folder/bin/python" "$folder/bin/python$version"
"$folder/bin/python" --version
