# Sourced by bin/test: what the machine must have, and the servers that live as long as the tests.
# need_machine installs what is missing by apt where it may, otherwise names the command.
# start_machine DIR sets postgres_url and TERREAU_TEST_REDIS_URL; stop_machine ends what it started, by process id.
postgres_pid="" redis_pid="" postgres_url=""

postgres_bin() {
    local folder
    folder="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -V | tail -n 1)"
    if [ -n "$folder" ] && [ "$(echo "$folder" | cut -d/ -f5)" -ge 15 ]; then echo "$folder"; fi
}

# What the tests cannot do without, and with it what they would rather have.
missing_packages() {
    command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || echo chromium-headless-shell
    [ -n "$(postgres_bin)" ] || echo postgresql
    command -v redis-server >/dev/null || echo redis-server
    [ "$(fc-list 2>/dev/null | grep -ci noto)" -gt 0 ] || echo fonts-noto-core fontconfig
}

wanted_packages() {
    { command -v chromium-headless-shell >/dev/null || echo chromium-headless-shell; missing_packages; } | sort -u
}

need_machine() {
    local missing command
    missing="$(wanted_packages | tr '\n' ' ')"
    [ -n "${missing// /}" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        apt_install "" $missing
    elif sudo -n true 2>/dev/null; then
        apt_install "sudo -n" $missing
    fi
    missing="$(missing_packages | tr '\n' ' ')"
    [ -n "${missing// /}" ] || return 0
    command="apt-get update && apt-get install --yes --no-install-recommends ${missing% }"
    echo "The tests need: ${missing% }. Install them as root, then run bin/test again:" >&2
    echo "  $command" >&2
    return 1
}

# A distribution starts its own servers on installation: ours are scratch ones, so the package may start none.
apt_install() {
    local as_root="$1"
    shift
    echo "Installing by apt: $*" >&2
    command -v apt-get >/dev/null || return 1
    $as_root apt-get update -qq >&2 &&
        $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
            apt-get install -qq --yes --no-install-recommends "$@" >&2
}

free_port() { python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# initdb refuses root, so as root everything of PostgreSQL runs as the user its package made.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

start_machine() {
    start_postgres "$1/postgres" && start_redis "$1"
}

start_postgres() {
    local folder="$1" port bin
    port="$(free_port)" bin="$(postgres_bin)"
    mkdir -p "$folder" && chmod 711 "$(dirname "$folder")"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    as_postgres "$bin/initdb" --pgdata "$folder/data" --username terreau --auth trust --encoding UTF8 \
        --locale C.UTF-8 --no-sync >"$folder.log" 2>&1 || { cat "$folder.log" >&2; return 1; }
    (cd / && as_postgres "$bin/pg_ctl" start --pgdata "$folder/data" --wait --silent --log "$folder/server.log" \
        --options "-h 127.0.0.1 -p $port -k $folder -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
        -c max_connections=200 -c shared_buffers=128MB") || { as_postgres cat "$folder/server.log" >&2; return 1; }
    postgres_pid="$(as_postgres head -n 1 "$folder/data/postmaster.pid")"
    postgres_url="postgresql://terreau@127.0.0.1:$port/postgres"
}

start_redis() {
    local port
    port="$(free_port)"
    redis-server --bind 127.0.0.1 --port "$port" --save '' --dir "$1" >"$1/redis.log" 2>&1 &
    redis_pid=$!
    export TERREAU_TEST_REDIS_URL="redis://127.0.0.1:$port/0"
}

stop_machine() {
    [ -z "$postgres_pid" ] || kill -INT "$postgres_pid" 2>/dev/null
    [ -z "$redis_pid" ] || kill "$redis_pid" 2>/dev/null
    while [ -n "$postgres_pid" ] && kill -0 "$postgres_pid" 2>/dev/null; do sleep 0.1; done
    postgres_pid="" redis_pid=""
}
