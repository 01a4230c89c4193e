//! Dense and sparse linear algebra for quantum lattice models, behind one small interface with two backends.
