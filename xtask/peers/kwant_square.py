"""kwant_square.py L W: Kwant's build and finalize of an L x W square lattice with disorder and a magnetic field.

Prints CPU seconds, bytes of resident memory per site that the finished system added, and the number of sites.
"""

import gc
import sys

import kwant
import numpy as np

from peer_util import cheapest, report

length, width = int(sys.argv[1]), int(sys.argv[2])
disorder = np.random.default_rng(1).random((length, width)) - 0.5
flux = 0.01


def resident_bytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


def onsite(site):
    return 4.0 + disorder[site.tag[0], site.tag[1]]


def along_x(a, b):
    return -np.exp(-2j * np.pi * flux * b.pos[1])


def system():
    lattice = kwant.lattice.square(norbs=1)
    builder = kwant.Builder()
    builder[(lattice(x, y) for x in range(length) for y in range(width))] = onsite
    builder[kwant.builder.HoppingKind((1, 0), lattice, lattice)] = along_x
    builder[kwant.builder.HoppingKind((0, 1), lattice, lattice)] = -1.0
    return builder.finalized()


before = resident_bytes()
cpu, wall, finished = cheapest(3, system)
gc.collect()
report(cpu=cpu, wall=wall, sites=len(finished.sites), bytes_per_site=(resident_bytes() - before) / len(finished.sites))
