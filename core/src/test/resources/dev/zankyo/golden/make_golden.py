# Run: pip install torch==2.13.0 numpy; python make_golden.py     (writes resnet_golden.json beside this file)
"""Golden losses and gradients of the residual network, computed by PyTorch in float64 on the CPU.

These scripts share no code with the project. golden_network.py restates the network of the Keras original on top of
torch.nn.functional.conv2d and torch.autograd and trains it for ten steps from weights that a formula gives; this one
checks that work against independent sources and records what the project's backends must reproduce. A check that
fails ends the run and leaves the old file in place.
"""

import json
import math
import os
import random

import numpy as np
import torch
import torch.nn.functional as F

from golden_network import (
    ADAM_EPSILON, BATCH, BETA1, BETA2, EPSILON, LEARNING_RATE, MOMENTUM, STEPS,
    KerasAdam, Network, cross_entropy, initial_value, inputs, is_redundant, mix, r, targets, train, trainable_shapes,
)

OUTPUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "resnet_golden.json")
FLOAT32_RUNS = 20


# ---- Checks -------------------------------------------------------------------------------------------------


def check_formula():
    # The first output of the published SplitMix64 generator with seed 0.
    assert int(mix(np.zeros(1, np.uint64))[0]) == 0xE220A8397B1DCDAF


def check_counts():
    shapes = trainable_shapes()
    trainable = sum(math.prod(shape) for shape in shapes.values())
    moving = sum(value.numel() for value in Network(torch.float64).moving.values())
    redundant = sum(math.prod(shape) for name, shape in shapes.items() if is_redundant(name))
    assert (trainable, moving, trainable + moving) == (594_600, 8_576, 603_176), (trainable, moving)
    assert redundant == 7_184, redundant
    print(f"parameters: {trainable + moving} = {trainable} trainable + {moving} moving; {redundant} redundant")


def check_batch_norm():
    torch.manual_seed(1)
    x = (3 * torch.randn(4, 5, 7, 3, dtype=torch.float64) + 2).requires_grad_()
    gamma = torch.randn(5, dtype=torch.float64, requires_grad=True)
    beta = torch.randn(5, dtype=torch.float64, requires_grad=True)
    network = Network(torch.float64)
    network.parameters = {"n.gamma": gamma, "n.beta": beta}
    network.moving = {
        "n.moving_mean": torch.zeros(5, dtype=torch.float64),
        "n.moving_variance": torch.ones(5, dtype=torch.float64),
    }
    mean, variance = torch.zeros(5, dtype=torch.float64), torch.ones(5, dtype=torch.float64)
    weight = torch.randn(4, 5, 7, 3, dtype=torch.float64)
    worst = 0.0
    for training in (True, False):
        ours = network.norm("n", x, training)
        theirs = F.batch_norm(x, mean, variance, gamma, beta, training, 1 - MOMENTUM, EPSILON)
        pairs = [(ours, theirs), (network.moving["n.moving_mean"], mean)]
        pairs += [(network.moving["n.moving_variance"], variance)]
        pairs += zip(*(torch.autograd.grad((y * weight).sum(), (x, gamma, beta)) for y in (ours, theirs)))
        worst = max([worst] + [(a - b).abs().max().item() for a, b in pairs])
    assert worst < 1e-12, worst
    print(f"batch normalisation against F.batch_norm, values, gradients, moving statistics: {worst:.1e}")


def check_adam():
    # torch.optim.Adam has its epsilon inside the bias correction; scaled by 1 / sqrt(1 - b2^t) it is Keras's.
    torch.manual_seed(2)
    # From zero, so that rounding the updates into large parameters hides nothing.
    ours, theirs = torch.zeros(50, dtype=torch.float64), torch.zeros(50, dtype=torch.float64)
    adam, reference = KerasAdam([ours]), torch.optim.Adam([theirs], LEARNING_RATE, (BETA1, BETA2))
    for step in range(1, STEPS + 1):
        # Gradients near epsilon, so that a misplaced epsilon shows.
        theirs.grad = 1e-6 * torch.randn(50, dtype=torch.float64)
        reference.param_groups[0]["eps"] = ADAM_EPSILON / math.sqrt(1 - BETA2**step)
        adam.update([theirs.grad])
        reference.step()
    worst = ((ours - theirs).abs().max() / theirs.abs().max()).item()
    assert worst < 1e-12, worst
    print(f"Adam against torch.optim.Adam with its epsilon rescaled: {worst:.1e}")


def check_finite_differences(gradients):
    network = Network(torch.float64)
    generator = random.Random(3)
    names = [name for name in network.parameters if not is_redundant(name)]
    h, worst = 1e-6, 0.0
    print(f"finite differences, h = {h:g}:")
    with torch.no_grad():
        for name in generator.sample(names, 20):
            flat = network.parameters[name].view(-1)
            j = generator.randrange(flat.numel())
            start, losses = flat[j].item(), []
            for value in (start + h, start - h):
                flat[j] = value
                losses.append(cross_entropy(network.logits(inputs(0).double(), True), targets(0)).item())
            flat[j] = start
            difference = (losses[0] - losses[1]) / (2 * h)
            gradient = gradients[name].reshape(-1)[j].item()
            error = abs(difference - gradient) / max(abs(gradient), 1e-3)
            worst = max(worst, error)
            print(f"  {name + f'[{j}]':36s} autograd {gradient:+.9e}  difference {difference:+.9e}  error {error:.1e}")
    assert worst < 1e-5, worst


def check_kinks():
    network = Network(torch.float64)
    with torch.no_grad():
        network.logits(inputs(0).double(), training=True)
    assert network.kink_distance > 5e-6, network.kink_distance
    print(f"least absolute value that a ReLU reads in step 0: {network.kink_distance:.1e}")


def check_redundant(gradients):
    largest = {True: 0.0, False: math.inf}
    for name, gradient in gradients.items():
        size = gradient.abs().max().item()
        largest[is_redundant(name)] = (max if is_redundant(name) else min)(largest[is_redundant(name)], size)
    assert largest[True] < 1e-13 and largest[False] > 1e-4, largest
    print(f"largest gradient entry: redundant tensors {largest[True]:.1e}, any other at least {largest[False]:.1e}")


def float32_errors(golden):
    """How far float32 runs land from the golden numbers, which is what a tolerance has to allow.

    One run is no measure: a rounding error that flips a ReLU grows by orders of magnitude within ten steps. So every
    run but the first starts from weights that are nudged by up to about one unit in the last place.
    """
    worst = {"losses": [0.0] * STEPS, "gradients": 0.0, "logits": 0.0, "evaluation_step0": 0.0, "evaluation": 0.0}
    for run in range(FLOAT32_RUNS):
        torch.manual_seed(run)
        network = Network(torch.float32)
        if run > 0:
            with torch.no_grad():
                for p in network.parameters.values():
                    p *= 1 + 2**-23 * torch.randint(-1, 2, p.shape)
        single = train(network, torch.float32)
        errors = [abs(b - a) / a for a, b in zip(golden["losses"], single["losses"])]
        worst["losses"] = [max(pair) for pair in zip(worst["losses"], errors)]
        for name, g in golden["gradients"].items():
            if not is_redundant(name):
                error = ((single["gradients"][name].double() - g).norm() / g.norm()).item()
                worst["gradients"] = max(worst["gradients"], error)
        for key in ("logits", "evaluation_step0", "evaluation"):
            error = ((single[key].double() - golden[key]).abs().max() / golden[key].abs().max()).item()
            worst[key] = max(worst[key], error)
    print(f"loss by step, and the worst relative error of {FLOAT32_RUNS} float32 runs:")
    for step, (loss, error) in enumerate(zip(golden["losses"], worst["losses"])):
        print(f"  {step}  {loss:.15f}  {error:.1e}")
    for key in ("gradients", "logits", "evaluation_step0", "evaluation"):
        print(f"  {key}: {worst[key]:.1e}")
    return {"runs": FLOAT32_RUNS} | worst


# ---- Output ---------------------------------------------------------------------------------------------------


def document(golden, float32):
    tensors = []
    for k, (name, g) in enumerate(golden["gradients"].items()):
        flat = g.reshape(-1)
        projection = (flat * torch.from_numpy(r(2000 + k, flat.numel())).double()).sum()
        tensors.append({
            "name": name,
            "shape": list(g.shape),
            "redundant": is_redundant(name),
            "initial_first": initial_value(name, tuple(g.shape), k).reshape(-1)[:4].astype(float).tolist(),
            "gradient_l2": flat.norm().item(),
            "gradient_sum": flat.sum().item(),
            "gradient_projection": projection.item(),
            "gradient_first": flat[:8].tolist(),
        })
    moving = [
        {"name": name, "shape": list(value.shape), "l2": value.norm().item(), "first": value[:4].tolist()}
        for name, value in golden["moving"].items()
    ]
    return {
        "source": f"make_golden.py by PyTorch {torch.__version__}, float64, CPU",
        "notes": {
            "values": "initial values, inputs and labels: by the formulas at the top of golden_network.py",
            "targets": "float64: 0.1 / 8 (0.0125) off the class, 0.9 + 0.1 / 8 (0.9125) on it",
            "losses": "training loss of step t before its update; mean over the batch of -sum(target * log softmax)",
            "logits": "step 0, training mode, [batch, class]",
            "gradients": "step 0, of the mean loss; l2 norm, sum, sum_j g_j * r(2000 + k, j), first 8, row-major",
            "initial_first": "first 4 initial values, exact in float32",
            "moving_statistics": "after step 0; l2 norm and first 4",
            "evaluation_logits_step0": "initial weights, moving statistics after step 0, on the inputs of step 0",
            "evaluation_logits": "after ten steps, moving statistics, on the inputs of step 0",
            "float32_worst_relative_error": "of runs from starts nudged by an ulp; gradients: worst tensor's l2 norm of "
            "the difference over its own; logits: largest difference over largest logit",
            "redundant": "true gradient is zero and the figures are rounding noise: do not compare them",
        },
        "parameters": {"total": 603_176, "trainable": 594_600, "moving": 8_576},
        "float32_worst_relative_error": float32,
        "batch": BATCH,
        "learning_rate": LEARNING_RATE,
        "losses": golden["losses"],
        "logits": golden["logits"].tolist(),
        "evaluation_logits_step0": golden["evaluation_step0"].tolist(),
        "evaluation_logits": golden["evaluation"].tolist(),
        "redundant": [t["name"] for t in tensors if t["redundant"]],
        "tensors": tensors,
        "moving_statistics": moving,
    }


def one_line_a_row(value):
    """JSON with one line for each entry of a top-level list, so that a changed number is one changed line."""
    lines = []
    for key, entry in value.items():
        if isinstance(entry, list):
            rows = ",\n".join("    " + json.dumps(row, allow_nan=False) for row in entry)
            lines.append(f"  {json.dumps(key)}: [\n{rows}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(entry, allow_nan=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    torch.use_deterministic_algorithms(True)
    check_formula()
    check_counts()
    check_batch_norm()
    check_adam()
    check_kinks()
    golden = train(Network(torch.float64), torch.float64)
    check_redundant(golden["gradients"])
    check_finite_differences(golden["gradients"])
    float32 = float32_errors(golden)
    temporary = OUTPUT + ".tmp"
    with open(temporary, "w", encoding="ascii", newline="\n") as file:
        file.write(one_line_a_row(document(golden, float32)))
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, OUTPUT)
    print(f"{os.path.basename(OUTPUT)}: {os.path.getsize(OUTPUT)} bytes")


if __name__ == "__main__":
    main()
