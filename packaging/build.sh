# shellcheck shell=bash
# shellcheck disable=SC2154 # its variables are those of ./seep
# The slow path of ./seep: builds the app folder and trains its AOT cache. Sourced by it, after
# lib.sh; speaks through its variables root, sources, places, place, home and app.
#
# A place holds:  current         the id of the app; its time is when its build began
#                 app-ID/lib/     seep.jar, everything in one
#                 app-ID/java     the JDK's folder, then the text of its `release` file
#                 app-ID/seep.aot classes loaded and linked ahead of time, for that JDK only
#                 maven.log       what Maven said last
# A new app gets a new folder, so that a Seep that is running keeps the files it started from.

# The clone itself, unless it cannot or should not be written: read-only; someone else's while we
# are root, whose files the owner could not replace; or with a colon, which no class path can hold.
choose_place() {
  place=${places[0]}
  if [[ ! -w $root || $root == *:* || ( $EUID == 0 && ! -O $root ) ]]; then
    place=${places[1]}
  fi
}

build_app() {
  choose_place
  mkdir -p -- "$place" || fail 73 "cannot write to $place; set XDG_CACHE_HOME to a folder that can be"
  exec 9>>"$place/lock"
  if ! flock -n 9; then
    say "another seep is building; waiting for it"
    flock 9
    if fresh "$place"; then
      exec 9>&-
      return 0
    fi
  fi
  home=$(require_jdk)
  install_libraries
  local id previous='' began=$SECONDS work=$root
  id=$(date +%Y%m%d-%H%M%S)-$$
  app=$place/app-$id
  # shellcheck disable=SC2064 # the values of now
  trap "rm -rf -- $(printf '%q ' "$app" "$place/began")" EXIT
  mark_beginning "$place/began"
  say "building (once; again when a source changes)"
  if [[ $place != "$root/build" ]]; then
    work=$place/source
    rm -rf -- "$work"
    copy_checkout "$root" "$work"
  fi
  maven_for "$work" "$home"
  quiet_maven "$work" "$home" "$place/maven.log" \
    package -pl cli -am -Dmaven.test.skip=true -Dspotless.check.skip=true || exit 70
  mkdir -p -- "$app/lib"
  cp -- "$work/cli/target/seep.jar" "$app/lib/seep.jar"
  cp -- "$root/packaging/jvm.flags" "$app/jvm.flags"
  remember_jdk
  say "training the start-up cache"
  train_app "$home" "$app"
  [[ ! -r $place/current ]] || read -r previous <"$place/current"
  printf '%s\n' "$id" >"$place/current.new"
  touch -r "$place/began" -- "$place/current.new"
  mv -f -- "$place/current.new" "$place/current"
  rm -f -- "$place/began"
  trap - EXIT
  remove_old_apps
  exec 9>&-
  say "ready after $((SECONDS - began)) s"
}

install_libraries() {
  local missing=()
  has_library libbpf.so.1 || missing+=(libbpf1)
  has_library libdw.so.1 || missing+=(libdw1)
  ensure_packages "system libraries (BPF, stacks)" "${missing[@]}"
}

# A file whose time is now, or that of the newest source when a clock has set one into the future:
# else that source would be newer than the app for ever.
mark_beginning() {
  local newest
  : >"$1"
  newest=$(find "${sources[@]}" -newer "$1" -printf '%T@\n' | sort -n | tail -n 1)
  [[ -z $newest ]] || touch -d "@$newest" -- "$1"
}

remember_jdk() {
  { printf '%s\n' "$home" && cat -- "$home/release"; } >"$app/java"
}

# Removes all but the new app and the one before, which a seep of this very moment may be starting.
remove_old_apps() {
  local old
  for old in "$place"/app-*; do
    [[ $old == "$app" || $old == "$place/app-$previous" ]] || rm -rf -- "$old"
  done
}

# The JDK of the app is gone or has been replaced: takes another and trains again; without the cache
# where that cannot be written, or where the person named a JDK for this once.
adopt_jdk() {
  local was=$home
  home=$(require_jdk)
  [[ $home == "$was" || -z ${SEEP_JAVA_HOME-} ]] || return 0
  [[ -w $app && ( $EUID != 0 || -O $app ) ]] || return 0
  exec 9>>"$place/lock"
  if flock -n 9; then
    say "the JDK has changed: training the start-up cache again"
    rm -f -- "$app/seep.aot"
    train_app "$home" "$app"
    remember_jdk
  fi
  exec 9>&-
}
