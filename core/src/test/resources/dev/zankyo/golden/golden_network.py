"""The residual network of the Keras original and its first ten training steps, by PyTorch; see make_golden.py.

Values by formula, the same in every language:
    mix(z)   the SplitMix64 finaliser, modulo 2^64
    u(k, j)  = (mix(k * 2^32 + j) >>> 40) / 2^24      in [0, 1), exact in float32
    r(k, j)  = 2 u(k, j) - 1                           in [-1, 1), exact in float32
Element j (row-major) of trainable tensor k (canonical order, from 0) starts as
    conv weight   float32(limit * r(k, j)), limit = float32(sqrt(6 / fan_in)), fan_in = in * kh * kw
    dense weight  float32(limit * r(k, j)), limit = float32(sqrt(6 / (in + out)))
    bias, beta    float32(0.1f * r(k, j))
    gamma         float32(1 + float32(0.1f * r(k, j)))
so that every start value is a float32, and everything after it is float64. Moving means start at 0, moving
variances at 1. Step t (from 0) reads the batch x[j] = float32(2 * r(2270 + t, j)) over [4, 20, 50, 1] (NHWC);
row i has class (3 i + t) mod 8. The number 2270 was searched for: with it no ReLU of step 0 reads a value nearer to zero
than 5e-6, so that float32 takes the same side of every one of them and its gradients can be compared closely.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F

BANDS, FRAMES, CLASSES, BATCH, STEPS = 20, 50, 8, 4, 10
STEM, WIDTHS, BLOCKS = 16, (64, 128, 256), 6
EPSILON, MOMENTUM, SMOOTHING = 1e-3, 0.99, 0.1
LEARNING_RATE, BETA1, BETA2, ADAM_EPSILON = 1e-3, 0.9, 0.999, 1e-7


# ---- Values by formula ----------------------------------------------------------------------------------------


def mix(z):
    """The SplitMix64 finaliser on an array of uint64; numpy wraps modulo 2^64."""
    z = z + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def r(k, count):
    """r(k, 0..count-1) as float32, exactly."""
    z = np.uint64(k << 32) + np.arange(count, dtype=np.uint64)
    u = (mix(z) >> np.uint64(40)).astype(np.float64) / 2**24
    return (2 * u - 1).astype(np.float32)


def initial_value(name, shape, k):
    values = r(k, math.prod(shape))
    if name.endswith(".gamma"):
        values = np.float32(1) + np.float32(0.1) * values
    elif name.endswith((".beta", ".bias")):
        values = np.float32(0.1) * values
    else:
        fan_in = math.prod(shape[1:])
        fan = fan_in + shape[0] if name == "head.dense.weight" else fan_in
        values = np.float32(math.sqrt(6 / fan)) * values
    assert values.dtype == np.float32
    return values.reshape(shape)


def inputs(step):
    values = np.float32(2) * r(2270 + step, BATCH * BANDS * FRAMES)
    nhwc = torch.from_numpy(values.reshape(BATCH, BANDS, FRAMES, 1))
    return nhwc.permute(0, 3, 1, 2).contiguous()


def targets(step):
    """One-hot smoothed by 0.1. In float64: off the class 0.1 / 8, on it 0.9 * 1 + 0.1 / 8."""
    rows = np.full((BATCH, CLASSES), SMOOTHING / CLASSES)
    for i in range(BATCH):
        rows[i, (3 * i + step) % CLASSES] = 0.9 + SMOOTHING / CLASSES
    return torch.from_numpy(rows)


# ---- The network ----------------------------------------------------------------------------------------------


def trainable_shapes():
    """Name -> shape in canonical order; conv weights OIHW, dense weight [out, in]."""
    shapes = {}

    def conv(name, c_in, c_out, kernel):
        shapes[name + ".weight"] = (c_out, c_in, kernel, kernel)
        shapes[name + ".bias"] = (c_out,)

    def norm(name, channels):
        shapes[name + ".gamma"] = (channels,)
        shapes[name + ".beta"] = (channels,)

    conv("stem", 1, STEM, 3)
    channels = STEM
    for stage, width in enumerate(WIDTHS, start=1):
        for block in range(BLOCKS):
            name = f"stage{stage}.block{block}"
            conv(name + ".conv1", channels, width // 4, 1)
            norm(name + ".bn1", width // 4)
            conv(name + ".conv2", width // 4, width // 4, 3)
            norm(name + ".bn2", width // 4)
            conv(name + ".conv3", width // 4, width, 1)
            norm(name + ".bn3", width)
            if block == 0:
                conv(name + ".skip", channels, width, 1)
            channels = width
    norm("head.bn", channels)
    shapes["head.dense.weight"] = (CLASSES, channels)
    shapes["head.dense.bias"] = (CLASSES,)
    return shapes


def is_redundant(name):
    """Whether the training loss cannot depend on the tensor: a later batch normalisation removes what it adds."""
    return (name.endswith(".bias") and name != "head.dense.bias") or name.endswith(".bn3.beta")


def same_padding(size, kernel, stride):
    """TensorFlow's 'same': out = ceil(size / stride); an odd total pads one more after than before."""
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def batch_norm(x, gamma, beta, mean, variance):
    scale = gamma / torch.sqrt(variance + EPSILON)
    return (x - mean.view(1, -1, 1, 1)) * scale.view(1, -1, 1, 1) + beta.view(1, -1, 1, 1)


def batch_statistics(x):
    """Mean, biased variance (which normalises) and unbiased variance (which feeds the moving variance)."""
    count = x.numel() // x.shape[1]
    mean = x.mean((0, 2, 3))
    variance = ((x - mean.view(1, -1, 1, 1)) ** 2).mean((0, 2, 3))
    return mean, variance, variance * count / (count - 1)


class Network:
    def __init__(self, dtype):
        self.parameters, self.moving = {}, {}
        self.kink_distance = math.inf  # the least absolute value that a ReLU has read
        for k, (name, shape) in enumerate(trainable_shapes().items()):
            value = torch.from_numpy(initial_value(name, shape, k)).to(dtype)
            self.parameters[name] = value.requires_grad_()
            if name.endswith(".gamma"):
                norm = name.removesuffix(".gamma")
                self.moving[norm + ".moving_mean"] = torch.zeros(shape, dtype=dtype)
                self.moving[norm + ".moving_variance"] = torch.ones(shape, dtype=dtype)

    def conv(self, name, x, stride=1):
        weight, bias = self.parameters[name + ".weight"], self.parameters[name + ".bias"]
        rows = same_padding(x.shape[2], weight.shape[2], stride)
        columns = same_padding(x.shape[3], weight.shape[3], stride)
        return F.conv2d(F.pad(x, columns + rows), weight, bias, stride=stride)

    def norm(self, name, x, training):
        moving_mean, moving_variance = self.moving[name + ".moving_mean"], self.moving[name + ".moving_variance"]
        mean, variance = moving_mean, moving_variance
        if training:
            mean, variance, unbiased = batch_statistics(x)
            with torch.no_grad():
                moving_mean.copy_(MOMENTUM * moving_mean + (1 - MOMENTUM) * mean)
                moving_variance.copy_(MOMENTUM * moving_variance + (1 - MOMENTUM) * unbiased)
        return batch_norm(x, self.parameters[name + ".gamma"], self.parameters[name + ".beta"], mean, variance)

    def relu(self, x):
        self.kink_distance = min(self.kink_distance, x.detach().abs().min().item())
        return torch.relu(x)

    def block(self, name, x, stride, identity, training):
        y = self.relu(self.norm(name + ".bn1", self.conv(name + ".conv1", x, stride), training))
        y = self.relu(self.norm(name + ".bn2", self.conv(name + ".conv2", y), training))
        y = self.norm(name + ".bn3", self.conv(name + ".conv3", y), training)
        return y + (x if identity else self.conv(name + ".skip", x, stride))

    def logits(self, x, training):
        x = self.conv("stem", x)
        for stage in range(1, len(WIDTHS) + 1):
            for block in range(BLOCKS):
                stride = 2 if stage > 1 and block == 0 else 1
                x = self.block(f"stage{stage}.block{block}", x, stride, block > 0, training)
        x = self.relu(self.norm("head.bn", x, training)).mean((2, 3))
        return x @ self.parameters["head.dense.weight"].T + self.parameters["head.dense.bias"]


def cross_entropy(logits, target):
    return -(target * F.log_softmax(logits, dim=1)).sum(1).mean()


class KerasAdam:
    """Adam with its epsilon outside the bias correction, as Keras has it."""

    def __init__(self, parameters):
        self.parameters, self.step = parameters, 0
        self.m = [torch.zeros_like(p) for p in parameters]
        self.v = [torch.zeros_like(p) for p in parameters]

    @torch.no_grad()
    def update(self, gradients):
        self.step += 1
        alpha = LEARNING_RATE * math.sqrt(1 - BETA2**self.step) / (1 - BETA1**self.step)
        for p, g, m, v in zip(self.parameters, gradients, self.m, self.v):
            m += (g - m) * (1 - BETA1)
            v += (g * g - v) * (1 - BETA2)
            p -= alpha * m / (torch.sqrt(v) + ADAM_EPSILON)


# ---- The run --------------------------------------------------------------------------------------------------


def train(network, dtype):
    parameters = list(network.parameters.values())
    adam = KerasAdam(parameters)
    result = {"losses": []}
    for step in range(STEPS):
        logits = network.logits(inputs(step).to(dtype), training=True)
        loss = cross_entropy(logits, targets(step).to(dtype))
        gradients = torch.autograd.grad(loss, parameters)
        result["losses"].append(loss.item())
        if step == 0:
            result["logits"] = logits.detach()
            result["gradients"] = dict(zip(network.parameters, gradients))
            result["moving"] = {name: value.clone() for name, value in network.moving.items()}
            with torch.no_grad():
                result["evaluation_step0"] = network.logits(inputs(0).to(dtype), training=False)
        adam.update(gradients)
    with torch.no_grad():
        result["evaluation"] = network.logits(inputs(0).to(dtype), training=False)
    return result
