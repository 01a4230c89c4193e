//! Refuses work that cannot fit into memory, before anything is allocated.

use std::sync::OnceLock;

use crate::LatticeError;

/// Assumed where the system does not tell.
const FALLBACK_BYTES: u64 = 8 << 30;

/// Checks that `count` items of `bytes_each` fit into the memory that is free now.
///
/// # Errors
///
/// [`LatticeError::TooLarge`], with the memory needed and the memory there is.
pub fn check_memory(
    what: impl Into<String>,
    count: u128,
    bytes_each: u64,
) -> Result<(), LatticeError> {
    let needed = count.saturating_mul(u128::from(bytes_each));
    let limit = available_bytes();
    if needed > u128::from(limit) {
        return Err(LatticeError::TooLarge {
            what: what.into(),
            needed: needed as f64 / GIGABYTE,
            limit: limit as f64 / GIGABYTE,
        });
    }
    Ok(())
}

const GIGABYTE: f64 = 1e9;

/// Memory free when the program first asked, from `/proc/meminfo` where there is one.
fn available_bytes() -> u64 {
    static AVAILABLE: OnceLock<u64> = OnceLock::new();
    *AVAILABLE.get_or_init(|| {
        std::fs::read_to_string("/proc/meminfo")
            .ok()
            .and_then(|text| meminfo_available(&text))
            .unwrap_or(FALLBACK_BYTES)
    })
}

fn meminfo_available(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kilobytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn available_memory_is_read_from_meminfo() {
        let text = "MemTotal:       100 kB\nMemFree:   5 kB\nMemAvailable:   42 kB\n";
        assert_eq!(meminfo_available(text), Some(42 * 1024));
        assert_eq!(meminfo_available("nothing"), None);
    }

    #[test]
    fn a_billion_billion_numbers_are_refused() {
        assert!(matches!(check_memory("a grid", 1 << 60, 8), Err(LatticeError::TooLarge { .. })));
        assert!(check_memory("a grid", 1000, 8).is_ok());
    }
}
