-- An acknowledged entry survives a loss of power, whatever the server does by default; a setting
-- that waits for standbys too stays.
SELECT
    set_config(
        'synchronous_commit',
        CASE
            WHEN current_setting('synchronous_commit') = 'off' THEN 'on'
            ELSE current_setting('synchronous_commit')
        END,
        false
    )
