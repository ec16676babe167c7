"""Samples and log-likelihoods from a Driftwood server, by Python.

Needs grpcio, numpy, and the two modules that protoc makes of driftwood/v1/driftwood.proto (README.md). A call that the
server pushes back is made again when the server says, by gRPC itself.
"""

import argparse
import json
import pathlib
import sys

import grpc
import numpy as np

from driftwood.v1 import driftwood_pb2 as pb
from driftwood.v1 import driftwood_pb2_grpc

RETRIES = {
    "methodConfig": [
        {
            "name": [{"service": "driftwood.v1.DriftwoodService"}],
            "retryPolicy": {
                "maxAttempts": 5,
                "initialBackoff": "0.5s",
                "maxBackoff": "10s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE", "RESOURCE_EXHAUSTED"],
            },
        }
    ]
}


def list_models(service, options):
    token = ""
    while True:
        page = service.ListModels(pb.ListModelsRequest(page_token=token), timeout=options.timeout)
        for model in page.models:
            state = pb.ModelState.Name(model.state).removeprefix("MODEL_STATE_").lower()
            shape = "x".join(map(str, model.shape))
            words = [model.name, model.version or "-", shape or "-", model.digest or "-", state, model.problem]
            print(*filter(None, words))
        token = page.next_page_token
        if not token:
            return


def sample(service, options):
    as_png = not options.out.endswith(".npy")
    request = pb.SampleRequest(
        model=pb.ModelRef(name=options.model),
        count=options.count,
        sampler=options.sampler,
        steps=options.steps,
        seed=options.seed,
        format=pb.IMAGE_FORMAT_PNG if as_png else pb.IMAGE_FORMAT_FLOAT32,
    )
    if options.label is not None:
        request.label = options.label
    images, summary = {}, None
    for event in service.Sample(request, timeout=options.timeout):
        kind = event.WhichOneof("event")
        if kind == "progress":
            print(f"{event.progress.evaluations_done} of {event.progress.evaluations_total}", file=sys.stderr)
        elif kind == "sample" and event.sample.outcome == pb.ROW_OUTCOME_DONE:
            images[event.sample.row] = event.sample.image
        elif kind == "summary":
            summary = event.summary
    if summary is None:
        raise SystemExit("the stream was cut before its summary")
    if not images:
        raise SystemExit(f"none of {summary.rows} samples could be drawn")
    write(images, options.out, as_png)
    print(f"{summary.rows} samples, {summary.evaluations} evaluations: {options.out}")


def write(images, out, as_png):
    if as_png:
        folder = pathlib.Path(out)
        folder.mkdir(parents=True, exist_ok=True)
        for row, image in images.items():
            (folder / f"{row}.png").write_bytes(image.png)
    else:
        rows = [images[row] for row in sorted(images)]
        np.save(out, np.stack([np.frombuffer(image.float32, "<f4").reshape(image.shape) for image in rows]))


def score(service, options):
    items = np.load(options.input).astype("<f4")

    def requests():
        plan = pb.LikelihoodPlan(model=pb.ModelRef(name=options.model), method="ode", probes=options.probes)
        yield pb.LikelihoodRequest(plan=plan)
        for i, item in enumerate(items):
            image = pb.Image(shape=item.shape, float32=item.tobytes())
            yield pb.LikelihoodRequest(item=pb.LikelihoodImage(id=str(i), image=image))

    # One result an image as each is finished, in any order.
    results = {int(result.id): result for result in service.LogLikelihood(requests(), timeout=options.timeout)}
    for i in sorted(results):
        result = results[i]
        if result.ok:
            bar = f" ± {result.std_error_bpd:.3g}" if result.HasField("std_error_bpd") else ""
            print(i, repr(result.log_likelihood_nats), f"{result.bits_per_dim:.4f}{bar}")
        else:
            print(i, "failed:", result.error)


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default="localhost:50051", metavar="HOST:PORT")
    parser.add_argument("--timeout", type=float, default=300, help="seconds that a call may take, its retries included")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list").set_defaults(run=list_models)
    drawing = commands.add_parser("sample")
    drawing.set_defaults(run=sample)
    drawing.add_argument("--model", required=True)
    drawing.add_argument("--count", type=int, default=4)
    drawing.add_argument("--sampler", default="heun")
    drawing.add_argument("--steps", type=int, default=20)
    drawing.add_argument("--label", type=int)
    drawing.add_argument("--seed", type=int, default=0)
    drawing.add_argument("--out", default="samples", help="a folder for PNGs, or a file .npy")
    scoring = commands.add_parser("score")
    scoring.set_defaults(run=score)
    scoring.add_argument("--model", required=True)
    scoring.add_argument("--input", required=True, help="a file .npy of items in data space")
    scoring.add_argument("--probes", type=int, default=1)
    return parser.parse_args()


def main():
    options = parsed()
    channel_options = [("grpc.service_config", json.dumps(RETRIES)), ("grpc.max_receive_message_length", 64 << 20)]
    with grpc.insecure_channel(options.server, options=channel_options) as channel:
        try:
            options.run(driftwood_pb2_grpc.DriftwoodServiceStub(channel), options)
        except grpc.RpcError as error:
            raise SystemExit(f"{error.code().name}: {error.details()}")


if __name__ == "__main__":
    main()
