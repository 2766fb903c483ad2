SELECT id, month, published_on, root
FROM releases
ORDER BY month DESC
