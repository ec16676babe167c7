package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import java.util.ArrayList;
import java.util.List;

/** Rows to try a network with: smooth items of its data's range, noised as the SDE says. */
record TrialRows(ModelDescription description) {
  /** An item, the noise that was added to it, and the row that came out. */
  record Noised(double[] noise, Row row) {}

  List<Noised> at(double t, int count) {
    List<Noised> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(i, t));
    }
    return rows;
  }

  /** The i-th row at a time. */
  Noised row(int i, double t) {
    Sde sde = description.sde().toSde();
    double[] x = item(i);
    double[] noise = new double[x.length];
    new NoiseStream(0).normals(i, Purpose.PRIOR, 0, 0, 0, noise);
    double[] y = new double[x.length];
    for (int d = 0; d < y.length; d++) {
      y[d] = sde.alpha(t) * x[d] + sde.sigma(t) * noise[d];
    }
    return new Noised(noise, new Row(y, t, i % classes()));
  }

  private int classes() {
    return description.labels().map(labels -> labels.count()).orElse(1);
  }

  /** A wave over the item's numbers, one wave length an item, that stays within data space. */
  private double[] item(int i) {
    int size = description.shape().size();
    double[] x = new double[size];
    boolean image = description.shape().isImage();
    for (int d = 0; image && d < size; d++) {
      x[d] = 0.5 + 0.3 * StrictMath.sin(2 * Math.PI * (i + 1) * d / size + i);
    }
    return description.data().transform().forward(x);
  }
}
