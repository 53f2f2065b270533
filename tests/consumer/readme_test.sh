#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# readme_test.sh <README.md> <installed prefix> <work folder> [compiler flags]
# Does what the README says: writes out the files it shows, builds the plugin and the engine against an installed
# Sinter, cooks the project for mobile and runs the engine.
set -euo pipefail
readme=$1 prefix=$2 work=$3 flags=${4-}
rm -rf "$work"
mkdir -p "$work"

# A fenced block belongs to the "file:" comment right before it.
awk -v work="$work" '
    /^<!-- file: / { file = work "/" $3; next }
    /^```/ && file != "" && !open { open = 1; system("mkdir -p \"$(dirname \"" file "\")\""); next }
    /^```/ && open { close(file); file = ""; open = 0; next }
    open { print > file }
' "$readme"

for part in colour engine; do
    cmake -S "$work/$part" -B "$work/$part/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_CXX_FLAGS="$flags" -DCMAKE_C_FLAGS="$flags" >"$work/$part.log"
    cmake --build "$work/$part/build" >>"$work/$part.log" || { cat "$work/$part.log"; exit 1; }
done

mkdir -p "$work/game/plugins" "$work/game/assets/ui" "$work/game/assets/terrain"
cp "$work/colour/build/plugins/colour.so" "$work/game/plugins/"
printf '#ff8800' >"$work/game/assets/ui/bar.colour"
printf 'orange' >"$work/game/assets/terrain/wrong.colour"

cd "$work/engine"
export SINTER_PLUGIN_PATH=$prefix/lib/sinter/plugins
said=$(./build/engine)
echo "$said"
[ "$said" = "bar is 1x1" ]

rc=0
report=$("$prefix/bin/sinter" cook --project "$work/game" --platform mobile) || rc=$?
echo "$report"
[ "$rc" -eq 1 ]
grep -q 'for mobile' <<<"$report"
grep -q 'colour: wants #rrggbb' <<<"$report"
