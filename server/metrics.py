"""What is counted for Prometheus. No label ever holds a station's, a person's or a session's name."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "hadir_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self.seconds = Histogram(
            "hadir_request_seconds", "Time to an answer's end.", ("route",), buckets=_SECONDS, registry=self._registry
        )
        self.reports = Counter(
            "hadir_reports", "Reports by outcome and problem.", ("outcome", "problem"), registry=self._registry
        )
        self.refusals = Counter("hadir_refusals", "Requests refused as a whole.", ("error",), registry=self._registry)
        self.picture_bytes = Counter(
            "hadir_picture_bytes", "Bytes of evidence pictures taken in.", registry=self._registry
        )

    def text(self) -> bytes:
        """Everything in the text format of Prometheus."""
        return generate_latest(self._registry)
