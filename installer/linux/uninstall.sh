#!/bin/sh
# Takes the program away again. Offices, backups and settings stay: only the program, its menu entry and its command go.
set -eu

program="$HOME/.local/lib/sfph-desktop"
menu="${XDG_DATA_HOME:-$HOME/.local/share}"

for running in /proc/[0-9]*/exe; do
    case "$(readlink "$running" 2>/dev/null || true)" in
    "$program"/*)
        echo "SFPH Desktop is open. Close it, and run this again. Nothing was changed." >&2
        exit 1
        ;;
    esac
done

[ "$(readlink "$HOME/.local/bin/sfph" 2>/dev/null || true)" != "$program/sfph" ] || rm "$HOME/.local/bin/sfph"
rm -f "$menu/applications/sfph-desktop.desktop" "$menu/icons/hicolor/scalable/apps/sfph-desktop.svg"
rm -rf "$program"
echo "SFPH Desktop is taken away. Your office stays in: $menu/SFPH Desktop"
