-- The portal: published things, and sealed cases that only their holders can read.

CREATE TABLE salts (
    purpose TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    salt BYTEA NOT NULL
);

CREATE TABLE releases (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    month TEXT COLLATE "C" NOT NULL UNIQUE,
    published_on BIGINT NOT NULL,
    root BYTEA NOT NULL,
    manifest TEXT COLLATE "C" NOT NULL
);

CREATE TABLE release_files (
    release_id TEXT COLLATE "C" NOT NULL REFERENCES releases (id),
    path TEXT COLLATE "C" NOT NULL,
    sha256 BYTEA NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (release_id, path)
);

-- Rows stand as they came until `compact` puts them in the order of their identifiers: their places
-- would tell in which order cases were sealed, and so which is whose.
CREATE TABLE sealed_cases (
    id BYTEA NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL
);
