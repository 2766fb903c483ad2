-- The registry: microdata, certificates and case codes. Never reachable from the public server.
-- Civil days are days since 1970-01-01, times are seconds since 1970-01-01T00:00:00Z.

CREATE TABLE cases (
    number TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    district TEXT COLLATE "C" NOT NULL,
    detected_on BIGINT,
    renovation_code TEXT COLLATE "C",
    address TEXT COLLATE "C"
);

CREATE TABLE violations (
    case_number TEXT COLLATE "C" NOT NULL REFERENCES cases (number),
    number BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    area_tenths BIGINT,
    PRIMARY KEY (case_number, number)
);

CREATE TABLE decisions (
    case_number TEXT COLLATE "C" NOT NULL REFERENCES cases (number),
    number TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    tier TEXT COLLATE "C" NOT NULL,
    commission TEXT COLLATE "C" NOT NULL,
    decided_on BIGINT NOT NULL,
    notified_on BIGINT,
    final_on BIGINT,
    due_on BIGINT,
    text_sha256 BYTEA,
    PRIMARY KEY (case_number, number)
);

CREATE INDEX decisions_by_day ON decisions (decided_on);

CREATE TABLE outcomes (
    case_number TEXT COLLATE "C" NOT NULL,
    decision_number TEXT COLLATE "C" NOT NULL,
    violation_number BIGINT NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    amount BIGINT,
    PRIMARY KEY (case_number, decision_number, violation_number),
    FOREIGN KEY (case_number, decision_number) REFERENCES decisions (case_number, number),
    FOREIGN KEY (case_number, violation_number) REFERENCES violations (case_number, number)
);

-- What an import replaced: the old content as JSON, so that nothing is lost.
CREATE TABLE superseded (
    import_sha256 BYTEA NOT NULL,
    replaced_at BIGINT NOT NULL,
    entity TEXT COLLATE "C" NOT NULL,
    entity_key TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (import_sha256, replaced_at, entity, entity_key)
);

CREATE TABLE imports (
    sha256 BYTEA NOT NULL,
    imported_at BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    new_count BIGINT NOT NULL,
    changed_count BIGINT NOT NULL,
    PRIMARY KEY (sha256, imported_at)
);

CREATE TABLE certificates (
    case_number TEXT COLLATE "C" NOT NULL,
    decision_number TEXT COLLATE "C" NOT NULL,
    number BYTEA NOT NULL UNIQUE,
    key_id BYTEA NOT NULL,
    status_index BIGINT NOT NULL,
    issued_at BIGINT NOT NULL,
    statement BYTEA NOT NULL,
    PRIMARY KEY (case_number, decision_number),
    UNIQUE (key_id, status_index),
    FOREIGN KEY (case_number, decision_number) REFERENCES decisions (case_number, number)
);

CREATE TABLE case_codes (
    case_number TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES cases (number),
    code TEXT COLLATE "C" NOT NULL
);
