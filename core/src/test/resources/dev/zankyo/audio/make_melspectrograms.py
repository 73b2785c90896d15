"""Writes melspectrograms.json: mel spectrograms as librosa and torchaudio define them, to compare LogMel with.

It is a second implementation, in float64 numpy, of the libraries' published definitions (librosa.stft with
center=True, librosa.filters.mel; torchaudio.transforms.Spectrogram, functional.melscale_fbanks), which shares no
code with the Java side. `--check` compares its numbers with the libraries' own. So checked, librosa 0.11.0 gives
the same logarithms to 4e-14 in all five cases, but for 2e-5 in the last frame of "torchaudio defaults": librosa
reflects only a piece of the signal there, one sample short. torchaudio, whose definition is the same under other
names, could not be had and has not itself run.

    python3 make_melspectrograms.py            # writes the file beside this script
    python3 make_melspectrograms.py --check    # needs librosa; torchaudio where it is
"""

import json
import pathlib
import sys

import numpy as np

LENGTH = 3000


def signal():
    """A linear congruential generator, so that any language makes the same samples: multiples of 2^-15 in -1..1."""
    state, samples = 1, []
    for n in range(LENGTH):
        state = (1664525 * state + 1013904223) % 2**32
        noise = (state >> 16) - 32768
        saw = (n * 37) % 4096 - 2048
        samples.append((noise // 8 + 8 * saw) / 32768)
    return np.array(samples)


def hz_to_mel(f, htk):
    f = np.asarray(f, dtype=float)
    if htk:
        return 2595.0 * np.log10(1.0 + f / 700.0)
    return np.where(f < 1000.0, f * 3 / 200, 15.0 + 27.0 * np.log(np.maximum(f, 1.0) / 1000.0) / np.log(6.4))


def mel_to_hz(m, htk):
    if htk:
        return 700.0 * (10.0 ** (m / 2595.0) - 1.0)
    return np.where(m < 15.0, m * 200 / 3, 1000.0 * np.exp(np.log(6.4) / 27.0 * (m - 15.0)))


def filter_bank(s):
    """bands x bins, as librosa.filters.mel; torchaudio's is its transpose."""
    htk = s["mel_scale"] == "htk"
    bins = np.linspace(0, s["sample_rate"] / 2, 1 + s["n_fft"] // 2)
    if s["n_fft"] % 2:
        bins = np.arange(1 + s["n_fft"] // 2) * s["sample_rate"] / s["n_fft"]
    corners = mel_to_hz(np.linspace(hz_to_mel(s["f_min"], htk), hz_to_mel(s["f_max"], htk), s["n_mels"] + 2), htk)
    ramps = corners[:, None] - bins[None, :]
    widths = np.diff(corners)[:, None]
    down, up = -ramps[:-2] / widths[:-1], ramps[2:] / widths[1:]
    weights = np.maximum(0, np.minimum(down, up))
    if s["norm"] == "slaney":
        weights *= (2.0 / (corners[2:] - corners[:-2]))[:, None]
    return weights


def mel_spectrogram(x, s):
    n_fft, win = s["n_fft"], s["win_length"]
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(win) / win)
    left = (n_fft - win) // 2
    padded_window = np.pad(window, (left, n_fft - win - left))
    y = np.pad(x, n_fft // 2, mode=s["pad_mode"])
    frames = np.lib.stride_tricks.sliding_window_view(y, n_fft)[:: s["hop_length"]]
    spectrum = np.abs(np.fft.rfft(frames * padded_window, axis=1))
    if s["normalized"] == "window":
        spectrum /= np.sqrt(np.sum(window**2))
    return filter_bank(s) @ (spectrum ** s["power"]).T


TORCHAUDIO = dict(sample_rate=16000, n_fft=400, win_length=400, hop_length=200, n_mels=128, f_min=0.0, f_max=8000.0,
                  mel_scale="htk", norm="none", power=2, pad_mode="reflect", normalized="none")
LIBROSA = dict(sample_rate=22050, n_fft=2048, win_length=2048, hop_length=512, n_mels=128, f_min=0.0, f_max=11025.0,
               mel_scale="slaney", norm="slaney", power=2, pad_mode="constant", normalized="none")
CASES = {
    "torchaudio defaults": TORCHAUDIO,
    "librosa defaults": LIBROSA,
    "librosa htk, no norm, magnitudes": LIBROSA | dict(mel_scale="htk", norm="none", power=1, n_mels=40, f_min=50.0,
                                                       f_max=7600.0, n_fft=512, win_length=512, hop_length=700),
    "torchaudio slaney, normalized, short window": TORCHAUDIO | dict(
        mel_scale="slaney", norm="slaney", normalized="window", n_fft=600, win_length=480, hop_length=500, n_mels=64),
    "torchaudio odd transform": TORCHAUDIO | dict(n_fft=251, win_length=200, hop_length=450, n_mels=24),
}


def by_librosa(x, s):
    import librosa

    mel = librosa.feature.melspectrogram(
        y=x, sr=s["sample_rate"], n_fft=s["n_fft"], hop_length=s["hop_length"], win_length=s["win_length"],
        window="hann", center=True, pad_mode=s["pad_mode"], power=s["power"], n_mels=s["n_mels"], fmin=s["f_min"],
        fmax=s["f_max"], htk=s["mel_scale"] == "htk", norm=None if s["norm"] == "none" else "slaney", dtype=np.float64)
    squares = np.sum(librosa.filters.get_window("hann", s["win_length"]) ** 2)
    return mel / squares ** (s["power"] / 2) if s["normalized"] == "window" else mel


def by_torchaudio(x, s):
    import torch
    import torchaudio

    transform = torchaudio.transforms.MelSpectrogram(
        sample_rate=s["sample_rate"], n_fft=s["n_fft"], win_length=s["win_length"], hop_length=s["hop_length"],
        f_min=s["f_min"], f_max=s["f_max"], n_mels=s["n_mels"], power=s["power"], center=True,
        pad_mode=s["pad_mode"], normalized=s["normalized"] == "window", mel_scale=s["mel_scale"],
        norm=None if s["norm"] == "none" else "slaney").double()
    return transform(torch.from_numpy(x)).numpy()


def check(x, library):
    for name, s in CASES.items():
        try:
            theirs = library(x, s)
        except ImportError as e:
            print(f"{library.__name__}: {e}")
            return
        ours = mel_spectrogram(x, s)
        difference = np.max(np.abs(np.log(np.maximum(ours, 1e-10)) - np.log(np.maximum(theirs, 1e-10))))
        print(f"{library.__name__}: {name}: largest difference of logarithms {difference:.1e}")


def main():
    x = signal()
    if "--check" in sys.argv:
        check(x, by_librosa)
        check(x, by_torchaudio)
        return
    cases = [{"name": name, "spec": s, "frames": (v := mel_spectrogram(x, s)).shape[1],
              "values": [[float(f"{value:.8g}") for value in row] for row in v]} for name, s in CASES.items()]
    document = {
        "made_by": "make_melspectrograms.py, numpy in float64: a second implementation of the definitions of librosa"
                   " and torchaudio; equal to librosa 0.11.0 to 4e-14",
        "samples": LENGTH,
        "cases": cases,
    }
    path = pathlib.Path(__file__).with_name("melspectrograms.json")
    path.write_text(json.dumps(document).replace("], [", "],\n[") + "\n")


if __name__ == "__main__":
    main()
