"""gunicorn for script/server: this machine's loopback address only, no certificate, no DEBUG."""

import errno
import os
import socket
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

port = int(os.environ["PORT"])
bind = f"127.0.0.1:{port}"
wsgi_app = "reportsite.wsgi"
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True
timeout = 120
control_socket_disable = True
loglevel = "warning"


def refuse(english: str, chinese: str) -> None:
    sys.exit(f"\n{english}\n{chinese}")


with socket.socket() as probe:
    probe.setsockopt(
        socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
    )  # as gunicorn does: a port in TIME_WAIT is free
    try:
        probe.bind(("127.0.0.1", port))
    except OSError as error:
        if error.errno == errno.EACCES:
            refuse(
                f"Port {port} is kept for root: choose one above 1023, for example: script/server --port 8001",
                f"端口 {port} 只有 root 能用：请换一个大于 1023 的端口，例如 script/server --port 8001",
            )
        refuse(
            f"Port {port} on 127.0.0.1 is taken by another program: stop that one, or run: script/server --port {port + 1}",
            f"127.0.0.1 的端口 {port} 已被占用：请停掉占用它的程序，或运行 script/server --port {port + 1}",
        )

try:
    import reportsite.wsgi  # noqa: F401  a wrong setting is told in one sentence, before anything listens
except ImproperlyConfigured as mistake:
    sys.exit(f"\n{mistake}")


def when_ready(server: object) -> None:
    print(f"\n  http://127.0.0.1:{port}/\n")
    accounts = Path(os.environ["DEMO_ACCOUNTS"])
    if accounts.is_file():
        print(accounts.read_text(encoding="utf-8").rstrip())

    print("\nCtrl-C stops it. 按 Ctrl-C 停止。", flush=True)
