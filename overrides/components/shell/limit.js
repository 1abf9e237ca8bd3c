// The oldest browsers that the scripts of a page run in. This file stands first and names what the others need: where one
// of these is missing, the line fails, nothing below it runs, and the page stays as it came: all its words, a worksheet
// and a plain exit. Which versions that are is told and held by tests/all/test_older.py.
HTMLDialogElement, [].at.name;
