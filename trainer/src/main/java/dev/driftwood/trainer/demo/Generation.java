package dev.driftwood.trainer.demo;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Movement;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.trainer.report.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Particles on their way from noise to data.
 *
 * @param plan how they were drawn
 * @param moments the clouds at {@link #TIMES}
 * @param paths the ways of the first particles
 * @param samples the ends, by row
 * @param evaluations of the network, per particle
 */
record Generation(
    SamplePlan plan,
    List<List<Point>> moments,
    List<List<Point>> paths,
    List<Point> samples,
    int evaluations) {
  /** The times at which clouds are looked at; the last stands for the sampler's own end. */
  static final List<Double> TIMES = List.of(0.9, 0.3, 0.1, 0.05, 0.02, 0.0);

  /** By Euler-Maruyama at λ = 0. */
  static Generation reverseSde(DriftModel model, DemoPlan plan, Clock clock) {
    SamplePlan sampling =
        rows(plan)
            .sampler(SamplerKind.EULER_MARUYAMA)
            .lambda(0)
            .steps(plan.budget().sdeSteps())
            .build();
    return draw(model, sampling, clock, Stage.REVERSE_SDE);
  }

  /** By Heun's method at λ = 1, from the same noise. */
  static Generation probabilityFlow(DriftModel model, DemoPlan plan, Clock clock) {
    SamplePlan sampling =
        rows(plan).sampler(SamplerKind.HEUN).steps(plan.budget().flowSteps()).build();
    return draw(model, sampling, clock, Stage.PROBABILITY_FLOW);
  }

  private static SamplePlan.Builder rows(DemoPlan plan) {
    int count = plan.budget().samples();
    return SamplePlan.builder().seed(plan.seed()).count(count).batch(count);
  }

  private static Generation draw(DriftModel model, SamplePlan plan, Clock clock, Stage stage) {
    Following following = new Following(clock, stage, plan);
    model.sample(plan, following);
    return following.generation();
  }

  /** Notes what the report shows of the particles' ways. */
  private static final class Following implements RunListener<Sample> {
    private final Clock clock;
    private final Stage stage;
    private final SamplePlan plan;
    private final Map<Long, Way> ways = new TreeMap<>();
    private int evaluations;

    Following(Clock clock, Stage stage, SamplePlan plan) {
      this.clock = clock;
      this.stage = stage;
      this.plan = plan;
    }

    @Override
    public void moved(Movement movement) {
      boolean whole = movement.row() < DemoPlan.Budget.PATHS;
      ways.computeIfAbsent(movement.row(), row -> new Way(whole)).add(movement);
    }

    @Override
    public void finished(Sample sample) {
      evaluations = sample.evaluations();
    }

    @Override
    public void evaluated(long count) {
      clock.progressed(stage, count / expected());
    }

    @Override
    public boolean cancelled() {
      return clock.stopped();
    }

    private double expected() {
      return (double) plan.rows().count() * Math.max(1, steps());
    }

    private long steps() {
      return plan.evaluations().orElse(0);
    }

    Generation generation() {
      List<List<Point>> moments = new ArrayList<>();
      for (int i = 0; i < TIMES.size(); i++) {
        int moment = i;
        moments.add(ways.values().stream().map(way -> way.at(moment)).toList());
      }
      List<List<Point>> paths =
          ways.values().stream().map(Way::path).filter(path -> !path.isEmpty()).toList();
      return new Generation(plan, moments, paths, moments.get(TIMES.size() - 1), evaluations);
    }
  }

  /** One particle's way: its place at the moment nearest to each time, and all of it if wanted. */
  private static final class Way {
    private final boolean whole;
    private final List<Point> path = new ArrayList<>();
    private final Point[] places = new Point[TIMES.size()];
    private final double[] times = new double[TIMES.size()];

    Way(boolean whole) {
      this.whole = whole;
      Arrays.fill(times, Double.POSITIVE_INFINITY);
    }

    void add(Movement movement) {
      for (int i = 0; i < times.length; i++) {
        double wanted = TIMES.get(i);
        if (Math.abs(movement.t() - wanted) < Math.abs(times[i] - wanted)) {
          times[i] = movement.t();
          places[i] = place(movement);
        }
      }
      if (whole) {
        path.add(place(movement));
      }
    }

    Point at(int moment) {
      return places[moment];
    }

    List<Point> path() {
      return path;
    }

    private static Point place(Movement movement) {
      float[] values = movement.values();
      return new Point(values[0], values[1]);
    }
  }
}
