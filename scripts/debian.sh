# Sourced: installing Debian packages where that is allowed, naming them where it is not.

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

install_packages() {
    if may_install; then
        echo "Installing Debian packages: $*" >&2
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 &&
            return
        echo "Installing failed." >&2
    fi
    echo "These Debian packages are missing: $*" >&2
    echo "Install them as root: apt-get install $*" >&2
    return 1
}
