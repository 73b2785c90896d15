"""Writes the fixtures of this folder with h5py, as README.md says. Element i of the t-th tensor is t + i / 1024."""
import io
import zipfile

import h5py
import numpy as np

STEM, FILTERS, BLOCKS, CLASSES = 2, 4, 2, 3


def conv(inputs, size, outputs):
    return [("kernel", (size, size, inputs, outputs)), ("bias", (outputs,))]


def norm(filters):
    return [(name, (filters,)) for name in ("gamma", "beta", "moving_mean", "moving_variance")]


def block(inputs, skip):
    quarter = FILTERS // 4
    layers = {"conv1": conv(inputs, 1, quarter), "bn1": norm(quarter), "conv2": conv(quarter, 3, quarter),
              "bn2": norm(quarter), "conv3": conv(quarter, 1, FILTERS), "bn3": norm(FILTERS)}
    return {**layers, "skip_conv": conv(inputs, 1, FILTERS)} if skip else layers


BLOCK_LAYERS = [block(STEM, True)] + [block(FILTERS, False)] * (BLOCKS - 1)
count = 0


def values(shape):
    global count
    count += 1
    return (count + np.arange(np.prod(shape)).reshape(shape) / 1024).astype("f4")


def keras_3(file):
    """keras/src/saving/saving_lib.py: a group vars for each layer, named after its type, counted from _1."""
    global count
    count = 0
    file.create_group("vars")

    def put(path, weights):
        group = file.create_group(path + "/vars")
        for i, (_, shape) in enumerate(weights):
            group[str(i)] = values(shape)

    put("layers/conv2d", conv(1, 3, STEM))
    for number, layers in enumerate(BLOCK_LAYERS):
        name = "layers/residual_block" + (f"_{number}" if number else "")
        put(name, [])
        for inner, weights in layers.items():
            put(name + "/" + inner, weights)
    put("layers/batch_normalization", norm(FILTERS))
    put("layers/activation", [])
    put("layers/global_average_pooling2d", [])
    put("layers/dense", [("kernel", (FILTERS, CLASSES)), ("bias", (CLASSES,))])


def tensorflow_2(file):
    """keras/src/legacy/saving/legacy_h5_format.py: lists of names as attributes; numbers go on through a session."""
    global count
    count = 0
    numbers = {"conv2d": 74, "batch_normalization": 54}
    names = []

    def put(layer, weights):
        group = file.create_group(layer)
        group.attrs["weight_names"] = np.array([name.encode() for name, _ in weights])
        for name, shape in weights:
            group[name] = values(shape)
        names.append(layer)

    def numbered(kind):
        numbers[kind] += 1
        return f"{kind}_{numbers[kind]}"

    stem = numbered("conv2d")
    put(stem, [(f"{stem}/{name}:0", shape) for name, shape in conv(1, 3, STEM)])
    for number, layers in enumerate(BLOCK_LAYERS):
        layer = f"residual_block_{18 + number}"
        trained, moving = [], []
        for weights in layers.values():
            kind = numbered("conv2d" if weights[0][0] == "kernel" else "batch_normalization")
            for name, shape in weights:
                (moving if "moving" in name else trained).append((f"{layer}/{kind}/{name}:0", shape))
        put(layer, trained + moving)
    last = numbered("batch_normalization")
    put(last, [(f"{last}/{name}:0", shape) for name, shape in norm(FILTERS)])
    put("activation_1", [])
    put("dense_1", [("dense_1/kernel:0", (FILTERS, CLASSES)), ("dense_1/bias:0", (CLASSES,))])
    file.attrs["layer_names"] = np.array([name.encode() for name in names])
    file.attrs["backend"] = b"tensorflow"
    file.attrs["keras_version"] = b"2.4.0"


if __name__ == "__main__":
    with h5py.File("narrow.weights.h5", "w") as file:
        keras_3(file)
    with h5py.File("narrow.h5", "w") as file:
        tensorflow_2(file)
    with h5py.File("fan.weights.h5", "w") as file:
        group = file.create_group("layers")
        for _ in range(5):
            inner = group.create_group("0")
            for number in range(1, 40):
                group[str(number)] = inner
            group = inner
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        keras_3(file)
        file.create_group("optimizer/vars")["0"] = np.int64(720)
    with zipfile.ZipFile("narrow.keras", "w") as archive:
        for name, content in {"metadata.json": '{"keras_version": "3.9.0"}', "config.json": "{}",
                              "model.weights.h5": memory.getvalue()}.items():
            archive.writestr(zipfile.ZipInfo(name), content)
