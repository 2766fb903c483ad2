//! A PostgreSQL server of the tests' own, as Debian has it.
//!
//! One server for a test process, in a folder of its own, reachable through a socket in that folder
//! alone; a database for each who asks. It ends with the process, however that ends. A test that
//! breaks a server starts one of its own.

#[path = "postgres/own.rs"]
mod own;

pub(crate) use own::{Own, Room};

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The user of the server's databases.
const USER: &str = "gavah";

/// The programs that the tests start.
const PROGRAMS: [&str; 7] =
    ["initdb", "pg_ctl", "postgres", "createdb", "psql", "pg_isready", "pg_waldump"];

/// Makes and starts the server, says so, and waits until its own input ends: that is when the tests
/// end or are killed. The order of letters is that of a human language, so that a column that does
/// not ask for the order of bytes is found. What is not there outlives no test, so nothing waits
/// for a disk.
const SCRIPT: &str = r#"
folder=$1
PATH=$2:$PATH
initdb --pgdata="$folder/data" --username=gavah --auth=trust --encoding=UTF8 --no-sync \
    --locale=C.UTF-8 --locale-provider=icu --icu-locale=en > "$folder/initdb.log" 2>&1 || exit 1
pg_ctl --pgdata="$folder/data" --log="$folder/postgres.log" --wait --silent \
    --options="-c listen_addresses= -c unix_socket_directories=$folder -c fsync=off -c deadlock_timeout=50ms \
        -c max_connections=500 -c shared_buffers=64MB" start || exit 1
echo started
cat > /dev/null
pg_ctl --pgdata="$folder/data" --mode=immediate --silent stop
rm -rf "$folder"
"#;

/// The address of a new and empty database.
pub(crate) fn database() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = Server::running();
    let name = format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    create(&server.programs, &server.folder, &name, "template0");
    address(&server.folder, &name)
}

/// The address of a new database with all that another one holds, to which nobody is connected.
pub(crate) fn copy_of(address: &str) -> String {
    let server = Server::running();
    let (old, rest) = parts(address);
    let name = format!("{old}_copy");
    create(&server.programs, &server.folder, &name, old);
    format!("postgres:///{name}?{rest}")
}

/// Drops a database and puts a copy in its place, which is then no more.
pub(crate) fn put_back(copy: &str, address: &str) {
    let server = Server::running();
    let (copy, old) = (parts(copy).0, parts(address).0);
    for sql in [format!("DROP DATABASE {old}"), format!("ALTER DATABASE {copy} RENAME TO {old}")] {
        query(&server.programs, &server.folder, "postgres", &sql);
    }
}

/// The name in the address of a database, and what follows it.
fn parts(address: &str) -> (&str, &str) {
    let rest = address.strip_prefix("postgres:///").expect("an address of the tests' own");
    rest.split_once('?').expect("an address of the tests' own")
}

fn address(folder: &Path, name: &str) -> String {
    format!("postgres:///{name}?host={}&user={USER}", folder.display())
}

fn create(programs: &Path, folder: &Path, name: &str, template: &str) {
    let mut create = Command::new(programs.join("createdb"));
    create.arg("--host").arg(folder).args(["--username", USER, "--template", template]);
    let made = create.arg(name).output().expect("createdb can be started");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// What a statement answers, a line a row.
fn query(programs: &Path, folder: &Path, database: &str, sql: &str) -> String {
    let mut psql = Command::new(programs.join("psql"));
    psql.arg("--host").arg(folder).args(["--username", USER, "--dbname", database]);
    psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--command", sql]);
    let ran = psql.output().expect("psql can be started");
    assert!(ran.status.success(), "{sql}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("psql writes UTF-8")
}

/// The running server.
struct Server {
    folder: PathBuf,
    programs: PathBuf,
    /// Its input is open as long as the test process lives.
    _guard: Child,
}

impl Server {
    fn running() -> &'static Self {
        static SERVER: OnceLock<Server> = OnceLock::new();
        SERVER.get_or_init(Self::start)
    }

    fn start() -> Self {
        let programs = programs();
        let folder = folder("");
        let mut guard = shell(SCRIPT, &folder, &programs);
        let output = guard.stdout.take().expect("its output is a pipe");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("its output can be read");
        if line != "started\n" {
            let log = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
            panic!("PostgreSQL did not start: {}{}", log("initdb.log"), log("postgres.log"));
        }
        Self { folder, programs, _guard: guard }
    }
}

/// An empty folder for a server. The path of a socket has 107 bytes at most, so it is no part of
/// the build's.
fn folder(suffix: &str) -> PathBuf {
    let name = format!("gavah-postgres-{}{suffix}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).expect("a folder can be made");
    let mode = std::fs::Permissions::from_mode(0o700);
    std::fs::set_permissions(&folder, mode).expect("a folder can be closed");
    folder
}

/// Starts a script that keeps a server, with pipes to it and from it.
fn shell(script: &str, folder: &Path, programs: &Path) -> Child {
    let mut command = unprivileged(folder);
    command.args(["sh", "-c", script, "sh"]).arg(folder).arg(programs);
    // What the terminal tells the tests is none of the server's business: it ends after them.
    command.process_group(0).current_dir(folder).env("LC_ALL", "C.UTF-8");
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    spawned.expect("a shell can be started")
}

/// Begins a command that does not run as root, which PostgreSQL refuses; the folder goes to whoever
/// runs it.
fn unprivileged(folder: &Path) -> Command {
    let own = std::fs::metadata("/proc/self").expect("a process knows itself");
    if own.uid() != 0 {
        return Command::new("env");
    }
    let number = |flag: &str| -> u32 {
        let output = Command::new("id").args([flag, "postgres"]).output().expect("id can be run");
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        text.parse().expect("the user postgres, which Debian's PostgreSQL brings with it")
    };
    let (user, group) = (number("-u"), number("-g"));
    std::os::unix::fs::chown(folder, Some(user), Some(group)).expect("root gives files away");
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={user}")).arg(format!("--regid={group}"));
    command.arg("--clear-groups").arg("--");
    command
}

/// The folder of PostgreSQL's programs: on the path, or where Debian has them.
fn programs() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    versions.sort();
    folders.extend(versions.into_iter().rev());
    let complete = |folder: &PathBuf| PROGRAMS.iter().all(|name| folder.join(name).exists());
    folders.into_iter().find(complete).expect(
        "PostgreSQL is not installed: these tests need its programs initdb, pg_ctl, postgres, \
         createdb, psql, pg_isready and pg_waldump (Debian's package postgresql)",
    )
}
