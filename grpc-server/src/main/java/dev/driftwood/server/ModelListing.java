package dev.driftwood.server;

import dev.driftwood.proto.v1.CallCost;
import dev.driftwood.proto.v1.GetModelResponse;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.proto.v1.ListModelsResponse;
import dev.driftwood.proto.v1.ModelDevice;
import dev.driftwood.proto.v1.ModelSummary;
import dev.driftwood.proto.v1.ServerLimits;
import dev.driftwood.runtime.batch.Bucket;
import dev.driftwood.runtime.batch.Lane;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.server.models.Assignment;
import dev.driftwood.server.models.ModelState;
import dev.driftwood.server.models.ModelStatus;
import dev.driftwood.server.models.ServedModel;
import dev.driftwood.wire.InvalidField;
import dev.driftwood.wire.LikelihoodPlans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which models there are and what they can do. */
record ModelListing(List<ModelStatus> models, List<Assignment> devices, ServerSettings settings) {
  private static final Pattern TOKEN = Pattern.compile("(?<name>.+)/(?<version>\\d{1,9})");

  /**
   * A page of the list. The token names the last model of the page before.
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
    models.subList(from, to).forEach(status -> response.addModels(summary(status)));
    if (to < models.size()) {
      ModelStatus last = models.get(to - 1);
      response.setNextPageToken(last.name() + "/" + number(last));
    }
    return response.build();
  }

  /** The first model after the one of a token, which may have gone since. */
  private int after(String token) {
    Matcher last = TOKEN.matcher(token);
    if (!last.matches()) {
      throw new InvalidField(
          "page_token", "page_token: " + token + " (expected: the next_page_token of a page)");
    }
    String name = last.group("name");
    int version = Integer.parseInt(last.group("version"));
    return (int)
        models.stream()
            .filter(
                model -> {
                  int order = model.name().compareTo(name);
                  return order < 0 || (order == 0 && number(model) <= version);
                })
            .count();
  }

  private static int number(ModelStatus model) {
    return model.version().orElse(0);
  }

  /** All about one model. */
  GetModelResponse describe(ModelStatus status) {
    GetModelResponse.Builder response =
        GetModelResponse.newBuilder()
            .setSummary(summary(status))
            .addAllSamplers(Arrays.stream(SamplerKind.values()).map(SamplerKind::label).toList())
            .addAllLikelihoodMethods(LikelihoodPlans.METHODS)
            .setLimits(limits());
    status
        .served()
        .ifPresent(
            served ->
                response
                    .setDescriptionJson(served.model().description().toJson())
                    .addAllCallCosts(costs(served))
                    .setCalibrated(served.model().calibration().isPresent()));
    return response.build();
  }

  private ModelSummary summary(ModelStatus status) {
    ModelSummary.Builder summary =
        ModelSummary.newBuilder()
            .setName(status.name())
            .setState(state(status.state()))
            .setProblem(status.problem());
    status.version().ifPresent(version -> summary.setVersion(Integer.toString(version)));
    status
        .served()
        .map(ServedModel::model)
        .ifPresent(
            model ->
                summary
                    .setDigest(model.artefact().digest())
                    .addAllShape(model.description().shape().dimensions())
                    .addAllDevices(devices.stream().map(ModelListing::device).toList()));
    return summary.build();
  }

  private static dev.driftwood.proto.v1.ModelState state(ModelState state) {
    return switch (state) {
      case SERVING -> dev.driftwood.proto.v1.ModelState.MODEL_STATE_SERVING;
      case LOADING -> dev.driftwood.proto.v1.ModelState.MODEL_STATE_LOADING;
      case BROKEN -> dev.driftwood.proto.v1.ModelState.MODEL_STATE_BROKEN;
    };
  }

  private static ModelDevice device(Assignment device) {
    return ModelDevice.newBuilder()
        .setRequested(device.requested().toString())
        .setActual(device.actual().toString())
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
