# shellcheck shell=bash
# What ./seep's slow path, ./test and packaging/release share: finding a JDK and a Maven, asking for
# system packages, running Maven with progress. Sourced; prints to standard error only.

readonly java_major=25
shopt -s nullglob

say() { printf 'seep: %s\n' "$*" >&2; }

# fail STATUS LINE…
fail() {
  local status=$1
  shift
  printf 'seep: %s\n' "$@" >&2
  exit "$status"
}

is_wanted_jdk() {
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] &&
    grep -qE "^JAVA_VERSION=\"$java_major([.+\"-]|\$)" "$1/release" 2>/dev/null &&
    "$1/bin/java" -version >/dev/null 2>&1
}

# Prints the folder of the first JDK 25; false when there is none.
find_jdk() {
  local candidate on_path folders=() user_home
  if [[ -n ${SEEP_JAVA_HOME-} ]]; then
    is_wanted_jdk "$SEEP_JAVA_HOME" ||
      fail 69 "SEEP_JAVA_HOME=$SEEP_JAVA_HOME is no JDK $java_major"
    printf '%s\n' "$SEEP_JAVA_HOME"
    return
  fi
  [[ -z ${JAVA_HOME-} ]] || folders+=("$JAVA_HOME")
  while IFS= read -r on_path; do
    on_path=$(readlink -f -- "$on_path")
    folders+=("${on_path%/bin/java}")
  done < <(type -aP java)
  folders+=(/usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/lib/jvm/* /usr/local/*jdk*
    /usr/local/java/* /opt/*jdk* /opt/java /opt/java/* /opt/jvm/* /opt/*
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec)
  # Under sudo the JDK that the person installed is in their home, not in root's.
  for user_home in ~ "$(getent passwd "${SUDO_USER:-}" 2>/dev/null | cut -d: -f6)"; do
    [[ -z $user_home ]] || folders+=("$user_home"/.sdkman/candidates/java/* "$user_home"/.jdks/*
      "$user_home"/.asdf/installs/java/* "$user_home"/.local/share/mise/installs/java/*
      "$user_home"/.gradle/jdks/*)
  done
  for candidate in "${folders[@]}"; do
    if is_wanted_jdk "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  return 1
}

# Prints the folder of a JDK 25, or says how to get one and ends with 69.
require_jdk() {
  find_jdk && return
  local arch=x64
  [[ $(uname -m) != aarch64 ]] || arch=aarch64
  say "Seep needs a JDK $java_major and found none in JAVA_HOME, PATH, /usr/lib/jvm, /opt or ~/.sdkman."
  if apt-cache show "openjdk-$java_major-jdk-headless" >/dev/null 2>&1; then
    fail 69 "Install it:  $(as_root)apt-get install openjdk-$java_major-jdk-headless"
  fi
  fail 69 "Install one under /opt:" \
    "  curl -L https://api.adoptium.net/v3/binary/latest/$java_major/ga/linux/$arch/jdk/hotspot/normal/eclipse | $(as_root)tar xz -C /opt" \
    "or name the one you have:  SEEP_JAVA_HOME=/path/to/jdk-$java_major $0"
}

as_root() { ((EUID == 0)) || printf 'sudo '; }

# True when the machine has this shared library, as dlopen would find it.
has_library() {
  local found
  found=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || found=
  [[ $found == *"$1"* ]]
}

# Installs Debian packages when root, else prints the command; never fatal.
# ensure_packages WHAT_FOR PACKAGE…
ensure_packages() {
  local what=$1 output
  shift
  (($# > 0)) || return 0
  if ! command -v apt-get >/dev/null; then
    say "$what: this machine lacks what Debian calls $*; going on without."
    return 0
  fi
  if ((EUID != 0)); then
    say "$what: going on without $*. To install:" "sudo apt-get install -y --no-install-recommends $*"
    return 0
  fi
  say "$what: installing $*"
  output=$(apt_install "$@" 2>&1 </dev/null 9>&-) ||
    output=$(apt-get update -q 2>&1 </dev/null 9>&- && apt_install "$@" 2>&1 </dev/null 9>&-) ||
    say "that failed, going on without. The last of what apt-get said:" "$(tail -n 5 <<<"$output")"
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=60 "$@"
}

# Sets `maven` to the machine's own Maven when it is recent enough, else to the wrapper of this
# checkout, which fetches one. maven_for ROOT JDK
maven_for() {
  local version=
  if command -v mvn >/dev/null; then
    version=$(JAVA_HOME=$2 mvn -v 2>/dev/null | grep -m1 -oE 'Apache Maven [0-9.]+') || version=
  fi
  version=${version#Apache Maven }
  if [[ $version == 3.* && $(printf '%s\n' 3.8.7 "$version" | sort -V | head -n 1) == 3.8.7 ]]; then
    maven=mvn
  else
    maven=$1/mvnw
  fi
}

# Copies a checkout without what was built in it. copy_checkout FROM TO
copy_checkout() {
  mkdir -p -- "$2"
  tar -C "$1" --anchored --no-wildcards-match-slash --exclude=./.git --exclude=./build \
    --exclude='./target' --exclude='./*/target' --exclude='./*/*/target' -cf - . |
    tar -C "$2" --no-same-owner -xf -
}

# Runs Maven in ROOT with one line of progress; the full output goes to LOG. False when it failed,
# after the last errors. quiet_maven ROOT JDK LOG ARGUMENT…
quiet_maven() {
  local root=$1 jdk=$2 log=$3
  shift 3
  : >"$log"
  if (
    set -o pipefail
    cd -- "$root" || exit 1
    # Half the CPU time of the default for a build as short as this one.
    export JAVA_HOME=$jdk MAVEN_OPTS="${MAVEN_OPTS:-} -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
    # shellcheck disable=SC2086 # words, as a person would type them
    "$maven" -B -Dstyle.color=never ${SEEP_MAVEN_ARGS-} "$@" 2>&1 </dev/null 9>&- |
      show_progress "$log"
  ); then
    return 0
  fi
  say "the build failed. The last errors:"
  { grep -E '^\[((ERROR|FATAL)\] +[^ ]|WARNING\] /)' "$log" || tail -n 15 "$log"; } |
    grep -vE 'Re-run Maven|full stack trace|For more information|\[Help|After correcting' |
    head -n 15 | cut -c1-300 >&2
  if grep -qE 'Unknown host|UnknownHostException|Could not transfer|Failed to fetch' "$log"; then
    say "the first build fetches its parts from repo.maven.apache.org: it needs the network once."
  fi
  say "everything Maven said: $log"
  return 1
}

# Copies standard input to LOG and shows how far Maven is: one line that renews itself on a
# terminal, one line a module elsewhere.
show_progress() {
  local log=$1 line part='' module='' done=0 total=0 fetched=0 shown='' text tty='' status
  local pattern='^\[INFO\] Building ([^ ]+) .*\[([0-9]+)/([0-9]+)\]$'
  [[ ! -t 2 ]] || tty=1
  SECONDS=0
  while :; do
    if IFS= read -r -t 1 line; then
      line=$part$line part=''
      printf '%s\n' "$line" >>"$log"
      if [[ $line =~ $pattern ]]; then
        module=${BASH_REMATCH[1]} done=${BASH_REMATCH[2]} total=${BASH_REMATCH[3]}
        [[ -n $tty ]] || say "building $done/$total $module"
      elif [[ $line == '[INFO] Downloaded from'* ]]; then
        fetched=$((fetched + 1))
      fi
    else
      status=$?
      ((status > 128)) || break
      part+=$line
    fi
    [[ -n $tty ]] || continue
    text="seep: building"
    ((total == 0)) || text+=" $done/$total $module"
    text+=" · ${SECONDS} s"
    ((fetched == 0)) || text+=" · $fetched files fetched"
    if [[ $text != "$shown" ]]; then
      shown=$text
      printf '\r\e[K%s' "${text:0:${COLUMNS:-79}}" >&2
    fi
  done
  [[ -z $part$line ]] || printf '%s\n' "$part$line" >>"$log"
  [[ -z $tty ]] || printf '\r\e[K' >&2
}

# Runs the typical commands once and keeps what the JVM learnt: seep.aot in the app folder. Without
# it everything works, slower to start; so a failure is only a missing file. train_app JDK APP
train_app() {
  local home=$1 app=$2 flags main=(dev.seep.cli.Main ps)
  mapfile -t flags <"$app/jvm.flags"
  # One JVM must run all that is to be learnt; where the app has a class for that, take it.
  ! grep -qF dev/seep/cli/Rehearsal.class "$app/lib/seep.jar" || main=(dev.seep.cli.Rehearsal)
  flags+=("-XX:AOTConfiguration=$app/seep.aot.learnt" -cp "$app/lib/seep.jar")
  timeout 60 "$home/bin/java" -XX:AOTMode=record "${flags[@]}" "-Dseep.home=$app" "${main[@]}" \
    >"$app/train.log" 2>&1 </dev/null 9>&- || :
  timeout 60 "$home/bin/java" -XX:AOTMode=create "-XX:AOTCache=$app/seep.aot.new" "${flags[@]}" \
    >>"$app/train.log" 2>&1 </dev/null 9>&- || :
  rm -f -- "$app/seep.aot.learnt"
  [[ ! -s $app/seep.aot.new ]] || mv -f -- "$app/seep.aot.new" "$app/seep.aot"
}
