#!/usr/bin/python3
"""A real mail server for the tests, that can be told to misbehave. Needs the Debian package python3-aiosmtpd.

    smtp_server.py FOLDER [--port N] [--certificate FILE --key FILE] [--require-tls] [--from-the-start] [--user NAME --password WORD]

Prints its port, then serves until its input ends. Each received mail is written to FOLDER/NUMBER.eml, and what a mail
program reads in it to FOLDER/NUMBER.json. FOLDER/mood is read for every connection, a line a wish:
    greeting 554 5.3.2 closed     answer this at this point: greeting, ehlo, mail, rcpt, data (the command), end (after the content)
    slow 5                        wait so many seconds before answering the content
    drop                          close the connection in the middle of the content
    keep-and-drop                 take the mail and close the connection without an answer
"""
import argparse
import asyncio
import email
import email.policy
import json
import logging
import os
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


class Server(SMTP):
    def wish(self, point):
        try:
            with open(os.path.join(self.event_handler.folder, "mood"), encoding="utf-8") as mood:
                for line in mood:
                    word, _, rest = line.strip().partition(" ")
                    if word == point:
                        return rest or point
        except FileNotFoundError:
            pass
        return None

    async def push(self, status):
        text = status.decode() if isinstance(status, bytes) else status
        if text.startswith("220 ") and not getattr(self, "greeted", False):
            self.greeted = True
            wish = self.wish("greeting")
            if wish:
                await super().push(wish)
                self.transport.close()
                return
        await super().push(status)

    async def smtp_EHLO(self, hostname):
        wish = self.wish("ehlo")
        await (self.push(wish) if wish else super().smtp_EHLO(hostname))

    async def smtp_MAIL(self, arg):
        wish = self.wish("mail")
        await (self.push(wish) if wish else super().smtp_MAIL(arg))

    async def smtp_RCPT(self, arg):
        wish = self.wish("rcpt")
        await (self.push(wish) if wish else super().smtp_RCPT(arg))

    async def smtp_DATA(self, arg):
        wish = self.wish("data")
        if wish:
            await self.push(wish)
        elif self.wish("drop"):
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)


class Keeper:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        slow = server.wish("slow")
        if slow:
            await asyncio.sleep(float(slow))
        end = server.wish("end")
        if end:
            return end
        self.count += 1
        name = os.path.join(self.folder, f"{self.count:04}")
        content = envelope.original_content or envelope.content
        with open(name + ".eml", "wb") as raw:
            raw.write(content)
        with open(name + ".tmp", "w", encoding="utf-8") as told:
            json.dump(read(content, session, envelope), told)
        os.rename(name + ".tmp", name + ".json")
        if server.wish("keep-and-drop"):
            server.transport.abort()
        return f"250 2.0.0 kept as {self.count}"


def read(content, session, envelope):
    mail = email.message_from_bytes(content, policy=email.policy.default)
    parts, defects = [], []
    for part in mail.walk():
        defects += [type(d).__name__ for d in part.defects]
        body = None if part.is_multipart() else part.get_content()
        parts.append({
            "type": part.get_content_type(),
            "contentId": part["Content-ID"],
            "text": body if isinstance(body, str) else None,
            "bytes": body.hex() if isinstance(body, bytes) else None,
        })
    for name in mail.keys():
        defects += [f"{name}: {type(d).__name__}" for value in mail.get_all(name) for d in value.defects]
    longest = max(len(line) for line in content.split(b"\r\n"))
    return {
        "envelopeFrom": envelope.mail_from,
        "envelopeTo": envelope.rcpt_tos,
        "isEncrypted": session.ssl is not None,
        "headers": {name.lower(): [str(v) for v in mail.get_all(name)] for name in mail.keys()},
        "parts": parts,
        "defects": defects,
        "longestLine": longest,
    }


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--require-tls", action="store_true")
    parser.add_argument("--from-the-start", action="store_true")
    parser.add_argument("--user")
    parser.add_argument("--password")
    return parser.parse_args()


async def main():
    given = arguments()
    keeper = Keeper(given.folder)
    context = None
    if given.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(given.certificate, given.key)

    def check(server, session, envelope, mechanism, data):
        good = data.login.decode() == given.user and data.password.decode() == given.password
        return AuthResult(success=good, handled=False)

    def connection():
        return Server(
            keeper, hostname="tests", enable_SMTPUTF8=False,
            tls_context=None if given.from_the_start else context,
            require_starttls=given.require_tls,
            authenticator=check if given.user else None,
            auth_required=bool(given.user),
            auth_require_tls=bool(context) and not given.from_the_start)

    loop = asyncio.get_running_loop()
    listener = await loop.create_server(connection, "127.0.0.1", given.port, ssl=context if given.from_the_start else None)
    print(listener.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


warnings.simplefilter("ignore")
logging.disable()
asyncio.run(main())
