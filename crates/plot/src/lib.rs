//! Figures of quantum-transport results in one restrained style, as SVG and PNG.
