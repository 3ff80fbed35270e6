"""What the person at the keyboard sees: sentences, one line of progress, reasons to stop."""

import shutil
import sys
import time

OK, FAILED, USAGE, WAITING, UNREACHABLE, INTERRUPTED = 0, 1, 2, 3, 75, 130  # exit codes


class ClientError(Exception):
    """A reason to stop, in a sentence for a person."""

    code = FAILED


class UsageError(ClientError):
    """Something about the command itself."""

    code = USAGE


class Unreachable(ClientError):
    """The network or the server is away; the same command goes on later."""

    code = UNREACHABLE


class Waiting(ClientError):
    """The next move is the customer's; all is said."""

    code = WAITING


def printable(text):
    """Takes out what would command a terminal: texts of the server hold names that strangers chose."""
    return "".join(char if char.isprintable() or char == "\n" else "?" for char in str(text).replace("\t", " "))


def say(text=""):
    """Prints a line, where the progress line stood."""
    Progress.wipe()
    print(text, flush=True)


def size(count):
    """A number of bytes for people."""
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return "%d %s" % (count, unit) if unit == "bytes" else "%.3g %s" % (count, unit)
        count /= 1000
    return "%.1f GB" % count


def number(count):
    """A number of things for people."""
    return "{:,}".format(count)


def duration(seconds):
    """A time span as 1:02 or 1:02:03."""
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return "%d:%02d:%02d" % (hours, minutes, seconds) if hours else "%d:%02d" % (minutes, seconds)


class Progress:
    """One line at the bottom of a terminal, written again and again; without a terminal a line every half minute."""

    shown = False
    last = time.monotonic() if not sys.stdout.isatty() else 0.0

    @classmethod
    def wipe(cls):
        """Clears the line for another text."""
        if cls.shown:
            print("\r\x1b[K", end="", flush=True)
            cls.shown = False

    @classmethod
    def line(cls, text):
        """Shows a text in place of the last."""
        terminal = sys.stdout.isatty()
        now = time.monotonic()
        if now - cls.last < (0.1 if terminal else 30):
            return
        cls.last = now
        if terminal:
            print("\r\x1b[K" + text[: shutil.get_terminal_size().columns - 1], end="", flush=True)
            cls.shown = True
        else:
            print(text, flush=True)

    def __init__(self, title, total, done=0, shown_as=size):
        self.title, self.total, self.shown_as = title, total, shown_as
        self.begun_with, self.start = done, time.monotonic()

    def at(self, done):
        """Shows the bar with how much is done and how long the rest takes."""
        done = min(done, self.total)
        part = done / self.total if self.total else 1
        speed = (done - self.begun_with) / max(time.monotonic() - self.start, 0.001)
        left = ", %s left" % duration((self.total - done) / speed) if speed > 0 else ""
        bar = "#" * int(part * 24)
        amounts = "%s of %s, %s/s" % tuple(self.shown_as(int(count)) for count in (done, self.total, speed))
        self.line("%s [%-24s] %3d %%  %s%s" % (self.title, bar, part * 100, amounts, left))
