package dev.driftwood.server.metrics;

import dev.driftwood.runtime.SharedModel;
import dev.driftwood.runtime.batch.BatchStatistics;
import dev.driftwood.runtime.batch.CallTime;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What the networks of the models do, read off them whenever somebody asks. */
final class ModelMetrics implements MultiCollector {
  private final Supplier<Map<String, SharedModel>> models;

  ModelMetrics(Supplier<Map<String, SharedModel>> models) {
    this.models = models;
  }

  @Override
  public MetricSnapshots collect() {
    Map<String, SharedModel> now = models.get();
    return MetricSnapshots.builder()
        .metricSnapshot(
            gauge(
                now, "queued_evaluations", "Evaluations let in and not made", ModelMetrics::queued))
        .metricSnapshot(
            gauge(now, "backlog_seconds", "Time of what waits", m -> m.backlog().waiting()))
        .metricSnapshot(
            gauge(now, "open_requests", "Requests that hold a claim", m -> m.backlog().open()))
        .metricSnapshot(
            gauge(now, "accepted_bytes", "Memory of open requests", m -> m.backlog().bytes()))
        .metricSnapshot(counter(now, "network_calls", "Calls of the network", s -> s.calls()))
        .metricSnapshot(
            counter(now, "shared_network_calls", "Those of several requests", s -> s.shared()))
        .metricSnapshot(counter(now, "network_rows", "Rows of calls", s -> s.rows()))
        .metricSnapshot(counter(now, "padding_rows", "Rows that were nobody's", s -> s.padding()))
        .metricSnapshot(
            counter(now, "wasted_rows", "Rows computed for who had gone", s -> s.wasted()))
        .metricSnapshot(counter(now, "network_busy_seconds", "Time in calls", s -> s.seconds()))
        .metricSnapshot(occupancy(now))
        .metricSnapshot(times(now))
        .build();
  }

  private static double queued(SharedModel model) {
    return model.backlog().evaluations();
  }

  private static GaugeSnapshot gauge(
      Map<String, SharedModel> models,
      String name,
      String help,
      ToDoubleFunction<SharedModel> value) {
    GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name("driftwood_" + name).help(help);
    models.forEach(
        (label, model) ->
            builder.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("model", label))
                    .value(value.applyAsDouble(model))
                    .build()));
    return builder.build();
  }

  private static CounterSnapshot counter(
      Map<String, SharedModel> models,
      String name,
      String help,
      ToDoubleFunction<BatchStatistics> value) {
    CounterSnapshot.Builder builder =
        CounterSnapshot.builder().name("driftwood_" + name).help(help);
    models.forEach(
        (label, model) ->
            builder.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(Labels.of("model", label))
                    .value(value.applyAsDouble(model.statistics()))
                    .build()));
    return builder.build();
  }

  private static GaugeSnapshot occupancy(Map<String, SharedModel> models) {
    return gauge(
        models,
        "batch_occupancy",
        "Rows of a call on average since the start",
        model -> model.statistics().occupancy());
  }

  private static HistogramSnapshot times(Map<String, SharedModel> models) {
    HistogramSnapshot.Builder builder =
        HistogramSnapshot.builder()
            .name("driftwood_step_seconds")
            .help("Time of calls of the network, by lane and rows up to a power of two");
    models.forEach(
        (label, model) ->
            model.callTimes().forEach(time -> builder.dataPoint(histogram(label, time))));
    return builder.build();
  }

  private static HistogramSnapshot.HistogramDataPointSnapshot histogram(
      String model, CallTime time) {
    List<Double> bounds = new ArrayList<>(CallTime.BOUNDS);
    bounds.add(Double.POSITIVE_INFINITY);
    String lane = time.lane().name().toLowerCase(Locale.ROOT);
    HistogramSnapshot.HistogramDataPointSnapshot.Builder builder =
        HistogramSnapshot.HistogramDataPointSnapshot.builder()
            .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, time.counts()));
    builder.sum(time.seconds());
    builder.labels(Labels.of("model", model, "lane", lane, "rows", Integer.toString(time.rows())));
    return builder.build();
  }
}
