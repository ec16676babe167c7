package dev.driftwood.server;

import dev.driftwood.proto.v1.CallCost;
import dev.driftwood.proto.v1.GetModelResponse;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.proto.v1.ListModelsResponse;
import dev.driftwood.proto.v1.ModelSummary;
import dev.driftwood.proto.v1.ServerLimits;
import dev.driftwood.runtime.batch.Bucket;
import dev.driftwood.runtime.batch.Lane;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.wire.InvalidField;
import dev.driftwood.wire.LikelihoodPlans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Says which models there are and what they can do. */
record ModelListing(List<ServedModel> models, ServerSettings settings) {
  /**
   * A page of the list. The token is the last model of the page before.
   *
   * @throws InvalidField if the size is negative or the token is none that was given out
   */
  ListModelsResponse page(ListModelsRequest request) {
    int size = request.getPageSize();
    if (!(size >= 0)) {
      throw new InvalidField("page_size", "page_size: " + size + " (expected: >= 0)");
    }
    int from = request.getPageToken().isEmpty() ? 0 : after(request.getPageToken());
    int to = size == 0 ? models.size() : (int) Math.min(models.size(), (long) from + size);
    ListModelsResponse.Builder response = ListModelsResponse.newBuilder();
    models.subList(from, to).forEach(served -> response.addModels(summary(served)));
    if (to < models.size()) {
      response.setNextPageToken(models.get(to - 1).toString());
    }
    return response.build();
  }

  private int after(String token) {
    return 1
        + IntStream.range(0, models.size())
            .filter(i -> models.get(i).toString().equals(token))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidField(
                        "page_token",
                        "page_token: " + token + " (expected: the next_page_token of a page)"));
  }

  /** All about one model. */
  GetModelResponse describe(ServedModel served) {
    return GetModelResponse.newBuilder()
        .setSummary(summary(served))
        .setDescriptionJson(served.model().description().toJson())
        .addAllSamplers(Arrays.stream(SamplerKind.values()).map(SamplerKind::label).toList())
        .addAllLikelihoodMethods(LikelihoodPlans.METHODS)
        .setLimits(limits())
        .addAllCallCosts(costs(served))
        .setCalibrated(served.model().calibration().isPresent())
        .build();
  }

  private static ModelSummary summary(ServedModel served) {
    return ModelSummary.newBuilder()
        .setName(served.name())
        .setVersion(Integer.toString(served.version()))
        .setDigest(served.model().artefact().digest())
        .addAllShape(served.model().description().shape().dimensions())
        .build();
  }

  private ServerLimits limits() {
    return settings
        .limits()
        .message()
        .setMaxCalls(settings.calls())
        .setMaxQueueSeconds(settings.longest().toSeconds())
        .build();
  }

  private static List<CallCost> costs(ServedModel served) {
    List<CallCost> costs = new ArrayList<>();
    served
        .shared()
        .buckets()
        .forEach(
            (lane, buckets) ->
                buckets.sizes().forEach(size -> costs.add(cost(size, lane == Lane.PRODUCT))));
    costs.sort(Comparator.comparing(CallCost::getProducts).thenComparing(CallCost::getRows));
    return costs;
  }

  private static CallCost cost(Bucket size, boolean products) {
    return CallCost.newBuilder()
        .setRows(size.rows())
        .setMilliseconds(1e3 * size.seconds())
        .setBytes((long) size.bytes())
        .setProducts(products)
        .build();
  }
}
