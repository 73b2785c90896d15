"""A stand-in for Keras in numpy, because the tests must run without it. It has the layers of an exported program, and finds
weights in HDF5 files by the rules that Keras publishes in saving_lib.py and legacy_h5_format.py."""
import re
import types

import h5py
import numpy as np


class Layer:
    def __init__(self):
        self.own = {}

    def __call__(self, x, training=None):
        if not self.own:
            self.own = {name: np.zeros(shape, "f4") for name, shape in self.shapes(x.shape).items()}
        return self.call(x)

    def shapes(self, inputs):
        return {}

    def inner(self):
        return {name: value for name, value in vars(self).items() if isinstance(value, Layer)}

    def variables(self, moving):
        """Returns (layer, name) of the trainable variables or the moving statistics, in the order of attributes."""
        own = [(self, name) for name in self.own if name.startswith("moving") == moving]
        return own + [pair for layer in self.inner().values() for pair in layer.variables(moving)]

    def load(self, group):
        """Keras 3: variables 0, 1 ... in the group vars, and a group for each layer by the name of its attribute."""
        values = group["vars"] if "vars" in group else {}
        assert len(values) == len(self.own), (group.name, len(values), len(self.own))
        for i, name in enumerate(self.own):
            self.set(name, values[str(i)])
        for name, layer in self.inner().items():
            layer.load(group[name])

    def set(self, name, value):
        assert self.own[name].shape == value.shape and value.dtype == "f4", (name, self.own[name].shape, value)
        self.own[name] = value[()]


class Conv2D(Layer):
    def __init__(self, filters, size, strides=1, padding="valid"):
        super().__init__()
        assert size == 1 or strides == 1 and padding == "same"
        self.filters, self.size, self.strides = filters, size, strides

    def shapes(self, inputs):
        return {"kernel": (self.size, self.size, inputs[-1], self.filters), "bias": (self.filters,)}

    def call(self, x):
        edge = self.size // 2
        padded = np.pad(x, ((0, 0), (edge, edge), (edge, edge), (0, 0)))
        sums = self.own["bias"]
        for dy in range(self.size):
            for dx in range(self.size):
                shifted = padded[:, dy:dy + x.shape[1], dx:dx + x.shape[2]]
                sums = sums + shifted[:, ::self.strides, ::self.strides] @ self.own["kernel"][dy, dx]
        return sums


class BatchNormalization(Layer):
    def __init__(self, momentum, epsilon):
        super().__init__()
        self.epsilon = epsilon

    def shapes(self, inputs):
        return {name: inputs[-1:] for name in ("gamma", "beta", "moving_mean", "moving_variance")}

    def call(self, x):
        own = self.own
        scale = own["gamma"] / np.sqrt(own["moving_variance"] + self.epsilon)
        return (x - own["moving_mean"]) * scale + own["beta"]


class Activation(Layer):
    def __init__(self, name):
        super().__init__()
        assert name == "relu"

    def call(self, x):
        return np.maximum(x, 0)


class GlobalAveragePooling2D(Layer):
    def call(self, x):
        return x.mean((1, 2))


class Dense(Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def shapes(self, inputs):
        return {"kernel": (inputs[-1], self.units), "bias": (self.units,)}

    def call(self, x):
        return x @ self.own["kernel"] + self.own["bias"]


def Input(shape):
    return shape


class Sequential:
    def __init__(self, layers):
        self.shape, *self.layers = layers

    def add(self, layer):
        self.layers.append(layer)

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def load_weights(self, path):
        self(np.zeros((1, *self.shape), "f4"))
        with h5py.File(path, "r") as file:
            (self.load_3 if path.endswith(".weights.h5") else self.load_2)(file)

    def load_3(self, file):
        assert len(file["vars"]) == 0
        counts = {}
        for layer in self.layers:
            name = re.sub(r"([a-z])([A-Z])", r"\1_\2", type(layer).__name__).lower()
            number = counts[name] = counts.get(name, -1) + 1
            layer.load(file["layers"][f"{name}_{number}" if number else name])

    def load_2(self, file):
        text = lambda name: name.decode() if isinstance(name, bytes) else name
        assert text(file.attrs["keras_version"]).startswith("2.") and text(file.attrs["backend"]) == "tensorflow"
        layers = [layer for layer in self.layers if layer.variables(False)]
        groups = [file[text(name)] for name in file.attrs["layer_names"]]
        groups = [group for group in groups if len(group.attrs["weight_names"])]
        assert len(groups) == len(layers)
        for layer, group in zip(layers, groups):
            variables = layer.variables(False) + layer.variables(True)
            names = [text(name) for name in group.attrs["weight_names"]]
            assert len(names) == len(variables), (names, len(variables))
            for (owner, variable), name in zip(variables, names):
                assert name.endswith(f"/{variable}:0"), (name, variable)
                owner.set(variable, group[name])


activations = types.SimpleNamespace(relu=lambda x: np.maximum(x, 0))
layers = types.SimpleNamespace(
    Layer=Layer, Conv2D=Conv2D, BatchNormalization=BatchNormalization, Activation=Activation,
    GlobalAveragePooling2D=GlobalAveragePooling2D, Dense=Dense)
