SELECT size, note
FROM public_checkpoints
WHERE id = 1
