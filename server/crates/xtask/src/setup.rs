//! Installs what is missing, and nothing that is there: each part looks before it acts, so a
//! second run costs milliseconds and needs no network.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::process::{read, run, which};
use crate::workspace::Workspace;

/// The browser bundle's needs: the wasm32 target, clippy and rustfmt, Node.js, the npm packages.
pub(crate) fn bundle_tools(workspace: &Workspace) -> Result<()> {
    tool_chain(workspace)?;
    node_version(workspace)?;
    packages(workspace, &workspace.node())
}

/// What the tests need beyond the bundle: a browser, its driver, PostgreSQL, and Python with its
/// packages.
pub(crate) fn test_tools(workspace: &Workspace) -> Result<()> {
    bundle_tools(workspace)?;
    if which("chromium").is_none() {
        debian_packages(&["chromium"])?;
    }
    postgres()?;
    packages(workspace, &workspace.path("end2end"))?;
    python(workspace)
}

/// What the benchmarks need beyond the bundle: the other engine, and the server beside which ours
/// is measured.
pub(crate) fn bench_tools(workspace: &Workspace) -> Result<()> {
    bundle_tools(workspace)?;
    postgres()?;
    if which("nginx").is_none() {
        debian_packages(&["nginx-light"])?;
    }
    Ok(())
}

/// PostgreSQL's programs, which Debian keeps off the path; the tests start a server of their own.
fn postgres() -> Result<()> {
    if which("initdb").is_none() && !Path::new("/usr/lib/postgresql").is_dir() {
        debian_packages(&["postgresql"])?;
    }
    Ok(())
}

/// What a static binary needs: the target's standard library, and a C compiler for it.
pub(crate) fn static_tools(workspace: &Workspace, target: &str) -> Result<()> {
    let root = read(workspace.command("rustc").args(["--print", "sysroot"]))?;
    if !Path::new(root.trim()).join("lib/rustlib").join(target).join("lib").is_dir() {
        run(workspace.command("rustup").args(["target", "add", target]))
            .with_context(|| format!("the compiler lacks the target {target}"))?;
    }
    if which("musl-gcc").is_none() {
        debian_packages(&["musl-tools"])?;
    }
    Ok(())
}

fn tool_chain(workspace: &Workspace) -> Result<()> {
    let root = read(workspace.command("rustc").args(["--print", "sysroot"]))?;
    let root = Path::new(root.trim());
    if !root.join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir() {
        let mut command = workspace.command("rustup");
        run(command.args(["target", "add", "wasm32-unknown-unknown"]))
            .context("the compiler lacks the target wasm32-unknown-unknown")?;
    }
    for (program, component) in [("cargo-clippy", "clippy"), ("rustfmt", "rustfmt")] {
        if !root.join("bin").join(program).is_file() {
            run(workspace.command("rustup").args(["component", "add", component]))
                .with_context(|| format!("the tool chain lacks {component}"))?;
        }
    }
    Ok(())
}

fn node_version(workspace: &Workspace) -> Result<()> {
    if which("node").is_none() || which("npm").is_none() {
        bail!("Node.js 20 or newer with npm is needed (Debian: `apt-get install nodejs npm`)");
    }
    let text = read(workspace.command("node").arg("--version"))?;
    let major = text.trim().trim_start_matches('v').split('.').next().unwrap_or_default();
    if major.parse::<u32>().ok().is_none_or(|major| major < 20) {
        bail!("Node.js 20 or newer is needed, and this is {}", text.trim());
    }
    Ok(())
}

/// `npm ci`, unless the folder was filled from the same lock file before.
fn packages(workspace: &Workspace, folder: &Path) -> Result<()> {
    let stamp = folder.join("node_modules/.lock-hash");
    let wanted = hash(&[&folder.join("package.json"), &folder.join("package-lock.json")])?;
    if std::fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    println!("npm packages for {}", folder.display());
    run(workspace.command("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))?;
    std::fs::write(&stamp, wanted).with_context(|| format!("could not write {}", stamp.display()))
}

/// The Python environment of the independent verifier, unless made from the same list before.
fn python(workspace: &Workspace) -> Result<()> {
    let list = workspace.path("tests/python/requirements.txt");
    let folder = workspace.path("target/python-venv");
    let stamp = folder.join("list-hash");
    let wanted = hash(&[&list])?;
    if std::fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    if which("python3").is_none() {
        debian_packages(&["python3", "python3-venv"])?;
    }
    println!("Python packages for {}", list.display());
    let mut make = workspace.command("python3");
    make.args(["-m", "venv", "--clear"]).arg(&folder);
    if !make.status().context("could not start python3")?.success() {
        // Debian ships the module `venv` without what it needs.
        debian_packages(&["python3-venv"])?;
        run(&mut make)?;
    }
    let mut install = workspace.command(workspace.python());
    install.args(["-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--requirement"]);
    run(install.arg(&list))?;
    std::fs::write(&stamp, wanted).with_context(|| format!("could not write {}", stamp.display()))
}

/// Installs packages of the distribution, as root or through sudo.
fn debian_packages(names: &[&str]) -> Result<()> {
    let list = names.join(" ");
    if which("apt-get").is_none() {
        bail!("{list} is missing, and only Debian's packages are installed by themselves");
    }
    let root = read(Command::new("id").arg("-u"))?.trim() == "0";
    if !root && which("sudo").is_none() {
        bail!("{list} is missing: run `apt-get install {list}` as root");
    }
    println!("Debian packages: {list}");
    let apt = || {
        let mut command = Command::new(if root { "apt-get" } else { "sudo" });
        if !root {
            command.arg("apt-get");
        }
        command
    };
    run(apt().args(["update", "--quiet"]))?;
    run(apt().args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(names))
        .with_context(|| format!("{list} could not be installed"))
}

fn hash(files: &[&Path]) -> Result<String> {
    let mut sum = Sha256::new();
    for file in files {
        let bytes =
            std::fs::read(file).with_context(|| format!("could not read {}", file.display()))?;
        sum.update(Sha256::digest(&bytes));
    }
    Ok(HEXLOWER.encode(&sum.finalize()))
}
