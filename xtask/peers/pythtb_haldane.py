"""pythtb_haldane.py grid N | supercell CELLS NK: PythTB 2 on the Haldane model (t = -1, t2 = 0.15, mass 0.2).

grid:      eigenvalues and eigenvectors on N x N wave vectors, all at once and in batches of 10^4; the cheaper counts
supercell: eigenvalues of a CELLS x CELLS supercell at NK wave vectors along G-K-M-G
"""

import sys

import numpy as np
import pythtb.models as models

from peer_util import cheapest, report

mode, first = sys.argv[1], int(sys.argv[2])
model = models.haldane(0.2, -1.0, 0.15)
if mode == "grid":
    axis = np.arange(first) / first
    k = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)

    def whole():
        return model.solve_ham(k, return_eigvecs=True)[0].min()

    def batches():
        return min(
            model.solve_ham(k[i : i + 10_000], return_eigvecs=True)[0].min() for i in range(0, len(k), 10_000)
        )

    runs = [cheapest(2, work) for work in (whole, batches)]
    report(cpu=min(run[0] for run in runs), wall=min(run[1] for run in runs), lowest=float(runs[0][2]))
elif mode == "supercell":
    n_k = int(sys.argv[3])
    cell = model.make_supercell([[first, 0], [0, first]])
    k = np.asarray(cell.k_path([[0, 0], [2 / 3, 1 / 3], [0.5, 0.5], [0, 0]], n_k)[0])
    cpu, wall, energies = cheapest(2, lambda: cell.solve_ham(k))
    report(cpu=cpu, wall=wall, sites=cell.norb, lowest=float(energies.min()))
else:
    raise SystemExit(f"unknown mode {mode}")
