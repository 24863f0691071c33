# shellcheck shell=bash
# The cluster token, and the certificates and passwords that are made from it: see cluster-token.sh.
# Sourced after lib-addresses.sh, never run.

TOKEN_TITLE='NIMSFOREST-CLUSTER-TOKEN 1'
CERTIFICATE_DAYS=730
RENEWAL_DAYS=60

# Keys are created in a folder that only this user can enter.
private_folder() { (umask 077 && mktemp -d "${TMPDIR:-/tmp}/nimsforest.XXXXXXXX"); }

token_pem() { # FILE KIND: the PEM block of this kind
  sed -n "/^-----BEGIN $2-----\$/,/^-----END $2-----\$/p" -- "$1"
}

token_password() { sed -n 's/^route-password: \([A-Za-z0-9_-]\{43\}\)$/\1/p' -- "$1"; }

check_token() { # FLAG FILE
  local day=86400
  check_readable_file "$1" "$2" || return 1
  if ! grep -qxF -- "$TOKEN_TITLE" "$2" || [[ -z $(token_password "$2") ]] ||
    [[ -z $(token_pem "$2" CERTIFICATE) || -z $(token_pem "$2" 'PRIVATE KEY') ]]; then
    problem "$1 $2: not a cluster token; make one with cluster-token.sh new"
  elif ! token_pem "$2" CERTIFICATE | openssl x509 -noout -checkend $((CERTIFICATE_DAYS * day)) >/dev/null 2>&1; then
    problem "$1 $2: its authority ends before a new certificate would; make a new token with cluster-token.sh new"
  else
    warn_of_open_file "$1" "$2"
    return 0
  fi
  return 1
}

# Signs REQUEST with an authority's certificate and key; a certificate counts
# from yesterday on, since the clocks of the other machines may be behind.
sign() { # FOLDER REQUEST DAYS OUTPUT AUTHORITY-FLAGS... < EXTENSIONS
  local folder=$1 request=$2 days=$3 output=$4
  shift 4
  cat >"$folder/extensions"
  : >"$folder/index"
  printf '%s\n' '[ca]' 'default_ca = mesh' '[mesh]' "database = $folder/index" "new_certs_dir = $folder" \
    'rand_serial = yes' 'default_md = sha256' 'policy = names' 'unique_subject = no' '[names]' \
    'organizationName = supplied' 'commonName = supplied' >"$folder/settings"
  openssl ca -batch -notext -config "$folder/settings" -extfile "$folder/extensions" -in "$request" -out "$output" \
    -startdate "$(date -u -d yesterday +%Y%m%d%H%M%SZ)" -enddate "$(date -u -d "$days days" +%Y%m%d%H%M%SZ)" "$@" \
    2>"$folder/openssl.log"
}

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out "$1" 2>/dev/null; }

new_token() { # FOLDER: prints a token
  local folder=$1
  new_key "$folder/authority-key.pem" &&
    openssl req -new -key "$folder/authority-key.pem" -out "$folder/request.pem" \
      -subj "/O=nimsforest/CN=nimsforest mesh $(openssl rand -hex 4)" 2>/dev/null || return 1
  sign "$folder" "$folder/request.pem" 7300 "$folder/authority.pem" -selfsign -keyfile "$folder/authority-key.pem" <<'END' || return 1
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
END
  printf '%s\n' "$TOKEN_TITLE" \
    '# Whoever has this file can join the mesh. Keep it as you keep a root password.'
  printf 'route-password: %s\n' "$(openssl rand -base64 32 | tr '+/' '-_' | tr -d '=\n')"
  cat "$folder/authority.pem" "$folder/authority-key.pem"
}

certificate_hosts() { # NODE_NAME [NAMES]: what peers may call this machine
  {
    echo "${1,,}"
    tr , '\n' <<<"${2:-}"
    own_hosts | grep -vxFf <(container_bridge_addresses)
  } | canonical_hosts | sort -u
}

# What only containers and guests of this machine know it by, and what comes and goes with them: the addresses of bridges
# that no hardware is part of.
container_bridge_addresses() {
  local bridge host
  command -v ip >/dev/null || return 0
  for bridge in /sys/class/net/*/bridge; do
    bridge=${bridge%/bridge}
    if [[ ! -e $bridge ]] || compgen -G "$bridge/lower_*/device" >/dev/null || compgen -G "$bridge/lower_*/lower_*" >/dev/null; then continue; fi
    ip -o addr show dev "${bridge##*/}" 2>/dev/null | awk '{ sub("/.*", "", $4); print $4 }'
  done | canonical_hosts
}

certificate_names() { # ... as one subjectAltName
  local host names=''
  while read -r host; do
    if [[ $host == *:* ]] || valid_ipv4 "$host"; then names+=",IP:$host"; else names+=",DNS:$host"; fi
  done < <(certificate_hosts "$@")
  echo "${names#,}"
}

# ca.pem, cert.pem and key.pem of this machine, in FOLDER.
new_certificate() { # TOKEN FOLDER NODE_NAME [NAMES]
  local folder=$2 work
  work=$(private_folder)
  token_pem "$1" CERTIFICATE >"$folder/ca.pem"
  (
    umask 077
    token_pem "$1" 'PRIVATE KEY' >"$work/authority-key.pem"
    new_key "$folder/key.pem" &&
      openssl req -new -key "$folder/key.pem" -subj "/O=nimsforest/CN=$3" -out "$work/request.pem" 2>/dev/null &&
      sign "$work" "$work/request.pem" "$CERTIFICATE_DAYS" "$folder/cert.pem" \
        -cert "$folder/ca.pem" -keyfile "$work/authority-key.pem" <<END
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth,clientAuth
subjectAltName = $(certificate_names "$3" "${4:-}")
END
  ) || { rm -rf -- "$work"; return 1; }
  rm -rf -- "$work"
}

# Is the certificate in FOLDER one of this token, for this machine as it is
# named and addressed now, and good for a while?
certificate_is_good() { # TOKEN FOLDER NODE_NAME [NAMES]
  local file text
  for file in ca.pem cert.pem key.pem; do [[ -s $2/$file ]] || return 1; done
  cmp -s "$2/ca.pem" <(token_pem "$1" CERTIFICATE) || return 1
  openssl verify -CAfile "$2/ca.pem" "$2/cert.pem" >/dev/null 2>&1 || return 1
  openssl x509 -in "$2/cert.pem" -noout -checkend $((RENEWAL_DAYS * 86400)) >/dev/null 2>&1 || return 1
  same_key "$2/cert.pem" "$2/key.pem" || return 1
  text=$(openssl x509 -in "$2/cert.pem" -noout -subject -nameopt RFC2253 2>/dev/null)
  [[ $text == *"CN=$3,"* || $text == *"CN=$3" ]] || return 1
  certificate_hosts "$3" "${4:-}" | certificate_has_hosts "$2/cert.pem"
}

certificate_has_hosts() { # CERTIFICATE < HOSTS
  local host text
  text=$(openssl x509 -in "$1" -noout -ext subjectAltName 2>/dev/null | tr -d ' ' | tr ',A-Z' '\na-z')
  while read -r host; do
    grep -qxF -e "dns:$host" -e "ipaddress:$host" <<<"$text" || return 1
  done
}

same_key() { # CERTIFICATE KEY
  local public
  public=$(openssl x509 -in "$1" -noout -pubkey 2>/dev/null) && [[ -n $public ]] &&
    [[ $public == "$(openssl pkey -in "$2" -pubout -passin pass: 2>/dev/null)" ]]
}

# Puts a certificate where the server reads it; what is there gives owner and
# mode, so that the server's user can still read the key.
install_certificate() { # FROM FOLDER
  local file
  mkdir -p -- "$2"
  for file in ca.pem key.pem cert.pem; do
    if [[ -e $2/$file ]]; then
      chown --reference="$2/$file" -- "$1/$file" 2>/dev/null || true
      chmod --reference="$2/$file" -- "$1/$file"
    fi
    mv -f -- "$1/$file" "$2/$file"
  done
}

# A password for one purpose on one machine, made from the secret of the mesh:
# the same at each run, so that a second setup changes nothing, and of no use
# for finding the secret. The secret goes through a pipe, never an argument.
derived_password() { # PURPOSE NODE_NAME < SECRET
  { printf 'nimsforest:%s:%s:' "$1" "$2"; cat; } | openssl dgst -sha256 -r | cut -c1-40
}

# The prefix of the inboxes that a program's user may read; a node's are those of all nodes.
inbox_of() { echo "_INBOX_$1"; } # NAME

# The user that stands for a purpose; the same on every machine.
user_for() { # app, admin, status or operator
  case $1 in app) echo nimsforest ;; *) echo "$1" ;; esac
}
