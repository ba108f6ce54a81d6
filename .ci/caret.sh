#!/usr/bin/env bash
# R's caret and what it needs, in a folder of their own: bash .ci/caret.sh FOLDER
#
# Prints the library that R_LIBS must name. Nothing is installed: the packages of Debian are fetched and unpacked,
# so that no other job waits for dpkg, nor has an R with packages that users need not have.
set -euo pipefail
folder=$1
mkdir -p "$folder/lists/partial" "$folder/archives/partial"
apt=(apt-get -qq -y -o Dir::State::lists="$folder/lists/" -o Dir::Cache::archives="$folder/archives/"
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o Debug::NoLocking=true)
{
    "${apt[@]}" update
    "${apt[@]}" install --no-install-recommends --download-only r-cran-caret r-cran-mlmetrics
    for package in "$folder"/archives/*.deb; do
        [ ! -e "$package" ] || dpkg -x "$package" "$folder/unpacked"
    done
} >&2
echo "$folder/unpacked/usr/lib/R/site-library"
