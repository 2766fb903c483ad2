INSERT INTO public_checkpoints (id, size, note)
VALUES (1, $1, $2)
ON CONFLICT (id) DO NOTHING
