"""lapack_eigvalsh.py FILE N REPEATS: LAPACK's own time for the eigenvalues of given matrices.

FILE holds complex Hermitian N x N matrices one after the other, 16 bytes per element; each is solved REPEATS times by
numpy.linalg.eigvalsh (zheevd without vectors). Prints seconds per matrix.
"""

import sys

import numpy as np

from peer_util import cheapest, report

path, n, repeats = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
# stored by columns: the transpose of a Hermitian matrix is its conjugate, which has the same eigenvalues
matrices = np.fromfile(path, dtype=np.complex128).reshape(-1, n, n)
np.linalg.eigvalsh(matrices[:1])
cpu, wall, energies = cheapest(repeats, lambda: np.linalg.eigvalsh(matrices))
report(cpu=cpu / len(matrices), wall=wall / len(matrices), trace=float(energies.sum()))
