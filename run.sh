#!/bin/sh
# Starts the reference app: finds a JDK, builds what is not built, runs it.
# Configuration comes from the environment (MCE_PORT, MCE_DATA_DIR, MCE_DATABASE_URL, ...).
#
#   ./run.sh              build if a source is newer than the jar, then run
#   ./run.sh --no-build   run what is built
#   ./run.sh --java-home  print the JDK that would be used
#
# MCE_JAVA_OPTIONS adds options for the JVM; MCE_BUILD=off is --no-build; MCE_AOT=off does without
# the start-up cache.
set -u

needed=21
root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
app="$root/mce-reference-app"
jar="$app/target/mce-reference-app.jar"
built="$app/target/built-by-run"

say() { printf '%s\n' "$*" >&2; }

# The major version of the JDK in folder $1; nothing when it is not a JDK.
major() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
}

# JAVA_HOME when it is new enough, else the newest JDK in the places where JDKs are installed.
find_jdk() {
  if [ -n "${JAVA_HOME:-}" ]; then
    version=$(major "$JAVA_HOME") && [ "${version:-0}" -ge "$needed" ] && jdk=$JAVA_HOME && return 0
  fi
  jdk='' newest=0
  on_path=$(command -v javac 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null) || on_path=''
  for candidate in "${on_path%/bin/javac}" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* /usr/local/jdk* \
    "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* "${HOME:-/}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$candidate" ] && version=$(major "$candidate") || continue
    if [ "${version:-0}" -ge "$needed" ] && [ "$version" -gt "$newest" ]; then
      newest=$version jdk=$candidate
    fi
  done
  [ -n "$jdk" ]
}

# True when the jar was built without the web UI, for want of Node.
lacks_ui() {
  [ "$(cat "$built" 2>/dev/null)" = "without ui" ] && [ ! "$jar" -nt "$built" ]
}

# True when the jar is missing or a source changed after the jar was last built.
is_stale() {
  [ -f "$jar" ] && [ -d "$app/target/lib" ] || return 0
  lacks_ui && has_node && return 0
  reference=$jar
  [ -n "$(find "$built" -newer "$jar" 2>/dev/null)" ] && reference=$built
  [ -n "$(
    cd "$root" && find pom.xml mce-spi mce-core mce-provider-* mce-reference-app \
      \( -name target -o -name node_modules -o -name dist -o -name e2e -o -path '*/src/test' \
      -o -name test-results -o -name playwright-report \) -prune \
      -o -type f -newer "$reference" -print 2>/dev/null | head -n 1
  )" ]
}

has_node() {
  command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 || return 1
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

build() {
  if ! command -v mvn >/dev/null 2>&1; then
    say "run.sh: Maven is needed to build (3.8.7 or newer), and there is no mvn on the PATH."
    exit 1
  fi
  skip_ui=false
  has_node || skip_ui=true
  say "run.sh: building with $jdk (the first build downloads libraries) ..."
  # Maven 3 on a JDK >= 24 warns about its own libraries, which is no news for the reader.
  [ "$(major "$jdk")" -ge 24 ] &&
    MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED" &&
    export MAVEN_OPTS
  (cd "$root" && mvn -B -ntp -q -Dfast -Dui.skip=$skip_ui -DskipTests -pl mce-reference-app -am package) || {
    say "run.sh: the build failed; its messages are above."
    exit 1
  }
  if [ "$skip_ui" = true ]; then echo "without ui"; else echo "with ui"; fi >"$built"
}

# Starts and ends the server once; the JVM writes what it loaded into file $1.
rehearse() {
  # shellcheck disable=SC2086
  "$jdk/bin/java" "-XX:AOTCacheOutput=$1" ${MCE_JAVA_OPTIONS:-} -cp "$jar" io.mce.app.Rehearsal
}

want_build=true
[ "${MCE_BUILD:-on}" = off ] && want_build=false
case "${1:-}" in
  --no-build) want_build=false && shift ;;
  --java-home)
    find_jdk && printf '%s\n' "$jdk" && exit 0
    say "run.sh: no JDK >= $needed found."
    exit 1
    ;;
esac

if ! find_jdk; then
  say "run.sh: a JDK of version $needed or newer is needed (25 is recommended), and none was found in JAVA_HOME"
  say "        or the usual folders. Install one (Debian 13: apt-get install openjdk-21-jdk; elsewhere: https://adoptium.net) or set JAVA_HOME."
  exit 1
fi
JAVA_HOME=$jdk
export JAVA_HOME

if [ "$want_build" = true ]; then
  if is_stale; then build; fi
elif [ ! -f "$jar" ]; then
  say "run.sh: nothing is built yet; call ./run.sh without --no-build first."
  exit 1
fi

if lacks_ui; then
  say "run.sh: no Node >= 20.19 with npm found: the server runs without the web UI, its API alone."
fi

# From JDK 25 on: what a start loads is recorded once for each build, and starts begin from that.
# The name of the cache holds the JDK and the jars it was recorded with; others are thrown away.
aot=''
if [ "${MCE_AOT:-on}" = on ] && [ "$(major "$jdk")" -ge 25 ]; then
  key=$({ cat "$jdk/release" "$jar" && ls -ln "$app/target/lib"; } | cksum | tr ' ' '-')
  cache="$app/target/start-$key.aot"
  if [ ! -s "$cache" ] && [ "$want_build" = true ] && [ -w "$app/target" ]; then
    say "run.sh: recording a start-up cache, once for this build (MCE_AOT=off does without) ..."
    rm -f "$app"/target/start-*.aot
    rehearse "$cache" >"$app/target/rehearsal.log" 2>&1 ||
      say "run.sh: no cache was recorded, see mce-reference-app/target/rehearsal.log; starting without."
  fi
  [ -s "$cache" ] && aot="-XX:AOTCache=$cache"
fi

# shellcheck disable=SC2086 # options are words; the cache has its quotes
exec "$jdk/bin/java" ${aot:+"$aot"} ${aot:+-Xlog:aot=off,cds=off} ${MCE_JAVA_OPTIONS:-} -jar "$jar" "$@"
