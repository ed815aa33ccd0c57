"""Version of the model: raised by every change that changes a number in any output."""

MODEL_VERSION = "5"
