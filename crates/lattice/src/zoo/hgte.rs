//! The quantum well of HgTe, 7 nm thick: the model of Bernevig, Hughes and Zhang in meV and nm.

#![expect(non_snake_case, reason = "the symbols of the source")]

zoo_model! {
    /// The quantum well of HgTe between CdTe, 7 nm thick, in meV and nm.
    ///
    /// The Hamiltonian is that of [`Bhz`](super::Bhz), on a square lattice of constant $a$, with
    /// the parameters of this well. At $`M = -10`$ meV and $`B = -686`$ meV nm² the well is
    /// inverted: it is a quantum spin Hall insulator with the gap $`2|M| = 20`$ meV at Γ; $M > 0$
    /// (wells thinner than 6.3 nm) is an ordinary one. The edge states cross at $`C - M D / B`$ and
    /// have the velocity $`\hbar v = A \sqrt{1 - (D/B)^2}`$ in the continuum $`a \to 0`$.
    ///
    /// # References
    ///
    /// M. König, H. Buhmann, L. W. Molenkamp, T. L. Hughes, C.-X. Liu, X.-L. Qi, S.-C. Zhang, J.
    /// Phys. Soc. Jpn. **77**, 031007 (2008),
    /// [doi:10.1143/JPSJ.77.031007](https://doi.org/10.1143/JPSJ.77.031007) (parameters); edge
    /// states: B. Zhou, H.-Z. Lu, R.-L. Chu, S.-Q. Shen, Q. Niu, Phys. Rev. Lett. **101**, 246807
    /// (2008),
    /// [doi:10.1103/PhysRevLett.101.246807](https://doi.org/10.1103/PhysRevLett.101.246807).
    pub struct HgTe(
        "hgte",
        "HgTe quantum well",
        source = "M. König et al., J. Phys. Soc. Jpn. 77, 031007 (2008)"
    ) {
        /// Coupling A of the subbands, meV nm.
        A: f64 = 364.5,
        /// Curvature B of the mass, meV nm².
        B: f64 = -686.0,
        /// Energy C of the middle of the gap at Γ, meV.
        C: f64 = 0.0,
        /// Curvature D of both subbands, meV nm².
        D: f64 = -512.0,
        /// Mass M, half the distance of the subbands at Γ, meV.
        M: f64 = -10.0,
        /// Lattice constant a of the discretization, nm.
        a: f64 = 5.0,
    }
    toml = super::bhz::TABLES
}
