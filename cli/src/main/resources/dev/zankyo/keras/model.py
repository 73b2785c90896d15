"""Builds the network in Keras and loads its weights."""
from pathlib import Path

$IMPORT

CLASSES = $CLASSES
MEAN, DEVIATION = $MEAN, $DEVIATION  # subtract the mean from spectrograms, then divide by the deviation
TEMPERATURE = $TEMPERATURE  # probabilities are the softmax of logits / TEMPERATURE


def norm():
    return keras.layers.BatchNormalization(momentum=$MOMENTUM, epsilon=$EPSILON)


class ResidualBlock(keras.layers.Layer):
    def __init__(self, filters, stride, identity, **options):
        super().__init__(**options)
        self.conv1, self.bn1 = keras.layers.Conv2D(filters // 4, 1, strides=stride), norm()
        self.conv2, self.bn2 = keras.layers.Conv2D(filters // 4, 3, padding="same"), norm()
        self.conv3, self.bn3 = keras.layers.Conv2D(filters, 1), norm()
        self.skip_conv = None if identity else keras.layers.Conv2D(filters, 1, strides=stride)

    def call(self, x, training=None):
        y = keras.activations.relu(self.bn1(self.conv1(x), training=training))
        y = keras.activations.relu(self.bn2(self.conv2(y), training=training))
        y = self.bn3(self.conv3(y), training=training)
        return y + (x if self.skip_conv is None else self.skip_conv(x))


def build():
    """Returns a model from standardized spectrograms, (N, $BANDS, $FRAMES, 1), to logits, (N, classes)."""
    model = keras.Sequential([keras.Input(($BANDS, $FRAMES, 1)), keras.layers.Conv2D($STEM, 3, padding="same")])
    for stage, filters in enumerate($STAGES):
        for block in range($BLOCKS):
            model.add(ResidualBlock(filters, 2 if stage > 0 and block == 0 else 1, block > 0))
    model.add(norm())
    model.add(keras.layers.Activation("relu"))
    model.add(keras.layers.GlobalAveragePooling2D())
    model.add(keras.layers.Dense(len(CLASSES)))
    model.load_weights(str(Path(__file__).with_name($WEIGHTS)))
    return model
