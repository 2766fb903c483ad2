//! A server of one test's own, which writes as a server of a city does and can be killed.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{address, create, folder, programs, query, shell};

/// Makes the server, and starts and kills it when told, until its own input ends.
///
/// Segments of the write-ahead log are small, so that a limit on the size of files can stop them or
/// a table as the test likes; shared memory is no file, which the limit would stop too; and no
/// checkpoint comes by itself. To kill the server is to kill everything of it at once: the first
/// process is stopped, so that it starts no other, and then all die together, without a word to
/// each other.
const SCRIPT: &str = r#"
folder=$1
PATH=$2:$PATH
initdb --pgdata="$folder/data" --username=gavah --auth=trust --encoding=UTF8 --wal-segsize=1 \
    --locale=C.UTF-8 > "$folder/initdb.log" 2>&1 || exit 1
server=
is_alive() {
    read -r _ _ state _ 2> /dev/null < "/proc/$1/stat" && [ "$state" != Z ]
}
end() {
    kill -STOP "$server" 2> /dev/null || return
    children=$(cat "/proc/$server/task/$server/children")
    kill -KILL $children "$server"
    wait "$server" 2> /dev/null
    # Whoever starts again while one of them lives is refused.
    for child in $children; do
        while is_alive "$child"; do sleep 0.01; done
    done
    server=
}
echo made
while read -r word limit; do
    case $word in
    start)
        (
            if [ "$limit" ]; then
                trap '' XFSZ
                ulimit -f "$limit"
            fi
            exec postgres -D "$folder/data" -c listen_addresses= \
                -c "unix_socket_directories=$folder" -c fsync=on -c full_page_writes=on \
                -c autovacuum=off -c checkpoint_timeout=1h -c max_wal_size=4GB \
                -c shared_buffers=64MB -c dynamic_shared_memory_type=sysv < /dev/null >> "$folder/postgres.log" 2>&1
        ) &
        server=$!
        until pg_isready --quiet --host="$folder" --username=gavah; do
            is_alive "$server" || break
            sleep 0.02
        done
        if is_alive "$server"; then echo started; else echo failed; fi
        ;;
    kill)
        end
        echo killed
        ;;
    esac
done
# In this way it takes its shared memory with it.
[ "$server" ] && kill -QUIT "$server" && wait "$server"
rm -rf "$folder"
"#;

/// How large a file of the server may become.
#[derive(Clone, Copy)]
pub(crate) enum Room {
    Enough,
    /// So many bytes; a write beyond that fails as it does on a full disk, in the middle of the
    /// work.
    Bytes(u64),
}

/// The server, which ends with its test.
pub(crate) struct Own {
    folder: PathBuf,
    programs: PathBuf,
    shell: Child,
    answers: BufReader<ChildStdout>,
    databases: AtomicU32,
}

impl Own {
    /// Makes one and starts it.
    pub(crate) fn start() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let programs = programs();
        let folder = folder(&format!("-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
        let mut shell = shell(SCRIPT, &folder, &programs);
        let answers = BufReader::new(shell.stdout.take().expect("its output is a pipe"));
        let databases = AtomicU32::new(0);
        let mut own = Self { folder, programs, shell, answers, databases };
        own.expect("made");
        own.start_again(Room::Enough);
        own
    }

    /// The address of a new and empty database.
    pub(crate) fn database(&self) -> String {
        let name = format!("own_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        create(&self.programs, &self.folder, &name, "template0");
        address(&self.folder, &name)
    }

    /// Kills every process of the server at once.
    pub(crate) fn kill(&mut self) {
        self.tell("kill");
        self.expect("killed");
    }

    /// Starts the server after it was killed, and waits until it has recovered.
    pub(crate) fn start_again(&mut self, room: Room) {
        match room {
            Room::Enough => self.tell("start"),
            // The shell counts in blocks of 512 bytes.
            Room::Bytes(bytes) => self.tell(&format!("start {}", bytes / 512)),
        }
        self.expect("started");
    }

    /// What a statement answers, a line a row.
    pub(crate) fn query(&self, sql: &str) -> String {
        query(&self.programs, &self.folder, "postgres", sql)
    }

    /// The folder of its data.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// What it has written about itself.
    pub(crate) fn words(&self) -> String {
        std::fs::read_to_string(self.folder.join("postgres.log")).unwrap_or_default()
    }

    /// One of PostgreSQL's programs.
    pub(crate) fn program(&self, name: &str) -> Command {
        Command::new(self.programs.join(name))
    }

    fn tell(&mut self, line: &str) {
        let input = self.shell.stdin.as_mut().expect("its input is a pipe");
        writeln!(input, "{line}").expect("the shell reads");
    }

    #[track_caller]
    fn expect(&mut self, answer: &str) {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the shell's output can be read");
        assert_eq!(line.trim_end(), answer, "{}", self.words());
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        // The end of its input is the shell's sign to end the server too.
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}
