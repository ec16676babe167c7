package dev.driftwood.server;

import dev.driftwood.runtime.LikelihoodPlan;

/**
 * What a likelihood call does, once its plan has been accepted.
 *
 * @param served the model that scores
 * @param plan how
 * @param inbox where images come in
 * @param place the call's right to a worker
 */
record Scoring(ServedModel served, LikelihoodPlan plan, ImageInbox inbox, Workers.Place place) {}
