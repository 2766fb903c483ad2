-- The portal: published things, and sealed cases that only their holders can read.

CREATE TABLE salts (
    purpose TEXT NOT NULL PRIMARY KEY,
    salt BLOB NOT NULL
);

CREATE TABLE releases (
    id TEXT NOT NULL PRIMARY KEY,
    month TEXT NOT NULL UNIQUE,
    published_on BIGINT NOT NULL,
    root BLOB NOT NULL,
    manifest TEXT NOT NULL
);

CREATE TABLE release_files (
    release_id TEXT NOT NULL REFERENCES releases (id),
    path TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (release_id, path)
);

-- Without row numbers: those would tell in which order cases were sealed, and so which is whose.
CREATE TABLE sealed_cases (
    id BLOB NOT NULL PRIMARY KEY,
    sealed BLOB NOT NULL
) WITHOUT ROWID;
