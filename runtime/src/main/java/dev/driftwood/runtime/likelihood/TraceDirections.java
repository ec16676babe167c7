package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The directions of one trace.
 *
 * <p>With q_i the basis of the subspace and v_k the others, each k gives the estimate
 *
 * <pre>
 *   tr A + Σ_i q_iᵀ (J − A) q_i + v_kᵀ (J − A) v_k
 * </pre>
 *
 * <p>(A = 0 without a control).
 *
 * <p>Source: R. Meyer, C. Musco, C. Musco, D. Woodruff, "Hutch++: optimal stochastic trace
 * estimation", SOSA 2021 (arXiv:2010.09649). There the subspace is that of J applied to further
 * random vectors. Here, on the way through time, it is that of the J before, applied to its own
 * subspace: no product goes into finding it, and it follows the Jacobian as a power iteration does.
 *
 * @param probes what they are
 * @param sketch the subspace
 * @param around the others
 */
record TraceDirections(Probes probes, Sketch sketch, List<double[]> around) {
  /** The question for the drift and the traces at a point. */
  Query query(double[] y, double t, int label) {
    return new Query(y, t, label, tangents(), sketch.size() > 0);
  }

  private List<double[]> tangents() {
    if (sketch.size() == 0) {
      return around;
    }
    List<double[]> tangents = new ArrayList<>(sketch.basis());
    tangents.addAll(around);
    return tangents;
  }

  /** The estimates of tr J at time t, given the answer. */
  double[] estimates(Sde sde, double t, Evaluation evaluation) {
    double[] forms = evaluation.traces();
    if (probes.law() == Probes.Law.EXACT) {
      return new double[] {Arrays.stream(forms).sum()};
    }
    Optional<NormalJacobian> control = control(sde, t);
    double known = control.map(NormalJacobian::trace).orElse(0.0);
    List<double[]> tangents = tangents();
    double[] left = new double[forms.length];
    for (int i = 0; i < left.length; i++) {
      double[] v = tangents.get(i);
      left[i] = forms[i] - control.map(normal -> normal.form(v)).orElse(0.0);
    }
    double within = known + Arrays.stream(left, 0, sketch.size()).sum();
    return Arrays.stream(left, sketch.size(), left.length).map(form -> within + form).toArray();
  }

  /** The subspace for the next time: where J − A differs most from a multiple of the identity. */
  Sketch next(Sde sde, double t, Evaluation evaluation) {
    if (sketch.size() == 0) {
      return Sketch.NONE;
    }
    Optional<NormalJacobian> control = control(sde, t);
    double[] estimates = estimates(sde, t, evaluation);
    double known = control.map(NormalJacobian::trace).orElse(0.0);
    double shift = (Estimate.ofIndependent(estimates).mean() - known) / evaluation.drift().length;
    List<double[]> images = new ArrayList<>();
    for (int i = 0; i < sketch.size(); i++) {
      double[] q = sketch.basis().get(i);
      double[] image = evaluation.products().get(i).clone();
      control.ifPresent(normal -> Vectors.add(image, -1.0, normal.product(q)));
      Vectors.add(image, -shift, q);
      images.add(image);
    }
    return Sketch.spannedBy(images);
  }

  private Optional<NormalJacobian> control(Sde sde, double t) {
    return probes.control().map(covariance -> covariance.jacobian(sde, t));
  }
}
