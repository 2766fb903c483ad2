-- The log: its tree, its checkpoints and what is published about it. Everything here is public.
-- Civil days are days since 1970-01-01, times are seconds since 1970-01-01T00:00:00Z, hashes are
-- 32 bytes and several of them stand one after the other.

CREATE TABLE identities (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    origin TEXT NOT NULL,
    vkey TEXT NOT NULL
);

CREATE TABLE trees (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL,
    root BLOB NOT NULL,
    frontier BLOB NOT NULL
);

CREATE TABLE tiles (
    level BIGINT NOT NULL,
    number BIGINT NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, number)
);

CREATE TABLE bundles (
    number BIGINT NOT NULL PRIMARY KEY,
    entries BLOB NOT NULL
);

-- Where each leaf stands. A leaf is known by the first half of its hash: whoever finds two that begin
-- alike computed 2^64 hashes, and the index of a large log is little more than half as large.
CREATE TABLE places (
    leaf BLOB NOT NULL PRIMARY KEY,
    place BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE public_checkpoints (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL,
    note TEXT NOT NULL
);

-- Every checkpoint that was ever public; several of a size differ in their cosignatures.
CREATE TABLE checkpoints (
    size BIGINT NOT NULL,
    number BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (size, number)
);

CREATE TABLE counts (
    day BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (day, revision)
);

CREATE TABLE monitor_runs (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    ran_at BIGINT NOT NULL,
    size BIGINT NOT NULL,
    -- 0 a lie, 1 clean, 2 not completed.
    result BIGINT NOT NULL CHECK (result BETWEEN 0 AND 2),
    finding TEXT NOT NULL
);
