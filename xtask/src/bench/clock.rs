//! What a piece of work cost: CPU time of the whole process, wall time, memory.

use std::time::Instant;

/// CPU and wall seconds of one run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) cpu: f64,
    pub(crate) wall: f64,
}

/// Runs `work` `repeats` times and returns the cheapest run, with what the last one returned.
pub(crate) fn cheapest<T>(repeats: usize, mut work: impl FnMut() -> T) -> (Cost, T) {
    let mut run = || {
        let (cpu, wall) = (cpu_seconds(), Instant::now());
        let result = work();
        (Cost { cpu: cpu_seconds() - cpu, wall: wall.elapsed().as_secs_f64() }, result)
    };
    let (mut best, mut result) = run();
    for _ in 1..repeats {
        let (cost, again) = run();
        best = Cost { cpu: best.cpu.min(cost.cpu), wall: best.wall.min(cost.wall) };
        result = again;
    }
    (best, result)
}

/// Returns the CPU seconds of all living threads of this process, or the wall clock where the system does not say.
fn cpu_seconds() -> f64 {
    let nanoseconds = || -> Option<f64> {
        let mut sum = 0.0;
        for task in std::fs::read_dir("/proc/self/task").ok()? {
            let text = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
            sum += text.split_whitespace().next()?.parse::<f64>().ok()?;
        }
        Some(sum)
    };
    nanoseconds().map_or_else(wall_seconds, |sum| sum * 1e-9)
}

fn wall_seconds() -> f64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0.0, |since| since.as_secs_f64())
}

/// Returns the resident memory of this process in bytes, where the system says.
pub(crate) fn resident_bytes() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kibibytes| kibibytes * 1024.0)
}

/// Returns name of the processor and number of threads used.
pub(crate) fn machine() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text
        .lines()
        .find(|line| line.starts_with("model name"))
        .and_then(|line| line.split(':').nth(1))
        .map_or("unknown processor", str::trim);
    format!("{name}, {} threads", rayon::current_num_threads())
}
