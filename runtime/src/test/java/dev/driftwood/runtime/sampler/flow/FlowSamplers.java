package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sampler.SamplerOption;
import dev.driftwood.runtime.sampler.SamplerSettings;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.ArrayList;
import java.util.List;

/** Every sampler of this package in every order and variant, and every SDE. */
final class FlowSamplers {
  private FlowSamplers() {}

  static List<Sampler> all() {
    List<Sampler> all = new ArrayList<>();
    for (String variant : SamplerOption.VARIANT.choices()) {
      all.addAll(orders(SamplerKind.DPM_SOLVER, 3, SamplerOption.VARIANT, variant));
      all.addAll(orders(SamplerKind.DPM_SOLVER_PLUS_PLUS, 3, SamplerOption.VARIANT, variant));
    }
    for (String bh : SamplerOption.BH.choices()) {
      all.addAll(orders(SamplerKind.UNIPC, 3, SamplerOption.BH, bh));
    }
    for (String basis : SamplerOption.BASIS.choices()) {
      all.addAll(orders(SamplerKind.DEIS, 4, SamplerOption.BASIS, basis));
    }
    for (int order = 1; order <= 4; order++) {
      all.add(of(SamplerKind.IPNDM, order, SamplerSettings.NONE));
    }
    return all;
  }

  static List<Sde> sdes() {
    return List.of(
        VariancePreserving.standard(),
        SubVariancePreserving.standard(),
        VarianceExploding.standard(),
        CosineVariancePreserving.standard());
  }

  static Sampler of(SamplerKind kind, int order, SamplerOption option, String choice) {
    return of(kind, order, SamplerSettings.NONE.with(option, option.parse(choice)));
  }

  private static List<Sampler> orders(
      SamplerKind kind, int most, SamplerOption option, String choice) {
    List<Sampler> orders = new ArrayList<>();
    for (int order = 1; order <= most; order++) {
      orders.add(of(kind, order, option, choice));
    }
    return orders;
  }

  static Sampler of(SamplerKind kind, int order, SamplerSettings settings) {
    return new Sampler(kind, settings.with(SamplerOption.ORDER, order));
  }
}
