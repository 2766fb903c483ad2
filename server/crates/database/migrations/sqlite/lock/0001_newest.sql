-- The lock of logs: the newest checkpoint that was ever signed of each. Never restored from a copy.

CREATE TABLE newest_checkpoints (
    origin TEXT NOT NULL PRIMARY KEY,
    note TEXT NOT NULL
);
