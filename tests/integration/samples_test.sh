#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# samples_test.sh GENERATOR: the sample project, judged by other programs' decoders. Exit status 77: they are missing.
set -uo pipefail
generator=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}
for tool in pngtopnm djpeg oiiotool; do
    command -v "$tool" >/dev/null || { echo "SKIPPED: $tool is not installed"; exit 77; }
done

# The command line.
"$generator" --help | grep -q '^usage:' || fail "--help shows no usage"
"$generator" 2>/dev/null
[ $? -eq 2 ] || fail "no argument is not wrong usage"
mkdir "$work/foreign" && echo mine >"$work/foreign/mine.txt"
"$generator" "$work/foreign" 2>/dev/null
[ $? -eq 1 ] || fail "a foreign folder is not refused"
[ "$(ls -A "$work/foreign")" = mine.txt ] || fail "a foreign folder was written to"

# The same bytes each time, and nothing written twice.
"$generator" "$work/one" >/dev/null || fail "the generator failed"
"$generator" "$work/two" >/dev/null || fail "the generator failed the second time"
diff -r "$work/one" "$work/two" >/dev/null || fail "two runs differ"
"$generator" "$work/one" | grep -q '(0 written' || fail "what was right was written again"
rm "$work/one/assets/ui/panel.png"
"$generator" "$work/one" | grep -q '(1 written' || fail "what was removed was not made again"

# Other decoders accept what is sound and refuse what is broken.
cd "$work/one/assets" || exit 1
while IFS= read -r file; do
    pngtopnm "$file" >"$work/image" 2>/dev/null || fail "pngtopnm refuses $file"
done < <(find . -name '*.png' -not -path './broken/*')
while IFS= read -r file; do
    djpeg "$file" >"$work/image" 2>"$work/words" || fail "djpeg refuses $file"
    [ ! -s "$work/words" ] || fail "djpeg warns of $file: $(cat "$work/words")"
done < <(find . -name '*.jpg')
for file in broken/*.png; do
    if pngtopnm "$file" >"$work/image" 2>/dev/null; then fail "pngtopnm accepts $file"; fi
done
size_of() { oiiotool --info "$1" 2>&1 | sed -n 's/^[^:]*: *\([0-9]* x *[0-9]*\),.*/\1/p' | tr -d ' '; }
while read -r size file; do
    [ "$(size_of "$file")" = "$size" ] || fail "$file is not $size but '$(size_of "$file")'"
done <<'TXT'
1024x1024 textures/brick/brick_albedo.png
512x512 textures/brick/brick_h.png
2048x2048 textures/wood/wood_albedo.jpg
1024x1024 textures/metal/metal_albedo.dds
256x32 ui/health_bar.png
333x77 formats/png/odd_size.png
512x256 formats/dds/bc1.dds
512x256 formats/dds/bc5.dds
TXT
# Lossy forms of one picture are near to the lossless one.
near() {
    oiiotool "$1" "$2" --ch R,G,B --swap --ch R,G,B --fail 0.2 --failpercent 1 --hardfail 1 --diff >"$work/words" 2>&1 ||
        fail "$1 is far from $2: $(tail -n 3 "$work/words" | tr '\n' ' ')"
}
near formats/jpeg/baseline_420.jpg formats/png/rgb.png
near formats/jpeg/cmyk.jpg formats/png/rgb.png
near formats/dds/rgba8.dds formats/dds/bc3.dds

[ "$failures" -eq 0 ] || { echo "$failures failures"; exit 1; }
echo "the sample project is sound: $(find . -type f | wc -l) assets"
