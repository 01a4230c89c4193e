//! The peers: which of them this machine has, and running their programs in `xtask/peers`.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::error::TaskError;
use crate::workspace;

/// A program that users would otherwise pick.
#[derive(Debug)]
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    /// Python code that prints its version, and fails where it is not there or too old.
    probe: &'static str,
    /// How to install it.
    pub(crate) install: &'static str,
}

/// PythTB, with band structures in NumPy batches.
pub(crate) const PYTHTB: Peer = Peer {
    name: "PythTB 2",
    probe: "import pythtb; v = pythtb.__version__; assert int(v.split('.')[0]) >= 2; print(v)",
    install: "Python 3.12: python -m venv V && V/bin/pip install pythtb numpy threadpoolctl",
};

/// NumPy, which calls the LAPACK it is built with.
pub(crate) const NUMPY: Peer = Peer {
    name: "NumPy (LAPACK)",
    probe: "import numpy; print(numpy.__version__)",
    install: "python -m venv V && V/bin/pip install numpy threadpoolctl",
};

/// Kwant, with systems built site by site.
pub(crate) const KWANT: Peer = Peer {
    name: "Kwant",
    probe: "import kwant; print(kwant.__version__)",
    install: "apt-get install gfortran libmumps-seq-dev libscotch-dev libmetis-dev libopenblas-dev \
              liblapack-dev; Python 3.11: python -m venv V && V/bin/pip install numpy==1.26.4 scipy cython \
              setuptools wheel tinyarray && V/bin/pip install kwant --no-build-isolation",
};

/// A peer that was found.
#[derive(Debug)]
pub(crate) struct Found {
    python: PathBuf,
    pub(crate) version: String,
}

impl Peer {
    /// Looks for the peer in the interpreters of `THOULESS_PEER_PYTHON` (a list of paths), then in `python3` and
    /// `python`; says what it found.
    pub(crate) fn find(&self) -> Option<Found> {
        let listed = std::env::var_os("THOULESS_PEER_PYTHON").unwrap_or_default();
        let pythons = std::env::split_paths(&listed)
            .filter(|path| !path.as_os_str().is_empty())
            .chain(["python3", "python"].map(PathBuf::from));
        for python in pythons {
            let mut probe = interpreter(&python);
            if let Ok(version) = workspace::output_of(probe.args(["-c", self.probe])) {
                let version = version.trim().to_owned();
                println!("  peer {} {version} found ({})", self.name, python.display());
                return Some(Found { python, version });
            }
        }
        println!(
            "  peer {} not found: install it with\n    {}\n    and name that interpreter: \
             THOULESS_PEER_PYTHON=V/bin/python",
            self.name, self.install
        );
        None
    }
}

impl Found {
    /// Runs a program of `xtask/peers` on one thread and returns the last JSON object that it prints.
    pub(crate) fn run(&self, script: &str, arguments: &[String]) -> Result<Value, TaskError> {
        let mut command = interpreter(&self.python);
        command.arg(workspace::root().join("xtask/peers").join(script)).args(arguments);
        let printed = workspace::output_of(&mut command)?;
        printed.lines().rev().find_map(|line| serde_json::from_str(line).ok()).ok_or_else(|| {
            TaskError::Program { command: script.to_owned(), reason: "printed no JSON".to_owned() }
        })
    }
}

/// Returns a Python whose BLAS uses one thread and the kernels that it chooses itself.
fn interpreter(python: &PathBuf) -> Command {
    let mut command = Command::new(python);
    command
        .env_remove("OPENBLAS_CORETYPE")
        .env_remove("OPENBLAS_L2_SIZE")
        .env("OPENBLAS_NUM_THREADS", "1")
        .env("OMP_NUM_THREADS", "1")
        .env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// Returns a number of a peer's JSON.
pub(crate) fn number(json: &Value, key: &str) -> Result<f64, TaskError> {
    json.get(key).and_then(Value::as_f64).ok_or_else(|| TaskError::Program {
        command: "peer".to_owned(),
        reason: format!("printed no number `{key}`: {json}"),
    })
}
