#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# cage_strace_test.sh PROGRAM WORKER PLUGINS: what hostile inputs open, as strace sees it. Exit status 77: no strace.
set -uo pipefail
program=$(realpath "$1")
worker=$(realpath "$2")
plugins=$(realpath "$3")
command -v strace >/dev/null || { echo "SKIPPED: strace is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
strace -f -o "$work/probe" true 2>/dev/null || { echo "SKIPPED: strace may not trace here"; exit 77; }
failures=0
fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

mkdir -p "$work/project/assets" "$work/outside"
echo "the secret of another folder" >"$work/outside/secret"
cat >"$work/project/sinter.toml" <<TOML
[limits]
job_seconds = 2
[[rule]]
match = "**"
TOML
number=0
source_of() {
    number=$((number + 1))
    printf '%s\nbody %s\n' "$1" "$number" >"$work/project/assets/a$number.misbehave"
}
for deed in good good good segfault abort "open /etc/passwd" "open $work/outside/secret" "open /proc/self/environ" \
    "create $work/outside/made" "create /tmp/misbehave-escaped" "change $work/outside/secret" exec fork thread \
    "read ../../outside/secret" "read $work/outside/secret" "read /etc/passwd" "read file:///etc/passwd" \
    "read link" "connect_unix $work/outside/socket" leave_locale use_up_descriptors throw_std endless_loop; do
    source_of "$deed"
done
ln -s "$work/outside/secret" "$work/project/assets/link"

SINTER_WORKER="$worker" SINTER_PLUGIN_PATH="$plugins" timeout 120 strace -f -qq -e trace=%file,socket,connect,execve \
    -o "$work/calls" "$program" cook --project "$work/project/sinter.toml" >"$work/out" 2>&1
code=$?
[ "$code" -le 1 ] || { fail "exit code $code"; cat "$work/out"; }
# A call that another process interrupted stands on two lines.
awk '/<unfinished \.\.\.>$/ { sub(/ *<unfinished \.\.\.>$/, ""); begun[$1] = $0; next }
    / resumed>/ { who = $1; sub(/^.* resumed>/, ""); print begun[who] $0; next }
    { print }' "$work/calls" >"$work/trace"
grep -q 'misbehave' "$work/trace" || fail "the plugin was never opened"

# Who is who: workers and their servers descend from the processes that execute the worker.
awk -v worker="$worker" '$2 ~ /^execve/ && index($0, worker) && / = 0$/ { print $1 }' "$work/trace" | sort -u \
    >"$work/servers"
[ -s "$work/servers" ] || fail "no worker was started"

# Opened by anyone: the project, the program's own libraries and plugins, the system's fixed files.
opened=$(grep -E '(open|openat|openat2|creat)\(' "$work/trace" | grep -vE ' = -1 ' |
    sed -nE 's/^[^"]*"([^"]*)".*/\1/p' | sort -u)
while IFS= read -r path; do
    case $path in
        "$work"/project* | "$plugins"* | "$worker" | "$(dirname "$program")"*) ;;
        /lib/* | /usr/lib/* | /etc/ld.so.cache | /lib64/* | /usr/lib64/*) ;;
        /proc/* | /sys/* | /dev/null | /etc/localtime | /usr/share/locale* | /etc/OpenCL*) ;;
        /*) fail "opened $path" ;;
        *) ;;  # relative to a folder that is open already
    esac
done <<<"$opened"
grep -E 'open[a-z0-9]*\(' "$work/trace" | grep -vE ' = -1 ' | grep -E 'secret|passwd|environ|escaped' &&
    fail "a file outside was opened"

# After its lock, a worker opens nothing at all: what it tries is refused.
grep -E '"/etc/passwd"|outside/' "$work/trace" | grep -E '(open|openat|openat2|creat|rename|unlink|mkdir|symlink|chmod|truncate|connect|execve)[a-z0-9]*\(' |
    grep -v 'execve("'"$program" | grep -E ' = [0-9]' && fail "a call outside succeeded"
grep -E 'execve\(' "$work/trace" | grep -E ' = 0$' | grep -vF "$worker" | grep -vF "$program" &&
    fail "a foreign program was started"
grep -rq 'the secret of' "$work/project/.sinter" "$work/out" && fail "a secret was carried out"
[ ! -e "$work/outside/made" ] || fail "a file was made outside"
[ ! -e /tmp/misbehave-escaped ] || fail "a file was made in /tmp"
[ "$(cat "$work/outside/secret")" = "the secret of another folder" ] || fail "a file outside was changed"
[ "$failures" -eq 0 ] && echo "$(wc -l <"$work/trace") calls, $(wc -l <"$work/servers") worker programs: nothing outside"
exit $((failures != 0))
