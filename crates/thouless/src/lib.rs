//! The toolkit for quantum transport and topological matter: facade crate and command line.
