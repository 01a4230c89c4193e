//! Wannier90 files: an error or a model, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use thouless_lattice::Wannier90;

fuzz_target!(|bytes: &[u8]| {
    for read in
        [Wannier90::parse_hr(bytes, "fuzz_hr.dat", None), Wannier90::parse_tb(bytes, "fuzz_tb.dat")]
    {
        if let Ok(wannier) = read {
            let _ = wannier.model();
        }
    }
    if let Ok(win) = std::str::from_utf8(bytes) {
        let hr = b" header\n 1\n 1\n 1\n 0 0 0 1 1 0.5 0.0\n";
        let _ = Wannier90::parse_hr(hr, "fuzz.win", Some(win));
    }
});
