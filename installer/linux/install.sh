#!/bin/sh
# Puts the built program into the folders of whoever runs this, with an entry in the menu and the command `sfph`.
# No administrator is asked for. Run it again from a newer folder to bring the program up to date; offices stay as they are.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
program="$HOME/.local/lib/sfph-desktop"
menu="${XDG_DATA_HOME:-$HOME/.local/share}"
commands="$HOME/.local/bin"

stop() {
    echo "$1 Nothing was changed." >&2
    exit 1
}

[ -x "$here/sfph-desktop" ] && [ -d "$here/_internal" ] ||
    stop "The program is not beside this script. Run it where the archive was unpacked, or in dist/sfph-desktop."
[ "$here" != "$program" ] || stop "This is the program as it is installed already."
# A new line in a path would make a second line of the menu entry.
[ "$(printf '%s' "$HOME" | wc -l)" -eq 0 ] || stop "The home folder has a name that a menu cannot hold."
for running in /proc/[0-9]*/exe; do
    case "$(readlink "$running" 2>/dev/null || true)" in
    "$program"/*) stop "SFPH Desktop is open. Close it, and run this again." ;;
    esac
done

mkdir -p "$(dirname "$program")" "$commands" "$menu/applications" "$menu/icons/hicolor/scalable/apps"
# Beside first: should there be no room, what was installed before is still whole.
trap 'rm -rf "$program.new"' EXIT
rm -rf "$program.new"
cp -a "$here" "$program.new" || stop "There is not enough room in the home folder, or it may not be written to."
rm -rf "$program.old"
[ ! -e "$program" ] || mv "$program" "$program.old"
mv "$program.new" "$program"
rm -rf "$program.old"

ln -sfn "$program/sfph" "$commands/sfph"
cp "$here/sfph-desktop.svg" "$menu/icons/hicolor/scalable/apps/sfph-desktop.svg"
# Within quotes of a menu entry these four are written after a backslash, which is itself written twice; % twice.
quoted=$(printf '%s' "$program/sfph-desktop" | sed -e 's/\\/\\\\\\\\/g' -e 's/["`$]/\\\\&/g' -e 's/%/%%/g')
cat >"$menu/applications/sfph-desktop.desktop" <<ENTRY
[Desktop Entry]
Type=Application
Name=SFPH Desktop
GenericName=Records and impact of a social enterprise
Comment=Keep people, outcomes and contracts; prove what changed; print it for a bid
Exec="$quoted"
Icon=sfph-desktop
Terminal=false
Categories=Office;Database;
StartupNotify=true
StartupWMClass=sfph-desktop
ENTRY
# Desktops find a new entry by themselves; some sooner when told.
update-desktop-database "$menu/applications" 2>/dev/null || true

echo "SFPH Desktop is installed: look for it in the menu, under Office."
case ":$PATH:" in
*":$commands:"*) echo "Its command is: sfph" ;;
*) echo "Its command is: $commands/sfph" ;;
esac
echo "To take it away again: $program/uninstall.sh"
