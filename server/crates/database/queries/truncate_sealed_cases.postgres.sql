-- The table gets new files. A deletion would leave its rows in the old ones as long as anybody might
-- still read them.
TRUNCATE sealed_cases
