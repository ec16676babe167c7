package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.likelihood.SampleCovariance;
import dev.driftwood.runtime.solve.Query;
import java.util.Iterator;

/** Passes images on and counts them, as the network sees them, in a covariance. */
final class CovarianceTap implements Iterator<ImageItem> {
  private final Iterator<ImageItem> images;
  private final Preparation preparation;
  private final SampleCovariance covariance;

  /** One draw an image, under the seed of a plan. */
  CovarianceTap(
      Iterator<ImageItem> images,
      ModelDescription description,
      long seed,
      SampleCovariance covariance) {
    this.images = images;
    LikelihoodPlan plan = LikelihoodPlan.defaults().withSeed(seed);
    this.preparation = new Preparation(description, plan, Query.UNLABELLED);
    this.covariance = covariance;
  }

  @Override
  public boolean hasNext() {
    return images.hasNext();
  }

  @Override
  public ImageItem next() {
    ImageItem item = images.next();
    if (preparation.obstacle(item).isEmpty()) {
      covariance.add(preparation.draws((Image) item).get(0).y());
    }
    return item;
  }
}
