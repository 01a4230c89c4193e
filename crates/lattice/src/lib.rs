//! Lattices, tight-binding models, finite samples, the model zoo and their file formats.
