"""Runs exported programs: rows.f4 (N, bands * frames) and, for each program, its path and the file for its logits."""
import pathlib
import runpy
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).with_name("stand-in")))
rows, *rest = sys.argv[1:]
for program, logits in zip(rest[::2], rest[1::2]):
    exported = runpy.run_path(program)
    model = exported["build"]()
    x = np.fromfile(rows, "<f4").reshape(-1, *model.shape)
    model((x - exported["MEAN"]) / exported["DEVIATION"]).astype("<f4").tofile(logits)
    print(exported["CLASSES"], exported["TEMPERATURE"])
