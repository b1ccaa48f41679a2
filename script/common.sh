# Shared by the scripts beside it; sourced by them from the top folder. POSIX sh.
# shellcheck shell=sh

VAR=${DATA_DIR:-$PWD/var}
STAMPS=$VAR/stamps
LOGS=$VAR/log
STARTED=$(date +%s)
CHILDREN=""
export COMMAND="${COMMAND:-$0}" # what was typed, for "then run … again"
trap 'exit 130' INT TERM # so that what is set for EXIT is done then, too

# Behind an inspecting proxy the machine's own certificates are the right ones, for pip and npm too.
CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt
use_ca_bundle() {
    if [ -s "$CA_BUNDLE" ]; then
        export PIP_CERT="${PIP_CERT:-$CA_BUNDLE}" NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$CA_BUNDLE}"
    fi
}

say() { printf '%4s s  %s\n' "$(($(date +%s) - STARTED))" "$*"; }

# fail ENGLISH CHINESE: what is wrong and what to do about it, and nothing else.
fail() {
    printf '\n%s\n%s\n' "$1" "$2" >&2
    exit 1
}

await_children() {
    for child in $CHILDREN; do wait "$child" || exit 1; done
    CHILDREN=""
}
# When another step has failed, what runs beside says nothing more. Its apt itself is left to finish: cut short, it would
# leave the machine's packages half configured; the next run waits for its lock.
silence_children() {
    for child in $CHILDREN; do kill "$child" 2>/dev/null || :; done
}

# A stamp holds the key under which a step was last finished.
is_stamped() { [ -f "$STAMPS/$1" ] && [ "$(cat "$STAMPS/$1")" = "$2" ]; }
stamp() { mkdir -p "$STAMPS" && printf '%s\n' "$2" >"$STAMPS/$1"; }
key_of() { cat "$@" 2>/dev/null | sha256sum | cut -c 1-32; }

free_megabytes() { stat -f -c '%a %S' "$1" | { read -r blocks size && echo $((blocks * (size / 512) / 2048)); }; }

# need_space FOLDER MEGABYTES
need_space() {
    have=$(free_megabytes "$1")
    [ "$have" -ge "$2" ] || fail \
        "The disk that holds $1 has $have MB free and $2 MB are needed: free some space there, then run $COMMAND again." \
        "$1 所在磁盘只剩 $have MB，需要 $2 MB：请清理磁盘后重新运行 $COMMAND。"
}

# explain WHAT LOG: end with the one sentence that fits what a failed step wrote.
explain() {
    if grep -qiE 'no space left|errno 28|ENOSPC|not enough free space|disk quota' "$2"; then
        fail "The disk is full ($1): free some space, then run $COMMAND again." \
            "磁盘已满：请清理磁盘后重新运行 $COMMAND。"
    elif grep -qiE 'could not get lock|unable to acquire the dpkg' "$2"; then
        fail "Another apt is at work on this machine ($1): wait until it has finished, then run $COMMAND again." \
            "本机正在运行另一个 apt：请等它结束后重新运行 $COMMAND。"
    elif grep -qiE 'dpkg was interrupted' "$2"; then
        fail "An earlier installation was cut short ($1): run 'dpkg --configure -a' as root, then $COMMAND again." \
            "上一次安装被中断：请以 root 运行 dpkg --configure -a，然后重新运行 $COMMAND。"
    elif grep -qiE 'do not match the hashes|EINTEGRITY' "$2"; then
        fail "A package is not the one the lock file names ($1): see $2, and use another package mirror." \
            "下载的软件包与锁定文件不符：详见 $2，请更换软件源。"
    elif grep -qiE 'resolv|could not connect|failed to establish|unable to (fetch|locate)|no installation candidate|not find a version|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONN|network is unreachable|certificate' "$2"; then
        fail "The package mirrors cannot be reached ($1): connect this machine to the network, or set its mirror or proxy (see $2), then run $COMMAND again." \
            "无法连接软件源：请联网，或配置软件源、代理（详见 $2），然后重新运行 $COMMAND。"
    fi
    tail -n 5 "$2" >&2
    fail "This step failed: $1. The whole output is in $2; put right what its last lines say, then run $COMMAND again." \
        "有一步没有完成。完整输出见 $2，请按末尾几行处理后重新运行 $COMMAND。"
}

# step NAME WHAT COMMAND…: run it with its output in a log, a sign of life every ten seconds.
step() {
    name=$1 what=$2
    shift 2
    mkdir -p "$LOGS"
    say "$what …"
    (
        trap 'kill $! 2>/dev/null; exit 0' TERM
        while sleep 10 & wait $! && kill -0 $$; do say "  … $what"; done
    ) 2>/dev/null &
    beat=$!
    "$@" >"$LOGS/$name.log" 2>&1 </dev/null && status=0 || status=$?
    kill "$beat" 2>/dev/null || :
    wait "$beat" 2>/dev/null || :
    [ "$status" = 0 ] || explain "$what" "$LOGS/$name.log"
    say "$what: done"
}

# pip_install -r LOCK: exactly what a lock names, nothing built here.
pip_install() {
    .venv/bin/python -m pip install --disable-pip-version-check --no-input --require-hashes --only-binary=:all: \
        --no-compile --progress-bar off "$@"
}

# How commands are run as root: "" as root, "sudo" where it asks nothing, "no" otherwise.
root_way() {
    if [ "$(id -u)" = 0 ]; then echo ""; elif sudo -n true 2>/dev/null; then echo "sudo"; else echo "no"; fi
}

apt_get() {
    # Nothing here is worth an fsync for each file: a cut-short installation is simply run again.
    ${ROOT_WAY:-} env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
        -o Dpkg::Options::=--force-unsafe-io -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 \
        -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 -o Acquire::http::Timeout=20 -o Acquire::Languages=none "$@"
}

# exists PATH…: is one of them there? (A pattern that matched nothing is a path that is not there.)
exists() { for path in "$@"; do [ -e "$path" ] && return 0; done; return 1; }
lacks() { ! exists "$@"; }
