from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """What browser libraries bring for bundlers and type checkers is not served."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.cjs", "*.cjs.map", "*.d.ts", "chunks"]
    ignore_patterns += [f"{name}.js*" for name in ("chart", "chart.umd", "helpers")]
