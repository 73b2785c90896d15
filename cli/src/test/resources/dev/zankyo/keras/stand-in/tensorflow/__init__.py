"""TensorFlow 2 has Keras as a member."""
import keras
