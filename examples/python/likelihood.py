"""The log-density of points under a model that `driftwood export --jvp` or `driftwood adopt --jvp` wrote.

python likelihood.py MODEL.onnx points.npy   (needs numpy and onnxruntime)
"""
import sys

import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession(sys.argv[1])
beta = lambda t: 0.1 + 19.9 * t  # the variance-preserving SDE that the model's description names


def flow(y, t):
    """The probability flow of rows y, and its divergence by one product for each dimension."""
    times = np.full(len(y), t, np.float32)
    divergence = np.full(len(y), -0.5 * beta(t) * y.shape[1])
    for unit in np.eye(y.shape[1], dtype=np.float32):
        feed = {"x": y.astype(np.float32), "t": times, "v": np.tile(unit, (len(y), 1))}
        drift, jvp = session.run(["drift", "jvp"], feed)
        divergence -= 0.5 * np.sqrt(beta(t)) * (jvp * unit).sum(1)
    return -0.5 * (beta(t) * y + np.sqrt(beta(t)) * drift), divergence


def log_likelihood(y, steps=400, t_min=1e-5):
    """Heun's method from t_min to 1, in steps that grow with t; then the standard normal prior."""
    total = np.zeros(len(y))
    grid = t_min + (1 - t_min) * np.linspace(0, 1, steps + 1) ** 2
    for t, end in zip(grid, grid[1:]):
        velocity, divergence = flow(y, t)
        other_velocity, other_divergence = flow(y + (end - t) * velocity, end)
        y = y + 0.5 * (end - t) * (velocity + other_velocity)
        total += 0.5 * (end - t) * (divergence + other_divergence)
    return total - 0.5 * (y**2 + np.log(2 * np.pi)).sum(1)


print(log_likelihood(np.load(sys.argv[2]).astype(np.float64)))
