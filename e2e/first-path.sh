#!/bin/sh
# The main job through the terminal, on real input: from OpenAPI documents to evidence. A real Prism serves the contract on loopback, a
# small peer announces a sunset, secrets go through the system's keychain. Prints one line per step; the first that fails ends it.
#
#   node scripts/with-keychain.mjs sh e2e/first-path.sh [ADYEN_DOCUMENT PAYPAL_DOCUMENT]
#
# It needs a keychain (a D-Bus session with gnome-keyring on Linux): without one a secret lives in one process only.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
PATH="$root/node_modules/.bin:$PATH"
export PATH
adyen=${1:-$root/resources/contracts/adyen/CheckoutService-v71.json}
paypal=${2:-$root/resources/contracts/paypal/checkout_orders_v2.json}

folder=$(mktemp -d "${TMPDIR:-/tmp}/quartermaster-path.XXXXXX")
prism_pid=''
peer_pid=''
clean_up() {
  code=$?
  trap - EXIT
  [ -z "$prism_pid" ] || kill "$prism_pid" 2>/dev/null || true
  [ -z "$peer_pid" ] || kill "$peer_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

QUARTERMASTER_APP_DATA="$folder/app-data"
QUARTERMASTER_WORKSPACE="$folder/workspace"
export QUARTERMASTER_APP_DATA QUARTERMASTER_WORKSPACE
answer="$folder/answer.json"

step() { printf 'ok  %s\n' "$*"; }
fail() {
  printf 'FAILED  %s\n' "$*" >&2
  [ ! -s "$answer" ] || cat "$answer" >&2
  [ ! -s "$folder/prism.log" ] || tail -n 20 "$folder/prism.log" >&2
  exit 1
}
# quartermaster ARGUMENTS: the terminal from its sources, or the built one that QUARTERMASTER_TERMINAL names; its JSON goes to $answer.
quartermaster() { node "${QUARTERMASTER_TERMINAL:-$root/electron/cli/quartermaster.ts}" --json "$@" >"$answer"; }
# holds WORDS EXPRESSION: the expression over the last answer ("it") is true, or the path ends here.
holds() {
  node -e 'const it = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    process.exit(new Function("it", `return (${process.argv[2]})`)(it) ? 0 : 1);' "$answer" "$2" || fail "$1"
}
# value EXPRESSION: prints a part of the last answer.
value() {
  node -e 'const it = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    process.stdout.write(String(new Function("it", `return (${process.argv[2]})`)(it)));' "$answer" "$1"
}
free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { process.stdout.write(String(s.address().port)); s.close(); })'; }
# wait_for WORDS COMMAND...: up to 30 s.
wait_for() {
  words=$1
  shift
  tries=0
  until "$@" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 150 ] || fail "$words"
    sleep 0.2
  done
}
answers_on() { node -e 'require("net").connect(+process.argv[1], "127.0.0.1").on("connect", () => process.exit(0)).on("error", () => process.exit(1))' "$1"; }

quartermaster workspace create "$QUARTERMASTER_WORKSPACE" --name 'First path' || fail 'The workspace could not be created.'
if [ "$(value 'it.keychain.available')" != true ]; then
  printf '%s\n' "$(value 'it.keychain.words')" >&2
  rm -f "$answer"
  fail 'There is no keychain: a secret would live in one command only. Run this with: node scripts/with-keychain.mjs sh e2e/first-path.sh'
fi
step 'workspace created; secrets are in the keychain'

quartermaster inventory import --dry-run "$adyen" "$paypal" || fail 'The documents could not be read.'
holds 'The dry run names both vendors.' 'it.isDryRun && it.imports[0].plan.vendorName === "Adyen" && it.imports[1].plan.vendorName === "PayPal"'
quartermaster inventory list
holds 'The dry run changed nothing.' 'it.length === 0'
quartermaster inventory import "$adyen" "$paypal" || fail 'The documents could not be imported.'
quartermaster inventory list
holds 'Both APIs are in the inventory.' 'it.some((api) => api.vendorName === "Adyen" && api.version === "71" && api.endpointCount > 20) && it.some((api) => api.vendorName === "PayPal" && api.name === "Orders")'
step 'documents imported: Adyen Checkout 71, PayPal Orders'

prism_port=$(free_port)
prism mock -h 127.0.0.1 -p "$prism_port" "$adyen" >"$folder/prism.log" 2>&1 &
prism_pid=$!
wait_for 'Prism did not start.' answers_on "$prism_port"
step "Prism serves the Adyen contract on 127.0.0.1:$prism_port"

quartermaster inventory environment --api 'Adyen Checkout' --name prism --url "http://127.0.0.1:$prism_port" --kind other || fail 'The environment could not be added.'
secret="path-$(node -p 'crypto.randomUUID()')"
printf '%s\n' "$secret" | quartermaster credential add --name 'Adyen test' --kind api_key --header X-API-Key --vendor Adyen \
  --bind 'Adyen Checkout/sandbox' --bind 'Adyen Checkout/prism' || fail 'The credential could not be added.'
holds 'The secret is in the keychain, and it is bound twice.' 'it.secretState === "keychain" && it.environments.length === 2'
step 'credential added from standard input, bound to sandbox and to Prism'

quartermaster request send --api 'Adyen Checkout' --environment prism POST /payments --sample-body || fail 'POST /payments did not go well.'
holds 'POST /payments is answered 200.' 'it.status === 200'
holds 'The answer fits its contract.' 'it.verdict === "fits"'
holds 'The credential was used, and is not in the exchange.' 'it.credentialName === "Adyen test" && it.requestHeaders.some(([name, value]) => name === "X-API-Key" && value.startsWith("[redacted"))'
correlation=$(value 'it.correlationId')
step 'POST /payments with the sample body: 200, fits its contract'

node "$root/e2e/peers/sunset-server.mjs" --sunset 2035-03-31T00:00:00Z >"$folder/peer-port" &
peer_pid=$!
wait_for 'The peer did not start.' test -s "$folder/peer-port"
peer_port=$(cat "$folder/peer-port")
quartermaster inventory environment --api 'PayPal Orders' --name peer --url "http://127.0.0.1:$peer_port" --kind other
quartermaster request send --api 'PayPal Orders' --environment peer GET '/v2/checkout/orders/{id}' --param id=5O190127TN364715T || fail 'GET from the peer did not go well.'
holds 'The exchange says what it updated.' 'it.updated.some(({ kind }) => kind === "calendar")'
quartermaster calendar list
holds 'The Sunset header is on the calendar.' 'it.some((event) => event.kind === "sunset" && event.source === "header" && event.effectiveAt === Date.UTC(2035, 2, 31))'
step 'a Sunset header became a calendar event on 2035-03-31'

quartermaster exchange find "$correlation" || fail 'The exchange was not found by its correlation id.'
holds 'The correlation id leads to the one call.' 'it.length === 1 && it[0].method === "POST" && it[0].url.endsWith("/payments")'
quartermaster exchange list --since -1h
holds 'Both calls are in the history.' 'it.total === 2'
step "exchange found by its correlation id $correlation"

quartermaster activity verify || fail 'The activity is not whole.'
holds 'The activity is whole.' 'it.isWhole'
quartermaster workspace check || fail 'The workspace is not whole.'
quartermaster doctor || fail 'The doctor found something bad.'
holds 'The keychain is good.' 'it.some(({ name, verdict }) => name === "Keychain" && verdict === "good")'
step 'activity verified, workspace checked, doctor content'

if grep -r -q -F -e "$secret" "$folder"; then fail 'The secret lies in a file.'; fi
quartermaster credential remove 'Adyen test' || fail 'The credential could not be removed.'
step 'the secret lies in no file; credential removed'
printf 'path done\n'
