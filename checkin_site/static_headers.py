"""What static files carry besides whitenoise's own headers."""

from wsgiref.headers import Headers

from django.utils.csp import CSP, build_policy

# A worker goes by the policy of its own file. Only here may WebAssembly be compiled: no page needs it.
OF_WORKERS = build_policy(
    {"default-src": [CSP.NONE], "script-src": [CSP.SELF, CSP.WASM_UNSAFE_EVAL], "connect-src": [CSP.SELF]}
)


def add_static_headers(headers: Headers, path: str, url: str) -> None:
    if "/workers/" in url:
        headers[str(CSP.HEADER_ENFORCE)] = OF_WORKERS
