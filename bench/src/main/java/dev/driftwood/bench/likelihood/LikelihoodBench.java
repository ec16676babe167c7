package dev.driftwood.bench.likelihood;

import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.EvidenceBound;
import dev.driftwood.runtime.likelihood.FlowLikelihood;
import dev.driftwood.runtime.likelihood.LikelihoodStepper;
import dev.driftwood.runtime.likelihood.LikelihoodTerms;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The error of log-likelihoods against a tight reference, and what they cost.
 *
 * <p>All score the same dequantised rows, so that the error is that of the method: of the solver
 * and of the probes. The bound is of another quantity; its mean distance to the reference is not an
 * error of its numbers, the spread about that mean is.
 */
public final class LikelihoodBench {
  private static final double TIGHT = 1e-5;
  private static final int REFERENCE_PROBES = 16;
  private static final NoiseStream REFERENCE_NOISE = new NoiseStream(16);
  private static final NoiseStream NOISE = new NoiseStream(1);

  private final Sde sde;
  private final DriftFunction drift;
  private final double tMin;
  private final int label;
  private final int batch;

  /**
   * A bench around a network.
   *
   * @param tMin where rows enter, above 0
   * @param label of all rows
   * @param batch rows that share a network call
   */
  public LikelihoodBench(Sde sde, DriftFunction drift, double tMin, int label, int batch) {
    this.sde = sde;
    this.drift = drift;
    this.tMin = tMin;
    this.label = label;
    this.batch = batch;
  }

  /**
   * One line of the result; errors are in bits per dimension.
   *
   * @param method the contestant
   * @param evaluations passes of the network, a row
   * @param products Jacobian-vector products, a row
   * @param rowsPerSecond as measured
   * @param rootMeanSquare of the errors
   * @param bias their mean
   * @param spread their standard deviation
   * @param costRatio of the time to that of the first contestant
   */
  public record Row(
      String method,
      double evaluations,
      double products,
      double rowsPerSecond,
      double rootMeanSquare,
      double bias,
      double spread,
      double costRatio) {}

  /** What a reference by so many steps is of. */
  public ReferenceKey key(String model, List<double[]> rows, int steps) {
    String plan =
        "steps=%d probes=%d tmin=%s label=%s"
            .formatted(steps, REFERENCE_PROBES, tMin, label == Query.UNLABELLED ? "none" : label);
    return ReferenceKey.of(model, plan, rows);
  }

  /**
   * The reference by so many steps.
   *
   * @param steps even
   */
  public Reference reference(List<double[]> rows, int steps, Consumer<String> note) {
    Probes probes = Probes.rademacher(REFERENCE_PROBES, REFERENCE_NOISE);
    note.accept("reference with " + steps + " steps");
    List<LikelihoodTerms> fine = terms(drift, semiLinear(probes, steps), rows);
    note.accept("reference with " + steps / 2 + " steps");
    List<LikelihoodTerms> coarse = terms(drift, semiLinear(probes, steps / 2), rows);
    return new Reference(
        nats(fine),
        fine.stream().mapToDouble(LikelihoodTerms::standardError).toArray(),
        nats(coarse));
  }

  /** Measures all contestants; the first is the public algorithm. */
  public List<Row> measure(List<double[]> rows, Reference reference, Consumer<String> note) {
    List<Row> results = new ArrayList<>();
    double first = Double.NaN;
    for (Contestant contestant : contestants()) {
      note.accept(contestant.name());
      CountedDrift counted = new CountedDrift(drift);
      long start = System.nanoTime();
      double[] nats = contestant.method().of(counted, rows);
      double seconds = (System.nanoTime() - start) * 1e-9;
      first = results.isEmpty() ? seconds : first;
      results.add(
          row(contestant.name(), rows.get(0).length, counted, nats, reference, seconds, first));
    }
    return results;
  }

  private static Row row(
      String name,
      int dimension,
      CountedDrift counted,
      double[] nats,
      Reference reference,
      double seconds,
      double first) {
    ErrorsInBits errors = ErrorsInBits.of(nats, reference.nats(), dimension);
    double count = nats.length;
    return new Row(
        name,
        counted.evaluations() / count,
        counted.products() / count,
        count / seconds,
        errors.rootMeanSquare(),
        errors.bias(),
        errors.spread(),
        seconds / first);
  }

  private List<Contestant> contestants() {
    List<Contestant> all = new ArrayList<>();
    all.add(
        new Contestant(
            "public rk45 1e-5",
            (network, rows) ->
                new PublicFlow(sde, network, label, NOISE, tMin, TIGHT).logLikelihoods(rows)));
    Probes one = Probes.rademacher(1, NOISE);
    all.add(
        ours(
            "dormand-prince 1e-5",
            FlowLikelihood.adaptive(
                sde, one, ButcherTableau.dormandPrince(), tMin, new Tolerance(TIGHT, TIGHT))));
    for (int evaluations : new int[] {10, 20, 40}) {
      all.add(ours("unipc " + evaluations, semiLinear(one, evaluations - 1)));
    }
    all.add(ours("unipc 20, 4 probes", semiLinear(Probes.rademacher(4, NOISE), 19)));
    for (int evaluations : new int[] {10, 20, 40}) {
      all.add(
          ours(
              "elbo " + evaluations,
              new EvidenceBound(sde, tMin, evaluations, BoundForm.SCORE_MATCHING, NOISE)));
    }
    return all;
  }

  private Contestant ours(String name, LikelihoodStepper<?> stepper) {
    return new Contestant(name, (network, rows) -> nats(terms(network, stepper, rows)));
  }

  private LikelihoodStepper<?> semiLinear(Probes probes, int steps) {
    TimeGrid grid = GridSpec.parse("log-snr").grid(sde, tMin, steps).reversed();
    return FlowLikelihood.semiLinear(sde, probes, Sampler.of(SamplerKind.UNIPC).method(sde), grid);
  }

  private static double[] nats(List<LikelihoodTerms> terms) {
    return terms.stream().mapToDouble(LikelihoodTerms::nats).toArray();
  }

  private <S extends RowState> List<LikelihoodTerms> terms(
      DriftFunction network, LikelihoodStepper<S> stepper, List<double[]> rows) {
    LikelihoodTerms[] terms = new LikelihoodTerms[rows.size()];
    new Integrator(network, batch)
        .integrate(
            stepper,
            LongStream.range(0, rows.size())
                .mapToObj(row -> stepper.start(new RowId(row, 0, label), rows.get((int) row)))
                .iterator(),
            state -> terms[(int) state.id().key()] = stepper.terms(state));
    return List.of(terms);
  }
}
