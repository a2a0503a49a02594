import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.site import ROOT, environment, free_port

UNDER = {"sqlite": ["env"], "postgresql": ["tests/with_postgres.sh"]}


def main() -> int:
    wanted = arguments()
    print(f"Seed {wanted.seed}, on {wanted.database}, {wanted.minutes:g} minutes for as many hours.", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        under = UNDER[wanted.database]
        if wanted.database == "sqlite":
            under = [*under, f"DATABASE_URL=sqlite:///{folder}/soak.sqlite3"]
        hour = [sys.executable, "-m", "tests.bench.within_django", "tests.soak.hour"]
        told = [str(wanted.seed), str(wanted.minutes), str(port), folder]
        done = subprocess.run([*under, *hour, *told], cwd=ROOT, env=settings(port), check=False)
        if wanted.logs and done.returncode:
            keep_logs(Path(folder), wanted.logs)
    print(f"Seed {wanted.seed}: {'all is well' if done.returncode == 0 else 'NOT WELL'}.")
    return done.returncode


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.soak", description="An hour of misfortune, compressed.")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--minutes", type=float, default=1, help="of ours; each stands for an hour")
    parser.add_argument("--database", choices=UNDER, default="sqlite")
    parser.add_argument("--logs", type=Path, help="where to keep what the processes said, if all is not well")
    return parser.parse_args()


def settings(port: int) -> dict[str, str]:
    """Where everything runs. The limit is a fifth of the everyday one, so that it is met; Kiwify's is too."""
    return environment(
        {
            "DJANGO_SETTINGS_MODULE": "checkin_site.settings",
            "KIWIFY_API_URL": f"http://127.0.0.1:{port}/v1",
            "KIWIFY_CLIENT_ID": "sandbox-client",
            "KIWIFY_CLIENT_SECRET": "sandbox-secret",
            "KIWIFY_ACCOUNT_ID": "sandbox-account",
            "KIWIFY_CALLS_PER_MINUTE": "12",
            "KIWIFY_WEBHOOK_TOKEN": "only-for-the-soak",
        }
    )


def keep_logs(folder: Path, place: Path) -> None:
    place.mkdir(parents=True, exist_ok=True)
    for log in folder.glob("*.log"):
        (place / log.name).write_bytes(log.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
