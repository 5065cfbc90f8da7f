#!/bin/sh
# Writes Heard's part of nginx's configuration, for the processes that the environment names.
#
#   HEARD_PROCESSES="127.0.0.1:8501 127.0.0.1:8502" render.sh site  > /etc/nginx/conf.d/heard.conf
#   HEARD_PROCESSES="…"                             render.sh whole > nginx.conf
#
# "site" goes within the http block of a machine's own nginx; "whole" is all that nginx needs, as in a container.
#
#   HEARD_PROCESSES        address:port of each process, with blanks between. Addresses, not names: nginx
#                          asks for the address of a name once, when it starts
#   HEARD_SERVER_NAME      names under which people reach Heard; any if absent
#   HEARD_LISTEN           where to listen; 80 if absent
#   HEARD_TLS_CERTIFICATE  file of the certificate with its chain; with it, Heard is served over https alone
#   HEARD_TLS_KEY          file of its key
#   HEARD_TLS_LISTEN       where to listen for https; 443 if absent
set -eu

part="${1:-site}"
here="$(cd "$(dirname "$0")" && pwd)"
: "${HEARD_PROCESSES:?names no process}"
server_name="${HEARD_SERVER_NAME:-_}"
listen="${HEARD_LISTEN:-80}"
tls_listen="${HEARD_TLS_LISTEN:-443}"
certificate="${HEARD_TLS_CERTIFICATE:-}"
# A process that failed three times within 5 seconds is left alone for as long, and then tried again. One failure
# may be one slow page.
fails="max_fails=3 fail_timeout=5s"

# nginx is told of HTTP/2 in two ways: until 1.25.0 by a word after the port, since then by a line of its own. An
# nginx that cannot be asked is not told.
version="$(PATH="$PATH:/usr/sbin" nginx -v 2>&1 \
  | sed -n 's|.*nginx/\([0-9]*\)\.\([0-9]*\)\.\([0-9]*\).*|\1 * 1000000 + \2 * 1000 + \3|p')"
version="$((${version:-0}))"
http2_word=""
http2_line=""
if [ "$version" -ge 1025001 ]; then
  http2_line="http2 on;"
elif [ "$version" -gt 0 ]; then
  http2_word=" http2"
fi

servers() { # all processes; those other than $1 as reserves, where $1 is given
  for address in $HEARD_PROCESSES; do
    if [ -z "${1:-}" ] || [ "$address" = "$1" ]; then
      echo "    server $address $fails;"
    else
      echo "    server $address $fails backup;"
    fi
  done
}

group() { # a group of processes $1, chosen by the line $2, with the servers on standard input
  printf 'upstream %s {\n    zone %s 64k;\n' "$1" "$1"
  [ -z "$2" ] || echo "    $2"
  cat
  printf '    keepalive 16;\n}\n'
}

processes() {
  servers | group heard_any "least_conn;"
  # The same place always goes to the same process, as long as that one answers.
  servers | group heard_by_address 'hash $remote_addr consistent;'
  servers | group heard_by_phone 'hash $heard_phone consistent;'
  number=0
  for address in $HEARD_PROCESSES; do
    number=$((number + 1))
    servers "$address" | group "heard_$number" ""
  done

  echo '# The number of the process that a visitor is with, as the cookie says it; anything else means any.'
  printf 'map $cookie_heard_process $heard_theirs {\n    default heard_any;\n'
  for place in $(seq "$number"); do
    echo "    $place heard_$place;"
  done
  echo '}'

  echo '# The number of the process that answered: the last one, where others were tried before.'
  printf 'map $upstream_addr $heard_answered {\n    default "";\n'
  number=0
  for address in $HEARD_PROCESSES; do
    number=$((number + 1))
    pattern="$(printf %s "$address" | sed -e 's/\./\\./g' -e 's/\[/\\[/g' -e 's/\]/\\]/g')"
    printf '    "~(^|[ ,])%s$" %s;\n' "$pattern" "$number"
  done
  echo '}'
}

site() {
  processes
  echo "include $here/shared.conf;"
  if [ -z "$certificate" ]; then
    printf 'server {\n    listen %s;\n    server_name %s;\n    include %s/server.conf;\n}\n' \
      "$listen" "$server_name" "$here"
    return
  fi
  cat <<END
server {
    listen $listen;
    server_name $server_name;
    server_tokens off;
    # What is only sent on to https is written down as little as what is answered there.
    access_log off;
    error_log /dev/null crit;
    return 308 https://\$host\$request_uri;
}
server {
    listen $tls_listen ssl$http2_word;
    $http2_line
    server_name $server_name;
    ssl_certificate $certificate;
    ssl_certificate_key ${HEARD_TLS_KEY:?names no key for the certificate};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:heard_tls:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;
    add_header Strict-Transport-Security "max-age=31536000";
    include $here/server.conf;
}
END
}

case "$part" in
  site) site ;;
  whole)
    cat "$here/main.conf"
    echo 'http {'
    echo "include $here/http.conf;"
    site
    echo '}'
    ;;
  *)
    echo "$0: say site or whole, not $part" >&2
    exit 2
    ;;
esac
