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
debian=${DEBIAN:-trixie}
python=${PYTHON:-python3}
# shellcheck source=.ci/debian.sh
. "$(dirname "$0")/debian.sh"
cd "$checkout"

make_root /usr/bin/Rscript r-base-core r-cran-nnet r-cran-mass r-cran-e1071 r-cran-jsonlite

# The comparison finds R on the PATH.
programs=$(mktemp -d)
trap 'rm -r "$programs"' EXIT
program_in_root "$programs/Rscript" /usr/bin/Rscript
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
