"""gunicorn for real use, behind a proxy that has the certificate: gunicorn -c deploy/gunicorn.py"""

import os

wsgi_app = "reportsite.wsgi"
# A socket that only the proxy's group can open; or an address such as 127.0.0.1:8000.
bind = os.environ.get("BIND", "unix:/run/disclosure-report/web.sock")
umask = 0o007
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("THREADS", "4"))
worker_class = "gthread"
# Loaded once and shared by the workers, fonts and editions included.
preload_app = True
# A long report is drawn in seconds; what takes longer than this is stuck.
timeout = 120
# A worker is replaced now and then, so that what a drawing library leaks does not add up.
max_requests = 2000
max_requests_jitter = 200
# nginx alone can reach the socket, so its word for the scheme is trusted (see TRUST_PROXY).
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
control_socket_disable = True
accesslog = None
errorlog = "-"
