-- The lock of logs: the newest checkpoint that was ever signed of each, and the size up to
-- which entries were acknowledged, signed or not. Never restored from a copy.

CREATE TABLE newest_checkpoints (
    origin TEXT NOT NULL PRIMARY KEY,
    note TEXT NOT NULL,
    acknowledged BIGINT NOT NULL DEFAULT 0
);
