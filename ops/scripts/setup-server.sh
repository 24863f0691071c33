#!/usr/bin/env bash
#
# Makes this machine one of the forest: a NATS server and the nimsforest node
# beside it, as services. Run again it changes only what differs,
# and keeps what it was told before (/etc/nimsforest/setup.conf) where a flag is left out.
#
#   sudo ops/scripts/setup-server.sh --node-name nats-1 \
#     --cluster-peers "192.168.1.11:6222,192.168.1.12:6222"
#
# On a machine that is set up, without any flag of the first run:
#   setup-server.sh upgrade [--jar FILE] [--nats-server FILE]   the new node and server
#   setup-server.sh set-peers H:P,H:P                           a mesh of other machines
#   setup-server.sh rotate-token FILE [--stage trust|switch]
#                               another token; on all machines at once, or without a gap: --stage trust
#                               on each machine, then --stage switch on each, then neither on each
#   setup-server.sh add-user NAME [--publish S,S] [--subscribe S,S]
#                               lets a program of this machine use its server, and prints the login;
#                               --node: a node, such as one written in Go
#   setup-server.sh change-password NAME   a new password for such a program, prints the login;
#                               the old one is refused at once
#   setup-server.sh remove-user NAME
#
#   --node-name NAME            this machine's name in the mesh ($NODE_NAME, else the host name)
#   --cluster-peers H:P,H:P     the other machines ($CLUSTER_PEERS); none: a single server
#   --client-host HOST          where clients connect (127.0.0.1)
#   --jetstream-max-mem SIZE    ($JETSTREAM_MAX_MEM, 256MB)
#   --jetstream-max-file SIZE   ($JETSTREAM_MAX_FILE, 10GB)
#   --cluster-token-file FILE   secures the mesh with a token of cluster-token.sh
#   --cluster-user USER --cluster-password-file FILE   or with a route password of yours
#   --tls-cert FILE --tls-key FILE --tls-ca FILE       and certificates of yours
#   --tls-names HOST,HOST       more names and addresses the peers know it by
#   --leaf-subjects S,S         what leaves travel on, where clients need passwords
#                               (payment.>,followup.>,email.>)
#   --nats-server FILE          installs this nats-server, for machines without a network
#   --jar FILE                  the node to install (bootstrap/target/nimsforest.jar of this checkout)
#   --demo                      the node loads the demo tree and nim; --no-demo: no longer
#   --backup-keep N             a backup each night in /var/backups/nimsforest, of which N are kept; 0 (default): none
#   --plain                     a mesh without a token or route password, also where
#                               this machine was secured before
#   --open-clients              every program of this machine may use its server
#                               without a password; --client-passwords (default on a
#                               new machine): the node, root and programs of add-user
#   --dry-run                   prints what it would do
#   --uninstall                 removes all of it, but the data in /var/lib/nats;
#                               --purge-data: that too
#   --help
#
# CLASS_ARCHIVE=no makes no archive of classes, with which the node starts faster.
#
# Needs root. Exit status: 0 done (also while other machines are still missing:
# "waiting for machines: 2 of 3"), 1 failed, 2 a flag or value is wrong, 78 the
# nats-server of this machine or of a peer is older than 2.11.0.

set -euo pipefail

# shellcheck source=ops/scripts/lib-setup.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib-setup.sh"

main() {
  # shellcheck disable=SC2034 # of lib-setup.sh
  FLAG[node]=yes DEFAULT[node-name]=$(hostname -s)
  setup_main "$@"
}

main "$@"
