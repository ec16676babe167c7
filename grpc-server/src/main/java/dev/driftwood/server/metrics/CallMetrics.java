package dev.driftwood.server.metrics;

import dev.driftwood.server.access.CallObserver;
import dev.driftwood.server.access.CallWork;
import dev.driftwood.server.access.FinishedCall;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts calls by method and end. */
final class CallMetrics implements CallObserver {
  private static final String PREFIX = "driftwood_";

  /** Seconds: from a refusal to what a large request takes. */
  private static final double[] BOUNDS = {
    0.001, 0.005, 0.02, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800
  };

  private final Gauge open;
  private final Counter calls;
  private final Counter refusals;
  private final Counter superseded;
  private final Counter rows;
  private final Histogram seconds;
  private final Histogram queued;

  CallMetrics(PrometheusRegistry registry) {
    open = gauge(registry, "open_calls", "Calls that are open", "method");
    calls = counter(registry, "calls", "Calls that have ended", "method", "code");
    refusals =
        counter(registry, "refusals", "Calls that ended in an error with a reason", "reason");
    String newer = "Progress and previews that were not sent as newer ones came";
    superseded = counter(registry, "superseded_messages", newer, "method");
    rows = counter(registry, "call_rows", "Samples and scores of calls that have ended", "model");
    String whole = "From a call's beginning to its end";
    seconds = histogram(registry, "call_seconds", whole, "method", "code");
    String waiting = "From a call's admission until its first evaluation was made";
    queued = histogram(registry, "queued_seconds", waiting, "model");
  }

  private static Gauge gauge(
      PrometheusRegistry registry, String name, String help, String... labels) {
    return Gauge.builder().name(PREFIX + name).help(help).labelNames(labels).register(registry);
  }

  private static Counter counter(
      PrometheusRegistry registry, String name, String help, String... labels) {
    return Counter.builder().name(PREFIX + name).help(help).labelNames(labels).register(registry);
  }

  private static Histogram histogram(
      PrometheusRegistry registry, String name, String help, String... labels) {
    return Histogram.builder()
        .name(PREFIX + name)
        .help(help)
        .labelNames(labels)
        .classicOnly()
        .classicUpperBounds(BOUNDS)
        .register(registry);
  }

  @Override
  public void began(String method) {
    open.labelValues(method).inc();
  }

  @Override
  public void ended(FinishedCall call) {
    String method = call.method();
    String code = call.end().code().name();
    open.labelValues(method).dec();
    calls.labelValues(method, code).inc();
    seconds.labelValues(method, code).observe(1e-9 * call.took().toNanos());
    if (!call.end().reason().isEmpty()) {
      refusals.labelValues(call.end().reason()).inc();
    }
    CallWork work = call.work();
    if (work.superseded() > 0) {
      superseded.labelValues(method).inc(work.superseded());
    }
    if (work.rows() > 0) {
      rows.labelValues(work.model()).inc(work.rows());
    }
    work.waited()
        .ifPresent(waited -> queued.labelValues(work.model()).observe(1e-9 * waited.toNanos()));
  }
}
