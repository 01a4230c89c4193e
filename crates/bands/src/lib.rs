//! Band structures, velocities, gaps, densities of states and Fermi surfaces of periodic quantum systems.
