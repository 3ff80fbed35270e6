"""The platform, over HTTP: answers, refusals, and the patience that a broken network needs."""

import contextlib
import http.client
import json
import os
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request

from terminal import ClientError, Unreachable, printable, say

BUSY = (408, 423, 429, 502, 503, 504)  # answers that another try may change


class Problem(ClientError):
    """The server's refusal (problem details, RFC 9457): what is wrong, with every reason."""

    def __init__(self, status, message, codes=()):
        super().__init__(message)
        self.status, self.codes = status, codes

    @classmethod
    def of(cls, error):
        """Reads a problem out of an answer that is none of 2xx."""
        try:
            body = json.loads(error.read(1 << 20).decode("utf-8", "replace"))
        except (ValueError, OSError, http.client.HTTPException):
            body = {}
        body = body if isinstance(body, dict) else {}
        reasons = [reason for reason in body.get("reasons") or [] if isinstance(reason, dict)]
        if 300 <= error.code < 400:
            message = "The server sends to %s. Name that address with --server." % error.headers.get("Location")
        elif error.code == 401:
            message = "The server does not know this token. Is JUNIPER_TOKEN right?"
        elif reasons:
            message = "The platform refuses:" + listed(reasons)
        else:
            message = body.get("detail") or body.get("message") or body.get("title") or error.reason
            message = "%s (HTTP %d)" % (message, error.code)
        return cls(error.code, printable(message), [reason.get("code") for reason in reasons])


def listed(reasons):
    """Reasons below each other."""
    return "".join("\n  - " + printable(reason.get("message", "")) for reason in reasons)


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """A token goes to the server that was named and nowhere else."""

    def redirect_request(self, *_):
        return None


class Server:
    """Speaks HTTP with the platform, and repeats what a broken network left undone."""

    def __init__(self, url, insecure=False):
        self.url, self.token = url, os.environ.get("JUNIPER_TOKEN") or None
        address = urllib.parse.urlsplit(url)
        local = address.hostname in ("localhost", "127.0.0.1", "::1")
        context = ssl.create_default_context()
        if insecure:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if not local and (insecure or address.scheme == "http"):
            say("Warning: nothing proves that %s is what it says, and others may read along." % url)
        handlers = [NoRedirects(), urllib.request.HTTPSHandler(context=context)]
        handlers += [urllib.request.ProxyHandler({})] if local else []
        self.opener = urllib.request.build_opener(*handlers)

    @contextlib.contextmanager
    def exchange(self, method, path, headers=None, body=None, timeout=60):
        """One request; gives its answer. Raises Problem for a refusal, Unreachable where another try may help."""
        request = urllib.request.Request(self.url + path, data=body, headers=headers or {}, method=method)
        request.add_header("Accept", "application/json, application/problem+json, */*")
        if self.token:
            request.add_unredirected_header("Authorization", "Bearer " + self.token)
        try:
            with self.opener.open(request, timeout=timeout) as answer:
                yield answer
        except urllib.error.HTTPError as error:
            if error.code in BUSY:
                raise Unreachable("%s is busy (HTTP %d)" % (self.url, error.code)) from error
            raise Problem.of(error) from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, ssl.SSLCertVerificationError):
                raise ClientError(
                    "The certificate of %s is not trusted: %s. Name your own authority's file in SSL_CERT_FILE."
                    % (self.url, reason.verify_message)
                ) from error
            raise Unreachable("%s does not answer (%s)" % (self.url, printable(reason))) from error

    def once(self, method, path, payload=None):
        """Exchanges JSON."""
        body = None if payload is None else json.dumps(payload).encode()
        headers = {} if payload is None else {"Content-Type": "application/json"}
        with self.exchange(method, path, headers, body) as answer:
            text = answer.read()
            return json.loads(text.decode()) if text.strip() else {}

    def json(self, method, path, payload=None):
        """Exchanges JSON, patiently: nothing that must not happen twice."""
        return Patience().repeat(lambda: self.once(method, path, payload))

    def text_from(self, path, start):
        """The bytes of a growing text from an offset on."""

        def attempt():
            try:
                with self.exchange("GET", path, {"Range": "bytes=%d-" % start}) as answer:
                    return answer.read() if answer.status == 206 else answer.read()[start:]
            except Problem as problem:
                if problem.status == 416:  # nothing new
                    return b""
                raise

        return Patience().repeat(attempt)


class Patience:
    """Waits for a network or server that is away: 1, 2, 4 … 15 seconds, up to ten minutes without any progress."""

    def __init__(self):
        self.limit = float(os.environ.get("JUNIPER_PATIENCE", "600"))  # seconds
        self.progress()

    def progress(self):
        """Starts anew: something worked."""
        self.since, self.pause = None, 1

    def wait(self, error):
        """Waits before another try; gives up with the error."""
        now = time.monotonic()
        self.since = self.since or now
        if now - self.since + self.pause > self.limit:
            raise error
        say("%s; next try in %d s" % (error, self.pause))
        time.sleep(self.pause)
        self.pause = min(self.pause * 2, 15)

    def repeat(self, action):
        """Runs an action until the network lets it through."""
        while True:
            try:
                return action()
            except Unreachable as error:
                self.wait(error)
