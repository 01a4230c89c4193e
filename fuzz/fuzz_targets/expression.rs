//! Expressions: an error or a finite value, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use thouless_lattice::expr::Expr;

fuzz_target!(|text: &str| {
    if let Ok(expr) = Expr::parse(text, &["x", "y"]) {
        let values = [0.5.into(), (-1.0).into()];
        if let Ok(z) = expr.number(&values) {
            assert!(z.is_finite());
        }
        let _ = (expr.matrix(&values), expr.condition(&values));
    }
});
