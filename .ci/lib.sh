# What .ci/run is made of. Needs nothing but Debian, Node 20 and npm.

work=$(mktemp -d)
stops=()

# Ends what this run started, newest first, and nothing else.
finish() {
  local i
  for ((i = ${#stops[@]} - 1; i >= 0; i--)); do ${stops[i]} >/dev/null 2>&1; done
  rm -rf "$work"
}
trap finish EXIT

# step NAME COMMAND...: runs it, says how long it took, and ends the run when it fails.
step() {
  local name=$1 start=$SECONDS
  shift
  echo "== $name"
  "$@" || { echo "== $name failed after $((SECONDS - start)) s"; exit 1; }
  echo "== $name: $((SECONDS - start)) s"
}

# need_deb PACKAGE...: installs the Debian packages that are missing.
need_deb() {
  local missing=() name
  for name; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} = 0 ] && return
  if [ ! -e "$work/apt-updated" ]; then
    apt-get update -qq && touch "$work/apt-updated" || return
  fi
  echo "installing ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$work/apt.log" 2>&1 ||
    { cat "$work/apt.log"; return 1; }
}

# wait_for COMMAND...: until it succeeds, 20 seconds at most.
wait_for() {
  local try
  for ((try = 0; try < 100; try++)); do
    "$@" && return
    sleep 0.2
  done
  echo "gave up waiting for: $*"
  return 1
}

redis_answers() {
  local reply
  { exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'PING\r\n' >&3 && read -r -t 2 reply <&3; } 2>/dev/null
  exec 3<&-
  [[ ${reply:-} == +PONG* ]]
}

# start_redis [PORT]: uses the one that answers, or starts one that stores nothing; sets REDIS_URL.
start_redis() {
  local port=${1:-6379}
  export REDIS_URL=redis://127.0.0.1:$port
  redis_answers "$port" && return
  need_deb redis-server || return
  # Installing the package may have started it.
  redis_answers "$port" && return
  redis-server --bind 127.0.0.1 --port "$port" --save "" --appendonly no --dir "$work" >"$work/redis.log" 2>&1 &
  stops+=("kill $!")
  wait_for redis_answers "$port"
}

postgres_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# start_postgres [PORT]: the same for PostgreSQL, without passwords, with a database "test"; sets DATABASE_URL.
start_postgres() {
  local port=${1:-5432} data=$work/postgres bin
  export DATABASE_URL=postgres://postgres@127.0.0.1:$port/test
  postgres_answers "$port" && return
  # Debian would set up and start a server of its own, with passwords.
  [ -d /etc/postgresql-common ] || {
    install -d /etc/postgresql-common/createcluster.d &&
      echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/no-main.conf
  }
  need_deb postgresql || return
  bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
  # PostgreSQL refuses to run as root.
  chmod 711 "$work" && install -d -o postgres -m 700 "$data" || return
  (
    cd "$data" &&
      runuser -u postgres -- "$bin/initdb" -D "$data" -A trust &&
      runuser -u postgres -- "$bin/pg_ctl" -D "$data" -w -l "$data/log" \
        -o "-c listen_addresses=127.0.0.1 -p $port -k $data" start
  ) >"$work/postgres.log" 2>&1 || { cat "$work/postgres.log"; return 1; }
  stops+=("runuser -u postgres -- $bin/pg_ctl -D $data -m fast stop")
  runuser -u postgres -- "$bin/createdb" -h 127.0.0.1 -p "$port" test
}
