"""A real SMTP server on this machine, which keeps what it was given and refuses what it is told to refuse."""

import contextlib
import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Keeper:
    """What the server does with each command; `refuses` is {address: reply}."""

    def __init__(self):
        self.mails = []
        self.refuses = {}
        self.sender_reply = ""
        self.hang_up_after = None
        self.before_data = lambda: None

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if self.sender_reply:
            return self.sender_reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.before_data()
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((tuple(envelope.rcpt_tos), mail))
        if len(self.mails) == self.hang_up_after:
            server.transport.close()
        return "250 OK"

    def to(self, address):
        return [mail for addresses, mail in self.mails if address in addresses]


class Local(Controller):
    """On 127.0.0.1, greeting by a fixed name: looking one's own name up may take seconds."""

    def factory(self):
        return SMTP(self.handler, hostname="mail.test", enable_SMTPUTF8=True)


@contextlib.contextmanager
def mail_server():
    """A running server: its Keeper, and its port."""
    keeper, port = Keeper(), free_port()
    controller = Local(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield keeper, port
    finally:
        controller.stop()
